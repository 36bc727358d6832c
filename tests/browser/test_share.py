"""The Share menu in a real page: by keyboard, in both languages, the file on the disk and in the browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

import cjm_widgets as cjm
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain


@pytest.mark.parametrize(
    ("locale", "button", "item", "said"),
    [("en", "Share", "SVG picture", "is written to"), ("fr", "Partager", "Image SVG", "est enregistré dans")],
)
def test_a_file_is_written_and_downloaded(
    plain: Plain, tmp_path: Path, locale: str, button: str, item: str, said: str
) -> None:
    doc = cjm.open(tmp_path / "maps.cjm.json")
    journey = doc.add_journey("Glasses", template="purchase")
    board = plain.show(cjm.JourneyMap(journey, locale=locale))
    share = board.get_by_role("button", name=button, exact=True)
    share.focus()
    share.press("Enter")
    menu = plain.page.get_by_role("menu")
    expect(menu.get_by_role("menuitem")).to_have_count(11)  # ten formats, and who one is
    assert axe.violations(plain.page) == []
    with plain.page.expect_download() as waiting:
        menu.get_by_role("menuitem", name=item).press("Enter")
        plain.settle()
    written = tmp_path / "glasses.svg"
    assert waiting.value.suggested_filename == "glasses.svg"
    assert Path(waiting.value.path()).read_bytes() == written.read_bytes()
    bar = board.locator(".cjm-share-bar")
    expect(bar).to_contain_text(said)
    expect(bar).to_contain_text(str(written))
    assert axe.violations(plain.page) == []


def test_what_fails_is_said_in_place(plain: Plain, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> None:
        raise cjm.CjmError("No ink is left.", code="no_ink", hint="Buy some.")

    monkeypatch.setattr("cjm_widgets.exports.beside.write", refuses)
    doc = cjm.open(tmp_path / "maps.cjm.json")
    board = plain.show(cjm.JourneyMap(doc.add_journey("Glasses", template="purchase")))
    board.get_by_role("button", name="Share", exact=True).click()
    plain.page.get_by_role("menuitem", name="PDF").click()
    plain.settle()
    expect(board.get_by_role("alert")).to_contain_text("PDF could not be written: No ink is left.")
    board.get_by_role("button", name="Dismiss").click()
    expect(board.locator(".cjm-share-bar")).to_have_count(0)
    expect(board.get_by_role("button", name="Share", exact=True)).to_be_focused()
