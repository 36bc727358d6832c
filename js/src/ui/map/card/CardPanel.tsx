/** The panel of one card: every field of it, each committed by itself; lays out the parts, knows no host. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { says } from "../../../core/channels";
import { get } from "../../../core/state";
import type { Card } from "../../../core/types.gen";
import { useBoard } from "../../board";
import { TextField } from "../../fields/TextField";
import { useMap } from "../context";
import { Frame } from "../panel/Frame";
import { lane_title, stage_title } from "../titles";
import { ConflictPart } from "./ConflictPart";
import { set_fields } from "./card_gestures";
import { EvidencePart } from "./EvidencePart";
import { LinksPart } from "./LinksPart";
import { LooksPart } from "./LooksPart";
import { PicturePart } from "./PicturePart";
import { PlacePart } from "./PlacePart";
import { on_panel_key } from "./panel_keys";
import { ScoresPart } from "./ScoresPart";

export interface PartProps {
  card: Card;
}

export function CardPanel({ id }: { id: string }) {
  const map = useMap();
  const { t } = map;
  const { snap } = useBoard();
  const body = useRef<HTMLDivElement>(null);
  // After the frame has put the focus on its own button: what is wanted first is the text.
  useLayoutEffect(() => body.current?.querySelector("textarea")?.focus({ preventScroll: true }), []);
  const card = get(snap.state, "cards", id);
  return (
    <Frame title={t("card.title")}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys of what is inside */}
      <div
        class="cjm-card-panel"
        data-place={`card:${id}`}
        ref={body}
        onKeyDown={(event) => on_panel_key(map, event, id)}
      >
        {card ? <Parts key={id} card={card} /> : <p class="cjm-faint">{t("card.gone")}</p>}
      </div>
    </Frame>
  );
}

function Parts({ card }: PartProps) {
  const map = useMap();
  const { state, t } = map;
  const lane = get(state, "lanes", card.lane_id);
  const stage = get(state, "stages", card.stage_id);
  return (
    <>
      <p class="cjm-card-panel__place" dir="auto">
        {lane ? lane_title(t, lane) : ""} · {stage_title(t, stage)}
      </p>
      <div class="cjm-card-panel__text">
        <TextField
          label={t("card.text")}
          rows={2}
          value={says(state, card)}
          placeholder={t("map.empty_card")}
          onCommit={(text) => set_fields(map, card.id, { text })}
        />
        <p class="cjm-card-panel__help">{t("card.text_help")}</p>
      </div>
      <ConflictPart card={card} />
      <LooksPart card={card} />
      <ScoresPart card={card} kind={lane?.kind ?? "free_text"} />
      <EvidencePart card={card} />
      <LinksPart card={card} />
      <PlacePart card={card} />
      <PicturePart card={card} />
    </>
  );
}
