/** What can be said of a picture file without a canvas; the drawing itself is tested in the browser. */
import { describe, expect, it } from "vitest";
import { fault_of, frame_of, small_picture, weight_of } from "../../src/ui/shell/picture";

const file = (name: string, type: string, size = 10) => new File([new Uint8Array(size)], name, { type });

describe("small pictures", () => {
  it("refuses what is no picture before opening it", () => {
    expect(fault_of(null)).toBe("no_file");
    expect(fault_of(file("a.svg", "image/svg+xml"))).toBe("svg");
    expect(fault_of(file("A.SVG", ""))).toBe("svg");
    expect(fault_of(file("a.pdf", "application/pdf"))).toBe("no_picture");
    expect(fault_of(file("a.png", "image/png", 30_000_001))).toBe("too_large");
    expect(fault_of(file("a.png", "image/png"))).toBeNull();
    expect(fault_of(file("a.jpg", ""))).toBeNull();
  });

  it("takes the square in the middle where one is wanted", () => {
    expect(frame_of(900, 300, true)).toEqual({ x: 300, y: 0, width: 300, height: 300 });
    expect(frame_of(301, 900, true)).toEqual({ x: 0, y: 299, width: 301, height: 301 });
    expect(frame_of(900, 300, false)).toEqual({ x: 0, y: 0, width: 900, height: 300 });
  });

  it("weighs what an address stands for", () => {
    for (const length of [0, 1, 2, 3, 4, 100]) {
      expect(weight_of(`data:image/png;base64,${btoa("x".repeat(length))}`)).toBe(length);
    }
  });

  it("says that a file cannot be read where the browser cannot", async () => {
    expect(await small_picture(file("a.png", "image/png"), { side: 100 })).toEqual({ fault: "unreadable" });
  });
});
