"""A board that shows nothing: it only finds out how long a message to the page and back takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, ClassVar

from cjm_widgets.model.document import Document
from cjm_widgets.model.ids import new_id
from cjm_widgets.widgets import scripts
from cjm_widgets.widgets._base import Board
from cjm_widgets.widgets.scope import Scope

_SCRIPT = 'export default { initialize({ model }) { model.send({ type: "probe" }); }, render() {} };'


class Probe(Board):
    """Asks the page for an answer as soon as it is shown; :func:`make_probe` makes one.

    The page asks for a script as that of every board does, gets one that answers, and answers.
    """

    entry = "persona_card"
    namespaces = ()
    token: ClassVar[str] = ""

    def __init__(self, answered: Callable[[float], object]) -> None:
        self._answered = answered
        self._sent = time.perf_counter()
        super().__init__(Document(), Scope())

    def _receive(self, content: Any) -> None:
        if scripts.asks(content):
            self._sent = time.perf_counter()
            self.send(scripts.packed(_SCRIPT, self.token))
        elif isinstance(content, dict) and content.get("type") == "probe":
            self._answered(time.perf_counter() - self._sent)


def make_probe(answered: Callable[[float], object]) -> Probe:
    """Return a probe that a page has not met yet.

    Parameters
    ----------
    answered : callable
        Is given the seconds from the script sent to the answer.
    """
    token = new_id("probe")
    kind = type("Probe", (Probe,), {"token": token, "_esm": scripts.asking(token), "__module__": __name__})
    made: Probe = kind(answered)
    return made
