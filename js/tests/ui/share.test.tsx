/** The Share menu: what it lists, what it asks for, what comes of it in place, by mouse and keyboard. */
import { cleanup, fireEvent, screen, waitFor, within } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { ExportMessage } from "../../src/core/protocol";
import { JourneyMap } from "../../src/ui/map/JourneyMap";
import type { Page } from "../core/kernel";
import { tables } from "../core/make";
import { show } from "./board_setup";

const saved: string[] = [];

beforeEach(() => {
  saved.length = 0;
  vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:file");
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const open = () => {
  fireEvent.click(screen.getByRole("button", { name: "Share" }));
  return screen.getByRole("menu");
};
const choose = (page: Page, label: string) => {
  fireEvent.click(within(open()).getByRole("menuitem", { name: label }));
  page.flush();
};

describe("the Share menu", () => {
  it("lists every format", () => {
    show(tables(), JourneyMap);
    const items = within(open()).getAllByRole("menuitem");
    expect(items.map((item) => item.textContent)).toEqual([
      "Web page (.html)",
      "PDF",
      "PowerPoint (.pptx)",
      "PNG picture",
      "SVG picture",
      "Excel (.xlsx)",
      "CSV",
      "JSON document",
      "Markdown",
      "Mermaid",
    ]);
  });

  it("asks for a file of what is seen, says where it is, and saves it once", async () => {
    const { page } = show(tables(), JourneyMap);
    choose(page, "PDF");
    const asked = page.sent.find((message): message is ExportMessage => message.type === "export");
    expect(asked).toMatchObject({ format: "pdf", view: "detail", filters: {}, theme: "light" });
    await waitFor(() => screen.getByText("map.pdf (1 kB) is written to /maps/map.pdf"));
    await waitFor(() => expect(saved).toEqual(["map.pdf"]));
    fireEvent.click(screen.getByRole("button", { name: "Download again" }));
    expect(saved).toEqual(["map.pdf", "map.pdf"]);
    fireEvent.click(screen.getByRole("button", { name: "Dismiss" }));
    expect(document.querySelector(".cjm-share-bar")).toBeNull();
    expect(document.activeElement).toBe(screen.getByRole("button", { name: "Share" }));
  });

  it("says in place why a file could not be made", async () => {
    const { page } = show(tables(), JourneyMap, (kernel) => {
      kernel.exported = ({ client, id }) => ({
        type: "refusal",
        to: client,
        id,
        code: "not_installed",
        message: "Writing .pptx needs the package pptx.",
        where: null,
        hint: "Install it: pip install cjm-widgets[export]",
      });
    });
    choose(page, "PowerPoint (.pptx)");
    const alert = await waitFor(() => screen.getByRole("alert"));
    expect(alert.textContent).toContain("PowerPoint (.pptx) could not be written");
    expect(alert.textContent).toContain("pip install cjm-widgets[export]");
    expect(saved).toEqual([]);
  });

  it("says that a file was only downloaded where the kernel cannot write", async () => {
    const { page } = show(tables(), JourneyMap, (kernel) => {
      const exported = kernel.exported;
      kernel.exported = (message) => ({ ...exported(message), path: null, problem: "disk full" }) as never;
    });
    choose(page, "CSV");
    await waitFor(() => screen.getByText(/map.csv \(1 kB\) is downloaded.*disk full/));
    await waitFor(() => expect(saved).toEqual(["map.csv"]));
  });

  it("is there in a document that may not be changed", () => {
    show(tables(), JourneyMap, (kernel) => {
      kernel.read_only = true;
    });
    expect(screen.getByRole("button", { name: "Share" }).getAttribute("aria-disabled")).toBe("false");
  });
});
