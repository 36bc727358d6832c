/** What differs from a version, one record a line: a sign, a word for those who do not see it, what of it. */
import type { VersionLine } from "../../../core/version_messages";
import { useMap } from "../context";

const SIGNS = { added: "+", changed: "~", removed: "\u2212" } as const;

/** `more` lines were left out. */
export function Lines({ lines, more }: { lines: readonly VersionLine[]; more: number }) {
  const { t } = useMap();
  return (
    <ul class="cjm-version-view__lines">
      {lines.map((line) => (
        <Line key={line.id} line={line} />
      ))}
      {more > 0 && <li class="cjm-faint">{t("versions.more", { count: more })}</li>}
    </ul>
  );
}

function Line({ line: { kind, text, fields } }: { line: VersionLine }) {
  const { t } = useMap();
  return (
    <li data-change={kind}>
      <span class="cjm-change" aria-hidden="true">
        {SIGNS[kind]}
      </span>
      <span class="cjm-sr-only">{t(`versions.change_${kind}`)}</span>
      <span dir="auto">
        {text}
        {fields.map((field) => (
          <span key={field} class="cjm-version-view__field">
            {field}
          </span>
        ))}
      </span>
    </li>
  );
}
