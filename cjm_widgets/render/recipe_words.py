"""Says how a number was made, line by line, as the map shows it beside the number; computes nothing."""

from __future__ import annotations

import datetime as dt

from cjm_widgets.locale import maybe, text
from cjm_widgets.metrics.recipes import Ingredient, Recipe
from cjm_widgets.render.format import number

MOST_LEFT_OUT = 3


def recipe_lines(recipe: Recipe, locale: str) -> tuple[str, ...]:
    """Return the recipe in a language: formula and interval, source by source, when and over what."""
    lines = [recipe.text(locale)]
    for part in recipe.ingredients:
        lines += _source(part, locale)
    made = text(
        "recipe.made", locale, when=_moment(recipe.computed_at, locale), fingerprint=recipe.fingerprint[:8]
    )
    return (*lines, made)


def _source(part: Ingredient, locale: str) -> list[str]:
    columns = ", ".join(dict.fromkeys(part.columns.values()))
    told = text("recipe.source", locale, source=part.source, columns=columns)
    rows = text("recipe.rows", locale, here=number(part.rows_here, locale), rows=number(part.rows, locale))
    parts = [told, rows]
    if part.window is not None:
        first, last = (_day(end, locale) for end in part.window)
        parts.append(text("recipe.window", locale, first=first, last=last))
    return [" · ".join(parts), *_left_out(part, locale)]


def _left_out(part: Ingredient, locale: str) -> list[str]:
    """Return what did not count, of the columns that matter here, most rows first."""
    mine = {*part.columns.values(), ""}
    left = sorted(((rows, reason) for reason, column, rows in part.filters if column in mine), reverse=True)
    return [
        text("recipe.left_out", locale, count=rows, rows=number(rows, locale), why=why)
        for rows, reason in left[:MOST_LEFT_OUT]
        if (why := maybe(f"metrics.row_{reason}", locale))
    ]


def _day(iso: str, locale: str) -> str:
    from babel.dates import format_date

    return str(format_date(dt.date.fromisoformat(iso[:10]), "medium", locale))


def _moment(iso: str, locale: str) -> str:
    from babel.dates import format_datetime

    return f"{format_datetime(dt.datetime.fromisoformat(iso), 'medium', locale=locale)} UTC"
