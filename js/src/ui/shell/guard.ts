/** Keeps the notebook's shortcuts away from our elements; knows nothing of what they do. */

const FOCUSABLE = "a[href],button,input,select,textarea,summary,iframe,[tabindex],[contenteditable]";
const ATTRIBUTE = "data-lm-suppress-shortcuts";

/** Whether the event is Ctrl+S or Cmd+S, which is the host's wherever the focus is: nobody below may stop it. */
export function is_save(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s";
}

function mark(node: Node): void {
  if (node.nodeType !== 1) return;
  const element = node as Element;
  if (element.matches(FOCUSABLE)) element.setAttribute(ATTRIBUTE, "true");
  for (const inner of element.querySelectorAll(FOCUSABLE)) inner.setAttribute(ATTRIBUTE, "true");
}

/**
 * Take the marks off while the event climbs on to the host, which looks for one on the focused element and
 * on all that holds it: a button stands in a cell that takes the focus too.
 */
function let_through(target: Element, root: Element): void {
  const marked: Element[] = [];
  for (let at: Element | null = target; at && root.contains(at); at = at.parentElement)
    if (at.hasAttribute(ATTRIBUTE)) marked.push(at);
  for (const element of marked) element.removeAttribute(ATTRIBUTE);
  setTimeout(() => {
    for (const element of marked) element.setAttribute(ATTRIBUTE, "true");
  });
}

/**
 * Stop every `keydown` at `root` except Ctrl/Cmd+S, and mark each focusable element, also those that
 * come later: on the focused element itself the host honours the mark for every key. Returns the clean-up.
 *
 * A host may listen before the event has come down to the board, so the marks are off from its beginning on.
 */
export function guardKeys(root: HTMLElement): () => void {
  const stop = (event: KeyboardEvent) => {
    if (!is_save(event)) event.stopPropagation();
  };
  const begin = (event: KeyboardEvent) => {
    const target = event.composedPath()[0];
    if (is_save(event) && target instanceof Element && root.contains(target)) let_through(target, root);
  };
  root.addEventListener("keydown", stop);
  window.addEventListener("keydown", begin, true);
  mark(root);
  const observer = new MutationObserver((changes) => {
    for (const change of changes) {
      if (change.type === "attributes") mark(change.target);
      for (const node of change.addedNodes) mark(node);
    }
  });
  observer.observe(root, {
    childList: true,
    subtree: true,
    attributeFilter: ["tabindex", "contenteditable", "href"],
  });
  return () => {
    observer.disconnect();
    root.removeEventListener("keydown", stop);
    window.removeEventListener("keydown", begin, true);
  };
}
