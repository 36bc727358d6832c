/** One icon as an image of lines in the colour of the text; knows no place on a board. */
import { h } from "preact";
import { icon_nodes } from "../../core/icons";

/** Decoration where it has no `label`; nothing at all where the name is unknown. */
export function Icon({ name, size = 14, label }: { name: string; size?: number; label?: string }) {
  const nodes = icon_nodes(name);
  if (!nodes) return null;
  const shapes = nodes.map(([tag, attributes], index) => h(tag, { key: index, ...attributes }));
  const pen = { fill: "none", stroke: "currentColor", "stroke-width": 2, "stroke-linecap": "round" } as const;
  const box = {
    class: "cjm-icon",
    viewBox: "0 0 24 24",
    width: size,
    height: size,
    "stroke-linejoin": "round",
  };
  const voice = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return h("svg", { ...box, ...pen, ...voice } as object, shapes);
}
