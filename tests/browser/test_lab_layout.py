"""Boards in a real JupyterLab in tight places: empty, in a row, in a hidden tab, at the end of a window."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.harness.lab import Lab

SET_UP = """import cjm_widgets as cjm, ipywidgets
doc = cjm.Document()
blank = doc.add_journey("Blank")
journey = cjm.datasets.glasses("en").build(doc)"""
EMPTY = "cjm.JourneyMap(blank, locale='en')"
ROW = """boards = cjm.JourneyMap(journey, locale="en"), cjm.PersonaCard(journey.personas[0], locale="en")
ipywidgets.HBox(boards)"""
TAB = """tab = ipywidgets.Tab([ipywidgets.HTML("first"), cjm.EmotionCurve(journey, locale="en")])
tab"""


def test_an_empty_map_is_begun_in_one_step_or_not_at_all(lab: Lab) -> None:
    opened = lab.open_notebook([SET_UP, EMPTY])
    opened.run_all()
    page = opened.page
    begin = page.get_by_role("button", name="First stage and the usual lanes")
    begin.click()
    expect(page.locator(".cjm-editor")).to_be_focused()
    page.keyboard.press("Escape")
    expect(begin).to_be_focused()
    begin.click()
    page.keyboard.type("Discover")
    page.keyboard.press("Enter")
    expect(page.get_by_role("columnheader", name="Discover")).to_be_focused()
    expect(page.get_by_role("rowheader")).to_have_count(5)
    expect(page.get_by_text("What does the person do here?")).to_be_visible()
    expect(page.locator(".cjm-status")).to_have_attribute("data-tone", "warn")
    page.get_by_role("button", name="Undo", exact=True).click()
    expect(begin).to_be_visible()
    opened.kernel_run("blank.add_stage('From Python')")
    page.get_by_role("button", name="The usual ones").click()
    expect(page.get_by_role("rowheader")).to_have_count(5)


def test_rows_hidden_tabs_and_the_last_line_of_a_window(lab: Lab) -> None:
    opened = lab.open_notebook([SET_UP, ROW, TAB])
    opened.run_all()
    page = opened.page
    last = page.locator(".cjm-map .cjm-card").last
    last.scroll_into_view_if_needed()
    last.click(button="right")
    menu, window = page.get_by_role("menu").bounding_box(), page.viewport_size
    assert menu and window
    assert menu["y"] >= 0
    assert menu["y"] + menu["height"] <= window["height"]
    page.keyboard.press("Escape")
    for board in (".cjm-map", ".cjm-persona"):
        box = page.locator(board).bounding_box()
        assert box
        assert box["width"] >= 300
    opened.kernel_run("tab.selected_index = 1")
    curve = page.locator(".cjm-root--curve")
    line = curve.locator(".cjm-line__stroke").first
    expect(line).to_be_visible()
    drawn, around = line.bounding_box(), curve.bounding_box()
    assert drawn and around
    assert drawn["width"] > around["width"] / 2


def test_the_stages_stay_in_sight_while_the_notebook_scrolls(lab: Lab) -> None:
    opened = lab.open_notebook([SET_UP, "cjm.JourneyMap(journey, locale='en')", *["# below"] * 20])
    opened.run_all()
    page = opened.page
    page.set_viewport_size({"width": 1280, "height": 700})
    board = page.locator(".cjm-root--map")
    board.locator(".cjm-card").first.hover()
    stages = board.locator(".cjm-row--stages")
    above = stages.bounding_box()
    page.mouse.wheel(0, 500)
    page.wait_for_function("() => document.querySelector('.cjm-row--stages').style.translate !== ''")
    stage = board.get_by_role("columnheader", name="Reimbursement")
    box, phase = stage.bounding_box(), board.locator(".cjm-row--phases").bounding_box()
    assert above and box and phase
    assert 0 < phase["y"] < box["y"] < above["y"]
    on_top = "({x, y}) => document.elementFromPoint(x + 9, y + 9).closest('[data-key]').textContent"
    assert "Reimbursement" in page.evaluate(on_top, box)
    last = board.locator(".cjm-card").last
    last.scroll_into_view_if_needed()
    last.click()
    page.keyboard.press("F2")
    expect(board.locator(".cjm-editor")).to_be_focused()
