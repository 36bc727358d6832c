"""Which labels of the data meet which stage, as a picture: the share without one, then the largest labels."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cjm_widgets.locale import text
from cjm_widgets.render.format import number, percent
from cjm_widgets.render.svg.canvas import Canvas
from cjm_widgets.render.text import fit, one_line
from cjm_widgets.render.theme import theme as theme_of

if TYPE_CHECKING:
    from cjm_widgets.metrics.roster import Listed, Roster

_WIDE, _PAD, _ROW, _SIZE = 760.0, 16.0, 26.0, 12.0
_LABEL, _STAGE, _WHY, _ROWS, _SHARE = 16.0, 268.0, 448.0, 676.0, 744.0
"""Where the columns begin; those of numbers end there."""
MOST = 20


def matching_svg(
    roster: Roster,
    stages: Mapping[str, str],
    title: str,
    *,
    locale: str = "en",
    theme: str = "light",
    said: str = "",
) -> str:
    """Return the picture as SVG.

    Parameters
    ----------
    roster : Roster
        The labels.
    stages : mapping of str to str
        Stage id → name.
    title : str
        That of the journey.
    said : str
        What the picture shows, in words.
    """
    canvas = Canvas(theme_of(theme), locale)
    rows, found = roster.find(most=MOST)
    colors, y = canvas.theme, 110.0
    high = y + _ROW * (len(rows) + (found > len(rows))) + 10
    canvas.rect(0.5, 0.5, _WIDE - 1, high - 1, fill=colors.bg, stroke=colors.border, radius=12)
    _head(canvas, roster, one_line(title) or text("map.untitled", locale))
    for row in rows:
        _row(canvas, row, stages, y)
        y += _ROW
    if found > len(rows):
        more = text("matching.picture_more", locale, count=found - len(rows))
        canvas.text(_LABEL, y + 17, more, _SIZE, colors.muted)
    return canvas.svg(_WIDE, high, said)


def _head(canvas: Canvas, roster: Roster, title: str) -> None:
    """Draw title, the share without a stage with its bar, and the heads of the columns."""
    colors, locale, total = canvas.theme, canvas.locale, roster.total
    name = text("matching.of", locale, journey=title)
    canvas.text(_PAD, 28, fit(name, _WIDE - 2 * _PAD, 16, 700), 16, colors.text, weight=700)
    loose = total.unassigned_share
    if not total.labels:
        summary = text("matching.summary_empty", locale)
    elif not total.unassigned_rows:
        summary = text("matching.summary_none", locale)
    else:
        summary = text("matching.summary", locale, share=percent(loose, locale, 1))
    labels = text("matching.loose", locale, count=total.unassigned_labels)
    of = (("rows", total.unassigned_rows), ("total", total.rows))
    detail = text(
        "matching.detail", locale, labels=labels, **{key: number(count, locale) for key, count in of}
    )
    tone, rest = (
        (colors.attention, colors.attention) if total.unassigned_rows else (colors.positive, colors.border)
    )
    canvas.text(_PAD, 50, summary, 13, tone, weight=700)
    if total.unassigned_rows:
        canvas.text(_WIDE - _PAD, 50, detail, _SIZE, colors.muted, anchor="end")
    wide = _WIDE - 2 * _PAD
    canvas.rect(_PAD, 60, wide, 8, fill=rest, radius=4)
    canvas.rect(_PAD, 60, wide * (1 - loose) if total.rows else 0, 8, fill=colors.measured, radius=4)
    begun = ((_LABEL, "matching.label"), (_STAGE, "matching.stage"), (_WHY, "matching.why"))
    ended = ((_ROWS, "matching.rows"), (_SHARE, "matching.share"))
    for anchor, heads in (("start", begun), ("end", ended)):
        for x, key in heads:
            canvas.text(x, 98, text(key, locale), 11, colors.muted, weight=600, anchor=anchor)


def _row(canvas: Canvas, row: Listed, stages: Mapping[str, str], y: float) -> None:
    colors, locale, base = canvas.theme, canvas.locale, y + 17
    canvas.line(_PAD, y, _WIDE - _PAD, y, colors.border)
    canvas.text(_LABEL, base, fit(one_line(row.label), _STAGE - _LABEL - 14, _SIZE), _SIZE, colors.text)
    met = stages.get(row.stage_id or "")
    if met is None:
        canvas.text(_STAGE, base, text("matching.no_stage", locale), _SIZE, colors.attention, weight=600)
    else:
        canvas.text(_STAGE, base, fit(one_line(met), _WHY - _STAGE - 14, _SIZE), _SIZE, colors.text)
    how = "left_out" if met is None and row.how == "by_hand" else row.how
    why = fit(text(f"matching.how_{how}", locale), _ROWS - _WHY - 60, _SIZE)
    canvas.text(_WHY, base, why, _SIZE, colors.muted)
    canvas.text(_ROWS, base, number(row.rows, locale), _SIZE, colors.text, anchor="end")
    canvas.text(_SHARE, base, percent(row.share, locale, 1), _SIZE, colors.muted, anchor="end")
