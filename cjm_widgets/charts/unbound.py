"""Stands for the binding of a journey that has none, so that a chart of its map follows one that comes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cjm_widgets.model.journey import Journey
from cjm_widgets.model.signals import Unsubscribe


class Unbound:
    """No numbers at all."""

    unbound = True

    def __init__(self, journey: Journey) -> None:
        self.journey = journey

    def cells(self, **_asked: Any) -> dict[str, dict[str, Any]]:
        """Return that there are none."""
        return {}

    def on_change(self, _fn: Callable[[Any], object]) -> Unsubscribe:
        """Never call: nothing changes."""
        return lambda: None
