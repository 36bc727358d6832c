"""Who else has a document file open, and one writer at a time; advisory: it informs, it never refuses."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from cjm_widgets.errors import FileProblem
from cjm_widgets.model.words import Words
from cjm_widgets.storage.held_file import HeldFile

try:
    from fcntl import LOCK_EX, LOCK_NB, flock
except ImportError:  # Windows, a browser: writers wait for each other by a file that is made and removed
    flock = None  # type: ignore[assignment]

BELIEVED_FOR = 86_400.0
PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Opener:
    """A process that has the file open: id, machine, when it opened it (Unix seconds), when it began."""

    pid: int
    host: str
    time: float
    began: str = ""

    def alive(self) -> bool:
        """Tell whether the process still runs; one on another machine is believed for a day."""
        if self.host != socket.gethostname() or os.name == "nt":
            # A clock that was wrong, here or there, does not make it believed for ever.
            return abs(time.time() - self.time) < BELIEVED_FOR
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return False
        except OSError:
            return True
        return not self.began or _began(self.pid) in ("", self.began)


def _began(pid: int) -> str:
    """Return what tells a process from a later one with the same id, where the system gives it."""
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii", "replace").rpartition(")")[2].split()[19]
    except (OSError, IndexError):
        return ""


class FileLock:
    """The small file beside a document (``.name.lock``) that lists who has it open.

    Every failure to read or write it is swallowed: a document can be edited without it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(f".{path.name}.lock")
        pid = os.getpid()
        self.me = Opener(pid, socket.gethostname(), time.time(), _began(pid))
        held = self.path.with_name(f"{self.path.name}.held")
        self._held = HeldFile(held, json.dumps(asdict(self.me)), self._is_gone)
        self._joined = False

    def join(self) -> tuple[Opener, ...]:
        """Enter this process; returns the others that are there."""
        self._joined = True
        with contextlib.suppress(OSError), self.exclusive() as file:
            others = self._read(file)
            self._write(file, (*others, self.me))
            return others
        return ()

    def leave(self) -> None:
        """Take this process out; the last one removes the file."""
        self._joined = False
        with contextlib.suppress(OSError), self.exclusive() as file:
            others = self._read(file)
            self._write(file, others)
            if not others:
                os.unlink(self.path)

    def others(self) -> tuple[Opener, ...]:
        """Return the other living processes that have the file open.

        Where the list has lost this one (the folder was gone for a while, a clock jumped, somebody removed
        it), it is entered again, so that those who come later are told.
        """
        with contextlib.suppress(OSError, FileProblem):
            if self._joined and not self._listed():
                return self.join()
        with contextlib.suppress(OSError):
            descriptor = os.open(self.path, os.O_RDONLY)
            try:
                return self._read(descriptor)
            finally:
                os.close(descriptor)
        return ()

    def _listed(self) -> bool:
        try:
            return json.dumps(asdict(self.me)) in self.path.read_text("utf-8", "replace").splitlines()
        except FileNotFoundError:
            return False

    @contextlib.contextmanager
    def exclusive(self, patience: float = PATIENCE) -> Iterator[int]:
        """Be the only process inside this block; gives the descriptor of the lock file.

        Raises
        ------
        FileProblem
            Another process has been inside for `patience` seconds.
        OSError
            The lock file cannot be made.
        """
        with contextlib.ExitStack() as stack:
            yield self._enter(stack, patience)

    def _enter(self, stack: contextlib.ExitStack, patience: float) -> int:
        until = time.monotonic() + patience
        while True:
            with contextlib.ExitStack() as attempt:
                descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
                attempt.callback(os.close, descriptor)
                if self._alone(descriptor, attempt) and self._in_place(descriptor):
                    stack.enter_context(attempt.pop_all())
                    return descriptor
            if time.monotonic() > until:
                raise FileProblem(
                    Words("storage.held"),
                    code="locked",
                    where=str(self.path),
                    hint=Words("storage.try_again"),
                )
            time.sleep(0.005)

    def _alone(self, descriptor: int, attempt: contextlib.ExitStack) -> bool:
        """Try once to be the only one; `attempt` ends it."""
        if flock is not None:
            try:
                flock(descriptor, LOCK_EX | LOCK_NB)
            except BlockingIOError:
                return False
            except OSError:  # a drive that has no locks
                pass
            else:
                return True
        mine = self._held.take()
        if mine is not None:
            attempt.callback(self._held.give_back, mine)
        return mine is not None

    def _in_place(self, descriptor: int) -> bool:
        """Tell whether the lock file is still the one that was opened."""
        try:
            return os.path.samestat(os.fstat(descriptor), os.stat(self.path))
        except FileNotFoundError:
            return False

    def _is_gone(self, line: str) -> bool:
        """Tell whether the process of a line surely runs no more; of other machines nobody knows."""
        try:
            opener = Opener(**json.loads(line))
            return opener.host == self.me.host and os.name != "nt" and not opener.alive()
        except (ValueError, TypeError):
            return False

    def _read(self, descriptor: int) -> tuple[Opener, ...]:
        """Return the living others; lines that make no sense are passed over."""
        found = []
        os.lseek(descriptor, 0, os.SEEK_SET)
        text = os.read(descriptor, 1_000_000).decode("utf-8", "replace")
        for line in text.splitlines():
            with contextlib.suppress(ValueError, TypeError):
                opener = Opener(**json.loads(line))
                if (opener.pid, opener.host) != (self.me.pid, self.me.host) and opener.alive():
                    found.append(opener)
        return tuple(found)

    def _write(self, descriptor: int, openers: tuple[Opener, ...]) -> None:
        data = "".join(json.dumps(asdict(opener)) + "\n" for opener in openers).encode()
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, data)
