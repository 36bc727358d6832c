"""Writing a file whole or not at all; knows bytes and folders, nothing of documents."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from stat import S_ISDIR
from typing import NamedTuple

LEFT_OVER_AFTER = 3600.0
_BINARY = getattr(os, "O_BINARY", 0)


class Stamp(NamedTuple):
    """What tells cheaply that a file was written again: time in nanoseconds, bytes, inode."""

    mtime_ns: int
    size: int
    inode: int


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of a file, or None when it is not there; OSError where that cannot be known."""
    found = _stat(path)
    return None if found is None else _stamp(found)


def _stamp(found: os.stat_result) -> Stamp:
    return Stamp(found.st_mtime_ns, found.st_size, found.st_ino)


class Place(NamedTuple):
    """What tells a folder from another one of the same path: its device and its number there."""

    device: int
    inode: int


def place(folder: Path) -> Place | None:
    """Return what tells a folder from others, or None when there is none; OSError where that is not known."""
    found = _stat(folder)
    return Place(found.st_dev, found.st_ino) if found and S_ISDIR(found.st_mode) else None


def _stat(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return None


def write_atomic(path: Path, data: bytes, check: Callable[[], object] | None = None) -> Stamp:
    """Write `data` to `path` so that a reader sees the old or the new file, never a part.

    The bytes go to a temporary file in the same folder, then to the disk, then over the old file. A link is
    followed; mode and owner of the old file are kept.

    Parameters
    ----------
    path : Path
        The file.
    data : bytes
        What it is to hold.
    check : callable, optional
        Called at the last moment, when only the name is missing; what it raises leaves the old file in place.

    Raises
    ------
    OSError
        Nothing was changed and the temporary file is gone.
    """
    target = Path(os.path.realpath(path))
    temp = target.with_name(f".{target.name[:40]}.{os.getpid()}.{secrets.token_hex(4)}.tmp")
    descriptor = os.open(temp, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        try:
            _keep_mode(descriptor, temp, target)
            _write_all(descriptor, data)
            os.fsync(descriptor)
            written = _stamp(os.fstat(descriptor))
        finally:
            os.close(descriptor)
        if check is not None:
            check()
        os.replace(temp, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temp)
        raise
    _sync_folder(target.parent)
    return written


def _write_all(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _keep_mode(descriptor: int, temp: Path, target: Path) -> None:
    """Give the new file the mode, and where allowed the owner, of the one it replaces."""
    try:
        old = os.stat(target)
    except FileNotFoundError:
        return
    with contextlib.suppress(OSError, AttributeError):
        mine = os.fstat(descriptor)
        if (mine.st_uid, mine.st_gid) != (old.st_uid, old.st_gid):
            os.fchown(descriptor, old.st_uid, old.st_gid)
    with contextlib.suppress(OSError):
        os.chmod(temp, old.st_mode & 0o7777)


def _sync_folder(folder: Path) -> None:
    """Make the new name durable; some systems cannot open or sync a folder, and need not."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def remove_left_overs(path: Path, *, older_than: float = LEFT_OVER_AFTER) -> list[Path]:
    """Remove temporary files that killed processes left beside `path`; returns what was removed.

    Parameters
    ----------
    path : Path
        The document file.
    older_than : float
        Seconds; younger ones may belong to a process that is writing now.
    """
    mine = re.compile(re.escape(f".{path.name[:40]}.") + r"\d+\.[0-9a-f]{8}\.tmp")
    removed = []
    with contextlib.suppress(OSError):
        for entry in os.scandir(path.parent):
            if (
                mine.fullmatch(entry.name)
                and time.time() - entry.stat(follow_symlinks=False).st_mtime > older_than
            ):
                os.unlink(entry.path)
                removed.append(Path(entry.path))
    return removed
