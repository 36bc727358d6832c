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
from cjm_widgets.storage.atomic import Stamp, stamp, write_atomic
from cjm_widgets.storage.lock import FileLock
from cjm_widgets.storage.reading import Content, fingerprint, read, read_bytes


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
        """Tell whether there is a file."""
        return self.path.exists()

    def changed(self) -> bool:
        """Tell cheaply whether the file was touched since it was last read or written."""
        return stamp(self.path) != self._stamp

    def write(self, state: State) -> Written | Content:
        """Put `state` on disk, unless someone else wrote there first: then return what they wrote.

        Raises
        ------
        FileProblem
            With the reason in words; the file is as it was.
        """
        with ExitStack() as stack:
            self._enter(stack)
            before = stamp(self.path)
            data = read_bytes(self.path)
            if data is not None and fingerprint(data) != self._fingerprint:
                return self._theirs()
            if data is not None and state == self.base:
                self._stamp = before
                return Written()
            text = dumps(state).encode("utf-8")
            try:
                if data is not None and not os.access(self.path, os.W_OK):
                    raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
                self._stamp = write_atomic(self.path, text)
            except OSError as error:
                raise in_words(error, self.path) from error
            known, self._fingerprint, self.base = self._fingerprint, fingerprint(text), state
            return Written(written=True, recreated=data is None and known is not None)

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
        theirs = read(self.path)
        if theirs is None:
            raise FileProblem(
                "The file is being replaced by something else.", code="busy", where=str(self.path)
            )
        if theirs.partial:
            raise FileProblem(
                f"A newer version of cjm_widgets wrote this file meanwhile. {theirs.partial}",
                code="newer_schema",
                where=str(self.path),
            )
        return theirs


_REASONS = {
    errno.ENOSPC: "The disk is full.",
    getattr(errno, "EDQUOT", -1): "The disk quota is used up.",
    errno.EROFS: "The disk is read-only.",
    errno.ENOENT: "The folder of the file is gone.",
    errno.ENOTDIR: "The folder of the file is gone.",
    errno.ENAMETOOLONG: "The name of the file is too long.",
}


def in_words(error: OSError, path: Path) -> FileProblem:
    """Return the reason a file could not be written, in words."""
    if error.errno in (errno.EACCES, errno.EPERM):
        folder = not os.access(path.parent, os.W_OK)
        reason = (
            "The folder of the file does not let it be replaced." if folder else "Writing is not permitted."
        )
    else:
        reason = _REASONS.get(error.errno or 0) or f"The file cannot be written: {error.strerror or error}."
    return FileProblem(reason, code="unwritable", where=str(path), hint="Your edits are kept in memory.")
