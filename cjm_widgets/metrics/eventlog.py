"""An event log: which columns hold what, copied, checked and counted; knows no map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api import types

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.carriers import InMemory, OutOfCore, light, selected
from cjm_widgets.metrics.columns import (
    Coded,
    Codes,
    Left,
    coded,
    excluded_frame,
    odd_values,
)
from cjm_widgets.metrics.declared import EventColumns, days_of, duplicates_of, labels_of, order_of, unit_of
from cjm_widgets.metrics.fingerprints import Digest, digest, way_back, whole
from cjm_widgets.metrics.progress import Reporter
from cjm_widgets.metrics.side_by_side import side_by_side
from cjm_widgets.metrics.times import Reading, Times, read_times

if TYPE_CHECKING:
    from cjm_widgets.metrics.cluster import Spreaded
    from cjm_widgets.metrics.parts import Parted


class EventLog:
    """What customers did, one event a row, ready to be bound to a journey.

    The frame given is not changed, nor copied where its library never changes one either; a change of a
    pandas frame afterwards is not seen.

    Parameters
    ----------
    df : data frame
        One row an event, in any order: of pandas, Polars (eager or lazy), pyarrow (Table or Dataset), a
        relation of DuckDB, or of Dask or Spark, whose rows stay where they are.
    customer, time, event : str
        Columns of who, when and what.
    channel, segment : str, optional
        Columns of the channel and of the customer's segment (of several, that of the first event).
    tie_breaker : str, optional
        Column that orders events of one customer at the same time; the order of the rows when left out.
    lifecycle : str, optional
        Column of life-cycle transitions, as process logs have them.
    lifecycle_keep : sequence of str
        Transitions that count, in capitals or not; the others are counted and left out.
    errors : sequence of str
        Events that are errors; the metric ``errors`` counts the customers who met one.
    open_days : float
        Customers whose last event is fewer days before the last one of the data are still under way: they are
        left out of ``abandonment``, and their last visit is censored in the time in stage (Kaplan–Meier).
        With 0 everybody is done.
    order : str
        What counts as going on, in conversion, drop-off and completion. ``"loose"`` (or ``"open"``): an event
        in the other stage after the first in this one. ``"ordered"``: customers who passed every stage of the
        map so far, each after the one before; others between them do no harm. ``"strict"``: the next visit.
    unit : str, optional
        What is counted: ``"customers"``, ``"sessions"`` or ``"cases"``; as the columns given say when left
        out.
    session : str, optional
        Column of sessions, each within one customer. Without it a session ends with a pause of more than
        `session_gap` minutes.
    session_gap : float
        Minutes.
    case : str, optional
        Column of cases, where `customer` does not hold them.
    contacts : sequence of str
        Events by which customers contact somebody; gives first-contact resolution, ``fcr``, always of
        customers or cases: the share of first contacts that no other on the subject follows within
        `contact_days`. Contacts whose window is not over when the data end are left out.
    contact_days : float
        The window, in days.
    subject : str, optional
        Column of what a contact is about; all contacts of a customer are on one subject without it.
    duplicates : str
        ``"drop"``: of equal events of one customer at the same instant all but the first are left out, and
        counted; ``"keep"``: all count.
    tz : str
        Time zone of times without an offset, and of periods.
    name : str, optional
        What the log is called in tables.
    time_format, time_unit, day_first
        How times are written, where it cannot be told; see :class:`Reading`.
    parts : int or "auto", optional
        In how many parts of the customers a lazy log is read and reduced, so that memory holds one part; by
        the number of rows (from 20 million on) when left out; ``"auto"``: in as many as keep memory small.
        Parts need DuckDB and room on the disk. On Dask and Spark: into how many parts of customers they
        shuffle.
    progress : callable or bool, optional
        Gets a :class:`cjm_widgets.metrics.progress.Progress` after each part. When left out, work of over two
        seconds in parts shows a line on the terminal or below the cell; False: nothing.

    Raises
    ------
    BadInput
        A column that is missing or there twice, or of a wrong type.
    """

    kind = "events"
    parted: Parted | None = None
    spread: Spreaded | None = None

    def __init__(
        self,
        df: Any,
        customer: str = "customer",
        time: str = "time",
        event: str = "event",
        *,
        channel: str | None = None,
        segment: str | None = None,
        tie_breaker: str | None = None,
        lifecycle: str | None = None,
        lifecycle_keep: Sequence[str] = ("COMPLETE",),
        errors: Sequence[str] = (),
        open_days: float = 0.0,
        order: str = "loose",
        unit: str | None = None,
        session: str | None = None,
        session_gap: float = 30.0,
        case: str | None = None,
        contacts: Sequence[str] = (),
        contact_days: float = 7.0,
        subject: str | None = None,
        duplicates: str = "keep",
        tz: str = "UTC",
        name: str | None = None,
        time_format: str | None = None,
        time_unit: str | None = None,
        day_first: bool | None = None,
        parts: int | Literal["auto"] | None = None,
        progress: Reporter | bool | None = None,
    ) -> None:
        self.progress, self._parts = progress, parts
        if isinstance(lifecycle_keep, str):
            lifecycle_keep = (lifecycle_keep,)
        if not isinstance(lifecycle_keep, Iterable):
            raise BadInput(
                "The transitions to keep are a list of texts.", where="lifecycle_keep", value=lifecycle_keep,
                expected='("COMPLETE",)',
            )  # fmt: skip
        for argument, column in (("customer", customer), ("time", time), ("event", event)):
            if not column:
                raise BadInput(
                    "An event log needs customer, time and event.", where=argument, expected="a column"
                )
        reading = Reading(tz, time_format, time_unit, day_first)
        self._read(
            df,
            EventColumns(
                customer, time, event, channel, segment, tie_breaker, lifecycle,
                tuple(lifecycle_keep), reading,
                name or "events", labels_of(errors), days_of(open_days, "open_days"), session, case, subject,
                labels_of(contacts), days_of(contact_days, "contact_days"), order_of(order),
                unit_of(unit, session, case), days_of(session_gap, "session_gap"),
                duplicates_of(duplicates),
            ),
        )  # fmt: skip

    def _read(self, df: Any, columns: EventColumns) -> None:
        self.columns = columns
        self.origin, self.whole = way_back(df), whole(df)
        self.carrier = selected(df, columns.wanted(), "The event log")
        if self.carrier.spread:
            from cjm_widgets.metrics.cluster import read_spread

            read_spread(self)
            return
        if isinstance(self.carrier, OutOfCore) or self._parts is not None:
            from cjm_widgets.metrics import parts

            count = parts.parts_for(self.carrier, self._parts)
            if count > 1:
                parts.read_parts(self, count)
                return
        self._read_frame(light(self.carrier))

    def _read_frame(self, frame: pd.DataFrame) -> None:
        """Check and encode the columns of rows."""
        columns = self.columns
        self.rows = len(frame)
        who = columns.who
        marked = {"session": columns.session, "subject": columns.subject}
        marked = {name: column for name, column in marked.items() if column}
        jobs: list[tuple[Any, str | None]] = [
            (coded, who), (coded, columns.event), (coded, columns.segment), (coded, columns.channel),
            (_tie_values, columns.tie_breaker), *((coded, column) for column in marked.values()),
            (partial(read_times, reading=columns.reading), columns.time),
        ]  # fmt: skip
        found: list[Any] = side_by_side(lambda job: job[0](frame[job[1]]) if job[1] else None, jobs)
        self.customers: Coded = found[0]
        self.events: Coded = found[1]
        self.segments: Coded | None = found[2]
        self.channels: Coded | None = found[3]
        self.ties: NDArray[Any] | None = found[4]
        self.marks: dict[str, Coded] = dict(zip(marked, found[5:-1], strict=True))
        times: Times = found[-1]
        self.us: NDArray[np.int64] = times.us
        self.read_as = times.how
        reasons = [
            ("missing_customer", who, self.customers.codes < 0),
            ("missing_event", columns.event, self.events.codes < 0),
            ("missing_time", columns.time, times.missing),
            ("bad_time", columns.time, times.bad),
        ]
        if columns.lifecycle:
            steps = coded(frame[columns.lifecycle])
            kept = np.array([*map(columns.keeps, steps.labels), False])[steps.codes]
            reasons.append(("lifecycle", columns.lifecycle, ~kept))
        self.usable: NDArray[np.bool_] = np.ones(len(frame), bool)
        left = []
        for reason, column, mask in reasons:
            left.append(Left(reason, column, int((mask & self.usable).sum())))
            self.usable = self.usable & ~mask
        if columns.duplicates == "drop":
            left.append(Left("duplicate", columns.event, self._drop_duplicates()))
        self._left = tuple(item for item in left if item.rows)
        self.odd = {who: odd_values(frame[who], self.customers.codes < 0)}
        self.odd[columns.time] = odd_values(frame[columns.time], times.bad | times.missing)

    def _drop_duplicates(self) -> int:
        """Leave out events that were there before; return how many."""
        places = np.flatnonzero(self.usable)
        keys = (self.events.codes[places], self.us[places], self.customers.codes[places])
        order = np.lexsort(keys)
        again = np.logical_and.reduce([key[order][1:] == key[order][:-1] for key in keys])
        self.usable[places[order[1:][again]]] = False
        return int(again.sum())

    @property
    def frame(self) -> pd.DataFrame:
        """The columns that are read; what is lazy is read anew."""
        return light(self.carrier)

    @property
    def name(self) -> str:
        """What the log is called."""
        return self.columns.name

    @property
    def excluded(self) -> pd.DataFrame:
        """Which events do not count: a DataFrame with reason, column and rows.

        Reasons: ``missing_customer``, ``missing_event``, ``missing_time``, ``bad_time``, ``lifecycle`` (a
        transition that is not kept). Each row is counted once, for the first reason that holds.
        """
        return excluded_frame(self._left)

    @property
    def left(self) -> tuple[Left, ...]:
        """What :attr:`excluded` shows, as tuples."""
        return self._left

    @property
    def labels(self) -> Codes:
        """The event code of each row; -1 where the row does not count."""
        return np.where(self.usable, self.events.codes, np.int32(-1)).astype(np.int32)

    def label_counts(self) -> dict[str, int]:
        """Return event → how many of them count."""
        elsewhere = self.parted or self.spread
        if elsewhere is not None:
            counts = elsewhere.counts
        else:
            counts = np.bincount(self.labels[self.labels >= 0], minlength=len(self.events.labels))
        return dict(zip(self.events.labels, counts.tolist(), strict=True))

    def _bare(self) -> EventLog:
        """Return a log with the same columns and no rows yet."""
        other = EventLog.__new__(EventLog)
        other.columns, other.progress, other._parts = self.columns, self.progress, None
        return other

    @cached_property
    def digest(self) -> Digest:
        """What a fingerprint of the events is made of."""
        columns = [f"{name}={column}" for name, column in self.wanted().items() if column]
        marks = [self.marks[name] for name in sorted(self.marks)]
        parts: list[Any] = [self.customers, self.events, self.us, self.segments, self.channels, self.ties]
        ordered = isinstance(getattr(self, "carrier", None), InMemory)
        return digest(columns, len(self), [*parts, self.usable, *marks], ordered=ordered)

    def like(self, df: Any) -> EventLog:
        """Return a log with the same columns over `df`, other rows."""
        other = self._bare()
        other._read(df, self.columns)
        return other

    def wanted(self) -> dict[str, str | None]:
        """Return argument → column, for the columns that rows must have."""
        return self.columns.wanted()

    def __len__(self) -> int:
        return self.rows

    def __repr__(self) -> str:
        people = "" if self.parted or self.spread else f" of {len(self.customers.labels)} customers"
        return f"<EventLog {self.name!r}: {len(self)} events{people}>"


def _tie_values(column: pd.Series[Any]) -> NDArray[Any]:
    """Return what orders events at the same time, as numbers; missing ones come last."""
    if column.dtype.kind == "M":
        column = column.dt.as_unit("us").astype("int64") if column.notna().all() else column.rank()
    if not types.is_numeric_dtype(column.dtype) or types.is_complex_dtype(column.dtype):
        raise BadInput(
            f'Column "{column.name}" cannot break ties.', where="tie_breaker", value=str(column.dtype),
            expected="numbers, such as the number of the row in its source",
        )  # fmt: skip
    if types.is_integer_dtype(column.dtype) and column.notna().all():
        unsigned = types.is_unsigned_integer_dtype(column.dtype)  # 2**63 and more would wrap round
        return column.to_numpy(dtype="uint64" if unsigned else "int64")
    return np.asarray(np.nan_to_num(column.to_numpy(dtype="float64", na_value=np.nan), nan=np.inf))
