"""Shows notebooks, run, in JupyterLab, Notebook 7, Voila or marimo, and hears all errors; knows no widget."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

from playwright.sync_api import Browser

from tests.browser.harness.hosts import NotebookServer, VoilaServer
from tests.browser.harness.lab import LabPage
from tests.browser.harness.server import LabServer

VIEWPORT = {"width": 1400, "height": 1000}
PATIENCE = 300_000
"""Milliseconds that a notebook may take to run."""
NOTEBOOK_NOISE = (r"reading 'schema'", r"yjs")
VOILA_NOISE = (r"Unsatisfied version", r"shared module", r"ERR_FAILED", r"fontawesome")
"""What a host says of itself on its console, with or without a board."""
ICONS = "fontawesome"
"""Voila's own controls ask for them outside; they are refused like all else."""


class Showing:
    """Notebooks open in an editor, each in a page of its own and all at once.

    Parameters
    ----------
    browser : Browser
        Where the pages are.
    server : LabServer
        A host that is started.
    """

    noise: ClassVar[tuple[str, ...]] = ()

    def __init__(self, browser: Browser, server: LabServer) -> None:
        self.browser = browser
        self.server = server
        self.pages: list[LabPage] = []

    def show(self, *paths: Path) -> list[LabPage]:
        """Open notebooks that lie below the server's root and run them to their ends, side by side."""
        shown = [self._start(path) for path in paths]
        self.run(shown)
        return shown

    def run(self, pages: list[LabPage]) -> None:
        """Run every cell; a traceback fails the test."""
        for page in pages:
            page.wait_ready()
            page.start_all()
        for page in pages:
            page.wait_idle()

    def finish(self) -> None:
        """End the kernels, close the pages and fail on errors nobody expected."""
        errors = [text for page in self.pages for text in page.unexpected()]
        outside = [url for page in self.pages for url in page.outside if ICONS not in url]
        for page in self.pages:
            self._end(page)
            page.page.context.close()
        assert not errors, "Errors in the page:\n" + "\n".join(errors)
        assert not outside, f"The page asked for outside addresses: {outside}"

    def _start(self, path: Path) -> LabPage:
        # A context each: two pages of one JupyterLab would share its settings and notice each other.
        context = self.browser.new_context(viewport=VIEWPORT, locale="en-US")  # type: ignore[arg-type]
        page = LabPage(context.new_page(), self.server, path)
        page.page.set_default_timeout(PATIENCE)
        page.allow(*self.noise)
        self.pages.append(page)
        page.start()
        return page

    def _end(self, page: LabPage) -> None:
        page.page.evaluate("() => window.__lab.shutdown()")


class ShowingNotebook(Showing):
    """The same in Notebook 7."""

    noise = NOTEBOOK_NOISE


class ShowingAlone(Showing):
    """Voila and marimo: the page is the notebook, already run; its kernel ends with it."""

    noise = VOILA_NOISE

    def run(self, pages: list[LabPage]) -> None:
        """Wait until the pages have come; an error of a cell stands on the page and fails the test."""
        for page in pages:
            page.page.wait_for_load_state("load")
            failed = page.page.get_by_text("Traceback (most recent call last)").all_text_contents()
            assert not failed, "A cell failed:\n" + "\n".join(failed)

    def _end(self, page: LabPage) -> None:
        """Its kernel hears by itself that the page is gone."""


HOSTS: dict[str, tuple[type[LabServer], type[Showing]]] = {
    "jupyterlab": (LabServer, Showing),
    "notebook7": (NotebookServer, ShowingNotebook),
    "voila": (VoilaServer, ShowingAlone),
}


@contextmanager
def running(host: str, base: Path) -> Iterator[LabServer]:
    """Run a host's server."""
    server = HOSTS[host][0](base)
    server.start()
    yield server
    server.stop()


def showing(host: str, browser: Browser, server: LabServer) -> Showing:
    """Return what shows notebooks in that host."""
    return HOSTS[host][1](browser, server)
