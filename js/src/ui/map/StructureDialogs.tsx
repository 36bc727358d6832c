/** What is asked when a phase with stages goes, and the choice of an icon for a lane; edits nothing itself. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { IconChoices } from "../fields/IconPicker";
import { useOutside } from "../shell/floating";
import { Ask } from "./Ask";
import { useMap } from "./context";
import type { Dialog } from "./control";

export function RemovePhase({ dialog }: { dialog: Extract<Dialog, { kind: "remove_phase" }> }) {
  const { t } = useMap();
  const { name, stages, can_keep, answer } = dialog;
  const title = t("structure.remove_phase_title", { name, count: stages });
  const yes = can_keep ? t("structure.remove_phase_keep") : null;
  return <Ask title={title} yes={yes} no={t("structure.remove_phase_all")} answer={answer} />;
}

export function ChooseIcon({ dialog }: { dialog: Extract<Dialog, { kind: "icon" }> }) {
  const map = useMap();
  const sheet = useRef<HTMLDivElement>(null);
  useOutside(sheet, () => map.close_dialog());
  useLayoutEffect(() => {
    sheet.current?.showPopover?.();
    // What is not shown yet takes no focus.
    sheet.current?.querySelector("input")?.focus({ preventScroll: true });
  }, []);
  const title = map.t("structure.icon_of", { name: dialog.name });
  return (
    <div
      class="cjm-menu cjm-sheet cjm-sheet--icons"
      role="dialog"
      aria-modal="true"
      aria-label={title}
      popover="manual"
      ref={sheet}
    >
      <div class="cjm-sheet__head">
        <strong>{title}</strong>
        <button type="button" class="cjm-button" onClick={() => map.close_dialog()}>
          {map.t("map.keys_close")}
        </button>
      </div>
      <IconChoices
        value={dialog.value}
        onClose={(name) => {
          map.close_dialog();
          if (name !== undefined && name !== dialog.value) dialog.answer(name);
        }}
      />
    </div>
  );
}
