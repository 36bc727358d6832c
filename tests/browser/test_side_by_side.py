"""Boards of several kinds on one page: no style sheet reaches into another board."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain

STYLES = """(view) => [...view.querySelectorAll('.cjm-root, .cjm-root *')].map((it) => {
  const computed = getComputedStyle(it);
  return [it.tagName + '.' + it.getAttribute('class'),
          Object.fromEntries([...computed].map((name) => [name, computed.getPropertyValue(name)]))];
})"""
BOARDS: dict[str, Callable[[cjm.Journey], Any]] = {
    "map": cjm.JourneyMap,
    "curve": cjm.EmotionCurve,
    "card": lambda journey: cjm.PersonaCard(journey.personas[0]),
    "deck": lambda journey: cjm.PersonaDeck(journey.document),
}


@pytest.fixture
def journey() -> cjm.Journey:
    sample = cjm.datasets.glasses("en")
    journey = sample.build(cjm.Document())
    survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", nps="recommend", time="date")
    journey.bind(survey, stages=sample.matching(journey))
    return journey


@pytest.mark.context(reduced_motion="reduce")
@pytest.mark.parametrize("name", BOARDS)
def test_a_board_looks_the_same_beside_all_others(plain: Plain, journey: cjm.Journey, name: str) -> None:
    view = plain.show(BOARDS[name](journey))
    alone = view.evaluate(STYLES)
    for other in BOARDS.keys() - {name}:
        plain.show(BOARDS[other](journey))
    beside = view.evaluate(STYLES)
    assert [tag for tag, _ in alone] == [tag for tag, _ in beside]
    assert {
        tag: {key: (was, now[key]) for key, was in style.items() if was != now[key]}
        for (tag, style), (_, now) in zip(alone, beside, strict=True)
        if style != now
    } == {}
