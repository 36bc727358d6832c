"""An exported page opened from a file, with no network: explored, saved from, in both themes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import cjm_widgets as cjm
from cjm_widgets.model import codec
from cjm_widgets.model.markdown import plain
from cjm_widgets.model.records import Card, Emotion
from tests.browser.harness import axe
from tests.exports.maps import bound, large
from tests.hostile import document, groups

GROUPS = groups()


class Reader:
    """A browser without a network that opens files and keeps what they try and what goes wrong."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.asked: list[str] = []
        self.wrong: list[str] = []
        context.on("request", lambda request: self.asked.append(request.url))
        context.add_init_script(
            "addEventListener('securitypolicyviolation', e => console.error(`policy: ${e.blockedURI}`))"
        )

    def open(self, path: Path) -> Page:
        page = self.context.new_page()
        page.on("console", lambda said: said.type in ("error", "warning") and self.wrong.append(said.text))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: self.wrong.append(f"dialog: {dialog.message}"))
        page.goto(path.as_uri())
        page.wait_for_selector("[role=tab]")
        return page

    def check(self) -> None:
        assert self.wrong == []
        outside = [url for url in self.asked if not url.startswith(("file:", "data:", "blob:"))]
        assert outside == []


@pytest.fixture
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Reader]:
    marker = request.node.get_closest_marker("context")
    options = {
        "viewport": {"width": 1400, "height": 950},
        "locale": "en-US",
        **(marker.kwargs if marker else {}),
    }
    context = browser.new_context(**{**options, "offline": True})
    found = Reader(context)
    yield found
    found.check()
    context.close()


def test_the_map_is_explored_without_a_kernel(reader: Reader, tmp_path: Path) -> None:
    page = reader.open(cjm.export(bound(), tmp_path / "map.html", quiet=True))
    expect(page).to_have_title("Glasses for two children")
    for words in ("Searches “child glasses cover”", "64%", "59–69 · n=371", "n=1,371"):
        expect(page.get_by_text(words, exact=False).first).to_be_visible()
    page.get_by_role("radio", name="Overview").click()
    expect(page.locator(".cjm-map")).to_have_attribute("data-depth", "overview")
    page.get_by_role("radio", name="Overview").press("ArrowRight")
    expect(page.locator(".cjm-map")).to_have_attribute("data-depth", "detail")
    cards = page.locator(".cjm-card")
    before = cards.count()
    page.get_by_role("button", name="Filter").first.click()
    page.get_by_role("button", name="Negative").first.click()
    assert 0 < cards.count() < before
    for gone in ("Undo", "Redo", "Share", "+ Add"):
        expect(page.get_by_role("button", name=gone, exact=True)).to_have_count(0)


def test_nothing_can_be_changed(reader: Reader, tmp_path: Path) -> None:
    page = reader.open(cjm.export(bound(), tmp_path / "map.html", quiet=True))
    card = page.locator(".cjm-card").first
    card.click()
    for key in ("Enter", "F2", "x", "Delete", "Backspace"):
        page.keyboard.press(key)
    page.keyboard.press("Escape")
    expect(page.locator("textarea:not([readonly])")).to_have_count(0)
    expect(page.locator(".cjm-card").first).to_contain_text("Searches")


def test_points_between_stages_are_shown_and_listed(reader: Reader, tmp_path: Path) -> None:
    journey = bound("fr")
    first, second = journey.stages[:2]
    journey.set_emotion(first, -1.5, persona=journey.document.personas[0], after=0.5, label="perdue")
    page = reader.open(cjm.export(journey, tmp_path / "map.html", locale="fr", quiet=True))
    where = f"entre {first.name} et {second.name}"
    point = page.get_by_role("slider", name=where)
    expect(point).to_have_attribute("aria-valuetext", "−1,5, 50\xa0% du chemin, perdue")
    count = page.get_by_role("slider").count()
    point.focus()
    for key in ("+", "Insert", "Shift+ArrowRight", "Delete"):
        page.keyboard.press(key)
    box = page.locator(".cjm-curve__svg").bounding_box()
    assert box
    page.mouse.dblclick(box["x"] + box["width"] / 2, box["y"] + 40)
    expect(page.get_by_role("slider")).to_have_count(count)
    page.get_by_role("tab", name="Tableaux").click()
    expect(page.get_by_role("table", name="Émotions")).to_contain_text(where)


def test_parts_are_reached_by_keyboard_and_hold_numbers_and_tables(reader: Reader, tmp_path: Path) -> None:
    page = reader.open(cjm.export(bound("fr"), tmp_path / "map.html", locale="fr", quiet=True))
    page.get_by_role("tab", name="Carte").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tabpanel")).to_contain_text("Client fidèle")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("tab", name="Indicateurs")).to_be_focused()
    expect(page.locator("figure").first).to_contain_text("64 % (59–69) · n = 371 · hors cible")
    assert page.locator("figure path.cjm-chart__line").count() >= 2
    page.keyboard.press("ArrowRight")
    cards = page.get_by_role("table", name="Cartes")
    assert cards.get_by_role("row").count() == 21
    expect(page.get_by_role("table", name="Indicateurs")).to_contain_text("59–69")


@pytest.mark.parametrize("view", ["map", "personas", "numbers", "tables"])
def test_every_part_is_accessible_in_both_themes(reader: Reader, tmp_path: Path, view: str) -> None:
    page = reader.open(cjm.export(bound(), tmp_path / "map.html", quiet=True))
    page.locator(f"#cjm-tab-{view}").click()
    for theme in ("light", "dark"):
        page.get_by_label("Theme").select_option(theme)
        assert axe.violations(page, "body") == []


@pytest.mark.context(color_scheme="dark")
def test_the_page_follows_its_reader_and_can_be_switched(reader: Reader, tmp_path: Path) -> None:
    page = reader.open(cjm.export(bound(), tmp_path / "map.html", quiet=True))
    ground = "getComputedStyle(document.querySelector('.cjm-root--page')).backgroundColor"
    assert page.evaluate(ground) == "rgb(22, 24, 29)"
    page.get_by_label("Theme").select_option("light")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    fixed = reader.open(cjm.export(bound(), tmp_path / "light.html", theme="light", quiet=True))
    assert fixed.evaluate(ground) == "rgb(255, 255, 255)"


def test_what_is_saved_from_the_page_reads_back(reader: Reader, tmp_path: Path) -> None:
    journey = bound()
    page = reader.open(cjm.export(journey, tmp_path / "map.html", quiet=True))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save JSON").click()
    saved = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(saved)
    assert saved.name == "glasses-for-two-children.cjm.json"
    again = cjm.load(saved)
    assert again.journeys[0].cards == journey.cards
    assert again.state.table(Emotion) == journey.document.state.table(Emotion)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save CSV").click()
    table = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(table)
    fresh = cjm.Document()
    cjm.read(table).apply(fresh)
    assert sorted(card.text for card in fresh.journeys[0].cards) == sorted(
        card.text for card in journey.cards
    )


@pytest.mark.parametrize("texts", GROUPS, ids=range(len(GROUPS)))
def test_hostile_texts_are_shown_and_nothing_runs(reader: Reader, texts: list[str], tmp_path: Path) -> None:
    doc = document(texts)
    path = cjm.export(doc.journeys[0], tmp_path / "map.html", quiet=True)
    page = reader.open(path)
    chips, people = page.locator(".cjm-persona-chip"), doc.personas
    expect(chips).to_have_count(len(people))
    for chip, persona in zip(chips.all(), people, strict=True):
        named = f"{persona.name}, {persona.role}"
        assert (chip.text_content() or "").endswith(named)
        assert chip.get_attribute("title") == f"Show only {named}"
    tips = page.locator(".cjm-dots").evaluate_all("found => found.map((each) => each.title)")
    assert {f"Actions for {stage.name}" for stage in doc.journeys[0].stages} <= set(tips)
    for tab in page.get_by_role("tab").all():
        tab.click()
        assert page.evaluate("window.__pwned") is None
        assert page.evaluate("document.querySelectorAll('script').length") == 2
        assert page.evaluate("document.querySelectorAll('iframe,object,embed,form,base,link').length") == 0
    rows = page.get_by_role("table", name="Cards").locator("tbody tr")
    cells = [row.get_by_role("cell").all_text_contents() for row in rows.all()]
    cards = doc.journeys[0].cards
    assert sorted((text, quote) for _, text, quote, *_ in cells) == sorted(
        (f"★ {plain(card.text)}", card.quote) for card in cards
    )
    data = json.loads(page.evaluate("document.getElementById('cjm-data').textContent"))
    held = codec.loads(data["document"])
    assert held.table(Card) == doc.state.table(Card), "nothing is lost"


def test_a_large_map_is_under_a_megabyte(tmp_path: Path) -> None:
    path = cjm.export(large(12, 12), tmp_path / "map.html", quiet=True)
    assert path.stat().st_size < 1_000_000


def test_the_policy_lets_nothing_in(tmp_path: Path) -> None:
    head = cjm.export(bound(), tmp_path / "map.html", quiet=True).read_text("utf-8")[:1500]
    assert "default-src 'none'; script-src 'sha256-" in head
    assert "unsafe" not in head
    assert "http:" not in head
    assert "https:" not in head
