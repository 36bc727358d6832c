"""A map beside another state of it: what differs is marked by sign and outline, what is gone is drawn too."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.records import Card, Lane, Stage
from cjm_widgets.model.state import State
from cjm_widgets.render.compared import compare
from cjm_widgets.render.theme import DARK, LIGHT
from cjm_widgets.render.views import project
from tests.render.test_svg import words
from tests.strategies import SMALL, edited


@pytest.fixture
def journey() -> Journey:
    document = Document()
    journey = document.add_journey("Glasses")
    for name in ("Search", "Buy"):
        journey.add_stage(name, phase="before")
    journey.add_lane("actions")
    journey.add_lane("touchpoints")
    journey.add_lane("emotions")
    journey.add_card(lane="actions", stage="Search", text="Compares")
    journey.add_card(lane="actions", stage="Buy", text="Pays in cash")
    journey.add_card(lane="touchpoints", stage="Buy", text="Shop")
    journey.set_emotion("Search", 1)
    document.save_version("old")
    return journey


def picture(journey: Journey, **options):
    return cjm.render_static(journey, compared_with=journey.document.version("old"), **options)


def change(journey: Journey) -> None:
    cards = {card.text: card for card in journey.cards}
    journey.edit(cards["Compares"], text="Compares prices")
    journey.remove(cards["Pays in cash"])
    journey.remove(cards["Shop"])
    journey.add_card(lane="actions", stage="Search", text="Asks a friend")
    journey.set_emotion("Search", -1)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_kind_of_change_has_its_sign_and_what_was_removed_is_there(journey: Journey, theme: str) -> None:
    change(journey)
    drawn = picture(journey, theme=theme, locale="en")
    said = words(drawn.svg)
    for word in (
        "Compares prices",
        "Pays in cash",
        "Asks a friend",
        "\u2212 Shop",
        "added",
        "changed",
        "removed",
    ):
        assert word in said
    assert "1 added, 2 changed, 2 removed" in said
    assert drawn.alt.endswith("Compared with an earlier state: 1 added, 2 changed, 2 removed.")
    tokens = DARK if theme == "dark" else LIGHT
    for color, dash in ((tokens.positive, ""), (tokens.attention, "7 3"), (tokens.negative, "1.5 3")):
        outline = f'stroke="{color}" stroke-width="1.6"' + (f' stroke-dasharray="{dash}"' if dash else "/>")
        assert outline in drawn.svg


def test_in_french(journey: Journey) -> None:
    change(journey)
    said = words(picture(journey, locale="fr").svg)
    assert "1 ajout, 2 modifications, 2 suppressions" in said
    assert "supprimé" in said


def test_nothing_is_marked_where_nothing_differs(journey: Journey) -> None:
    drawn = picture(journey, locale="en")
    plain = cjm.render_static(journey, locale="en")
    assert "0 added, 0 changed, 0 removed" in words(drawn.svg)
    assert 'stroke-width="1.6"' not in drawn.svg.replace(plain.svg, "")
    assert compare(journey.document.state, journey.document.state, journey.id).marks == {}


def test_removed_stages_and_lanes_come_with_their_cards(journey: Journey) -> None:
    journey.remove(journey.lane("actions"))
    journey.remove(journey.stage("Buy"))
    said = words(picture(journey, locale="en").svg)
    assert "Actions" in said
    assert "Pays in cash" in said
    assert "Buy" in said


def test_changes_of_other_journeys_are_not_counted(journey: Journey) -> None:
    other = journey.document.add_journey("Returns")
    other.add_stage("Send back")
    assert "0 added" in picture(journey, locale="en").alt


def test_only_maps_in_detail_are_compared_and_only_with_a_state(journey: Journey) -> None:
    with pytest.raises(BadInput, match="detail"):
        picture(journey, view="overview")
    with pytest.raises(BadInput, match="in detail"):
        cjm.render_static(journey.document, compared_with=journey.document)
    with pytest.raises(BadInput, match="A file"):
        cjm.render_static(journey, compared_with="old.cjm.json")  # type: ignore[arg-type]
    assert picture(journey, view="evidence").svg


pairs = st.tuples(edited(SMALL), edited(SMALL))


def placed(state: State, card: Card, journey_id: str) -> bool:
    """Tell whether a card, its lane and its stage are of the journey; another's can be named by hand."""
    parts = (card, state.get(Lane, card.lane_id), state.get(Stage, card.stage_id))
    return all(part.journey_id == journey_id for part in parts)


@given(pairs)
@settings(max_examples=60)
def test_any_two_states_can_be_drawn_as_one(pair: tuple[State, State]) -> None:
    now, then = pair
    for journey_id in now.tables["journeys"]:
        both = compare(now, then, journey_id)
        view = project(both.state, journey_id)
        drawn = {card for row in view.cells.values() for cards in row.values() for card in cards}
        own = {card.id for card in both.state.table(Card).values() if placed(both.state, card, journey_id)}
        assert own == drawn
        assert {card.id for card in now.table(Card).values() if placed(now, card, journey_id)} <= drawn
        gone = {i for i, kind in both.marks.items() if kind == "removed" and i.startswith("card_")}
        assert gone <= set(both.state.tables["cards"])
