"""A studio in a real JupyterLab: linked by hand, in every box, hidden first, wide and narrow, both themes."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.harness import axe
from tests.browser.harness.lab import Lab, LabPage
from tests.browser.test_lab_charts import SET_UP, check_ink, theme

STUDIO = "studio = cjm.Studio(journey, binding, locale='en')\nstudio"
BOXES = """import ipywidgets as w
others = [cjm.Studio(journey, charts=["trend"], locale="en") for _ in range(4)]
tab = w.Tab([w.HTML("first"), others[0]], titles=["one", "two"])
fold = w.Accordion([others[1]], titles=["more"])
w.VBox([w.HBox([others[2]]), w.VBox([others[3]]), tab, fold])"""
ROOM = """(studio) => {
  const { width } = studio.getBoundingClientRect();
  const parts = [...studio.querySelectorAll('.cjm-root')].filter((it) => it.checkVisibility());
  const right = (it) => it.getBoundingClientRect().right;
  const out = parts.filter((it) => right(it) > right(studio) + 1);
  return { width, out: out.map((it) => it.className), scroll: studio.scrollWidth - studio.clientWidth };
}"""


@pytest.fixture
def page(lab: Lab) -> LabPage:
    found = lab.open_notebook([SET_UP, STUDIO])
    found.run_all()
    expect(found.page.locator(".cjm-studio .bqplot")).to_have_count(6)
    return found


def studio(page: LabPage) -> Locator:
    return page.page.locator(".cjm-studio").first


def test_map_persona_and_charts_are_linked_by_hand(page: LabPage) -> None:
    view = studio(page)
    trend = view.locator(".bqplot .mainheading").first
    expect(trend).to_contain_text("all stages")
    view.locator(".cjm-stage[data-key]").nth(3).click()
    expect(trend).to_contain_text("Reimbursement")
    view.locator(".cjm-card", has_text="Reads the cover table").click()
    expect(trend).to_contain_text("Consideration")
    view.locator('[data-number^="conversion"]').nth(1).click()
    expect(trend).to_contain_text("Conversion by week, Appointment")
    view.locator('[data-number^="csat"]').nth(2).click()
    expect(trend).to_contain_text("CSAT by week, Appointment")
    stage = "journey.stages[2]"
    counted = f"[len(binding.rows(studio.selection)), binding.cells()['csat'][{stage}.id].n]"
    rows, n = page.kernel_eval(counted)
    assert rows == n > 300
    view.locator(".cjm-persona-chip").nth(1).click()
    expect(view.locator(".cjm-root--persona")).to_contain_text("RR")
    assert page.kernel_eval("studio.selection.persona_id == journey.personas[1].id")
    page.kernel_run("studio.selection = 'Loyalty'")
    expect(trend).to_contain_text("Loyalty")
    expect(view.locator(".cjm-stage[data-selected]")).to_contain_text("Loyalty")
    expect(view.locator(".cjm-root--persona")).to_contain_text("JM")
    page.kernel_run("journey.edit(journey.stages[4], name='Years after')")
    expect(trend).to_contain_text("Years after")


def test_the_second_output_is_its_picture_and_hidden_while_it_lives(page: LabPage) -> None:
    expect(page.page.locator(".cjm-static")).to_be_hidden()
    page.save()
    _alive, stored = page.saved().cells[1].outputs
    assert "Glasses for two children" in stored["data"]["text/plain"]
    assert "Julie" in stored["data"]["text/plain"]
    assert "<img" in stored["data"]["text/html"]
    page.kernel_run("studio.close()")
    expect(page.page.locator(".cjm-root--map")).to_have_count(0)


def test_it_fits_from_700_to_1920_pixels(page: LabPage) -> None:
    page.page.evaluate("window.jupyterapp.commands.execute('application:toggle-left-area')")
    for width in (700, 1024, 1400, 1920):
        page.page.set_viewport_size({"width": width, "height": 1000})
        page.page.wait_for_function(
            "(width) => document.querySelector('.cjm-studio').clientWidth > width - 260", arg=width
        )
        found = studio(page).evaluate(ROOM)
        assert (found["out"], found["scroll"]) == ([], 0), (width, found)
    charts = [box.bounding_box() for box in studio(page).locator(".bqplot").all()]
    assert len({round(box["y"]) for box in charts if box}) <= 3


def test_both_themes_are_read(page: LabPage) -> None:
    for name in ("Light", "Dark"):
        theme(page, name)
        for figure in studio(page).locator(".bqplot").all():
            check_ink(figure, name)
        assert axe.violations(page.page, ".cjm-studio .cjm-live") == []
    theme(page, "Light")


def test_in_every_box_and_hidden_first(lab: Lab) -> None:
    page = lab.open_notebook([SET_UP, BOXES])
    page.allow("<rect> attribute (width|height): A negative value")  # bqplot's, of any figure that is hidden
    page.run_all()
    shown = page.page.locator(".cjm-studio:visible")
    expect(shown).to_have_count(2)
    page.page.get_by_role("tab", name="two").click()
    page.page.locator(".jupyter-widget-Collapse-header").click()
    expect(shown).to_have_count(4)
    for view in shown.all():
        view.scroll_into_view_if_needed()
        expect(view.locator(".cjm-curve__svg")).to_be_visible()
        expect(view.locator(".bqplot path.line").last).to_have_attribute("d", re.compile("L"))
        room = view.evaluate(ROOM)
        assert room["width"] > 400
        assert room["out"] == []
