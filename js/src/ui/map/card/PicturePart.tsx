/** The picture of a card: chosen, pasted or dropped, described, replaced, taken away. */
import { useRef } from "preact/hooks";
import { useBoard } from "../../board";
import { Part, Row } from "../../fields/Row";
import { TextField } from "../../fields/TextField";
import { Icon } from "../../shell/icon";
import { file_of, PICTURE_FILES } from "../../shell/picture";
import { useMap } from "../context";
import type { PartProps } from "./CardPanel";
import { set_fields } from "./card_gestures";
import { remove_picture, set_picture } from "./picture_gestures";

export function PicturePart({ card }: PartProps) {
  const map = useMap();
  const { t } = map;
  const { locked } = useBoard();
  const input = useRef<HTMLInputElement>(null);
  const take = (file: File | null | undefined) => {
    if (!locked) void set_picture(map, card.id, file);
  };
  const fault = map.fault?.id === card.id ? map.fault.text : null;
  return (
    <Part title={t("card.picture")}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the buttons do the same */}
      <div
        class="cjm-picture"
        onPaste={(event) => {
          const file = file_of(event.clipboardData);
          if (!file) return;
          event.preventDefault();
          take(file);
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => {
          event.preventDefault();
          take(file_of(event.dataTransfer));
        }}
      >
        {card.picture && (
          <>
            <img class="cjm-picture__image" src={card.picture} alt={card.picture_alt} />
            <Row label={t("card.picture_alt")}>
              <TextField
                value={card.picture_alt}
                placeholder={t("card.picture_alt_hint")}
                rows={2}
                single
                onCommit={(picture_alt) => set_fields(map, card.id, { picture_alt })}
              />
            </Row>
          </>
        )}
        <input
          type="file"
          class="cjm-sr-only"
          ref={input}
          accept={PICTURE_FILES}
          tabIndex={-1}
          aria-hidden="true"
          onChange={({ currentTarget }) => {
            take(currentTarget.files?.[0]);
            currentTarget.value = "";
          }}
        />
        {!locked && (
          <div class="cjm-picture__buttons">
            <button
              type="button"
              class="cjm-button cjm-button--small"
              data-picture-button=""
              onClick={() => input.current?.click()}
            >
              <Icon name="image-plus" size={13} />
              {t(card.picture ? "card.picture_replace" : "card.picture_add")}
            </button>
            {card.picture && (
              <button
                type="button"
                class="cjm-button cjm-button--small"
                onClick={() => {
                  map.focus_panel("[data-picture-button]");
                  remove_picture(map, card.id);
                }}
              >
                <Icon name="trash" size={13} />
                {t("card.picture_remove")}
              </button>
            )}
          </div>
        )}
        {!card.picture && !locked && <p class="cjm-card-panel__help">{t("card.picture_hint")}</p>}
        {fault && (
          <p class="cjm-picture__fault" role="alert">
            {fault}
          </p>
        )}
      </div>
    </Part>
  );
}
