/** The labels as a table: rows, share, the stage each meets and why; a select a row gives it to another one. */
import { decide, decided_stage, is_decided, take_back } from "../../core/assignments";
import { number, percent } from "../../core/format";
import type { LabelRow } from "../../core/protocol";
import type { Stage } from "../../core/types.gen";
import { useBoard } from "../board";

interface LabelTableProps {
  rows: readonly LabelRow[];
  journey_id: string;
  stages: readonly Stage[];
  /** How many sources there are: of one the column is not drawn. */
  sources: number;
  /** All that are shown can be given to one stage at once. */
  together: boolean;
}

/** The choice to leave a label without a stage; no id of a record is like it. */
const OUT = "out";

/** Give labels to a stage, or to none, as one step; says so. */
function useAssign(journey_id: string, stages: readonly Stage[]) {
  const { store, t, announce } = useBoard();
  return (chosen: readonly LabelRow[], stage_id: string | null) => {
    const wanted = chosen.map(({ id, label }) => ({ id, label, stage_id }));
    if (!store.commit("assign_labels", decide(store.snapshot.state, journey_id, wanted))) return;
    const stage = stages.find((each) => each.id === stage_id)?.name ?? "";
    const label = chosen[0]?.label ?? "";
    if (chosen.length > 1) announce(t("matching.assigned_many", { count: chosen.length, stage }));
    else
      announce(
        stage_id === null ? t("matching.left_out", { label }) : t("matching.assigned", { label, stage }),
      );
  };
}

/** Draw the table. */
export function LabelTable({ rows, journey_id, stages, sources, together }: LabelTableProps) {
  const { t, locked } = useBoard();
  const assign = useAssign(journey_id, stages);
  return (
    <>
      {together && !locked && rows.length > 1 && (
        <label class="cjm-matching__together">
          {t("matching.together", { count: rows.length })}
          <select
            class="cjm-input cjm-select"
            value=""
            onChange={({ currentTarget }) => {
              if (currentTarget.value) assign(rows, currentTarget.value);
              currentTarget.value = "";
            }}
          >
            <option value="">{t("matching.choose")}</option>
            {stages.map((stage) => (
              <option key={stage.id} value={stage.id}>
                {stage.name}
              </option>
            ))}
          </select>
        </label>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="cjm-matching__scroll" aria-label={t("matching.title")} tabIndex={0}>
        <table class="cjm-matching__table">
          <thead>
            <tr>
              <th scope="col">{t("matching.label")}</th>
              {sources > 1 && (
                <th scope="col" class="cjm-matching__from">
                  {t("matching.source")}
                </th>
              )}
              <th scope="col">{t("matching.stage")}</th>
              <th scope="col">{t("matching.why")}</th>
              <th scope="col" class="cjm-matching__number">
                {t("matching.rows")}
              </th>
              <th scope="col" class="cjm-matching__number">
                {t("matching.share")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row
                key={`${row.source}\n${row.id}`}
                {...{ row, stages }}
                source={sources > 1}
                onPick={(stage_id) => assign([row], stage_id)}
              />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

interface RowProps {
  row: LabelRow;
  stages: readonly Stage[];
  source: boolean;
  onPick: (stage_id: string | null) => void;
}

function Row({ row, stages, source, onPick }: RowProps) {
  const { snap, t, locale, locked } = useBoard();
  const decided = decided_stage(snap.state, row.id);
  const wanted = decided === undefined ? row.stage_id : decided;
  const stage_id = stages.some((stage) => stage.id === wanted) ? wanted : null;
  const how = decided !== undefined ? "by_hand" : row.how;
  const out = how === "by_hand" && stage_id === null;
  const loose = stage_id === null && !out;
  return (
    <tr data-loose={loose || undefined}>
      <th scope="row" class="cjm-matching__name">
        <bdi>{row.label}</bdi>
        {source && <small class="cjm-matching__of">{row.source}</small>}
      </th>
      {source && <td class="cjm-faint cjm-matching__from">{row.source}</td>}
      <td>
        <select
          class="cjm-input cjm-select"
          aria-label={t("matching.stage_of", { label: row.label })}
          value={stage_id ?? (out ? OUT : "")}
          disabled={locked}
          onChange={({ currentTarget: { value } }) => onPick(value === OUT ? null : value)}
        >
          {loose && <option value="">{t("matching.no_stage")}</option>}
          {stages.map((stage) => (
            <option key={stage.id} value={stage.id}>
              {stage.name}
            </option>
          ))}
          <option value={OUT}>{t("matching.leave_out")}</option>
        </select>
      </td>
      <td>
        <span class="cjm-matching__why">{t(`matching.how_${out ? "left_out" : how}`)}</span>
        {is_decided(snap.state, row.id) && !locked && <TakeBack row={row} />}
      </td>
      <td class="cjm-matching__number">{number(row.rows, locale)}</td>
      <td class="cjm-matching__number cjm-faint">{percent(row.share, locale, 1)}</td>
    </tr>
  );
}

function TakeBack({ row: { id, label } }: { row: LabelRow }) {
  const { store, t, announce } = useBoard();
  return (
    <button
      type="button"
      class="cjm-matching__back"
      aria-label={t("matching.take_back_of", { label })}
      onClick={({ currentTarget }) => {
        // The button goes with the decision: the choice of the stage beside it takes the focus.
        const select = currentTarget.closest("tr")?.querySelector("select");
        if (!store.commit("assign_labels", take_back(store.snapshot.state, id))) return;
        announce(t("matching.taken_back", { label }));
        select?.focus();
      }}
    >
      {t("matching.take_back")}
    </button>
  );
}
