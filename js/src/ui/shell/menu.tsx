/** A menu at a point of the screen, in the browser's top layer so that nothing clips it; knows no actions. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { place, useOutside } from "./floating";
import { Icon } from "./icon";

export interface MenuItem {
  id: string;
  label: string;
  keys?: string | undefined;
  mark?: string | undefined;
  icon?: string | undefined;
  disabled?: boolean | undefined;
  /** Defined for choices. */
  checked?: boolean | undefined;
  run: () => void;
}

export interface MenuGroup {
  id: string;
  /** A heading; its items then stand in one line. */
  title?: string | undefined;
  items: readonly MenuItem[];
}

interface MenuProps {
  label: string;
  groups: readonly MenuGroup[];
  x: number;
  y: number;
  /** Called when it closes; true when the focus should go back. */
  onClose: (refocus: boolean) => void;
}

function move(menu: HTMLElement, event: KeyboardEvent): boolean {
  const items = [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]")];
  const at = items.indexOf(event.target as HTMLElement);
  const to: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowRight: at + 1,
    ArrowUp: at - 1,
    ArrowLeft: at - 1,
    Home: 0,
    End: -1,
  };
  const next = to[event.key];
  if (next === undefined) return false;
  items[(next + items.length) % items.length]?.focus();
  return true;
}

/** Draw the menu; the focus goes to its first item and stays inside. */
export function Menu({ label, groups, x, y, onClose }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);
  useOutside(menu, () => onClose(false));
  useLayoutEffect(() => {
    const element = menu.current;
    if (!element) return;
    element.showPopover?.();
    place(element, x, y);
    element.querySelector<HTMLElement>("[role^=menuitem]")?.focus({ preventScroll: true });
  }, [x, y]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (menu.current && move(menu.current, event)) event.preventDefault();
    else if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      onClose(true);
    }
  };
  return (
    <div class="cjm-menu" role="menu" popover="manual" aria-label={label} ref={menu} onKeyDown={onKeyDown}>
      {groups.map((group) => (
        <div
          key={group.id}
          class={group.title ? "cjm-menu__line" : "cjm-menu__group"}
          role="group"
          aria-label={group.title}
        >
          {group.title && (
            <span class="cjm-menu__title" aria-hidden="true">
              {group.title}
            </span>
          )}
          {group.items.map((item) => (
            <Item key={item.id} item={item} onClose={onClose} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Item({ item, onClose }: { item: MenuItem; onClose: (refocus: boolean) => void }) {
  const choice = item.checked !== undefined;
  return (
    <button
      type="button"
      class="cjm-menu__item"
      role={choice ? "menuitemcheckbox" : "menuitem"}
      aria-checked={choice ? item.checked : undefined}
      aria-disabled={item.disabled}
      tabIndex={-1}
      data-mark={item.mark}
      data-action={item.id}
      onClick={() => {
        if (item.disabled) return;
        onClose(true);
        item.run();
      }}
    >
      {item.mark && <span class="cjm-menu__mark" aria-hidden="true" />}
      {item.icon && <Icon name={item.icon} size={13} />}
      <span>{item.label}</span>
      {item.keys && <kbd class="cjm-menu__keys">{item.keys}</kbd>}
    </button>
  );
}
