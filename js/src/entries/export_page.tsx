/** The page of a file made for others: a board with nothing behind it; knows no notebook. */
import { render } from "preact";
import { type Exported, snapshot_of } from "../core/exported";
import type { HostInfo, LookName } from "../core/host_info";
import { Store } from "../core/store";
import { ExportPage } from "../ui/page/ExportPage";

const CLIENT = "reader";

/** A store that is answered at once, and that nothing can change. */
function filled(data: Exported): Store {
  const store = new Store({ client: CLIENT, send: () => {} });
  store.start();
  store.receive(snapshot_of(data, CLIENT));
  return store;
}

/** What a notebook would keep is kept here until the page is closed. */
function local(data: Exported): HostInfo {
  const held = new Map<string, unknown>([["view", data.view]]);
  const listeners = new Set<() => void>();
  const set = (name: string, value: unknown) => {
    held.set(name, value);
    for (const fn of [...listeners]) fn();
  };
  const subscribe = (fn: () => void) => {
    listeners.add(fn);
    return () => void listeners.delete(fn);
  };
  return {
    viewer: true,
    copy_text: (text) =>
      navigator.clipboard?.writeText(text).then(
        () => true,
        () => false,
      ) ?? Promise.resolve(false),
    selection: { get: () => (held.get("selection") as string[]) ?? [], set: (ids) => set("selection", ids) },
    look: { get: (name: LookName) => held.get(name), set, subscribe },
  };
}

function start(): void {
  const place = document.getElementById("cjm-page");
  const text = document.getElementById("cjm-data")?.textContent;
  if (!place || !text) return;
  const data = JSON.parse(text) as Exported;
  place.replaceChildren();
  render(<ExportPage data={data} store={filled(data)} host={local(data)} />, place);
}

start();

export default {};
