// Runs in a page with boards: reads the marks on them, and tells at once what a board shows as saved; knows no kernel.
(() => {
  const MARK = /[A-Z]\d\d n\d{4}\./g;
  const SAVED = ".cjm-status[data-tone=good]:not([data-waiting])";
  const roots = () => [...document.querySelectorAll(".cjm-root")].filter((it) => it.querySelector(".cjm-status"));

  /** What stands on a board for good: no announcements, no messages, nothing that is being typed. */
  function marks(root) {
    const found = [];
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) found.push(node.data);
      else if (node.matches(".cjm-sr-only, .cjm-notices, .cjm-banner")) return;
      else if (!node.matches("textarea, input")) node.childNodes.forEach(walk);
      else if (node !== document.activeElement) found.push(node.value);
    };
    root.childNodes.forEach(walk);
    return [...new Set(found.join("\n").match(MARK))];
  }

  const told = new WeakMap();
  function tell(records) {
    const touched = records.map(({ target }) => (target.closest ? target : target.parentElement)?.closest(".cjm-root"));
    for (const root of new Set(touched)) {
      if (!root?.querySelector(SAVED)) continue;
      const seen = marks(root);
      if (told.get(root) === seen.join()) continue;
      told.set(root, seen.join());
      window.__saved(root.classList.contains("cjm-root--map"), seen);
    }
  }

  const all = { subtree: true, childList: true, characterData: true, attributes: true };
  const begin = () => new MutationObserver(tell).observe(document.documentElement, all);
  if (document.documentElement) begin();
  else addEventListener("DOMContentLoaded", begin);

  // A clipboard of this page alone: that of the machine asks who is in front.
  const copies = [];
  navigator.clipboard.writeText = async (text) => void copies.push(text);

  // A host that waits too short a time for a busy kernel finds no boards in it; their cells are run again then.
  let unfound = false;
  const { error } = console;
  console.error = (...said) => {
    unfound ||= said.some((one) => /model not found/.test(String(one?.message ?? one)));
    error(...said);
  };
  addEventListener("unhandledrejection", ({ reason }) => {
    unfound ||= /model not found/.test(String(reason?.message ?? reason));
  });

  window.__kills = {
    unfound: () => unfound,
    copies: () => copies,
    /** The marks of every board of the page, and what is being typed. */
    look: () => ({ boards: roots().map(marks), draft: document.activeElement?.value ?? "" }),
    gone: () => roots().length > 0 && roots().every((root) => root.querySelector(".cjm-banner--error .cjm-button--strong")),
    /** True when something of JupyterLab or of us says that the kernel is gone. */
    trouble: () => Boolean(document.querySelector(".jp-Dialog, .cjm-banner--error")),
    saved: (boards) => roots().length === boards && roots().every((root) => root.querySelector(SAVED)),
    field: (mark) => [...document.querySelectorAll(".cjm-root textarea")].find((it) => it.value.includes(mark)),
  };
})();
