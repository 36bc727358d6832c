"""Writes sheets of shapes as the pages of a PDF: lines, fills and text as such; knows nothing of maps."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path as File
from types import MappingProxyType
from typing import Any

from cjm_widgets.render.papers import Paper
from cjm_widgets.render.pdf_fonts import UNSEEN, Faces, face_name, unseen_file
from cjm_widgets.render.pdf_shapes import draw_shape
from cjm_widgets.render.pdf_text import Part, parts_of, pictures, plain, wide_of
from cjm_widgets.render.shapes import Circle, Face, Icon, Line, Picture, Rect, Shape, Sheet, Text, Window
from cjm_widgets.render.text import is_rtl, width
from cjm_widgets.render.theme import Theme

_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC)
"""Stands for when it was made, which is nobody's business; the same map gives the same file."""


def pdf(sheets: Sequence[Sheet], paper: Paper, *, title: str = "", locale: str = "en") -> bytes:
    """Return sheets as a PDF, one a page.

    Parameters
    ----------
    sheets : sequence of Sheet
        At least one; each is made as large as fits on the page, at most at the scale of `paper`.
    paper : Paper
        The size of the pages and of what stands on them.
    title : str
        Of the document.
    locale : str
        Its language.
    """
    with tempfile.TemporaryDirectory() as folder:
        painter = _Painter(sheets, File(folder))
        painter.about(title, locale)
        for sheet in sheets:
            painter.page(sheet, paper)
        return bytes(painter.pdf.output())


@dataclass(frozen=True, slots=True)
class Place:
    """How pixels of a sheet become points of a page."""

    x: float
    y: float
    scale: float

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return the point of a pixel."""
        return self.x + x * self.scale, self.y + y * self.scale


class _Painter:
    """A PDF that is being painted, with the faces it needs."""

    def __init__(self, sheets: Sequence[Sheet], folder: File) -> None:
        from fpdf import FPDF

        self.pdf = FPDF(unit="pt")
        self.pdf.set_auto_page_break(auto=False)
        self.pdf.set_margin(0)
        self.pdf.c_margin = 0
        seen: set[int] = set()
        lines = [(line, sheet.theme) for sheet in sheets for line in _lines(sheet.shapes, seen)]
        parts = [part for line, theme in lines for part in parts_of(line, theme)]
        self._faces = Faces((char for part in parts if not part.strange for char in part.text), folder)
        self._made: set[str] = set()
        strange = [part for part in parts if part.strange]
        self._pictures = pictures(strange, sheets[0].theme) if strange else {}
        if strange:
            file = unseen_file((char for part in strange for char in part.text), folder)
            self.pdf.add_font(UNSEEN, fname=str(file))

    def about(self, title: str, locale: str) -> None:
        """Say what the document is; not who made it, where, when or with what."""
        self.pdf.set_title(title)
        self.pdf.set_lang(locale)
        self.pdf.set_producer("")
        self.pdf.set_creation_date(_NO_TIME)

    def page(self, sheet: Sheet, paper: Paper) -> None:
        """Add a page with a sheet on it."""
        size = paper.size(sheet.width, sheet.height)
        self.pdf.add_page(format=(size.width, size.height))
        self.pdf.set_fill_color(sheet.theme.bg)
        self.pdf.rect(0, 0, size.width, size.height, style="F")
        self._paint(sheet.shapes, Place(size.left, size.top, size.scale), sheet.theme)

    def _paint(self, shapes: Sequence[Shape], place: Place, theme: Theme) -> None:
        for shape in shapes:
            own = _OWN.get(type(shape))
            if own:
                own(self, shape, place, theme)
            else:
                draw_shape(self.pdf, shape, place, theme)

    def _window(self, a: Window, place: Place, theme: Theme) -> None:
        x, y = place.at(a.x, a.y)
        moved = Place(x - a.left * place.scale, y - a.top * place.scale, place.scale)
        with self.pdf.rect_clip(x, y, a.width * place.scale, a.height * place.scale):
            seen = [shape for shape in a.shapes if _may_show(shape, a)]
            self._paint(seen, moved, theme)

    def _face(self, a: Face, place: Place, _: Theme) -> None:
        from cjm_widgets.render.pictures import unpacked

        image = unpacked(a.address)
        if image is None:
            return
        side = min(image.size)
        left, top = (image.width - side) // 2, (image.height - side) // 2
        square = image.crop((left, top, left + side, top + side))
        x, y = place.at(a.x, a.y)
        with self.pdf.round_clip(x, y, a.side * place.scale):
            self.pdf.image(square, x, y, a.side * place.scale, a.side * place.scale)

    def _picture(self, a: Picture, place: Place, _: Theme) -> None:
        from cjm_widgets.render.pictures import unpacked

        image = unpacked(a.address)
        if image is not None:
            x, y = place.at(a.x, a.y)
            self.pdf.image(image, x, y, a.width * place.scale, a.height * place.scale)

    # -- words ----------------------------------------------------------------------------------------

    def _text(self, a: Text, place: Place, theme: Theme) -> None:
        parts = parts_of(a, theme)
        widths = [self._wide(part, a.spacing, place.scale) for part in parts]
        x, y = place.at(a.x, a.y)
        x -= {"start": 0.0, "middle": 0.5, "end": 1.0}[a.anchor] * sum(widths)
        for part, wide in zip(parts, widths, strict=True):
            if part.strange:
                self._unseen(part, x, y, place.scale)
            else:
                self._words(part, x, y, a, place.scale)
            x += wide

    def _wide(self, part: Part, spacing: float, scale: float) -> float:
        if part.strange:
            return wide_of(part) * scale
        self._set_face(part, scale)
        words = plain(part.text)
        return float(self.pdf.get_string_width(words)) + spacing * scale * len(words)

    def _set_face(self, part: Part, scale: float) -> None:
        name = face_name(part.weight, italic=part.italic)
        if name not in self._made:
            file = self._faces.file(part.weight, italic=part.italic)
            self.pdf.add_font(name, fname=str(file))
            self._made.add(name)
        self.pdf.set_font(name, size=part.size * scale)

    def _words(self, part: Part, x: float, y: float, a: Text, scale: float) -> None:
        self._set_face(part, scale)
        words = plain(part.text)
        with self.pdf.local_context(char_spacing=a.spacing * scale):
            if a.halo:
                with self.pdf.local_context(
                    text_mode="STROKE", draw_color=a.halo, line_width=3 * scale, stroke_join_style=1
                ):
                    self.pdf.text(x, y, words)
            self.pdf.set_text_color(part.fill)
            self.pdf.text(x, y, words)

    def _unseen(self, part: Part, x: float, y: float, scale: float) -> None:
        """Draw words as a picture, with the same words behind it for those who search, copy or listen."""
        image, size = self._pictures[part.key], part.size * scale
        self.pdf.image(image, x, y - size * 1.2, image.width / image.height * size * 1.6, size * 1.6)
        self.pdf.set_font(UNSEEN, size=size)
        words = part.text[::-1] if is_rtl(part.text) else part.text
        self.pdf.text(x, y, words)


_OWN: Mapping[type, Callable[[_Painter, Any, Place, Theme], None]] = MappingProxyType(
    {
        Text: _Painter._text,
        Window: _Painter._window,
        Face: _Painter._face,
        Picture: _Painter._picture,
    }
)


def _lines(shapes: Sequence[Shape], seen: set[int]) -> Iterator[Text]:
    """Yield the lines of text; what several windows show is gone through once, as `seen` tells."""
    for shape in shapes:
        if isinstance(shape, Text):
            yield shape
        elif isinstance(shape, Window) and id(shape.shapes) not in seen:
            seen.add(id(shape.shapes))
            yield from _lines(shape.shapes, seen)


def _may_show(shape: Shape, window: Window) -> bool:
    """Tell whether a shape can reach into a window: words with their middle; outlines always may."""
    if isinstance(shape, Text):
        middle = shape.x + {"start": 0.5, "middle": 0.0, "end": -0.5}[shape.anchor] * width(
            shape.words, shape.size, shape.weight
        )
        box = (middle, shape.y - shape.size / 2, middle, shape.y - shape.size / 2)
    elif isinstance(shape, Rect | Picture):
        box = (shape.x, shape.y, shape.x + shape.width, shape.y + shape.height)
    elif isinstance(shape, Line):
        (left, right), (top, bottom) = sorted((shape.x1, shape.x2)), sorted((shape.y1, shape.y2))
        box = (left, top, right, bottom)
    elif isinstance(shape, Circle | Icon | Face):
        reach = (
            shape.radius
            if isinstance(shape, Circle)
            else shape.size
            if isinstance(shape, Icon)
            else shape.side
        )
        box = (shape.x - reach, shape.y - reach, shape.x + reach, shape.y + reach)
    else:
        return True
    right, bottom = window.left + window.width, window.top + window.height
    return box[0] <= right and box[2] >= window.left and box[1] <= bottom and box[3] >= window.top
