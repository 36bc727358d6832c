"""The hosts of the matrix: each started once, its notebooks in pages of their own; knows no widget."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.harness.hosts import NotebookServer
from tests.browser.harness.lab import Lab, LabPage
from tests.browser.harness.server import LabServer

HOSTS = {"jupyterlab": LabServer, "notebook": NotebookServer}
OWN_NOISE = (r"reading 'schema'",)
"""What Notebook 7 says of itself on its console, with or without a board."""

OpenNotebook = Callable[[list[str]], LabPage]


@pytest.fixture(scope="session", params=HOSTS)
def host(request: pytest.FixtureRequest) -> str:
    """Name of the host; all tests of one run before those of the other."""
    return str(request.param)


@pytest.fixture(scope="session")
def host_server(
    host: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[LabServer]:
    """Start one server of the host; JupyterLab's is that of all tests."""
    if host == "jupyterlab":
        yield request.getfixturevalue("lab_server")
        return
    server = HOSTS[host](tmp_path_factory.mktemp(host))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def open_cells(
    browser: Browser, host_server: LabServer, request: pytest.FixtureRequest
) -> Iterator[OpenNotebook]:
    """Opens a notebook of some cells in the host, and looks for errors at the end."""
    lab = Lab(browser, host_server, host_server.folder(request.node.name))

    def opened(cells: list[str]) -> LabPage:
        page = lab.open_notebook(cells, f"board_{len(lab.pages)}.ipynb")
        page.allow(*OWN_NOISE)
        return page

    yield opened
    lab.finish()
