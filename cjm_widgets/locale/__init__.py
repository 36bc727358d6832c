"""The texts of the interface in each language; knows no widgets, and never touches a document's own words."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from cjm_widgets.errors import BadInput, did_you_mean

FALLBACK = "en"
_HERE = Path(__file__).parent
_HOLE = re.compile(r"\{(\w+)\}")
_chosen: str | None = None


@lru_cache(maxsize=1)
def locales() -> tuple[str, ...]:
    """Return the languages there is a catalogue for, English first."""
    found = sorted(path.name for path in _HERE.iterdir() if path.is_dir() and any(path.glob("*.json")))
    return (FALLBACK, *(name for name in found if name != FALLBACK))


def known(locale: object) -> str:
    """Return the language of the catalogue that serves `locale`: ``"fr_CA"`` is served by ``"fr"``.

    Raises
    ------
    BadInput
        No such language; names the ones there are.
    """
    language = re.split(r"[-_.@]", locale)[0].lower() if isinstance(locale, str) else None
    if language in locales():
        return language
    raise BadInput(
        "There is no catalogue for this language.",
        where="locale",
        value=locale,
        expected="one of " + ", ".join(locales()),
        hint=did_you_mean(str(locale), locales()),
    )


def set_locale(locale: str | None) -> None:
    """Choose the language of everything made from now on.

    Parameters
    ----------
    locale : str or None
        ``"en"`` or ``"fr"``, with a region or without (``"fr_CA"``); None goes back to that of the
        environment (CJM_LOCALE, LC_ALL, LC_MESSAGES, LANG), English where it names none of them.

    Raises
    ------
    BadInput
        A language that there is no catalogue for.
    """
    global _chosen
    _chosen = None if locale is None else known(locale)


def default_locale() -> str:
    """Return the language chosen by :func:`set_locale`, else that of the environment."""
    if _chosen:
        return _chosen
    for name in ("CJM_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            language = re.split(r"[-_.@]", value)[0].lower()
            return language if language in locales() else FALLBACK
    return FALLBACK


@lru_cache(maxsize=64)
def _namespace(locale: str, name: str) -> Mapping[str, str]:
    path = _HERE / locale / f"{name}.json"
    try:
        texts = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return MappingProxyType({})
    return MappingProxyType({f"{name}.{key}": text for key, text in texts.items()})


@lru_cache(maxsize=8)
def namespaces() -> tuple[str, ...]:
    """Return the names of the parts of a catalogue, in alphabetical order."""
    return tuple(sorted(path.stem for path in (_HERE / FALLBACK).glob("*.json")))


def strings(locale: str, only: Iterable[str] | None = None) -> dict[str, str]:
    """Return the texts of a language by full key; what it lacks is English.

    Parameters
    ----------
    locale : str
        A language, for instance ``"fr"``; one without a catalogue is served in English.
    only : iterable of str, optional
        Namespaces, for instance ``("common", "map")``; all when left out.
    """
    names = namespaces() if only is None else tuple(only)
    merged: dict[str, str] = {}
    for name in names:
        merged.update(_namespace(FALLBACK, name))
        if locale != FALLBACK:
            merged.update(_namespace(_served(locale), name))
    return merged


def plural(locale: str, count: float) -> str:
    """Return ``"one"`` or ``"other"``: French counts nothing as one, English does not."""
    size = abs(count)
    return "one" if (size < 2 if locale.startswith("fr") else size == 1) else "other"


def text(key: str, locale: str, **values: object) -> str:
    """Return the text of `key` with its ``{placeholders}`` filled.

    A plural key (``key.one``, ``key.other``) is chosen by the value named ``count``. A key the language lacks
    is looked up in English; one that English lacks too is returned as it is.
    """
    found = maybe(key, locale, **values)
    return key if found is None else found


def maybe(key: str, locale: str, **values: object) -> str | None:
    """Return the text of `key` like :func:`text`, or None when no catalogue has it."""
    count = values.get("count")
    for language in dict.fromkeys((_served(locale), FALLBACK)):
        texts = _namespace(language, key.partition(".")[0])
        template = None
        if isinstance(count, int | float) and not isinstance(count, bool):
            template = texts.get(f"{key}.{plural(language, count)}")
        template = texts.get(key) if template is None else template
        if template is not None:
            if "{" not in template:
                return template
            return _HOLE.sub(lambda hole: str(values.get(hole[1], hole[0])), template)
    return None


@lru_cache(maxsize=256)
def _served(locale: str) -> str:
    language = re.split(r"[-_.@]", locale)[0].lower()
    return language if language in locales() else FALLBACK
