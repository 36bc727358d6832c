"""What each number means: definitions on counts alone; knows no frames, no stages and no screen."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import intervals

MIN_N = 30
"""Under so many answers a value is shown, hatched, and never judged."""

ValueState = Literal["ok", "too_few", "no_source"]
Unit = Literal["share", "score", "count", "seconds", "money"]

LEAST_POINTS, MOST_POINTS = 4, 11
"""Points of a scale whose top two boxes mean satisfied: on a shorter one they hold its middle."""


@dataclass(frozen=True, slots=True)
class Value:
    """One number with what it rests on.

    Attributes
    ----------
    value, low, high : float or None
        The number and its 95 % interval, in `unit`; None where there is none.
    n : int
        How many answers or customers it rests on.
    unit : str
        ``"share"`` (0 to 1), ``"score"``, ``"count"``, ``"seconds"`` or ``"money"`` (of the data's currency).
    state : str
        ``"ok"``, ``"too_few"`` (n under 30) or ``"no_source"`` (n is 0).
    """

    value: float | None
    low: float | None
    high: float | None
    n: int
    unit: Unit
    state: ValueState


def nothing(unit: Unit) -> Value:
    """Return the value of no data: no number is invented."""
    return Value(None, None, None, 0, unit, "no_source")


def share(successes: int, n: int) -> Value:
    """Return a share of `n` with its Wilson interval.

    Raises
    ------
    BadInput
        Counts that cannot be: negative, or more successes than trials.
    """
    if not 0 <= successes <= n:
        raise BadInput("These counts make no share.", value=(successes, n), expected="0 <= successes <= n")
    if n == 0:
        return nothing("share")
    low, high = intervals.wilson(successes, n)
    return Value(successes / n, low, high, n, "share", _enough(n))


def nps(counts: Mapping[int, int]) -> Value:
    """Return the net promoter score with its adjusted Wald interval.

    Parameters
    ----------
    counts : mapping of int to int
        Score from 0 to 10 → answers.

    Returns
    -------
    Value
        Share of 9–10 minus share of 0–6, times 100 (Reichheld 2003); from -100 to 100, unit ``"score"``.

    Notes
    -----
    The interval stands around the adjusted centre (see :func:`intervals.adjusted_wald_nps`), so it may leave
    a value at the very end of the scale outside for small n; it is widened to hold the value.
    """
    _check_scale(counts, 0, 10)
    n = sum(counts.values())
    if n == 0:
        return nothing("score")
    promoters = sum(count for score, count in counts.items() if score >= 9)
    detractors = sum(count for score, count in counts.items() if score <= 6)
    low, high = intervals.adjusted_wald_nps(promoters, detractors, n)
    value = 100 * (promoters - detractors) / n
    return Value(value, min(low, value), max(high, value), n, "score", _enough(n))


def csat(counts: Mapping[int, int], scale: tuple[int, int]) -> Value:
    """Return the top-2-box share (3–4 of 4, 4–5 of 5, 6–7 of 7, 9–10 of 10) with its Wilson interval.

    Parameters
    ----------
    counts : mapping of int to int
        Score → answers.
    scale : tuple of int
        Lowest and highest score: from 0 or 1, of 4 to 11 points.
    """
    _check_scale(counts, *scale)
    top = top_box(scale)
    return share(sum(count for score, count in counts.items() if score >= top), sum(counts.values()))


def top_box(scale: tuple[int, int]) -> int:
    """Return the lowest score that counts as satisfied.

    Raises
    ------
    BadInput
        A scale that begins elsewhere, has fewer than 4 points or more than 11.
    """
    if scale[0] not in (0, 1) or not LEAST_POINTS <= scale[1] - scale[0] + 1 <= MOST_POINTS:
        raise BadInput(
            "There is no top-2 box for this scale.",
            where="csat_scale",
            value=scale,
            expected="(1, 5), (1, 7), (0, 10) or another of 4 to 11 points from 0 or 1",
        )
    return scale[1] - 1


def mean(counts: Mapping[int, int]) -> Value:
    """Return the mean score with its t interval, in points of the scale; no interval under two answers."""
    n = sum(counts.values())
    if n == 0:
        return nothing("score")
    centre = sum(score * count for score, count in counts.items()) / n
    squares = sum(count * (score - centre) ** 2 for score, count in counts.items())
    ends = intervals.student_t(centre, squares / (n - 1), n) if n > 1 else None
    low, high = ends or (None, None)
    return Value(centre, low, high, n, "score", _enough(n))


def reach(customers: int) -> Value:
    """Return how many customers have at least one event in a stage: a count of all, without an interval."""
    if customers == 0:
        return nothing("count")
    return Value(float(customers), None, None, customers, "count", "ok")


def conversion(arrived: int, reached: int) -> Value:
    """Return the share of the customers of a stage who reach the next after first reaching it (open)."""
    return share(arrived, reached)


def drop_off(arrived: int, reached: int) -> Value:
    """Return 1 - conversion: the share of the customers of a stage who do not go on to the next."""
    return share(reached - arrived, reached)


def exits(left: int, reached: int) -> Value:
    """Return the share of the customers of a stage whose last event lies in it.

    Notes
    -----
    Customers who are still under way when the data end are among them: what is open is censored.
    """
    return share(left, reached)


def retries(repeats: int, visits: int) -> Value:
    """Return repeats of a touchpoint within a visit, per visit, with an exact Poisson interval.

    Parameters
    ----------
    repeats : int
        Events whose label came before in the same visit.
    visits : int
        Visits, from 0.

    Returns
    -------
    Value
        Repeats a visit, from 0, unit ``"score"``; n is the number of visits.

    Notes
    -----
    Interval: :func:`intervals.poisson` (Garwood 1936) over the number of visits.
    """
    if repeats < 0 or visits < 0:
        raise BadInput("These counts make no rate.", value=(repeats, visits), expected="counts from 0")
    if visits == 0:
        return nothing("score")
    low, high = intervals.poisson(repeats)
    return Value(repeats / visits, low / visits, high / visits, visits, "score", _enough(visits))


def visits(count: int) -> Value:
    """Return how many visits (runs of events of one customer in one stage) there were: a count of all."""
    return reach(count)


def errors(failed: int, reached: int) -> Value:
    """Return the share of the customers of a stage who met at least one declared error event in it."""
    return share(failed, reached)


def resolution(resolved: int, contacts: int) -> Value:
    """Return first-contact resolution: the share of first contacts that no other on the subject followed."""
    return share(resolved, contacts)


def completion(finished: int, reached: int) -> Value:
    """Return the share of the customers of a stage who reach the last stage after first reaching this one."""
    return share(finished, reached)


def abandonment(left: int, reached: int, still_open: int = 0) -> Value:
    """Return the share of the customers of a stage whose last event lies in it, without those under way.

    Parameters
    ----------
    left : int
        Customers whose last event lies in the stage.
    reached : int
        Customers with an event in the stage.
    still_open : int
        Of `left`, those whose last event is too close to the end of the data to say that they left; they are
        taken out of both counts.
    """
    return share(left - still_open, reached - still_open)


def seconds(value: float | None, low: float | None, high: float | None, n: int) -> Value:
    """Return a duration in seconds, from a quantile and its order statistics."""
    if n == 0 or value is None or not math.isfinite(value):
        return nothing("seconds")
    return Value(value, low, high, n, "seconds", _enough(n))


def _enough(n: int) -> ValueState:
    return "ok" if n >= MIN_N else "too_few"


def _check_scale(counts: Mapping[int, int], low: int, high: int) -> None:
    strange = [score for score, count in counts.items() if not low <= score <= high or count < 0]
    if strange:
        raise BadInput("A score lies outside its scale.", value=strange[0], expected=f"{low} to {high}")
