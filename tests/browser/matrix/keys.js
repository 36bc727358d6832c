// Runs in the page of a host: presses each of its chords on each part of a board that takes the focus.
(() => {
  const FOCUSABLE = "button, a[href], select, input, textarea, summary, [tabindex], [contenteditable]";
  const CODES = {
    Enter: 13, Escape: 27, Tab: 9, Backspace: 8, Delete: 46, End: 35, Home: 36, Space: 32, "-": 189,
    ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40,
  };
  const code_of = (name) => CODES[name] ?? name.charCodeAt(0);
  const drawn = () => new Promise((done) => setTimeout(done));

  function press(element, chord) {
    for (const stroke of chord) {
      const names = stroke.split(" ");
      const name = names.at(-1);
      const has = (modifier) => names.slice(0, -1).includes(modifier);
      if (!/^[A-Z0-9]$/.test(name) && !(name in CODES)) throw new Error(`no code for ${stroke}`);
      const key = name === "Space" ? " " : name.length > 1 || has("Shift") ? name : name.toLowerCase();
      const options = { bubbles: true, composed: true, cancelable: true };
      const modifiers = {
        ctrlKey: has("Ctrl") || has("Accel"), shiftKey: has("Shift"), altKey: has("Alt"), metaKey: has("Meta"),
      };
      const event = { key, keyCode: code_of(name), ...modifiers, ...options };
      element.dispatchEvent(new KeyboardEvent("keydown", event));
      element.dispatchEvent(new KeyboardEvent("keyup", event)); // the host acts once the key is let go
    }
  }

  /** The parts of a board that take the focus and are seen. */
  const parts = (root) =>
    [...root.querySelectorAll(FOCUSABLE)].filter(
      (it) => it.getClientRects().length && !it.disabled && getComputedStyle(it).visibility === "visible",
    );

  /** What a part is called: parts that are drawn anew keep it, and the same part of two forms has it twice. */
  function named(all) {
    const times = new Map();
    return all.map((it) => {
      const { className } = it.attributes.class ? { className: it.attributes.class.value } : { className: "" };
      const told = ["data-key", "aria-label", "data-action", "data-depth", "data-panel", "name", "title"];
      const kind = [it.localName, className.replace(/\bis-\w+/g, ""), ...told.map((key) => it.getAttribute(key))];
      const base = `${kind.join("|")}|${it.textContent.slice(0, 40)}`.replace(/_[a-z0-9]{8}\b/g, "");
      times.set(base, (times.get(base) ?? 0) + 1);
      return `${base}|${times.get(base)}`;
    });
  }

  /** Count how often Ctrl+S, pressed on a part, asks the host to save; nothing is saved. */
  async function saves(element) {
    const { commands } = window.jupyterapp;
    const { execute } = commands;
    let asked = 0;
    commands.execute = (id, ...rest) => {
      if (id !== "docmanager:save") return execute.call(commands, id, ...rest);
      asked += 1;
      return Promise.resolve();
    };
    try {
      press(element, ["Ctrl S"]);
      await drawn();
    } finally {
      commands.execute = execute;
    }
    return asked;
  }

  /** The part of that name as it is drawn now. */
  function found(root, element, name) {
    if (element.isConnected) return element;
    const all = parts(root);
    return all[named(all).indexOf(name)];
  }

  /** Come back to a part after a chord; an editor that the chord opened keeps nothing of it. */
  function back(root, element) {
    const now = document.activeElement;
    if (now === element) return;
    if (root.contains(now) && now.matches(".cjm-editor")) press(now, ["Escape"]);
    if (document.activeElement !== element) element.focus();
  }

  /** In which round a chord is pressed: what chooses, removes and closes comes last, as parts go with it. */
  function round_of(chord) {
    const keys = chord.join();
    if (/Escape|Tab/.test(keys)) return 2;
    return /Delete|Backspace|X|Enter|Space/.test(keys) ? 1 : 0;
  }

  /** Press chords on a part; what changed the notebook is returned. */
  async function press_all(root, element, chords) {
    const before = window.__lab.print();
    for (const chord of chords) {
      back(root, element);
      press(element, chord);
    }
    await drawn();
    const after = window.__lab.print();
    return before === after ? "" : `${before} → ${after}`;
  }

  /**
   * Press the dangerous chords on every part that is not known yet, and on the first of each kind all of
   * them; with `sample` on the first of each kind alone. `restore` is the kernel's code that takes back what
   * was edited by them.
   */
  async function sweep(root, { known, kinds, dangerous, restore, sample }) {
    const every = [...window.__lab.chords(), ["Delete"], ["Backspace"], ["Space"], ["Shift Space"], ["F"], ["S"]];
    const all = parts(root);
    const names = named(all);
    const full = new Set();
    const report = { seen: all.length, chords: every.length, pressed: 0, done: [], kinds: [], gone: [], wrong: [] };
    let fresh = names.map((name, at) => [name, all[at]]).filter(([name]) => !known.includes(name));
    fresh.sort(([, one], [, other]) => Number("depth" in one.dataset) - Number("depth" in other.dataset));
    for (const [name, element] of fresh) {
      const kind = ["class", "role", "type"].map((it) => element.getAttribute(it)).join("|");
      if (kinds.includes(kind) || report.kinds.includes(kind)) continue;
      report.kinds.push(kind);
      full.add(name);
    }
    if (sample) fresh = fresh.filter(([name]) => full.has(name));
    let edited = false;
    const restored = async () => {
      edited = false;
      await window.__lab.request(restore, "None");
      await drawn();
    };
    for (const round of [0, 1, 2]) {
      for (const [name, first] of fresh) {
        if (root.querySelectorAll(FOCUSABLE).length > 2 * all.length) await restored();
        let element = found(root, first, name);
        if (!element && edited) {
          await restored();
          element = found(root, first, name);
        }
        if (!element) {
          if (round === 0) report.gone.push(name);
          continue;
        }
        element.focus();
        if (round === 0 && (await saves(element)) !== 1) report.wrong.push(`not saved: ${name}`);
        const chords = (full.has(name) ? every : dangerous).filter((chord) => round_of(chord) === round);
        const wrong = await press_all(root, element, chords);
        if (wrong) report.wrong.push(`${name}: ${wrong}`);
        edited = true;
        report.pressed += chords.length;
        if (round === 0) report.done.push(name);
        if (report.wrong.length > 3) return report;
      }
      await restored();
    }
    return report;
  }

  window.__keys = { parts, press, sweep };
})();
