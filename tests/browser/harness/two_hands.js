// Runs in a page with a journey map: edits cards by keys, and notes when each text was written and first seen; knows no kernel.
(() => {
  const root = () => document.querySelector(".cjm-root--map");
  const write = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  const turn = (ms = 5) => new Promise((done) => setTimeout(done, ms));
  const until = async (found) => {
    for (let tries = 0; tries < 2000; tries += 1) {
      const it = found();
      if (it) return it;
      await turn();
    }
    throw new Error(`This did not come: ${found}`);
  };
  const press = (element, key) =>
    element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
  const texts = () =>
    Object.fromEntries(
      [...root().querySelectorAll('.cjm-card[data-key^="card:"]')].map((card) => [
        card.dataset.key.slice(5),
        (card.querySelector(".cjm-editor")?.value ?? card.textContent).replace(/⋯/g, "").trim(),
      ]),
    );
  const noted = { done: null, written: {}, seen: {} };
  const note = () => {
    for (const text of Object.values(texts())) noted.seen[text] ??= Date.now();
  };
  window.__hands = {
    texts,
    noted: () => noted,
    watch: () => new MutationObserver(note).observe(root(), { subtree: true, childList: true, attributes: true, characterData: true }),
    /** Type over cards, one after the other: pairs of an id and a text; `pause` milliseconds after each. */
    start([edits, pause]) {
      noted.done = null;
      (async () => {
        for (const [id, text] of edits) {
          const card = root().querySelector(`[data-key="card:${id}"]`);
          card.focus();
          press(card, "F2");
          const field = await until(() => card.querySelector(".cjm-editor"));
          write.call(field, text);
          field.dispatchEvent(new InputEvent("input", { bubbles: true }));
          press(field, "Enter");
          noted.written[text] = Date.now();
          await until(() => !card.querySelector(".cjm-editor"));
          await turn(pause);
        }
        return "done";
      })().then(
        (end) => Object.assign(noted, { done: end }),
        (error) => Object.assign(noted, { done: String(error) }),
      );
    },
  };
})();
