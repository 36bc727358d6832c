/** The words beside the points of a curve: a quote that is too long is cut inside its quotation marks. */
import { cleanup, render } from "@testing-library/preact";
import { afterEach, expect, it } from "vitest";
import { Labels } from "../../src/ui/curve/Labels";

afterEach(cleanup);

const quote_in = (width: number, quote: string) => {
  const spot = { x: width / 2, y: 60, point: { value: -1, label: "", quote } } as never;
  const { container } = render(
    <svg>
      <title>Labels</title>
      <Labels
        runs={[[spot]]}
        others={[]}
        columns={[{ width } as never]}
        width={width}
        height={200}
        quoted={(text) => `« ${text} »`}
        avoid={[]}
        taken={[]}
      />
    </svg>,
  );
  return container.querySelector(".cjm-labels__quote")?.textContent;
};

it("keeps a quote whole where there is room", () => {
  expect(quote_in(240, "Toujours rien au bout de 3 semaines")).toBe(
    "« Toujours rien au bout de 3 semaines »",
  );
});

it("cuts a long quote inside its quotation marks", () => {
  expect(quote_in(140, "Toujours rien au bout de 3 semaines")).toMatch(/^« Toujours rien.*… »$/);
});

it("leaves the quote to the tip in a narrow column", () => {
  expect(quote_in(100, "Toujours rien")).toBeUndefined();
});
