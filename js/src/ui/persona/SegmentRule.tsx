/** The segment rule of a persona: a refused one stays in its field, with what the kernel says of it below. */
import { useEffect, useRef, useState } from "preact/hooks";
import { number, percent } from "../../core/format";
import { useBoard } from "../board";
import type { Persona } from "./fields";
import { InlineText } from "./InlineText";

interface Refused {
  text: string;
  why: string;
}

export interface RuleState {
  /** The last rule that was refused, until another is stored. */
  refused: Refused | null;
  send: (text: string) => boolean;
  clear: () => void;
}

/** Follow what becomes of a rule that is sent: the refusal is taken off the board and kept for the field. */
export function useRule(stored: string, commit: (text: string) => boolean): RuleState {
  const { snap, store } = useBoard();
  const [refused, setRefused] = useState<Refused | null>(null);
  const sent = useRef<string | null>(null);
  const notice = snap.notices.find((one) => one.code === "bad_rule");
  useEffect(() => {
    if (!notice || sent.current === null) return;
    setRefused({ text: sent.current, why: [notice.message, notice.hint].filter(Boolean).join(" ") });
    sent.current = null;
    store.dismiss(notice.id);
  }, [notice, store]);
  return {
    refused,
    send: (text) => {
      setRefused(null);
      if (text === stored) return true;
      sent.current = text;
      return commit(text);
    },
    clear: () => setRefused(null),
  };
}

interface SegmentRuleProps {
  persona: Persona;
  rule: RuleState;
  fresh: boolean;
}

/** Draw the field; what is wrong with a rule stands below it, with the way back to the stored one. */
export function SegmentRule({ persona, rule, fresh }: SegmentRuleProps) {
  const { snap, t, locked, locale } = useBoard();
  const { refused } = rule;
  const cell = snap.metrics.segment?.[persona.id];
  return (
    <div class="cjm-rule">
      <InlineText
        single
        value={refused?.text ?? persona.segment}
        label={t("persona.segment")}
        placeholder={t("persona.add_segment")}
        read_only={locked}
        auto_focus={fresh}
        onCommit={rule.send}
      />
      {cell && !refused && cell.value !== null && (
        <p class="cjm-rule__count">
          {t("persona.rule_count", { n: number(cell.n, locale), share: percent(cell.value, locale) })}
        </p>
      )}
      {cell?.reason && !refused && <p class="cjm-rule__wrong">{cell.reason}</p>}
      {refused && (
        <p class="cjm-rule__wrong" role="alert">
          {refused.why}{" "}
          <button type="button" class="cjm-button" onClick={rule.clear}>
            {t(persona.segment ? "persona.rule_back" : "persona.rule_drop")}
          </button>
        </p>
      )}
    </div>
  );
}
