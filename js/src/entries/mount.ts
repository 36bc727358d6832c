/** Puts a board into the place anywidget gives it: theme, size, errors in place; knows no particular board. */
import { type ComponentType, render as draw, h } from "preact";
import { connect, type Model } from "../host/bridge";
import { on_shade, shade_of } from "../host/shade";
import { Board, FaultBox } from "../ui/board";

interface Given {
  model: Model;
  el: HTMLElement;
  signal: AbortSignal;
}

function named(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Theme and size are traits: they follow Python at once. */
function dress(el: HTMLElement, { model }: Given): void {
  const root = el.querySelector<HTMLElement>(".cjm-root");
  if (!root) return;
  const wanted = named(model.get("theme")) || "auto";
  root.dataset.theme = wanted === "auto" ? (shade_of(el) ?? wanted) : wanted;
  root.style.width = named(model.get("width"));
  root.style.height = named(model.get("height"));
}

/** The widget of one kind of board, in the form anywidget wants. */
export function widget(kind: string, Content: ComponentType) {
  return {
    initialize({ model, signal }: Given): void {
      connect(model, signal);
    },
    render(given: Given): () => void {
      const { model, el, signal } = given;
      try {
        const { store, host, trait, on_trait } = connect(model, signal);
        const ids = {
          journey_id: named(trait("journey_id")) || undefined,
          persona_id: named(trait("persona_id")) || undefined,
        };
        draw(h(Board, { store, host, kind, ...ids, children: h(Content, {}) }), el);
        const follow = () => dress(el, given);
        follow();
        for (const name of ["theme", "width", "height"] as const) on_trait(name, follow, signal);
        if (shade_of(el)) on_shade(follow, signal);
      } catch (error) {
        const fault = error instanceof Error ? error : new Error(String(error));
        const onCopy = (text: string) => void navigator.clipboard?.writeText(text);
        draw(h("div", { class: "cjm-root" }, h(FaultBox, { error: fault, onCopy })), el);
      }
      return () => draw(null, el);
    },
  };
}
