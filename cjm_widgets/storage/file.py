"""The file of one open document: what was last seen on disk against what is there now; has no thread."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from cjm_widgets.errors import FileProblem
from cjm_widgets.model.codec import dumps
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words
from cjm_widgets.storage.atomic import Place, Stamp, place, stamp, write_atomic
from cjm_widgets.storage.lock import FileLock, Opener
from cjm_widgets.storage.reading import MERGE_MARKS, Content, fingerprint, read, read_bytes
from cjm_widgets.storage.reasons import reason_of

_TRIES = 5
_REMEMBERED = 5_000


class _Overtaken(Exception):
    """Someone wrote between our reading of the file and our writing of it."""


@dataclass(frozen=True, slots=True)
class Written:
    """The file holds what was asked: now `written` or before; `recreated` if it had been deleted."""

    written: bool = False
    recreated: bool = False


class DocumentFile:
    """Remembers the content and bytes this process last saw on disk, and never writes over others' work.

    Attributes
    ----------
    base : State
        The content last read or written: the common ground of a merge.
    """

    def __init__(self, path: Path, content: Content | None) -> None:
        self.path = path
        self.lock = FileLock(path)
        self.base = content.state if content else State()
        self._fingerprint = content.fingerprint if content else None
        self._stamp: Stamp | None = content.stamp if content else None
        self._place: Place | None = None
        with suppress(OSError):
            self._place = place(path.parent)
        self._writes = 0
        self._past: dict[str, int] = {}
        if content:
            self._remember(content.fingerprint)

    def exists(self) -> bool:
        """Tell whether there is a file; where that cannot be known, it is not taken for gone."""
        try:
            return stamp(self.path) is not None
        except OSError:
            return True

    def changed(self) -> bool:
        """Tell cheaply whether the file was touched since, or cannot be reached."""
        try:
            return stamp(self.path) != self._stamp
        except OSError:
            return True

    def write(self, state: State) -> Written | Content:
        """Put `state` on disk, unless someone else wrote there first: then return what they wrote.

        Raises
        ------
        FileProblem
            With the reason in words; the file is as it was.
        """
        with ExitStack() as stack:
            try:
                self.check_place()
                self._enter(stack)
                for _ in range(_TRIES):
                    with suppress(_Overtaken):
                        return self._write(state)
            except FileProblem:  # an OSError too, and in words already
                raise
            except OSError as error:
                raise in_words(error, self.path) from error
        raise self._busy()

    def _write(self, state: State) -> Written | Content:
        before = stamp(self.path)
        data = self._bytes()
        if data is not None:
            self._place = place(self.path.parent)
            if fingerprint(data) != self._fingerprint:
                return self._theirs()
            if state == self.base:
                self._stamp = before
                return Written()
            if not os.access(self.path, os.W_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        text = dumps(state).encode("utf-8")
        self._stamp = write_atomic(self.path, text, lambda: self._check_same(data))
        known, self._fingerprint, self.base = self._fingerprint, fingerprint(text), state
        self._place = place(self.path.parent)
        self._writes += 1
        self._remember(self._fingerprint)
        return Written(written=True, recreated=data is None and known is not None)

    def _check_same(self, data: bytes | None) -> None:
        """Look once more, at the last moment: not everyone who writes here heeds a lock."""
        self.check_place()
        if self._bytes() != data:
            raise _Overtaken

    def check_place(self) -> None:
        """Refuse to take another folder, in which the file is not, for the one it was in.

        A drive that is lost leaves an empty folder where it stood.

        Raises
        ------
        FileProblem
            Code ``other_folder``.
        """
        if self._place is None or stamp(self.path) is not None:
            return
        if place(self.path.parent) in (None, self._place):
            return
        raise FileProblem(
            Words("storage.other_folder"),
            code="other_folder",
            where=str(self.path),
            hint=Words("storage.other_folder_remedy"),
        )

    def take_place(self) -> None:
        """Take the folder that stands there now for the one of the file: somebody asks to save it there."""
        self._place = None

    def others(self) -> tuple[Opener, ...]:
        """Return the other living processes that have the file open; nobody where its folder is not there."""
        with suppress(OSError):
            self.check_place()
            return self.lock.others()
        return ()

    def went_back(self, theirs: Content) -> bool:
        """Tell whether the file holds what it held before this process saved something."""
        return self._past.get(theirs.fingerprint, self._writes) < self._writes

    def _remember(self, known: str) -> None:
        """Note that the file holds this, after as many writes of this process as there were."""
        self._past.pop(known, None)
        self._past[known] = self._writes
        if len(self._past) > _REMEMBERED:
            del self._past[next(iter(self._past))]

    def _bytes(self) -> bytes | None:
        try:
            return read_bytes(self.path)
        except FileProblem as error:
            kept = Words("storage.kept_in_memory")
            raise FileProblem(error.message, code=error.code, where=error.where, hint=kept) from error

    def accept(self, theirs: Content) -> None:
        """Take what someone else wrote as the new common ground."""
        self.base, self._fingerprint, self._stamp = theirs.state, theirs.fingerprint, theirs.stamp
        self._remember(theirs.fingerprint)

    def _enter(self, stack: ExitStack) -> None:
        try:
            stack.enter_context(self.lock.exclusive())
        except FileProblem:
            raise
        except OSError:
            return  # no lock file can be made here: saving goes on, or says itself why it cannot

    def _theirs(self) -> Content:
        try:
            theirs = read(self.path)
        except FileProblem as error:
            raise _spoilt(error) from error
        if theirs is None:
            raise self._busy()
        if theirs.partial:
            reason = Words("storage.newer_meanwhile").then(theirs.partial)
            raise FileProblem(reason, code="newer_schema", where=str(self.path))
        return theirs

    def _busy(self) -> FileProblem:
        return FileProblem(Words("storage.replaced"), code="busy", where=str(self.path))


def in_words(error: OSError, path: Path) -> FileProblem:
    """Return the reason a file could not be written, in words."""
    if error.errno in (errno.EACCES, errno.EPERM):
        folder = not os.access(path.parent, os.W_OK)
        reason = Words("storage.folder_not_permitted" if folder else "storage.not_permitted")
    else:
        reason = reason_of(error, "storage.unwritable")
    return FileProblem(reason, code="unwritable", where=str(path), hint=Words("storage.kept_in_memory"))


def _spoilt(error: FileProblem) -> FileProblem:
    """Return what to tell those whose open file someone else made unreadable; the place stays."""
    remedy = Words("storage.spoilt_remedy")
    if error.hint == MERGE_MARKS:
        remedy = MERGE_MARKS.then(Words("storage.kept_in_memory"))
    return FileProblem(
        Words("storage.spoilt").then(error.message),
        code=error.code,
        where=error.where,
        value=error.value,
        expected=error.expected,
        hint=remedy,
    )
