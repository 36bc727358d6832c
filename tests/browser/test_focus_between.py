"""From a card being edited to another board: the text is kept, and the focus stays where it was put."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain

BOARD = "() => document.activeElement.closest('[data-board]')?.dataset.board"


@pytest.mark.parametrize("target", ["card", "slider", "button"])
def test_the_focus_goes_where_it_was_put(plain: Plain, target: str) -> None:
    journey = cjm.datasets.glasses("en").build(cjm.Document())
    first = plain.show(cjm.JourneyMap(journey))
    second = plain.show(cjm.JourneyMap(journey) if target != "slider" else cjm.EmotionCurve(journey))
    first.evaluate("view => view.dataset.board = 'first'")
    second.evaluate("view => view.dataset.board = 'second'")
    first.get_by_text("Books an eye exam").dblclick()
    plain.page.keyboard.press("End")
    plain.page.keyboard.type(" soon")
    if target == "card":
        second.get_by_text("Searches").first.click()
    elif target == "slider":
        second.get_by_role("slider").first.click()
    else:
        second.get_by_role("radio", name="Overview").click()
    first.get_by_text("Books an eye exam soon").wait_for()
    plain.settle()
    assert plain.page.evaluate(BOARD) == "second"
    assert "Books an eye exam soon" in [card.text for card in journey.cards]
