"""Every widget and its picture in each host, in both themes and in French: axe finds nothing serious."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.harness import axe
from tests.browser.harness.lab import LabPage
from tests.browser.matrix import gallery
from tests.browser.matrix.conftest import OpenNotebook
from tests.browser.matrix.forms import GALLERY, PATIENCE, SET_UP
from tests.endurance import figures

CHANGE = "(name) => window.jupyterapp.commands.execute('apputils:change-theme', { theme: name })"


def theme(notebook: LabPage, name: str) -> None:
    """Let the host change its theme, and wait until it has."""
    notebook.page.evaluate(CHANGE, f"JupyterLab {name}")
    body = notebook.page.locator(f"body[data-jp-theme-name='JupyterLab {name}']")
    expect(body).to_have_count(1, timeout=PATIENCE)


def test_axe_finds_nothing_serious_on_any_widget(host: str, open_cells: OpenNotebook) -> None:
    runs = 0
    for locale, themes in (("en", ("Light", "Dark")), ("fr", ("Light",))):
        notebook = open_cells(gallery.cells(f"{SET_UP}\nbuild()", locale))
        gallery.show(notebook, locale)
        for name in themes:
            theme(notebook, name)
            assert axe.violations(notebook.page, gallery.OUTERMOST) == [], (locale, name)
            runs += len(GALLERY)
        gallery.close(notebook)
        for name in themes:
            theme(notebook, name)
            assert axe.violations(notebook.page, ".cjm-static") == [], (locale, name)
            runs += len(GALLERY)
    figures.write(f"axe_in_{host}", boards_and_pictures=runs, violations=0)
