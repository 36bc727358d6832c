"""Keeps the requests of a page in the order they were made; carries out none of them.

Notebooks may hand the messages of one page to several threads of the kernel, and what was sent last may then
come first.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from typing import Any

IN_TURN = ("edit", "undo", "redo", "command")
MOST = 500


class Turns:
    """Requests that came before the one they follow, kept until it is here."""

    def __init__(self) -> None:
        self._early: dict[str, Mapping[str, Any]] = {}

    def is_early(self, content: Any, answered: Container[str]) -> bool:
        """Tell whether a request must wait for the one named in ``after``, and keep it then."""
        if not isinstance(content, Mapping):
            return False
        after = content.get("after")
        if not isinstance(after, str) or after in answered or len(self._early) >= MOST:
            return False
        self._early[after] = content
        return True

    def next(self, content: Any) -> Mapping[str, Any] | None:
        """Return the request that waited for this one."""
        done = content.get("id") if isinstance(content, Mapping) else None
        return self._early.pop(done, None) if isinstance(done, str) else None

    def forget(self, client: str) -> None:
        """Drop what a page sent: it says hello, and sends anew what has no answer."""
        self._early = {key: one for key, one in self._early.items() if one.get("client") != client}
