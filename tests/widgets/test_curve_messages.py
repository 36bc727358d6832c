"""Recipes of numbers and previews of drags, as a page asks for them; has no browser."""

from __future__ import annotations

from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.widgets.scope import Scope
from tests.widgets.pages import Page


@pytest.fixture
def journey() -> cjm.Journey:
    sample = cjm.datasets.glasses("en")
    journey = sample.build(cjm.Document())
    survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", time="date")
    journey.bind(survey, stages=sample.matching(journey))
    return journey


def page_of(journey: cjm.Journey, locale: str = "en") -> Page:
    return Page(journey.document, Scope(journey_id=journey.id), locale=locale)


def drag(journey: cjm.Journey, value: float) -> dict[str, Any]:
    return {"op": "patch", "table": "emotions", "id": journey.emotions[0].id, "fields": {"value": value}}


def test_a_number_says_how_it_was_made_in_the_language_of_the_page(journey: cjm.Journey) -> None:
    stage = journey.stages[3].id
    english = page_of(journey).say("recipe", metric="csat", stage_id=stage)[-1]
    assert (english["type"], english["to"]) == ("recipe", "page1")
    assert (english["metric"], english["stage_id"]) == ("csat", stage)
    said = "\n".join(english["lines"])
    assert "top two boxes" in said
    assert "survey: step, date, rating" in said
    assert "321 of 1,547 rows" in said
    assert journey.binding.recipe("csat", stage).fingerprint[:8] in said
    french = page_of(journey, "fr").say("recipe", metric="csat", stage_id=stage)[-1]
    assert "1\u202f547" in "\n".join(french["lines"])
    assert "deux meilleures cases" in french["lines"][0]


@pytest.mark.parametrize(("metric", "stage"), [("csat", None), ("nonsense", 0)])
def test_what_is_no_number_has_no_recipe(journey: cjm.Journey, metric: str, stage: int | None) -> None:
    stage_id = "stage_0000" if stage is None else journey.stages[stage].id
    assert page_of(journey).say("recipe", metric=metric, stage_id=stage_id)[-1]["lines"] == []


def test_a_recipe_of_nothing_is_refused(journey: cjm.Journey) -> None:
    assert page_of(journey).say("recipe", metric=5)[-1]["type"] == "refusal"


def test_a_preview_is_told_and_leaves_no_trace(journey: cjm.Journey) -> None:
    document, told = journey.document, []
    off = document.on_drag(told.append)
    before = (document.state, document.revision, document.history.undo_label)
    page = page_of(journey)
    assert page.say("preview", ops=[drag(journey, 1.7)]) == [{"type": "previewed", "to": "page1"}]
    assert told[-1].tables["emotions"][journey.emotions[0].id].value == 1.7
    page.say("preview", ops=[])
    assert told[-1] is None
    assert (document.state, document.revision, document.history.undo_label) == before
    off()
    page.say("preview", ops=[drag(journey, 1.2)])
    assert len(told) == 2


def test_a_preview_of_what_is_gone_shows_nothing_and_lets_the_next_one_come(journey: cjm.Journey) -> None:
    told: list[Any] = []
    journey.document.on_drag(told.append)
    gone = drag(journey, 1.0)
    journey.remove(journey.emotions[0])
    assert page_of(journey).say("preview", ops=[gone]) == [{"type": "previewed", "to": "page1"}]
    assert page_of(journey).say("preview", ops=[{**gone, "fields": {"value": 9}}])[-1]["type"] == "previewed"
    assert told == []
    assert page_of(journey).say("preview", ops=5)[-1]["type"] == "refusal"


def test_the_emotion_chart_moves_along_and_rests_where_the_drag_ends(journey: cjm.Journey) -> None:
    chart = cjm.charts.emotion(journey, locale="en")
    page, was = page_of(journey), chart.view
    page.say("preview", ops=[drag(journey, 2.0)])
    assert chart.view != was
    page.say("preview", ops=[])
    assert chart.view == was
    page.say("preview", ops=[drag(journey, 2.0)])
    shown = chart.view
    page.say("edit", id="b1", base_rev=0, label="set_emotion", ops=[drag(journey, 2.0)])
    assert chart.view == shown
    journey.document.undo()
    assert chart.view == was
