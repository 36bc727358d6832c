/** Says what the map is compared with, all that differs, and how to stop; keeps the marks up to date. */
import { useLayoutEffect, useMemo, useState } from "preact/hooks";
import { Comparison, UNCHANGED } from "../../../core/comparison";
import { useBoard } from "../../board";
import { useMap } from "../context";
import { Lines } from "./Lines";

export function ComparedBar() {
  const map = useMap();
  const { store, host } = useBoard();
  const { t } = map;
  const [, redraw] = useState(0);
  const [open, set_open] = useState(false);
  const compared = useMemo(() => {
    const made: Comparison = new Comparison(store, () => {
      map.set_changes(made.changes);
      redraw((n) => n + 1);
    });
    return made;
  }, [store, map]);
  useLayoutEffect(() => {
    const follow = () => compared.with(String(host.look?.get("compared_with") ?? ""));
    const off = [compared.open(), host.look?.subscribe(follow)];
    follow();
    return () => {
      for (const each of off) each?.();
      map.set_changes(UNCHANGED);
    };
  }, [compared, host, map]);
  const { found, fault } = compared;
  if (!found && !fault) return null;
  const stop = () => {
    host.look?.set("compared_with", "");
    compared.with("");
    map.board.announce(t("versions.compared_end"));
    const root = map.roving.grid?.closest(".cjm-map");
    root?.querySelector<HTMLElement>("[data-panel=versions]")?.focus();
  };
  return (
    <section class="cjm-banner cjm-compared" aria-label={t("versions.compared")}>
      <span class="cjm-banner__text" role="status">
        {found ? t("versions.compared_with", { name: found.title, sum: found.sum }) : fault}
      </span>
      {found && found.lines.length > 0 && (
        <button type="button" class="cjm-button" aria-expanded={open} onClick={() => set_open(!open)}>
          {t("versions.changes", { count: found.lines.length + found.more })}
        </button>
      )}
      <button type="button" class="cjm-button" onClick={stop}>
        {t("versions.compared_stop")}
      </button>
      {open && found && <Lines lines={found.lines} more={found.more} />}
    </section>
  );
}
