/** The cards a card leads to and comes from: to go there, to take back, to add one by its words or on the map. */
import { comes_from, leads_to } from "../../../core/links";
import { get } from "../../../core/state";
import type { Card } from "../../../core/types.gen";
import { useBoard } from "../../board";
import { Combo } from "../../fields/Combo";
import { Part, Row } from "../../fields/Row";
import { Icon } from "../../shell/icon";
import { useMap } from "../context";
import { lane_title } from "../titles";
import type { PartProps } from "./CardPanel";
import { begin_link, card_name, jump_to, link, unlink } from "./card_gestures";
import { targets } from "./known";

export function LinksPart({ card }: PartProps) {
  const map = useMap();
  const { state, t } = map;
  const { locked } = useBoard();
  const onward = leads_to(state, card);
  const back = comes_from(state, card);
  const lane_of = (other: Card) => {
    const lane = get(state, "lanes", other.lane_id);
    return lane ? lane_title(t, lane) : "";
  };
  const options = targets(state, card).map((other) => ({
    key: other.id,
    name: card_name(map, other, 80),
    note: lane_of(other),
  }));
  return (
    <Part title={t("card.links")}>
      {onward.length > 0 && (
        <Row label={t("card.leads_to")} group>
          <ul class="cjm-links">
            {onward.map((other) => (
              <Linked key={other.id} card={other} lane={lane_of(other)} from={card.id} to={other.id} />
            ))}
          </ul>
        </Row>
      )}
      {back.length > 0 && (
        <Row label={t("card.comes_from")} group>
          <ul class="cjm-links">
            {back.map((other) => (
              <Linked key={other.id} card={other} lane={lane_of(other)} from={other.id} to={card.id} />
            ))}
          </ul>
        </Row>
      )}
      {!locked && (
        <Row label={t("card.link_to")} group>
          <Combo
            label={t("card.link_to")}
            placeholder={t("card.link_find")}
            options={options}
            onPick={(id) => link(map, card.id, id)}
          />
          <button
            type="button"
            class="cjm-button cjm-button--small"
            data-link-button=""
            onClick={() => begin_link(map, card.id, true)}
          >
            <Icon name="pointer" size={13} /> {t("card.link_on_map")}
          </button>
        </Row>
      )}
    </Part>
  );
}

function Linked({ card, lane, from, to }: { card: Card; lane: string; from: string; to: string }) {
  const map = useMap();
  const { t } = map;
  const { locked } = useBoard();
  const name = card_name(map, card, 120);
  const off = t(card.id === to ? "card.unlink" : "card.unlink_from", { name });
  return (
    <li class="cjm-links__item">
      <button
        type="button"
        class="cjm-links__go"
        dir="auto"
        title={t("card.jump", { name, lane })}
        onClick={() => jump_to(map, card.id)}
      >
        <span>{name}</span> <span class="cjm-faint">{lane}</span>
      </button>
      {!locked && (
        <button
          type="button"
          class="cjm-icon-button"
          aria-label={off}
          title={off}
          onClick={() => {
            unlink(map, from, to);
            map.focus_panel("[data-link-button]");
          }}
        >
          <Icon name="x" size={12} />
        </button>
      )}
    </li>
  );
}
