/** A button with a menu under it; knows no actions. */
import { useState } from "preact/hooks";
import { useBoard } from "../board";
import { Icon } from "../shell/icon";
import { Menu, type MenuGroup } from "../shell/menu";

export function MenuTrigger({
  class: name,
  text,
  icon,
  label,
  groups,
  reads = false,
}: {
  class: string;
  text: string;
  /** Stands for the text where the line is short of room. */
  icon?: string;
  label: string;
  groups: () => MenuGroup[];
  /** It changes nothing, so that a document that may not be changed has it too. */
  reads?: boolean;
}) {
  const { locked: closed, snap } = useBoard();
  const locked = reads ? snap.link === "gone" : closed;
  const [at, set_at] = useState<{ x: number; y: number; trigger: HTMLElement } | null>(null);
  return (
    <>
      <button
        type="button"
        class={name}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        aria-disabled={locked}
        title={label}
        onPointerDown={(event) => at && event.stopPropagation()}
        onClick={(event) => {
          const { left: x, bottom } = event.currentTarget.getBoundingClientRect();
          set_at(at || locked ? null : { x, y: bottom + 4, trigger: event.currentTarget });
        }}
      >
        {icon ? (
          <>
            <Icon name={icon} />
            <span class="cjm-tool__word">{text}</span>
          </>
        ) : (
          text
        )}
      </button>
      {at && (
        <Menu
          label={label}
          groups={groups()}
          x={at.x}
          y={at.y}
          onClose={(refocus) => {
            set_at(null);
            if (refocus) at.trigger.focus();
          }}
        />
      )}
    </>
  );
}
