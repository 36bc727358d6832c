"""Journey templates: data files with stages and lanes in English and French; knows no documents."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any

from cjm_widgets.errors import NotFound, did_you_mean


@cache
def _load() -> dict[str, dict[str, Any]]:
    folder = files("cjm_widgets") / "templates"
    found = sorted(
        (item for item in folder.iterdir() if item.name.endswith(".json")), key=lambda item: item.name
    )
    return {item.name.removesuffix(".json"): json.loads(item.read_text("utf-8")) for item in found}


def templates() -> tuple[str, ...]:
    """Return the names of the journey templates, for ``doc.add_journey(title, template=…)``."""
    return tuple(_load())


def template(name: str, locale: str) -> dict[str, Any]:
    """Return one template in one language: ``phases``, ``stages`` and ``lanes`` as plain values.

    Raises
    ------
    NotFound
        No such template or language; the nearest one is named.
    """
    known = _load()
    if name not in known:
        raise _unknown("template", name, list(known))
    languages = known[name]
    if locale not in languages:
        raise _unknown("language of templates", locale, list(languages))
    return dict(languages[locale])


def _unknown(what: str, name: str, choices: list[str]) -> NotFound:
    return NotFound(
        f'There is no {what} "{name}".',
        expected="one of " + ", ".join(choices),
        hint=did_you_mean(name, choices),
    )
