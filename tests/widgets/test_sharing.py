"""A page asks for a file: it is written beside the document, told of, handed over; nothing is replaced."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.widgets.scope import Scope
from tests.widgets.pages import Page


@pytest.fixture
def page(tmp_path: Path) -> Page:
    doc = cjm.open(tmp_path / "maps.cjm.json")
    journey = doc.add_journey("Glasses: for two / children?", template="purchase")
    return Page(doc, Scope(journey_id=journey.id))


def ask(page: Page, format_: object, **rest: Any) -> dict[str, Any]:
    return page.say("export", id="e1", format=format_, **rest)[-1]


def test_a_file_is_written_beside_the_document_and_handed_over(page: Page, tmp_path: Path) -> None:
    told = ask(page, "svg", view="detail", filters={}, theme="dark")
    assert (told["type"], told["to"], told["id"], told["format"]) == ("exported", "page1", "e1", "svg")
    assert Path(told["path"]) == tmp_path / "glasses-for-two-children.svg"
    data = Path(told["path"]).read_bytes()
    assert base64.b64decode(told["data"]) == data
    assert b"#16181d" in data, "in the colours of the page"
    assert told["mime"] == "image/svg+xml"
    assert told["size"].endswith("kB")


def test_a_file_that_is_there_is_kept(page: Page, tmp_path: Path) -> None:
    first = ask(page, "svg", theme="light")
    again = ask(page, "svg", theme="light")
    assert again["name"] == "glasses-for-two-children-2.svg"
    assert Path(first["path"]).exists()
    assert Path(again["path"]).exists()


def test_what_the_page_shows_is_what_is_written(page: Page) -> None:
    journey = page.session.document.journeys[0]
    journey.add_card(lane="actions", stage=journey.stages[0], text="Calls twice", sentiment="negative")
    journey.add_card(lane="actions", stage=journey.stages[0], text="Waits", sentiment="positive")
    told = ask(page, "svg", view="detail", filters={"sentiments": ["negative"]}, theme="light")
    svg = base64.b64decode(told["data"]).decode()
    assert "Calls twice" in svg
    assert "Waits" not in svg


def test_where_nothing_can_be_written_the_page_gets_it_all_the_same(
    page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(path: Path, data: bytes) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("cjm_widgets.storage.atomic.write_atomic", refuses)
    told = ask(page, "svg", theme="light")
    assert told["path"] is None
    assert "Permission denied" in told["problem"]
    assert base64.b64decode(told["data"]).startswith(b"<svg")


@pytest.mark.parametrize(
    "rest",
    [
        {"format": "exe"},
        {"format": None},
        {"format": "svg", "theme": "pink"},
        {"format": "svg", "view": 3},
        {"format": "svg", "filters": [1]},
        {"format": "svg", "view": "no such view"},
        {"format": "svg", "filters": {"sentiments": ["mauve"]}},
        {"format": ["svg"]},
    ],
)
def test_what_cannot_be_asked_for_is_refused_and_writes_nothing(
    page: Page, rest: dict[str, Any], tmp_path: Path
) -> None:
    before = sorted(tmp_path.iterdir())
    (answer,) = page.say("export", id="e1", **rest)
    assert (answer["type"], answer["id"], answer["to"]) == ("refusal", "e1", "page1")
    assert sorted(tmp_path.iterdir()) == before
    json.dumps(answer)


def test_a_request_needs_an_id_and_a_journey(page: Page) -> None:
    (answer,) = page.say("export", format="svg")
    assert answer["type"] == "refusal"
    deck = Page(page.session.document, Scope())
    (answer,) = deck.say("export", id="e1", format="svg")
    assert answer["type"] == "refusal"


def test_a_fault_of_ours_is_told_in_place(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("cjm_widgets.exports.beside.write", breaks)
    answer = ask(page, "svg", theme="light")
    assert (answer["type"], answer["code"]) == ("refusal", "export_failed")
    assert "division by zero" in answer["message"]
