/** Over the map: the fields of stages, lanes, personas … that two people changed at once, until one value is chosen. */
import { useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Dispute } from "../../../core/dispute_messages";
import { Disputes } from "../../../core/disputes";
import { useBoard } from "../../board";
import { useMap } from "../context";
import { Choice, type Side } from "./Choice";

export function ConflictsBar() {
  const map = useMap();
  const { store } = useBoard();
  const { t } = map;
  const bar = useRef<HTMLElement>(null);
  const chosen = useRef(false);
  const [, redraw] = useState(0);
  const disputes = useMemo<Disputes>(() => new Disputes(store, () => redraw((n) => n + 1)), [store]);
  useLayoutEffect(() => disputes.open(), [disputes]);
  const { found } = disputes;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus goes on when one of them is gone
  useLayoutEffect(() => {
    if (!chosen.current) return;
    chosen.current = false;
    const next = bar.current?.querySelector<HTMLElement>("[data-conflict]");
    if (next) next.focus();
    else map.roving.find(map.roving.current)?.focus();
  }, [found.length]);
  if (found.length === 0) return null;
  const choose = (dispute: Dispute, side: Side) => {
    const value = (dispute[side] ?? "").slice(0, 200);
    chosen.current = true;
    disputes.choose(dispute.id, side);
    map.board.announce(t("card.conflict_chosen", { field: dispute.field, value }));
  };
  return (
    <section ref={bar} class="cjm-banner cjm-banner--warning cjm-conflicts" aria-label={t("card.conflict")}>
      <span class="cjm-banner__text" role="status">
        <strong>{t("card.conflict")}</strong> {t("card.conflict_help")}
      </span>
      {found.map((dispute) => (
        <Choice
          key={dispute.id}
          field={t("common.labelled", { name: dispute.name, value: dispute.field })}
          values={dispute}
          onChoose={(side) => choose(dispute, side)}
        />
      ))}
    </section>
  );
}
