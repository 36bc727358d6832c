"""The bond between a journey and its data: follows both, tells what changed; knows no widget and no chart."""

from __future__ import annotations

import datetime as dt
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import readout, sources
from cjm_widgets.metrics.accounting import Accounting
from cjm_widgets.metrics.asking import By, check_by
from cjm_widgets.metrics.limits import Limits, day_of, read_limits
from cjm_widgets.metrics.matching import declared_labels
from cjm_widgets.metrics.orders import Business, check_business
from cjm_widgets.metrics.readout import Cells, Data, Layout, Readout
from cjm_widgets.metrics.sources import Bound, Source
from cjm_widgets.model import lookup
from cjm_widgets.model.records import Stage
from cjm_widgets.model.signals import Change, Notice, Phase, Signal, Unsubscribe

if TYPE_CHECKING:
    from cjm_widgets.model.journey import Journey

Touched = set[tuple[str, str]]
Thresholds = Mapping[str, Mapping[str, Any] | None]
_TELLING = ("kept", "assignments")
_WATCHED = ("journeys", "phases", "stages", "lanes", *_TELLING)


class Binding(Accounting):
    """The numbers of a journey: one value a metric and stage, following the data and the map.

    Made by ``journey.bind(…)``. A stage is matched to touchpoints and events once, by its declared labels
    or its
    name then; renaming or moving it on the screen loses nothing. A stage that is removed gives its labels
    free,
    undo brings them back; a stage that is added takes the labels of its name that no other stage has.

    Parameters
    ----------
    journey : Journey
        The journey.
    *data : Survey or EventLog
        The sources. Answers of several surveys add up; several logs are one history of their customers.
    stages : mapping of Stage or str to sequence of str, optional
        Stage (record, id or name) → touchpoints and events that belong to it; the rest is matched by name.
        What was decided of a label, by :meth:`assign` or on a board, is in the document and goes before.
    by : str or mapping, optional
        ``"segment"``, ``"channel"``, ``"period"``, ``"cohort"``, ``"persona"``, or group → customers: the
        table has one row a group; see :meth:`table`.
    thresholds : mapping of str to mapping, optional
        Metric → its thresholds; see :meth:`set_thresholds`.
    business : Business, optional
        What customers paid and what events cost: gives ``revenue_at_stake`` and ``cost_to_serve``.
    customers : data frame or tuple, optional
        What customers are, for the segment rules of personas; see :meth:`set_customers`.

    Attributes
    ----------
    business : Business or None
        The same, with retention and lifetime value.

    Raises
    ------
    NotFound
        A stage in `stages` that is not there; the nearest one is named.
    BadInput
        No source or a wrong one, a label that two stages claim, effort on two scales.
    """

    def __init__(
        self,
        journey: Journey,
        *data: Source,
        stages: Mapping[Any, Sequence[str]] | None = None,
        by: By = None,
        thresholds: Thresholds | None = None,
        business: Business | None = None,
        customers: Any = None,
    ) -> None:
        self.journey = journey
        self.business = check_business(business)
        self._sources: tuple[Bound, ...] = sources.bound(data)
        self._by = check_by(by, self._sources)
        self.set_customers(customers)
        self._limits: dict[str, Limits] = {k: v for k, v in read_limits(thresholds or {}).items() if v}
        self._as_of: Any = None
        state = journey.document.state
        if stages is not None and not isinstance(stages, Mapping):
            raise BadInput(
                "Which labels belong to which stage is said by a mapping.", where="stages", value=stages,
                expected='{"Discovery": ["main", "catalog"]}',
            )  # fmt: skip
        labels = {
            lookup.find_stage(state, journey.id, key).id: value for key, value in (stages or {}).items()
        }
        self._declared = declared_labels(labels)
        self._anchors = {stage.id: stage.name for stage in journey.stages}
        self._data = sources.data_of(self._sources)
        self._codes: dict[str, int] = {}
        self._drifted: frozenset[str] = frozenset()
        self._changes: Signal[Touched] = Signal()
        with journey.document.hold():
            self._readout = self._read(self._data, self._sources)
            self._cells: Cells = self._readout.cells
            self._off: Unsubscribe | None = journey.document.observe(self._on_change, Phase.METRICS)

    # -- new data -------------------------------------------------------------------------------------

    def append(self, rows: pd.DataFrame | Source, *, to: str | Source | None = None) -> None:
        """Take more rows in.

        Answers are counted and added. For events, only the histories of the customers of new rows are
        reduced again.

        Parameters
        ----------
        rows : data frame, Survey or EventLog
            With the columns of the source they belong to.
        to : str or source, optional
            Which source; found by its columns when left out.

        Raises
        ------
        BadInput, NotFound
            Nothing was taken in.
        """
        place = sources.place_of(self._sources, rows, to)
        self._take(*sources.with_rows(self._sources, self._data, place, rows))

    def refresh(
        self,
        data: pd.DataFrame | Source | None = None,
        *,
        survey: pd.DataFrame | Source | None = None,
        events: pd.DataFrame | Source | None = None,
        to: str | Source | None = None,
    ) -> None:
        """Replace the data of one or two sources, whole; with no argument, read all frames again as they are.

        Parameters
        ----------
        data : pandas.DataFrame, Survey or EventLog, optional
            New data of the source `to`, or of the one whose columns it has.
        survey, events : pandas.DataFrame, Survey or EventLog, optional
            New data of the only survey, of the only event log.
        to : str or source, optional
            The source that `data` replaces.

        Raises
        ------
        BadInput, NotFound
            Nothing was replaced.
        """
        new = {
            self._only(kind): frame
            for kind, frame in (("survey", survey), ("events", events))
            if frame is not None
        }
        if data is not None:
            new[sources.place_of(self._sources, data, to)] = data
        parts = {place: source.parts for place, source in enumerate(self._sources)}
        if new:
            parts |= {place: (self._sources[place].read(frame),) for place, frame in new.items()}
        elif all(part.origin() is None for s in self._sources for part in s.parts):
            raise BadInput(
                "The frames that were read are no longer there.",
                expected="refresh(df), refresh(survey=df) or refresh(events=df)",
            )
        else:
            parts = {place: sources.read_again(source) for place, source in enumerate(self._sources)}
        again = {self._sources[place].name for place in new} if new else set(self._drifted)
        after = tuple(Bound(source.name, parts[place]) for place, source in enumerate(self._sources))
        drifted = self._drifted
        self._drifted = drifted - again
        try:
            self._take(after, sources.data_of(after))
        except Exception:
            self._drifted = drifted
            raise

    def on_change(self, fn: Callable[[Touched], object]) -> Unsubscribe:
        """Call `fn` once after new data, and after an edit of the map that changes a number.

        It gets the set of (metric, stage id) whose cell came, went or changed. Returns the way out.
        """
        return self._changes.connect(fn)

    def set_thresholds(
        self, thresholds: Thresholds | None = None, *, as_of: Any = None, **metrics: Mapping[str, Any] | None
    ) -> None:
        """Set or take away the thresholds of metrics; cells, curve and charts follow.

        Parameters
        ----------
        thresholds : mapping of str to mapping, optional
            Metric → ``{"warning": …, "alert": …, "direction": "up" | "down", "floor": …, "max_age": …}``, or
            None to take them away; those of other metrics stay. `floor` is the least number of answers or
            cases for a verdict (30 if not set), `max_age` the days after which the newest data are stale.
        as_of : date, datetime or str, optional
            The day against which that age is told; today (UTC) when left out.
        **metrics
            The same by name: ``csat={"alert": 0.5}``.

        Raises
        ------
        NotFound, BadInput
            No such metric or key, a value that cannot be; nothing was changed.
        """
        if thresholds is not None and not isinstance(thresholds, Mapping):
            raise BadInput(
                "Thresholds are a mapping.", where="thresholds", value=thresholds,
                expected='{"csat": {"alert": 0.6}}',
            )  # fmt: skip
        limits = self._limits | read_limits({**(thresholds or {}), **metrics})
        before = self._limits, self._as_of
        day_of(as_of)
        self._limits, self._as_of = {name: value for name, value in limits.items() if value}, as_of
        try:
            with self.journey.document.hold():
                self._again()
        except BaseException:
            self._limits, self._as_of = before
            raise

    def close(self) -> None:
        """Stop following the map."""
        if self._off:
            self._off()
            self._off = None

    def __repr__(self) -> str:
        names = ", ".join(f"{source.name} ({sum(map(len, source.parts)):,} rows)" for source in self._sources)
        return f"<Binding of {self.journey.title!r} to {names}; {', '.join(self._cells)}>"

    # -- inside ---------------------------------------------------------------------------------------

    def _read(self, data: Data, bound: tuple[Bound, ...]) -> Readout:
        layout = Layout.of(self.journey.stages, self.journey.lanes)
        found = readout.read(
            layout, replace(data, business=self.business), self._declared, self._anchors, self._codes,
            self._limits, day_of(self._as_of), self._moved(bound), self._decisions.stages,
        )  # fmt: skip
        self._computed_at = dt.datetime.now(dt.UTC)
        self._codes |= found.codes
        return found

    def _again(self) -> None:
        found = self._read(self._data, self._sources)
        self._show(found, found.cells)

    def _take(self, after: tuple[Bound, ...], data: Data) -> None:
        """Show new data; when they cannot be read, what was there stays."""
        with self.journey.document.hold():
            found = self._read(data, after)
            self._sources, self._data = after, data
            self._show(found, found.cells, always=True)

    def _show(self, found: Readout, cells: Cells, *, always: bool = False) -> None:
        touched = readout.changed(self._cells, cells)
        self._readout, self._cells = found, cells
        if touched or always:
            self._changes.emit(touched, self._report)

    def _on_change(self, change: Change) -> None:
        """Follow an edit of the map: nothing is done unless stages, their order, names or targets changed."""
        if not any(change.touched(table) for table in _WATCHED):
            return
        layout = Layout.of(self.journey.stages, self.journey.lanes)
        if layout == self._readout.layout and not any(change.touched(table) for table in _TELLING):
            return
        try:
            found = self._read(self._data, self._sources)
        except Exception as error:  # noqa: BLE001 - whatever it was, the cells say so and the edit stays
            self._report(error)
            found = Readout(layout, self._data, self._readout.matches, {}, None)
            self._show(found, readout.broken(layout, self._cells, error))
        else:
            self._show(found, found.cells)

    def _report(self, error: BaseException) -> None:
        detail = "".join(traceback.format_exception(error))
        self.journey.document.report(Notice("error", f"{type(error).__name__}: {error}", detail))

    def _stage_ids(self, stage: Stage | str | None) -> tuple[str, ...]:
        """Return the ids wanted; an id or a record of a stage that was removed is still a stage."""
        if stage is None:
            return self._readout.layout.stage_ids
        wanted = stage.id if isinstance(stage, Stage) else stage
        if wanted in self._anchors or wanted in self._codes:
            return (wanted,)
        return (lookup.find_stage(self.journey.document.state, self.journey.id, stage).id,)

    def _only(self, kind: str) -> int:
        places = [index for index, source in enumerate(self._sources) if source.first.kind == kind]
        if len(places) == 1:
            return places[0]
        raise BadInput(
            f"There is no {kind} bound here." if not places else f"There are {len(places)} of this kind.",
            where=kind,
            expected="refresh(df, to= one of " + ", ".join(source.name for source in self._sources) + ")",
        )
