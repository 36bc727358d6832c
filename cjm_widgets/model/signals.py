"""What a document tells its observers: changes, notices and the state of its file; plain frozen values."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic, Literal, TypeVar

from cjm_widgets.model.ops import Op, op_id
from cjm_widgets.model.state import State

T = TypeVar("T")
Unsubscribe = Callable[[], None]


class Phase(IntEnum):
    """The order in which observers hear of a change."""

    METRICS = 0
    WIDGETS = 1
    CHARTS = 2
    STORAGE = 3
    USERS = 4


@dataclass(frozen=True, slots=True)
class Change:
    """One batch that was applied.

    Attributes
    ----------
    revision : int
        The revision the document has now; each change adds one.
    ops, inverse : tuple of Op
        What was done, and what leads back.
    label : str
        The gesture, for instance ``"edit_card"``.
    origin : str
        ``"python"``, ``"file"``, or the client id of the page it came from.
    batch_id : str or None
        The id the page gave the batch.
    before, after : State
        The frozen content on both sides.
    """

    revision: int
    ops: tuple[Op, ...]
    inverse: tuple[Op, ...]
    label: str
    origin: str
    batch_id: str | None
    before: State
    after: State

    def touched(self, table: str) -> frozenset[str]:
        """Return the ids of the records of `table` that this change is about."""
        return frozenset(op_id(op) for op in self.ops if op.table == table)


SaveState = Literal["saved", "saving", "memory", "failed", "read_only", "conflict"]


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """What is known of the file: its state, path, the time it was last written (ISO 8601) and a reason.

    The message is English text; boards say it in their language where it is `Words`.
    """

    state: SaveState = "memory"
    path: str | None = None
    at: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to tell the person who is looking: one sentence, and detail a click away.

    What is `Words` is said in the language of each board; other text (of an exception) as it is.
    """

    level: Literal["error", "warning", "info"]
    message: str
    detail: str | None = None


class Signal(Generic[T]):
    """A list of callables, kept in order of phase, then of arrival."""

    def __init__(self) -> None:
        self._listeners: list[tuple[int, Callable[[T], object]]] = []

    def connect(self, fn: Callable[[T], object], phase: int = 0) -> Unsubscribe:
        """Add `fn`; the callable returned takes it out again and may be called twice."""
        entry = (phase, fn)
        self._listeners.append(entry)
        self._listeners.sort(key=lambda item: item[0])

        def disconnect() -> None:
            with contextlib.suppress(ValueError):
                self._listeners.remove(entry)

        return disconnect

    def emit(self, value: T, on_error: Callable[[BaseException], None]) -> None:
        """Call every listener; one that fails is reported and stops nothing."""
        for _, fn in tuple(self._listeners):
            try:
                fn(value)
            except Exception as error:  # noqa: BLE001 - a listener may raise anything; it is reported
                on_error(error)

    def __len__(self) -> int:
        return len(self._listeners)
