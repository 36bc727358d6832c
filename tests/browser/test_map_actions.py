"""Every action of a place on the map does the same by mouse and by keyboard, and is taken back whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, glasses

PLACES: dict[str, Callable[[Locator], Locator]] = {
    "card": lambda view: card(view, "Books an eye exam"),
    "chip": lambda view: view.locator("[data-key^='card:']").filter(has_text="Website"),
    "cell": lambda view: view.get_by_role("gridcell", name="Pain points, Discovery: empty"),
    "stage": lambda view: view.locator("[data-key^='stage:']").filter(has_text="Consideration"),
    "lane": lambda view: view.locator("[data-key^='lane:']").filter(has_text="Actions"),
    "curve lane": lambda view: view.locator("[data-key^='lane:']").filter(has_text="Emotion"),
    "phase": lambda view: view.locator("[data-key^='phase:']").first,
    "folded phase": lambda view: view.locator("[data-key^='phase:']").first,
    "step": lambda view: view.locator("[data-key^='step:']").filter(has_text="Pays"),
    "pain point": lambda view: card(view, "No date given"),
    "idea": lambda view: card(view, "Date in the receipt"),
}

SCORES = {"pain point": ("severity", "frequency"), "idea": ("impact", "ease")}


def prepare(journey: cjm.Journey, place: str) -> None:
    """Add what a place is about and the shared journey has not."""
    if place == "folded phase":
        journey.edit(journey.phase("before"), collapsed=True)
    if place == "step":
        for name in ("Chooses", "Pays", "Leaves"):
            journey.add_step("Purchase", name)
        journey.add_step("Reimbursement", "Waits")
    if place == "idea":
        journey.add_lane("opportunities")
        journey.add_card(lane="opportunities", stage="Reimbursement", text="Date in the receipt", ease=3)


def plain_content(journey: cjm.Journey) -> str:
    """Return the whole document with ranks instead of ids: what two ways to the same end share."""
    dumps = {
        table: [record.model_dump(mode="json") for record in records.values()]
        for table, records in journey.document.state.tables.items()
    }
    ranks = {record["id"]: "" for records in dumps.values() for record in records}
    for _ in range(3):  # what refers to what is told apart by what it refers to
        found = {}
        for table, records in dumps.items():
            keyed = sorted((_said(record, ranks), record["id"]) for record in records)
            found.update({record_id: f"{table}{rank}" for rank, (_, record_id) in enumerate(keyed)})
        ranks = found
    return json.dumps(
        {table: sorted(_said(each, ranks) for each in records) for table, records in dumps.items()}
    )


def _said(record: dict[str, Any], ranks: dict[str, str]) -> str:
    content = {name: value for name, value in record.items() if name != "id"}
    return json.dumps([record.get("order"), _ranked(content, ranks)], sort_keys=True)


def _ranked(value: Any, ranks: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _ranked(each, ranks) for key, each in value.items()}
    if isinstance(value, list):
        return [_ranked(each, ranks) for each in value]
    return ranks.get(value, value) if isinstance(value, str) else value


def on_screen(view: Locator) -> dict[str, Any]:
    """Return what the board shows and says beside its content: field, dialogs, panels, live region."""
    return view.evaluate(
        """(root) => ({
          field: root.querySelector("textarea, .cjm-editing input")?.value ?? null,
          said: [...root.querySelectorAll(
            "[role=dialog], [role=alertdialog], [role=application], .cjm-panel, .cjm-banner")]
            .map((box) => box.getAttribute("aria-label") ?? box.className),
          told: root.querySelector("[aria-live]")?.textContent ?? "",
        })"""
    )


class Shown:
    """A fresh journey on the page, and a way to do one action of one place."""

    def __init__(self, plain: Plain, place: str) -> None:
        self.plain = plain
        self.journey = glasses()
        prepare(self.journey, place)
        self.board = cjm.JourneyMap(self.journey, locale="en")
        self.view = plain.show(self.board)
        self.start = plain_content(self.journey)

    def actions(self, place: str) -> list[str]:
        """Return the actions that can be chosen there now."""
        PLACES[place](self.view).click(button="right")
        found = self.view.evaluate(
            """(root) => [...root.ownerDocument.querySelectorAll("[data-action]")]
              .filter((item) => item.getAttribute("aria-disabled") !== "true")
              .filter((item) => item.getAttribute("aria-checked") !== "true")
              .map((item) => item.dataset.action)"""
        )
        self.plain.page.keyboard.press("Escape")
        return found

    def by_mouse(self, place: str, action: str) -> None:
        PLACES[place](self.view).click(button="right")
        self.plain.page.locator(f"[data-action='{action}']").click()
        self.plain.settle()

    def by_keyboard(self, place: str, action: str) -> None:
        """Go to the place, open its menu, go down to the action, choose it."""
        target = PLACES[place](self.view)
        target.focus()
        keys = self.plain.page.keyboard
        keys.press("Shift+F10")
        for _ in range(120):
            here = self.plain.page.evaluate("() => document.activeElement?.dataset.action ?? null")
            if here == action:
                break
            keys.press("ArrowDown")
        else:
            raise AssertionError(f"the keyboard never came to {action} at the {place}")
        keys.press("Enter")
        self.plain.settle()

    def outcome(self) -> tuple[str, dict[str, Any]]:
        return plain_content(self.journey), on_screen(self.view)

    def close(self) -> None:
        self.plain.remove(self.board, self.view)
        self.board.close()


@pytest.mark.slow
@pytest.mark.context(permissions=["clipboard-read", "clipboard-write"])
@pytest.mark.parametrize("place", PLACES)
def test_each_action_by_mouse_and_by_keyboard(plain: Plain, place: str) -> None:
    first = Shown(plain, place)
    actions = first.actions(place)
    before = on_screen(first.view)
    first.close()
    assert len(actions) >= 2
    assert set(actions) >= {f"{score}_{n}" for score in SCORES.get(place, ()) for n in range(1, 6)} - {
        "ease_3"
    }
    for action in actions:
        outcomes = []
        for way in ("by_mouse", "by_keyboard"):
            shown = Shown(plain, place)
            getattr(shown, way)(place, action)
            outcomes.append(shown.outcome())
            changed = outcomes[-1][0] != shown.start
            assert changed or outcomes[-1][1] != before, f"{place}: {action} {way}"
            if changed:
                shown.journey.document.undo()
                assert plain_content(shown.journey) == shown.start, f"{place}: {action} is more than one step"
            shown.close()
        assert outcomes[0] == outcomes[1], f"{place}: {action} differs by keyboard"
