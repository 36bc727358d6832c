/** The saved views of a map: a menu to apply, save, update, rename and remove them, and the field of their name. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { NO_FILTERS } from "../../../core/filters";
import { new_id } from "../../../core/ids";
import { add_view, edit_view, look_of, remove_view, same_look, views } from "../../../core/saved";
import { composing } from "../../composing";
import { Icon } from "../../shell/icon";
import { Menu, type MenuGroup, type MenuItem } from "../../shell/menu";
import type { MapControl } from "../control";
import { DEPTHS, type Look } from "../lens";
import { useTold } from "./use_look";

/** The view that was applied last, if it is still there. */
const applied = (map: MapControl) => map.state.tables.views.get(map.lens.view_id ?? "");

function apply_view(map: MapControl, id: string | null, look: Look, name: string): void {
  map.lens.view_id = id;
  map.lens.set(look);
  map.board.announce(map.t("views.applied", { name }));
}

function choices(map: MapControl): MenuItem[] {
  const { t, state, journey_id, lens } = map;
  const whole: Look = { depth: lens.depth, filters: NO_FILTERS, search: "" };
  return [
    {
      id: "all",
      label: t("views.everything"),
      checked: !lens.filtered && !lens.search && !applied(map),
      run: () => apply_view(map, null, whole, t("views.everything")),
    },
    ...views(state, journey_id).map((view) => ({
      id: view.id,
      label: view.name,
      checked: view.id === lens.view_id && same_look(look_of(view), lens),
      run: () => apply_view(map, view.id, look_of(view), view.name),
    })),
  ];
}

function changes(map: MapControl): MenuItem[] {
  const { t, lens, locked } = map;
  const view = applied(map);
  const items: MenuItem[] = [
    { id: "save", label: t("views.save_as"), disabled: locked, run: () => lens.name_view({ id: null }) },
  ];
  if (!view) return items;
  const { id, name } = view;
  return [
    ...items,
    {
      id: "update",
      label: t("views.update", { name }),
      disabled: locked || same_look(look_of(view), lens),
      run: () => void map.commit("edit_view", edit_view(map.state, id, lens), t("views.updated", { name })),
    },
    { id: "rename", label: t("views.rename", { name }), disabled: locked, run: () => lens.name_view({ id }) },
    {
      id: "remove",
      label: t("views.remove", { name }),
      disabled: locked,
      run: () => {
        if (map.commit("remove_view", remove_view(map.state, id), t("views.removed", { name })))
          lens.view_id = null;
      },
    },
  ];
}

export function ViewsButton() {
  const map = useTold("lens");
  const { t, lens } = map;
  const [at, set_at] = useState<{ x: number; y: number; trigger: HTMLElement } | null>(null);
  const view = applied(map);
  const own = view && (same_look(look_of(view), lens) ? view.name : t("views.changed", { name: view.name }));
  const groups = (): MenuGroup[] => [
    { id: "views", items: choices(map) },
    { id: "changes", items: changes(map) },
  ];
  return (
    <>
      <button
        type="button"
        class={own ? "cjm-button" : "cjm-button cjm-button--icon"}
        aria-haspopup="menu"
        aria-expanded={at !== null}
        aria-label={
          own ? t("common.labelled", { name: t("views.views_title"), value: own }) : t("views.views_title")
        }
        title={t("views.views_title")}
        onPointerDown={(event) => at && event.stopPropagation()}
        onClick={(event) => {
          const { left: x, bottom } = event.currentTarget.getBoundingClientRect();
          set_at(at ? null : { x, y: bottom + 4, trigger: event.currentTarget });
        }}
      >
        <Icon name="bookmark" />
        {own && (
          <span class="cjm-clip" dir="auto">
            {own}
          </span>
        )}
      </button>
      {at && (
        <Menu
          label={t("views.views_title")}
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

/** Stands under the header while a view is named. */
export function NameBar() {
  const map = useTold("lens");
  return map.lens.naming ? <NameField key={map.lens.naming.id} id={map.lens.naming.id} map={map} /> : null;
}

function NameField({ map, id }: { map: MapControl; id: string | null }) {
  const { t, lens, state, journey_id } = map;
  const field = useRef<HTMLInputElement>(null);
  const [wrong, set_wrong] = useState("");
  useLayoutEffect(() => field.current?.select(), []);
  const close = () => {
    const root = field.current?.closest(".cjm-map");
    lens.name_view(null);
    root?.querySelector<HTMLElement>(".cjm-header [aria-haspopup=menu]:has(.cjm-icon)")?.focus();
  };
  const save = () => {
    const name = field.current?.value.trim() ?? "";
    const taken = views(state, journey_id).some(
      (view) => view.id !== id && view.name.toLowerCase() === name.toLowerCase(),
    );
    const depth = DEPTHS.some((one) => one === name);
    set_wrong(taken ? t("views.name_taken") : depth ? t("views.name_depth") : "");
    if (!name || taken || depth) return field.current?.focus();
    if (id) map.commit("edit_view", edit_view(map.state, id, { name }), t("views.renamed", { name }));
    else {
      const made = new_id("view");
      const ops = add_view(map.state, journey_id, { ...look(lens), name, id: made });
      if (map.commit("add_view", ops, t("views.saved", { name }))) lens.view_id = made;
    }
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (composing(event)) return;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === field.current) save();
    else return;
    event.preventDefault();
  };
  return (
    <section class="cjm-bar-row cjm-name-view" aria-label={t("views.name")} onKeyDown={onKeyDown}>
      <input
        type="text"
        class="cjm-find__field"
        ref={field}
        defaultValue={state.tables.views.get(id ?? "")?.name ?? ""}
        aria-label={t("views.name")}
        aria-invalid={wrong !== ""}
        placeholder={t("views.name")}
        autocomplete="off"
      />
      <button type="button" class="cjm-button cjm-button--strong" onClick={save}>
        {t("views.save")}
      </button>
      <button type="button" class="cjm-button" onClick={close}>
        {t("views.cancel")}
      </button>
      <span role="alert">{wrong}</span>
    </section>
  );
}

const look = ({ depth, filters, search }: Look): Look => ({ depth, filters, search });
