"""Where the points of an emotion curve stand, at stages and between them; draws nothing.

The browser has the same in js/src/core/curve_points.ts; both are held to the same vectors.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from numbers import Real
from typing import Any, Protocol, TypeVar

from cjm_widgets.errors import BadInput
from cjm_widgets.locale import text
from cjm_widgets.model import lookup
from cjm_widgets.model.records import Emotion
from cjm_widgets.model.state import State

LAST = 0.5
"""In the last stage points stand before this: there its column ends."""
_EDGE = 0.49


class Standing(Protocol):
    """What of a point says where it stands."""

    @property
    def stage_id(self) -> str:
        """The stage it stands at or behind."""

    @property
    def after(self) -> float:
        """The share of the way to the next stage."""


P = TypeVar("P", bound=Standing)


def runs(points: Iterable[P], stage_ids: Sequence[str]) -> list[list[tuple[float, P]]]:
    """Return the points of a curve in the order they are drawn, those together that one line joins.

    A stage without a point of its own parts two runs: nothing is known there. Points behind a stage go on
    from its own, or begin a run where it has none.

    Parameters
    ----------
    points : iterable
        The points of one curve; those of other stages are left out.
    stage_ids : sequence of str
        The stages that are drawn, in order.

    Returns
    -------
    list of list of (float, point)
        Each with where it stands, counted in stages from 0: 1.5 is half way from the second to the third. A
        point that a new order of the stages left beyond the end of the last one is pressed against that end.
    """
    of: dict[str, list[P]] = {}
    for point in points:
        of.setdefault(point.stage_id, []).append(point)
    found: list[list[tuple[float, P]]] = [[]]
    for at, stage_id in enumerate(stage_ids):
        here = sorted(of.get(stage_id, ()), key=lambda point: point.after)
        if not here or here[0].after > 0:
            found.append([])
        last = at == len(stage_ids) - 1
        found[-1] += [(at + (_inside(point.after) if last else point.after), point) for point in here]
    return [run for run in found if run]


def _inside(after: float) -> float:
    """Return where a point of the last stage is drawn: before the end of its column, in its order."""
    return after if after < LAST else _EDGE + (after - _EDGE) / 100


def x_of(at: float, middles: Sequence[float], last: float) -> float:
    """Return the x of a place that :func:`runs` gives; `last` is the width of the last column."""
    stage = int(at)
    end = middles[stage + 1] if stage + 1 < len(middles) else middles[stage] + last
    return middles[stage] + (at - stage) * (end - middles[stage])


def place_name(first: str, following: str | None, locale: str) -> str:
    """Return what a place behind a stage is called: "between Search and Purchase"."""
    if following is None:
        return text("curve.between_end", locale, first=first)
    return text("curve.between", locale, first=first, second=following)


def point_place(point: Standing, names: Mapping[str, str], locale: str) -> str:
    """Return where a point stands: its stage, or what is on both sides; `names` are all stages in order."""
    first = names.get(point.stage_id, "")
    if not point.after:
        return first
    order = list(names)
    following = order[order.index(point.stage_id) + 1 :] if point.stage_id in names else []
    return place_name(first, names[following[0]] if following else None, locale)


def point_where(point: Standing, names: Mapping[str, str], locale: str) -> str:
    """Return where a point stands as a sentence says it: "at Search", "between Search and Purchase"."""
    place = point_place(point, names, locale)
    return place if point.after else text("picture.at", locale, stage=place)


def read_after(state: State, journey_id: str, stage_id: str, after: object) -> float:
    """Return how far behind its stage a point shall stand, to 0.01.

    Raises
    ------
    BadInput
        No number from 0 to 0.99, or 0.5 and more in the last stage.
    """
    number = isinstance(after, Real) and not isinstance(after, bool)
    share = round(float(after), 2) + 0.0 if number else -1.0  # type: ignore[arg-type]
    if not 0 <= share < 1:
        raise BadInput(
            "A point stands from 0 (at its stage) up to the next stage.", where="after", value=after,
            expected="0 … 0.99", hint="The next stage itself is 0 of that stage.",
        )  # fmt: skip
    stages = lookup.stages(state, journey_id)
    if stages and stages[-1].id == stage_id and share >= LAST:
        raise BadInput(
            f'No stage follows "{stages[-1].name}": its points stand inside its own column.', where="after",
            value=after, expected="0 … 0.49",
        )  # fmt: skip
    return share


def place_fields(state: State, point: Emotion, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields to be set of a point, its new place read and free.

    Raises
    ------
    BadInput
        The place is beyond the range, or another point of the curve stands there.
    """
    key = ("stage_id", "persona_id", "variant", "after")
    if not any(name in fields for name in key):
        return dict(fields)
    read = dict(fields)
    stage_id = fields.get("stage_id", point.stage_id)
    if "after" in fields:
        read["after"] = read_after(state, point.journey_id, stage_id, fields["after"])
    place = {name: read.get(name, getattr(point, name)) for name in key}
    there = lookup.find_emotion(state, point.journey_id, **place)
    if there is not None and there.id != point.id:
        raise BadInput(
            "Another point of this curve stands there already.", where="after", value=place["after"],
            expected="a place without a point", hint="Change that one, or remove it first.",
        )  # fmt: skip
    return read
