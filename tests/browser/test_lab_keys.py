"""In a real JupyterLab: whatever has the focus on a board, no key of ours reaches the notebook."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.harness.lab import Lab

SET_UP = """import cjm_widgets as cjm
doc = cjm.Document()
journey = doc.add_journey("Glasses", template="purchase")
julie = doc.add_persona("Julie", goals=["See well"], channels=[{"channel": "App", "weight": 0.5}], patience=2)
journey.add_card(lane="actions", stage="Discovery", text="Searches")
journey.set_emotion("Discovery", 1, persona=julie)
runs = 0"""
KEYS = (
    "a", "b", "m", "y", "r", "x", "c", "v", "z", "d", "d", "0", "0", "1", "j", "k",
    "ArrowDown", "ArrowUp", "Delete", "Backspace", "Enter", "Shift+Enter", "Control+Enter", "Shift+m",
)  # fmt: skip
FOCUSABLE = "button, select, input, textarea, summary, [tabindex]"


@pytest.mark.parametrize(
    ("board", "least"),
    [("JourneyMap(journey)", 15), ("PersonaCard(julie)", 15), ("EmotionCurve(journey)", 8)],
)
def test_no_key_reaches_the_notebook(lab: Lab, board: str, least: int) -> None:
    notebook = lab.open_notebook([SET_UP, f"runs += 1\ncjm.{board}", "# the last cell"])
    notebook.run_all()
    page = notebook.page
    expect(page.locator(".cjm-board .cjm-status").first).to_be_visible()
    cells = notebook.cell_types()
    root = page.locator(".cjm-root").first
    seen = root.locator(FOCUSABLE).count()
    assert seen >= least
    for index in range(seen):
        for key in KEYS:
            focused = root.evaluate(
                """(root, [wanted, index]) => {
                  const found = [...root.querySelectorAll(wanted)].filter((el) => el.getClientRects().length);
                  const element = found[index % found.length];
                  element.focus();
                  return root.contains(document.activeElement);
                }""",
                [FOCUSABLE, index],
            )
            assert focused
            page.keyboard.press(key)
        page.keyboard.press("Escape")
    assert notebook.cell_types() == cells
    assert notebook.kernel_eval("runs") == 1


def test_save_still_saves_the_notebook(lab: Lab) -> None:
    notebook = lab.open_notebook([SET_UP, "cjm.JourneyMap(journey)"])
    notebook.run_all()
    page = notebook.page
    page.locator(".cjm-card").first.click()
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    assert [len(cell.outputs) for cell in notebook.saved().cells] == [0, 2]
