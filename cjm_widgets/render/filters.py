"""Which lanes, cards and curves of a journey a filter shows, as the browser does too; draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, get_args

from cjm_widgets.model import lookup
from cjm_widgets.model.fields import EvidenceClass, Sentiment
from cjm_widgets.model.order import sort_key
from cjm_widgets.model.records import Card, Channel, Emotion, Lane, PersonaRecord, Record
from cjm_widgets.model.search import fold
from cjm_widgets.model.state import State

Test = Callable[[Card], bool]
_CHANNEL_LANES = ("touchpoints", "channels")


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted, a group each; an empty group wants all. A card must satisfy every group.

    Attributes
    ----------
    personas, channels : tuple of str
        Ids. What belongs to a persona that is wanted, or to everybody, is shown.
    tags, sentiments, evidence : tuple of str
        Words.
    """

    personas: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    sentiments: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, group) for group in GROUPS)

    @classmethod
    def of(cls, wanted: Mapping[str, Sequence[str]]) -> Filters:
        """Return the filter for plain lists, as `saved.read_filters` makes them of what people write."""
        return cls(**{group: tuple(wanted.get(group, ())) for group in GROUPS})


GROUPS: tuple[str, ...] = tuple(field.name for field in fields(Filters))


def pruned(state: State, journey_id: str, filters: Filters) -> Filters:
    """Return the filter without what the journey has not (any more): it would show nothing at all."""
    tags = {tag for card in state.where(Card, journey_id=journey_id) for tag in card.tags}
    return Filters(
        personas=tuple(i for i in filters.personas if state.find(PersonaRecord, i)),
        tags=tuple(tag for tag in filters.tags if tag in tags),
        channels=tuple(i for i in filters.channels if state.find(Channel, i)),
        sentiments=filters.sentiments,
        evidence=filters.evidence,
    )


def seen(state: State, journey_id: str, filters: Filters) -> State:
    """Return the state with only what a filter shows: cards by every group; lanes and curves by persona.

    Parameters
    ----------
    state : State
        The content of the document.
    journey_id : str
        Whose cards are filtered; those of other journeys stay.
    filters : Filters
        What is wanted.
    """
    wanted = pruned(state, journey_id, filters)
    if not wanted:
        return state
    tests = list(_tests(state, wanted).values())
    lanes = _sift(state.table(Lane), lambda lane: _mine(wanted.personas, lane.persona_id))
    cards = _sift(
        state.table(Card),
        lambda card: (
            card.journey_id != journey_id or (card.lane_id in lanes and all(test(card) for test in tests))
        ),
    )
    emotions = _sift(state.table(Emotion), lambda point: _mine(wanted.personas, point.persona_id))
    return state.with_tables({"lanes": lanes, "cards": cards, "emotions": emotions})


def shown_cards(state: State, journey_id: str, filters: Filters) -> tuple[Card, ...]:
    """Return the cards a filter shows, in the order of the map."""
    now = seen(state, journey_id, filters)
    lane = {record.id: at for at, record in enumerate(lookup.lanes(now, journey_id))}
    stage = {record.id: at for at, record in enumerate(lookup.stages(now, journey_id))}
    cards = now.where(Card, journey_id=journey_id)
    return tuple(sorted(cards, key=lambda c: (lane[c.lane_id], stage[c.stage_id], *sort_key(c))))


def facets(state: State, journey_id: str, filters: Filters | None = None) -> dict[str, dict[str, int]]:
    """Return what can be chosen in each group, with how many cards have it of those the other groups show."""
    filters = pruned(state, journey_id, filters or Filters())
    cards = state.where(Card, journey_id=journey_id)
    tests = _tests(state, filters)
    channel_of = _channel_reader(state)
    values: dict[str, Callable[[Card], Sequence[str | None]]] = {
        "personas": lambda card: [owner_of(state, card)],
        "tags": lambda card: card.tags,
        "channels": lambda card: [channel_of(card)],
        "sentiments": lambda card: [card.sentiment],
        "evidence": lambda card: [card.evidence],
    }
    choices: dict[str, tuple[Sequence[str], bool]] = {
        "personas": ([persona.id for persona in state.where(PersonaRecord)], True),
        "tags": (sorted({tag for card in cards for tag in card.tags}), True),
        "channels": ([channel.id for channel in state.where(Channel)], False),
        "sentiments": (get_args(Sentiment), True),
        "evidence": (get_args(EvidenceClass), True),
    }
    found: dict[str, dict[str, int]] = {}
    for group in GROUPS:
        others = [test for other, test in tests.items() if other != group]
        counts: dict[str, int] = {}
        for card in cards:
            there = all(test(card) for test in others)
            for value in {v for v in values[group](card) if v}:
                counts[value] = counts.get(value, 0) + there
        words, everything = choices[group]
        wanted = getattr(filters, group)
        found[group] = {w: counts.get(w, 0) for w in words if everything or w in counts or w in wanted}
    return found


def owner_of(state: State, card: Card) -> str | None:
    """Return whose a card is: its own persona, else that of its lane; None for everybody's."""
    if card.persona_id:
        return card.persona_id
    lane = state.find(Lane, card.lane_id)
    return lane.persona_id if lane else None


def _mine(wanted: Sequence[str], owner: str | None) -> bool:
    return not wanted or not owner or owner in wanted


def _channel_reader(state: State) -> Callable[[Card], str | None]:
    """Return what tells the channel of a card: the one it points to, or the one a chip is named after."""
    names = {fold(channel.name.strip()): channel.id for channel in state.table(Channel).values()}

    def channel_of(card: Card) -> str | None:
        if card.channel_id:
            return card.channel_id
        lane = state.find(Lane, card.lane_id)
        named = lane is not None and lane.kind in _CHANNEL_LANES
        return names.get(fold(card.text.strip())) if named else None

    return channel_of


def _tests(state: State, filters: Filters) -> dict[str, Test]:
    """Return one test a group, for the groups that want something."""
    tests: dict[str, Test] = {}
    if filters.personas:

        def of_persona(card: Card) -> bool:
            lane = state.find(Lane, card.lane_id)
            return _mine(filters.personas, card.persona_id) and _mine(
                filters.personas, lane.persona_id if lane else None
            )

        tests["personas"] = of_persona
    if filters.tags:
        tests["tags"] = lambda card: any(tag in filters.tags for tag in card.tags)
    if filters.channels:
        channel_of = _channel_reader(state)
        tests["channels"] = lambda card: channel_of(card) in filters.channels
    if filters.sentiments:
        tests["sentiments"] = lambda card: card.sentiment in filters.sentiments
    if filters.evidence:
        tests["evidence"] = lambda card: card.evidence in filters.evidence
    return tests


def _sift(table: Mapping[str, Any], keep: Callable[[Any], bool]) -> dict[str, Record]:
    return {record_id: record for record_id, record in table.items() if keep(record)}
