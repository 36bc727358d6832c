/** How the number under the pointer or the focus was made, in a window beside it; knows no metric. */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { useBoard } from "../board";

const NUMBER = "[data-number]";
/** The pointer rests so long before the window opens, and may be away from both so long before it closes. */
const REST_MS = 250;
const AWAY_MS = 220;

const number_at = (event: Event) => (event.target as Element).closest<HTMLElement>(NUMBER);

/** Draw the window while a number is looked at. */
export function NumberTip() {
  const anchor = useRef<HTMLSpanElement>(null);
  const [number, set_number] = useState<HTMLElement | null>(null);
  const tip = useLooked(anchor, set_number);
  return (
    <span ref={anchor}>
      {number?.isConnected && number.dataset.number && <Tip number={number} tip={tip} />}
    </span>
  );
}

interface Hand {
  /** Open for what is looked at, at once or after a rest; null closes. */
  look: (element: HTMLElement | null, wait: number) => void;
  stay: () => void;
}

/** Follow pointer, focus and Escape over the map around `anchor`. */
function useLooked(
  anchor: { current: HTMLElement | null },
  show: (element: HTMLElement | null) => void,
): Hand {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const hand = useRef<Hand>({
    look(element, wait) {
      clearTimeout(timer.current);
      timer.current = setTimeout(() => show(element), wait);
    },
    stay: () => clearTimeout(timer.current),
  });
  useEffect(() => {
    const map = anchor.current?.closest(".cjm-map");
    if (!map) return undefined;
    const { look } = hand.current;
    const off = new AbortController();
    const on = (name: string, fn: (event: Event) => void) =>
      map.addEventListener(name, fn, { signal: off.signal });
    on("pointerover", (event) => {
      const found = number_at(event);
      if (found && (event as PointerEvent).pointerType !== "touch") look(found, REST_MS);
    });
    on("pointerout", (event) => number_at(event) && look(null, AWAY_MS));
    on("focusin", (event) => look(number_at(event), 0));
    on("focusout", (event) => number_at(event) && look(null, 0));
    on("pointerdown", (event) => !number_at(event) && look(null, 0));
    on("keydown", (event) => (event as KeyboardEvent).key === "Escape" && look(null, 0));
    return () => {
      off.abort();
      clearTimeout(timer.current);
    };
  }, [anchor]);
  return hand.current;
}

function Tip({ number, tip }: { number: HTMLElement; tip: Hand }) {
  const { snap, store, t } = useBoard();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const [metric = "", stage_id = ""] = (number.dataset.number ?? "").split(" ");
  const { metrics, recipe } = snap;
  const cell = metrics[metric]?.[stage_id];
  useEffect(() => {
    if (cell) store.ask_recipe(metric, stage_id);
  }, [store, metric, stage_id, cell]);
  const mine = recipe?.metric === metric && recipe.stage_id === stage_id ? recipe.lines : [];
  useLayoutEffect(() => {
    number.setAttribute("aria-describedby", id);
    return () => number.removeAttribute("aria-describedby");
  }, [number, id]);
  useLayoutEffect(() => {
    if (box.current) stand(box.current, number);
  });
  const [first, ...rest] = (number.getAttribute("aria-label") ?? "").split(" · ");
  return (
    <div
      ref={box}
      id={id}
      class="cjm-number-tip"
      role="tooltip"
      popover="manual"
      onPointerEnter={tip.stay}
      onPointerLeave={() => tip.look(null, AWAY_MS)}
    >
      <strong>{first}</strong>
      {rest.length > 0 && <span> · {rest.join(" · ")}</span>}
      {mine.length > 0 && (
        <ul aria-label={t("recipe.title")}>
          {mine.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Stand below the number, or above where there is no room, inside the page. */
function stand(box: HTMLElement, number: HTMLElement): void {
  if (!box.matches(":popover-open")) box.showPopover?.();
  const { left, bottom, top } = number.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const page = box.ownerDocument.documentElement;
  const over = top - height - 6;
  const y = bottom + 6 + height > page.clientHeight && over > 0 ? over : bottom + 6;
  box.style.left = `${Math.max(8, Math.min(left, page.clientWidth - width - 8))}px`;
  box.style.top = `${y}px`;
}
