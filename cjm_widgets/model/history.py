"""The undo stack of a document: one entry a gesture, the same for every view and for Python."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from cjm_widgets.model.ops import Op

LIMIT = 200


@dataclass(frozen=True, slots=True)
class Step:
    """One gesture: its label and the batches that lead there and back."""

    label: str
    ops: tuple[Op, ...]
    inverse: tuple[Op, ...]


class History:
    """At least 100 steps back, and forward again until something new is done."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._done: deque[Step] = deque(maxlen=limit)
        self._undone: list[Step] = []

    @property
    def undo_label(self) -> str | None:
        """The label of the step that undo takes back, or None."""
        return self._done[-1].label if self._done else None

    @property
    def redo_label(self) -> str | None:
        """The label of the step that redo brings back, or None."""
        return self._undone[-1].label if self._undone else None

    def push(self, step: Step) -> None:
        """Remember a new step; what was undone can no longer be redone."""
        self._done.append(step)
        self._undone.clear()

    def pop_undo(self) -> Step | None:
        """Take the last step off the stack."""
        return self._done.pop() if self._done else None

    def pop_redo(self) -> Step | None:
        """Take the last undone step off its stack."""
        return self._undone.pop() if self._undone else None

    def undone(self, step: Step) -> None:
        """Remember a step that was taken back."""
        self._undone.append(step)

    def redone(self, step: Step) -> None:
        """Remember a step that was brought back."""
        self._done.append(step)
