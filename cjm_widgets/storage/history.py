"""The history of a document beside its file, and the versions that are made by themselves; has no thread."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cjm_widgets.errors import FileProblem
from cjm_widgets.model.signals import Notice
from cjm_widgets.model.state import State
from cjm_widgets.model.versioned import history_failed
from cjm_widgets.model.versions import VersionKeeper, VersionKind
from cjm_widgets.storage.atomic import write_atomic
from cjm_widgets.storage.file import in_words
from cjm_widgets.storage.lock import FileLock
from cjm_widgets.storage.reading import read_bytes

EVERY = 600.0
"""Seconds of work between two versions that nobody asked for."""
_BINARY = getattr(os, "O_BINARY", 0)


def history_path(path: Path) -> Path:
    """Return where the history of the document file `path` is: ``<name>.cjm-history`` beside it."""
    return path.with_name(f"{path.name}.cjm-history")


class FileShelf:
    """The history file of one document: lines are added at its end, under the lock of the document.

    A process that is killed while it adds a line leaves a part of a line at most, which readers pass over.

    Parameters
    ----------
    document : Path
        The document file.
    check_place : callable, optional
        Raises FileProblem where another folder stands in the place of the one of the document.
    """

    def __init__(self, document: Path, check_place: Callable[[], None] = lambda: None) -> None:
        self._check_place = check_place
        self.path = history_path(document)
        self._lock = FileLock(document)

    def read(self) -> bytes:
        """Return all bytes; nothing where there is no history yet."""
        return read_bytes(self.path) or b""

    def append(self, data: bytes) -> None:
        """Add to them, durably.

        Raises
        ------
        FileProblem
            With the reason in words; what was added of it is taken away again.
        """
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | _BINARY, 0o666)
            try:
                size = os.fstat(descriptor).st_size
                try:
                    _write_all(descriptor, data)
                    os.fsync(descriptor)
                except BaseException:
                    with contextlib.suppress(OSError):
                        os.ftruncate(descriptor, size)
                    raise
            finally:
                os.close(descriptor)
        except OSError as error:
            raise self._in_words(error) from error

    def replace(self, data: bytes) -> None:
        """Put others in their place, whole or not at all; raises FileProblem."""
        try:
            write_atomic(self.path, data)
        except OSError as error:
            raise self._in_words(error) from error

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock of the document; where no lock file can be made, go on without."""
        with contextlib.ExitStack() as stack:
            try:
                self._check_place()
                stack.enter_context(self._lock.exclusive())
            except FileProblem:
                raise
            except OSError:
                pass
            yield

    def _in_words(self, error: OSError) -> FileProblem:
        known = in_words(error, self.path)
        return FileProblem(known.message, code=known.code, where=known.where)


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


class AutomaticVersions:
    """Makes versions after saves: one of what was opened, then at most one every ten minutes of work.

    What was opened is kept when the first edit is saved, so that looking at a document leaves nothing beside
    it. A failure is told once, and again only after it went well.

    Parameters
    ----------
    keeper : VersionKeeper
        What keeps them.
    opened : State
        The content when the file was opened.
    report : callable
        Tells people.
    every : float, optional
        Seconds between two versions, by the clock that nobody can set.
    """

    def __init__(
        self,
        keeper: VersionKeeper,
        opened: State,
        report: Callable[[Notice], None],
        *,
        every: float = EVERY,
    ) -> None:
        self._keeper, self._report, self._every = keeper, report, every
        self._opened: State | None = None if opened.is_empty() else opened
        self._last: float | None = None
        self._failing = False

    def saved(self, state: State) -> None:
        """Hear that `state` is in the file now; never raises what storage can do wrong."""
        now = time.monotonic()
        if self._last is None:
            self._last = now  # work begins with the first save, not with looking at what was opened
        if self._opened is not None:
            if self._keep(self._opened, "opening"):
                self._opened, self._last = None, now
        elif now - self._last >= self._every and self._keep(state, "automatic"):
            self._last = now

    def _keep(self, state: State, kind: VersionKind) -> bool:
        try:
            self._keeper.keep(state, kind)
        except FileProblem as error:
            if not self._failing:
                self._report(history_failed(error, saved=True))
            self._failing = True
            return False
        self._failing = False
        return True
