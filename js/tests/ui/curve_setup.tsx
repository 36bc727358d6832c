/** A journey of five stages with two curves, on its board, for the tests of the curve. */
import { screen } from "@testing-library/preact";
import type { PlainTables } from "../../src/core/protocol";
import { CurveBoard } from "../../src/ui/curve/CurveBoard";
import { show } from "./board_setup";

export const J = "journey_aaaa0001";
export const JULIE = "persona_aaaa0001";
const ROBERT = "persona_aaaa0002";
export const STAGES = ["Discovery", "Consideration", "Purchase", "Reimbursement", "Loyalty"];
export const stage_id = (n: number) => `stage_aaaa000${n}`;
const point = (n: number, stage: number, value: number, fields: object = {}) => ({
  id: `emotion_aaaa000${n}`,
  journey_id: J,
  stage_id: stage_id(stage),
  persona_id: JULIE,
  value,
  ...fields,
});

/** Julie: a point at each stage but Loyalty. Robert: two points with a gap between them. */
function tables(): PlainTables {
  const of = (...records: { id: string }[]) =>
    Object.fromEntries(records.map((record) => [record.id, record])) as never;
  return {
    personas: of(
      { id: JULIE, name: "Julie", order: "a0" } as never,
      { id: ROBERT, name: "Robert", order: "a1" } as never,
    ),
    journeys: of({ id: J, title: "Glasses", personas: [JULIE, ROBERT] } as never),
    phases: of({ id: "phase_aaaa0001", journey_id: J } as never),
    stages: of(
      ...STAGES.map((name, i) => {
        return { id: stage_id(i), journey_id: J, phase_id: "phase_aaaa0001", name, order: `a${i}` };
      }),
    ),
    emotions: of(
      point(0, 0, -0.1),
      point(1, 1, -1.5, { low: -1.9, high: -1, evidence: "reported" }),
      point(2, 2, 1.4, { label: "relieved", moment_of_truth: true, evidence: "observed" }),
      point(3, 3, -2, { label: "frustrated", quote: "Still nothing after 3 weeks", evidence: "assumed" }),
      point(4, 0, 0.6, { persona_id: ROBERT }),
      point(5, 2, 0.5, { persona_id: ROBERT }),
    ),
  };
}

export const open = (change?: Parameters<typeof show>[2]) => show(tables(), CurveBoard, change);
export const slider = (stage: string, who = "Julie") =>
  screen.getByRole("slider", { name: `${stage}, ${who}` });
export const value = (stage: string, who = "Julie") =>
  Number(slider(stage, who).getAttribute("aria-valuenow"));
/** A pointer event at a place of the page. */
export const at = (clientX: number, clientY: number, more: object = {}) => ({
  clientX,
  clientY,
  pointerId: 7,
  button: 0,
  ...more,
});
/** happy-dom has no layout to observe. */
export class NoResize {
  observe() {}
  disconnect() {}
}
