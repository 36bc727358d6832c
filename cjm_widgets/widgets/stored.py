"""The picture a notebook stores below a board: at once, or after the board has opened; knows no anywidget."""

from __future__ import annotations

import os
from html import escape
from typing import TYPE_CHECKING, Any

from cjm_widgets.locale import text
from cjm_widgets.model.records import Card
from cjm_widgets.render.outputs import bundle, style

if TYPE_CHECKING:
    from cjm_widgets.render.picture import StaticPicture

LARGE = 300
"""Cards from which on drawing takes a second or more."""


async def bundle_apart(picture: StaticPicture, locale: str) -> dict[str, str]:
    """Return the same, drawn by another process while this one goes on."""
    from cjm_widgets.render.png_process import png_apart

    picture.__dict__["png"] = await png_apart(
        picture.svg, scale=picture.scale, limit=picture.limit, background=picture.background
    )
    return bundle(picture, locale)


def words(board: Any) -> dict[str, str]:
    """Return what stands there until the picture is drawn: what it will show, in a sentence."""
    from cjm_widgets.render.picture import alternative

    return _paragraph(alternative(board), board.locale)


def drawable() -> bool:
    """Tell whether pictures can be drawn here; not where Python runs in a browser."""
    from cjm_widgets.render import png

    return png.drawable()


def words_instead(board: Any) -> dict[str, str]:
    """Return what stands in for a picture that cannot be drawn: what it would show, and why it is not."""
    from cjm_widgets.render.picture import in_words

    return _paragraph(f"{in_words(board)} {text('picture.not_here', board.locale)}", board.locale)


def _paragraph(said: str, locale: str) -> dict[str, str]:
    return {"text/html": f'{style(locale)}<p class="cjm-static">{escape(said)}</p>', "text/plain": said}


def takes_long(board: Any) -> bool:
    """Tell whether the picture of a board is one of a large map."""
    from cjm_widgets.render.picture import journey_shown

    journey = journey_shown(board)
    return journey is not None and len(journey.document.state.where(Card, journey_id=journey.id)) > LARGE


def page_is_there() -> bool:
    """Tell whether a server started this kernel for a page; else the notebook is stored as its run ends."""
    return bool(os.environ.get("JPY_SESSION_NAME"))
