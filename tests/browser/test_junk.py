"""What is not of the protocol, text of any kind and records that are gone, on a live board; knows no file."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, glasses, texts
from tests.model.test_bad_input import DIRTY, ODD

CLEAN = "abc[31mde\nf\nghi\tj"
JUNK: tuple[Any, ...] = (
    None, True, 5, "change", [], [[]], {}, {"type": None}, {"type": "toString"}, {"type": "__proto__"},
    {"type": "destroy", "rev": 1}, {"type": "change"}, {"type": "change", "rev": 10**9, "ops": "x"},
    {"type": "change", "rev": -1, "ops": [], "ack": None, "history": {}},
    {"type": "change", "rev": 1.5, "ops": [], "ack": None, "history": {}},
    {"type": "snapshot"}, {"type": "snapshot", "to": None, "rev": 1, "tables": {"cards": 5}},
    {"type": "metrics", "metrics": []}, {"type": "metrics", "metrics": {"csat": 5, "nps": ["x"], "ces": "y"}},
    {"type": "metrics", "metrics": {"csat": {"stage_x": 5, "stage_y": {"state": 7}}}},
    {"type": "status"}, {"type": "status", "save": {}}, {"type": "status", "save": {"state": 5, "path": []}},
    {"type": "notice"}, {"type": "notice", "level": "fatal", "message": "x"},
    {"type": "notice", "level": "error", "message": {"x": 1}}, {"type": "refusal", "to": None, "id": 5},
    {"type": "ack", "to": None, "id": None}, {"type": "hello", "client": "x"}, {"type": "labels"},
    {"type": "labels", "to": None, "ask": 1, "rows": [{}], "found": 1, "sums": [], "total": {},
     "proposals": []},
    {"type": "labels", "to": None, "ask": 1, "rows": "x", "found": "many", "sums": 5, "total": None,
     "proposals": [5]},
)  # fmt: skip
CELLS: tuple[Any, ...] = (
    5, "x", [], {}, {"state": 7}, {"state": "ok"}, {"state": "ok", "value": "high", "n": {}},
    {"state": "ok", "value": 0.5, "low": "x", "high": [], "n": "many", "unit": "share", "target": "x"},
    {"state": "splendid", "value": 0.5, "low": 0.1, "high": 0.9, "n": 5, "unit": "bananas"},
)  # fmt: skip


def rest(view: Locator) -> list[str]:
    """Return what is on the board, its status line too."""
    return view.locator(
        ".cjm-title, .cjm-card, .cjm-metric, [role=rowheader], [role=columnheader], .cjm-status"
    ).all_text_contents()


@pytest.mark.parametrize("board", ["JourneyMap", "EmotionCurve", "PersonaCard"])
def test_junk_from_the_kernel_leaves_the_board_as_it_was(plain: Plain, board: str) -> None:
    journey = glasses()
    julie = journey.personas[0]
    journey.add_lane("metrics", metric="csat")
    widget = getattr(cjm, board)(julie if board == "PersonaCard" else journey, locale="en")
    view = plain.show(widget)
    before = rest(view)
    stage = journey.stages[0].id
    broken = [{"type": "metrics", "metrics": {"csat": {stage: cell}}} for cell in CELLS]
    for message in (*JUNK, *broken):
        plain.link(widget).outgoing({"method": "custom", "content": message}, [])
        plain.settle()
        assert view.locator(".cjm-fault").count() == 0, message
    assert rest(view) == before
    julie.edit(name="Still alive")
    journey.edit(journey.stages[0], name="Still here")
    plain.settle()
    if board == "PersonaCard":
        expect(view.get_by_role("textbox", name="Name", exact=True)).to_have_value("Still alive")
    else:
        expect(view).to_contain_text("Still here")


def test_changes_that_do_not_fit_lead_to_everything_anew(plain: Plain) -> None:
    journey = glasses()
    widget = cjm.JourneyMap(journey, locale="en")
    view = plain.show(widget)
    rev = journey.document.revision + 1
    history = {"undo": None, "redo": None}
    for ops in (
        [5], [{}], [{"op": "drop", "table": "cards", "id": "x"}],
        [{"op": "remove", "table": "nope", "id": "x"}],
        [{"op": "remove", "table": "cards", "id": "card_gone0000"}],
        [{"op": "patch", "table": "cards", "id": journey.cards[0].id, "fields": 5}],
        [{"op": "put", "table": "cards", "record": None}],
        [{"op": "put", "table": "__proto__", "record": {"id": "x", "polluted": True}}],
    ):  # fmt: skip
        hellos = len([m for m in plain.link(widget).messages("up") if m["type"] == "hello"])
        change = {"type": "change", "rev": rev, "ops": ops, "ack": None, "client": None, "history": history}
        widget.send(change)
        plain.settle()
        assert len([m for m in plain.link(widget).messages("up") if m["type"] == "hello"]) == hellos + 1, ops
        expect(card(view, "Searches for glasses")).to_be_visible()
    assert plain.page.evaluate("() => ({}).polluted ?? null") is None
    assert plain.page.evaluate("() => Object.prototype.id ?? null") is None


@pytest.mark.parametrize("kind", ODD)
def test_text_of_any_kind_is_shown_and_comes_back_from_the_editor(plain: Plain, kind: str) -> None:
    journey = glasses()
    target = journey.edit(journey.cards[0], text=ODD[kind])
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    shown = view.locator(f'[data-key$="{target.id}"]')
    box = shown.bounding_box()
    assert box
    assert box["height"] < 300
    assert shown.evaluate("it => it.scrollWidth <= it.clientWidth")
    assert "".join(ODD[kind].split())[:40] in "".join((shown.text_content() or "").split())
    if kind == "right to left":
        assert shown.locator(".cjm-card__text").evaluate("it => getComputedStyle(it).direction") == "rtl"
    shown.click()
    plain.page.keyboard.press("F2")
    editor = view.locator(".cjm-editor")
    assert editor.input_value() == ODD[kind]
    if len(ODD[kind]) < 100_000:
        editor.press("Control+End")
        plain.page.keyboard.type("!")
        plain.page.keyboard.press("Enter")
        plain.settle()
        assert texts(journey, "actions", "Discovery") == [ODD[kind] + "!"]


def test_control_characters_that_are_pasted_never_arrive(plain: Plain) -> None:
    journey = glasses()
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    card(view, "Searches for glasses").click()
    plain.page.keyboard.press("F2")
    view.locator(".cjm-editor").fill(DIRTY.replace("\ud800", ""))
    plain.page.keyboard.press("Enter")
    plain.settle()
    assert texts(journey, "actions", "Discovery") == [CLEAN]


def test_one_character_too_many_is_said_and_what_was_typed_stays(plain: Plain) -> None:
    journey = glasses()
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.state
    card(view, "Searches for glasses").click()
    plain.page.keyboard.press("F2")
    editor = view.locator(".cjm-editor")
    editor.fill("x" * 100_001)
    plain.page.keyboard.press("Enter")
    plain.settle()
    assert journey.document.state is before
    expect(view.get_by_role("alert")).to_contain_text("100")
    expect(editor).to_have_value("x" * 100_001)
    editor.fill("x" * 100_000)
    plain.page.keyboard.press("Enter")
    plain.settle()
    assert texts(journey, "actions", "Discovery") == ["x" * 100_000]


def test_a_board_whose_journey_or_persona_is_gone_says_so_and_comes_back(plain: Plain) -> None:
    journey = glasses()
    julie = journey.personas[0]
    boards = [
        plain.show(cjm.JourneyMap(journey, locale="en")),
        plain.show(cjm.EmotionCurve(journey, locale="en")),
    ]
    person = plain.show(cjm.PersonaCard(julie, locale="en"))
    words = [view.inner_text() for view in (*boards, person)]
    with journey.document.batch():
        julie.remove()
        journey.remove(journey.record)
    plain.settle()
    for view in (*boards, person):
        expect(view).to_contain_text("removed")
        assert view.locator(".cjm-fault").count() == 0
    journey.document.undo()
    plain.settle()
    assert [view.inner_text().split("\n")[0] for view in (*boards, person)] == [
        w.split("\n")[0] for w in words
    ]
