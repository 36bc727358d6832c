/** Where the person of a page stands is told seldom, only while others are there, and not by a page that goes. */
import { describe, expect, it } from "vitest";
import { initials_of, people_at, place_of } from "../../src/core/people";
import { ALIVE_MS, PRESENCE_MS, Presence } from "../../src/core/presence";
import type { PersonHere, PresenceMessage } from "../../src/core/protocol";
import { Clock } from "./kernel";

const person = (page: string, more: Partial<PersonHere> = {}): PersonHere => ({
  page,
  number: 1,
  name: "",
  color: "indigo",
  at: [],
  ...more,
});

function setup() {
  const clock = new Clock();
  const sent: PresenceMessage[] = [];
  const presence = new Presence({
    client: "c1",
    who: () => ({ page: "me", name: "Ana", color: "" }),
    send: (message) => void sent.push(message),
    now: clock.now,
    schedule: clock.schedule,
  });
  return { clock, sent, presence };
}

describe("presence", () => {
  it("says nothing while nobody else is there", () => {
    const { clock, sent, presence } = setup();
    presence.heard([person("me")]);
    presence.at({ key: "card:x", editing: false });
    clock.advance(10 * ALIVE_MS);
    expect(sent).toEqual([]);
    expect(clock.timers).toBe(0);
  });

  it("says where it stands when another comes, and where it goes, a few times a second at most", () => {
    const { clock, sent, presence } = setup();
    presence.at({ key: "card:x", editing: false });
    expect(presence.heard([person("me"), person("other")])).toEqual([person("other")]);
    expect(sent).toEqual([
      {
        type: "presence",
        client: "c1",
        n: 0,
        at: { key: "card:x", editing: false },
        page: "me",
        name: "Ana",
        color: "",
      },
    ]);
    for (let n = 0; n < 50; n += 1) {
      presence.at({ key: `card:${n}`, editing: n % 2 > 0 });
      clock.advance(20);
    }
    clock.advance(PRESENCE_MS);
    expect(sent.length).toBeLessThanOrEqual(2 + Math.ceil((50 * 20) / PRESENCE_MS));
    expect(sent.at(-1)?.at).toEqual({ key: "card:49", editing: true });
  });

  it("gives a sign of life, until the others are gone", () => {
    const { clock, sent, presence } = setup();
    presence.heard([person("me"), person("other")]);
    clock.advance(3 * ALIVE_MS);
    expect(sent).toHaveLength(4);
    presence.heard([person("me")]);
    clock.advance(3 * ALIVE_MS);
    expect(sent).toHaveLength(4);
    expect(clock.timers).toBe(0);
  });

  it("answers when it is missing among those who are there", () => {
    const { clock, sent, presence } = setup();
    presence.heard([person("me"), person("other")]);
    clock.advance(PRESENCE_MS);
    presence.heard([person("other")]);
    expect(sent).toHaveLength(2);
  });

  it("goes once, and does not answer to its own going", () => {
    const { clock, sent, presence } = setup();
    presence.heard([person("me"), person("other")]);
    presence.leave();
    presence.heard([person("other")]);
    presence.at({ key: "card:x", editing: false });
    clock.advance(1000);
    expect(sent.map(({ gone }) => gone)).toEqual([undefined, true]);
    clock.advance(10_000);
    presence.heard([person("other")]);
    expect(sent.at(-1)?.at).toEqual({ key: "card:x", editing: false });
  });
});

describe("people", () => {
  it("knows who writes at a place before who only stands there", () => {
    const stands = person("a", { at: [{ key: "card:x", editing: false }] });
    const writes = person("b", { at: [{ key: "card:x", editing: true }] });
    expect(people_at([stands, writes], "card:x")).toEqual([writes, stands]);
    expect(people_at([stands, writes], "card:y")).toEqual([]);
  });

  it("takes initials from names, and numbers for guests", () => {
    const named = (name: string) => initials_of(person("a", { name, number: 3 }));
    expect(["Ana", "Ana Maria Lopez", "é", "", "🦊 fox"].map(named)).toEqual(["AN", "AL", "É", "3", "🦊F"]);
  });

  it("tells the titles of two journeys apart", () => {
    expect(place_of("title", "journey_1")).toBe("title:journey_1");
    expect(place_of("card:x", "journey_1")).toBe("card:x");
  });
});
