// What a board stores in a notebook: it asks the kernel for the board's own script; knows no board.
const SHELF = Symbol.for("cjm_widgets.scripts");
globalThis[SHELF] ??= new Map();
const scripts = globalThis[SHELF];
const HASH = "__HASH__";

/** The module of the board, asked for once a page; `ended` aborts when nobody waits for it any more. */
function load(model, ended) {
  const known = scripts.get(HASH);
  if (known) return known;
  return new Promise((done, failed) => {
    const heard = (message) => {
      if (message?.type !== "script" || message.hash !== HASH) return;
      model.off("msg:custom", heard);
      const module = scripts.get(HASH) ?? unfold(message.data);
      scripts.set(HASH, module);
      module.then(done, failed);
    };
    model.on("msg:custom", heard);
    ended?.addEventListener("abort", () => model.off("msg:custom", heard));
    model.send({ type: "script", hash: HASH });
  });
}

/** Inflate and import a script. */
async function unfold(data) {
  const bytes = Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  const inflated = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const code = await new Response(inflated).blob();
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  return (await import(url).finally(() => URL.revokeObjectURL(url))).default;
}

export default {
  initialize({ model, signal }) {
    load(model, signal).then(
      (board) => signal?.aborted || board.initialize({ model, signal }),
      () => {},
    );
  },
  async render(given) {
    const board = await load(given.model, given.signal);
    return board.render(given);
  },
};
