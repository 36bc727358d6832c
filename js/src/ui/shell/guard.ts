/** Keeps the notebook's shortcuts away from our elements; knows nothing of what they do. */

const FOCUSABLE = "a[href],button,input,select,textarea,summary,iframe,[tabindex],[contenteditable]";
const ATTRIBUTE = "data-lm-suppress-shortcuts";

function isSave(event: KeyboardEvent): boolean {
  return (event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "s";
}

function mark(node: Node): void {
  if (node.nodeType !== 1) return;
  const element = node as Element;
  if (element.matches(FOCUSABLE)) element.setAttribute(ATTRIBUTE, "true");
  for (const inner of element.querySelectorAll(FOCUSABLE)) inner.setAttribute(ATTRIBUTE, "true");
}

/** Take the mark off while the event climbs on to the host, which looks for it on the focused element. */
function let_through(element: Element): void {
  element.removeAttribute(ATTRIBUTE);
  setTimeout(() => mark(element));
}

/**
 * Stop every `keydown` at `root` except Ctrl/Cmd+S, and mark each focusable element, also those that
 * come later: the host only honours the mark on the focused element itself. Returns the clean-up.
 */
export function guardKeys(root: HTMLElement): () => void {
  const stop = (event: KeyboardEvent) => {
    if (isSave(event)) let_through(event.target as Element);
    else event.stopPropagation();
  };
  root.addEventListener("keydown", stop);
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
  };
}
