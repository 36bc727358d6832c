"""Saves a document a moment after each edit and follows its file, by thread or timer; knows no widgets."""

from __future__ import annotations

import contextlib
import os
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from cjm_widgets.errors import CjmError, FileProblem
from cjm_widgets.model.between import diff
from cjm_widgets.model.document import Document
from cjm_widgets.model.records import Conflict
from cjm_widgets.model.signals import Change, Notice, Phase, SaveState, SaveStatus
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words
from cjm_widgets.storage.file import DocumentFile
from cjm_widgets.storage.history import AutomaticVersions
from cjm_widgets.storage.lock import Opener
from cjm_widgets.storage.loop_timer import LoopTimer
from cjm_widgets.storage.merge import merge3
from cjm_widgets.storage.reading import Content

Outcome = Literal["done", "again", "failed", "inside"]
_TRY = 0.2
_SOON = 0.05


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: after the last edit, after the first unsaved one, between looks, longest back-off."""

    quiet: float = 0.2
    longest: float = 0.7
    look: float = 1.0
    back_off: float = 15.0

    def due(self, first: float, last: float) -> float:
        """Return when to save, given when the first unsaved and the last edit were made."""
        return min(last + self.quiet, first + self.longest)


class Autosaver:
    """Keeps one document and its file the same.

    It saves frozen states, so the lock of the document is never held while files are read or written. What
    needs that lock (telling that all is saved, merging in what another kernel wrote) is put off while
    someone else has it, so nothing can wait for each other for ever.

    Parameters
    ----------
    document : Document
        What is saved.
    file : DocumentFile
        Where it is saved.
    shown : str
        The path as people wrote it, for messages.
    at : str, optional
        When the file was last written, ISO 8601.
    pace : Pace, optional
        How soon to save.
    versions : AutomaticVersions, optional
        What hears of each save.
    """

    def __init__(
        self,
        document: Document,
        file: DocumentFile,
        shown: str,
        *,
        at: str | None = None,
        pace: Pace | None = None,
        versions: AutomaticVersions | None = None,
    ) -> None:
        self._versions = versions
        self.document, self.file, self.shown = document, file, shown
        self.pace = pace or Pace()
        self.error: CjmError | None = None
        self._latest: tuple[int, State] = (document.revision, document.state)
        self._told = document.revision if at else -1
        self._at = at
        self._fresh: tuple[Conflict, ...] = ()
        self._others: frozenset[Opener] = frozenset()
        self._missing = False
        self._first = self._last = 0.0
        self._wait = self._retry_at = 0.0
        self._looked_at = time.monotonic()
        self._io = threading.RLock()
        self._inside = False
        self._wake = threading.Condition()
        self._stopped = False
        self._pid = os.getpid()
        self._forget = document.observe(self._on_change, Phase.STORAGE)
        self._thread = threading.Thread(target=self._run, name=f"autosave {file.path.name}", daemon=True)
        self._timer: LoopTimer | None = None

    def start(self) -> None:
        """Begin to save by itself: in a thread, or from the event loop where none can be started.

        Raises
        ------
        RuntimeError
            There is neither.
        """
        self._others = frozenset(self.file.others())
        try:
            self._thread.start()
        except RuntimeError:  # Python in a browser has no threads
            self._timer = LoopTimer(self._next, self.turn)

    @property
    def clean(self) -> bool:
        """Whether the file holds every batch applied so far, and this was told."""
        return self._told >= self.document.revision

    def flush(self, patience: float = 10.0) -> bool:
        """Save now, in this thread; returns whether the file holds everything.

        Parameters
        ----------
        patience : float
            Seconds to go on trying while other kernels write at the same time.
        """
        until = time.monotonic() + patience
        outcome: Outcome = "again"
        while outcome == "again" and time.monotonic() < until and self.mine:
            outcome = self._cycle()
        return outcome == "done" and self.clean

    @property
    def mine(self) -> bool:
        """Whether this is the process that opened the file, not a fork of it."""
        return os.getpid() == self._pid

    def stop(self) -> None:
        """End thread or timer, stop listening and leave the list of those who have it open; saves nothing."""
        with self._wake:
            self._stopped = True
            self._wake.notify_all()
        if self._timer is not None:
            self._timer.stop()
        self._forget()
        if self._thread.is_alive() and threading.current_thread() is not self._thread:
            self._thread.join(10)
        if self.mine:
            self.file.lock.leave()

    # -- the document side ----------------------------------------------------------------------------

    def _on_change(self, change: Change) -> None:
        """Note that there is something to save; runs inside the commit, so it does no input or output."""
        now = time.monotonic()
        with self._wake:
            if self._told >= self._latest[0]:
                self._first = now
            self._last = now
            if change.revision > self._latest[0]:
                self._latest = (change.revision, change.after)
            self._wake.notify_all()
        if self._timer is not None:
            self._timer.wake()
        if self.error is None:
            self._tell("saving")

    @contextlib.contextmanager
    def _held(self) -> Iterator[bool]:
        """Hold the document if it can be had soon; tells whether it is held."""
        held = self.document._lock.acquire(timeout=_TRY)
        try:
            yield held
        finally:
            if held:
                self.document._lock.release()

    def _snapshot(self) -> tuple[int, State]:
        """Return revision and content that belong together."""
        with self._held() as held:
            if held:
                self._latest = (self.document.revision, self.document.state)
            return self._latest

    def _tell(self, state: SaveState, message: str | None = None) -> None:
        self.document.set_save_status(SaveStatus(state, self.shown, self._at, message))

    def _report(self, notice: Notice) -> None:
        """Tell people; where warnings are errors, one must not end the thread."""
        with contextlib.suppress(Warning):
            self.document.report(notice)

    # -- when -----------------------------------------------------------------------------------------

    def _run(self) -> None:
        while not self._stopped:
            with self._wake:
                pause = self._next() - time.monotonic()
                if pause > 0 and not self._stopped:
                    self._wake.wait(pause)
            if not self._stopped:
                self.turn(time.monotonic())

    def _next(self) -> float:
        """Return when there is something to do next."""
        look = max(self._looked_at + self.pace.look, self._retry_at)
        return look if self._told >= self._latest[0] else min(look, self._next_save())

    def _next_save(self) -> float:
        return max(self.pace.due(self._first, self._last), self._retry_at)

    def turn(self, now: float) -> None:
        """Do what is due at `now` (seconds of the monotonic clock): save, or look at the file."""
        if self._told < self._latest[0] and now >= self._next_save():
            if self._cycle() == "again":
                self._retry_at = time.monotonic() + _SOON
        elif now >= max(self._looked_at + self.pace.look, self._retry_at):
            self._looked_at = now
            self.look()

    def look(self) -> None:
        """See whether someone else wrote, removed or opened the file, and follow."""
        others = frozenset(self.file.others())
        if others - self._others:
            self._report(Notice("info", also_open(self.shown, others)))
        self._others = others
        if not self.file.changed() and self.error is None:
            self._missing = False
        elif self.file.exists() or self._missing:
            self.flush(patience=_TRY)
        else:
            self._missing = True  # a program that replaces a file may take it away for a moment: look again

    # -- the file side --------------------------------------------------------------------------------

    def _cycle(self) -> Outcome:
        """Bring document and file together once; nothing that goes wrong ends the thread."""
        with self._io:
            if self._inside:
                return "inside"
            self._inside = True
            try:
                return self._save()
            except CjmError as error:
                self._fail(error)
            except Exception as error:  # noqa: BLE001 - the thread must outlive a fault and say so
                reason = Words("storage.fault", error=f"{type(error).__name__}: {error}")
                self._fail(FileProblem(reason, where=self.shown))
            finally:
                self._inside = False
            return "failed"

    def _save(self) -> Outcome:
        revision, state = self._snapshot()
        result = self.file.write(state)
        if isinstance(result, Content):
            self._merge(result)
            return "again"
        self._missing = False
        if result.written:
            self._at = datetime.now(UTC).isoformat(timespec="milliseconds")
        if result.recreated:
            self._report(Notice("warning", Words("storage.recreated", path=self.shown)))
        outcome: Outcome = "done" if self._announce(revision, bool(result.written)) else "again"
        if result.written and self._versions is not None:
            self._versions.saved(state)
        return outcome

    def _announce(self, revision: int, written: bool) -> bool:
        """Say that the file holds everything up to `revision`, if nothing came after it."""
        with self._held() as held:
            if not held or self.document.revision != revision:
                return False
            news = written or self.error is not None or self._told < revision or bool(self._fresh)
            self.error, self._wait, self._retry_at, self._told = None, 0.0, 0.0, revision
            fresh, self._fresh = self._fresh, ()
            if fresh:
                self._tell("conflict", in_conflict(len(fresh)))
            elif news:
                kept = len(self.document.conflicts)
                self._tell("saved", Words("storage.conflicts_kept", count=kept) if kept else None)
            return True

    def _merge(self, theirs: Content) -> None:
        """Take in what someone else wrote, as one step that can be undone."""
        loss = self._loss(theirs)
        with self._held() as held:
            if not held:
                return
            ours = self.document.state
            merged = merge3(self.file.base, ours, theirs.state)
            ops = diff(ours, merged.state)
            if ops:
                self.document.commit(ops, label="merge_file", origin="file")
            self.file.accept(theirs)
            self._fresh += merged.conflicts
        if loss and ops:
            self._report(Notice("warning", loss))
        if merged.conflicts:
            detail = "\n".join(f"{c.of_table}.{c.of_id}.{c.field}: {c.other}" for c in merged.conflicts)
            message = Words(
                "storage.conflict_in", path=self.shown, conflict=in_conflict(len(merged.conflicts))
            )
            self._report(Notice("warning", message, detail))

    def _loss(self, theirs: Content) -> Words | None:
        """Keep what the file held, where it holds an old state or nothing now; returns what to say of it."""
        if theirs.state.is_empty() and not self.file.base.is_empty():
            said = Words("storage.emptied", path=self.shown)
        elif self.file.went_back(theirs):
            said = Words("storage.went_back", path=self.shown)
        else:
            return None
        kept = self.document.keep_version("before_restore")
        return said.then(Words("storage.kept_before") if kept else None)

    def _fail(self, error: CjmError) -> None:
        """Say why the file is not written, and when to try again."""
        news = self.error is None or self.error.message != error.message
        self.error = error
        self._wait = min(max(1.0, self._wait * 2), self.pace.back_off)
        self._retry_at = time.monotonic() + self._wait
        with self._held():
            self._tell("failed", _reason(error).then(error.hint))
        if news:
            message = Words("storage.not_saved", path=self.shown, reason=_reason(error))
            place = Words("refusals.place", place=error.where or self.shown)
            self._report(Notice("error", message, _reason(error).then(place, error.hint)))


def _reason(error: CjmError) -> Words:
    """Return why something failed, in words of the catalogue."""
    said = error.message
    return said if isinstance(said, Words) else Words("storage.fault", error=said)


def also_open(shown: str, others: frozenset[Opener]) -> Words:
    """Return the sentence that tells of other kernels on the same file."""
    known = sorted(others, key=lambda other: (other.host, other.pid))
    who = tuple(Words("storage.process", pid=other.pid, host=other.host) for other in known)
    return Words("storage.also_open", path=shown, who=who)


def in_conflict(count: int) -> Words:
    """Return the sentence that tells of fields changed on both sides."""
    return Words("storage.conflict", count=count)
