/** The three dots of a place: the pointer's way to its menu. Keys have their own. */
import { useMap } from "./context";
import { show_menu } from "./keyboard";

export function MenuButton({ place, name }: { place: string; name: string }) {
  const map = useMap();
  const label = map.t("map.menu_of", { name });
  return (
    <button
      type="button"
      class="cjm-dots"
      tabIndex={-1}
      aria-haspopup="menu"
      aria-label={label}
      title={label}
      onClick={(event) => {
        event.stopPropagation();
        show_menu(map, event.currentTarget, place);
      }}
    >
      ⋯
    </button>
  );
}
