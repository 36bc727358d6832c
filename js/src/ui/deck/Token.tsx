/** One persona on the 2×2 or in its tray: dragged, or moved with the arrows; shows at once, commits at the end. */
import type { RefObject } from "preact";
import { useLayoutEffect, useReducer, useRef } from "preact/hooks";
import type { Persona } from "../../core/persona_fields";
import { persona_color, persona_initials } from "../../core/project";
import { useBoard } from "../board";
import { useLeave } from "../leave";
import { GROUP_MS } from "../live_value";
import { Face } from "../persona/Avatar";
import type { Spot } from "./Plane";

export interface TokenProps {
  persona: Persona;
  all: readonly Persona[];
  plane: RefObject<HTMLElement | null>;
  said: (spot: Spot | null) => string;
  /** null takes it off. */
  onPlace: (spot: Spot | null) => boolean;
}

const STEP = 0.05;
const BIG = 0.25;
const SLACK = 4;
/** The share of the plane that stays free at each edge, so that a face at the end of an axis is seen whole. */
const EDGE = 0.1;
const percent_at = (value: number): string => `${((value + 1) / 2) * (1 - 2 * EDGE) * 100 + EDGE * 100}%`;

const inside = (value: number): number => Math.round(Math.min(1, Math.max(-1, value)) * 100) / 100 + 0;

/** Where the pointer is on the plane; null beyond its edge. */
export function spot_at(box: DOMRect, x: number, y: number): Spot | null {
  const out = x < box.left - 8 || x > box.right + 8 || y < box.top - 8 || y > box.bottom + 8;
  if (out || box.width === 0 || box.height === 0) return null;
  const share = (along: number, whole: number) => (along / whole - EDGE) / (1 - 2 * EDGE);
  return {
    x: inside(share(x - box.left, box.width) * 2 - 1),
    y: inside(1 - share(y - box.top, box.height) * 2),
  };
}

/** Where a key leads from a spot, or undefined when it means nothing here; null takes it off. */
export function keyed_spot(event: KeyboardEvent, from: Spot | null): Spot | null | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey) return undefined;
  const at = from ?? { x: 0, y: 0 };
  if (from === null)
    return ["Enter", " "].includes(event.key) || event.key.startsWith("Arrow") ? at : undefined;
  const step = event.shiftKey ? BIG : STEP;
  const moves: Record<string, Spot | null> = {
    ArrowLeft: { x: at.x - step, y: at.y },
    ArrowRight: { x: at.x + step, y: at.y },
    ArrowUp: { x: at.x, y: at.y + step },
    ArrowDown: { x: at.x, y: at.y - step },
    Home: { x: -1, y: at.y },
    End: { x: 1, y: at.y },
    PageUp: { x: at.x, y: 1 },
    PageDown: { x: at.x, y: -1 },
    Delete: null,
    Backspace: null,
  };
  const next = moves[event.key];
  return next ? { x: inside(next.x), y: inside(next.y) } : next;
}

interface Held {
  spot: Spot | null;
  timer?: ReturnType<typeof setTimeout> | undefined;
  /** The pointer that drags, and where it went down. */
  drag?: { id: number; x: number; y: number; moved: boolean } | undefined;
}

/** The spot shown while a gesture goes on; it is committed once. */
function useSpot(settled: Spot | null, commit: (spot: Spot | null) => void) {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  const held = useRef<Held | null>(null);
  const flush = () => {
    const now = held.current;
    held.current = null;
    clearTimeout(now?.timer);
    if (now && (now.spot?.x !== settled?.x || now.spot?.y !== settled?.y)) commit(now.spot);
    redraw(0);
  };
  const latest = useRef(flush);
  latest.current = flush;
  useLeave(() => held.current && latest.current());
  return {
    held,
    spot: held.current ? held.current.spot : settled,
    show(next: Held) {
      clearTimeout(held.current?.timer);
      held.current = next;
      redraw(0);
    },
    nudge(spot: Spot | null) {
      this.show({ spot, timer: setTimeout(() => latest.current(), GROUP_MS) });
    },
    flush,
    cancel() {
      clearTimeout(held.current?.timer);
      held.current = null;
      redraw(0);
    },
  };
}

export function Token({ persona, all, plane, said, onPlace }: TokenProps) {
  const { t, locked } = useBoard();
  const button = useRef<HTMLButtonElement>(null);
  const settled = persona.x === null || persona.y === null ? null : { x: persona.x, y: persona.y };
  const live = useSpot(settled, (spot) => {
    if ((spot === null) !== (settled === null)) moving.id = persona.id;
    if (!onPlace(spot)) moving.id = null;
  });
  useFocusAfterMove(button, persona.id, settled === null);
  const where = live.spot ? said(live.spot) : said(null);
  const color = persona_color(
    persona,
    all.findIndex((one) => one.id === persona.id),
  );
  const initials = persona_initials(persona.name, persona.role);
  const onKeyDown = (event: KeyboardEvent) => {
    if (locked) return;
    if (event.key === "Escape" && live.held.current) {
      event.stopPropagation();
      return live.cancel();
    }
    const next = keyed_spot(event, live.spot);
    if (next === undefined) return;
    event.preventDefault();
    live.nudge(next);
    if (next === null || settled === null) live.flush();
  };
  const style = {
    "--cjm-persona": `var(--cjm-color-${color})`,
    ...(settled !== null && live.spot
      ? { left: percent_at(live.spot.x), top: percent_at(-live.spot.y) }
      : {}),
  };
  return (
    <button
      ref={button}
      type="button"
      class={`cjm-token${settled ? " is-placed" : ""}${live.held.current ? " is-moving" : ""}`}
      aria-label={`${persona.name}, ${where}`}
      data-place={`persona:${persona.id}:place`}
      aria-roledescription={t("deck.token")}
      title={t("common.labelled", { name: persona.name, value: where })}
      aria-disabled={locked}
      style={style}
      onKeyDown={onKeyDown}
      onBlur={() => live.held.current?.timer && live.flush()}
      {...(locked ? {} : dragging(live, plane, button))}
    >
      <span class="cjm-token__face" data-initials={persona.avatar ? "" : initials}>
        {persona.avatar && <Face initials={initials} picture={persona.avatar} />}
      </span>
      <span class="cjm-token__name" dir="auto">
        {persona.name}
      </span>
    </button>
  );
}

/** The token whose place in the page changes takes the focus along. */
const moving: { id: string | null } = { id: null };

function useFocusAfterMove(button: RefObject<HTMLElement | null>, id: string, waiting: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is about changing sides
  useLayoutEffect(() => {
    if (moving.id !== id) return;
    moving.id = null;
    button.current?.focus();
  }, [waiting]);
}

/** Pointer handlers of a token: the ghost follows the pointer, beyond the plane it goes back to the tray. */
function dragging(
  live: ReturnType<typeof useSpot>,
  plane: RefObject<HTMLElement | null>,
  button: RefObject<HTMLElement | null>,
) {
  const offset = (x: number, y: number) => {
    const token = button.current;
    if (token) token.style.translate = x === 0 && y === 0 ? "" : `${x}px ${y}px`;
  };
  const end = (event: PointerEvent, drop: boolean) => {
    const drag = live.held.current?.drag;
    if (!drag || drag.id !== event.pointerId) return;
    offset(0, 0);
    if (!drop || !drag.moved) return live.cancel();
    const box = plane.current?.getBoundingClientRect();
    live.show({ spot: box ? spot_at(box, event.clientX, event.clientY) : live.spot });
    live.flush();
  };
  return {
    onPointerDown(event: PointerEvent) {
      if (event.button !== 0) return;
      const { clientX: x, clientY: y, pointerId: id } = event;
      live.flush();
      button.current?.setPointerCapture?.(id);
      live.show({ spot: live.spot, drag: { id, x, y, moved: false } });
    },
    onPointerMove(event: PointerEvent) {
      const drag = live.held.current?.drag;
      if (!drag || drag.id !== event.pointerId) return;
      const [x, y] = [event.clientX - drag.x, event.clientY - drag.y];
      drag.moved ||= Math.hypot(x, y) >= SLACK;
      if (drag.moved) offset(x, y);
    },
    onPointerUp: (event: PointerEvent) => end(event, true),
    onPointerCancel: (event: PointerEvent) => end(event, false),
  };
}
