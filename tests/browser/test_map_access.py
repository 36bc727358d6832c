"""All that opens over or beside a map and a deck, in both themes: axe finds nothing serious in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator

import cjm_widgets as cjm
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain
from tests.browser.map_story import glasses

Doing = Callable[[Plain, Locator], None]


def press(*keys: str) -> Doing:
    return lambda plain, _view: [plain.page.keyboard.press(key) for key in keys] and None


def button(name: str) -> Doing:
    return lambda _plain, view: view.get_by_role("button", name=name).click()


def at(place: str, *keys: str) -> Doing:
    def do(plain: Plain, view: Locator) -> None:
        view.locator(f"[data-key^='{place}:']").first.focus()
        press(*keys)(plain, view)

    return do


def choose(place: str, action: str) -> Doing:
    def do(plain: Plain, view: Locator) -> None:
        view.locator(f"[data-key^='{place}:']").first.click(button="right")
        plain.page.locator(f"[data-action={action}]").click()

    return do


def name_a_view(plain: Plain, view: Locator) -> None:
    button("Vues enregistrées")(plain, view)
    plain.page.get_by_role("menuitem", name="Enregistrer").click()


def busy(plain: Plain, view: Locator) -> None:
    plain.kernel_busy()
    at("card", "x", "Enter")(plain, view)


def gone(plain: Plain, view: Locator) -> None:
    plain.kernel_gone(announced=True)
    view.locator(".cjm-banner--error").wait_for()


#: What is done, what shows that it is open, and what closes it again.
MAP: dict[str, tuple[Doing, str, Doing | None]] = {
    "filter": (button("Filtrer"), ".cjm-shown", press("Escape")),
    "find": (at("card", "Control+f", "o"), "mark", press("Escape")),
    "views": (button("Vues enregistrées"), "[role=menu]", press("Escape")),
    "naming": (name_a_view, "input:focus", press("Escape")),
    "add": (button("+ Ajouter"), "[role=menu]", press("Escape")),
    "menu": (at("card", "Shift+F10"), "[role=menu]", press("Escape")),
    "keys": (at("card", "?"), "[role=dialog]", press("Escape")),
    "link": (choose("card", "link_to"), ".cjm-link-bar", press("Escape")),
    "icon": (choose("lane", "choose_icon"), "[role=dialog]", press("Escape")),
    "asking": (at("phase", "Delete"), "[role=alertdialog]", press("Escape")),
    "step": (at("step", "F2"), "[role=grid] textarea, .cjm-editing", press("Escape")),
    "fold": (at("phase", "Space"), ".cjm-fold", at("phase", "Space")),
    "range": (
        at("card", "Shift+ArrowRight", "Shift+ArrowDown"),
        "[aria-selected=true]",
        press("Escape"),
    ),
    "card": (at("card", "F4"), ".cjm-panel", press("Escape")),
    "settings": (button("Réglages du parcours"), ".cjm-panel", button("Réglages du parcours")),
    "touchpoints": (
        button("Points de contact et canaux"),
        ".cjm-matrix",
        button("Points de contact et canaux"),
    ),
    "templates": (button("Modèles"), ".cjm-template", button("Modèles")),
    "busy": (busy, ".cjm-status", None),
    "gone": (gone, ".cjm-banner--error", None),
}
DECK: dict[str, tuple[Doing, str, Doing | None]] = {
    "add": (button("Ajouter un persona"), "[role=menu], [role=dialog]", press("Escape")),
    "menu": (button("Que faire de Julie"), "[role=menu]", press("Escape")),
    "plane": (button("2×2"), ".cjm-token", None),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("board", ["map", "deck"])
def test_nothing_that_opens_has_a_serious_fault(plain: Plain, board: str, theme: str) -> None:
    journey = glasses()
    journey.add_step("Discovery", "Asks")
    shown: cjm.JourneyMap | cjm.PersonaDeck = (
        cjm.JourneyMap(journey, locale="fr", theme=theme)
        if board == "map"
        else cjm.PersonaDeck(journey.document, locale="fr", theme=theme)
    )
    view = plain.show(shown)
    for name, (opens, sign, closes) in (MAP if board == "map" else DECK).items():
        opens(plain, view)
        view.locator(sign).first.wait_for()
        assert axe.violations(plain.page) == [], name
        if closes:
            closes(plain, view)
