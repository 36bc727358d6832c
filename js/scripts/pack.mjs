// Wraps a bundle: deflated, as text, inside the few lines that inflate it; knows nothing of what is in it.
import { deflateRawSync } from "node:zlib";

/**
 * The module that exports what `code` exports by default.
 *
 * Each board sends its bundle to the page, and a notebook that stores widget state stores it once a board: a
 * third of the bytes is worth a few milliseconds of inflating.
 */
export function pack(code) {
  const data = deflateRawSync(code, { level: 9 }).toString("base64");
  return `const bytes=Uint8Array.from(atob("${data}"),(c)=>c.charCodeAt(0));
const inflated=new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
const url=URL.createObjectURL(new Blob([await new Response(inflated).blob()],{type:"text/javascript"}));
const board=await import(url).finally(()=>URL.revokeObjectURL(url));
export default board.default;
`;
}
