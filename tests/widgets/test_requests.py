"""What a page asks the kernel for by name: channels merged and removed, templates listed and built."""

from __future__ import annotations

from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.model.records import Card
from cjm_widgets.widgets.scope import Scope
from tests.widgets.pages import Page


class Board:
    """A map with a page that keeps what it hears."""

    def __init__(self, locale: str = "en") -> None:
        self.doc = cjm.Document()
        self.journey = self.doc.add_journey("Map", template="purchase")
        self.page = Page(self.doc, Scope(journey_id=self.journey.id), locale=locale)
        self.count = 0

    def ask(self, name: object, args: object, batch_id: str | None = None) -> dict[str, Any]:
        self.count += 1
        return self.page.say("command", id=batch_id or f"b{self.count}", name=name, args=args)[-1]


def test_templates_are_offered_in_the_language_of_the_board() -> None:
    board = Board("fr")
    (answer,) = board.page.say("templates")
    assert (answer["type"], answer["to"]) == ("templates", "page1")
    purchase = answer["templates"][0]
    assert (purchase["name"], purchase["title"]) == ("purchase", "Achat en cinq étapes")
    assert purchase["lanes"][0] == "Actions"
    assert board.doc.revision == 1


def test_a_template_is_built_as_one_step() -> None:
    board = Board("fr")
    answer = board.ask("apply_template", {"template": "checkout"})
    assert (answer["type"], answer["ack"], answer["label"]) == ("change", "b1", "apply_template")
    assert "Panier" in [stage.name for stage in board.journey.stages]
    again = board.ask("apply_template", {"template": "checkout"})
    assert (again["type"], again["id"]) == ("ack", "b2")
    assert board.doc.revision == 2


def test_a_merge_and_a_removal_reach_other_journeys() -> None:
    board = Board()
    other = board.doc.add_journey("Returns", template="purchase")
    cards = [
        journey.add_card(lane="touchpoints", stage="Discovery", channel="App")
        for journey in (board.journey, other)
    ]
    web = board.doc.add_channel("Web")
    app = board.doc.channel("App")
    board.ask("merge_channels", {"channel": app.id, "into": web.id}, "same")
    revision = board.doc.revision
    assert board.ask("merge_channels", {"channel": app.id, "into": web.id}, "same")["type"] == "ack"
    assert board.doc.revision == revision
    assert {board.doc.state.get(Card, card.id).channel_id for card in cards} == {web.id}
    board.ask("remove_channel", {"channel": web.id})
    assert {board.doc.state.get(Card, card.id).text for card in cards} == {"Web"}
    board.doc.undo()
    assert [channel.name for channel in board.doc.channels] == ["Web"]


@pytest.mark.parametrize(
    ("name", "args", "code"),
    [
        ("format_disk", {}, "invalid_message"),
        (None, {}, "invalid_message"),
        (["x"], {}, "invalid_message"),
        ("merge_channels", {"channel": "App"}, "invalid_message"),
        ("merge_channels", {"channel": 1, "into": "x"}, "invalid_message"),
        ("remove_channel", None, "invalid_message"),
        ("remove_channel", {"channel": "Nothing"}, "gone"),
        ("apply_template", {"template": "<img src=x>"}, "gone"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(name: object, args: object, code: str) -> None:
    board = Board()
    answer = board.ask(name, args)
    assert (answer["type"], answer["code"]) == ("refusal", code)
    assert board.doc.revision == 1
