// The page side of the plain page: a model as anywidget gives it, driven by bindings; knows no board.
(() => {
  const later = window.setTimeout.bind(window);
  const models = new Map();
  const host = (window.__host = { gone: false, delivered: 0, errors: [], models });

  class Model {
    constructor(id, state) {
      this.id = id;
      this.state = state;
      this.changed = {};
      this.listeners = [];
    }
    get(key) {
      return this.state[key];
    }
    set(key, value) {
      const entries = typeof key === "object" ? key : { [key]: value };
      for (const [name, next] of Object.entries(entries)) {
        const same = JSON.stringify(this.state[name]) === JSON.stringify(next);
        this.state[name] = next;
        if (same) continue;
        this.changed[name] = next;
        this.fire(`change:${name}`, this, next, {});
        this.fire("change", this, {});
      }
    }
    on(names, callback, context) {
      for (const name of names.split(/\s+/)) this.listeners.push({ name, callback, context });
    }
    off(names, callback, context) {
      const wanted = names ? names.split(/\s+/) : null;
      this.listeners = this.listeners.filter(
        (it) =>
          (wanted && !wanted.includes(it.name)) ||
          (callback && it.callback !== callback) ||
          (context && it.context !== context),
      );
    }
    fire(name, ...values) {
      for (const it of [...this.listeners]) if (it.name === name) it.callback.apply(it.context ?? this, values);
    }
    save_changes() {
      const state = this.changed;
      this.changed = {};
      if (host.gone || Object.keys(state).length === 0) return;
      post(this.id, { method: "update", state, buffer_paths: [] });
    }
    send(content) {
      if (host.gone) throw new Error("Cannot send");
      post(this.id, { method: "custom", content: JSON.parse(JSON.stringify(content)) });
    }
    receive(message) {
      if (message.method === "close") close(this.id);
      if (message.method === "custom") this.fire("msg:custom", message.content, []);
      if (message.method === "update" || message.method === "echo_update") {
        for (const [name, value] of Object.entries(message.state)) {
          if (JSON.stringify(this.state[name]) === JSON.stringify(value)) continue;
          this.state[name] = value;
          this.fire(`change:${name}`, this, value, {});
        }
      }
    }
  }

  async function close(id) {
    const entry = models.get(id);
    models.delete(id);
    for (const { control, cleanup, output } of entry.views.values()) {
      control.abort();
      if (typeof cleanup === "function") await cleanup();
      output.remove();
    }
    entry.control.abort();
  }

  // What arrives before a model has loaded waits for it, as in anywidget.
  const early = [];
  function deliver(id, text) {
    const entry = models.get(id);
    if (!entry) return early.push([id, text]);
    try {
      entry.model.receive(JSON.parse(text));
    } catch (error) {
      host.errors.push(String(error?.stack ?? error));
    }
    host.delivered += 1;
  }

  function post(id, packet) {
    window.__toKernel(id, JSON.stringify(packet));
  }

  async function poll() {
    const pending = await window.__fromKernel();
    for (const [id, text] of pending) {
      deliver(id, text);
    }
    later(poll, 15);
  }

  async function load(id, esm, css, state) {
    const style = document.createElement("style");
    style.textContent = css;
    document.head.append(style);
    const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
    const module = await import(url);
    const widget = typeof module.default === "function" ? await module.default() : module.default;
    const control = new AbortController();
    const entry = { model: new Model(id, state), widget, control, views: new Map() };
    models.set(id, entry);
    await widget.initialize?.({ model: entry.model, signal: control.signal, experimental: {} });
    for (const [name, text] of early.splice(0)) deliver(name, text);
    return entry;
  }

  let serial = 0;
  host.show = async ({ id, esm, css, state, into }) => {
    const entry = models.get(id) ?? (await load(id, esm, css, state));
    const output = document.createElement("div");
    output.className = "jp-OutputArea-child";
    const el = document.createElement("div");
    el.dataset.view = `v${serial++}`;
    output.append(el);
    (into ? document.querySelector(into) : document.querySelector("#cell")).append(output);
    const control = new AbortController();
    const cleanup = await entry.widget.render?.({
      model: entry.model,
      el,
      signal: control.signal,
      experimental: {},
    });
    entry.views.set(el.dataset.view, { control, cleanup, output });
    return el.dataset.view;
  };
  host.remove = async (id, view) => {
    const entry = models.get(id);
    const it = entry.views.get(view);
    entry.views.delete(view);
    it.control.abort();
    if (typeof it.cleanup === "function") await it.cleanup();
    it.output.remove();
  };
  host.lose = (announced) => {
    host.gone = true;
    if (announced) for (const { model } of models.values()) model.fire("comm_live_update", model);
  };
  poll();
})();
