/** One card, or one chip in a channel lane; draws again only when its own record or its own field changes. */
import { Fragment, h } from "preact";
import type { Card, Channel } from "../../core/types.gen";
import type { Translate } from "../shell/context";
import { Icon } from "../shell/icon";
import { memo } from "../shell/memo";
import { useEditing, useMap } from "./context";
import { Editor } from "./Editor";
import { MenuButton } from "./MenuButton";
import { place_key } from "./place";
import { useChannel } from "./use_channel";

/** Longer texts are cut on the board; the field shows all of it. */
const SHOWN = 1500;

export const CardView = memo(function CardView({ card, chip }: { card: Card; chip: boolean }) {
  const map = useMap();
  const key = place_key("card", card.id);
  const editing = useEditing(key);
  const { t } = map;
  const channel = useChannel(card.channel_id);
  const said = card.text || channel?.name || "";
  const text = said.length > SHOWN ? `${said.slice(0, SHOWN)}…` : said;
  return (
    <div
      class={chip ? "cjm-card cjm-chip" : "cjm-card"}
      role="group"
      tabIndex={-1}
      aria-label={card_label(t, card, said)}
      data-key={key}
      data-drag=""
      data-sentiment={card.sentiment}
      data-evidence={card.evidence ?? undefined}
      data-editing={editing ? "" : undefined}
    >
      {editing ? (
        <Editor editing={editing} value={said} label={t("map.edit")} />
      ) : (
        <div class="cjm-card__text" dir="auto">
          {chip && (card.icon || channel?.icon) && <Icon name={card.icon || channel?.icon || ""} size={12} />}
          {card.moment_of_truth && (
            <span class="cjm-star" aria-hidden="true" title={t("map.moment_of_truth")}>
              ★{" "}
            </span>
          )}
          {text || <span class="cjm-faint">{t("map.empty_card")}</span>}
        </div>
      )}
      {!chip && !editing && <Meta card={card} channel={card.text ? channel : undefined} />}
      {!editing && <MenuButton place={key} name={said.slice(0, 60) || t("map.empty_card")} />}
    </div>
  );
});

function card_label(t: Translate, card: Card, said: string): string {
  const parts = [said.slice(0, 200) || t("map.empty_card")];
  if (card.sentiment !== "neutral") parts.push(t(`map.sentiment_${card.sentiment}`));
  if (card.moment_of_truth) parts.push(t("map.moment_of_truth"));
  if (card.evidence) parts.push(t(`map.evidence_${card.evidence}`));
  return parts.join(", ");
}

/** The small line under the text: quote, channel, source, evidence, scores. */
function Meta({ card, channel }: { card: Card; channel: Channel | undefined }) {
  const { t } = useMap();
  const parts: string[] = [];
  if (channel) parts.push(channel.name);
  if (card.source) parts.push(card.source);
  if (card.evidence) parts.push(t(`map.evidence_${card.evidence}`));
  if (card.impact !== null) parts.push(`${t("map.impact")} ${card.impact}`);
  if (card.ease !== null) parts.push(`${t("map.ease")} ${card.ease}`);
  if ((card.impact ?? 0) >= 4 && (card.ease ?? 0) >= 4) parts.push(t("map.quick_win"));
  parts.push(...card.tags.map((tag) => `#${tag}`));
  if (parts.length === 0 && !card.quote) return null;
  return (
    <>
      {card.quote && (
        <div class="cjm-card__quote" dir="auto">
          {t("map.quoted", { text: card.quote.slice(0, 300) })}
        </div>
      )}
      {parts.length > 0 && (
        <div class="cjm-card__meta" dir="auto">
          {strong_numbers(parts.join(" · "))}
        </div>
      )}
    </>
  );
}

/** Numbers carry the line: they are set in bold. */
function strong_numbers(text: string) {
  const pieces = text.slice(0, 300).split(/(\d+(?:[.,\s\u202f]\d+)*)/);
  return h(Fragment, null, ...pieces.map((piece, index) => (index % 2 ? h("b", null, piece) : piece)));
}
