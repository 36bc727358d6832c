"""The file of one open document: what was last seen on disk against what is there now; has no thread."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from cjm_widgets.errors import FileProblem
from cjm_widgets.model.codec import dumps
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words
from cjm_widgets.storage.atomic import Stamp, stamp, write_atomic
from cjm_widgets.storage.lock import FileLock
from cjm_widgets.storage.reading import MERGE_MARKS, Content, fingerprint, read, read_bytes
from cjm_widgets.storage.reasons import reason_of


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
            self._enter(stack)
            try:
                return self._write(state)
            except FileProblem:  # an OSError too, and in words already
                raise
            except OSError as error:
                raise in_words(error, self.path) from error

    def _write(self, state: State) -> Written | Content:
        before = stamp(self.path)
        data = self._bytes()
        if data is not None and fingerprint(data) != self._fingerprint:
            return self._theirs()
        if data is not None and state == self.base:
            self._stamp = before
            return Written()
        text = dumps(state).encode("utf-8")
        if data is not None and not os.access(self.path, os.W_OK):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        self._stamp = write_atomic(self.path, text)
        known, self._fingerprint, self.base = self._fingerprint, fingerprint(text), state
        return Written(written=True, recreated=data is None and known is not None)

    def _bytes(self) -> bytes | None:
        try:
            return read_bytes(self.path)
        except FileProblem as error:
            kept = Words("storage.kept_in_memory")
            raise FileProblem(error.message, code=error.code, where=error.where, hint=kept) from error

    def accept(self, theirs: Content) -> None:
        """Take what someone else wrote as the new common ground."""
        self.base, self._fingerprint, self._stamp = theirs.state, theirs.fingerprint, theirs.stamp

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
            raise FileProblem(Words("storage.replaced"), code="busy", where=str(self.path))
        if theirs.partial:
            reason = Words("storage.newer_meanwhile").then(theirs.partial)
            raise FileProblem(reason, code="newer_schema", where=str(self.path))
        return theirs


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
