/** What a card carries beside its words: icon, picture, links, and the small buttons of the pointer. */
import type { Card } from "../../../core/types.gen";
import { Icon } from "../../shell/icon";
import { useMap } from "../context";
import { MenuButton } from "../MenuButton";
import { place_key } from "../place";
import { card_name, open_card } from "./card_gestures";

export function CardIcon({ name }: { name: string }) {
  return (
    <span class="cjm-card__icon">
      <Icon name={name} size={13} />
    </span>
  );
}

export function CardPicture({ card }: { card: Card }) {
  const { t } = useMap();
  if (!card.picture) return null;
  return (
    <img
      class="cjm-card__picture"
      src={card.picture}
      alt={card.picture_alt || t("card.picture_unnamed")}
      draggable={false}
    />
  );
}

/** The marks of links; and, under the pointer or in focus, details, menu and the edge to pull. */
export function CardTools({ card, chip }: { card: Card; chip: boolean }) {
  const map = useMap();
  const { t } = map;
  const name = card_name(map, card);
  const details = t("common.labelled", { name: t("card.details"), value: name });
  const count = new Set(card.links).size;
  return (
    <>
      {count > 0 && !chip && (
        <span class="cjm-card__links" title={t("card.n_links", { count })}>
          <Icon name="link" size={11} label={t("card.n_links", { count })} />
        </span>
      )}
      {!chip && (
        <button
          type="button"
          class="cjm-dots cjm-card__open"
          tabIndex={-1}
          aria-label={details}
          title={t("card.details")}
          onClick={(event) => {
            event.stopPropagation();
            open_card(map, card.id);
          }}
        />
      )}
      <MenuButton place={place_key("card", card.id)} name={name} />
      <span class="cjm-pull" data-pull={card.id} title={t("card.pull")} aria-hidden="true" />
    </>
  );
}
