"""Draws what a source says as a sheet of shapes, with what it shows in words; knows no format."""

from __future__ import annotations

from typing import Any

from cjm_widgets.model import commands, lookup
from cjm_widgets.model.records import Deck
from cjm_widgets.render import alt
from cjm_widgets.render.papers import READ, SMALLEST, Paper
from cjm_widgets.render.shapes import Sheet
from cjm_widgets.render.source import Source
from cjm_widgets.render.svg import (
    chart_sheet,
    curve_sheet,
    deck_sheet,
    map_sheet,
    matching_sheet,
    overview_sheet,
    persona_sheet,
)
from cjm_widgets.render.svg.pages import Room, map_pages
from cjm_widgets.render.theme import theme as theme_of


def words_of(source: Source) -> str:
    """Return what the picture of a source shows, in a sentence or two."""
    if source.kind == "persona":
        return alt.persona_alt(source.people[0][0], source.locale)
    if source.kind == "deck":
        return alt.deck_alt([record for record, _ in source.people], deck_of(source), source.locale)
    if source.kind == "matching":
        return alt.matching_alt(source.binding.roster, _stages(source), source.name, source.locale)
    if source.kind == "curve":
        return alt.curve_alt(source.view, source.locale, intensity=source.intensity)
    note = source.note and f"{source.note}."
    levels = source.intensity and source.depth != "overview"
    told = alt.map_alt(source.view, source.locale, intensity=levels)
    return " ".join(part for part in (told, note) if part)


def draw(source: Source, *, whole: bool = False) -> Sheet:
    """Return the picture of a source as one sheet; a `whole` map leaves out and cuts nothing."""
    said, locale, theme = words_of(source), source.locale, source.theme
    if source.kind == "persona":
        record, chip = source.people[0]
        return persona_sheet(record, chip, locale=locale, theme=theme, title=said, whole=whole)
    if source.kind == "deck":
        return deck_sheet(source.people, deck_of(source), locale=locale, theme=theme, title=said, whole=whole)
    if source.kind == "matching":
        labels = source.binding.roster
        return matching_sheet(labels, _stages(source), source.name, locale=locale, theme=theme, said=said)
    view, cards = source.view, source.cards
    if source.kind == "curve":
        return curve_sheet(view, locale=locale, theme=theme, title=said, intensity=source.intensity)
    if source.depth == "overview":
        return overview_sheet(view, cards, locale=locale, theme=theme, title=said, note=source.note)
    proof = source.depth == "evidence"
    return map_sheet(
        view,
        cards,
        locale=locale,
        theme=theme,
        title=said,
        proof=proof,
        note=source.note,
        whole=whole,
        intensity=source.intensity,
    )


def is_chart(x: Any) -> bool:
    """Tell whether `x` is a chart: it has a view of its own, from which no :class:`Source` is read."""
    return hasattr(x, "static_view") and not isinstance(x, type)


def draw_chart(chart: Any, locale: str | None, theme: str | None) -> tuple[Sheet, str]:
    """Return the picture of a chart as a sheet, and its language; light where no theme is asked for."""
    plot, language, wide = chart.static_view(locale)
    chosen = theme_of("light" if theme in (None, "auto") else str(theme)).name
    return chart_sheet(plot, locale=language, theme=chosen, width=wide), language


def draw_pages(source: Source, paper: Paper) -> list[Sheet]:
    """Return the picture of a source as sheets for pages; a map is cut where it gets too small to read."""
    if source.kind != "journey" or source.depth == "overview" or paper.fits:
        return [draw(source, whole=True)]
    width, height = paper.room()
    return map_pages(
        source.view,
        source.cards,
        Room(width, height, READ / SMALLEST),
        locale=source.locale,
        theme=source.theme,
        title=words_of(source),
        proof=source.depth == "evidence",
        note=source.note,
        intensity=source.intensity,
    )


def _stages(source: Source) -> dict[str, str]:
    return {stage.id: stage.name for stage in lookup.stages(source.state, source.record_id)}


def deck_of(source: Source) -> Deck:
    """Return the names of the 2×2 of a document."""
    return commands.deck_of(source.state)
