"""The two outputs of what is displayed: alive, and a picture for every reader without a kernel."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from cjm_widgets.render import outputs
from cjm_widgets.widgets import stored

if TYPE_CHECKING:
    from cjm_widgets.render.picture import StaticPicture

PICTURE_DELAY = 1.0
"""Seconds of quiet after which the stored picture is drawn again."""


class TwoOutputs:
    """Mixed into a widget that is displayed with its picture below it.

    The style sheet of the boards hides the picture while one of them is alive above it.
    """

    locale: str
    _picture_key: str
    """The display id under which the picture is stored."""
    _picture_handles = 0
    _picture_timer: asyncio.TimerHandle | None = None
    _drawing: asyncio.Future[None] | None = None

    def _tell(self, error: BaseException, level: str) -> None:
        """Say on the screen that something went wrong."""
        raise NotImplementedError

    def _forget_picture(self) -> None:
        """Draw it no more."""
        if self._picture_timer:
            self._picture_timer.cancel()

    def _ipython_display_(self) -> None:
        """Display the widget, then its picture for every reader without a kernel."""
        from IPython.display import display

        data: Any = self._repr_mimebundle_()  # type: ignore[attr-defined]
        if data is not None:
            own, metadata = data if isinstance(data, tuple) else (data, {})
            display({**own, "text/plain": " "}, metadata=metadata, raw=True)
        # The picture of a large map would hold its opening up: a page that is there gets it afterwards.
        later = stored.page_is_there() and stored.takes_long(self) and stored.drawable()
        picture = stored.words(self) if later else self._picture()
        if picture is not None:
            self._picture_handles += 1
            display(picture, raw=True, display_id=self._picture_key)
        if later:
            self._schedule_picture()

    def static_source(self) -> Any:
        """Return what the picture is drawn from: a handle, a document, or several boards together."""
        raise NotImplementedError

    def _picture(self) -> dict[str, str] | None:
        found = []
        with self._told():
            from cjm_widgets.render import render_static

            if stored.drawable():
                found.append(outputs.bundle(render_static(self), self.locale))
            else:
                found.append(stored.words_instead(self))
        return found[0] if found else None

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        """Show the board all the same when its picture cannot be drawn, and say so on it."""
        try:
            yield
        except Exception as error:  # noqa: BLE001 - whatever it was, the board says so
            self._tell(error, "warning")

    def _schedule_picture(self) -> None:
        """Draw the stored picture again once edits and new numbers rest; only where an event loop runs."""
        if not self._picture_handles:
            return
        with contextlib.suppress(RuntimeError):
            loop = asyncio.get_running_loop()
            if self._picture_timer:
                self._picture_timer.cancel()
            self._picture_timer = loop.call_later(PICTURE_DELAY, self._refresh_picture)

    def _refresh_picture(self) -> None:
        if not (stored.takes_long(self) and stored.drawable()):
            self._store(self._picture())
            return
        with self._told():
            from cjm_widgets.render import render_static

            picture = render_static(self)
            self._drawing = asyncio.ensure_future(self._draw_apart(picture))

    async def _draw_apart(self, picture: StaticPicture) -> None:
        with self._told():
            self._store(await stored.bundle_apart(picture, self.locale))

    def _store(self, picture: dict[str, str] | None) -> None:
        from IPython.display import update_display

        if picture is not None:
            update_display(picture, raw=True, display_id=self._picture_key)
