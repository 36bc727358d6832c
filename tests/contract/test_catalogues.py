"""The two catalogues say the same things, and exactly what is asked of them."""

from __future__ import annotations

import ast
import json
import re
from functools import cache

import pytest

from cjm_widgets.model.records import PersonaRecord
from tests.contract.sources import PACKAGE, front_files, python_files, tree_of

LOCALE = PACKAGE / "locale"
LANGUAGES = ("en", "fr")
HOLE = re.compile(r"\{(\w+)\}")
NAMESPACES = sorted(path.stem for path in (LOCALE / "en").glob("*.json"))
FORMS = (".one", ".other")
# Keys put together with nothing fixed but the namespace: which ones they can be.
OPEN = {
    "persona.": set(PersonaRecord.model_fields),
    "common.": {"undo", "redo"},
    "card.": {"severity", "frequency", "impact", "ease"},
    "deck.": {"left", "right", "top", "bottom"},
    "journey.": {
        *("title", "owner", "status", "objective", "problem", "business_goal", "target_kpis", "scope"),
        *("trigger", "finish_line", "expected_duration", "frequency", "stake"),
        *("resources_at_hand", "resources_needed"),
    },
    "analysis.": {"peak", "trough", "end", "fall"},
    "upload.": {"no_file", "svg", "no_picture", "too_large", "unreadable"},
    "views.": {
        "overview",
        "detail",
        "evidence",
        "severity",
        "frequency",
        "impact",
        "ease",
        "pains",
        "negatives",
    },
    "map.": {
        "stale",
        "broken",
        "legend_drawn",
        "legend_measured",
        "legend_moment",
        "legend_few",
        "legend_assumed",
        "legend_intensity",
    },
}
# A lane of the author's own has no prompt.
SILENT = {"lanes.free_text_subtitle"}
# Texts that come out of data rather than out of a literal in the code, with the reason.
BY_DATA = {
    "lanes.": "names and prompts of the lane kinds, looked up by the kind of a record",
    "templates.": "titles and stages of the templates, looked up by the template's file",
    "history.": "labels of undo steps, looked up by the label of a batch",
    "metrics.": "reasons of the state of a number, looked up by the key it carries",
    "icons.": "names of the icons, looked up by the lucide name",
    "errors.": "sentences of refusals, looked up by their code",
}


@cache
def catalogue(language: str) -> dict[str, str]:
    texts = {}
    for path in (LOCALE / language).glob("*.json"):
        entries = json.loads(path.read_text("utf-8"), object_pairs_hook=no_doubles)
        texts |= {f"{path.stem}.{key}": text for key, text in entries.items()}
    assert texts
    return texts


def no_doubles(pairs: list[tuple[str, str]]) -> dict[str, str]:
    keys = [key for key, _ in pairs]
    assert len(keys) == len(set(keys)), f"twice: {[key for key in keys if keys.count(key) > 1]}"
    return dict(pairs)


def stem(key: str) -> str:
    """Return the key without its plural form."""
    return next((key.removesuffix(form) for form in FORMS if key.endswith(form)), key)


def test_both_languages_have_the_same_keys() -> None:
    english, french = (set(catalogue(language)) for language in LANGUAGES)
    assert english ^ french == set()
    assert len(english) > 100


def test_both_languages_have_the_same_placeholders() -> None:
    french = catalogue("fr")
    wrong = []
    for key, text in catalogue("en").items():
        holes, theirs = set(HOLE.findall(text)), set(HOLE.findall(french.get(key, "")))
        if key.endswith(FORMS):  # "one card" may leave the number out
            holes, theirs = holes - {"count"}, theirs - {"count"}
        if holes != theirs:
            wrong.append(f"{key}: {holes} / {theirs}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_whole(language: str) -> None:
    texts = catalogue(language)
    assert not [key for key, text in texts.items() if text != text.strip()]
    assert {key for key, text in texts.items() if not text} <= SILENT
    assert not [key for key in texts if not re.fullmatch(r"[a-z]+\.[a-z0-9_]+(\.(one|other))?", key)]
    plural = {stem(key) for key in texts if key.endswith(FORMS)}
    assert not [key for key in plural if not {key + form for form in FORMS} <= set(texts)]


def test_french_is_french() -> None:
    """Sentences do not stay English; straight quotes and plain spaces before signs are slips."""
    english, french = catalogue("en"), catalogue("fr")
    assert not [key for key, text in french.items() if len(HOLE.sub("", text)) > 25 and text == english[key]]
    assert not [key for key, text in french.items() if re.search(r"\w'\w| [;!?](\s|$)", text)]


# ---- what the code asks for ----------------------------------------------------------------------

NAMES = "|".join(NAMESPACES)
FRONT_LITERAL = re.compile(rf"""["'`](({NAMES})\.[a-z0-9_]+(?:\.(?:one|other))?)["'`]""")
FRONT_BUILT = re.compile(rf"""`(({NAMES})\.[a-z0-9_]*\$\{{[^`]*)`""")
FRONT_ASKED = re.compile(r"""\bt\(\s*["'`]([^"'`$]+)["'`]""")


def pattern_of(parts: list[str | None]) -> str:
    """Return a regular expression from fixed parts and, for None, holes."""
    return "".join("[a-z0-9_]+" if part is None else re.escape(part) for part in parts)


@cache
def front_uses() -> tuple[frozenset[str], frozenset[str]]:
    literals, built = set(), set()
    for path in front_files():
        text = path.read_text("utf-8")
        literals |= {found[0] for found in FRONT_LITERAL.findall(text)}
        for whole, _ in FRONT_BUILT.findall(text):
            pieces = re.split(r"\$\{[^}]*\}", whole)
            built.add(pattern_of([x for piece in pieces for x in (piece, None)][:-1]))
    return frozenset(literals), frozenset(built)


@cache
def python_uses() -> tuple[frozenset[str], frozenset[str]]:
    literals, built = set(), set()
    for path in python_files():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [str(v.value) if isinstance(v, ast.Constant) else None for v in node.values]
                if re.match(rf"({NAMES})\.", parts[0] or ""):
                    built.add(pattern_of(parts))
    return frozenset(literals), frozenset(built)


def open_ended(pattern: str) -> str | None:
    """Return the namespace when a built key has nothing fixed but that."""
    found = re.fullmatch(rf"({NAMES})\\\.\[a-z0-9_\]\+", pattern)
    return f"{found[1]}." if found else None


def test_every_key_asked_for_exists() -> None:
    known = {stem(key) for key in catalogue("en")} | set(catalogue("en"))
    literals, built = front_uses()
    asked = {key for path in front_files() for key in FRONT_ASKED.findall(path.read_text("utf-8"))}
    assert len(asked) > 30
    assert not (asked | literals) - known
    missing = [pattern for pattern in built if not any(re.fullmatch(pattern, key) for key in known)]
    assert not missing


def test_every_key_is_asked_for() -> None:
    literals, built = (a | b for a, b in zip(front_uses(), python_uses(), strict=True))
    namespaces = {space for pattern in built if (space := open_ended(pattern))}
    assert namespaces <= {*OPEN, *BY_DATA}, (
        f"say in OPEN which keys these are: {namespaces - {*OPEN, *BY_DATA}}"
    )
    closed = [re.compile(pattern) for pattern in built if not open_ended(pattern)]

    def used(key: str) -> bool:
        space = key.partition(".")[0] + "."
        return (
            key in literals
            or any(pattern.fullmatch(key) for pattern in closed)
            or key.removeprefix(space) in OPEN.get(space, ())
            or space in BY_DATA
        )

    unused = sorted({stem(key) for key in catalogue("en") if not used(stem(key)) and not used(key)})
    assert not unused, f"nobody asks for: {unused}"
