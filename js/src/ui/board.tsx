/** The frame shared by all widgets: context, key guard, error box, live region, link banner; knows no journey. */
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import type { HostInfo } from "../core/host_info";
import type { Store, StoreSnapshot } from "../core/store";
import { LinkBanner, Notices, TextBox } from "./shell/banner";
import { BoardContext, type BoardValue } from "./shell/context";
import { FaultBoundary } from "./shell/fault";
import { guardKeys } from "./shell/guard";
import { travel_key } from "./shell/travel";
import { useOthers } from "./shell/use_others";
import { first_words } from "./shell/words";

export { type BoardValue, type Translate, useBoard } from "./shell/context";
export { FaultBoundary, FaultBox } from "./shell/fault";
export { guardKeys } from "./shell/guard";
export { memo } from "./shell/memo";
export { People } from "./shell/people";
export { Status } from "./shell/status";

/** The latest snapshot of `store`; draws again when it changes. */
export function useStore(store: Store): StoreSnapshot {
  const [snap, set_snap] = useState(store.snapshot);
  useLayoutEffect(() => {
    set_snap(store.snapshot);
    return store.subscribe(() => set_snap(store.snapshot));
  }, [store]);
  return snap;
}

export interface BoardProps {
  store: Store;
  host: HostInfo;
  /** The kind of board, as a class name: map, persona, curve. */
  kind: string;
  journey_id?: string | undefined;
  persona_id?: string | undefined;
  children: ComponentChildren;
}

/** Draw a board: everything a widget shows stands inside. */
export function Board(props: BoardProps) {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (root.current ? guardKeys(root.current) : undefined), []);
  const { live, announce } = useAnnouncer();
  useOthers(root, props, announce);
  const [box, set_box] = useState<{ by_hand: boolean; text: string } | null>(null);
  const tools = useMemo(() => {
    const copy = (text: string) => {
      props.host.copy_text(text).then(
        (done) => (done ? announce(props.store.t("common.copied")) : set_box({ by_hand: true, text })),
        () => set_box({ by_hand: true, text }),
      );
    };
    return { announce, copy, rescue: (text: string) => set_box({ by_hand: false, text }) };
  }, [props.host, props.store, announce]);
  return (
    <div class={`cjm-root cjm-live cjm-root--${props.kind}`} ref={root}>
      <FaultBoundary onCopy={(text) => void props.host.copy_text(text)}>
        <Frame {...props} tools={tools} box={box} onCloseBox={() => set_box(null)} />
      </FaultBoundary>
      <div class="cjm-sr-only" aria-live="polite" ref={live} />
    </div>
  );
}

interface FrameProps extends BoardProps {
  tools: Pick<BoardValue, "announce" | "copy" | "rescue">;
  box: { by_hand: boolean; text: string } | null;
  onCloseBox: () => void;
}

function Frame({ store, host, journey_id, persona_id, children, tools, box, onCloseBox }: FrameProps) {
  const snap = useStore(store);
  const value = useMemo<BoardValue>(() => {
    const locked = snap.link === "gone" || snap.read_only || !snap.ready;
    const t: BoardValue["t"] = (key, values) => store.t(key, values);
    return { store, snap, t, locale: snap.locale, host, journey_id, persona_id, locked, ...tools };
  }, [store, snap, host, journey_id, persona_id, tools]);
  return (
    <BoardContext.Provider value={value}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys of its parts come by here */}
      <div
        class="cjm-board"
        lang={snap.ready ? snap.locale : undefined}
        data-locked={value.locked ? "" : undefined}
        onKeyDown={(event) => travel_key(value, event)}
      >
        <LinkBanner />
        {box && <TextBox title={box_title(value, box.by_hand)} text={box.text} onClose={onCloseBox} />}
        {snap.ready ? children : <Loading />}
        <Notices />
      </div>
    </BoardContext.Provider>
  );
}

function box_title({ t }: BoardValue, by_hand: boolean): string {
  return by_hand ? t("common.copy_by_hand") : `${t("common.rescued_title")}. ${t("common.rescued_help")}`;
}

/** Grey shapes until the snapshot comes; a sentence when it takes long. */
function Loading() {
  const [slow, set_slow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => set_slow(true), 4000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div class="cjm-loading" aria-busy="true">
      <span class="cjm-loading__bar" />
      <span class="cjm-loading__bar" />
      <span class="cjm-loading__bar" />
      {slow && <p class="cjm-loading__text">{first_words().loading_slow}</p>}
    </div>
  );
}

function useAnnouncer() {
  const live = useRef<HTMLDivElement>(null);
  const announce = useRef((text: string) => {
    const region = live.current;
    // The same sentence twice must still be a change, or it is not spoken again.
    if (region) region.textContent = region.textContent === text ? `${text}\u00a0` : text;
  });
  return { live, announce: announce.current };
}
