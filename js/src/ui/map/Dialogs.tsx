/** What is asked or shown over a map: whether it should grow for a paste, and the sheet of shortcuts; edits nothing. */
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { useOutside } from "../shell/floating";
import { Ask } from "./Ask";
import { useMap } from "./context";
import type { Dialog } from "./control";
import { ChooseIcon, RemovePhase } from "./StructureDialogs";
import { shortcuts } from "./shortcuts";

export function Dialogs() {
  const map = useMap();
  const [, redraw] = useState(0);
  useLayoutEffect(() => map.on("dialog", () => redraw((n) => n + 1)), [map]);
  if (!map.dialog) return null;
  const { dialog } = map;
  if (dialog.kind === "keys") return <Shortcuts />;
  if (dialog.kind === "icon") return <ChooseIcon dialog={dialog} />;
  return dialog.kind === "remove_phase" ? <RemovePhase dialog={dialog} /> : <Grow dialog={dialog} />;
}

function Grow({ dialog }: { dialog: Extract<Dialog, { kind: "grow" }> }) {
  const { t } = useMap();
  const { stages, lanes, fits, answer } = dialog;
  const values = {
    stages: t("map.n_stages", { count: stages }),
    lanes: t("map.n_lanes", { count: lanes }),
  };
  const both = stages > 0 && lanes > 0;
  const what = both ? t("map.grow_and", values) : stages > 0 ? values.stages : values.lanes;
  const yes = fits ? t("map.grow_add", { what }) : null;
  return <Ask title={t("map.grow_title")} yes={yes} no={t("map.grow_clip")} answer={answer} />;
}

/** The sheet stands in the middle of the window; Tab goes from its button to its list and back. */
function Shortcuts() {
  const map = useMap();
  const { t } = map;
  const sheet = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useOutside(sheet, () => map.close_dialog());
  useLayoutEffect(() => {
    sheet.current?.showPopover?.();
    button.current?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") map.close_dialog();
    else if (event.key === "Tab")
      (event.target === button.current ? list : button).current?.focus({ preventScroll: true });
    else return;
    event.preventDefault();
  };
  return (
    <div
      class="cjm-menu cjm-sheet"
      role="dialog"
      aria-modal="true"
      aria-label={t("map.shortcuts")}
      popover="manual"
      ref={sheet}
      onKeyDown={onKeyDown}
    >
      <div class="cjm-sheet__head">
        <strong>{t("map.shortcuts")}</strong>
        <button type="button" class="cjm-button" ref={button} onClick={() => map.close_dialog()}>
          {t("map.keys_close")}
        </button>
      </div>
      <div class="cjm-sheet__list" tabIndex={0} role="group" aria-label={t("map.shortcuts")} ref={list}>
        {shortcuts(t).map(({ title, lines }) => (
          <section key={title}>
            <h3>{title}</h3>
            <dl>
              {lines.map(({ label, keys }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{keys}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </div>
  );
}
