"""The second output of a chart: its picture, for readers without a kernel and for those who listen; no data.

While the figure is alive the picture is not seen, but its alternative text is still read aloud.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from functools import cache
from typing import Any

from cjm_widgets.model.ids import new_id
from cjm_widgets.render.outputs import style
from cjm_widgets.render.picture import StaticPicture
from cjm_widgets.render.theme import css

DELAY = 1.0
"""Seconds of quiet after which the picture is drawn again."""
_UNSEEN = (
    ".jp-OutputArea-child:has(.bqplot.cjm-root) + .jp-OutputArea-child:has(.cjm-chart)"
    "{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}"
)


def bundle(picture: StaticPicture, locale: str) -> dict[str, str]:
    """Return a picture as an output of a notebook, with the colours that the figure above it takes."""
    html = picture.html.replace('class="cjm-static"', 'class="cjm-static cjm-chart"', 1)
    return {"text/html": f"{style(locale)}{_style()}{html}", "text/plain": picture.alt}


@cache
def _style() -> str:
    return f"<style>{_UNSEEN}{' '.join(css().split())}</style>"


class Second:
    """Where the picture of one chart is shown, and when it is drawn again."""

    def __init__(self) -> None:
        self._id: str | None = None
        self._timer: asyncio.TimerHandle | None = None

    def display(self, figure: dict[str, Any], make: Callable[[], dict[str, str]]) -> None:
        """Display a figure and the picture below it."""
        from IPython.display import display

        display({**figure, "text/plain": " "}, raw=True)
        self._id = self._id or new_id("chart")
        display(make(), raw=True, display_id=self._id)

    def later(self, make: Callable[[], dict[str, str]]) -> None:
        """Draw the picture again once changes rest; only where it was shown and an event loop runs."""
        if self._id is None:
            return
        with contextlib.suppress(RuntimeError):
            loop = asyncio.get_running_loop()
            self.end()
            self._timer = loop.call_later(DELAY, self._again, make)

    def end(self) -> None:
        """Draw no more."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    def _again(self, make: Callable[[], dict[str, str]]) -> None:
        from IPython.display import update_display

        self._timer = None
        update_display(make(), raw=True, display_id=self._id)
