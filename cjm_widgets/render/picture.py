"""A picture of a journey, persona, widget or chart that every reader shows, without kernel or script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from cjm_widgets.errors import BadInput
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.versions import Version
from cjm_widgets.render.png import LIMIT, SCALE
from cjm_widgets.render.theme import theme as theme_of
from cjm_widgets.render.together import Together, sheet

SUFFIXES = (".png", ".svg", ".html")


@dataclass(frozen=True)
class StaticPicture:
    """A drawn picture; the PNG is made when it is first asked for.

    Attributes
    ----------
    svg : str
        The picture as SVG, with plain colours and escaped texts.
    alt : str
        What it shows, in a sentence or two, for those who do not see it.
    scale : float
        Pixels of the PNG for one unit of the SVG.
    background : str
        ``#rrggbb`` behind its round corners.
    limit : int
        Bytes that the PNG may take.
    """

    svg: str
    alt: str
    scale: float = SCALE
    background: str = "#ffffff"
    limit: int = LIMIT

    @cached_property
    def png(self) -> bytes:
        """The picture as a PNG of at most 256 colours and `limit` bytes."""
        from cjm_widgets.render.png import png

        return png(self.svg, scale=self.scale, limit=self.limit, background=self.background)

    @cached_property
    def html(self) -> str:
        """The picture as one image element that holds its own bytes; no script, no style, no address."""
        from cjm_widgets.render.png import size_of

        source = b64encode(self.png).decode("ascii")
        wide = round(size_of(self.svg)[0])
        return (
            f'<div class="cjm-static"><img alt="{escape(self.alt)}" '
            f'src="data:image/png;base64,{source}" width="{wide}"></div>'
        )

    def save(self, path: str | Path) -> Path:
        """Write the picture to a ``.png``, ``.svg`` or ``.html`` file; return its path.

        Raises
        ------
        BadInput
            Any other ending.
        """
        target = Path(path)
        if target.suffix.lower() not in SUFFIXES:
            raise BadInput(
                "A picture cannot be saved under this name.",
                where="path",
                value=str(path),
                expected="a name that ends in .png, .svg or .html",
            )
        if target.suffix.lower() == ".png":
            target.write_bytes(self.png)
        elif target.suffix.lower() == ".svg":
            target.write_text(self.svg, "utf-8")
        else:
            title = escape(self.alt)
            page = f'<!doctype html><meta charset="utf-8"><title>{title}</title>{self.html}\n'
            target.write_text(page, "utf-8")
        return target

    def _repr_png_(self) -> bytes:
        return self.png

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<StaticPicture: {self.alt}>"


def render_static(
    x: Any,
    *,
    locale: str | None = None,
    theme: str | None = None,
    scale: float = SCALE,
    limit: int = LIMIT,
    view: str | None = None,
    filters: Mapping[str, Any] | None = None,
    intensity: bool | None = None,
    compared_with: Document | Version | Journey | None = None,
) -> StaticPicture:
    """Return a picture of a journey, a persona, a widget or a chart.

    Parameters
    ----------
    x : Journey, Persona, Document, Binding, widget or chart
        What to draw; a bound journey shows its numbers, a document its personas side by side, a binding which
        labels of its data meet which stage.
    locale : str, optional
        Language of the words that are not the author's; the widget's own, else that of the environment.
    theme : str, optional
        ``"light"`` (also for a widget that follows the notebook) or ``"dark"``.
    scale : float
        Pixels of the PNG for one unit of the drawing, above 0 and at most 8.
    limit : int
        Bytes that the PNG may take; it is made smaller until it fits.
    view : str, optional
        Of a journey: ``"overview"`` (one slide of 1280 × 720), ``"detail"``, ``"evidence"``, or the name of a
        saved view; the widget's own, else ``"detail"``.
    filters : mapping, optional
        Of a journey: what is shown, as in :class:`JourneyMap`; that of the widget or the saved view, else
        everything.
    intensity : bool, optional
        Whether the first curve shows how strongly its emotions are felt; as the widget does, else not.
    compared_with : Document, Version or Journey, optional
        Of a journey: an earlier or another state of its document. What was added, changed and removed since
        is marked by sign, outline and colour, with a legend; what was removed is drawn too.

    Raises
    ------
    BadInput
        Nothing that can be drawn, or no such theme, language or scale; or a comparison of what is no map in
        detail.
    """
    from cjm_widgets.render.compared import compared_sheet
    from cjm_widgets.render.source import source_of
    from cjm_widgets.render.svg import svg_of

    if not 0 < scale <= 8:
        raise BadInput(
            "This is no scale for a picture.", where="scale", value=scale, expected="above 0, up to 8"
        )
    if compared_with is None:
        svg, alt, chosen = _drawn(x, locale, theme, view, filters, intensity)
    else:
        source = source_of(x, locale=locale, theme=theme, view=view, filters=filters, intensity=intensity)
        drawn, chosen = compared_sheet(source, compared_with), source.theme
        svg, alt = svg_of(drawn), drawn.title
    return StaticPicture(svg, alt, scale, theme_of(chosen).bg, limit)


def _drawn(
    x: Any,
    locale: str | None,
    theme: str | None,
    view: str | None = None,
    filters: Mapping[str, Any] | None = None,
    intensity: bool | None = None,
) -> tuple[str, str, str]:
    """Return the picture of `x`, what it says, and its theme."""
    from cjm_widgets.render.drawing import draw, draw_chart, is_chart
    from cjm_widgets.render.source import source_of
    from cjm_widgets.render.svg import svg_of

    if is_chart(x):
        drawn, _ = draw_chart(x, locale, theme)
        return svg_of(drawn), drawn.title, drawn.theme.name
    shown = x.static_source() if hasattr(x, "static_source") else x
    if isinstance(shown, Together):
        return _together(x, shown, locale, theme)
    source = source_of(x, locale=locale, theme=theme, view=view, filters=filters, intensity=intensity)
    drawn = draw(source)
    return svg_of(drawn), drawn.title, source.theme


def _together(x: Any, shown: Together, locale: str | None, theme: str | None) -> tuple[str, str, str]:
    own = getattr(x, "theme", "light") if theme in (None, "auto") else theme
    drawn = [_drawn(part, locale or getattr(x, "locale", None), own) for part in shown.parts]
    said = " ".join(alt for _, alt, _ in drawn)
    svg = drawn[0][0] if len(drawn) == 1 else sheet([svg for svg, _, _ in drawn], said)
    return svg, said, drawn[0][2]


def journey_shown(board: Any) -> Journey | None:
    """Return the journey whose map a widget shows; None for one that shows no map."""
    if getattr(board, "entry", "") == "emotion_curve":
        return None
    source = board.static_source()
    first = source.parts[0].static_source() if isinstance(source, Together) else source
    return first if isinstance(first, Journey) else None


def in_words(board: Any) -> str:
    """Return in words what the picture of a board shows, without drawing it: of several, of the first."""
    from cjm_widgets.render.drawing import words_of
    from cjm_widgets.render.source import source_of

    return words_of(source_of(board))


def alternative(board: Any) -> str:
    """Return in words what the picture of a map shows, without drawing it; "" where no map is shown."""
    from cjm_widgets.render.drawing import words_of
    from cjm_widgets.render.source import source_of

    journey = journey_shown(board)
    return "" if journey is None else words_of(source_of(journey, locale=board.locale))
