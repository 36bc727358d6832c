"""A person before one page of JupyterLab, who writes marks on boards by mouse and keys; kills nothing.

A mark is ``A03 n0017.``: the place it stands in, which only this person writes, and a number that only grows.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

from playwright.sync_api import Browser, ElementHandle, Error, Locator
from playwright.sync_api import TimeoutError as TookTooLong

from tests.browser.harness.lab import Lab, LabPage
from tests.browser.harness.server import LabServer

WATCH = Path(__file__).with_name("watch.js").read_text("utf-8")
MARK = re.compile(r"([A-Z]\d\d) n(\d{4})\.")
BOARDS = 2
MAP = ".cjm-root--map"
PATIENCE = 3_000
"""Milliseconds: a dialog of JupyterLab may come over everything in the middle of a gesture."""
NOISE = ("Comm not found", "model not found")
"""What JupyterLab writes to the console of a page that was loaded anew."""
GONE = -1
"""Stands for the number of a mark that was taken away."""
Marks = dict[str, int]


def marks_in(text: str) -> Marks:
    """Return the places a text names, with their numbers."""
    return {place: int(number) for place, number in MARK.findall(text)}


class Hand:
    """One person with a browser of their own.

    Attributes
    ----------
    shown : dict of str to int
        What stood last on this screen, committed, in the places of this person.
    removed : set of str
        The places this person took off the map.
    promised : dict of str to int
        What any board of this page showed while it said that all is saved; `GONE` where it was taken away.
    """

    def __init__(
        self, name: str, browser: Browser, server: LabServer, root: Path, chance: random.Random
    ) -> None:
        self.name, self.chance = name, chance
        self.lab = Lab(browser, server, root)
        self.shown: Marks = {}
        self.removed: set[str] = set()
        self.promised: Marks = {}
        self.gestures = self._made = 0
        self.errors: list[str] = []
        self.lab.context.expose_binding("__saved", lambda _source, of_map, seen: self._hear(of_map, seen))
        self.lab.context.add_init_script(WATCH)

    @property
    def page(self) -> LabPage:
        """The page that is open."""
        return self.lab.pages[-1]

    def _hear(self, of_map: bool, seen: list[str]) -> None:
        now = marks_in(" ".join(seen))
        for place, number in now.items():
            self.promised[place] = max(number, self.promised.get(place, 0))
        if of_map:
            for place in self.removed - now.keys():
                self.promised[place] = GONE

    # -- the page -------------------------------------------------------------------------------------

    def open(self, path: Path) -> None:
        """Open the notebook in a page."""
        self.lab.open_path(path).allow(*NOISE)

    def wait_saved(self) -> None:
        """Wait until the boards are there and say that all is saved."""
        self.page.page.wait_for_function("(boards) => window.__kills.saved(boards)", arg=BOARDS)

    def wait_drawn(self) -> None:
        """Wait until the boards of a new page are there; run the cells where the host lost them."""
        ready = "(boards) => window.__kills.saved(boards) || window.__kills.unfound()"
        self.page.page.wait_for_function(ready, arg=BOARDS)
        if self.page.page.evaluate("() => window.__kills.unfound()"):
            self.page.run_all()
        self.wait_saved()

    def leave(self) -> None:
        """Close the page, dead or alive, with all that it had not sent."""
        page = self.lab.pages.pop()
        self.errors += page.unexpected() + page.outside
        page.page.close()

    def look(self) -> tuple[list[Marks], str]:
        """Return what stands on each board, and what is being typed."""
        seen = self.page.page.evaluate("() => window.__kills.look()")
        return [marks_in(" ".join(board)) for board in seen["boards"]], seen["draft"]

    def own(self, boards: list[Marks]) -> Marks:
        """Return what of it is in the places of this person."""
        return {place: n for board in boards for place, n in board.items() if place[0] == self.name}

    def in_trouble(self) -> bool:
        """Tell whether this page says that the kernel is gone."""
        return bool(self.page.page.evaluate("() => window.__kills.trouble()"))

    def dismiss(self) -> None:
        """Close what JupyterLab says of the death, unless an Enter meant for a card has closed it."""
        dialogs = self.page.page.locator(".jp-Dialog")
        while dialogs.count():
            dialogs.last.get_by_role("button").last.click()

    def copies(self) -> list[str]:
        """Press *Copy my work* on every board; returns what was then on the clipboard."""
        page = self.page.page
        before = len(page.evaluate("() => window.__kills.copies()"))
        buttons = page.locator(".cjm-root .cjm-banner--error .cjm-button--strong")
        for at in range(buttons.count()):
            buttons.nth(at).click()
            page.wait_for_function("(n) => window.__kills.copies().length > n", arg=before + at)
        return [str(text) for text in page.evaluate("() => window.__kills.copies()")[before:]]

    # -- gestures -------------------------------------------------------------------------------------

    def gesture(self, kind: int | None = None, *, end: bool = True) -> None:
        """Make a gesture of a kind, or any; without `end` nobody looks what became of it."""
        self.gestures += 1
        makers = (self._retype, self._retype, self._field, self._add, self._rename, self._remove)
        make = makers[self.chance.randrange(len(makers)) if kind is None else kind % len(makers)]
        try:
            make()
        except (TookTooLong, Error):
            if self.page.page.is_closed() or not self.in_trouble():
                raise
        if end:
            self._note()

    def _note(self) -> None:
        """Take what stands there now for what must not be lost."""
        boards, _draft = self.look()
        now = self.own(boards)
        for place, number in now.items():
            assert number >= self.shown.get(place, 0), f"{place} went back on the screen"
        lost = self.shown.keys() - now.keys() - self.removed
        # What is being typed at this moment stands in its field.
        assert len(lost) <= 1 and (not lost or self.in_trouble()), f"gone from the screen: {lost}"
        self.shown.update(now)
        for place in self.removed:
            self.shown.pop(place, None)

    def _mark(self, place: str) -> str:
        self._made += 1
        return f"{place} n{self._made:04d}."

    def _cards(self) -> Locator:
        return self.page.page.locator(f"{MAP} [data-key^='card:']").filter(
            has_text=re.compile(rf"{self.name}\d\d n")
        )

    def _any_card(self) -> tuple[Locator, str]:
        cards = self._cards()
        at = cards.nth(self.chance.randrange(cards.count()))
        return at, str(MARK.search(at.inner_text(timeout=PATIENCE))[1])  # type: ignore[index]

    def _choose_card(self) -> str:
        """Stand on a card without opening it; returns the place in it."""
        card, place = self._any_card()
        card.click(timeout=PATIENCE)
        if place in self.look()[1]:  # a click on the card that had the focus opens it
            self.page.page.keyboard.press("Escape")
        return place

    def _write(self, at: Locator | ElementHandle, text: str, *keys: str, end: str = "Enter") -> None:
        at.click(timeout=PATIENCE)
        self._type(text, *keys, end=end)

    def _type(self, text: str, *keys: str, end: str = "Enter") -> None:
        for key in keys:
            self.page.page.keyboard.press(key)
        self.page.page.keyboard.type(text)
        self.page.page.keyboard.press(end)

    def _retype(self) -> None:
        card, place = self._any_card()
        self._write(card, self._mark(place), "F2", "Control+a")

    def _rename(self) -> None:
        stage = self.page.page.locator(f"{MAP} [data-key^='stage:']").filter(has_text=f"{self.name}90 n")
        self._write(stage, self._mark(f"{self.name}90"), "F2", "Control+a")

    def _field(self) -> None:
        """Write into a field of the persona card."""
        place = f"{self.name}91"
        field = self.page.page.evaluate_handle(
            "(mark) => window.__kills.field(mark)", f"{place} n"
        ).as_element()
        assert field is not None
        self._write(field, self._mark(place), "Control+a", end="Tab")

    def _add(self) -> None:
        if self._cards().count() > 6:
            self._retype()
            return
        taken = self.shown.keys() | self.removed
        place = next(f"{self.name}{n:02d}" for n in range(90) if f"{self.name}{n:02d}" not in taken)
        self._choose_card()
        self._type(self._mark(place), "Insert")

    def _remove(self) -> None:
        if self._cards().count() < 4:
            self._add()
            return
        place = self._choose_card()
        self.page.page.keyboard.press("Delete")
        boards, draft = self.look()
        if place not in self.own(boards) and place not in draft:
            self.removed.add(place)
