"""Hostile text in every field of live boards: it is read as text; nothing runs, nothing is asked for."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any

import pandas as pd
import pytest
from playwright.sync_api import Locator

import cjm_widgets as cjm
from cjm_widgets.model.signals import Notice
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, glasses
from tests.hostile import CORPUS, HARMLESS, document, groups

GROUPS = groups()
USUAL = [HARMLESS, "Words", "مرحبا", "word " * 60, "x" * 200, "two\nlines", "", "1"]
CENSUS = """(root) => [...root.querySelectorAll('*')].flatMap((node) => [
  node.localName,
  ...[...node.attributes].map((it) => `${node.localName} ${it.name}`),
])"""
VALUES = """(root) => [...root.querySelectorAll('*')].flatMap((node) => [...node.attributes]
  .filter((it) => /^(on|href|src|srcset|srcdoc|action|formaction|xlink:href|style)/.test(it.name))
  .map((it) => `${it.name}=${it.value}`))"""
# Marks that depend on what is selected, measured or moved, and the few of the little Markdown of cards.
SOMETIMES = {
    *("div data-selected", "div aria-hidden", "strong", "strong class"),
    *("em", "code", "code class", "span title"),
}
PWNED = "() => window.__pwned ?? null"


def census(view: Locator) -> set[str]:
    """Return what elements there are, and which attributes each kind has."""
    return set(view.evaluate(CENSUS))


def check(plain: Plain, view: Locator, usual: set[str]) -> None:
    assert census(view) <= usual
    assert plain.page.evaluate(PWNED) is None
    for value in view.evaluate(VALUES):
        name, _, text = value.partition("=")
        assert name == "style", value
        assert "url(" not in text
        assert "expression" not in text
    assert plain.outside == []


def bound(doc: cjm.Document, texts: list[str]) -> cjm.Journey:
    """Return the journey, bound to a survey whose labels are hostile too."""
    journey = doc.journeys[0]
    answers = pd.DataFrame({"step": texts, "rating": 5, "segment": texts})
    journey.bind(cjm.Survey(answers, "step", csat="rating", segment="segment"))
    return journey


def boards_of(journey: cjm.Journey, every: int) -> list[Any]:
    """Return each kind of board; of the cards of personas only every so manieth."""
    people = journey.document.personas[::every]
    return [
        *(kind(journey, locale="en") for kind in (cjm.JourneyMap, cjm.EmotionCurve)),
        *(cjm.PersonaCard(persona, locale="en") for persona in people),
        cjm.PersonaDeck(journey.document, locale="en"),
        cjm.Matching(journey.binding, locale="en"),
    ]


@cache
def _usual_of() -> dict[str, set[str]]:
    return {}


@pytest.fixture
def usual(plain: Plain) -> dict[str, set[str]]:
    """What boards with harmless text are made of; looked at once."""
    found = _usual_of()
    if not found:
        for board in boards_of(bound(document(USUAL), USUAL), every=1):
            view = plain.show(board)
            found.setdefault(board.entry, set(SOMETIMES)).update(census(view))
            plain.remove(board, view)
    return found


@pytest.mark.parametrize("texts", GROUPS, ids=range(len(GROUPS)))
def test_every_board_holds_text_only(plain: Plain, usual: dict[str, set[str]], texts: list[str]) -> None:
    journey = bound(document(texts), texts)
    boards = boards_of(journey, every=4)
    for board in boards:
        view = plain.show(board)
        check(plain, view, usual[board.entry])
        plain.page.mouse.move(400, 300)
        plain.settle()
        if board.entry == "journey_map":
            shown = view.locator(".cjm-card").all_text_contents()
            for record in journey.cards:
                assert any(" ".join(record.text.split())[:60] in " ".join(text.split()) for text in shown)
        plain.remove(board, view)


@pytest.mark.parametrize("start", range(3))
def test_hostile_text_that_is_typed_arrives_as_it_is(plain: Plain, start: int) -> None:
    journey = glasses()
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    target = next(each for each in journey.cards if each.text == "Searches for glasses")
    usual = census(view) | SOMETIMES
    card(view, target.text).click()
    for text in [text for text in CORPUS.values() if text.strip()][start::3]:
        plain.page.keyboard.press("F2")
        view.locator(".cjm-editor").fill(text)
        plain.page.keyboard.press("Enter")
        plain.settle()
        kept = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")
        (now,) = [each.text for each in journey.cards if each.id == target.id]
        assert now.strip() == kept.strip()
    check(plain, view, usual)


@pytest.mark.parametrize("texts", GROUPS, ids=range(len(GROUPS)))
def test_notices_and_refusals_hold_text_only(plain: Plain, texts: list[str]) -> None:
    journey = glasses()
    board = cjm.JourneyMap(journey, locale="en")
    view = plain.show(board)
    journey.document.report(Notice("error", HARMLESS, HARMLESS))
    tell_refusal(plain, board, HARMLESS)
    open_details(plain, view)
    usual = census(view)
    for text in texts:
        journey.document.report(Notice("error", text, text))
        tell_refusal(plain, board, text)
    open_details(plain, view)
    check(plain, view, usual)
    shown = view.locator(".cjm-notices").text_content() or ""
    for text in texts:
        assert shown.count(text.replace("\r", "\n")) >= 2


def tell_refusal(plain: Plain, board: cjm.JourneyMap, text: str) -> None:
    link = plain.link(board)
    client = next(message["client"] for message in link.messages("up") if message["type"] == "hello")
    refusal = {"type": "refusal", "to": client, "id": "none", "code": "unheard_of"}
    board.send({**refusal, "message": text, "where": text, "hint": text, "detail": text})


def open_details(plain: Plain, view: Locator) -> None:
    plain.settle()
    view.evaluate(
        "root => root.querySelectorAll('.cjm-notices [aria-expanded=false]').forEach(it => it.click())"
    )
    plain.settle()
