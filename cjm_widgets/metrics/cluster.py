"""Event logs and surveys on Dask and Spark: read and reduced as all others, where they lie; knows no map."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.carriers.pandas_ import PandasFrame
from cjm_widgets.metrics.carriers.spread import Spread
from cjm_widgets.metrics.columns import Coded, Left, coded
from cjm_widgets.metrics.declared import EventColumns
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.fingerprints import Digest, total
from cjm_widgets.metrics.progress import stepped, told
from cjm_widgets.metrics.rules import Rules, reduced, units
from cjm_widgets.metrics.store import Codebook, EventStore, Job

if TYPE_CHECKING:
    from cjm_widgets.metrics.survey import Survey, SurveyColumns

_MOST_ODD = 10_000
Names = Literal["none", "given", "found"]
"""Labels of customers: none are needed, jobs are given them, or what jobs find is called by them."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What one part of a log or a survey says of itself."""

    rows: int
    counts: dict[str, int]
    left: tuple[Left, ...]
    odd: dict[Any, tuple[Any, ...]]
    read_as: str
    digest: Digest
    labels: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Spreaded:
    """A log whose rows stay where they are: what their labels are, and how often each came."""

    books: EventStore
    counts: NDArray[np.int64]


def _piece(columns: EventColumns, frame: pd.DataFrame) -> EventLog:
    piece = EventLog.__new__(EventLog)
    piece.columns, piece.progress, piece._parts = columns, None, None
    piece._read_frame(frame)
    return piece


def _scan(columns: EventColumns, frame: pd.DataFrame) -> Scan:
    piece = _piece(columns, frame)
    labels = {
        "segments": piece.segments.labels if piece.segments else (),
        "channels": piece.channels.labels if piece.channels else (),
    }
    odd = {column: values[:_MOST_ODD] for column, values in piece.odd.items()}
    return Scan(
        len(piece), piece.label_counts(), piece.left, odd, piece.read_as, _digest(piece, frame), labels
    )


def _digest(piece: EventLog | Survey, frame: pd.DataFrame) -> Digest:
    """Return what a fingerprint of a part is made of; rows of a cluster come in any order."""
    piece.carrier = PandasFrame(frame)
    return replace(piece.digest, placed=None)


def read_spread(log: EventLog) -> None:
    """Learn the labels of a log where its rows lie; none is brought here."""
    if log.columns.duplicates == "drop":
        raise BadInput(
            "Doubles are not left out of rows on many machines.", where="duplicates", value="drop",
            hint="Drop them in the engine, before the log.",
        )  # fmt: skip
    carrier: Any = log.carrier
    with told(log.progress):
        scans: list[Scan] = [
            scan for step in stepped([partial(_scan, log.columns)], "read") for scan in carrier.scanned(step)
        ]
    books, counts = EventStore(tz=log.columns.reading.tz), dict[str, int]()
    for scan in scans:
        for label in sorted(scan.counts):
            counts[label] = counts.get(label, 0) + scan.counts[label]
    for label in sorted(counts):
        books.labels.code(label)
    for name, book in (("segments", books.segments), ("channels", books.channels)):
        for label in sorted({label for scan in scans for label in scan.labels[name]}):
            book.code(label)
    log.rows = sum(scan.rows for scan in scans)
    log._left, log.odd = _summed(scans)
    log.read_as = next((scan.read_as for scan in scans), "")
    log.events, log.digest = Coded(np.empty(0, np.int32), books.labels.labels), total(s.digest for s in scans)
    log.spread = Spreaded(books, np.array([counts[label] for label in books.labels.labels], np.int64))


def _summed(scans: Sequence[Scan]) -> tuple[tuple[Left, ...], dict[Any, tuple[Any, ...]]]:
    left: dict[tuple[str, str], int] = {}
    odd: dict[Any, dict[Any, None]] = {}
    for scan in scans:
        for reason, column, rows in scan.left:
            left[reason, column] = left.get((reason, column), 0) + rows
        for column, values in scan.odd.items():
            odd.setdefault(column, {}).update(dict.fromkeys(values))
    found = tuple(Left(*key, rows) for key, rows in left.items())
    return found, {column: tuple(values) for column, values in odd.items()}


@dataclass(frozen=True, slots=True)
class _Books:
    """The codes that all workers share."""

    labels: tuple[str, ...]
    segments: tuple[str, ...]
    channels: tuple[str, ...]
    rules: Rules


def _work(
    columns: EventColumns,
    books: _Books,
    jobs: Sequence[Callable[..., Any]],
    of_units: bool,
    names: Names,
    frame: pd.DataFrame,
) -> list[Any]:
    """Read whole histories and run jobs on them, at a worker."""
    store = EventStore(
        labels=Codebook(books.labels), segments=Codebook(books.segments), channels=Codebook(books.channels)
    )
    events = store._encode(_piece(columns, frame)).ordered()
    given = units(events, books.rules) if of_units else events
    labels = store.customers.labels
    if names == "given":
        return [job(given, labels) for job in jobs]
    found = [job(given) for job in jobs]
    if names == "none":
        return found
    return [[labels[code] for code in codes.tolist()] for codes in found]


class ClusterStore(EventStore):
    """The events of logs on Dask or Spark: each job is one shuffle by customer, run by the engine."""

    logs: tuple[EventLog, ...] = ()
    _total: Bundle | None = None

    @staticmethod
    def of_spread(logs: Sequence[EventLog]) -> ClusterStore:
        """Return the store of some logs of one kind with the same columns.

        Raises
        ------
        BadInput
            Logs of several kinds, or with different columns: their histories cannot be joined.
        """
        store = ClusterStore(tz=logs[0].columns.reading.tz)
        first = next(log for log in logs if isinstance(log.carrier, Spread))
        store.logs = tuple(_alike(log, first) for log in logs)
        for log in store.logs:
            told_of = log.columns.rules
            store.rules = told_of if store.rules is None else store.rules.joined(told_of)
            books = log.spread.books if log.spread else EventStore()
            for name in ("labels", "segments", "channels"):
                for label in getattr(books, name).labels:
                    getattr(store, name).code(label)
        return store

    def appended(self, log: EventLog) -> ClusterStore:
        """Return a store with more events; histories are shuffled again."""
        return ClusterStore.of_spread((*self.logs, log))

    def bundle(self, stage_of: Sequence[int], stages: int, path: Sequence[int] = ()) -> Bundle:
        """Return the bundle of all events; kept until the mapping changes."""
        plan = self.plan(np.asarray(stage_of, np.int32), stages, path)
        made_for = (plan.stage_of.tobytes(), stages, plan.walk, self.told)
        if self._total is None or made_for != self._made_for:
            segments = len(self.segments)
            parts = self.run([partial(reduced, plan=plan, segments=segments)])[0]
            self._total, self._made_for = Bundle.total(parts, segments + 1, stages), made_for
        return self._total

    def run(self, jobs: Sequence[Job], *, of_units: bool = True) -> list[list[Any]]:
        """Return the results of each job: one a part of the customers."""
        found = self._sent(jobs, of_units=of_units)
        return [[row[place] for row in found] for place in range(len(jobs))]

    def customers_where(self, job: Job) -> list[str]:
        """Return the labels of the customers whose codes a job finds."""
        return [label for row in self._sent([job], names="found") for label in row[0]]

    def run_named(self, job: Callable[[Any, Sequence[str]], Any]) -> list[Any]:
        """Return the results of a job of events and of the labels of their customers: one a part of them."""
        return [row[0] for row in self._sent([job], names="given")]

    def _sent(
        self, jobs: Sequence[Callable[..., Any]], *, of_units: bool = True, names: Names = "none"
    ) -> list[Any]:
        columns, carrier = self.logs[0].columns, self.logs[0].carrier
        if len(self.logs) > 1:
            carrier = type(carrier)(carrier.concat([log.carrier.native for log in self.logs]))
        books = _Books(self.labels.labels, self.segments.labels, self.channels.labels, self.told)
        work = partial(_work, columns, books, tuple(jobs), of_units, names)
        parts = next((log._parts for log in self.logs if isinstance(log._parts, int)), None)
        with told(self.logs[0].progress):
            return [
                row
                for step in stepped([work], "reduce")
                for row in carrier.by_customer(columns.who, parts, step)  # type: ignore[attr-defined]
            ]


def _alike(log: EventLog, first: EventLog) -> EventLog:
    """Return a log as one of the kind of the first; rows in memory are handed to its engine."""
    same = replace(log.columns, name="", errors=(), contacts=(), open_days=0.0) == replace(
        first.columns, name="", errors=(), contacts=(), open_days=0.0
    )
    if same and log.carrier.kind == first.carrier.kind:
        return log
    if same and hasattr(log.carrier, "light") and isinstance(first.carrier, Spread):
        return first.like(first.carrier.taken(log.carrier.light()))
    raise BadInput(
        f"A log on a {first.carrier.kind} is one history with logs of its own kind and columns alone.",
        where=log.name, value=log.carrier.kind, expected=first.carrier.kind,
        hint="Join the logs in the engine and bind the whole.",
    )  # fmt: skip


# -- surveys --------------------------------------------------------------------------------------------

_PARTS = ("touchpoints", "segments", "channels")


def _tallied(columns: SurveyColumns, frame: pd.DataFrame) -> tuple[Scan, pd.DataFrame]:
    """Return how many answers of a part are alike in all that counts, at a worker."""
    from cjm_widgets.metrics.survey import Survey

    piece = Survey.__new__(Survey)
    piece.wide, piece.invited, piece.columns = None, None, columns
    piece._read_frame(frame, ())
    table = pd.DataFrame({"day": piece.days[piece.usable]})
    for name in _PARTS:
        column: Coded | None = getattr(piece, name)
        labels = np.array([*(column.labels if column else ()), None], object)
        codes = column.codes if column else np.full(len(piece), -1, np.int32)
        table[name] = labels[codes[piece.usable]]
    for question in piece.questions:
        table[question] = piece.scores[question][piece.usable]
    read_as = getattr(piece, "read_as", "")
    scan = Scan(len(piece), {}, piece.left, piece.odd, read_as, _digest(piece, frame), {})
    return scan, _alike_rows(table.assign(count=1))


def _alike_rows(table: pd.DataFrame) -> pd.DataFrame:
    keys = [name for name in table.columns if name != "count"]
    return table.groupby(keys, dropna=False, sort=True)["count"].sum().reset_index()


def read_spread_survey(survey: Survey) -> None:
    """Count the answers of a survey where they lie; what comes here is one row a kind of answer."""
    carrier: Any = survey.carrier
    found = carrier.scanned(partial(_tallied, survey.columns))
    scans = [scan for scan, _ in found]
    table = _alike_rows(pd.concat([part for _, part in found], ignore_index=True))
    survey.rows, survey.digest = sum(scan.rows for scan in scans), total(scan.digest for scan in scans)
    survey._left, survey.odd = _summed(scans)
    survey.read_as = next((scan.read_as for scan in scans), "")
    survey.usable = np.ones(len(table), bool)
    survey.days = table["day"].to_numpy(np.int32)
    survey.touchpoints = coded(table["touchpoints"])
    survey.segments = coded(table["segments"]) if survey.columns.segment else None
    survey.channels = coded(table["channels"]) if survey.columns.channel else None
    survey.scores = {question: table[question].to_numpy(np.int16) for question in survey.questions}
    survey.weights = table["count"].to_numpy(np.int64)
