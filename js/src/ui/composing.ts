/** Tells the keys of an input method from those of the person; knows no field. */

/** True when a key belongs to an input method that is composing: such an Enter never commits. */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229;
}
