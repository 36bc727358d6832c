/** Redraws a component only when one of its props changed identity; knows nothing of what is drawn. */
import { Component, type ComponentChildren, type FunctionComponent, h } from "preact";

type Props = Record<string, unknown>;

/** True when two objects hold the same values under the same keys; arrays are compared item by item. */
export function same(a: Props, b: Props): boolean {
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => equal(a[key], b[key]));
}

function equal(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
  return a.every((item, index) => Object.is(item, b[index]));
}

/** Wrap `draw` so that equal props draw once. */
export function memo<P extends object>(draw: FunctionComponent<P>): FunctionComponent<P> {
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each component, as its module loads
  class Memo extends Component<P> {
    override shouldComponentUpdate(next: Readonly<P>): boolean {
      return !same(this.props as Props, next as Props);
    }
    override render(): ComponentChildren {
      return h(draw, this.props as never);
    }
  }
  return Memo as unknown as FunctionComponent<P>;
}
