/** A text in which the words that are looked for are marked; text stays text. */
import { Fragment, h } from "preact";
import { pieces } from "../../../core/search";
import { useTold } from "./use_look";

/** `place` is the key of the place the text stands in. */
export function Marked({ text, place }: { text: string; place: string }) {
  const map = useTold(`find:${place}`);
  const query = map.finder.marks(place);
  if (!query) return <>{text}</>;
  const parts = pieces(text, query).map(([piece, found]) =>
    found ? h("mark", { class: "cjm-mark" }, piece) : piece,
  );
  return h(Fragment, null, ...parts);
}
