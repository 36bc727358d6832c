/** The button that adds a persona, and its menu of starting points; knows no store. */
import { useRef, useState } from "preact/hooks";
import type { Template } from "../../core/deck";
import { useBoard } from "../board";
import { Icon } from "../shell/icon";
import { Menu } from "../shell/menu";

const GROUPS = ["blank", "temper", "b2c", "b2b"] as const;

/** The starting points come with the words of the board: they are words in its language. */
function read_templates(text: string): Template[] {
  try {
    return JSON.parse(text) as Template[];
  } catch {
    return [];
  }
}

export function AddPersona({ onAdd }: { onAdd: (template: Template) => void }) {
  const { t } = useBoard();
  const button = useRef<HTMLButtonElement>(null);
  const [at, setAt] = useState<{ x: number; y: number } | null>(null);
  const templates = read_templates(t("deck.templates"));
  const open = () => {
    const box = button.current?.getBoundingClientRect();
    setAt(at ? null : { x: box?.left ?? 0, y: (box?.bottom ?? 0) + 4 });
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        class="cjm-button"
        aria-haspopup="menu"
        aria-expanded={at !== null}
        onClick={open}
      >
        <Icon name="user-plus" size={14} /> {t("deck.add")}
      </button>
      {at && (
        <Menu
          label={t("deck.add")}
          {...at}
          groups={GROUPS.map((group) => ({
            id: group,
            items: templates
              .filter((template) => template.group === group)
              .map((template) => ({ id: template.name, label: template.title, run: () => onAdd(template) })),
          }))}
          onClose={(refocus) => {
            setAt(null);
            if (refocus) button.current?.focus();
          }}
        />
      )}
    </>
  );
}
