/** Touchpoints as a table, media by phases: chips that are chosen, dragged and keyed; edits through gestures only. */
import { type Inventory, MEDIA, type Medium, type Touchpoint, usage_of } from "../../../core/inventory";
import { Icon } from "../../shell/icon";
import { useMap } from "../context";
import { phase_title } from "../titles";
import { begin_row_drag } from "./row_drag";
import { type Chosen, type Subject, set_medium, step_medium } from "./touch_gestures";

const ICONS: Record<Medium, string> = { physical: "store", digital: "monitor", human: "user" };

interface MatrixProps {
  found: Inventory;
  chosen: Chosen | null;
  choose: (chosen: Chosen) => void;
}

export function Matrix({ found, chosen, choose }: MatrixProps) {
  const { t } = useMap();
  const open = found.touchpoints.some(({ channel }) => !channel?.medium);
  const rows: readonly (Medium | null)[] = open ? [...MEDIA, null] : MEDIA;
  return (
    <table class="cjm-matrix">
      <caption class="cjm-sr-only">{t("channels.title")}</caption>
      <thead>
        <tr>
          <td />
          {found.phases.map(({ key, phase }) => (
            <th key={key} scope="col" dir="auto">
              {phase_title(t, phase)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((medium) => (
          <tr key={medium ?? ""} data-medium={medium ?? ""} class={medium ? undefined : "cjm-matrix__open"}>
            <th scope="row">
              <span class="cjm-matrix__medium">
                {medium && <Icon name={ICONS[medium]} size={16} />}
                {t(`channels.medium_${medium ?? "none"}`)}
              </span>
              {!medium && <span class="cjm-matrix__note">{t("channels.no_medium_help")}</span>}
            </th>
            {found.phases.map(({ key }) => (
              <Place
                key={key}
                touches={found.touchpoints.filter(
                  (touch) => touch.phase === key && (touch.channel?.medium ?? null) === medium,
                )}
                chosen={chosen}
                choose={choose}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Place({ touches, ...rest }: Omit<MatrixProps, "found"> & { touches: readonly Touchpoint[] }) {
  const { t } = useMap();
  return (
    <td>
      {touches.length === 0 ? (
        <span class="cjm-matrix__none">{t("channels.empty")}</span>
      ) : (
        <ul class="cjm-matrix__list">
          {touches.map((touch) => (
            <li key={touch.key}>
              <Touch touch={touch} phase={touch.phase} usage={usage_of(touch)} {...rest} />
            </li>
          ))}
        </ul>
      )}
    </td>
  );
}

interface TouchProps extends Omit<MatrixProps, "found"> {
  touch: Subject;
  phase: string | null;
  usage: "today" | "intended" | "both" | null;
}

/** One touchpoint: Enter chooses it, Alt with up and down, or a drag, gives it another medium. */
export function Touch({ touch, phase, usage, chosen, choose }: TouchProps) {
  const map = useMap();
  const { t } = map;
  const { key, name, channel, cards } = touch;
  const on = chosen?.key === key && chosen.phase === phase;
  const count = t("channels.n_cards", { count: cards.length });
  const about = usage ? [count, t(`channels.usage_${usage}`)] : [t("channels.unused_one")];
  const moved = (now: string) => {
    if (on && now !== key) choose({ key: now, phase });
  };
  return (
    <button
      type="button"
      class="cjm-touch"
      aria-pressed={on}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      title={[name, ...about].join(", ")}
      data-usage={usage ?? undefined}
      data-touch={key}
      data-phase={phase ?? undefined}
      onClick={() => choose({ key, phase })}
      onPointerDown={(event) => {
        if (map.locked) return;
        begin_row_drag(event, event.currentTarget, (medium) =>
          moved(set_medium(map, touch, (medium || null) as Medium | null)),
        );
      }}
      onKeyDown={(event) => {
        const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
        if (!event.altKey || !step) return;
        event.preventDefault();
        const now = step_medium(map, touch, step);
        moved(now);
        const panel = event.currentTarget.closest<HTMLElement>(".cjm-panel");
        // Drawn anew in another row: the focus goes along.
        requestAnimationFrame(() => focus_touch(panel, now, phase));
      }}
    >
      <span class="cjm-touch__name">
        {channel?.icon && <Icon name={channel.icon} size={13} />}
        <span dir="auto">{name}</span>
      </span>
      {cards.length > 1 && (
        <span class="cjm-touch__count" aria-hidden="true">
          {cards.length}
        </span>
      )}
      {usage && usage !== "today" && (
        <span class="cjm-touch__usage" aria-hidden="true">
          {t(`channels.mark_${usage}`)}
        </span>
      )}
      <span class="cjm-sr-only">, {about.join(", ")}</span>
    </button>
  );
}

/** Put the focus on a touchpoint, wherever it stands now. */
export function focus_touch(panel: HTMLElement | null, key: string, phase: string | null): void {
  const all = [...(panel?.querySelectorAll<HTMLElement>("[data-touch]") ?? [])];
  const same = all.filter(({ dataset }) => dataset.touch === key);
  (same.find(({ dataset }) => (dataset.phase ?? null) === phase) ?? same[0])?.focus();
}
