"""Whatever has the focus on whichever widget, no shortcut reaches the notebook; only the one that saves."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator

from tests.browser.harness.lab import LabPage
from tests.browser.matrix import gallery
from tests.browser.matrix.conftest import OpenNotebook
from tests.browser.matrix.forms import FORMS, SET_UP, Form
from tests.endurance import figures

KEYS = Path(__file__).with_name("keys.js").read_text("utf-8")
SWEEP = "(root, options) => window.__keys.sweep(root, options)"
#: What acts on a cell that is stood on and hurts most; every host must know it.
DANGEROUS = [
    *(["A"], ["B"], ["C"], ["V"], ["X"], ["Z"], ["D", "D"], ["M"], ["Y"], ["R"], ["I", "I"], ["0", "0"]),
    *([number] for number in "123456"),
    *(["Shift M"], ["ArrowUp"], ["ArrowDown"], ["J"], ["K"], ["Enter"], ["Escape"]),
    *(["Shift Enter"], ["Ctrl Enter"], ["Alt Enter"]),
]
CELLS = [SET_UP, "shown", "# the last cell"]
GUARDLESS = "__import__('ipywidgets').VBox([__import__('ipywidgets').Button(description='bare')])"
"""A widget of somebody else, without a guard."""


class Sweep:
    """Sweeps the forms of one notebook; parts of a widget that were swept in another form are left out."""

    def __init__(self, notebook: LabPage) -> None:
        self.notebook = notebook
        self.known: dict[str, set[str]] = defaultdict(set)
        self.kinds: dict[str, set[str]] = defaultdict(set)
        self.pressed = self.chords = 0

    def form(self, form: Form) -> None:
        """Sweep one form, shown anew until every part of it had its turn."""
        widget = form.board.partition("(")[0]
        sample = widget == "Studio"  # its boards are those above, each with a guard of its own
        gone = None
        while gone is None or gone:
            found = self.once(show(self.notebook, form), self.known[widget], self.kinds[widget], sample)
            where = f"{form.board}, {form.opened}"
            assert not found["wrong"], f"{where}: " + "\n".join(found["wrong"])
            assert self.notebook.page.evaluate("() => window.__lab.heard()") == [], where
            assert found["seen"] >= form.least, f"{where}: only {found['seen']} parts"
            assert found["done"] or not found["gone"], f"{where}: never had their turn: {found['gone']}"
            gone = found["gone"]

    def once(self, root: Locator, known: set[str], kinds: set[str], sample: bool = False) -> dict[str, Any]:
        """Press the chords on the parts that are not known and take note of them."""
        self.notebook.page.evaluate("() => window.__lab.listen()")
        options: dict[str, Any] = {
            "known": [*known],
            "kinds": [*kinds],
            "dangerous": DANGEROUS,
            "restore": "restore()",
        }
        options["sample"] = sample
        found: dict[str, Any] = root.evaluate(SWEEP, options)
        known.update(found["done"])
        kinds.update(found["kinds"])
        self.pressed += found["pressed"]
        self.chords = found["chords"]
        return found


def show(notebook: LabPage, form: Form) -> Locator:
    """Show a fresh board in the middle cell, with what opens on it."""
    notebook.kernel_run(f"build(); shown = {form.code('en')}")
    notebook.run_cell(1)
    root = notebook.page.locator(".cjm-root").first
    form.open(notebook.page, root, "en")
    return root


def test_no_shortcut_of_the_notebook_is_heard_inside(host: str, open_cells: OpenNotebook) -> None:
    notebook = open_cells(CELLS)
    notebook.page.evaluate(KEYS)
    known = notebook.page.evaluate("window.__lab.chords()")
    assert [chord for chord in DANGEROUS if chord not in known] == []
    notebook.run_cell(0)
    kernel = notebook.kernel_pid()
    sweep = Sweep(notebook)
    for form in FORMS:
        sweep.form(form)
    assert notebook.kernel_pid() == kernel
    figures.write(
        f"keys_in_{host}",
        forms=len(FORMS),
        parts=sum(map(len, sweep.known.values())),
        chords=sweep.chords,
        pressed=sweep.pressed,
        heard=0,
    )


def test_the_sweep_hears_what_a_widget_without_a_guard_lets_through(open_cells: OpenNotebook) -> None:
    notebook = open_cells(CELLS)
    notebook.allow(r"jlab_core|notebook_core")  # so many commands at once are too much for the hosts
    notebook.page.evaluate(KEYS)
    notebook.run_cell(0)
    notebook.kernel_run(f"build(); shown = {GUARDLESS}")
    notebook.run_cell(1)
    found = Sweep(notebook).once(notebook.page.locator(".widget-vbox"), set(), set())
    assert found["wrong"]
    heard = notebook.page.evaluate("() => window.__lab.heard()")
    assert "notebook:change-cell-to-markdown" in heard


def test_pictures_hold_nothing_that_takes_the_focus(open_cells: OpenNotebook) -> None:
    notebook = open_cells(gallery.cells(f"{SET_UP}\nbuild()"))
    notebook.page.evaluate(KEYS)
    gallery.show(notebook)
    gallery.close(notebook)
    pictures = notebook.page.locator(".cjm-static:visible")
    assert pictures.evaluate_all("(all) => all.flatMap(window.__keys.parts).length") == 0
