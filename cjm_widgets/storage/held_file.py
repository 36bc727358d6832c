"""One at a time by a file that is made and removed, where the system has no locks; knows no documents."""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path

STALE_AFTER = 30.0
"""Seconds one holder is watched before it is taken for dead, by the clock that nobody can set."""


class HeldFile:
    """A file that only one can make at a time: whoever made it is inside until they remove it.

    What a holder that died has left is removed: at once where `gone` knows it, else after it was watched for
    `STALE_AFTER` seconds.

    Parameters
    ----------
    path : Path
        The file.
    owner : str
        Who this is, one line.
    gone : callable
        Tells whether the owner of such a line surely runs no more.
    """

    def __init__(self, path: Path, owner: str, gone: Callable[[str], bool]) -> None:
        self.path, self._owner, self._gone = path, owner, gone
        self._watched: tuple[str, float] = ("", 0.0)

    def take(self) -> str | None:
        """Try once to be the one inside: returns what :meth:`give_back` wants, None where another is.

        Raises
        ------
        OSError
            No file can be made here.
        """
        mine = f"{secrets.token_hex(8)}\n{self._owner}\n"
        try:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        except FileExistsError:
            self._clear()
            return None
        try:
            os.write(descriptor, mine.encode())
        except BaseException:
            with contextlib.suppress(OSError):
                os.unlink(self.path)
            raise
        finally:
            os.close(descriptor)
        return mine

    def give_back(self, mine: str) -> None:
        """Let the next one in; does nothing where another took this one for dead meanwhile."""
        with contextlib.suppress(OSError):
            if self.path.read_text("utf-8", "replace") == mine:
                os.unlink(self.path)

    def _clear(self) -> None:
        """Remove what a dead holder left."""
        with contextlib.suppress(OSError):
            found = self.path.read_text("utf-8", "replace")
            now = time.monotonic()
            if self._watched[0] != found:
                self._watched = (found, now)
            if not self._gone(found.partition("\n")[2]) and now - self._watched[1] < STALE_AFTER:
                return
            aside = self.path.with_name(f"{self.path.name}.{secrets.token_hex(4)}")
            os.rename(self.path, aside)
            try:
                if aside.read_text("utf-8", "replace") != found:  # another was quicker: this is theirs
                    os.link(aside, self.path)
            finally:
                os.unlink(aside)
