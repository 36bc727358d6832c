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
  /** Words without control characters and the marks of the little Markdown of cards, with single spaces. */
  const plain = (text) =>
    text.replace(/[*_`]/g, "").replace(/\s+/g, " ").replace(/\p{Cc}/gu, "").trim();

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

  /** What was made of the boards, and for each of them which of these texts are not to be read on it. */
  function look(texts) {
    const wanted = texts.map((text) => [text, plain(text).slice(0, 40).trim()]);
    const unread = (all) => wanted.filter(([, short]) => !all.includes(short)).map(([text]) => text);
    return {
      census: census(),
      risks: risks(),
      foreign: foreign(),
      pwned: window.__pwned ?? null,
      missing: roots().map((root) => unread(words(root))),
    };
  }

  async function look_at(at, texts) {
    await put(`hostile(${at})`);
    return look(texts);
  }

  /** What a text would leave on a board that took it for markup, so that it is known to be seen. */
  function spoil() {
    const image = document.createElement("img");
    image.setAttribute("onerror", "window.__pwned=1");
    roots()[0].append(image, document.createElement("iframe"));
  }

  const foreign = () => document.querySelectorAll(FOREIGN).length;
  const pictures = () => [
    ...new Set([...document.querySelectorAll(".cjm-static, .cjm-static *")].map((it) => it.localName)),
  ];
  /** Whether a picture says the title of the journey in its words. */
  const pictured = (title) =>
    [...document.querySelectorAll(".cjm-static img")].some((it) => plain(it.alt).includes(plain(title)));

  window.__words = { census_of, foreign, look, look_at, pictured, pictures, spoil };
})();
