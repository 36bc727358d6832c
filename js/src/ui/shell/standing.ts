/** Notices where the focus of this board stands, and shows where the others stand; knows no records. */
import { edits_at, people_at, place_of } from "../../core/people";
import type { PersonHere } from "../../core/protocol";
import type { Store } from "../../core/store";
import type { Translate } from "./context";

const PLACES = "[data-place],[data-key],[data-cell]";
const WRITES = "input:not([type=checkbox],[type=radio]),textarea,[contenteditable],[data-editing] *";
const SVG = "http://www.w3.org/2000/svg";

function key_of(element: Element, journey_id: string | undefined): string {
  const { place, key, cell } = (element as HTMLElement | SVGElement).dataset;
  return place_of(place ?? key ?? cell ?? "", journey_id);
}

/** Tell the store where the focus is; returns the way out. */
export function follow_focus(root: HTMLElement, store: Store, journey_id: string | undefined): () => void {
  const at = (target: EventTarget | null) => {
    const place = target instanceof Element && root.contains(target) ? target.closest(PLACES) : null;
    const editing = place !== null && (target as Element).matches(WRITES);
    store.presence.at(place ? { key: key_of(place, journey_id), editing } : null);
  };
  const into = (event: FocusEvent) => at(event.target);
  // A window that is left for another keeps the focus where it is, and the person stands there still.
  const out = () => setTimeout(() => root.contains(root.ownerDocument.activeElement) || at(null));
  root.addEventListener("focusin", into);
  root.addEventListener("focusout", out);
  return () => {
    root.removeEventListener("focusin", into);
    root.removeEventListener("focusout", out);
    store.presence.at(null);
  };
}

/** What finds the elements of a place. */
function selector_of(key: string, journey_id: string | undefined): string {
  const own = `:${journey_id ?? ""}`;
  const name = CSS.escape(key.endsWith(own) ? key.slice(0, -own.length) : key);
  return ["place", "key", "cell"].map((kind) => `[data-${kind}="${name}"]`).join(",");
}

/** How a person is called here. */
export function name_of({ name, number }: PersonHere, t: Translate): string {
  return name || t("presence.guest", { number });
}

/** Outline and name the places where others stand, on the elements of the board as they are drawn now. */
export function mark_places(
  root: HTMLElement,
  people: readonly PersonHere[],
  journey_id: string | undefined,
  t: Translate,
): void {
  const marked = new Set<Element>();
  const keys = new Set(people.flatMap((person) => person.at.map(({ key }) => key)));
  for (const key of keys) {
    const here = people_at(people, key);
    const [first] = here;
    if (!first) continue;
    const names = here.map((one) => name_of(one, t)).join(", ");
    for (const element of root.querySelectorAll<HTMLElement | SVGElement>(selector_of(key, journey_id))) {
      if (marked.has(element)) continue;
      marked.add(element);
      mark(element, first, edits_at(first, key), names);
    }
  }
  for (const element of root.querySelectorAll<HTMLElement | SVGElement>("[data-by]"))
    if (!marked.has(element)) unmark(element);
}

function mark(element: HTMLElement | SVGElement, first: PersonHere, editing: boolean, names: string): void {
  const color = `var(--cjm-color-${first.color})`;
  if (element.style.getPropertyValue("--cjm-by") !== color) element.style.setProperty("--cjm-by", color);
  if (element.dataset.by !== names) element.dataset.by = names;
  if ((element.dataset.byEditing === "") !== editing) {
    if (editing) element.dataset.byEditing = "";
    else delete element.dataset.byEditing;
  }
  if (element.namespaceURI === SVG) tag(element, names);
}

function unmark(element: HTMLElement | SVGElement): void {
  element.style.removeProperty("--cjm-by");
  delete element.dataset.by;
  delete element.dataset.byEditing;
  element.querySelector(":scope > .cjm-by")?.remove();
}

/** A drawing has no boxes beside its shapes: the name is a text of its own. */
function tag(element: Element, names: string): void {
  let text = element.querySelector(":scope > .cjm-by");
  if (!text) {
    text = element.ownerDocument.createElementNS(SVG, "text");
    text.setAttribute("class", "cjm-by");
    text.setAttribute("y", "-17");
    text.setAttribute("text-anchor", "middle");
    element.append(text);
  }
  if (text.textContent !== names) text.textContent = names;
}
