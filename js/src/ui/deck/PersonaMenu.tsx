/** What can be done with a whole persona of the deck; one gesture each. */
import { useRef, useState } from "preact/hooks";
import {
  duplicate_persona,
  free_persona_name,
  move_persona,
  place_persona,
  remove_persona,
} from "../../core/deck";
import type { Persona } from "../../core/persona_fields";
import { useBoard } from "../board";
import { Icon } from "../shell/icon";
import { Menu, type MenuItem } from "../shell/menu";

export interface PersonaMenuProps {
  persona: Persona;
  all: readonly Persona[];
}

/** Move a persona among all, duplicate, take off the 2×2, remove; each said aloud. */
export function usePersonaActions({ persona, all }: PersonaMenuProps): MenuItem[] {
  const { store, t, announce } = useBoard();
  const at = all.findIndex((one) => one.id === persona.id);
  const move = (by: number) => {
    if (!store.commit("move_persona", move_persona(store.snapshot.state, persona.id, at + by))) return;
    announce(t("deck.moved", { name: persona.name, place: at + by + 1, count: all.length }));
  };
  const duplicate = () => {
    const state = store.snapshot.state;
    const name = free_persona_name(state, t("deck.copy_of", { name: persona.name }));
    const [ops] = duplicate_persona(state, persona.id, name);
    if (store.commit("duplicate_persona", ops)) announce(t("deck.added", { name }));
  };
  const remove = () => {
    if (store.commit("remove_persona", remove_persona(persona.id))) {
      announce(t("deck.removed", { name: persona.name }));
    }
  };
  const take_off = () => store.commit("place_persona", place_persona(store.snapshot.state, persona.id, null));
  return [
    { id: "left", label: t("deck.move_left"), keys: "Alt+←", disabled: at <= 0, run: () => move(-1) },
    {
      id: "right",
      label: t("deck.move_right"),
      keys: "Alt+→",
      disabled: at >= all.length - 1,
      run: () => move(1),
    },
    { id: "duplicate", label: t("deck.duplicate"), run: duplicate },
    ...(persona.x === null ? [] : [{ id: "take_off", label: t("deck.take_off"), run: take_off }]),
    { id: "remove", label: t("deck.remove"), run: remove },
  ];
}

export function PersonaMenu(props: PersonaMenuProps) {
  const { t, locked } = useBoard();
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const items = usePersonaActions(props);
  if (locked) return null;
  const label = t("deck.actions", { name: props.persona.name });
  const onKeyDown = (event: KeyboardEvent) => {
    const id =
      event.altKey && ({ ArrowLeft: "left", ArrowRight: "right" } as Record<string, string>)[event.key];
    const item = id && items.find((each) => each.id === id);
    if (!item) return;
    event.preventDefault();
    if (!item.disabled) item.run();
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <span class="cjm-compare__menu">
      <button
        ref={button}
        type="button"
        class="cjm-quiet"
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onKeyDown={onKeyDown}
        onClick={() => {
          const box = button.current?.getBoundingClientRect();
          setAt(at ? null : { x: box?.left ?? 0, y: (box?.bottom ?? 0) + 4 });
        }}
      >
        <Icon name="ellipsis" size={15} />
      </button>
      {at && (
        <Menu
          label={label}
          {...at}
          groups={[
            { id: "all", items: items.filter((item) => item.id !== "remove") },
            { id: "grave", items: items.filter((item) => item.id === "remove") },
          ]}
          onClose={(refocus) => {
            setAt(null);
            if (refocus) button.current?.focus();
          }}
        />
      )}
    </span>
  );
}
