/** Stages proposed for labels that have none: each is accepted or dismissed; none is taken by itself. */
import { useRef } from "preact/hooks";
import { decide, refuse } from "../../core/assignments";
import { number, percent } from "../../core/format";
import type { LabelProposal, LabelsMessage } from "../../core/protocol";
import type { Stage } from "../../core/types.gen";
import { useBoard } from "../board";

const MOST = 6;

interface ProposalsProps {
  answer: LabelsMessage;
  journey_id: string;
  stages: readonly Stage[];
}

/** Those that still hold with what is decided on this page already. */
function useOpen({ answer, stages }: ProposalsProps): LabelProposal[] {
  const { assignments } = useBoard().snap.state.tables;
  const known = new Set(stages.map((stage) => stage.id));
  return answer.proposals.filter(({ id, stage_id }) => {
    const record = assignments.get(id);
    const decided = record !== undefined && (record.stage_id !== null || record.outside);
    return known.has(stage_id) && !decided && !record?.refused.includes(stage_id);
  });
}

/** Draw the proposals; nothing where there is none. */
export function Proposals(props: ProposalsProps) {
  const { store, t, locked, announce } = useBoard();
  const box = useRef<HTMLElement>(null);
  const open = useOpen(props);
  const { journey_id, stages } = props;
  const names = new Map(stages.map((stage) => [stage.id, stage.name]));
  if (!open.length) return null;
  const accept = (chosen: readonly LabelProposal[]) => {
    const state = store.snapshot.state;
    const wanted = chosen.map(({ id, label, stage_id }) => ({ id, label, stage_id }));
    if (!store.commit("assign_labels", decide(state, journey_id, wanted))) return;
    announce(t("matching.accepted", { count: chosen.length }));
    refocus(box.current);
  };
  const dismiss = ({ id, label, stage_id }: LabelProposal) => {
    const ops = refuse(store.snapshot.state, journey_id, { id, label }, stage_id);
    if (!store.commit("dismiss_proposals", ops)) return;
    announce(t("matching.dismissed", { label }));
    refocus(box.current);
  };
  return (
    <section
      class="cjm-matching__proposals"
      aria-label={t("matching.proposals", { count: open.length })}
      ref={box}
    >
      <header>
        <h4 class="cjm-matching__subtitle">{t("matching.proposals", { count: open.length })}</h4>
        {!locked && (
          <button type="button" class="cjm-button" onClick={() => accept(open)}>
            {t("matching.accept_all")}
          </button>
        )}
        <p class="cjm-faint">{t("matching.proposals_help")}</p>
      </header>
      <ul>
        {open.slice(0, MOST).map((each) => (
          <Proposal
            key={each.id}
            proposal={each}
            stage={names.get(each.stage_id) ?? ""}
            onAccept={() => accept([each])}
            onDismiss={() => dismiss(each)}
          />
        ))}
      </ul>
      {open.length > MOST && (
        <p class="cjm-faint">{t("matching.more_proposals", { count: open.length - MOST })}</p>
      )}
    </section>
  );
}

/** The button that had the focus goes: the first one that is left takes it. */
function refocus(box: HTMLElement | null): void {
  const board = box?.closest<HTMLElement>(".cjm-matching");
  setTimeout(() => {
    if (board?.ownerDocument.activeElement !== board?.ownerDocument.body) return;
    const next = ".cjm-matching__proposals li button, .cjm-matching__search";
    board?.querySelector<HTMLElement>(next)?.focus();
  });
}

interface ProposalProps {
  proposal: LabelProposal;
  stage: string;
  onAccept: () => void;
  onDismiss: () => void;
}

function Proposal({ proposal, stage, onAccept, onDismiss }: ProposalProps) {
  const { t, locale, locked } = useBoard();
  const { label, because, likeness, rows } = proposal;
  const values = { label, stage };
  return (
    <li>
      <span class="cjm-matching__proposed">
        <bdi class="cjm-matching__name">{label}</bdi> <span aria-hidden="true">→</span>{" "}
        <strong dir="auto">{stage}</strong>{" "}
        <small class="cjm-faint">
          {t("matching.because", { text: because, likeness: percent(likeness, locale) })} ·{" "}
          {t("matching.of_rows", { count: rows, rows: number(rows, locale) })}
        </small>
      </span>
      {!locked && (
        <span class="cjm-row-of-buttons">
          <button
            type="button"
            class="cjm-button"
            aria-label={t("matching.accept_of", values)}
            onClick={onAccept}
          >
            {t("matching.accept")}
          </button>
          <button
            type="button"
            class="cjm-button"
            aria-label={t("matching.dismiss_of", values)}
            onClick={onDismiss}
          >
            {t("matching.dismiss")}
          </button>
        </span>
      )}
    </li>
  );
}
