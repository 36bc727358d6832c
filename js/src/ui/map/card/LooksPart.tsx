/** What a card shows at a glance: sentiment, moment of truth, icon, channel and its use, tags. */
import { channels, get } from "../../../core/state";
import type { Card } from "../../../core/types.gen";
import { useBoard } from "../../board";
import { Combo } from "../../fields/Combo";
import { IconPicker } from "../../fields/IconPicker";
import { Marks } from "../../fields/Marks";
import { Part, Row } from "../../fields/Row";
import { Select } from "../../fields/Select";
import { Tags } from "../../fields/Tags";
import { Icon } from "../../shell/icon";
import { useMap } from "../context";
import type { PartProps } from "./CardPanel";
import { set_channel, set_fields } from "./card_gestures";
import { known_tags } from "./known";

const SENTIMENTS = {
  positive: "smile",
  attention: "triangle-alert",
  negative: "frown",
  neutral: "meh",
} as const;
type Sentiment = keyof typeof SENTIMENTS;
const USAGES = ["today", "intended", "both"] as const;

export function LooksPart({ card }: PartProps) {
  const map = useMap();
  const { t } = map;
  const { locked } = useBoard();
  const set = (fields: Partial<Card>) => set_fields(map, card.id, fields);
  return (
    <Part>
      <Row label={t("map.sentiment")} group>
        <Marks
          kind="sentiment"
          value={card.sentiment}
          marks={(Object.keys(SENTIMENTS) as Sentiment[]).map((key) => ({
            key,
            name: t(`map.sentiment_${key}`),
            face: <Icon name={SENTIMENTS[key]} size={15} />,
          }))}
          onPick={(key) => set({ sentiment: key as Sentiment })}
        />
        <span class="cjm-line__word" aria-hidden="true">
          {t(`map.sentiment_${card.sentiment}`)}
        </span>
      </Row>
      <label class="cjm-check">
        <input
          type="checkbox"
          checked={card.moment_of_truth}
          disabled={locked}
          onChange={({ currentTarget }) => set({ moment_of_truth: currentTarget.checked })}
        />
        <span class="cjm-star" aria-hidden="true">
          ★
        </span>
        <span>{t("map.moment_of_truth")}</span>
      </label>
      <Row label={t("card.icon")} group>
        <IconPicker value={card.icon} onPick={(icon) => set({ icon })} />
      </Row>
      <ChannelRows card={card} set={set} />
      <Row label={t("card.tags")} group>
        <Tags
          label={t("card.tags")}
          tags={card.tags}
          known={known_tags(map.state, map.journey_id)}
          onCommit={(tags) => set({ tags })}
        />
      </Row>
    </Part>
  );
}

/** The channel; where a card is a touchpoint, also whether it is used today or only intended. */
function ChannelRows({ card, set }: PartProps & { set: (fields: Partial<Card>) => boolean }) {
  const map = useMap();
  const { state, t } = map;
  const kind = get(state, "lanes", card.lane_id)?.kind;
  const used =
    kind === "touchpoints" || kind === "channels" || card.channel_id !== null || card.usage !== null;
  return (
    <>
      <Row label={t("card.channel")} group>
        <Combo
          label={t("card.channel")}
          value={get(state, "channels", card.channel_id)?.name ?? ""}
          placeholder={t("card.channel_hint")}
          options={channels(state).map(({ name, icon }) => ({ key: name, name, icon }))}
          fresh={(word) => t("card.new_word", { word })}
          clearable
          onPick={(name) => set_channel(map, card.id, name)}
        />
      </Row>
      {used && (
        <Row label={t("card.usage")}>
          <Select
            value={card.usage ?? ""}
            options={[
              ["", t("card.usage_none")],
              ...USAGES.map((usage) => [usage, t(`card.usage_${usage}`)] as const),
            ]}
            onPick={(usage) => set({ usage: (usage || null) as Card["usage"] })}
          />
        </Row>
      )}
    </>
  );
}
