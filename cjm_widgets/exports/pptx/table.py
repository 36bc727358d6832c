"""A native table whose cells wear our colours; knows nothing of maps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cjm_widgets.exports.pptx.ink import Line, Slide, paint, write

_PLAIN = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""PowerPoint's name for a table without a style."""
_NAMES = "http://schemas.openxmlformats.org/drawingml/2006/main"
_EMU = 914_400
_HAIR = 6_350


class Grid:
    """A table on a slide; rows and columns are counted from 0, heights and widths are in inches."""

    def __init__(
        self, slide: Slide, x: float, y: float, columns: Sequence[float], rows: Sequence[float], name: str
    ) -> None:
        self._slide = slide
        frame = slide.slide.shapes.add_table(
            len(rows), len(columns), *(int(v * _EMU) for v in (x, y, sum(columns), sum(rows)))
        )
        frame.name = name
        self._table = frame.table
        properties = self._table._tbl.tblPr
        for flag in ("firstRow", "bandRow"):
            properties.set(flag, "0")
        properties.find(".//{*}tableStyleId").text = _PLAIN
        for at, wide in enumerate(columns):
            self._table.columns[at].width = int(wide * _EMU)
        for at, high in enumerate(rows):
            self._table.rows[at].height = int(high * _EMU)
            for column in range(len(columns)):
                self._bare(self._table.cell(at, column))

    def cell(
        self,
        row: int,
        column: int,
        lines: Sequence[Line],
        *,
        size: float,
        color: str = "",
        fill: str = "",
        align: str = "left",
        span: int = 1,
    ) -> None:
        """Write into a cell; `span` joins it with those to its right."""
        cell = self._table.cell(row, column)
        if span > 1:
            cell.merge(self._table.cell(row, column + span - 1))
        if fill:
            paint(cell.fill, fill)
        write(cell.text_frame, lines, size, color or self._slide.theme.text, align, "middle")
        from pptx.enum.text import MSO_ANCHOR

        cell.vertical_anchor = MSO_ANCHOR.MIDDLE
        cell.margin_left = cell.margin_right = int(0.06 * _EMU)
        cell.margin_top = cell.margin_bottom = int(0.015 * _EMU)

    def _bare(self, cell: Any) -> None:
        """Give a cell thin lines, and type so small that an empty one does not grow."""
        from pptx.oxml import parse_xml

        properties = cell._tc.get_or_add_tcPr()
        color = self._slide.theme.border.removeprefix("#").upper()
        for side in ("L", "R", "T", "B"):
            properties.append(
                parse_xml(
                    f'<a:ln{side} xmlns:a="{_NAMES}" w="{_HAIR}">'
                    f'<a:solidFill><a:srgbClr val="{color}"/></a:solidFill></a:ln{side}>'
                )
            )
        empty = parse_xml(f'<a:endParaRPr xmlns:a="{_NAMES}" sz="600"/>')
        cell.text_frame.paragraphs[0]._p.append(empty)
        cell.margin_top = cell.margin_bottom = 0
