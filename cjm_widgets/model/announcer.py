"""Tells observers of changes, notices, the file and bindings; knows no record and applies nothing."""

from __future__ import annotations

import traceback
import warnings
from collections.abc import Callable
from typing import Any

from cjm_widgets.errors import BadInput
from cjm_widgets.model.signals import Change, Notice, Phase, SaveStatus, Signal, Unsubscribe
from cjm_widgets.model.state import State


class Announcer:
    """What a document tells, and to whom."""

    def __init__(self) -> None:
        self._changes: Signal[Change] = Signal()
        self._notices: Signal[Notice] = Signal()
        self._statuses: Signal[SaveStatus] = Signal()
        self._bound: Signal[str] = Signal()
        self._drags: Signal[State | None] = Signal()
        self._save_status = SaveStatus()
        self.bindings: dict[str, Any] = {}
        """The latest binding of each journey, by journey id; filled by :meth:`Journey.bind`."""

    def subscribe(self, fn: Callable[[Change], object]) -> Unsubscribe:
        """Call `fn` once after every batch, from the screen and from Python alike; returns the way out."""
        if not callable(fn):
            raise BadInput("This cannot be called.", where="fn", value=fn, expected="a function of a Change")
        return self._changes.connect(fn, Phase.USERS)

    def observe(self, fn: Callable[[Change], object], phase: Phase) -> Unsubscribe:
        """Like :meth:`subscribe`, but `fn` hears of a change in its `phase`: for the package's own parts."""
        return self._changes.connect(fn, phase)

    def on_notice(self, fn: Callable[[Notice], object]) -> Unsubscribe:
        """Call `fn` with what people should be told."""
        return self._notices.connect(fn)

    def on_status(self, fn: Callable[[SaveStatus], object]) -> Unsubscribe:
        """Call `fn` when the state of the file changes."""
        return self._statuses.connect(fn)

    def report(self, notice: Notice) -> None:
        """Tell every board of `notice`; with no board, warn in Python."""
        if len(self._notices):
            self._notices.emit(notice, lambda _error: None)
        elif notice.level != "info":
            warnings.warn(notice.message, stacklevel=3)

    @property
    def save_status(self) -> SaveStatus:
        """What is known of the file."""
        return self._save_status

    def set_save_status(self, status: SaveStatus) -> None:
        """Say by `status` what became of the file; called by the storage."""
        self._save_status = status
        self._statuses.emit(status, self._report_error)

    def adopt_binding(self, journey_id: str, binding: Any) -> None:
        """Make `binding` the one that the journey `journey_id` shows; the one before lets go."""
        old = self.bindings.get(journey_id)
        self.bindings[journey_id] = binding
        if old is not None:
            old.close()
        self._bound.emit(journey_id, self._report_error)

    def on_bound(self, fn: Callable[[str], object]) -> Unsubscribe:
        """Call `fn` with the id of a journey that was bound to data."""
        return self._bound.connect(fn)

    def on_drag(self, fn: Callable[[State | None], object]) -> Unsubscribe:
        """Call `fn` with what the content would be while somebody drags; None: it is what it is again.

        At most ten times a second, and never for what is committed: that is a change.
        """
        return self._drags.connect(fn)

    def _report_error(self, error: BaseException) -> None:
        detail = "".join(traceback.format_exception(error))
        self.report(Notice("error", f"{type(error).__name__}: {error}", detail))
