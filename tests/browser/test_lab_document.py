"""In a real JupyterLab: edits reach Python and the file, and survive restarts, re-runs and reloads."""

from __future__ import annotations

import json
import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness.lab import Lab, LabPage

SET_UP = """import cjm_widgets as cjm
doc = cjm.open("glasses.cjm.json")
journey = doc.add_journey("Glasses", template="purchase")
card = journey.add_card(lane="actions", stage="Discovery", text="Searches the web")
julie = doc.add_persona("Julie", role="Mother of two")"""
BOARD = "board = cjm.JourneyMap(journey)\nboard"


@pytest.fixture
def opened(lab: Lab) -> LabPage:
    page = lab.open_notebook([SET_UP, BOARD])
    page.run_all()
    expect(grid(page.page)).to_be_visible()
    return page


def grid(page: Page) -> Locator:
    return page.get_by_role("grid").first


def card(page: Page, text: str) -> Locator:
    return page.locator(".cjm-card", has_text=text)


def retype(page: Page, old: str, new: str) -> None:
    """Select a card, edit it by F2 and commit by Enter."""
    card(page, old).first.click()
    page.keyboard.press("F2")
    page.keyboard.press("Control+A")
    page.keyboard.type(new)
    page.keyboard.press("Enter")
    expect(card(page, new).first).to_be_visible()


def saved_text(lab: Lab) -> str:
    return (lab.root / "glasses.cjm.json").read_text("utf-8")


def wait_saved(page: Page) -> None:
    expect(page.locator(".cjm-status").first).to_have_attribute("data-tone", "good")


def test_a_typed_edit_reaches_python_and_the_file_and_undo_takes_it_back(lab: Lab, opened: LabPage) -> None:
    opened.kernel_run("seen = []\nforget = doc.subscribe(lambda change: seen.append(change.label))")
    retype(opened.page, "Searches the web", "Asks a friend")
    assert opened.kernel_eval("[c.text for c in journey.cards]") == ["Asks a friend"]
    assert opened.kernel_eval("seen") == ["edit_card"]
    wait_saved(opened.page)
    assert "Asks a friend" in saved_text(lab)
    opened.kernel_run("doc.undo()")
    expect(card(opened.page, "Searches the web")).to_be_visible()
    opened.kernel_run("doc.redo()")
    expect(card(opened.page, "Asks a friend")).to_be_visible()


def test_python_edits_are_seen_at_once(opened: LabPage) -> None:
    opened.kernel_run(
        "stage = journey.add_stage('Reimbursement', phase='after')\n"
        "journey.add_card(lane='pain_points', stage=stage, text='No date', sentiment='negative')\n"
        "journey.set_emotion(stage, -2, persona=julie, label='frustrated')"
    )
    expect(opened.page.get_by_role("columnheader", name=re.compile("Reimbursement"))).to_be_visible()
    expect(card(opened.page, "No date")).to_be_visible()
    expect(opened.page.get_by_role("slider", name=re.compile("Reimbursement"))).to_have_attribute(
        "aria-valuenow", "-2"
    )


def test_restart_and_run_again_gives_the_same_bytes(lab: Lab, opened: LabPage) -> None:
    retype(opened.page, "Searches the web", "Asks a friend")
    wait_saved(opened.page)
    before = saved_text(lab)
    opened.restart_kernel()
    opened.run_all()
    expect(card(opened.page, "Asks a friend")).to_be_visible()
    wait_saved(opened.page)
    assert saved_text(lab) == before


def test_five_runs_and_three_displays_lose_and_double_nothing(lab: Lab, opened: LabPage) -> None:
    retype(opened.page, "Searches the web", "Asks a friend")
    wait_saved(opened.page)
    before = saved_text(lab)
    for _ in range(5):
        opened.run_all()
    opened.kernel_run("from IPython.display import display")
    shown = lab.open_notebook([SET_UP, BOARD, "display(board, board, board)"], "three.ipynb")
    shown.run_all()
    expect(card(opened.page, "Asks a friend")).to_have_count(1)
    expect(card(shown.page, "Asks a friend")).to_have_count(4)
    assert saved_text(lab) == before


def test_reload_with_the_kernel_alive_brings_everything_back(lab: Lab, opened: LabPage) -> None:
    opened.save()
    retype(opened.page, "Searches the web", "Asks a friend")
    opened.reload()
    expect(card(opened.page, "Asks a friend")).to_be_visible()
    retype(opened.page, "Asks a friend", "Reads a letter")
    assert opened.kernel_eval("[c.text for c in journey.cards]") == ["Reads a letter"]


@pytest.mark.parametrize("end", ["restart_kernel", "shutdown_kernel", "kill_kernel"])
def test_a_lost_kernel_is_said_at_once(lab: Lab, opened: LabPage, end: str) -> None:
    """Within a second of the first edit the board locks, and the work can be taken."""
    page = opened.page
    lab.context.grant_permissions(["clipboard-read", "clipboard-write"])
    wait_saved(page)
    getattr(opened, end)()
    banner = page.locator(".cjm-banner--error")
    if not banner.is_visible():
        card(page, "Searches the web").first.click()
        page.keyboard.press("F2")
        page.keyboard.press("Control+A")
        page.keyboard.type("Last words")
        page.keyboard.press("Enter")
    expect(banner.first).to_be_visible(timeout=1000)
    page.get_by_role("button", name="Copy my work").first.click()
    work = json.loads(page.evaluate("() => navigator.clipboard.readText()"))
    texts = [record["text"] for record in work["document"]["tables"]["cards"].values()]
    edits = [op["fields"]["text"] for batch in work["pending"] for op in batch["ops"]]
    assert texts == (edits or ["Searches the web"])
    card(page, texts[0]).first.click()
    page.keyboard.press("F2")
    expect(page.locator(".cjm-root textarea:not([readonly])")).to_have_count(0)


TEXTS = ["One", "Two", "Three", "Four"]
LISTEN = "order = []\nforget = doc.subscribe(lambda change: order.append(change.ops[0].fields['text']))"


def retype_all(page: Page) -> None:
    for old, new in zip(["Searches the web", *TEXTS], TEXTS, strict=False):
        retype(page, old, new)


def test_a_kernel_that_does_not_answer_gets_everything_in_order(lab: Lab, opened: LabPage) -> None:
    opened.kernel_run(LISTEN)
    pid = opened.kernel_pid()
    os.kill(pid, signal.SIGSTOP)
    try:
        retype_all(opened.page)
        expect(opened.page.locator(".cjm-status").first).to_contain_text("4 waiting")
    finally:
        os.kill(pid, signal.SIGCONT)
    wait_saved(opened.page)
    assert opened.kernel_eval("order") == TEXTS
    assert json.dumps("Four") in saved_text(lab)


def test_editing_goes_on_while_a_cell_runs(lab: Lab) -> None:
    wait = "import time, pathlib\nwhile not pathlib.Path('go').exists(): time.sleep(0.02)"
    opened = lab.open_notebook([f"{SET_UP}\n{LISTEN}", BOARD, wait])
    opened.run_cell(0)
    opened.run_cell(1)
    expect(card(opened.page, "Searches the web")).to_be_visible()
    opened.start_cell(2)
    retype_all(opened.page)
    (lab.root / "go").touch()
    opened.wait_idle()
    wait_saved(opened.page)
    assert opened.kernel_eval("order") == TEXTS
    assert json.dumps("Four") in saved_text(lab)


def test_a_notebook_without_a_kernel_shows_the_picture(lab: Lab, opened: LabPage) -> None:
    picture = opened.page.locator(".cjm-static img")
    expect(picture).to_have_count(1)
    expect(picture).not_to_be_visible()
    opened.save()
    opened.shutdown_kernel()
    copy = lab.root / "copy"
    copy.mkdir()
    target = copy / "read.ipynb"
    target.write_bytes(Path(opened.path).read_bytes())
    reader = lab.open_path(target)
    shown = reader.page.locator(".cjm-static img")
    expect(shown).to_be_visible()
    width = shown.evaluate("(image) => image.complete && image.naturalWidth")
    assert width > 600
    expect(reader.page.get_by_text("model not found")).not_to_be_visible()
    reader.allow("model not found")
