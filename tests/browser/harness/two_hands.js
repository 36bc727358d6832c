// Runs in a page with a journey map: edits cards as fast as keys can, and notes when what came last; knows no kernel.
(() => {
  const root = () => document.querySelector(".cjm-root--map");
  const write = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value").set;
  const turn = () => new Promise((done) => setTimeout(done, 5));
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
  const noted = { changed: 0, answered: 0, texts: "", waiting: false };
  const note = () => {
    const now = JSON.stringify(texts());
    if (now !== noted.texts) Object.assign(noted, { texts: now, changed: Date.now() });
    const waiting = root().querySelector(".cjm-status[data-waiting]") !== null;
    if (noted.waiting && !waiting) noted.answered = Date.now();
    noted.waiting = waiting;
  };
  window.__hands = {
    texts,
    noted: () => noted,
    watch: () => new MutationObserver(note).observe(root(), { subtree: true, childList: true, attributes: true, characterData: true }),
    /** Type over cards, one after the other: pairs of an id and a text. */
    start(edits) {
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
          await until(() => !card.querySelector(".cjm-editor"));
          await turn();
        }
        return "done";
      })().then(
        (end) => Object.assign(noted, { done: end }),
        (error) => Object.assign(noted, { done: String(error) }),
      );
    },
  };
})();
