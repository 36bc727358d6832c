"""Two kernels changed one field: the card says so until someone chooses, by mouse or keys, in French too."""

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
from tests.storage.kernels import Kernel


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[tuple[cjm.Document, Kernel]]:
    """A map in a file, and another kernel that has it open."""
    path = tmp_path / "map.cjm.json"
    glasses().document.save(path)
    document = cjm.open(path)
    yield document, Kernel(path)
    storage.close(document)


@pytest.fixture
def journey(opened: tuple[cjm.Document, Kernel]) -> cjm.Journey:
    """A map in a file that another kernel changed at the same place, at the same time."""
    document, other = opened
    journey = document.journeys[0]
    theirs = other.document.journeys[0]
    text = journey.cards[0].text
    with document.hold():  # so that neither saves before both have changed it
        theirs.edit(next(item for item in theirs.cards if item.text == text), text="What the other wrote")
        assert other.saver.flush()
        journey.edit(journey.cards[0], text="What I wrote")
    assert storage.flush(document)
    assert len(document.conflicts) == 1
    return journey


def mark(view: Locator) -> Locator:
    return view.locator(".cjm-conflict-mark")


def test_choosing_with_the_mouse_is_one_step(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    document = journey.document
    expect(card(view, "What I wrote")).to_have_accessible_name(
        "What I wrote, 2 values for 1 field: choose one"
    )
    mark(view).click()
    before = document.revision
    view.get_by_role("button", name="Take the other one What the other wrote").click()
    expect(card(view, "What the other wrote")).to_be_visible()
    expect(mark(view)).to_have_count(0)
    plain.settle()
    assert (document.conflicts, document.revision) == ((), before + 1)
    assert document.history.undo_label == "resolve_conflict"
    document.undo()
    expect(mark(view)).to_be_visible()
    expect(card(view, "What I wrote")).to_be_visible()
    assert len(document.conflicts) == 1


def test_choosing_by_keys_in_french(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="fr"))
    card(view, "What I wrote").focus()
    keys = plain.page.keyboard
    keys.press("Shift+F10")
    plain.page.get_by_role("menuitem", name="Choisir entre deux valeurs…").focus()
    keys.press("Enter")
    expect(view.get_by_role("button", name="Garder la valeur affichée What I wrote")).to_be_focused()
    keys.press("Enter")
    expect(mark(view)).to_have_count(0)
    plain.settle()
    assert journey.document.conflicts == ()
    assert any(item.text == "What I wrote" for item in journey.cards)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_mark_and_the_choice_are_accessible(plain: Plain, journey: cjm.Journey, theme: str) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en", theme=theme))
    mark(view).click()
    expect(view.locator(".cjm-conflict")).to_be_visible()
    assert axe.violations(plain.page) == []


def test_what_is_no_card_is_said_over_the_map(plain: Plain, opened: tuple[cjm.Document, Kernel]) -> None:
    document, other = opened
    journey = document.journeys[0]
    theirs = other.document.journeys[0]
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    with document.hold():
        theirs.edit(theirs.stages[0], name="First contact")
        other.document.personas[0].edit(role="Their role")
        assert other.saver.flush()
        journey.edit(journey.stages[0], name="First step")
        document.personas[0].edit(role="My role")
    assert storage.flush(document)
    assert len(document.conflicts) == 2
    plain.settle()
    bar = view.get_by_role("region", name="Changed on both sides")
    expect(bar.get_by_role("group")).to_have_count(2)
    assert axe.violations(plain.page) == []
    stage = bar.get_by_role("group", name="Stage “First step”: Name")
    stage.get_by_role("button", name="Take the other one “First contact”").click()
    expect(stage).to_have_count(0)
    expect(view.get_by_role("columnheader", name="First contact")).to_be_visible()
    role = bar.get_by_role("group", name="Persona “Julie”: Role")
    expect(role.get_by_role("button").first).to_be_focused()
    plain.page.keyboard.press("Enter")
    expect(bar).to_have_count(0)
    plain.settle()
    assert document.conflicts == ()
    assert (journey.stages[0].name, document.personas[0].role) == ("First contact", "My role")
    document.undo()
    expect(bar.get_by_role("group")).to_have_count(1)


def test_a_conflict_that_the_other_kernel_found_is_said_too(
    plain: Plain, opened: tuple[cjm.Document, Kernel]
) -> None:
    document, other = opened
    journey = document.journeys[0]
    theirs = other.document.journeys[0]
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    journey.edit(journey.stages[0], name="First step")
    assert storage.flush(document)
    theirs.edit(theirs.stages[0], name="First contact")
    assert other.saver.flush()
    assert len(other.document.conflicts) == 1
    assert storage.flush(document)
    plain.settle()
    bar = view.get_by_role("region", name="Changed on both sides")
    expect(bar.get_by_role("group", name="Stage “First contact”: Name")).to_be_visible()
    bar.get_by_role("button", name="Take the other one “First step”").click()
    expect(bar).to_have_count(0)
    expect(view.get_by_role("columnheader", name="First step")).to_be_visible()
