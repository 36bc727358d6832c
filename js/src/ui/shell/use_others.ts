/** Keeps the marks of the others on a board, and says who is at a place; knows no records. */
import { useLayoutEffect, useState } from "preact/hooks";
import { edits_at, people_at, place_of } from "../../core/people";
import type { PersonHere } from "../../core/protocol";
import type { Store } from "../../core/store";
import type { Translate } from "./context";
import { follow_focus, mark_places, name_of } from "./standing";

interface Around {
  store: Store;
  journey_id?: string | undefined;
}

/** Follow the focus in `root`, mark where the others are, and say when one begins to edit what we are at. */
export function useOthers(
  root: { current: HTMLElement | null },
  { store, journey_id }: Around,
  announce: (text: string) => void,
): void {
  useLayoutEffect(() => {
    const element = root.current;
    if (!element) return;
    const t: Translate = (key, values) => store.t(key, values);
    let seen: readonly PersonHere[] = store.snapshot.people;
    const mark = () => mark_places(element, seen, journey_id, t);
    // The board draws its parts when it likes: what it drew anew is marked again.
    const observer = new MutationObserver(mark);
    const look = () => {
      const { people } = store.snapshot;
      if (people === seen) return;
      const begun = begins(seen, people, store.presence.place?.key);
      seen = people;
      if (begun) announce(t("presence.begins", { name: name_of(begun, t) }));
      mark();
      observer.disconnect();
      if (people.length > 0) observer.observe(element, { childList: true, subtree: true });
    };
    const off = [store.subscribe(look), follow_focus(element, store, journey_id)];
    return () => {
      observer.disconnect();
      for (const each of off) each();
    };
  }, [root, store, journey_id, announce]);
}

/** Somebody who edits at `key` and did not before. */
function begins(before: readonly PersonHere[], now: readonly PersonHere[], key: string | undefined) {
  if (key === undefined) return undefined;
  const known = new Set(before.filter((person) => edits_at(person, key)).map(({ page }) => page));
  return now.find((person) => edits_at(person, key) && !known.has(person.page));
}

/** Who else is at `key`, in words; draws again only when these change. */
export function useSaidAt(store: Store, key: string): string {
  const words = (): string => {
    const place = place_of(key, undefined);
    return people_at(store.snapshot.people, place)
      .map((person) => {
        const name = name_of(person, (text, values) => store.t(text, values));
        return store.t(edits_at(person, place) ? "presence.edited_by" : "presence.stands_on", { name });
      })
      .join(", ");
  };
  const [, redraw] = useState("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words are those of the key
  useLayoutEffect(() => {
    let { people } = store.snapshot;
    return store.subscribe(() => {
      if (store.snapshot.people === people) return;
      people = store.snapshot.people;
      redraw(words());
    });
  }, [store, key]);
  return words();
}
