"""How far long work has come, told while it runs; knows no data and changes none."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, TypeVar

T = TypeVar("T")
PATIENCE = 2.0
"""Seconds of work before anything is told on its own."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far some work has come.

    Attributes
    ----------
    what : str
        What it is: ``"read"`` or ``"reduce"``.
    done, total : int
        Parts done, of all.
    seconds : float
        Since it began.
    """

    what: str
    done: int
    total: int
    seconds: float

    def line(self, locale: str | None = None) -> str:
        """Return it as one line in a language, with a bar."""
        from cjm_widgets.locale import default_locale, text

        filled = round(20 * self.done / self.total) if self.total else 20
        words = text(
            f"metrics.progress_{self.what}", locale or default_locale(), done=self.done, total=self.total
        )
        return f"{words} {'█' * filled}{'░' * (20 - filled)} {self.seconds:.0f} s"


Reporter = Callable[[Progress], object]
_reporter: ContextVar[Reporter | bool | None] = ContextVar("cjm_progress", default=None)


@contextmanager
def told(to: Reporter | bool | None) -> Iterator[None]:
    """Tell progress to a callable; with False to nobody, with None as it would be told anyway."""
    if to is None:
        yield
        return
    token = _reporter.set(None if to is True else to)
    try:
        yield
    finally:
        _reporter.reset(token)


def stepped(steps: Sequence[T], what: str) -> Iterator[T]:
    """Give steps one after the other and tell how many are done."""
    yield from counted(iter(steps), len(steps), what)


def counted(steps: Iterator[T], total: int, what: str) -> Iterator[T]:
    """Give steps of which there will be `total`, and tell how many are done."""
    reporter = _reporter.get()
    shown = None if reporter is not None or total < 2 else _shown()
    begun = time.monotonic()
    try:
        for done, step in enumerate(steps):
            _tell(reporter, shown, Progress(what, done, total, time.monotonic() - begun))
            yield step
        _tell(reporter, shown, Progress(what, total, total, time.monotonic() - begun))
    finally:
        if shown is not None:
            shown.close()


def _tell(reporter: Reporter | bool | None, shown: Any, state: Progress) -> None:
    if callable(reporter):
        reporter(state)
    elif shown is not None and state.seconds >= PATIENCE:
        shown.show(state.line())


def _shown() -> Any:
    """Return where progress is told on its own: a notebook, a terminal, or nowhere."""
    if "IPython" in sys.modules:
        from IPython import get_ipython

        shell = get_ipython()
        if shell is not None and hasattr(shell, "kernel"):
            return _InNotebook()
    return _OnTerminal() if sys.stderr is not None and sys.stderr.isatty() else None


class _OnTerminal:
    """One line on the terminal, written over."""

    def __init__(self) -> None:
        self._width = 0

    def show(self, line: str) -> None:
        sys.stderr.write("\r" + line.ljust(self._width))
        sys.stderr.flush()
        self._width = len(line)

    def close(self) -> None:
        if self._width:
            sys.stderr.write("\r" + " " * self._width + "\r")
            sys.stderr.flush()


class _InNotebook:
    """One line below the cell, updated, gone at the end."""

    def __init__(self) -> None:
        self._handle: Any = None

    def show(self, line: str) -> None:
        from IPython.display import display

        data = {"text/plain": line}
        if self._handle is None:
            self._handle = display(data, raw=True, display_id=True)
        else:
            self._handle.update(data, raw=True)

    def close(self) -> None:
        if self._handle is not None:
            self._handle.update({"text/plain": ""}, raw=True)
