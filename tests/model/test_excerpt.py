"""The part of a document that is about one journey; records that stand in another journey are of neither."""

from __future__ import annotations

import cjm_widgets as cjm
from cjm_widgets.interchange.writers import write
from cjm_widgets.model.codec import dumps, loads
from cjm_widgets.model.excerpt import belongs, journey_excerpt
from cjm_widgets.model.ops import Patch


def two() -> cjm.Document:
    """Return two journeys; a card of the first was put into a lane of the second, as no gesture can."""
    doc = cjm.Document()
    first, second = (doc.add_journey(title, template="purchase") for title in ("First", "Second"))
    for journey in (first, second):
        journey.add_card(lane="actions", stage=journey.stages[0], text=f"Stays in {journey.title}")
    astray = first.add_card(lane="actions", stage=first.stages[0], text="Astray")
    fields = {"lane_id": second.lane("actions").id}
    doc.commit([Patch("cards", astray.id, fields)], label="by hand", origin="file")
    return doc


def test_what_stands_in_another_journey_is_left_out() -> None:
    doc = two()
    for journey in doc.journeys:
        part = journey_excerpt(doc.state, journey.id)
        assert [card.text for card in part.tables["cards"].values()] == [f"Stays in {journey.title}"]
        assert list(part.tables["journeys"]) == [journey.id]
        assert loads(dumps(part)).tables == part.tables
        for suffix in (".mmd", ".csv", ".md", ".json"):
            written = write(journey, suffix, locale="en").decode()
            assert f"Stays in {journey.title}" in written
            assert "Astray" not in written


def test_links_of_cards_to_each_other_are_no_circle() -> None:
    doc = cjm.Document()
    journey = doc.add_journey("J", template="purchase")
    one, other = (journey.add_card(lane="actions", stage=journey.stages[0], text=text) for text in "ab")
    journey.link(one, other)
    for card in journey.cards:
        assert belongs(doc.state, card, journey.id)
