"""Hostile text in every field of every widget, in each host: it is read as text and nothing runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.matrix import gallery
from tests.browser.matrix.conftest import OpenNotebook
from tests.browser.matrix.forms import SPOKEN
from tests.browser.test_hostile import SOMETIMES, USUAL
from tests.endurance import figures
from tests.hostile import CORPUS, groups, text_fields_of_all

WORDS = Path(__file__).with_name("words.js").read_text("utf-8")
GROUPS = groups()
HARMLESS = [USUAL[turn:] + USUAL[:turn] for turn in (0, 3, 5)]
SET_UP = f"""import pandas
import cjm_widgets as cjm
from cjm_widgets.widgets import two_outputs
from tests.hostile import GROUP, commit, document, groups
two_outputs.PICTURE_DELAY = 3600  # pictures rest until they are looked at
HARMLESS = {HARMLESS!r}
doc = document(HARMLESS[0])
journey, julie = doc.journeys[0], doc.personas[0]
def data(texts):
    seen = [*texts, "Harmless word"] * 2
    told = pandas.DataFrame({{
        "step": seen, "rating": [5, 4] * (GROUP + 1), "segment": seen, "who": range(2 * GROUP + 2),
        "at": pandas.date_range("2026-01-05", periods=2 * GROUP + 2, freq="5D")}})
    return journey.bind(
        cjm.Survey(told, "step", csat="rating", segment="segment", time="at"),
        cjm.EventLog(told, "who", "at", "step"))
def fill(texts):
    global binding
    texts = (texts * GROUP)[:GROUP]
    commit(doc, texts)
    binding = data(texts)
def harmless(at):
    fill(HARMLESS[at])
def hostile(at):
    fill(groups()[at])
harmless(0)"""
FIRST = 0
"""The group whose words are in the pictures that are looked at."""
NOBODY = "Nobody wrote this"
OF_ONE = ("PersonaCard",)
"""Widgets that show one of the records of a table: of the texts of a group the first."""


def check_that_it_sees(page: Page, usual: set[str], foreign: int) -> None:
    """Let a board be spoiled as by markup: each of the looks finds it, and misses what nobody wrote."""
    page.evaluate("() => window.__words.spoil()")
    found = page.evaluate("(texts) => window.__words.look(texts)", [NOBODY])
    assert set(found["census"]) - usual
    assert found["risks"]
    assert found["foreign"] > foreign
    assert found["missing"] == [[NOBODY]] * len(SPOKEN)


def test_hostile_text_is_text_on_every_widget(host: str, open_cells: OpenNotebook) -> None:
    notebook = open_cells(gallery.cells(SET_UP, forms=SPOKEN))
    page = notebook.page
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.evaluate(WORDS)
    gallery.show(notebook, forms=SPOKEN)
    here = page.url
    usual = page.evaluate("(count) => window.__words.census_of(count)", len(HARMLESS))
    foreign = page.evaluate("() => window.__words.foreign()")
    for at, texts in enumerate(GROUPS):
        found: dict[str, Any] = page.evaluate(
            "([at, texts]) => window.__words.look_at(at, texts)", [at, texts]
        )
        assert set(found["census"]) <= {*usual, *SOMETIMES}, texts
        assert found["risks"] == [], texts
        assert found["foreign"] == foreign, texts
        assert found["pwned"] is None, texts
        for form, missing in zip(SPOKEN, found["missing"], strict=True):
            wanted = texts[:1] if form.board.startswith(OF_ONE) else texts
            unread = [text for text in missing if text in wanted]
            assert unread == [], f"{form.board}, {form.opened}: not to be read"
    check_that_it_sees(page, {*usual, *SOMETIMES}, foreign)
    notebook.kernel_run(f"two_outputs.PICTURE_DELAY = 0; hostile({FIRST})")
    title = GROUPS[FIRST][0]
    page.wait_for_function("(title) => window.__words.pictured(title)", arg=title)
    gallery.close(notebook, SPOKEN)
    assert page.evaluate("() => window.__pwned ?? null") is None
    assert page.evaluate("() => window.__words.pictures()") == ["div", "img"]
    assert dialogs == []
    assert page.url == here
    assert notebook.outside == []
    figures.write(
        f"hostile_text_in_{host}",
        forms=len(SPOKEN),
        texts=len(CORPUS),
        fields=text_fields_of_all(),
        ran=0,
    )
