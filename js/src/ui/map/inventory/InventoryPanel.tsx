/** The inventory of touchpoints, over the whole width of the map: the matrix, what is chosen, the rest of the words. */
import { useRef, useState } from "preact/hooks";
import { inventory, usage_of } from "../../../core/inventory";
import { useBoard } from "../../board";
import { useMap } from "../context";
import { Frame } from "../panel/Frame";
import { Details } from "./Details";
import { focus_touch, Matrix, Touch } from "./Matrix";
import { type Chosen, new_channel, unused } from "./touch_gestures";

export function InventoryPanel() {
  const map = useMap();
  const { snap } = useBoard();
  const { t } = map;
  const whole = useRef<HTMLDivElement>(null);
  const [chosen, choose] = useState<Chosen | null>(null);
  const found = inventory(snap.state, map.journey_id);
  const here = chosen && found.touchpoints.filter((touch) => touch.key === chosen.key);
  const touch = here?.find((each) => each.phase === chosen?.phase) ?? here?.[0];
  const spare = found.unused.find((channel) => channel.id === chosen?.key);
  const subject = touch ?? (spare && unused(spare));
  const onKey = (key: string | null) => {
    choose(key === null ? null : { key, phase: chosen?.phase ?? null });
    // What was chosen is gone: the focus does not go with it.
    if (key === null) whole.current?.closest(".cjm-panel")?.querySelector<HTMLElement>("button")?.focus();
  };
  return (
    <Frame title={t("channels.title")} wide>
      <div class="cjm-inventory" ref={whole}>
        <div class="cjm-inventory__main">
          <p class="cjm-inventory__help">{t("channels.help")}</p>
          <Matrix found={found} chosen={chosen} choose={choose} />
          <div class="cjm-inventory__rest">
            {found.unused.length > 0 && (
              <div role="group" aria-label={t("channels.unused")}>
                <span class="cjm-part__title">{t("channels.unused")}</span>
                <div class="cjm-inventory__chips">
                  {found.unused.map((channel) => (
                    <Touch
                      key={channel.id}
                      touch={unused(channel)}
                      phase={null}
                      usage={null}
                      chosen={chosen}
                      choose={choose}
                    />
                  ))}
                </div>
              </div>
            )}
            <NewChannel
              onAdd={(key) => {
                choose({ key, phase: null });
                requestAnimationFrame(() =>
                  focus_touch(whole.current?.closest<HTMLElement>(".cjm-panel") ?? null, key, null),
                );
              }}
            />
          </div>
        </div>
        <div class="cjm-inventory__side">
          {subject ? (
            <Details
              key={`${subject.key} ${touch?.phase ?? ""}`}
              touch={subject}
              usage={touch ? usage_of(touch) : null}
              onKey={onKey}
            />
          ) : (
            <p class="cjm-faint">{t("channels.choose")}</p>
          )}
        </div>
      </div>
    </Frame>
  );
}

/** A new word of the vocabulary. */
function NewChannel({ onAdd }: { onAdd: (key: string) => void }) {
  const map = useMap();
  const { locked } = useBoard();
  const [name, set_name] = useState("");
  if (locked) return null;
  return (
    <form
      class="cjm-inventory__new"
      onSubmit={(event) => {
        event.preventDefault();
        const key = new_channel(map, name);
        if (key === null) return;
        set_name("");
        onAdd(key);
      }}
    >
      <input
        class="cjm-input"
        type="text"
        dir="auto"
        aria-label={map.t("channels.add")}
        placeholder={map.t("channels.add")}
        value={name}
        onInput={({ currentTarget }) => set_name(currentTarget.value)}
      />
      <button type="submit" class="cjm-button">
        {map.t("channels.add_button")}
      </button>
    </form>
  );
}
