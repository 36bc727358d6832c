// Runs in the JupyterLab page: a small handle on the notebook in front; knows no widget.
(() => {
  const widget = () => window.jupyterapp?.shell?.currentWidget;
  const session = () => widget()?.context?.sessionContext;
  const kernel = () => session()?.session?.kernel;
  const notebook = () => widget().content;
  const codeCells = () => notebook().widgets.filter((cell) => cell.model.type === "code");
  const started = new Set();
  const LATE = 240_000;
  let restored = false;
  let deaths = null;
  let heard = null;

  function idle() {
    const it = kernel();
    return Boolean(it) && it.status === "idle" && it.connectionStatus === "connected";
  }

  async function run(cells, command) {
    for (const cell of cells) {
      if (!cell.model.sharedModel.source.trim()) continue;
      cell.model.executionCount = null;
      started.add(cell);
    }
    await window.jupyterapp.commands.execute(command);
  }

  /** What a promise gives; an error where nothing comes, so that no test waits for ever. */
  function soon(promise, what) {
    const late = new Promise((_done, fail) => {
      setTimeout(() => fail(new Error(`JupyterLab did not ${what} within ${LATE} ms`)), LATE);
    });
    return Promise.race([promise, late]);
  }

  window.__lab = {
    ready() {
      const app = window.jupyterapp;
      if (!app) return false;
      if (!restored) {
        app.restored.then(() => {
          restored = true;
        });
        return false;
      }
      return Boolean(widget()?.context?.isReady) && session()?.isReady && idle();
    },
    runAll: () => run(codeCells(), "notebook:run-all-cells"),
    async runCell(index) {
      const cell = notebook().widgets[index];
      notebook().activeCellIndex = index;
      notebook().deselectAll();
      run([cell], "notebook:run-cell");
    },
    clear: (index) => notebook().widgets[index].model.sharedModel.setOutputs([]),
    finished() {
      const failed = window.__lab.tracebacks().length > 0; // the cells after it are never counted
      const done = (cell) =>
        cell.isDisposed ||
        ((failed || cell.model.executionCount !== null) && (cell.model.executionState ?? "idle") === "idle");
      if (![...started].every(done) || !idle()) return false;
      started.clear();
      return true;
    },
    tracebacks() {
      const outputs = codeCells().flatMap((cell) => cell.model.sharedModel.getOutputs());
      return outputs.filter((it) => it.output_type === "error").map((it) => it.traceback.join("\n"));
    },
    cellCount: () => notebook().widgets.length,
    cellTypes: () => notebook().widgets.map((cell) => cell.model.type),
    runs: () => notebook().widgets.map((cell) => cell.model.executionCount ?? null),
    /** From now on note the commands of the notebook that are run; `heard` gives them. */
    listen() {
      const { commands } = window.jupyterapp;
      if (!heard) commands.commandExecuted.connect((_sender, { id }) => heard.push(id));
      heard = [];
    },
    heard: () => heard.filter((id) => /^(notebook|runmenu|editmenu|viewmenu|kernelmenu|filemenu|cell)/.test(id)),
    /** All that a shortcut could change: the cells, their outputs and runs, which one is active, the mode. */
    print() {
      const { widgets, activeCellIndex, mode } = notebook();
      const cells = widgets.map(({ model, inputHidden, outputHidden, isSelected }) => {
        const { source, outputs } = model.sharedModel;
        return [model.type, source, outputs?.length, model.executionCount, inputHidden, outputHidden, isSelected];
      });
      return JSON.stringify([activeCellIndex, mode, cells]);
    },
    /** Stand on a cell in command mode, as after Escape. */
    stand(index) {
      notebook().activeCellIndex = index;
      notebook().mode = "command";
      notebook().widgets[index].node.focus();
      notebook().activate();
    },
    /** The chords JupyterLab has for notebooks, one list of keys each. */
    chords: () =>
      window.jupyterapp.commands.keyBindings
        .filter(
          ({ command, selector }) =>
            /^(notebook|runmenu|editmenu|kernelmenu)/.test(command) || /Notebook/.test(selector),
        )
        .map(({ keys }) => [...keys]),
    save: () => soon(widget().context.save(), "save"),
    async request(code, value) {
      const future = kernel().requestExecute({
        code,
        store_history: false,
        silent: false,
        user_expressions: { value },
        stop_on_error: true,
      });
      const { content } = await soon(future.done, "hear from the kernel");
      return content.status === "ok" ? content.user_expressions.value : content;
    },
    /** The same where a kernel knows no user expressions: what the code printed. */
    async printed(code) {
      const future = kernel().requestExecute({ code, store_history: false, stop_on_error: true });
      let text = "";
      future.onIOPub = ({ header, content }) => {
        if (header.msg_type === "stream") text += content.text;
      };
      const { content } = await soon(future.done, "hear from the kernel");
      return { ...content, text };
    },
    restart: () => soon(session().restartKernel(), "restart the kernel"),
    shutdown: async () => {
      if (kernel()) await soon(session().shutdown(), "shut the kernel down");
    },
    start: () => soon(session().changeKernel({ name: "python3" }), "start a kernel"),
    watchDeath() {
      deaths = 0;
      const it = kernel();
      it.statusChanged.connect((_sender, status) => {
        if (status === "autorestarting" || status === "restarting" || status === "dead") deaths += 1;
      });
    },
    reborn: () => deaths > 0 && idle(),
    /** True once the kernel answers; connects anew where the one the server has started never heard this page. */
    async answers() {
      const asked = kernel()?.requestExecute({ code: "", silent: true, store_history: false });
      const late = new Promise((done) => setTimeout(() => done("late"), 5000));
      const heard = await Promise.race([asked?.done.then(() => true).catch(() => false), late]);
      if (heard === "late") await kernel()?.reconnect();
      return heard === true;
    },
  };
})();
