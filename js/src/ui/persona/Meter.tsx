/** How much of a persona is evidence and how much is assumption, as a bar and in words; knows no store. */
import { EVIDENCE, type Tally } from "../../core/persona_fields";
import type { Translate } from "../board";

/** "1 reported, 2 assumed": what is beside the observed fields. */
export function others_said(t: Translate, tally: Tally): string {
  return (["reported", "inferred", "assumed"] as const)
    .filter((kind) => tally[kind] > 0)
    .map((kind) => t(`persona.count_${kind}`, { count: tally[kind] }))
    .join(" · ");
}

export function Meter({ tally, t, short = false }: { tally: Tally; t: Translate; short?: boolean }) {
  const main = t("persona.observed_of", { count: tally.observed, total: tally.total });
  const rest = others_said(t, tally);
  return (
    <div class="cjm-meter">
      <div
        class="cjm-meter__bar"
        role="img"
        aria-label={[main, rest].filter(Boolean).join(", ")}
        title={short ? [main, rest].filter(Boolean).join(" · ") : undefined}
      >
        {EVIDENCE.map(
          (kind) =>
            tally[kind] > 0 && (
              <span
                key={kind}
                class={`cjm-meter__part cjm-meter__part--${kind}`}
                style={{ flexGrow: tally[kind] }}
              />
            ),
        )}
        {tally.unmarked > 0 && <span style={{ flexGrow: tally.unmarked }} />}
      </div>
      <span class="cjm-meter__text" aria-hidden="true">
        {main}
        {rest && !short && <small class="cjm-meter__rest"> {rest}</small>}
      </span>
    </div>
  );
}
