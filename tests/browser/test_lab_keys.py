"""In a real JupyterLab: the chords of the matrix are heard by it, and those of the keyboard do as they do."""

from __future__ import annotations

import pytest

from tests.browser.harness.lab import Lab
from tests.browser.matrix.forms import FORMS, SET_UP
from tests.browser.matrix.test_keys import CELLS, KEYS, show

HEARD = "(chord) => window.__keys.press(document.activeElement, chord)"


@pytest.mark.parametrize(
    ("chord", "after"), [(["M"], ["code", "markdown", "code"]), (["B"], ["code", "code", "code", "code"]),
                         (["D", "D"], ["code", "code"])],
)  # fmt: skip
def test_the_chords_are_heard(lab: Lab, chord: list[str], after: list[str]) -> None:
    """What the sweep sends does act on a notebook whose own cell has the focus; so would a key that slips."""
    notebook = lab.open_notebook(["1", "2", "3"])
    notebook.page.evaluate(KEYS)
    notebook.page.evaluate("() => window.__lab.stand(1)")
    notebook.page.evaluate("() => window.__lab.listen()")
    notebook.page.evaluate(HEARD, chord)
    same = "(after) => JSON.stringify(window.__lab.cellTypes()) === JSON.stringify(after)"
    notebook.page.wait_for_function(same, arg=after)
    assert len(notebook.page.evaluate("() => window.__lab.heard()")) == 1


REAL = ("a", "m", "x", "d", "d", "0", "0", "j", "Escape", "Shift+Enter", "Control+Enter", "Escape")


def test_typed_keys_do_what_made_ones_do(lab: Lab) -> None:
    """The keyboard itself, on one part of each kind."""
    notebook = lab.open_notebook(CELLS)
    notebook.run_cell(0)
    root = show(notebook, FORMS[0])
    notebook.page.evaluate("() => window.__lab.listen()")
    for place in ("step", "card", "cell", "stage", "lane", "curve"):
        for key in REAL:
            root.locator(f"[data-key^='{place}:']").first.focus()
            notebook.page.keyboard.press(key)
        notebook.page.keyboard.press("Escape")
    assert notebook.page.evaluate("() => window.__lab.heard()") == []
    assert notebook.page.evaluate("() => window.__lab.runs()") == [1, 2, None]
    assert notebook.cell_types() == ["code"] * 3


def test_save_still_saves_the_notebook(lab: Lab) -> None:
    notebook = lab.open_notebook([SET_UP, "build()\ncjm.JourneyMap(journey)"])
    notebook.run_all()
    page = notebook.page
    page.locator(".cjm-card").first.click()
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    assert [len(cell.outputs) for cell in notebook.saved().cells] == [0, 2]
