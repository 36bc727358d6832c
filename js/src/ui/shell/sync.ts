/** Draws at once what a state change asks for, so that a key pressed now lands in the field it opens. */
import { options } from "preact";

/** Run `change` and draw its result before returning. */
export function sync(change: () => void): void {
  const before = options.debounceRendering;
  options.debounceRendering = (draw) => draw();
  try {
    change();
  } finally {
    if (before) options.debounceRendering = before;
    else delete options.debounceRendering;
  }
}
