"""The measured score in the static picture of a curve, and what its text alternative says of it."""

from __future__ import annotations

import pytest

from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.records import Card
from cjm_widgets.render.alt import map_alt
from cjm_widgets.render.svg import curve_svg, map_svg
from cjm_widgets.render.theme import LIGHT
from cjm_widgets.render.views import MapView, project
from tests.render.cells import FakeCell


@pytest.fixture
def journey() -> Journey:
    journey = Document().add_journey("Glasses", template="purchase")
    for stage, value in zip(journey.stages, (-1.5, 0.5, 1.0, 0.0, 0.0), strict=True):
        journey.set_emotion(stage, value)
    return journey


def view(journey: Journey, *states: str) -> MapView:
    cells = {
        stage.id: FakeCell(stage_id=stage.id, state=state)
        for stage, state in zip(journey.stages, states, strict=False)
    }
    return project(journey.document.state, journey.id, {"csat": cells})


def marks(svg: str) -> int:
    """Count the filled squares of measured scores in the strip of the curve, 7 by 7."""
    return svg.count(f'width="7" height="7" fill="{LIGHT.measured}"')


def test_each_score_has_its_mark_on_the_map_and_on_the_curve_alone(journey: Journey) -> None:
    seen = view(journey, "ok", "off_target")
    cards = {card.id: card for card in journey.document.state.where(Card)}
    assert marks(map_svg(seen, cards)) == 2
    assert marks(curve_svg(seen)) == 2
    assert marks(map_svg(view(journey), cards)) == 0


def test_a_weak_score_is_hollow_and_never_disagrees(journey: Journey) -> None:
    assert marks(curve_svg(view(journey, "too_few"))) == 0
    assert 'width="7" height="7" fill="none"' not in curve_svg(view(journey, "too_few"))
    assert f'height="7" fill="{LIGHT.bg}" stroke="{LIGHT.measured}"' in curve_svg(view(journey, "too_few"))
    assert "disagree" not in map_alt(view(journey, "too_few"), "en")


def test_the_text_alternative_names_where_they_disagree(journey: Journey) -> None:
    said = map_alt(view(journey, "ok", "ok"), "en")
    assert "disagree, measured minus drawn: Discovery (+2.1)." in said  # 0.36 … 0.76 lies in no range of 0.5
    assert "Mesure" not in said
    assert "divergent" in map_alt(view(journey, "ok"), "fr")


def test_the_lane_can_say_that_no_score_stands_there(journey: Journey) -> None:
    journey.edit(journey.lane("emotions"), metric="none")
    assert marks(curve_svg(view(journey, "ok"))) == 0
