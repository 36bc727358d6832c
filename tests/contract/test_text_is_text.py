"""Text reaches the page as text, and what a person reads comes from the catalogue."""

from __future__ import annotations

import re

import pytest

from tests.contract.sources import ROOT, front_files, short

FORBIDDEN = (
    r"innerHTML", r"insertAdjacentHTML", r"outerHTML", r"dangerouslySetInnerHTML", r"document\.write",
    r"\beval\s*\(", r"new\s+Function\s*\(", r"createContextualFragment", r"DOMParser", r"srcdoc",
    r"javascript:", r"setHTML", r"\bon[a-z]+\s*=\s*[\"']",
)  # fmt: skip
# The clipboard's tables are parsed there into an inert document, of which the text alone is taken.
ALLOWED = {r"DOMParser": {"js/src/ui/map/html_table.ts"}}
SPOKEN = re.compile(
    r"""\b(aria-label|aria-description|aria-valuetext|title|placeholder|alt|label)=["'][^"']*\w"""
)
# Text between tags on one line; `=>` and comparison are not tags.
BETWEEN = re.compile(r"(?<![=\s<])>\s*[^<>{}();=&|]*[A-Za-zÀ-ÿ]{2,}[^<>{}();=&|]*</")


def code_of(path) -> str:
    """Return the source without comments."""
    return re.sub(r"/\*.*?\*/|(?<!:)//[^\n]*", "", path.read_text("utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize("pattern", FORBIDDEN)
def test_no_way_around_text(pattern: str) -> None:
    found = {short(path) for path in front_files(generated=True) if re.search(pattern, code_of(path))}
    assert found == ALLOWED.get(pattern, set())


def test_no_literal_is_read_out_or_shown() -> None:
    pages = [path for path in front_files() if path.suffix == ".tsx"]
    assert pages
    wrong = [
        f"{short(path)}: {found[0]}"
        for path in pages
        for pattern in (SPOKEN, BETWEEN)
        if (found := pattern.search(code_of(path)))
    ]
    assert not wrong, "\n".join(wrong)


def test_the_check_itself_sees() -> None:
    assert BETWEEN.search("<b>Save all</b>")
    assert not BETWEEN.search("<b>{t('common.save')}</b>")
    assert not BETWEEN.search("const f = (a: Map<string, Foo>) => a;")
    assert SPOKEN.search('<button aria-label="Close">')
    assert not SPOKEN.search('<button aria-label={t("common.close")}>')


def test_biome_watches_too() -> None:
    text = (ROOT / "js" / "biome.json").read_text("utf-8")
    assert '"noDangerouslySetInnerHtml": "error"' in text
