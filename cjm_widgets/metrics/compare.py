"""Groups of customers compared at the stages of a journey: which differ, and where no verdict is due."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics import versus
from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.cells import EVENT_METRICS, UNITS, Reason
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.derive import Choice, Values, chosen, durations, open_durations, score_table
from cjm_widgets.metrics.groups import Split
from cjm_widgets.metrics.kpi import MIN_N, Value
from cjm_widgets.metrics.tally import Ints

_TEXT, _NUMBER, _COUNT = object, "float64", "int64"
COMPARISON = {
    "metric": _TEXT, "stage": _TEXT, "group_a": _TEXT, "group_b": _TEXT, "value_a": _NUMBER, "n_a": _COUNT,
    "value_b": _NUMBER, "n_b": _COUNT, "difference": _NUMBER, "low": _NUMBER, "high": _NUMBER,
    "test": _TEXT, "p": _NUMBER, "p_holm": _NUMBER, "comparisons": _COUNT, "verdict": _TEXT, "reason": _TEXT,
    "stage_id": _TEXT,
}  # fmt: skip
COMPARABLE = tuple(
    metric
    for metric, unit in UNITS.items()
    if unit not in ("count", "money") and metric not in ("duration_p90", "response_rate")
)


@dataclass(frozen=True)
class Pair:
    """Two groups at one stage: their values, and the difference where a verdict is due."""

    metric: str
    stage_id: str
    names: tuple[Any, Any]
    values: tuple[Value, Value]
    difference: versus.Difference | None
    why_none: Reason | None


def compared(
    split: Split, metric: str, stage_ids: Sequence[str], groups: Sequence[Any] | None, locale: str
) -> pd.DataFrame:
    """Return one row a stage and pair of groups; see :meth:`Asking.compare`."""
    _check_metric(metric, split)
    names = _names(split, groups)
    values = {name: split.values(name) for name in names}
    pairs = [
        _pair(split, metric, stage_id, two, values)
        for stage_id in stage_ids
        for two in combinations(names, 2)
    ]
    tested = [pair.difference.p for pair in pairs if pair.difference]
    corrected = iter(versus.holm(tested))
    layout = split.readout.layout
    stages = dict(zip(layout.stage_ids, layout.names, strict=True))
    rows = [
        _row(pair, stages[pair.stage_id], next(corrected) if pair.difference else None, len(tested), locale)
        for pair in pairs
    ]
    return frame_of(rows, COMPARISON)


def _check_metric(metric: str, split: Split) -> None:
    if metric not in UNITS:
        raise NotFound(
            f'There is no metric "{metric}".', where="metric", expected=", ".join(COMPARABLE),
            hint=did_you_mean(str(metric), UNITS),
        )  # fmt: skip
    if metric not in COMPARABLE:
        raise BadInput(
            f'There is no test for "{metric}".', where="metric", expected="one of " + ", ".join(COMPARABLE)
        )
    data = split.readout.data
    measured = bool(data.events) if metric in EVENT_METRICS else metric in split.answers
    if not measured or not split.readout.asked().measures(metric):
        raise NotFound(f'The bound data do not measure "{metric}".', where="metric")


def _names(split: Split, groups: Sequence[Any] | None) -> list[Any]:
    """Return the groups to compare, as the data name them."""
    known = [name for name in split.names if name is not None]
    if groups is not None and (isinstance(groups, str) or not isinstance(groups, Iterable)):
        groups = [groups]
    dates = bool(known) and isinstance(known[0], np.datetime64)
    wanted = known if groups is None else [_as_date(name) if dates else str(name) for name in groups]
    for name in wanted:
        if name not in known:
            raise NotFound(
                "There is no such group.", where="groups", value=str(name),
                expected="of " + ", ".join(map(str, known[:20])),
                hint=did_you_mean(str(name), map(str, known)),
            )  # fmt: skip
    if len(set(wanted)) < 2 or len(set(wanted)) < len(wanted):
        raise BadInput(
            "It takes two different groups to compare.", where="groups", value=list(map(str, wanted))
        )
    return wanted


def _as_date(name: Any) -> Any:
    try:
        return pd.Timestamp(name).to_datetime64().astype("datetime64[us]")
    except (ValueError, TypeError) as error:
        raise BadInput("This is no first day of a period.", where="groups", value=name) from error


def _pair(
    split: Split, metric: str, stage_id: str, names: tuple[Any, Any], values: dict[Any, Values]
) -> Pair:
    a, b = (values[name][metric][stage_id].value for name in names)
    why = _why_no_verdict(a, b)
    found = None if why else _difference(split, metric, stage_id, names, (a, b))
    return Pair(metric, stage_id, names, (a, b), found, why)


def _why_no_verdict(a: Value, b: Value) -> Reason | None:
    if not a.n or not b.n:
        return Reason("no_answers")
    least = min(a.n, b.n)
    if least < MIN_N:
        return Reason("too_few_compared", (("count", least), ("least", MIN_N)))
    if a.unit == "share" and min(_successes(value, way) for value in (a, b) for way in (True, False)) < (
        versus.LEAST_EACH_WAY
    ):
        return Reason("too_few_each_way", (("least", versus.LEAST_EACH_WAY),))
    return None


def _successes(value: Value, yes: bool = True) -> int:
    count = round((value.value or 0.0) * value.n)
    return count if yes else value.n - count


def _difference(
    split: Split, metric: str, stage_id: str, names: tuple[Any, Any], values: tuple[Value, Value]
) -> versus.Difference:
    a, b = values
    if a.unit == "share":
        return versus.shares(_successes(a), a.n, _successes(b), b.n)
    if metric == "retries":
        return versus.rates(_successes(a), a.n, _successes(b), b.n)
    if a.unit == "seconds":
        bundle = split.bundle_of(stage_id) if split.bundle_of else None
        if bundle is None:
            raise BadInput("There are no events.", where="metric", value=metric)
        code = split.readout.codes[stage_id]
        open_days = split.readout.asked().open_days
        medians = [math.nan if value.value is None else value.value for value in values]
        if open_days > 0:
            ended = [_ended(bundle, code, split.event_choice(name), open_days) for name in names]
            return versus.censored_times(ended[0], ended[1], medians[0] - medians[1])
        first, second = (durations(bundle, code, split.event_choice(name)) for name in names)
        return versus.times(first, second, (a.value or 0.0) - (b.value or 0.0))
    first_counts, second_counts = (_scores(split, metric, stage_id, name) for name in names)
    return versus.means(first_counts, second_counts)


def _ended(bundle: Bundle, code: int, choice: Choice, open_days: float) -> tuple[Ints, Ints, Ints]:
    """Return bins, durations that came to their end, and durations that were still going on."""
    bins, counts = durations(bundle, code, choice)
    cut = open_durations(bundle, code, choice, open_days, bins)
    return bins, counts - cut, cut


def _scores(split: Split, question: str, stage_id: str, name: Any) -> dict[float, int]:
    """Return score → answers of a group at a stage; for NPS the scores are -100, 0 and 100."""
    surveys, layout = split.readout.data.surveys, split.readout.layout
    places = np.array([*split.readout.stage_places(surveys.labels.labels if surveys else ()), -1], np.int64)
    index = layout.stage_ids.index(stage_id)
    found: dict[float, int] = {}
    for part in split.answers[question].values():
        where = chosen(part, split.answer_choice(name))
        counts = score_table(part, places[part.label], where, len(layout.stage_ids))[index]
        for score in np.flatnonzero(counts).tolist():
            value = float(score) if question != "nps" else 100.0 * ((score >= 9) - (score <= 6))
            found[value] = found.get(value, 0) + int(counts[score])
    return found


def _row(pair: Pair, stage: str, p: float | None, comparisons: int, locale: str) -> tuple[Any, ...]:
    (a, b), found, why = pair.values, pair.difference, pair.why_none
    verdict = "no_verdict"
    if found is not None and p is not None:
        verdict = "no_difference" if p >= versus.ALPHA else ("higher" if found.value > 0 else "lower")
        if verdict != "no_difference" and not abs(found.value) > 0:
            verdict = "different"  # equal or unknown medians of different times
    told = (found.value, found.low, found.high, found.test, found.p) if found else (None,) * 5
    names = [str(name)[:10] if isinstance(name, np.datetime64) else name for name in pair.names]
    return (
        pair.metric, stage, *names, a.value, a.n, b.value, b.n, *told, p, comparisons, verdict,
        why.text(locale) if why else None, pair.stage_id,
    )  # fmt: skip
