"""Event logs that do not fit in memory: read and kept part of the customers by part; knows no map."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.carriers import Carrier, OutOfCore
from cjm_widgets.metrics.columns import Coded, Left
from cjm_widgets.metrics.engine import COLUMNS, Events
from cjm_widgets.metrics.fingerprints import Digest
from cjm_widgets.metrics.progress import stepped, told
from cjm_widgets.metrics.rules import reduced, units
from cjm_widgets.metrics.store import Codebook, EventStore, Job, trimmed

if TYPE_CHECKING:
    from cjm_widgets.metrics.eventlog import EventLog

PART_ROWS = 20_000_000
"""Up to so many rows a lazy log is read at once; beyond, in parts of about a tenth of that."""
SMALL_PART_ROWS = 600_000
"""Rows of a part where memory is said to be short: ten million rows stay under 500 MB in all."""
_MOST_PARTS = 256


@dataclass
class Shelf:
    """Ordered events on disk, part of the customers by part; gone with the last who uses them."""

    count: int
    folder: TemporaryDirectory[str] = field(default_factory=lambda: TemporaryDirectory(prefix="cjm_parts_"))

    def put(self, number: int, events: Events, who: NDArray[np.uint64]) -> None:
        """Keep a part, with what stands for each of its customers in every log."""
        arrays = {name: getattr(events, name) for name in COLUMNS if getattr(events, name) is not None}
        arrays |= {f"mark_{name}": codes for name, codes in events.marks.items()}
        for name, array in (arrays | {"who": who}).items():
            np.save(self._file(number, name), array)

    def events(self, number: int) -> Events:
        """Read a part."""
        found = {name: self._read(number, name) for name in COLUMNS}
        marks = {
            path.stem.split("mark_", 1)[1]: np.load(path)
            for path in Path(self.folder.name).glob(f"{number}_mark_*.npy")
        }
        return Events(**found, marks=marks)

    def who(self, number: int) -> NDArray[np.uint64]:
        """Return what stands for the customers of a part, by code."""
        return np.asarray(np.load(self._file(number, "who")))

    def _read(self, number: int, name: str) -> Any:
        path = self._file(number, name)
        return np.load(path) if path.exists() else None

    def _file(self, number: int, name: str) -> Path:
        return Path(self.folder.name) / f"{number}_{name}.npy"


@dataclass
class Parted:
    """A log in parts: its events in codes of its own, and what they stand for."""

    shelf: Shelf
    books: EventStore
    counts: NDArray[np.int64]

    def events(self, number: int) -> tuple[Events, NDArray[np.uint64]]:
        """Return a part, and what stands for its customers."""
        return self.shelf.events(number), self.shelf.who(number)


def parts_for(carrier: Carrier, asked: Any) -> int:
    """Return in how many parts a log is read: as asked for, by its rows when ``"auto"`` or left out.

    Raises
    ------
    BadInput
        No number of parts.
    """
    if asked is None:
        rows = len(carrier)
        return 1 if rows <= PART_ROWS else -(-rows * 10 // PART_ROWS)
    if asked == "auto":
        return min(_MOST_PARTS, -(-max(1, len(carrier)) // SMALL_PART_ROWS)) if _can(carrier) else 1
    if isinstance(asked, bool) or not isinstance(asked, int) or not 1 <= asked <= 65_536:
        raise BadInput(
            "This is no number of parts.", where="parts", value=asked, expected='1 to 65,536 or "auto"'
        )
    if asked > 1 and not _can(carrier):
        raise BadInput(
            f"A {carrier.kind} lies in memory already.", where="parts", value=asked,
            expected="a LazyFrame, a Dataset or a relation of DuckDB to be read in parts",
        )  # fmt: skip
    return int(asked)


def _can(carrier: Carrier) -> bool:
    return isinstance(carrier, OutOfCore)


def read_parts(log: EventLog, count: int) -> None:
    """Read a log part by part; the log keeps the parts on disk and of itself only what all rows share."""
    from cjm_widgets.metrics.carriers.arrow import ArrowTable
    from cjm_widgets.metrics.carriers.duck import Parts

    books = EventStore(tz=log.columns.reading.tz)
    shelf, counts = Shelf(count), np.zeros(0, np.int64)
    left: dict[tuple[str, str], int] = {}
    odd: dict[Any, dict[Any, None]] = {}
    log.rows, found = 0, Digest()
    source = Parts(log.carrier.relation(), log.columns.who, log.carrier.names(), count)  # type: ignore[attr-defined]
    with told(log.progress):
        for number in stepped(range(count), "read"):
            piece = log._bare()
            piece._read_frame(ArrowTable(source.part(number)).light())
            books.customers, books.marks = Codebook(), {}
            events = books._encode(piece)
            piece.carrier = log.carrier
            found = found.then(piece.digest)
            shelf.put(number, events.ordered(), _numbers(books.customers.labels))
            here = np.bincount(events.label, minlength=len(books.labels)).astype(np.int64)
            here[: len(counts)] += counts
            counts = here
            log.rows, log.read_as = log.rows + len(piece), piece.read_as
            for reason, column, rows in piece.left:
                left[reason, column] = left.get((reason, column), 0) + rows
            for column, values in piece.odd.items():
                odd.setdefault(column, {}).update(dict.fromkeys(values))
    books.customers, books.marks = Codebook(), {}
    log.odd = {column: tuple(values) for column, values in odd.items()}
    log.odd[log.columns.who] = ()
    log._left = tuple(Left(*key, rows) for key, rows in left.items())
    log.events = Coded(np.empty(0, np.int32), books.labels.labels)
    log.parted, log.digest = Parted(shelf, books, counts), found


def _numbers(labels: Sequence[str]) -> NDArray[np.uint64]:
    return np.array([int(label) for label in labels], np.uint64)


class PartStore(EventStore):
    """The events of some logs of which one at least lies in parts; a part is read whenever it is needed."""

    logs: tuple[EventLog, ...] = ()
    _bundles: dict[int, Bundle]

    @staticmethod
    def of_parts(logs: Sequence[EventLog]) -> PartStore:
        """Return the store of some logs."""
        store = PartStore(tz=logs[0].columns.reading.tz)
        store._bundles = {}
        store.logs = tuple(logs)
        counts = {log.parted.shelf.count for log in logs if log.parted}
        if len(counts) > 1:
            raise BadInput(
                "These event logs are one history, but lie in different parts.", where="parts",
                value=sorted(counts), expected="the same number of parts for every log",
            )  # fmt: skip
        store._recodes = [store._taken(log) for log in logs]
        store.buckets = _Buckets(store, counts.pop())  # type: ignore[assignment]
        return store

    _recodes: list[tuple[Any, ...]] = []  # noqa: RUF012 - set anew by every store

    def _taken(self, log: EventLog) -> tuple[Any, ...]:
        """Learn the labels of a log, and return what its codes are in this store; -1 stays -1."""
        self.rules = log.columns.rules if self.rules is None else self.rules.joined(log.columns.rules)
        if log.parted is None:
            events = EventStore()
            coded = events._encode(log)
            split = _split(coded, events.customers.labels, self._count_of(self.logs))
            books = events
        else:
            split, books = None, log.parted.books
        tables = [
            np.array([*(mine.code(label) for label in theirs.labels), -1], np.int32)
            for mine, theirs in (
                (self.labels, books.labels), (self.segments, books.segments), (self.channels, books.channels)
            )
        ]  # fmt: skip
        return (log.parted, split, *tables)

    @staticmethod
    def _count_of(logs: Sequence[EventLog]) -> int:
        return next(log.parted.shelf.count for log in logs if log.parted)

    def appended(self, log: EventLog) -> PartStore:
        """Return a store with more events; parts without new ones keep their bundles."""
        store = PartStore.of_parts((*self.logs, log))
        split = store._recodes[-1][1]
        touched = set(split) if split is not None else set(self.buckets)
        store._bundles = {number: found for number, found in self._bundles.items() if number not in touched}
        store._made_for = self._made_for
        return store

    def bundle(self, stage_of: Sequence[int], stages: int, path: Sequence[int] = ()) -> Bundle:
        """Return the bundle of all events; only parts with new rows or a new mapping are reduced."""
        plan = self.plan(np.asarray(stage_of, np.int32), stages, path)
        made_for = (trimmed(plan.stage_of), stages, plan.walk, self.told)
        if made_for != self._made_for:
            self._bundles, self._made_for = {}, made_for
        segments = len(self.segments)
        for number, events in self.histories(self._bundles):
            self._bundles[number] = reduced(events, plan, segments)
        return Bundle.total(self._bundles.values(), segments + 1, stages)

    def histories(self, known: Collection[int] = ()) -> Iterator[tuple[int, Events]]:
        """Give the number and the ordered events of each part not known, by unit of count; none is kept."""
        wanted = [number for number in self.buckets if number not in known]
        with told(self.logs[0].progress):
            for number in stepped(wanted, "reduce"):
                yield number, units(self.buckets[number], self.told)

    def part(self, number: int) -> tuple[Events, NDArray[np.uint64]]:
        """Return the ordered events of a part, and what stands for its customers."""
        found = [_piece(number, *recode) for recode in self._recodes]
        found = [(events, who) for events, who in found if len(events)] or found[:1]
        if len(found) == 1:
            return found[0]
        everyone = np.unique(np.concatenate([who for _, who in found]))
        moved = [
            replace(events, customer=np.searchsorted(everyone, who).astype(np.int32)[events.customer])
            for events, who in found
        ]
        return Events.joined(moved).ordered(), everyone

    def customers_where(self, job: Job) -> list[str]:
        """Return what stands for the customers whose codes a job finds."""
        found: list[str] = []
        for number in stepped(list(self.buckets), "reduce"):
            events, who = self.part(number)
            found += [str(name) for name in who[job(units(events, self.told))].tolist()]
        return found


def _piece(
    number: int, parted: Parted | None, split: Any, labels: Any, segments: Any, channels: Any
) -> tuple[Events, NDArray[np.uint64]]:
    """Return a part of one log in the codes of the store."""
    if parted is not None:
        events, who = parted.events(number)
    elif number in split:
        events, who = split[number]
    else:
        return _nothing(), np.empty(0, np.uint64)
    return replace(
        events,
        label=labels[events.label],
        segment=segments[events.segment],
        channel=None if events.channel is None else channels[events.channel],
    ), who


def _nothing() -> Events:
    none = np.empty(0, np.int32)
    return Events(none, np.empty(0, np.int64), none, none, None)


def _split(events: Events, labels: Sequence[str], count: int) -> dict[int, tuple[Events, NDArray[np.uint64]]]:
    """Return the events of a log that lies in memory by part, as DuckDB would put them."""
    from cjm_widgets.metrics.carriers.duck import hashes

    who = hashes(labels)
    part = (who % np.uint64(count)).astype(np.int64)[events.customer]
    found = {}
    for number in np.unique(part).tolist():
        here = events.take(np.flatnonzero(part == number))
        codes, alone = np.unique(here.customer, return_inverse=True)
        found[number] = (replace(here, customer=alone.astype(np.int32)).ordered(), who[codes])
    return found


class _Buckets(Mapping[int, Events]):
    """The parts of a store, read when they are asked for."""

    def __init__(self, store: PartStore, count: int) -> None:
        self._store, self._count = store, count

    def __getitem__(self, number: int) -> Events:
        return self._store.part(number)[0]

    def __iter__(self) -> Iterator[int]:
        return iter(range(self._count))

    def __len__(self) -> int:
        return self._count
