"""Links between cards (pain point → opportunity → solution) as pure functions; changes nothing."""

from __future__ import annotations

from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.model.ops import Op, patch
from cjm_widgets.model.records import Card
from cjm_widgets.model.state import State


def find_card(state: State, journey_id: str, wanted: object) -> Card:
    """Return a card of this journey by record or id."""
    card_id = wanted.id if isinstance(wanted, Card) else wanted
    if not isinstance(card_id, str):
        raise BadInput("This is not a card.", where="card", value=wanted, expected="a card or its id")
    card = state.find(Card, card_id)
    if card is None or card.journey_id != journey_id:
        raise NotFound(
            f'There is no card "{card_id}" in this journey.', where="card", expected="one of journey.cards"
        )
    return card


def link(source: Card, target: Card) -> list[Op]:
    """Let `source` lead to `target`; nothing where it does already."""
    if source.id == target.id:
        raise BadInput("A card does not lead to itself.", where="links", expected="two cards")
    return [] if target.id in source.links else [patch(source, links=[*source.links, target.id])]


def unlink(source: Card, target: Card) -> list[Op]:
    """Take back that `source` leads to `target`; nothing where it does not."""
    if target.id not in source.links:
        return []
    return [patch(source, links=[other for other in source.links if other != target.id])]


def leads_to(state: State, card: Card) -> list[Card]:
    """Return the cards a card leads to, each once, in the order of its links."""
    found = (state.find(Card, card_id) for card_id in dict.fromkeys(card.links) if card_id != card.id)
    return [other for other in found if other is not None]


def comes_from(state: State, card: Card) -> list[Card]:
    """Return the cards that lead to a card, in their order."""
    return [
        other
        for other in state.where(Card, journey_id=card.journey_id)
        if card.id in other.links and other.id != card.id
    ]
