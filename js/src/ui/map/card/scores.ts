/** Which scores from 1 to 5 a card is asked for; knows no elements and sets nothing. */
import type { Card, Lane } from "../../../core/types.gen";

export type Score = "severity" | "frequency" | "impact" | "ease";

export const SCORES: readonly Score[] = ["severity", "frequency", "impact", "ease"];

const ASKED: { readonly [kind in Lane["kind"]]?: readonly Score[] } = {
  pain_points: ["severity", "frequency"],
  opportunities: ["impact", "ease"],
  solutions: ["impact", "ease"],
};

/** The scores that a card of such a lane shows: those its lane asks for, and any other it has. */
export const scores_of = (card: Card, kind: Lane["kind"]): Score[] =>
  SCORES.filter((name) => card[name] !== null || ASKED[kind]?.includes(name));
