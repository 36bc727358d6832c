/** What a page makes of messages about versions: bad ones are left alone, answers of others too. */
import { describe, expect, it } from "vitest";
import { Comparison } from "../../src/core/comparison";
import { read_message } from "../../src/core/messages";
import { Past } from "../../src/core/past";
import { learn_versions } from "../../src/core/version_shapes";
import { setup } from "./page";

learn_versions();

const LIST = { type: "versions", to: "page", id: "a", versions: [], counted: true, read_only: null };
const ONE = {
  type: "version",
  to: "page",
  id: "a",
  version: "v",
  compared: true,
  title: "",
  alt: "",
  svg: null,
  sum: "",
  lines: [{ id: "x", kind: "added", text: "Card", fields: [] }],
  more: 0,
};
const MARKS = {
  type: "marks",
  to: "page",
  id: "a",
  version: "v",
  title: "",
  sum: "",
  marks: {},
  lines: [],
  more: 0,
};

describe("a message about versions", () => {
  it("is known where it is whole", () => {
    for (const message of [LIST, ONE, MARKS, { type: "versions_changed" }])
      expect(read_message(message)).toBe(message);
  });

  it.each([
    { ...LIST, versions: [{ id: "v" }] },
    { ...LIST, versions: null },
    { ...LIST, id: 3 },
    { ...ONE, svg: 3 },
    { ...ONE, lines: [{ id: "x", kind: "added", text: "Card", fields: [1] }] },
    { ...ONE, alt: undefined },
    { ...MARKS, marks: { x: 1 } },
    { ...MARKS, lines: "none" },
  ])("is left alone where it is not: %j", (message) => {
    expect(read_message(message)).toBeNull();
  });
});

describe("what a page knows of versions", () => {
  it("is only what it asked for, and a page that does not look asks for nothing", () => {
    const { page, kernel, store } = setup();
    const past = new Past(store);
    kernel.versions = [{ id: "v", label: "", kind: "opening", at: "2026-11-30T11:25:00+00:00", changes: 1 }];
    page.flush();
    expect(past.versions).toBeNull();
    const end = past.open(() => {});
    store.receive({ ...LIST, id: "of somebody else" } as never);
    expect(past.versions).toBeNull();
    page.flush();
    expect(past.versions?.map(({ id }) => id)).toEqual(["v"]);
    end();
    expect(store.claimed.size).toBe(0);
    expect(store.hearers.size).toBe(0);
  });

  it("keeps the counts of before until the new ones are there", () => {
    const { page, kernel, store } = setup();
    const past = new Past(store);
    kernel.versions = [{ id: "v", label: "", kind: "opening", at: "2026-11-30T11:25:00+00:00", changes: 1 }];
    past.open(() => {});
    page.flush();
    past.refresh();
    page.deliver_up();
    page.deliver_down();
    expect(past.versions?.[0]?.changes).toBe(1);
  });

  it("tells of a restore only when it is done", () => {
    const { page, store } = setup();
    const past = new Past(store);
    past.open(() => {});
    page.flush();
    const done: string[] = [];
    page.kernel.commands.restore_version = () => [{ op: "remove", table: "cards", id: "no such card" }];
    past.restore("v", () => done.push("restored"));
    expect(past.doing).not.toBeNull();
    page.flush();
    expect([past.doing, done, store.snapshot.waiting]).toEqual([null, [], 0]);
    expect(store.snapshot.notices).toHaveLength(1);
  });
});

describe("a comparison", () => {
  it("asks once a revision, and hears nothing when it is over", () => {
    const { page, kernel, store } = setup();
    let told = 0;
    const compared = new Comparison(store, () => {
      told += 1;
    });
    const end = compared.open();
    const asked = () => page.sent.filter(({ type }) => type === "marks").length;
    kernel.marks = ({ client, id, version }) =>
      ({ ...MARKS, to: client, id, version, marks: { card: "added" } }) as never;
    compared.with("v");
    page.flush();
    compared.with("v");
    expect([asked(), compared.changes.get("card"), told]).toEqual([1, "added", 2]);
    compared.with("");
    expect(compared.changes.size).toBe(0);
    end();
    compared.with("v");
    store.receive({ ...MARKS, marks: { card: "added" } } as never);
    expect(compared.changes.size).toBe(0);
  });
});
