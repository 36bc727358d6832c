"""A chart as a file: its picture, or its table; knows no map and no widget."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from cjm_widgets.errors import BadInput
from cjm_widgets.exports.formats import Options, sheet_png, sheet_svg
from cjm_widgets.render.shapes import Sheet

Writer = Callable[[Any, Sheet, Options, str], bytes]


def chart_file(chart: Any, suffix: str, options: Options, locale: str | None, theme: str | None) -> bytes:
    """Return a chart in the format of `suffix`.

    Raises
    ------
    BadInput
        Charts have no such format, or there is no such theme.
    """
    from cjm_widgets.render.drawing import draw_chart

    if suffix not in CHART_FORMATS:
        raise BadInput(
            f"A chart cannot be written as {suffix}.", where="path", value=suffix,
            expected=f"one of {', '.join(CHART_FORMATS)}",
            hint="Export the journey: its numbers and curves are in all formats.",
        )  # fmt: skip
    sheet, language = draw_chart(chart, locale, theme)
    return CHART_FORMATS[suffix](chart, sheet, options, language)


def _svg(_chart: Any, sheet: Sheet, _: Options, _locale: str) -> bytes:
    return sheet_svg(sheet)


def _png(_chart: Any, sheet: Sheet, options: Options, _locale: str) -> bytes:
    return sheet_png(sheet, options)


def _pdf(_chart: Any, sheet: Sheet, options: Options, locale: str) -> bytes:
    from cjm_widgets.render.pdf import pdf

    return pdf([sheet], options.paper, title=sheet.title, locale=locale)


def _csv(chart: Any, _sheet: Sheet, _: Options, _locale: str) -> bytes:
    from cjm_widgets.interchange.cells import guard

    def safe(value: Any) -> Any:
        return guard(value) if isinstance(value, str) else value

    table = chart.table().map(safe).rename(columns=safe)
    return ("\ufeff" + str(table.to_csv(index=False, lineterminator="\r\n"))).encode()


CHART_FORMATS: Mapping[str, Writer] = MappingProxyType(
    {".svg": _svg, ".png": _png, ".pdf": _pdf, ".csv": _csv}
)
