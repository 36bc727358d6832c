"""Cuts a map that is wider or taller than a page between its stages and lanes; knows no format of paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cjm_widgets.locale import text
from cjm_widgets.model.records import Card
from cjm_widgets.render.layout import FOOTER, HEADER, LEAST, PHASES, Column, Frame
from cjm_widgets.render.shapes import Shape, Sheet, Window
from cjm_widgets.render.svg import header
from cjm_widgets.render.svg.legend import legend
from cjm_widgets.render.svg.map_picture import columns_of, map_canvas, map_sheet, rows
from cjm_widgets.render.views import MapView

Cards = Mapping[str, Card]
Span = tuple[float, float]
"""From where to where a page shows, in pixels of the whole map."""


@dataclass(frozen=True, slots=True)
class Room:
    """The pixels of a map that a page holds at the size people read, and down to which size it may shrink.

    Attributes
    ----------
    width, height : float
        At the size people read.
    shrink : float
        How many times as much of both a page may hold, before the map is cut.
    """

    width: float
    height: float
    shrink: float = 1.0


def map_pages(
    view: MapView,
    cards: Cards,
    room: Room,
    *,
    locale: str = "en",
    theme: str = "light",
    title: str = "",
    proof: bool = False,
    note: str = "",
    intensity: bool = False,
) -> list[Sheet]:
    """Return a map as sheets that each fit on a page; none of its stages, lanes, cards and texts is left out.

    Every page repeats the title, the names of its lanes and of its stages. A map is cut between stages and
    between lanes; only a lane that is taller than a page is cut inside.

    Parameters
    ----------
    view, cards, locale, theme, title, proof, note, intensity
        As for :func:`map_sheet`.
    room : Room
        What a page holds.
    """
    whole = map_sheet(
        view,
        cards,
        locale=locale,
        theme=theme,
        title=title,
        proof=proof,
        note=note,
        whole=True,
        intensity=intensity,
    )
    fits = whole.width <= room.width * room.shrink and whole.height <= room.height * room.shrink
    if fits or not view.stages:
        return [whole]
    body = map_canvas(view, locale, theme, proof=proof, whole=True, intensity=intensity)
    columns = columns_of(view, whole=True)
    tops = rows(body, view, cards, columns, 0)
    strips = sorted([*columns.columns, *columns.folds], key=lambda column: column.x)
    across = _across(strips, room.width - columns.label)
    wide = max(LEAST, columns.label + max(end - start for start, end in across))
    down = list(_down(tops, room.height - HEADER - PHASES - FOOTER - tops[1]))
    places = [(rows_, part) for rows_ in down for part in across]
    drawn = []
    for number, (rows_, part) in enumerate(places, 1):
        said = " · ".join(p for p in (note, text("export.page", locale, page=number, pages=len(places))) if p)
        page = _Page(columns, part, rows_, tops[1], wide)
        drawn.append(_drawn(page, tuple(body.shapes), view, cards, locale, theme, title, said))
    return drawn


@dataclass(frozen=True, slots=True)
class _Page:
    """Which part of a map a page shows: stages, lanes, how high the names of the stages are, its width."""

    columns: Frame
    across: Span
    down: Span
    names: float
    width: float

    @property
    def frame(self) -> Frame:
        """The columns of this page, where they stand on it."""
        start, end = self.across
        moved = self.columns.label - start

        def here(columns: Sequence[Column]) -> tuple[Column, ...]:
            shown = [column for column in columns if start - 0.5 <= column.x < end - 0.5]
            return tuple(Column(column.stage_id, column.x + moved, column.width) for column in shown)

        return Frame(self.width, self.columns.label, here(self.columns.columns), here(self.columns.folds))


def _drawn(
    page: _Page,
    body: tuple[Shape, ...],
    view: MapView,
    cards: Cards,
    locale: str,
    theme: str,
    title: str,
    said: str,
) -> Sheet:
    sheet, over = (map_canvas(view, locale, theme, whole=True) for _ in range(2))
    frame, label = page.frame, page.columns.label
    left, right = page.across
    right_edge = label + right - left
    y = header.title_bar(over, view, frame)
    y += header.phase_row(over, view, frame, y)
    for top, bottom in ((0.0, page.names), page.down):
        high = bottom - top
        over.shapes.append(Window(0, y, 0, top, label, high, body))
        over.shapes.append(Window(label, y, left, top, right - left, high, body))
        y += high
    over.line(right_edge, HEADER, right_edge, y, over.theme.border)
    over.line(0, y, page.width, y, over.theme.border)
    y += legend(over, view, cards, page.width, y, said)
    sheet.rect(0.5, 0.5, page.width - 1, y - 1, fill=sheet.theme.bg, stroke=sheet.theme.border, radius=8)
    sheet.shapes += over.shapes
    return sheet.sheet(page.width, y, title or view.journey.title)


def _across(strips: Sequence[Column], room: float) -> list[Span]:
    """Return the columns in as few groups as fit, about as many in each."""
    total = sum(strip.width for strip in strips)
    pages = max(1, -(-int(total) // max(1, int(room))))
    while True:
        groups = [strips[len(strips) * at // pages : len(strips) * (at + 1) // pages] for at in range(pages)]
        found = [(group[0].x, group[-1].x + group[-1].width) for group in groups if group]
        if pages >= len(strips) or all(end - start <= room + 0.5 for start, end in found):
            return found
        pages += 1


def _down(tops: Sequence[float], room: float) -> Iterator[Span]:
    """Yield the lanes in groups that fit; a lane that is taller than the room goes on on the next page."""
    room = max(80.0, room)
    start = end = tops[1]
    for top, bottom in pairwise(tops[1:]):
        if bottom - start > room and top > start:
            yield start, top
            start = top
        while bottom - start > room:
            yield start, start + room
            start += room
        end = bottom
    if end > start or end == tops[1]:
        yield start, end
