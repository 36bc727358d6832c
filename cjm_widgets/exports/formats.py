"""Which part of the package writes which format; writes no byte itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from cjm_widgets.errors import not_installed
from cjm_widgets.render.papers import Paper
from cjm_widgets.render.shapes import Sheet
from cjm_widgets.render.source import Source

SCALE = 2.0
"""Pixels of a PNG for one unit of the drawing where nobody asks for another."""
EXTRA = "cjm-widgets[export]"


@dataclass(frozen=True, slots=True)
class Options:
    """How something is written.

    Attributes
    ----------
    scale : float or None
        Pixels of a PNG for one unit of the drawing; None for 2, less where the drawing is too large for that.
    paper : Paper
        Of a PDF.
    follows : bool
        Whether a page takes the theme of its reader.
    include_private : bool
        Whether private fields are among it.
    """

    scale: float | None = None
    paper: Paper = field(default_factory=Paper)
    follows: bool = True
    include_private: bool = False


Writer = Callable[[Source, Options], bytes]


def write(source: Source, suffix: str, options: Options) -> bytes:
    """Return a source in the format of `suffix`.

    Raises
    ------
    NotInstalled
        A package that writes it is not there; names the remedy.
    """
    try:
        return FORMATS[suffix](source, options)
    except ModuleNotFoundError as error:
        raise not_installed(f"Writing {suffix}", error, EXTRA) from error


def sheet_svg(sheet: Sheet) -> bytes:
    """Return a finished picture as SVG."""
    from cjm_widgets.render.svg import svg_of

    return svg_of(sheet).encode()


def sheet_png(sheet: Sheet, options: Options) -> bytes:
    """Return a finished picture as PNG."""
    from cjm_widgets.render.png import png_file
    from cjm_widgets.render.svg import svg_of

    return png_file(svg_of(sheet), scale=options.scale, usual=SCALE, background=sheet.theme.bg)


def _svg(source: Source, _: Options) -> bytes:
    from cjm_widgets.render.drawing import draw

    return sheet_svg(draw(source, whole=True))


def _png(source: Source, options: Options) -> bytes:
    from cjm_widgets.render.drawing import draw

    return sheet_png(draw(source, whole=True), options)


def _pdf(source: Source, options: Options) -> bytes:
    from cjm_widgets.render.drawing import draw_pages
    from cjm_widgets.render.pdf import pdf

    sheets = draw_pages(source, options.paper)
    return pdf(sheets, options.paper, title=source.name, locale=source.locale)


def _html(source: Source, options: Options) -> bytes:
    from cjm_widgets.exports.html_page import html_page

    return html_page(source, follows=options.follows)


def _pptx(source: Source, _: Options) -> bytes:
    from cjm_widgets.exports.pptx import pptx

    return pptx(source)


def _readable(suffix: str) -> Writer:
    def written(source: Source, _: Options) -> bytes:
        from cjm_widgets.exports.table import interchange

        return interchange(source, suffix)

    return written


FORMATS: Mapping[str, Writer] = MappingProxyType(
    {
        ".html": _html,
        ".pdf": _pdf,
        ".pptx": _pptx,
        ".svg": _svg,
        ".png": _png,
        **{suffix: _readable(suffix) for suffix in (".xlsx", ".csv", ".json", ".md", ".mmd")},
    }
)
