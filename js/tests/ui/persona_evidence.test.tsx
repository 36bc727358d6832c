/** Marks, forms and own fields of the persona card: one commit a gesture, nothing where the board is locked. */
import { act, cleanup, fireEvent, screen } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";
import { PersonaCard } from "../../src/ui/persona/PersonaCard";
import { show } from "./board_setup";

const ID = "persona_aaaa0001";
const JULIE = { id: ID, name: "Julie", goals: ["Glasses"], place: "Lyon" };

function card(fields: object = {}, read_only = false) {
  const board = show({ personas: { [ID]: { ...JULIE, ...fields } } }, PersonaCard, (kernel) => {
    kernel.read_only = read_only;
  });
  return { ...board, persona: () => board.record("personas", ID)! };
}
const button = (name: string | RegExp) => screen.getByRole("button", { name });

afterEach(cleanup);

it("says what a field rests on as one gesture of its own name", () => {
  const { edits, persona } = card();
  fireEvent.click(button("Goals: evidence and privacy"));
  fireEvent.click(screen.getByRole("radio", { name: "inferred" }));
  fireEvent.click(screen.getByRole("switch"));
  expect(edits().map((edit) => edit.label)).toEqual(["set_evidence", "set_private"]);
  expect(persona().evidence).toEqual([
    { field: "goals", evidence: "inferred", quote: "", source: "", rows: "" },
  ]);
  expect(persona().private).toEqual(["goals"]);
  expect(button("Goals: inferred, private. Evidence and privacy")).toBeTruthy();
});

it("keeps evidence and privacy of an own field under its new name", () => {
  const own = { name: "Pace", kind: "text", text: "quick" };
  const { persona } = card({
    custom_fields: [own],
    evidence: [{ field: "custom:Pace", evidence: "observed" }],
    private: ["custom:Pace"],
  });
  const name = screen.getByRole<HTMLTextAreaElement>("textbox", { name: "Name of the field Pace" });
  fireEvent.focus(name);
  fireEvent.input(name, { target: { value: "Tempo" } });
  fireEvent.blur(name);
  expect(persona().custom_fields?.map((each) => each.name)).toEqual(["Tempo"]);
  expect(persona().evidence?.[0]?.field).toBe("custom:Tempo");
  expect(persona().private).toEqual(["custom:Tempo"]);
});

it("never gives two own fields one name", () => {
  const { persona } = card({ custom_fields: [{ name: "Text" }] });
  fireEvent.click(button("Add a field"));
  fireEvent.click(button("+ Text"));
  expect(persona().custom_fields?.map((each) => each.name)).toEqual(["Text", "Text 2"]);
});

it("counts in words", () => {
  card({
    evidence: [
      { field: "goals", evidence: "observed" },
      { field: "place", evidence: "assumed" },
    ],
  });
  expect(screen.getByRole("img", { name: "1 of 2 fields observed, 1 assumed" })).toBeTruthy();
});

it("shows marks and changes nothing in a read-only document", () => {
  const { edits } = card({ evidence: [{ field: "goals", evidence: "assumed" }] }, true);
  fireEvent.click(button("Goals: assumed. Evidence and privacy"));
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(screen.queryByRole("button", { name: "Place: evidence and privacy" })).toBeNull();
  expect(edits()).toHaveLength(0);
});

it("lets go when the field it is about is removed elsewhere", () => {
  const { kernel, page } = card({ custom_fields: [{ name: "Pace" }] });
  fireEvent.click(button("Pace: evidence and privacy"));
  act(() => {
    kernel.commit([{ op: "patch", table: "personas", id: ID, fields: { custom_fields: [] } }]);
    page.flush();
  });
  expect(screen.queryByRole("dialog")).toBeNull();
});
