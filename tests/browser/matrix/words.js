// Runs in the page of a host: what boards are made of, what is read on them, and what ran.
(() => {
  const RISKY = /^(on|href|src|srcset|srcdoc|action|formaction|xlink:href|style)/;
  const FOREIGN = "script, iframe, object, embed, base, form, link, meta[http-equiv], audio, video, marquee";
  const READ = ["aria-label", "title", "placeholder", "alt", "aria-valuetext"];
  const QUIET = 50;
  const LONGEST = 3000;
  const roots = () => [...document.querySelectorAll(".cjm-root:not(.cjm-root .cjm-root)")];
  const inside = () => roots().flatMap((root) => [...root.querySelectorAll("*")]);
  const frame = () => new Promise((done) => requestAnimationFrame(() => done()));
  /** Words without the marks of the little Markdown of cards, and with single spaces. */
  const plain = (text) => text.replace(/[*_`]/g, "").replace(/\s+/g, " ").trim();

  /** Elements and attributes of all boards. */
  const census = () => [
    ...new Set(inside().flatMap((it) => [it.localName, ...[...it.attributes].map(({ name }) => `${it.localName} ${name}`)])),
  ];

  /** Attributes through which something could be run or asked for, with their values. */
  function risks() {
    const found = [];
    for (const { localName, attributes } of inside())
      for (const { name, value } of attributes)
        if (RISKY.test(name) && (name !== "style" || /url\(|expression|@import/i.test(value)))
          found.push(`${localName} ${name}=${value.slice(0, 80)}`);
    return found;
  }

  /** All that is read on a board: its words, what stands in fields, names for those who listen. */
  function words(root) {
    const found = [root.textContent];
    for (const node of root.querySelectorAll("*")) {
      if (typeof node.value === "string") found.push(node.value);
      for (const name of READ) found.push(node.getAttribute(name) ?? "");
    }
    return plain(found.join("\n"));
  }

  /** Let the kernel put texts everywhere and wait until nothing is drawn any more. */
  async function put(code) {
    let last = performance.now();
    const began = last;
    const watch = new MutationObserver(() => {
      last = performance.now();
    });
    watch.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
    const answer = await window.__lab.request(code, "None");
    if (answer.status && answer.status !== "ok") throw new Error((answer.traceback ?? []).join("\n"));
    last = performance.now();
    do await frame();
    while (performance.now() - last < QUIET && performance.now() - began < LONGEST);
    watch.disconnect();
  }

  async function census_of(count) {
    const found = new Set();
    for (let at = 0; at < count; at += 1) {
      await put(`harmless(${at})`);
      for (const one of census()) found.add(one);
    }
    return [...found];
  }

  async function look(at, texts) {
    await put(`hostile(${at})`);
    const read = roots().map(words);
    const wanted = texts.map((text) => [text, plain(text).slice(0, 40).trim()]);
    return {
      census: census(),
      risks: risks(),
      foreign: foreign(),
      pwned: window.__pwned ?? null,
      missing: read.map((all) => wanted.filter(([, short]) => !all.includes(short)).map(([text]) => text)),
    };
  }

  const foreign = () => document.querySelectorAll(FOREIGN).length;
  const pictures = () => [
    ...new Set([...document.querySelectorAll(".cjm-static, .cjm-static *")].map((it) => it.localName)),
  ];
  /** Whether a picture says the title of the journey in its words. */
  const pictured = (title) =>
    [...document.querySelectorAll(".cjm-static img")].some((it) => plain(it.alt).includes(plain(title)));

  window.__words = { census_of, foreign, look, pictured, pictures };
})();
