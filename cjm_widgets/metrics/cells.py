"""One number in one cell of the map: its state against its target, and why; knows no data and no screen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from cjm_widgets.metrics.kpi import MIN_N, Unit, Value

if TYPE_CHECKING:
    from cjm_widgets.metrics.limits import Limits

CellState = Literal["ok", "off_target", "too_few", "stale", "no_source", "broken"]
Better = Literal["higher", "lower"]

UNITS: dict[str, Unit] = {
    "csat": "share",
    "nps": "score",
    "ces": "score",
    "reach": "count",
    "conversion": "share",
    "drop_off": "share",
    "exits": "share",
    "duration": "seconds",
    "duration_p90": "seconds",
    "completion": "share",
    "abandonment": "share",
    "visits": "count",
    "retries": "score",
    "errors": "share",
    "fcr": "share",
    "response_rate": "share",
    "revenue_at_stake": "money",
    "cost_to_serve": "money",
}
"""Every metric there is, in the order of tables, with its unit."""

MONEY_METRICS = ("revenue_at_stake", "cost_to_serve")
SURVEY_METRICS = ("csat", "nps", "ces", "response_rate")
EVENT_METRICS = tuple(metric for metric in UNITS if metric not in SURVEY_METRICS)
_LOWER_IS_BETTER = frozenset(
    {"drop_off", "exits", "duration", "duration_p90", "abandonment", "retries", "errors", *MONEY_METRICS}
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a cell is in its state: a key of the catalogue and what fills it; ``str()`` is English."""

    key: str
    values: tuple[tuple[str, str | int], ...] = ()

    def text(self, locale: str = "en") -> str:
        """Return one short sentence in a language."""
        from cjm_widgets.locale import text

        return text(f"metrics.{self.key}", locale, **dict(self.values))

    def __str__(self) -> str:
        return self.text()


@dataclass(frozen=True, slots=True)
class MetricCell:
    """One metric at one stage.

    Attributes
    ----------
    metric, stage_id : str
        Which number it is.
    value, low, high : float or None
        The number and its 95 % interval, in `unit`.
    n : int
        How many answers or customers it rests on.
    unit : str
        ``"share"`` (0 to 1), ``"score"``, ``"count"``, ``"seconds"`` or ``"money"``.
    state : str
        ``"ok"``; ``"off_target"``: the whole interval lies on the bad side of the target, the
        warning or the alert threshold; ``"too_few"``: n
        under the floor (30, if none is set), never judged; ``"stale"``: the data are older than the threshold
        allows; ``"no_source"``: no data; ``"broken"``: the computation failed.
    reason : Reason or None
        Why it is not ``"ok"``.
    base : float or None
        For reach, the share of the customers of the stage before.
    target : float or None
        The target of the lane that shows the metric.
    """

    metric: str
    stage_id: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    unit: Unit
    state: CellState
    reason: Reason | None = None
    base: float | None = None
    target: float | None = None

    def says(self, locale: str = "en") -> str:
        """Return why the number is in its state, in a sentence; also where all is well."""
        if self.reason:
            return self.reason.text(locale)
        key = "ok_no_target" if self.target is None else "ok_target"
        return Reason(key, (("count", self.n),)).text(locale)

    def to_dict(self, locale: str = "en") -> dict[str, Any]:
        """Return the cell as plain JSON values, the reason in a language."""
        return {
            "metric": self.metric, "stage_id": self.stage_id, "value": self.value, "low": self.low,
            "high": self.high, "n": self.n, "unit": self.unit, "state": self.state,
            "reason": self.reason.text(locale) if self.reason else None,
            "base": self.base, "target": self.target,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """A value, and what is known beside it: the share of the stage before, why there is none, a failure."""

    value: Value
    base: float | None = None
    why_none: Reason | None = None
    broken: bool = False


def better(metric: str, ces_direction: str | None = None) -> Better:
    """Return which way is good."""
    if metric in _LOWER_IS_BETTER or (metric == "ces" and ces_direction == "effort"):
        return "lower"
    return "higher"


def judge(
    value: Value,
    target: float | None,
    good: Better,
    of: str = "answers",
    limits: Limits | None = None,
    old: Reason | None = None,
) -> tuple[CellState, Reason | None]:
    """Return the state of a value against a target and thresholds, and why.

    Too few answers are never judged, nor are data that are too `old`; an alert comes before a warning, that
    before the target.
    """
    from cjm_widgets.metrics.limits import NONE, beyond

    limits = limits or NONE
    if value.state == "no_source" or value.value is None:
        return "no_source", Reason("no_answers")
    if limits.too_few(value):
        least = MIN_N if limits.floor is None else limits.floor
        return "too_few", Reason(f"too_few_{of}", (("count", value.n), ("least", least)))
    if old:
        return "stale", old
    way = limits.good(good)
    crossed = limits.crossed(value, way)
    if crossed is None and target is not None:
        side = beyond(value, target, way)
        crossed = Reason(f"{side}_target") if side else None
    return ("off_target", crossed) if crossed else ("ok", None)


def cell(
    metric: str,
    stage_id: str,
    found: Finding,
    target: float | None,
    good: Better,
    limits: Limits | None = None,
    old: Reason | None = None,
) -> MetricCell:
    """Return the cell of a finding."""
    value = found.value
    if found.broken and found.why_none:
        return empty_cell(metric, stage_id, "broken", found.why_none, target)
    of = "cases" if metric in EVENT_METRICS else "answers"
    state, reason = judge(value, target, good, of, limits, old)
    if state == "no_source" and found.why_none:
        reason = found.why_none
    return MetricCell(
        metric, stage_id, value.value, value.low, value.high, value.n, value.unit,
        state, reason, found.base, target,
    )  # fmt: skip


def empty_cell(
    metric: str, stage_id: str, state: CellState, reason: Reason, target: float | None
) -> MetricCell:
    """Return a cell without a number."""
    unit = UNITS.get(metric, "score")
    return MetricCell(metric, stage_id, None, None, None, 0, unit, state, reason, None, target)
