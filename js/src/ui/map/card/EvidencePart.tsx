/** What a card rests on: its class of evidence, the words that were said, where they come from and which data. */
import type { Card } from "../../../core/types.gen";
import { Part, Row } from "../../fields/Row";
import { Select } from "../../fields/Select";
import { TextField } from "../../fields/TextField";
import { useMap } from "../context";
import type { PartProps } from "./CardPanel";
import { set_fields } from "./card_gestures";

const CLASSES = ["observed", "reported", "inferred", "assumed"] as const;

export function EvidencePart({ card }: PartProps) {
  const map = useMap();
  const { t } = map;
  const set = (fields: Partial<Card>) => set_fields(map, card.id, fields);
  return (
    <Part>
      <Row label={t("card.proof")}>
        <Select
          value={card.evidence ?? ""}
          options={[
            ["", t("map.evidence_none")],
            ...CLASSES.map((name) => [name, t(`map.evidence_${name}`)] as const),
          ]}
          onPick={(name) => set({ evidence: (name || null) as Card["evidence"] })}
        />
      </Row>
      <Row label={t("card.quote")}>
        <TextField
          value={card.quote}
          placeholder={t("card.quote_hint")}
          rows={2}
          onCommit={(quote) => set({ quote })}
        />
      </Row>
      <Row label={t("card.source")}>
        <TextField
          value={card.source}
          placeholder={t("card.source_hint")}
          onCommit={(source) => set({ source })}
        />
      </Row>
      <Row label={t("card.rows")}>
        <TextField value={card.rows} placeholder={t("card.rows_hint")} onCommit={(rows) => set({ rows })} />
      </Row>
    </Part>
  );
}
