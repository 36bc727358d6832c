/** The scores of a card from 1 to 5, each as five marks; knows no lane. */
import type { Lane } from "../../../core/types.gen";
import { Marks } from "../../fields/Marks";
import { Part, Row } from "../../fields/Row";
import { useMap } from "../context";
import type { PartProps } from "./CardPanel";
import { set_fields } from "./card_gestures";
import { scores_of } from "./scores";

export function ScoresPart({ card, kind }: PartProps & { kind: Lane["kind"] }) {
  const map = useMap();
  const { t } = map;
  const shown = scores_of(card, kind);
  if (shown.length === 0) return null;
  return (
    <Part title={t("card.scores")}>
      {shown.map((name) => {
        const score = card[name];
        return (
          <Row key={name} label={t(`card.${name}`)} group>
            <Marks
              kind="score"
              upto
              value={score === null ? null : String(score)}
              marks={["1", "2", "3", "4", "5"].map((key) => ({
                key,
                name: t("card.score_of", { name: t(`card.${name}`), score: key }),
                face: key,
              }))}
              onPick={(key) =>
                set_fields(map, card.id, { [name]: Number(key) === score ? null : Number(key) })
              }
            />
          </Row>
        );
      })}
    </Part>
  );
}
