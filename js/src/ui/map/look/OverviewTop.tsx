/** The foot of the slide: the weightiest pain points and the best opportunities, each a way to its card. */
import { plain_text } from "../../../core/markdown";
import type { Overview } from "../../../core/overview";
import type { MapView } from "../../../core/project";
import { get } from "../../../core/state";
import type { Card } from "../../../core/types.gen";
import { useMap } from "../context";
import { place_key } from "../place";
import { stage_title } from "../titles";
import { open_detail } from "./overview_ways";

export function TopCards({ view, slide }: { view: MapView; slide: Overview }) {
  const { t } = useMap();
  return (
    <div class="cjm-overview__foot">
      <List
        title={t(`views.${slide.pains_are}`)}
        ids={slide.pains}
        view={view}
        scores={["severity", "frequency"]}
      />
      <List
        title={t("views.opportunities")}
        ids={slide.opportunities}
        view={view}
        scores={["impact", "ease"]}
      />
    </div>
  );
}

interface ListProps {
  title: string;
  ids: readonly string[];
  view: MapView;
  scores: readonly ("severity" | "frequency" | "impact" | "ease")[];
}

function List({ title, ids, view, scores }: ListProps) {
  const map = useMap();
  const { t, state } = map;
  const cards = ids.flatMap((id) => get(state, "cards", id) ?? []);
  const about = (card: Card) =>
    [
      stage_title(
        t,
        view.stages.find((stage) => stage.id === card.stage_id),
      ),
      ...scores.flatMap((score) => {
        const value = card[score];
        return value === null ? [] : [t(`views.${score}`, { value })];
      }),
    ].join(" · ");
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {cards.length === 0 && <p class="cjm-faint">{t("views.none_yet")}</p>}
      <ol>
        {cards.map((card) => (
          <li key={card.id} data-sentiment={card.sentiment}>
            <button type="button" onClick={() => open_detail(map, place_key("card", card.id))}>
              <span class="cjm-one-line" dir="auto">
                {plain_text(card.text.slice(0, 400))}
              </span>
              <small>{about(card)}</small>
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
