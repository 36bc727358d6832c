/** Tells in which colours a board is seen; changes none. */

/** "dark" or "light", as the page has it at `element`. */
export function scheme_of(element: Element | null | undefined): "light" | "dark" {
  const root = element?.closest(".cjm-root");
  return root && getComputedStyle(root).colorScheme.includes("dark") ? "dark" : "light";
}
