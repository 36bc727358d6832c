"""The documents this process has open, one for each real path, and what opens, saves and closes them."""

from __future__ import annotations

import atexit
import os
import sys
import threading
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from weakref import WeakSet

from cjm_widgets.errors import FileProblem
from cjm_widgets.model.codec import dumps
from cjm_widgets.model.document import Document
from cjm_widgets.model.signals import Notice, SaveStatus
from cjm_widgets.model.versions import VersionKeeper
from cjm_widgets.model.words import Words
from cjm_widgets.storage.atomic import Stamp, remove_left_overs, stamp, write_atomic
from cjm_widgets.storage.autosave import Autosaver, Pace, also_open
from cjm_widgets.storage.file import DocumentFile, in_words
from cjm_widgets.storage.history import AutomaticVersions, FileShelf
from cjm_widgets.storage.reading import Content, clean_path, read

PathLike = str | os.PathLike[str]


@dataclass(frozen=True, slots=True)
class _Open:
    """One open document; without a saver it is read-only, and `seen` is the stamp of what was read."""

    document: Document
    saver: Autosaver | None
    seen: Stamp | None = None


_OPEN: dict[Path, _Open] = {}
_PARTIAL: WeakSet[Document] = WeakSet()
_LOCK = threading.RLock()


def open(path: PathLike, *, pace: Pace | None = None) -> Document:  # noqa: A001
    """Open the document in a file, or begin a new one; from now on every edit is saved by itself.

    Opening a path that is open already gives the same document, so a cell that is run again finds it.

    Parameters
    ----------
    path : str or path
        The file. Its folder must be there; its name may end as you like (``.cjm.json`` is usual).
    pace : Pace, optional
        How soon edits are saved; by default 0.2 s after the last one, at most 0.7 s after the first.

    Returns
    -------
    Document
        ``document.read_only`` says why, if the file may not be written or is of a newer schema.

    Raises
    ------
    FileProblem
        No such folder, a folder, or no valid document; with the line. The file is never touched then.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> doc = cjm.open("glasses.cjm.json")  # doctest: +SKIP
    """
    real = clean_path(path)
    with _LOCK:
        known = _OPEN.get(real)
        if known is not None and (known.saver is not None or known.seen == stamp(real)):
            return known.document
        content = read(real)
        reason = _why_read_only(real, content)
        if content and reason:
            _OPEN[real] = _open_to_look(real, content, path, reason)
        else:
            _OPEN[real] = _open_to_edit(real, content, path, pace)
        return _OPEN[real].document


def load(path: PathLike) -> Document:
    """Read the document in the file at `path` into memory; edits are not saved by themselves.

    Raises
    ------
    FileProblem
        There is no such file, or it is no valid document.
    """
    real = clean_path(path)
    content = read(real)
    if content is None:
        raise FileProblem(
            "There is no such file.",
            code="no_file",
            where=str(path),
            hint="cjm_widgets.open makes a new one.",
        )
    document = Document(content.state)
    if content.partial:
        document.read_only = content.partial
        _PARTIAL.add(document)
    return document


def save(document: Document, path: PathLike) -> Path:
    """Write a document to a file, whole and at once; returns the real path.

    Raises
    ------
    FileProblem
        It could not be written, with the reason; or the document is only a part of a newer file.
    """
    real = clean_path(path)
    known = _OPEN.get(real)
    if known is not None and known.document is document and known.saver is not None:
        known.saver.file.take_place()
        _flush_or_raise(known.saver)
        return real
    if document in _PARTIAL:
        raise FileProblem(
            "This is only the part of a newer file that this version knows; a copy would lose the rest.",
            code="newer_schema",
            where=str(path),
            hint="Update cjm_widgets, or copy the file itself.",
        )
    try:
        if real.exists() and not os.access(real, os.W_OK):
            raise PermissionError(13, "Permission denied")
        write_atomic(real, dumps(document.state).encode("utf-8"))
    except OSError as error:
        raise in_words(error, real) from error
    return real


def flush(document: Document) -> bool:
    """Save what is not saved yet, now; returns whether the file holds everything (True without a file)."""
    known = _find(document)
    return known is None or known[1].saver is None or known[1].saver.flush()


def close(document: Document) -> None:
    """Save and let go of the file; the document goes on in memory. Does nothing for one that is not open.

    Raises
    ------
    FileProblem
        The last edits could not be saved; the document stays open.
    """
    with _LOCK:
        known = _find(document)
        if known is None:
            return
        path, opened = known
        if opened.saver is not None:
            _flush_or_raise(opened.saver)
            opened.saver.stop()
        del _OPEN[path]
    document.adopt_history(VersionKeeper())
    document.set_save_status(SaveStatus("memory"))


def _flush_or_raise(saver: Autosaver) -> None:
    if not saver.flush():
        raise saver.error or FileProblem(
            "The file could not be saved yet: others are at work on it.", code="busy", where=saver.shown
        )


def _find(document: Document) -> tuple[Path, _Open] | None:
    return next(((path, opened) for path, opened in _OPEN.items() if opened.document is document), None)


def _why_read_only(real: Path, content: Content | None) -> str | None:
    if content is None:
        return None
    if content.partial:
        return content.partial
    if not os.access(real, os.W_OK):
        return Words("storage.may_not_write", name=real.name)
    return None


def _open_to_look(real: Path, content: Content, path: PathLike, reason: str) -> _Open:
    document = Document(content.state)
    document.adopt_history(VersionKeeper(FileShelf(real)))
    document.read_only = reason
    if content.partial:
        _PARTIAL.add(document)
    document.set_save_status(SaveStatus("read_only", os.fspath(path), _time_of(content.stamp), reason))
    document.report(Notice("warning", reason))
    return _Open(document, None, content.stamp)


def _open_to_edit(real: Path, content: Content | None, path: PathLike, pace: Pace | None) -> _Open:
    shown = os.fspath(path)
    file = DocumentFile(real, content)
    if content is None:
        made = file.write(file.base)  # now, not after an hour of work, is the time to say that it cannot be
        if isinstance(made, Content):
            file.accept(made)
    document = Document(file.base)
    at = _time_of(stamp(real))
    remove_left_overs(real)
    others = frozenset(file.lock.join())
    message = also_open(shown, others) if others else None
    document.set_save_status(SaveStatus("saved", shown, at, message))
    if message:
        document.report(Notice("warning", message))
    elif not os.access(real.parent, os.W_OK):
        document.report(Notice("warning", Words("storage.folder_closed", path=shown)))
    keeper = VersionKeeper(FileShelf(real, file.check_place))
    document.adopt_history(keeper)
    versions = AutomaticVersions(keeper, file.base, document.report)
    saver = Autosaver(document, file, shown, at=at, pace=pace, versions=versions)
    saver.start()
    return _Open(document, saver)


def _time_of(found: Stamp | None) -> str | None:
    if found is None:
        return None
    return datetime.fromtimestamp(found.mtime_ns / 1e9, UTC).isoformat(timespec="milliseconds")


@atexit.register
def _at_exit() -> None:
    """Save what is left, and say on the way out what could not be saved."""
    for opened in list(_OPEN.values()):
        saver = opened.saver
        if saver is None:
            continue
        if not saver.flush(patience=5.0) and saver.mine:
            reason = saver.error or ""
            print(f"cjm_widgets: the last edits are not in {saver.shown}. {reason}", file=sys.stderr)
        saver.stop()
