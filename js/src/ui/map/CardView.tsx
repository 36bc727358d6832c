/** One card, or one chip in a channel lane; draws again only when its own record or its own field changes. */
import { Fragment, h } from "preact";
import { plain_text } from "../../core/markdown";
import type { Spanning } from "../../core/spans";
import type { Card, Channel } from "../../core/types.gen";
import type { Translate } from "../shell/context";
import { Icon } from "../shell/icon";
import { memo } from "../shell/memo";
import { useSaidAt } from "../shell/use_others";
import { CardIcon, CardPicture, CardTools } from "./card/CardExtras";
import { ConflictMark } from "./card/ConflictPart";
import { open_card } from "./card/card_gestures";
import { RichText } from "./card/RichText";
import { useEditing, useMap } from "./context";
import type { Editing } from "./control";
import { Editor } from "./Editor";
import { Evidence } from "./look/Evidence";
import { Marked } from "./look/Marked";
import { PersonaMark, person_of } from "./look/PersonaMark";
import { place_key } from "./place";
import { StepBadge } from "./Steps";
import { useChannel } from "./use_channel";
import { useConflicts } from "./use_conflicts";
import { together, useSince } from "./use_since";

/** Longer texts are cut on the board; the field shows all of it. */
const SHOWN = 1500;
/** A text that may take more than its twelve lines in the narrowest column. */
const is_long = (text: string): boolean => text.length > 120 || text.split("\n").length > 6;

interface CardViewProps {
  card: Card;
  chip: boolean;
  /** It is out of sight: its text stands for it until it comes near. */
  far?: boolean;
  /** The number of the step it belongs to. */
  step?: number | undefined;
  /** Where it stands in its lane, when it covers several stages. */
  wide?: Spanning | undefined;
}

export const CardView = memo(function CardView(props: CardViewProps) {
  const { card, chip, step, wide, far = false } = props;
  const map = useMap();
  const key = place_key("card", card.id);
  const editing = useEditing(key);
  const { t } = map;
  const channel = useChannel(card.channel_id);
  const conflicts = useConflicts(card.id).length;
  const by = useSaidAt(map.board.store, key);
  const since = useSince(card.id);
  const said = card.text || channel?.name || "";
  const text = said.length > SHOWN ? `${said.slice(0, SHOWN)}…` : said;
  return (
    <div
      class={chip ? "cjm-card cjm-chip" : "cjm-card"}
      role="group"
      tabIndex={-1}
      aria-label={together(card_label(t, card, said, conflicts, wide, step), since.said, by)}
      data-key={key}
      data-drag=""
      data-sentiment={card.sentiment}
      data-evidence={card.evidence ?? undefined}
      data-editing={editing ? "" : undefined}
      data-linked={card.links.length > 0 ? "" : undefined}
      data-change={since.kind}
      data-wide={wide ? "" : undefined}
      data-conflict={conflicts > 0 ? "" : undefined}
      style={wide ? { "--cjm-span": wide.span, "--cjm-slot": wide.slot + 1 } : undefined}
    >
      {far && !editing ? (
        <div class="cjm-card__text" data-long={is_long(text) ? "" : undefined}>
          {text}
        </div>
      ) : (
        <Content card={card} chip={chip} step={step} said={said} text={text} editing={editing} />
      )}
      {conflicts > 0 && !far && !editing && (
        <ConflictMark count={conflicts} onOpen={() => open_card(map, card.id, "[data-conflict]")} />
      )}
    </div>
  );
});

interface ContentProps {
  card: Card;
  chip: boolean;
  step: number | undefined;
  /** What it says, and as much of it as is shown. */
  said: string;
  text: string;
  editing: Editing | null;
}

/** What stands in a card: its text or its field, then picture, small line, marks and tools. */
function Content({ card, chip, step, said, text, editing }: ContentProps) {
  const { t } = useMap();
  const channel = useChannel(card.channel_id);
  const icon = chip ? card.icon || channel?.icon : card.icon;
  if (editing) return <Editor editing={editing} value={said} label={t("map.edit")} />;
  return (
    <>
      <div class="cjm-card__text" dir="auto" data-long={is_long(text) ? "" : undefined}>
        {icon && (chip ? <Icon name={icon} size={12} /> : <CardIcon name={icon} />)}
        {step !== undefined && <StepBadge number={step} />}
        {card.moment_of_truth && (
          <span class="cjm-star" aria-hidden="true" title={t("map.moment_of_truth")}>
            ★{" "}
          </span>
        )}
        {text ? (
          <RichText text={text} place={place_key("card", card.id)} />
        ) : (
          <span class="cjm-faint">{t("map.empty_card")}</span>
        )}
        {card.persona_id && <Whose id={card.persona_id} />}
      </div>
      {!chip && <CardPicture card={card} />}
      {!chip && <Meta card={card} channel={card.text ? channel : undefined} />}
      <Evidence card={card} chip={chip} />
      <CardTools card={card} chip={chip} />
    </>
  );
}

/** The disc of the persona a card belongs to. */
function Whose({ id }: { id: string }) {
  const { t, state } = useMap();
  const name = person_of(state, id)?.name ?? "";
  return <PersonaMark id={id} label={t("views.of_persona", { name })} />;
}

function card_label(
  t: Translate,
  card: Card,
  said: string,
  conflicts: number,
  wide?: Spanning,
  step?: number,
): string {
  const parts = [plain_text(said.slice(0, 400)).slice(0, 200) || t("map.empty_card")];
  if (card.sentiment !== "neutral") parts.push(t(`map.sentiment_${card.sentiment}`));
  if (card.moment_of_truth) parts.push(t("map.moment_of_truth"));
  if (card.evidence) parts.push(t(`map.evidence_${card.evidence}`));
  if (step !== undefined) parts.push(t("structure.card_step", { number: step }));
  if (wide) parts.push(t("card.wide", { count: wide.span }));
  if (conflicts > 0) parts.push(t("card.n_conflicts", { count: conflicts }));
  if (card.links.length > 0) parts.push(t("card.n_links", { count: new Set(card.links).size }));
  return parts.join(", ");
}

/** The small line under the text: quote, channel, source, evidence, scores. */
function Meta({ card, channel }: { card: Card; channel: Channel | undefined }) {
  const { t } = useMap();
  const place = place_key("card", card.id);
  const parts: string[] = [];
  if (channel) parts.push(channel.name);
  if (card.source) parts.push(card.source);
  if (card.evidence) parts.push(t(`map.evidence_${card.evidence}`));
  if (card.severity !== null) parts.push(`${t("map.severity")} ${card.severity}`);
  if (card.frequency !== null) parts.push(`${t("map.frequency")} ${card.frequency}`);
  if (card.impact !== null) parts.push(`${t("map.impact")} ${card.impact}`);
  if (card.ease !== null) parts.push(`${t("map.ease")} ${card.ease}`);
  if ((card.impact ?? 0) >= 4 && (card.ease ?? 0) >= 4) parts.push(t("map.quick_win"));
  parts.push(...card.tags.map((tag) => `#${tag}`));
  if (parts.length === 0 && !card.quote) return null;
  return (
    <>
      {card.quote && (
        <div class="cjm-card__quote" dir="auto">
          <Marked text={t("map.quoted", { text: card.quote.slice(0, 300) })} place={place} />
        </div>
      )}
      {parts.length > 0 && (
        <div class="cjm-card__meta" dir="auto">
          {strong_numbers(parts.join(" · "), place)}
        </div>
      )}
    </>
  );
}

/** Numbers carry the line: they are set in bold. */
function strong_numbers(text: string, place: string) {
  const pieces = text.slice(0, 300).split(/(\d+(?:[.,\s\u202f]\d+)*)/);
  const marked = (piece: string) => h(Marked, { text: piece, place });
  return h(
    Fragment,
    null,
    ...pieces.map((piece, index) => (index % 2 ? h("b", null, marked(piece)) : marked(piece))),
  );
}
