"""Collapsed phases, hidden lanes, steps and lines of a service blueprint in the picture of a map."""

from __future__ import annotations

import itertools
import re

import pytest

import cjm_widgets as cjm
from cjm_widgets.render.layout import FOLD, LABEL, frame
from cjm_widgets.render.svg import map_svg
from cjm_widgets.render.views import project
from tests.browser.map_story import glasses


@pytest.fixture
def journey() -> cjm.Journey:
    return glasses()


def texts(journey: cjm.Journey, locale: str = "en") -> list[str]:
    state = journey.document.state
    svg = map_svg(project(state, journey.id), state.tables["cards"], locale=locale)  # type: ignore[arg-type]
    return [re.sub(r"<[^>]+>", "", found) for found in re.findall(r"<text[^>]*>(.*?)</text>", svg)]


def test_a_collapsed_phase_is_one_narrow_column_with_its_counts(journey: cjm.Journey) -> None:
    assert "Discovery" in texts(journey)
    journey.edit(journey.phase("before"), collapsed=True)
    drawn = texts(journey)
    assert "Discovery" not in drawn
    assert "Purchase" in drawn
    assert {"BEFORE", "2 stages", "2 cards"} <= set(drawn)
    assert {"2 étapes", "2 cartes"} <= set(texts(journey, "fr"))
    for phase in journey.phases:
        journey.edit(phase, collapsed=True)
    assert "1 stage" in texts(journey)


def test_columns_leave_room_for_folds() -> None:
    drawn = frame(["a", "b"], folds=[("p", 0), ("q", 1), ("r", 2)])
    xs = [(column.x, column.width, column.stage_id) for column in (*drawn.columns, *drawn.folds)]
    xs.sort()
    assert [name for *_, name in xs] == ["p", "a", "q", "b", "r"]
    assert xs[0][:2] == (LABEL, FOLD)
    for (x, wide, _), (following, *_) in itertools.pairwise(xs):
        assert following == pytest.approx(x + wide)
    assert xs[-1][0] + xs[-1][1] == pytest.approx(drawn.width)


def test_hidden_lanes_stay_out(journey: cjm.Journey) -> None:
    journey.edit(journey.lane("pain_points"), hidden=True)
    assert "Pain points" not in texts(journey)
    assert "No date given" not in texts(journey)


def test_lines_follow_roles(journey: cjm.Journey) -> None:
    assert "Line of interaction" not in texts(journey)
    journey.add_lanes("blueprint")
    lines = [said for said in texts(journey) if said.startswith("Line of")]
    assert lines == ["Line of interaction", "Line of visibility", "Line of internal interaction"]
    journey.edit(journey.lane("frontstage"), hidden=True)
    drawn = texts(journey)
    assert drawn.index("Line of visibility") - drawn.index("Line of interaction") == 1
    assert "Ligne de visibilité" in texts(journey, "fr")


def test_steps_are_listed_and_their_cards_numbered(journey: cjm.Journey) -> None:
    journey.add_step("Purchase", "Chooses")
    journey.add_step("Purchase", "Pays")
    card = next(card for card in journey.cards if card.text == "Books an eye exam")
    before = texts(journey)
    assert before.index("Pays") == before.index("2") + 1
    journey.edit(card, step="Pays")
    assert texts(journey).count("2") == before.count("2") + 1
