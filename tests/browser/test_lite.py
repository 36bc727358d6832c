"""In an offline JupyterLite site, Python in the page: boards are edited, saved, and there after a reload."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.harness.lite import LitePage, LiteSite, Outside
from tests.browser.harness.until import until

OpenNotebook = Callable[[str], LitePage]
PATIENCE = 60_000
"""Milliseconds: page and kernel share one processor where others are at work too."""


@pytest.fixture(scope="module")
def site() -> Iterator[LiteSite]:
    served = LiteSite()
    yield served
    served.stop()


@pytest.fixture
def open_notebook(browser: Browser, site: LiteSite) -> Iterator[OpenNotebook]:
    """Opens notebooks of the site in a browser with a storage of its own, from where nothing gets out."""
    outside = Outside()
    proxy = {"server": outside.url, "bypass": "127.0.0.1"}
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-US", proxy=proxy)
    pages: list[LitePage] = []

    def opened(name: str) -> LitePage:
        page = LitePage(context.new_page(), site, name)
        pages.append(page)
        page.open()
        return page

    yield opened
    context.close()
    outside.stop()
    assert [text for page in pages for text in page.unexpected()] == []
    assert [url for page in pages for url in page.outside] == []
    assert outside.asked == []


def board(page: Page, at: int):
    return page.locator(".cjm-live").nth(at)


def type_over(page: Page, old: str, new: str) -> None:
    """Change a card on the map by mouse and keyboard."""
    board(page, 0).locator(".cjm-card", has_text=old).first.click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type(new)
    page.keyboard.press("Enter")
    expect(board(page, 0).locator(".cjm-card", has_text=new)).to_be_visible(timeout=PATIENCE)


def in_the_end(opened: LitePage, condition: str) -> None:
    """Wait until an expression of Python holds."""
    script = "async (code) => JSON.parse((await window.__lab.printed(code)).text)"
    until(opened.page, script, f"print(str({condition}).lower())", timeout=PATIENCE)


def test_edits_are_in_python_in_the_file_and_there_after_a_reload(open_notebook: OpenNotebook) -> None:
    opened = open_notebook("editor.ipynb")
    page = opened.page
    opened.run_all()
    expect(page.locator(".cjm-live")).to_have_count(3, timeout=PATIENCE)

    type_over(page, "Searches", "Asks a friend")
    point = board(page, 1).get_by_role("slider", name=re.compile("Discovery")).first
    before = float(str(point.get_attribute("aria-valuenow")))
    point.focus()
    page.keyboard.press("PageUp" if before < 1 else "PageDown")
    moved = before + (1 if before < 1 else -1)
    expect(point).to_have_attribute("aria-valuenow", re.compile(rf"^{moved:g}$"))
    role = board(page, 2).get_by_role("textbox", name="Role").first
    role.fill("Mother of three")
    role.blur()
    in_the_end(opened, "'Mother of three' in open('glasses.cjm.json').read()")
    expect(board(page, 0).get_by_text("Saved", exact=True)).to_be_visible(timeout=PATIENCE)

    assert "Asks a friend" in opened.kernel_eval("[card.text for card in journey.cards]")
    assert moved in opened.kernel_eval("[emotion.value for emotion in journey.emotions]")
    assert opened.kernel_eval("doc.personas[0].role") == "Mother of three"
    in_the_file = opened.kernel_eval("open('glasses.cjm.json').read()")
    assert "Asks a friend" in in_the_file
    assert opened.kernel_eval("len(open('glasses.html').read())") > 100_000

    opened.kernel_run("journey.edit(journey.cards[0], text='From Python')")
    expect(board(page, 0).locator(".cjm-card", has_text="From Python")).to_be_visible(timeout=PATIENCE)
    opened.kernel_run("doc.undo()")
    in_the_end(
        opened, "'From Python' not in open('glasses.cjm.json').read() and doc.save_status.state == 'saved'"
    )

    opened.reload()  # the kernel lives in the page: this is another one
    opened.run_all()
    expect(board(page, 0).locator(".cjm-card", has_text="Asks a friend")).to_be_visible(timeout=PATIENCE)
    assert opened.kernel_eval("open('glasses.cjm.json').read()") == in_the_file


def share(page: Page, kind: str) -> None:
    """Ask for a file in the menu of the French board."""
    board(page, 0).get_by_role("button", name="Partager", exact=True).click()
    page.get_by_role("menu").get_by_role("menuitem", name=kind).click()


def test_the_french_notebook_runs_and_the_doctor_says_what_is_not_here(open_notebook: OpenNotebook) -> None:
    opened = open_notebook("editor_fr.ipynb")
    opened.run_all()
    expect(opened.page.locator(".cjm-live")).to_have_count(3, timeout=PATIENCE)
    share(opened.page, "CSV")
    bar = board(opened.page, 0).locator(".cjm-share-bar")
    expect(bar).to_contain_text("est enregistré dans", timeout=PATIENCE)
    share(opened.page, "PNG")
    expect(bar).to_contain_text("un paquet Python qui n’est pas installé ici", timeout=PATIENCE)

    opened.kernel_run("report = cjm.doctor()")
    assert opened.kernel_eval("[report.ok, str(report).count('JupyterLite')]") == [True, 1]
    assert opened.kernel_eval("[f.name for f in report.findings if f.state == 'ok']") == [
        "versions", "bundles", "files",
    ]  # fmt: skip
    for name in ("lunettes.xlsx", "lunettes.csv", "lunettes.mmd"):
        opened.kernel_run(f"cjm.export(journey, '{name}'); preview = cjm.read('{name}')")
    refused = """
try:
    cjm.export(journey, "lunettes.pdf")
except cjm.CjmError as error:
    said = str(error)
"""
    opened.kernel_run(refused)
    assert "Pillow" in opened.kernel_eval("said")
