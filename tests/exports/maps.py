"""The maps that are exported in the tests; knows no format."""

from __future__ import annotations

import cjm_widgets as cjm
from cjm_widgets import datasets


def bound(locale: str = "en") -> cjm.Journey:
    """Return the sample map with its numbers."""
    sample = datasets.glasses(locale=locale)
    journey = sample.build(cjm.Document())
    survey = cjm.Survey(
        sample.survey, touchpoint="step", csat="rating", nps="recommend", segment="segment", time="date",
        verbatim="comment",
    )  # fmt: skip
    events = cjm.EventLog(
        sample.events, customer="user_id", time="timestamp", event="event", channel="channel"
    )
    journey.bind(survey, events, stages=sample.stages)
    return journey


def large(stages: int, lanes: int) -> cjm.Journey:
    """Return a map with two cards a cell, no two of which say the same."""
    doc = cjm.Document()
    journey = doc.add_journey(f"{stages} by {lanes}")
    for number in range(stages):
        journey.add_stage(f"Stage {number + 1}", description=f"What happens in {number + 1}")
    kinds = ("actions", "thoughts", "pain_points", "opportunities")
    feelings = ("neutral", "positive", "negative", "attention")
    rows = [journey.add_lane(kinds[at % 4], title=f"Lane {at + 1}") for at in range(lanes)]
    with doc.batch():
        for at, row in enumerate(rows):
            for number, stage in enumerate(journey.stages):
                for card in range(2):
                    journey.add_card(
                        lane=row, stage=stage, text=f"Card {at + 1}-{number + 1}-{card + 1} says something",
                        sentiment=feelings[(at + number) % 4], evidence="observed", source="12 interviews",
                    )  # fmt: skip
    return journey
