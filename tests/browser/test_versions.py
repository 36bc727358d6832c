"""The Versions panel in a real page: a name for now, a picture, a comparison, a restore; on two pages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from cjm_widgets import storage
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, glasses


@pytest.fixture
def journey(tmp_path: Path) -> Iterator[cjm.Journey]:
    """A map in a file, with one version that lacks a card."""
    path = tmp_path / "map.cjm.json"
    glasses().document.save(path)
    document = cjm.open(path)
    journey = document.journeys[0]
    document.save_version("before the workshop")
    journey.add_card(lane="actions", stage=journey.stages[0], text="Asks a friend")
    assert storage.flush(document)
    yield journey
    storage.close(document)


def open_panel(view: Locator, plain: Plain) -> Locator:
    view.get_by_role("button", name="Versions", exact=True).press("Enter")
    plain.settle()
    return view.get_by_role("group", name="Versions", exact=True)


def drawn(image: Locator) -> bool:
    return bool(image.evaluate("image => image.decode().then(() => image.naturalWidth > 300)"))


def test_by_keys_a_version_is_named_seen_compared_restored_and_the_restore_undone(
    plain: Plain, journey: cjm.Journey
) -> None:
    document, keys = journey.document, plain.page.keyboard
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    panel = open_panel(view, plain)
    expect(panel.get_by_role("button", name="Close")).to_be_focused()
    expect(panel.locator(".cjm-version")).to_contain_text("1 change since")
    keys.press("Tab")
    keys.type("after the workshop")
    keys.press("Enter")
    expect(panel.locator(".cjm-version").first).to_contain_text("after the workshop")
    expect(panel.locator(".cjm-version").first).to_contain_text("the same as now")
    assert [version.label for version in document.versions] == ["before the workshop", "after the workshop"]

    panel.locator(".cjm-version").first.focus()
    keys.press("ArrowDown")
    keys.press("Enter")
    image = panel.get_by_role("img", name="Past state of")
    expect(image).to_be_visible()
    assert drawn(image)
    panel.get_by_role("radio", name="As it was").focus()
    keys.press("ArrowRight")
    expect(panel.get_by_role("heading", name="1 added, 0 changed, 0 removed")).to_be_visible()
    expect(panel.locator("li", has_text="Asks a friend")).to_contain_text("added:")
    assert drawn(panel.get_by_role("img"))

    panel.get_by_role("button", name="Restore…").focus()
    keys.press("Enter")
    question = panel.get_by_role("alertdialog")
    expect(question.get_by_role("button", name="Restore")).to_be_focused()
    revision = document.revision
    keys.press("Enter")
    expect(panel).to_have_count(0)
    expect(card(view, "Asks a friend")).to_have_count(0)
    expect(view.locator("[aria-live=polite]")).to_have_text(
        "“before the workshop” is restored. Undo takes it back."
    )
    expect(view.get_by_role("button", name="Versions", exact=True)).to_be_focused()
    assert document.revision == revision + 1
    assert document.versions[-1].kind == "named", "what it held has a name already: nothing is kept twice"
    keys.press("Control+z")
    expect(card(view, "Asks a friend")).to_be_visible()


def test_the_other_page_follows_a_restore_and_hears_of_the_version_before_it(
    plain: Plain, journey: cjm.Journey
) -> None:
    board = cjm.JourneyMap(journey, locale="en")
    view = plain.show(board)
    other = plain.open_page()
    there = other.show(board)
    there.get_by_role("button", name="Versions", exact=True).click()
    expect(there.locator(".cjm-version")).to_have_count(1)
    panel = open_panel(view, plain)
    panel.locator(".cjm-version").click()
    panel.get_by_role("button", name="Restore…").click()
    panel.get_by_role("button", name="Restore", exact=True).click()
    expect(there.locator(".cjm-version")).to_have_count(2)
    expect(there.locator(".cjm-version").first).to_contain_text("Before a restore")
    expect(there.locator(".cjm-version").first).to_contain_text("1 change since")
    there.page.keyboard.press("Escape")
    expect(card(there, "Asks a friend")).to_have_count(0)


@pytest.mark.parametrize(("theme", "locale"), [("light", "fr"), ("dark", "en")])
@pytest.mark.context(viewport={"width": 480, "height": 900})
def test_in_a_narrow_place_nothing_sticks_out_and_all_is_accessible(
    plain: Plain, journey: cjm.Journey, theme: str, locale: str
) -> None:
    journey.document.save_version("Un nom de version sans fin " * 7)
    view = plain.show(cjm.JourneyMap(journey, locale=locale, theme=theme))
    open_panel(view, plain).locator(".cjm-version").last.click()
    view.get_by_role("radio").last.click()
    expect(view.locator(".cjm-version-view__lines")).to_be_visible()
    view.locator(".cjm-version-view__head > .cjm-button").last.click()
    expect(view.get_by_role("alertdialog")).to_be_visible()
    assert axe.violations(plain.page) == []
    assert plain.page.evaluate("document.documentElement.scrollWidth") <= 480


def test_a_document_that_may_not_be_changed_says_why(plain: Plain, journey: cjm.Journey) -> None:
    journey.document.read_only = "It was written by a newer version of cjm_widgets."
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    panel = open_panel(view, plain)
    panel.locator(".cjm-version").click()
    expect(panel.get_by_role("img", name="Past state of")).to_be_visible()
    expect(panel.get_by_role("button", name="Restore…")).to_have_attribute("aria-disabled", "true")
    expect(panel).to_contain_text("This version cannot be restored. It was written by a newer version")
    assert axe.violations(plain.page) == []


def test_nothing_of_the_versions_travels_before_the_panel_is_opened(
    plain: Plain, journey: cjm.Journey
) -> None:
    board = cjm.JourneyMap(journey, locale="en")
    plain.show(board)
    told = [packet["content"]["type"] for packet in plain.link(board).down if packet["method"] == "custom"]
    assert "snapshot" in told
    assert not {"versions", "version"} & set(told)


def test_the_map_goes_on_with_what_changed_marked_on_it_also_from_python(
    plain: Plain, journey: cjm.Journey
) -> None:
    board = cjm.JourneyMap(journey, locale="en")
    view = plain.show(board)
    panel = open_panel(view, plain)
    panel.locator(".cjm-version").click()
    panel.get_by_role("button", name="Mark on the map").press("Enter")
    added = view.get_by_role("group", name="Asks a friend, added since")
    expect(added).to_be_visible()
    bar = view.get_by_role("region", name="Comparison with a version")
    expect(bar).to_contain_text("Compared with “before the workshop”: 1 added, 0 changed, 0 removed.")
    assert board.compared_with == journey.document.versions[0].id
    stage = journey.stages[1]
    journey.edit(stage, name="Compares")
    expect(view.get_by_role("columnheader", name="Compares")).to_have_attribute("data-change", "changed")
    bar.get_by_role("button", name="2 changes").click()
    expect(bar.get_by_role("listitem")).to_have_count(2)
    assert axe.violations(plain.page) == []
    bar.get_by_role("button", name="Stop comparing").click()
    expect(bar).to_have_count(0)
    expect(view.get_by_role("button", name="Versions", exact=True)).to_be_focused()
    expect(card(view, "Asks a friend")).not_to_have_attribute("data-change", "added")
    plain.settle()
    assert board.compared_with == ""
    board.compared_with = "before the workshop"
    expect(added).to_be_visible()
