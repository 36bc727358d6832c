/** The others at the document as a row of initials, and the form in which a person says who they are; knows no records. */
import { useEffect, useRef, useState } from "preact/hooks";
import { initials_of } from "../../core/people";
import type { PersonHere, You } from "../../core/protocol";
import { useBoard } from "./context";
import { Popover } from "./popover";
import { name_of } from "./standing";

const COLORS = ["indigo", "raspberry", "teal", "ochre", "violet", "slate"] as const;
/** Asks the board to open the form: from a menu, for one who is alone. */
const ASK = "cjm-who";

export function ask_who(element: Element | null | undefined): void {
  element?.closest(".cjm-root")?.dispatchEvent(new CustomEvent(ASK));
}

/** The row stands in the head of a board; alone, it shows nothing. */
export function People() {
  const { snap, host, t } = useBoard();
  const place = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [open, set_open] = useState(false);
  useEffect(() => {
    const root = place.current?.closest(".cjm-root");
    const ask = () => set_open(true);
    root?.addEventListener(ASK, ask);
    return () => root?.removeEventListener(ASK, ask);
  }, []);
  const { people } = snap;
  return (
    <span class="cjm-people" ref={place}>
      {people.length > 0 && (
        <ul class="cjm-people__row" aria-label={t("presence.people")}>
          {people.map((person) => (
            <Disc key={person.page} person={person} />
          ))}
        </ul>
      )}
      {people.length > 0 && host.you && (
        <button
          ref={button}
          type="button"
          class="cjm-people__you"
          aria-haspopup="dialog"
          aria-expanded={open}
          onPointerDown={(event) => open && event.stopPropagation()}
          onClick={() => set_open(!open)}
        >
          {t("presence.you")}
        </button>
      )}
      {open && <YouForm anchor={people.length > 0 ? button : place} onClose={() => set_open(false)} />}
    </span>
  );
}

function Disc({ person }: { person: PersonHere }) {
  const { t } = useBoard();
  const name = name_of(person, t);
  const said = person.at.some(({ editing }) => editing) ? t("presence.editing", { name }) : name;
  return (
    <li
      class="cjm-people__one"
      title={said}
      style={{ "--cjm-by": `var(--cjm-color-${person.color})` }}
      data-editing-now={person.at.some(({ editing }) => editing) ? "" : undefined}
    >
      <span aria-hidden="true">{initials_of(person)}</span>
      <span class="cjm-sr-only">{said}</span>
    </li>
  );
}

function YouForm({ anchor, onClose }: { anchor: { current: HTMLElement | null }; onClose: () => void }) {
  const { host, store, t } = useBoard();
  const [you, set_you] = useState<You>(() => host.you?.get() ?? { name: "", color: "" });
  const { number } = store.presence;
  const choose = (next: You) => {
    set_you(next);
    host.you?.set(next);
    store.presence.tell();
  };
  return (
    <Popover label={t("presence.you")} anchor={anchor} class="cjm-you" onClose={onClose}>
      <p class="cjm-you__help">{t("presence.you_help")}</p>
      <label class="cjm-you__name">
        <span>{t("presence.name")}</span>
        <input
          type="text"
          maxLength={40}
          autocomplete="off"
          dir="auto"
          placeholder={number > 0 ? t("presence.guest", { number }) : undefined}
          value={you.name}
          onInput={({ currentTarget: { value: name } }) => choose({ ...you, name })}
          onKeyDown={(event) => event.key === "Enter" && onClose()}
        />
      </label>
      <fieldset class="cjm-you__colors">
        <legend>{t("presence.color")}</legend>
        {COLORS.map((color) => (
          <input
            key={color}
            type="radio"
            name="cjm-you"
            aria-label={t(`presence.color_${color}`)}
            title={t(`presence.color_${color}`)}
            checked={you.color === color}
            style={{ "--cjm-by": `var(--cjm-color-${color})` }}
            onChange={() => choose({ ...you, color })}
          />
        ))}
      </fieldset>
      <p class="cjm-you__help">{t("presence.name_hint")}</p>
    </Popover>
  );
}
