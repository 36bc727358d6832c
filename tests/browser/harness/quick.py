"""The quickstart notebook open in JupyterLab, and what one gesture on it must have done; knows no test."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.harness.lab import LabPage

WATCH = """import threading
states, seen = [doc.to_dict()], []
def at_rest():
    rest = threading.Event()
    forget = doc.on_status(lambda status: status.state == "saved" and rest.set())
    if doc.save_status.state != "saved":
        rest.wait(20)
    forget()
    return doc.save_status.state
def as_it_was():
    while doc.to_dict() != states[0]:
        assert doc.undo()
    del states[1:], seen[:]
forget = doc.subscribe(lambda change: (seen.append(change.label), states.append(doc.to_dict())))"""

BARS = """(names) => {
  const texts = [...document.querySelectorAll(".bqplot")[1].querySelectorAll(".axis .tick text")];
  const top = (text) => text.getBoundingClientRect().top;
  const found = texts.sort((a, b) => top(a) - top(b)).map((text) => text.textContent);
  return JSON.stringify(found) === JSON.stringify(names);
}"""


class Quick:
    """Points at the parts of the quickstart, and follows a gesture to Python and to the file.

    Parameters
    ----------
    page : LabPage
        The notebook, run to its end; its kernel holds ``doc``, ``journey`` and ``binding``.
    """

    def __init__(self, page: LabPage) -> None:
        self.lab = page
        self.page = page.page
        self.keys = page.page.keyboard
        self.mouse = page.page.mouse
        self.map = self.page.locator(".cjm-map")
        self.trend = self.page.locator(".bqplot").nth(0)
        self.funnel = self.page.locator(".bqplot").nth(1)
        page.kernel_run(WATCH)

    # -- parts ------------------------------------------------------------------------------------

    def card(self, text: str) -> Locator:
        """Return the cards that hold `text`."""
        return self.map.locator(".cjm-card", has_text=text)

    def cell(self, lane: str, stage: str) -> Locator:
        """Return an empty cell of cards, or the cell of a metric."""
        return self.map.get_by_role("gridcell", name=re.compile(f"^{lane}, {re.escape(stage)}: "))

    def stage(self, name: str) -> Locator:
        """Return the head of a stage."""
        return self.map.get_by_role("columnheader", name=re.compile(f"^{re.escape(name)}"))

    def lane(self, name: str) -> Locator:
        """Return the head of a lane."""
        return self.map.get_by_role("rowheader", name=re.compile(f"^{re.escape(name)}"))

    def point(self, stage: str, persona: str = "Julie") -> Locator:
        """Return a point of the emotion curve."""
        return self.map.get_by_role("slider", name=f"{stage}, {persona}")

    def persona(self, name: str) -> Locator:
        """Return the card of a persona."""
        return self.page.get_by_role("article", name=name, exact=True)

    def expect_bars(self, names: list[str]) -> None:
        """Wait until the funnel has these bars, from the top."""
        expect(self.funnel.locator(".axis .tick text")).to_have_count(len(names))
        self.page.wait_for_function(BARS, arg=names, timeout=5000)

    def expect_stages(self, names: list[str]) -> None:
        """Wait until the map and the funnel have these stages, in this order."""
        expect(self.map.locator(".cjm-stage__name")).to_have_text(names)
        self.expect_bars(names)

    def lanes(self) -> list[str]:
        """Return the names of the lanes on the map, from the top."""
        return self.map.locator("[data-lane-row] .cjm-lane-head__name").all_text_contents()

    def texts(self) -> list[str]:
        """Return the texts of all cards as Python holds them."""
        return list(self.lab.kernel_eval("[card.text for card in journey.cards]"))

    def field(self, card: str, name: str) -> object:
        """Return a field of the card that holds `card`, as Python holds it."""
        return self.lab.kernel_eval(f"[card.{name} for card in journey.cards if {card!r} in card.text][0]")

    # -- gestures ---------------------------------------------------------------------------------

    def drag(self, source: Locator, target: Locator, *, at: tuple[float, float] = (0.5, 0.5)) -> None:
        """Drag the middle of one part to a place in another, given in shares of its size."""
        source.scroll_into_view_if_needed()
        one, other = source.bounding_box(), target.bounding_box()
        assert one and other
        self.mouse.move(one["x"] + one["width"] / 2, one["y"] + one["height"] / 2)
        self.mouse.down()
        x, y = other["x"] + at[0] * other["width"], other["y"] + at[1] * other["height"]
        self.mouse.move(x - 6, y - 3, steps=3)
        self.mouse.move(x, y, steps=2)
        self.mouse.up()

    def choose(self, place: Locator, item: str) -> None:
        """Open the menu of a place by its right button and choose from it."""
        place.click(button="right")
        self.page.get_by_role("menu").locator(".cjm-menu__item", has_text=item).click()

    def add(self, item: str) -> None:
        """Choose from the Add menu."""
        self.map.get_by_role("button", name="+ Add").click()
        self.page.get_by_role("menu").get_by_role("menuitem", name=item, exact=True).click()

    # -- what a gesture did -----------------------------------------------------------------------

    @contextmanager
    def one_step(self, label: str, *, file: bool = True) -> Iterator[None]:
        """Expect that the gesture inside is one undo step of this name, in Python and, with `file`, there."""
        before = self.seen()
        yield
        seen = self.seen()
        assert seen == [*before, label], seen
        assert self.lab.kernel_eval("doc.history.undo_label") == label
        self.saved()

    def seen(self) -> list[str]:
        """Return the labels of all changes that came to Python, in order, when all of them have."""
        for status in self.page.locator(".cjm-status").all():
            expect(status).to_have_attribute("data-tone", "good")
        return list(self.lab.kernel_eval("seen"))

    def saved(self) -> None:
        """Wait until the document says it is saved; then its file holds the same."""
        assert self.lab.kernel_eval("at_rest()") == "saved"
        assert self.lab.kernel_eval("cjm.load('glasses.cjm.json').to_dict() == doc.to_dict()")

    def travel(self, which: str) -> str:
        """Press Undo or Redo on the map; return the label of what came to Python."""
        self.map.get_by_role("button", name=which, exact=True).click()
        return self.seen()[-1]

    def as_it_was(self) -> None:
        """Undo everything since the quickstart was opened."""
        self.keys.press("Escape")
        self.lab.kernel_run("as_it_was()")


def copy_notebook(name: str, folder: Path) -> Path:
    """Copy a notebook of the repository into a folder, without outputs."""
    source = Path(__file__).parents[3] / "notebooks" / f"{name}.ipynb"
    target = folder / source.name
    notebook = json.loads(source.read_text("utf-8"))
    target.write_text(json.dumps(notebook), "utf-8")
    return target
