"""The journey the map tests work on, and small helpers to point at its parts; knows no test."""

from __future__ import annotations

from playwright.sync_api import Locator

import cjm_widgets as cjm

STAGES = ("Discovery", "Consideration", "Purchase", "Reimbursement", "Loyalty")


def glasses() -> cjm.Journey:
    """Return a journey of five stages, three lanes of cards, touchpoints and a curve."""
    doc = cjm.Document()
    journey = doc.add_journey("Glasses for two children")
    julie = doc.add_persona("Julie", role="mother of two")
    for name, phase in zip(STAGES, ("before", "before", "during", "during", "after"), strict=True):
        journey.add_stage(name, phase=phase)
    actions = journey.add_lane("actions")
    touch = journey.add_lane("touchpoints")
    journey.add_lane("emotions")
    pains = journey.add_lane("pain_points")
    stages = journey.stages
    journey.add_card(lane=actions, stage=stages[0], text="Searches for glasses")
    journey.add_card(lane=actions, stage=stages[2], text="Books an eye exam")
    journey.add_card(lane=actions, stage=stages[2], text="Shows the card", sentiment="positive")
    journey.add_card(lane=touch, stage=stages[0], text="Website")
    journey.add_card(lane=pains, stage=stages[3], text="No date given", sentiment="negative")
    for stage, value in zip(stages, (0.0, -1.0, 1.5, -2.0, 0.0), strict=True):
        journey.set_emotion(stage, value, persona=julie)
    return journey


def card(view: Locator, text: str) -> Locator:
    """Return the card that begins with `text`."""
    return view.locator(".cjm-card").filter(has_text=text)


def cell(view: Locator, lane: str, stage: str) -> Locator:
    """Return the empty cell of a lane and a stage."""
    return view.get_by_role("gridcell", name=f"{lane}, {stage}: empty")


def middle(element: Locator) -> tuple[float, float]:
    """Return the middle of an element, in pixels of the window."""
    box = element.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def texts(journey: cjm.Journey, lane: str, stage: str) -> list[str]:
    """Return the texts of one cell, in order, as Python holds them."""
    lane_id = next(item.id for item in journey.lanes if item.kind == lane)
    stage_id = next(item.id for item in journey.stages if item.name == stage)
    found = [item for item in journey.cards if (item.lane_id, item.stage_id) == (lane_id, stage_id)]
    return [item.text for item in sorted(found, key=lambda item: (item.order, item.id))]
