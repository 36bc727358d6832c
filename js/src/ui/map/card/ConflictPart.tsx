/** Fields that two people changed at once: both values side by side, until one is chosen; knows no file. */
import { conflicts_of, other_value, resolve_conflict } from "../../../core/conflicts";
import type { TextKey } from "../../../core/i18n";
import { get } from "../../../core/state";
import type { Card, Conflict } from "../../../core/types.gen";
import { Part } from "../../fields/Row";
import { Icon } from "../../shell/icon";
import { Choice, type Side } from "../conflicts/Choice";
import { useMap } from "../context";
import type { MapControl } from "../control";
import { lane_title, maybe, stage_title } from "../titles";
import type { PartProps } from "./CardPanel";
import { card_name } from "./card_gestures";

const NAMES: Readonly<Record<string, TextKey>> = {
  lane_id: "map.add_lane_of",
  stage_id: "map.stage",
  step_id: "card.step",
  span: "card.width",
  text: "card.text",
  sentiment: "map.sentiment",
  icon: "card.icon",
  channel_id: "card.channel",
  usage: "card.usage",
  tags: "card.tags",
  picture: "card.picture",
  picture_alt: "card.picture_alt",
  quote: "card.quote",
  source: "card.source",
  evidence: "card.proof",
  persona_id: "card.persona",
  moment_of_truth: "map.moment_of_truth",
  severity: "card.severity",
  frequency: "card.frequency",
  impact: "card.impact",
  ease: "card.ease",
  links: "card.links",
};

export function ConflictPart({ card }: PartProps) {
  const { state, t } = useMap();
  const found = conflicts_of(state, "cards", card.id);
  if (found.length === 0) return null;
  return (
    <Part title={t("card.conflict")}>
      <p class="cjm-card-panel__help">{t("card.conflict_help")}</p>
      {found.map((conflict) => (
        <CardChoice key={conflict.id} card={card} conflict={conflict} />
      ))}
    </Part>
  );
}

function CardChoice({ card, conflict }: { card: Card; conflict: Conflict }) {
  const map = useMap();
  const field = field_name(map, conflict.field);
  const values = {
    ours: words(map, conflict.field, card[conflict.field as keyof Card]),
    theirs: words(map, conflict.field, other_value(conflict)),
  };
  const choose = (keep: Side) => {
    const said = map.t("card.conflict_chosen", { field, value: values[keep].slice(0, 200) });
    map.commit("resolve_conflict", resolve_conflict(map.state, conflict.id, keep), said);
    map.focus_panel("[data-conflict], textarea");
  };
  return <Choice field={field} values={values} onChoose={choose} />;
}

const field_name = (map: MapControl, field: string): string => {
  const key = NAMES[field];
  return key ? map.t(key) : field;
};

/** A value in words; what it refers to goes by its name. */
function words(map: MapControl, field: string, value: unknown): string {
  const { state, t } = map;
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item) => (field === "links" ? linked(map, item) : String(item))).join(", ");
  }
  if (value == null || value === "" || Array.isArray(value)) return t("card.conflict_nothing");
  const text = String(value);
  const lane = field === "lane_id" ? get(state, "lanes", text) : undefined;
  if (lane) return lane_title(t, lane);
  if (field === "stage_id") return stage_title(t, get(state, "stages", text));
  if (field === "step_id") return get(state, "steps", text)?.name ?? text;
  if (field === "channel_id") return get(state, "channels", text)?.name ?? text;
  if (field === "persona_id") return get(state, "personas", text)?.name ?? text;
  if (field === "picture") return t("card.picture");
  if (field === "sentiment" || field === "evidence") return maybe(t, `map.${field}_${text}`) ?? text;
  if (field === "usage") return maybe(t, `card.usage_${text}`) ?? text;
  return text.length > 600 ? `${text.slice(0, 600)}…` : text;
}

const linked = (map: MapControl, id: unknown): string => card_name(map, get(map.state, "cards", String(id)));

/** The mark on the card itself: it says that a choice waits, and opens it. */
export function ConflictMark({ count, onOpen }: { count: number; onOpen: () => void }) {
  const { t } = useMap();
  const label = t("card.n_conflicts", { count });
  return (
    <button
      type="button"
      class="cjm-conflict-mark"
      tabIndex={-1}
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
    >
      <Icon name="triangle-alert" size={12} />
      <span aria-hidden="true">{t("card.conflict_mark")}</span>
    </button>
  );
}
