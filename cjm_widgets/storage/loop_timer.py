"""Calls back when something is due where no thread can be started, as in a browser; knows no file."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable


class LoopTimer:
    """Asks when something is due, and does it then from the running event loop.

    Parameters
    ----------
    due : callable
        Returns when there is something to do next, in seconds of the monotonic clock.
    turn : callable
        Does it, given the time; must not raise.

    Raises
    ------
    RuntimeError
        No event loop runs here.
    """

    def __init__(self, due: Callable[[], float], turn: Callable[[float], None]) -> None:
        self._due, self._turn = due, turn
        self._loop = asyncio.get_running_loop()
        self._handle: asyncio.TimerHandle | None = None
        self._stopped = False
        self.wake()

    def wake(self) -> None:
        """Ask anew when something is due: it may be sooner now."""
        if self._handle is not None:
            self._handle.cancel()
        if not self._stopped:
            self._handle = self._loop.call_later(max(0.0, self._due() - time.monotonic()), self._beat)

    def stop(self) -> None:
        """Do nothing more."""
        self._stopped = True
        self.wake()

    def _beat(self) -> None:
        if not self._stopped:
            self._turn(time.monotonic())
            self.wake()
