"""Puts shapes and text of our colours on one slide, in inches; knows nothing of maps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from cjm_widgets.render.text import clean, is_rtl, one_line, width, wrap
from cjm_widgets.render.theme import Theme

WIDTH, HEIGHT = 13.333, 7.5
MARGIN = 0.45
_POINT = 1 / 72


class Words(NamedTuple):
    """A run of text; without a colour or size it takes those of its box."""

    text: str
    bold: bool = False
    italic: bool = False
    color: str = ""
    size: float = 0


Line = Sequence[Words] | str


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide and what paints on it; every measure is in inches from its top left corner."""

    slide: Any
    theme: Theme

    def title(self, words: str, *, size: float = 26, wide: float = WIDTH - 2 * MARGIN) -> None:
        """Write the title in the place that outlines and screen readers know."""
        shape = self.slide.shapes.title
        _place(shape, MARGIN, 0.3, wide, 0.62)
        room = wide / _POINT * 0.95
        fits = [each for each in (size, 20, 16) if width(one_line(words), each, 700) <= room]
        said = one_line(words) if fits else " ".join(wrap(words, room, 14, 700, most=2))
        write(
            shape.text_frame,
            [[Words(said, bold=True)]],
            max(fits, default=14),
            self.theme.text,
            "left",
            "middle",
        )
        if said.endswith("…"):
            self.note(words)

    def note(self, words: str) -> None:
        """Write a text into the notes of the slide, whole."""
        notes = self.slide.notes_slide.notes_text_frame
        notes.text = "\n\n".join(part for part in (notes.text, clean(words)) if part)

    def text(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        lines: Sequence[Line],
        *,
        size: float = 12,
        color: str = "",
        align: str = "left",
        anchor: str = "top",
        name: str = "",
    ) -> Any:
        """Add a box of text that wraps at its edges."""
        box = self.slide.shapes.add_textbox(*_emu(x, y, wide, high))
        write(box.text_frame, lines, size, color or self.theme.text, align, anchor)
        _named(box, name)
        return box

    def box(
        self,
        x: float,
        y: float,
        wide: float,
        high: float,
        *,
        fill: str = "",
        line: str = "",
        dash: bool = False,
        kind: str = "RECTANGLE",
        weight: float = 1,
        name: str = "",
    ) -> Any:
        """Add a shape without a shadow; `kind` is a name of PowerPoint's own shapes."""
        from pptx.enum.dml import MSO_LINE
        from pptx.enum.shapes import MSO_SHAPE
        from pptx.util import Pt

        shape = self.slide.shapes.add_shape(getattr(MSO_SHAPE, kind), *_emu(x, y, wide, high))
        unstyled(shape)
        paint(shape.fill, fill)
        if line:
            shape.line.color.rgb = rgb(line)
            shape.line.width = Pt(weight)
            if dash:
                shape.line.dash_style = MSO_LINE.SQUARE_DOT
        else:
            shape.line.fill.background()
        if kind == "ROUNDED_RECTANGLE":
            shape.adjustments[0] = min(0.5, 0.06 / max(0.01, min(wide, high)))
        _named(shape, name)
        return shape

    def write(
        self, shape: Any, lines: Sequence[Line], *, size: float, color: str = "", align: str = "left",
        anchor: str = "middle", inside: float = 0.06,
    ) -> None:  # fmt: skip
        """Write into a shape."""
        write(shape.text_frame, lines, size, color or self.theme.text, align, anchor, inside)

    def picture(self, image: Any, x: float, y: float, side: float, name: str) -> None:
        """Add a square picture, cut to a circle."""
        import io

        from pptx.enum.shapes import MSO_SHAPE

        out = io.BytesIO()
        image.save(out, "PNG")
        out.seek(0)
        shape = self.slide.shapes.add_picture(out, *_emu(x, y, side, side))
        shape.auto_shape_type = MSO_SHAPE.OVAL
        described(shape, name)


def paint(fill: Any, color: str) -> None:
    """Fill with a colour; "" with none."""
    if color:
        fill.solid()
        fill.fore_color.rgb = rgb(color)
    else:
        fill.background()


def rgb(color: str) -> Any:
    """Return a colour as PowerPoint has it."""
    from pptx.dml.color import RGBColor

    made: Any = RGBColor
    return made(*bytes.fromhex(color.removeprefix("#")))


def unstyled(shape: Any) -> None:
    """Take away what a shape wears without being asked: shadow and colours of the file's own theme."""
    for style in shape._element.findall("{http://schemas.openxmlformats.org/presentationml/2006/main}style"):
        shape._element.remove(style)


def described(shape: Any, words: str) -> None:
    """Say what a shape shows, for those who do not see it."""
    shape._element.xpath(".//p:cNvPr")[0].set("descr", clean(words))


def height_of(lines: Sequence[tuple[str, float]], wide: float) -> float:
    """Return how high texts become, each of a size, in a box `wide` inches wide; rather too high."""
    total = 0.0
    for words, size in lines:
        count = len(wrap(words, wide / _POINT * 0.96, size, most=400)) if words else 0
        total += count * size * 1.22 * _POINT
    return total


def _named(shape: Any, name: str) -> None:
    if name:
        shape.name = clean(name)[:80]


def _emu(*inches: float) -> tuple[int, ...]:
    from pptx.util import Inches

    return tuple(int(Inches(value)) for value in inches)


def _place(shape: Any, x: float, y: float, wide: float, high: float) -> None:
    shape.left, shape.top, shape.width, shape.height = _emu(x, y, wide, high)


def write(
    frame: Any, lines: Sequence[Line], size: float, color: str, align: str, anchor: str, inside: float = 0
) -> None:
    """Write lines into a frame of text, each a paragraph; what runs from right to left ends at the right."""
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
    from pptx.util import Inches, Pt

    frame.word_wrap = True
    frame.vertical_anchor = getattr(MSO_ANCHOR, anchor.upper())
    for side in ("left", "right", "top", "bottom"):
        setattr(frame, f"margin_{side}", Inches(inside))
    for at, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if at == 0 else frame.add_paragraph()
        runs = [Words(line)] if isinstance(line, str) else line
        rtl = is_rtl("".join(run.text for run in runs))
        side = "right" if rtl and align == "left" else align
        paragraph.alignment = getattr(PP_ALIGN, side.upper())
        if rtl:
            paragraph._p.get_or_add_pPr().set("rtl", "1")
        for run in runs:
            made = paragraph.add_run()
            made.text = clean(run.text).replace("\n", " ").replace("\t", " ")
            made.font.size = Pt(run.size or size)
            made.font.bold = run.bold
            made.font.italic = run.italic
            made.font.color.rgb = rgb(run.color or color)
