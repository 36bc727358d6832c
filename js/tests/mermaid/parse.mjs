// Reads JSON texts of diagrams from standard input and says what Mermaid's own parser makes of each; used by
// pytest. Knows nothing of our package.
import { Window } from "happy-dom";

const window = new Window();
Object.assign(globalThis, { window, document: window.document });
const { default: mermaid } = await import("mermaid");

/** A diagram as Mermaid understands it, entities back as the characters a reader sees. */
async function read(text) {
  try {
    const { db, type } = await mermaid.mermaidAPI.getDiagramFromText(text);
    return {
      type,
      title: seen(db.getDiagramTitle()),
      description: seen(db.getAccDescription()),
      sections: db.getSections().map(seen),
      tasks: db.getTasks().map(({ task, score, people, section }) => ({
        name: seen(task),
        score,
        people: people.map(seen),
        section: seen(section),
      })),
    };
  } catch (error) {
    return { error: String(error.message ?? error).slice(0, 300) };
  }
}

/** Mermaid keeps entities under marks of its own until it has drawn; a page shows numeric ones as characters. */
function seen(text) {
  return (text ?? "").replace(/ﬂ°°\+?(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)));
}

let input = "";
for await (const chunk of process.stdin) input += chunk;
await mermaid.parse("journey"); // loads the diagrams
const found = [];
for (const text of JSON.parse(input)) found.push(await read(text));
process.stdout.write(JSON.stringify(found));
process.exit(0);
