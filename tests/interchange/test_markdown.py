"""Markdown for people: the map as a table, in both languages, and no text becomes markup."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import mistune
import pytest

import cjm_widgets as cjm
from cjm_widgets.interchange.writers import write
from tests import hostile


def markdown(x, locale: str = "en") -> str:
    return write(x, ".md", locale=locale).decode()


@pytest.mark.parametrize(("locale", "said"), [("en", "Julie: −1.5 lost"), ("fr", "Julie\u00a0: −1,5 perdue")])
def test_the_map_is_a_table(locale: str, said: str) -> None:
    doc = cjm.Document()
    journey = cjm.datasets.glasses(locale).build(doc)
    text = markdown(doc, locale)
    assert text.startswith(f"# {journey.title}\n")
    rows = [line for line in text.split("\n") if line.startswith("|")]
    assert {row.count(" | ") for row in rows if not row.startswith("|---")} == {len(journey.stages)}
    shown = [lane for lane in journey.lanes if not lane.hidden and lane.kind != "metrics"]
    assert len(rows) == 2 + len(shown)
    assert said in text


class Seen(HTMLParser):
    """The elements and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.text += data


PLAIN = {
    "h1",
    "h2",
    "h3",
    "p",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "strong",
    "br",
    "ul",
    "li",
    "blockquote",
}


def test_hostile_text_stays_text() -> None:
    render = mistune.create_markdown(
        escape=False, plugins=["table", "strikethrough", "url", "footnotes", "math"]
    )
    for group in hostile.groups():
        seen = Seen()
        seen.feed(str(render(markdown(hostile.document(group)))))
        assert set(seen.elements) <= PLAIN
        squeezed = re.sub(r"\s+", "", seen.text)
        for text in group:
            for line in text.split("\n"):
                kept = re.sub(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+", "", line)
                assert kept in squeezed, ascii(kept)
