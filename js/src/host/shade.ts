/**
 * Dark or light inside a shadow tree, where no style sheet can ask the page around it; knows no board.
 * marimo, for one, says it by `color-scheme`, which crosses into the tree.
 */
type Shade = "light" | "dark";

/** What the page around a shadow tree has chosen; null outside of one, where style sheets see for themselves. */
export function shade_of(el: Element): Shade | null {
  const tree = el.getRootNode();
  if (!(tree instanceof ShadowRoot)) return null;
  return /\bdark\b/.test(getComputedStyle(tree.host).colorScheme) ? "dark" : "light";
}

/** Call back when the page may have changed its mind. */
export function on_shade(change: () => void, signal: AbortSignal): void {
  const watch = new MutationObserver(change);
  for (const part of [document.documentElement, document.body]) watch.observe(part, { attributes: true });
  signal.addEventListener("abort", () => watch.disconnect());
}
