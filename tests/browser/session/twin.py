"""The document that Python makes beside the session: the same commands, no page; knows no gesture."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.model.records import Card, Lane
from tests.browser.session.hands import Hands

Gesture = tuple[Callable[[Hands], object], Callable[["Twin"], object]]


class Twin:
    """A document in memory, and short ways to its parts as a person would name them."""

    def __init__(self) -> None:
        self.doc = cjm.Document()
        self.journey = self.doc.add_journey("Glasses")

    def person(self, name: str) -> cjm.Persona:
        return self.doc.persona(name)

    def card(self, text: str) -> Card:
        """Return the first card, as the map is read, that says `text`."""
        lanes = [lane.id for lane in self.journey.lanes]
        stages = [stage.id for stage in self.journey.stages]
        found = [card for card in self.journey.cards if text in self.journey.says(card)]
        return min(
            found, key=lambda card: (lanes.index(card.lane_id), stages.index(card.stage_id), card.order)
        )

    def put(self, lane: Lane | str, stage: str, *texts: str, **fields: Any) -> None:
        """Add cards of these texts at the end of a cell, as one step."""
        with self.doc.batch("add"):
            for text in texts:
                self.journey.add_card(lane=lane, stage=stage, text=text, allow_duplicate=True, **fields)

    def edit(self, text: str, /, **fields: Any) -> None:
        self.journey.edit(self.card(text), **fields)

    def move(self, text: str, /, **to: Any) -> None:
        self.journey.move(self.card(text), **to)

    def remove(self, *texts: str) -> None:
        """Remove cards, as one step."""
        with self.doc.batch("remove"):
            for text in texts:
                self.journey.remove(self.card(text))

    def feel(self, stage: str, value: float, persona: str = "Julie", **fields: Any) -> None:
        self.journey.set_emotion(stage, value, persona=self.person(persona), **fields)

    def set(self, **fields: Any) -> None:
        """Change fields of the journey itself."""
        self.journey.edit(**fields)
