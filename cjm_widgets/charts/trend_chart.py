"""A metric over time: interval band, target and dated annotations; knows only the binding it reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cjm_widgets.charts.chart import Chart, expect_binding
from cjm_widgets.errors import BadInput
from cjm_widgets.locale import text
from cjm_widgets.model import lookup
from cjm_widgets.model.records import Stage
from cjm_widgets.render.charts.look import Look
from cjm_widgets.render.charts.plot import Plot
from cjm_widgets.render.charts.trend_plot import Note, Trended, trend_plot

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding

Notes = Mapping[Any, str] | Sequence[tuple[Any, str]]


def trend(
    binding: Binding,
    metric: str = "csat",
    *,
    stage: Stage | str | None = None,
    period: str = "week",
    target: float | None = None,
    annotations: Notes = (),
    locale: str | None = None,
    width: str | None = None,
    height: str | None = None,
) -> Trend:
    """Draw a metric over time with its interval; it follows new data, edits of the map and a selection.

    Parameters
    ----------
    binding : Binding
        From ``journey.bind(…)``.
    metric : str
        ``"csat"``, ``"nps"``, ``"ces"``, or any event metric of one stage.
    stage : Stage or str, optional
        One stage, by record, id or name; the answers of all stages together when left out. The chart goes on
        showing that stage when it is renamed or moved; a stage in focus takes its place.
    period : str
        ``"day"``, ``"week"``, ``"month"``, ``"quarter"`` or ``"year"``.
    target : float, optional
        Where the dashed line stands (a share from 0 to 1, or a score); the target of the lane that shows
        this metric when left out.
    annotations : mapping or sequence of pairs
        Date → what happened; those outside of the time that is shown are left out.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.
    width, height : str, optional
        CSS lengths; the width of the cell and 300 px when left out.

    Returns
    -------
    Trend
        A bqplot Figure. ``table()`` gives its rows: time, value, low, high, n, state; ``alt`` says it in
        words. Along x it counts days since 1970, so that every reader sees the same dates.

    Raises
    ------
    NotFound
        No such stage or metric; the nearest one is named.
    BadInput
        Not a binding, no such period or language, or a note without a date.
    """
    journey = expect_binding(binding).journey
    stage_id = None
    if stage is not None:
        stage_id = lookup.find_stage(journey.document.state, journey.id, stage).id
    ask = TrendAsk(metric, stage_id, period, target, read_notes(annotations))
    return Trend(binding, ask, locale=locale, width=width, height=height)


@dataclass(frozen=True, slots=True)
class TrendAsk:
    """What was asked for: metric, stage (None: all), period, target (None: the lane's) and dated notes."""

    metric: str
    stage_id: str | None
    period: str
    target: float | None
    notes: tuple[Note, ...]


class Trend(Chart):
    """The figure that :func:`trend` makes; points of too few answers are hollow and grey."""

    def __init__(
        self,
        binding: Binding,
        ask: TrendAsk,
        *,
        locale: str | None,
        width: str | None,
        height: str | None,
    ) -> None:
        self.ask = ask
        super().__init__(binding, locale=locale, width=width, height=height)

    def table(self) -> pd.DataFrame:
        """Return one row a period: time, value, low, high, n, state."""
        return self.binding.trend(self.ask.metric, self._stage(), self.ask.period, **self.whose()[0])

    def see(self) -> Plot:
        """Return what the chart shows now."""
        ask, (asked, name) = self.ask, self.whose()
        look = self.look(name)
        points = self.binding.points(ask.metric, self._stage(), ask.period, **asked)
        target = self.target(ask.metric) if ask.target is None else ask.target
        return trend_plot(points, Trended(ask.metric, ask.period, self._place(look), target, ask.notes), look)

    def _stage(self) -> str | None:
        return self.focused.stage_id or self.ask.stage_id

    def _place(self, look: Look) -> str:
        """Return the name of the stage that is shown."""
        stage_id = self._stage()
        if stage_id is None:
            return text("charts.all_stages", self.language)
        return dict(look.stages).get(stage_id) or text("charts.stage_gone", self.language)


def read_notes(annotations: Notes) -> tuple[Note, ...]:
    """Return dated notes by date.

    Raises
    ------
    BadInput
        One has no date that can be read.
    """
    pairs = annotations.items() if isinstance(annotations, Mapping) else annotations
    found: list[Note] = []
    try:
        for when, what in pairs:
            found.append((_date(when), str(what)))
    except (TypeError, ValueError) as error:
        raise BadInput(
            "A note needs a date and a text.",
            where="annotations",
            value=annotations,
            expected='for instance {"2026-03-02": "new claims form"}',
        ) from error
    return tuple(sorted(found))


def _date(when: Any) -> dt.date:
    import pandas as pd

    stamp: Any = pd.Timestamp(when)
    if pd.isna(stamp):
        raise ValueError(when)
    day: dt.date = stamp.date()
    return day
