"""Hands on the boards of a page: what they point at and the gestures they make; knows no kernel."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.map_story import middle


class Hands:
    """Mouse, keyboard and clipboard of a person who works on a map, a deck and a persona card.

    Parameters
    ----------
    page : Page
        A page on which the boards stand; those that are not there yet may come later.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.map = page.locator(".cjm-map").first
        self.deck = page.locator(".cjm-deck").first
        self.sheet = page.locator(".cjm-persona").last
        self.panel = self.map.locator(".cjm-panel")

    # -- what is pointed at -----------------------------------------------------------------------

    def card(self, text: str) -> Locator:
        return self.map.locator("[data-key^='card:']").filter(has_text=text).first

    def cell(self, lane: str, stage: str) -> Locator:
        return self.map.get_by_role("gridcell", name=f"{lane}, {stage}: empty")

    def stage(self, name: str) -> Locator:
        return self._head("stage", name)

    def phase(self, name: str) -> Locator:
        return self._head("phase", name)

    def lane(self, name: str) -> Locator:
        return self._head("lane", name)

    def step(self, name: str) -> Locator:
        return self._head("step", name)

    def point(self, stage: str, persona: str = "Julie") -> Locator:
        return self.map.get_by_role("slider", name=f"{stage}, {persona}")

    def touch(self, name: str) -> Locator:
        return self.map.locator(".cjm-touch").filter(has_text=name).first

    def _head(self, kind: str, name: str) -> Locator:
        return self.map.locator(f"[data-key^='{kind}:']").filter(has_text=name).first

    # -- keys -------------------------------------------------------------------------------------

    def keys(self, *keys: str, at: Locator | None = None) -> None:
        """Press keys one after the other, from a place on."""
        if at is not None:
            at.focus()
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, at: Locator, text: str, *, by: str = "", end: str = "Enter") -> None:
        """Write into a place: open its field by the key `by`, or by typing alone, and commit by `end`."""
        at.focus()
        if by:
            self.page.keyboard.press(by)
        self.page.keyboard.type(text)
        self.page.keyboard.press(end)

    def go_on(self, text: str, *, end: str = "Enter") -> None:
        """Write where the focus is, over what stands there."""
        self.keys("Control+a", "Delete")
        self.page.keyboard.type(text)
        self.page.keyboard.press(end)

    def fill(self, field: Locator, text: str, *, end: str = "Enter") -> None:
        """Write into a field of a form."""
        field.focus()
        self.go_on(text, end=end)

    # -- mouse ------------------------------------------------------------------------------------

    def drag(self, source: Locator, target: Locator, *, by: tuple[float, float] = (0, 0)) -> None:
        """Drag the middle of one part to the middle of another, `by` pixels beside it."""
        target.scroll_into_view_if_needed()
        source.scroll_into_view_if_needed()
        x, y = middle(target)
        self.pull(source, (x + by[0], y + by[1]))

    def pull(self, source: Locator, to: tuple[float, float]) -> None:
        """Drag the middle of a part to a point of the window."""
        mouse = self.page.mouse
        mouse.move(*middle(source))
        mouse.down()
        mouse.move(to[0] - 5, to[1] - 3, steps=3)
        mouse.move(*to, steps=2)
        mouse.up()

    def dropped(self, source: Locator, target: Locator) -> None:
        """Begin to drag and think better of it: Escape."""
        mouse = self.page.mouse
        mouse.move(*middle(source))
        mouse.down()
        mouse.move(*middle(target), steps=4)
        self.page.keyboard.press("Escape")
        mouse.up()

    # -- menus ------------------------------------------------------------------------------------

    def menu(self, at: Locator, item: str) -> None:
        """Choose from the menu of a place by mouse."""
        at.click(button="right")
        self.choose(item)

    def choose(self, item: str) -> None:
        """Choose from the menu that is open."""
        self._item(item).click()

    def menu_keys(self, at: Locator, item: str) -> None:
        """Choose from the menu of a place by keyboard."""
        at.focus()
        self.page.keyboard.press("Shift+F10")
        self._item(item).press("Enter")

    def add(self, item: str) -> None:
        """Choose from the menu of what can be added."""
        self.map.get_by_role("button", name="+ Add").click()
        self.choose(item)

    def button(self, name: str, within: Locator | None = None) -> None:
        """Press a button of the map, or of another board."""
        (within or self.map).get_by_role("button", name=name, exact=True).first.click()

    def pick(self, label: str, value: str) -> None:
        """Choose from a list of the panel."""
        self.panel.get_by_role("combobox", name=label).select_option(value)

    def _item(self, name: str) -> Locator:
        """Return an item of the open menu; behind its name may stand the keys that do the same."""
        word = re.compile(rf"^{re.escape(name)}( (Ctrl|⌘|Alt|Shift|Del|Insert|Space|Enter|F\d|\?).*)?$")
        menu = self.page.get_by_role("menu")
        return (
            menu.get_by_role("menuitem", name=word).or_(menu.get_by_role("menuitemcheckbox", name=word)).first
        )

    # -- clipboard --------------------------------------------------------------------------------

    def paste(self, at: Locator, text: str) -> None:
        """Paste what another program put on the clipboard."""
        self.page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        at.focus()
        self.page.keyboard.press("Control+v")

    def reaches(self, at: Locator, *keys: str) -> None:
        """Select a range from a place by keys."""
        at.focus()
        self.keys(*keys)
        expect(self.map.locator("[aria-selected=true]").first).to_be_visible()

    # -- panels -----------------------------------------------------------------------------------

    def details(self, text: str) -> None:
        """Open the details of a card."""
        self.keys("F4", at=self.card(text))
        expect(self.panel).to_be_visible()

    def field(self, label: str) -> Locator:
        """Return a field of the open panel."""
        return self.panel.get_by_label(label, exact=True)
