/** The words offered for an emotion: people's own first, each once, then the vocabulary. */
import { expect, it } from "vitest";
import { emotion_words } from "../../src/core/emotion_words";
import { apply } from "../../src/core/ops";
import type { Op } from "../../src/core/protocol";
import { J, S1, S2, S3, state } from "./make";

const felt = (n: number, stage_id: string, label?: string): Op =>
  ({
    op: "put",
    table: "emotions",
    record: { id: `emotion_cccc000${n}`, journey_id: J, stage_id, value: 0, ...(label && { label }) },
  }) as Op;
const french = (word: string) => (word === "relieved" ? "soulagé" : word);

it("offers the vocabulary where nobody has words of their own", () => {
  const words = emotion_words(state(), french, "fr");
  expect(words).toHaveLength(18);
  expect(words).toContain("soulagé");
});

it("puts the words of people's own before it, in order, each once", () => {
  const grown = apply(state(), [felt(1, S1, "zen"), felt(2, S2, " émue "), felt(3, S3, "Soulagé")]).state;
  expect(emotion_words(grown, french, "fr").slice(0, 3)).toEqual(["émue", "zen", "delighted"]);
  expect(emotion_words(grown, french, "fr")).toHaveLength(20);
});

it("passes over points without a word", () => {
  expect(emotion_words(apply(state(), [felt(1, S1)]).state, french, "fr")).toHaveLength(18);
});
