/** The list of versions, the newest first: one tab stop, arrows go through it; knows no kernel. */
import { moment } from "../../../core/format";
import type { VersionEntry } from "../../../core/version_messages";
import { useMap } from "../context";
import type { MapControl } from "../control";

interface ListProps {
  versions: readonly VersionEntry[];
  chosen: string | null;
  choose: (id: string) => void;
}

/** What a version is called: by a person, else by why it was made. */
export const title_of = ({ label, kind }: VersionEntry, t: MapControl["t"]): string =>
  label || t(`versions.${kind}`);

export const time_of = ({ at }: VersionEntry, { board }: MapControl): string => moment(at, board.locale);

export function VersionList({ versions, chosen, choose }: ListProps) {
  const map = useMap();
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>("button")];
    const at = items.indexOf(event.target as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    items[to]?.focus();
  };
  const here = versions.some(({ id }) => id === chosen) ? chosen : versions[0]?.id;
  return (
    <ul class="cjm-versions__list" aria-label={map.t("versions.title")} onKeyDown={onKeyDown}>
      {versions.map((version) => (
        <li key={version.id}>
          <button
            type="button"
            class="cjm-version"
            aria-pressed={version.id === chosen}
            tabIndex={version.id === here ? 0 : -1}
            data-version={version.id}
            data-kind={version.kind}
            onClick={() => choose(version.id)}
          >
            <span class="cjm-version__name" dir="auto">
              {title_of(version, map.t)}
            </span>
            <span class="cjm-version__about">
              <time dateTime={version.at}>{time_of(version, map)}</time>
              {version.kind === "named" && version.label && ` · ${map.t("versions.by_name")}`}
            </span>
            <span class="cjm-version__about">{far(version, map)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** How much lies between it and now; a space until that is known, so that nothing moves then. */
function far({ changes }: VersionEntry, { t }: MapControl): string {
  if (changes === null) return "\u00a0";
  return changes === 0 ? t("versions.same") : t("versions.since", { count: changes });
}
