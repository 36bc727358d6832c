"""Every widget and its picture in each host, in both themes and in French: axe finds nothing wrong."""

from __future__ import annotations

from tests.browser.harness import axe
from tests.browser.matrix import gallery
from tests.browser.matrix.conftest import OpenNotebook
from tests.browser.matrix.forms import GALLERY, SET_UP
from tests.browser.test_lab_charts import theme
from tests.endurance import figures


def test_axe_finds_nothing_in_any_widget(host: str, open_cells: OpenNotebook) -> None:
    runs = 0
    for locale, themes in (("en", ("Light", "Dark")), ("fr", ("Light",))):
        notebook = open_cells(gallery.cells(f"{SET_UP}\nbuild()", locale))
        gallery.show(notebook, locale)
        for name in themes:
            theme(notebook, name)
            assert axe.violations(notebook.page, gallery.OUTERMOST, impacts=axe.ALL) == [], (locale, name)
            runs += len(GALLERY)
        gallery.close(notebook)
        for name in themes:
            theme(notebook, name)
            assert axe.violations(notebook.page, ".cjm-static", impacts=axe.ALL) == [], (locale, name)
            runs += len(GALLERY)
    figures.write(f"axe_in_{host}", boards_and_pictures=runs, violations=0)
