"""The versions of a document as people see them, and what keeps them; knows no files."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal, Protocol, cast, get_args

from cjm_widgets.errors import CjmError, FileProblem
from cjm_widgets.locale import FALLBACK, known, text
from cjm_widgets.model import codec
from cjm_widgets.model.records import SCHEMA_VERSION
from cjm_widgets.model.state import State
from cjm_widgets.model.version_log import NAMED, Entry, Flat, VersionLog, changed, surplus

VersionKind = Literal["named", "opening", "automatic", "before_import", "before_restore"]
_KINDS = get_args(VersionKind)
MOST_AUTOMATIC = 100
MOST_BYTES = 8_000_000
_AFTER_THINNING = 0.8


@dataclass(frozen=True, slots=True)
class Version:
    """One kept state of a document.

    Attributes
    ----------
    id : str
        What it goes by.
    label : str
        What a person called it; empty for one that was made by itself.
    time : datetime
        When it was kept, with its time zone (UTC).
    kind : str
        ``"named"``, or why it was made: ``"opening"``, ``"automatic"``, ``"before_import"``,
        ``"before_restore"``.
    changes : int
        How many records differ from the version before it.
    """

    id: str
    label: str
    time: datetime
    kind: VersionKind
    changes: int
    _content: Callable[[str], State] = field(repr=False, compare=False)

    @property
    def state(self) -> State:
        """The frozen content, read now.

        Raises
        ------
        NotFound
            It was let go meanwhile.
        FileProblem
            The history is spoilt at this place.
        """
        return self._content(self.id)

    def title(self, locale: str = FALLBACK) -> str:
        """Return its label, or in a language why it was made."""
        return self.label or text(f"versions.{self.kind}", known(locale))


class Shelf(Protocol):
    """Where the bytes of a history are."""

    def read(self) -> bytes:
        """Return all of them; nothing where there is no history yet."""

    def append(self, data: bytes) -> None:
        """Add to them, durably; raises FileProblem with nothing added."""

    def replace(self, data: bytes) -> None:
        """Put others in their place, whole or not at all; raises FileProblem."""

    def alone(self) -> AbstractContextManager[object]:
        """Be the only one at the shelf inside this block."""


class MemoryShelf:
    """The history of a document that has no file."""

    def __init__(self) -> None:
        self._data = b""

    def read(self) -> bytes:
        """Return all bytes."""
        return self._data

    def append(self, data: bytes) -> None:
        """Add to them."""
        self._data += data

    def replace(self, data: bytes) -> None:
        """Put others in their place."""
        self._data = data

    def alone(self) -> AbstractContextManager[object]:
        """Nobody else knows this shelf."""
        return nullcontext()


class VersionKeeper:
    """Keeps versions on a shelf.

    Nothing is remembered between two calls: what another kernel put on the shelf counts at once. A version
    costs the reading of the history and one pass over the records; an edit costs nothing.

    Parameters
    ----------
    shelf : Shelf
        Where they are kept.
    most : int
        How many that nobody named are kept; the named ones are never let go.
    room : int
        Bytes the history may take before it is thinned out.
    """

    def __init__(
        self, shelf: Shelf | None = None, *, most: int = MOST_AUTOMATIC, room: int = MOST_BYTES
    ) -> None:
        self.shelf: Shelf = shelf or MemoryShelf()
        self._most, self._room = most, room
        self._lock = threading.Lock()

    def versions(self) -> tuple[Version, ...]:
        """Return all versions, the oldest first."""
        return tuple(self._version(entry) for entry in self._log().entries)

    def content(self, version_id: str) -> State:
        """Return the content of a version; raises NotFound or FileProblem."""
        return codec.loads(self._log().text(version_id))

    def distances(self, state: State) -> dict[str, int | None]:
        """Return for each version, by its id, how many records of `state` differ from it, in either way.

        None stands for a version that cannot be read. The history is read once, and `state` passed over once.
        """
        log, now = self._log(), codec.flat(state)
        return {entry.id: self._distance(log, entry, now) for entry in log.entries}

    def _distance(self, log: VersionLog, entry: Entry, now: Flat) -> int | None:
        try:
            if entry.schema == SCHEMA_VERSION:
                return changed(log.records(entry.id), now)
            return changed(codec.flat(codec.loads(log.text(entry.id))), now)
        except CjmError:
            return None

    def name(self, state: State, label: str) -> Version:
        """Keep `state` under a name.

        Raises
        ------
        FileProblem
            It could not be written; the history is as it was.
        """
        now = codec.flat(state)
        with self._lock, self.shelf.alone():
            return self._add(VersionLog(self.shelf.read()), now, NAMED, label)

    def keep(self, state: State, kind: VersionKind) -> Version | None:
        """Keep `state` without a name; None where the last version holds the same. Raises as :meth:`name`."""
        now = codec.flat(state)
        with self._lock, self.shelf.alone():
            log = VersionLog(self.shelf.read())
            return None if log.ends_with(now) else self._add(log, now, kind, "")

    def _add(self, log: VersionLog, now: Flat, kind: VersionKind, label: str) -> Version:
        entry = log.new(now, kind, label)
        line = log.line(entry)
        self.shelf.append(line)
        self._thin(log, line)
        return self._version(entry)

    def _thin(self, log: VersionLog, line: bytes) -> None:
        """Let go of what is too much beside the `line` just added; a failure leaves all where it is."""
        automatic = sum(entry.kind != NAMED for entry in log.entries)
        too_large = log.size + len(line) > self._room
        if automatic <= self._most and not too_large:
            return
        most = min(int(self._most * _AFTER_THINNING), automatic)
        out = set(surplus(log.entries, min(most, automatic // 2) if too_large else most))
        if not out:
            return
        log = VersionLog(self.shelf.read())
        kept = [entry.id for entry in log.entries if entry.id not in out]
        try:
            self.shelf.replace(log.only(kept))
        except FileProblem:
            return

    def _log(self) -> VersionLog:
        return VersionLog(self.shelf.read())

    def _version(self, entry: Entry) -> Version:
        moment = datetime.fromisoformat(entry.at)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        kind = cast(VersionKind, entry.kind if entry.kind in _KINDS else "automatic")
        return Version(entry.id, entry.label, moment, kind, entry.changes, self.content)
