"""Journeys of a chosen size for the benchmarks; knows no browser."""

from __future__ import annotations

import cjm_widgets as cjm

STAGES = 10


def journey_of(cards: int) -> cjm.Journey:
    """Return a purchase-like journey with `cards` cards spread over ten stages and its lanes."""
    document = cjm.Document()
    with document.batch("bench"):
        journey = document.add_journey("Bench", template="purchase")
        for index in range(STAGES - len(journey.stages)):
            journey.add_stage(f"Stage {index + 1}", phase="after")
        stages = [stage.id for stage in journey.stages]
        lanes = [lane.id for lane in journey.lanes if lane.kind not in ("emotions", "touchpoints")]
        for index in range(cards):
            journey.add_card(
                lane=lanes[index // STAGES % len(lanes)],
                stage=stages[index % STAGES],
                text=f"Card {index}: asks what the cover pays for, and waits",
            )
        for stage in stages:
            journey.set_emotion(stage, 0.5)
    return journey


def large_journey(stages: int, lanes: int, cards: int) -> cjm.Journey:
    """Return a journey of many stages and lanes of cards, its cards spread evenly over the cells."""
    document = cjm.Document()
    kinds = ("actions", "thoughts", "quotes", "expectations", "pain_points", "opportunities", "solutions")
    with document.batch("bench"):
        journey = document.add_journey("Large")
        columns = [
            journey.add_stage(f"Stage {index + 1}", phase=("before", "during", "after")[index * 3 // stages])
            for index in range(stages)
        ]
        rows = [
            journey.add_lane(kinds[index % len(kinds)], title=f"Lane {index + 1}") for index in range(lanes)
        ]
        for index in range(cards):
            journey.add_card(
                lane=rows[index // stages % lanes],
                stage=columns[index % stages],
                text=f"Card {index}: asks what the cover pays for, and waits",
            )
    return journey


def curve_of(points: int) -> cjm.Journey:
    """Return a journey of so many stages with one curve over all of them."""
    document = cjm.Document()
    with document.batch("bench"):
        journey = document.add_journey("Curve")
        julie = document.add_persona("Julie")
        for index in range(points):
            stage = journey.add_stage(f"Stage {index + 1}", phase="during")
            journey.set_emotion(stage, 0.0, persona=julie)
    return journey
