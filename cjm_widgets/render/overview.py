"""A map as one slide: what of it fits and what counts most, as the browser does too; draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from cjm_widgets.model.records import Card
from cjm_widgets.render.views import LaneView, MapView

WIDTH, HEIGHT = 1280, 720
MOST_COLUMNS, LISTED, MOST_METRICS = 12, 3, 4
FRAME = 260
"""Pixels around the lanes of cards: header, names and foot."""
CURVE_ROW, METRIC_ROW, WORDS_ROW, COUNTS_ROW = 104, 28, 36, 24
TALLER = 64
"""What is left over makes the curve taller, up to this."""
_IMPROVES = ("opportunities", "solutions")
_HEAVY = {"negative": 3, "attention": 2, "positive": 1, "neutral": 0}


@dataclass(frozen=True, slots=True)
class OverviewColumn:
    """One stage, or one phase with its stages where there are too many stages to read."""

    kind: Literal["stage", "phase"]
    id: str
    stage_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OverviewCell:
    """How many cards a cell holds, how many of each sentiment, and the one that stands for it."""

    cards: int
    top: str | None
    positive: int
    attention: int
    negative: int


@dataclass(frozen=True, slots=True)
class OverviewLane:
    """A row of cells, one a column."""

    id: str
    cells: tuple[OverviewCell, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """What the slide of a map shows.

    Attributes
    ----------
    curve : int
        Pixels of height for the emotion curve; 0 where there is none.
    metrics : tuple of str
        Ids of the lanes of numbers.
    density : str
        Cells say a card in ``"words"``, or only give ``"counts"`` where there are many lanes.
    pains, opportunities : tuple of str
        Ids of the weightiest cards; negative ones where no lane holds pain points.
    """

    columns: tuple[OverviewColumn, ...]
    more_stages: int
    curve: int
    metrics: tuple[str, ...]
    lanes: tuple[OverviewLane, ...]
    density: Literal["words", "counts"]
    more_lanes: int
    pains: tuple[str, ...]
    pains_are: Literal["pains", "negatives"]
    opportunities: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return the slide as plain values."""
        return asdict(self)


def weight_of(card: Card, *, improves: bool) -> int:
    """Return severity times frequency, or impact times ease, 1 to 25; 3 stands for what nobody scored."""
    one, other = (card.impact, card.ease) if improves else (card.severity, card.frequency)
    return (3 if one is None else one) * (3 if other is None else other)


def overview(view: MapView, cards: Mapping[str, Card]) -> Overview:
    """Return the slide of a view.

    Parameters
    ----------
    view : MapView
        What the map shows.
    cards : mapping of str to Card
        At least the cards that the view shows, by id.
    """
    shown = [lane for lane in view.lanes if not lane.hidden]
    columns = _columns(view)
    kept = columns[:MOST_COLUMNS]
    curve = CURVE_ROW if any(lane.kind == "emotions" for lane in shown) else 0
    numbers = [lane for lane in shown if lane.kind == "metrics"]
    rows = [lane for lane in shown if lane.kind not in ("metrics", "emotions")]
    metrics = numbers[:MOST_METRICS]
    room = HEIGHT - FRAME - curve - len(metrics) * METRIC_ROW
    words = len(rows) * WORDS_ROW <= room
    each = WORDS_ROW if words else COUNTS_ROW
    lanes = rows[: room // each]
    pains_are, pains, opportunities = _listed(view, cards, shown)
    return Overview(
        columns=tuple(kept),
        more_stages=sum(len(column.stage_ids) for column in columns[MOST_COLUMNS:]),
        curve=curve and curve + min(TALLER, room - len(lanes) * each),
        metrics=tuple(lane.id for lane in metrics),
        lanes=tuple(
            OverviewLane(lane.id, tuple(_cell(view, cards, lane, column) for column in kept))
            for lane in lanes
        ),
        density="words" if words else "counts",
        more_lanes=len(rows) - len(lanes) + len(numbers) - len(metrics),
        pains=pains,
        pains_are=pains_are,
        opportunities=opportunities,
    )


def _columns(view: MapView) -> list[OverviewColumn]:
    if len(view.stages) <= MOST_COLUMNS:
        return [OverviewColumn("stage", stage.id, (stage.id,)) for stage in view.stages]
    return [OverviewColumn("phase", p.id, p.stage_ids) for p in view.phases if p.stage_ids]


def _cards_in(view: MapView, cards: Mapping[str, Card], lane: str, stages: Sequence[str]) -> list[Card]:
    row = view.cells.get(lane, {})
    return [cards[card] for stage in stages for card in row.get(stage, ()) if card in cards]


def _cell(view: MapView, cards: Mapping[str, Card], lane: LaneView, column: OverviewColumn) -> OverviewCell:
    held = _cards_in(view, cards, lane.id, column.stage_ids)
    top = _heaviest(held, improves=lane.kind in _IMPROVES)
    count = {word: sum(card.sentiment == word for card in held) for word in _HEAVY}
    return OverviewCell(
        len(held), top[0].id if top else None, count["positive"], count["attention"], count["negative"]
    )


def _heaviest(cards: Sequence[Card], *, improves: bool) -> list[Card]:
    """Return moments of truth first, then by weight, then by sentiment; else in the order they came."""
    return sorted(
        cards,
        key=lambda c: (not c.moment_of_truth, -weight_of(c, improves=improves), -_HEAVY[c.sentiment]),
    )


def _listed(
    view: MapView, cards: Mapping[str, Card], lanes: Sequence[LaneView]
) -> tuple[Literal["pains", "negatives"], tuple[str, ...], tuple[str, ...]]:
    stages = [stage.id for stage in view.stages]

    def everything(kinds: Sequence[str], *, others: bool = False) -> list[Card]:
        wanted = [lane for lane in lanes if (lane.kind in kinds) != others]
        return [card for lane in wanted for card in _cards_in(view, cards, lane.id, stages) if card.text]

    def ids(found: Sequence[Card], *, improves: bool) -> tuple[str, ...]:
        return tuple(card.id for card in _heaviest(found, improves=improves)[:LISTED])

    better = ids(everything(_IMPROVES), improves=True)
    if any(lane.kind == "pain_points" for lane in lanes):
        return "pains", ids(everything(["pain_points"]), improves=False), better
    bad = [card for card in everything(_IMPROVES, others=True) if card.sentiment == "negative"]
    return "negatives", ids(bad, improves=False), better
