"""One page of a board as the kernel sees it: what it hears, and a way to speak; has no browser."""

from __future__ import annotations

import json
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.widgets.scope import Scope
from cjm_widgets.widgets.session import Session


class Page:
    """What a page would hear, in a language, and a way to speak."""

    def __init__(
        self, document: cjm.Document, scope: Scope, client: str = "page1", locale: str = "en"
    ) -> None:
        self.heard: list[dict[str, Any]] = []
        self.client = client
        self.session = Session(document, scope, self.heard.append, lambda: (locale, {"common.undo": "Undo"}))
        self.heard.clear()

    def say(self, kind: str, **rest: Any) -> list[dict[str, Any]]:
        """Send a message and return what came back."""
        self.heard.clear()
        self.session.receive({"type": kind, "client": self.client, **rest})
        json.dumps(self.heard, allow_nan=False)
        return list(self.heard)

    def last(self, kind: str) -> dict[str, Any]:
        """Return the last message of a type that was heard."""
        return [message for message in self.heard if message["type"] == kind][-1]
