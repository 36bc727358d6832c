"""Opens notebooks in a real JupyterLab and talks to their kernels; knows no widget."""

from __future__ import annotations

import ast
import json
import os
import re
import signal
from pathlib import Path
from typing import Any

import nbformat
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from tests.browser.harness.server import LabServer
from tests.browser.harness.until import until

SCRIPT = Path(__file__).with_name("lab.js").read_text("utf-8")
TIMEOUT = 60_000
RUN = 240_000
"""Milliseconds within which the cells of a notebook have run."""
KERNEL_LOST = (
    r"WebSocket",
    r"Connection lost",
    r"ERR_CONNECTION",
    r"ERR_EMPTY",
    r"Kernel .* died",
    r"Canceled",
    r"Cannot send",
)
SPLASH = r"^Failed to execute 'removeChild'[^\n]*\n[^\n]*\n\s*at [^\n]*/static/lab/jlab_core\.[^\n]*$"
"""A timer of JupyterLab alone: on a slow machine its picture at the start is taken off the page twice."""


def write_notebook(path: Path, cells: list[str]) -> Path:
    """Write a notebook of code cells."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(notebook, path)
    return path


class LabPage:
    """One notebook open in one browser page.

    Attributes
    ----------
    page : Page
        Playwright's page.
    path : Path
        The notebook on disk.
    errors : list of str
        Console and page errors nobody allowed; must be empty at the end of the test.
    """

    def __init__(self, page: Page, server: LabServer, path: Path) -> None:
        self.page = page
        self.server = server
        self.path = path
        self.errors: list[str] = []
        self.outside: list[str] = []
        self._allowed: list[str] = [SPLASH]
        page.set_default_timeout(TIMEOUT)
        page.on("pageerror", lambda error: self._hear(f"{error.message}\n{error.stack}"))
        page.on("console", self._console)
        page.route("**/*", self._guard)
        page.on("websocket", lambda socket: self._watch(socket.url))
        page.add_init_script(SCRIPT)

    # -- the page ---------------------------------------------------------------------------------

    def open(self) -> None:
        """Load the notebook and wait for its kernel."""
        self.start()
        self.wait_ready()

    def start(self) -> None:
        """Ask for the notebook and do not wait."""
        name = self.path.relative_to(self.server.root).as_posix()
        self.page.goto(self.server.address(name), wait_until="commit")

    def wait_ready(self) -> None:
        """Wait until notebook and kernel are there and idle."""
        self.page.wait_for_function("() => window.__lab?.ready()")

    def reload(self) -> None:
        """Reload the page, the kernel staying alive."""
        self.page.reload()
        self.wait_ready()

    def save(self) -> None:
        """Save the notebook and wait until it is on disk."""
        self.page.evaluate("() => window.__lab.save()")

    def saved(self) -> Any:
        """Return the notebook as it is on disk."""
        return nbformat.read(self.path, as_version=4)

    def allow(self, *patterns: str) -> None:
        """Let errors whose text matches one of these regular expressions pass."""
        self._allowed += patterns

    # -- cells ------------------------------------------------------------------------------------

    def run_all(self, *, errors: bool = False) -> None:
        """Run every cell and wait for the end; a traceback fails the test unless `errors` are expected."""
        self.start_all()
        self._wait_run(errors)

    def start_all(self) -> None:
        """Run every cell and do not wait."""
        self.page.evaluate("() => void window.__lab.runAll()")

    def run_cell(self, index: int, *, errors: bool = False) -> None:
        """Run one cell, counted from 0, and wait for its end."""
        self.page.evaluate("(index) => window.__lab.runCell(index)", index)
        self._wait_run(errors)

    def start_cell(self, index: int) -> None:
        """Run one cell and do not wait: a busy kernel."""
        self.page.evaluate("(index) => window.__lab.runCell(index)", index)

    def wait_idle(self) -> None:
        """Wait until every cell that was started has ended."""
        self._wait_run(errors=False)

    def cell_count(self) -> int:
        """Return how many cells the notebook has now."""
        return int(self.page.evaluate("() => window.__lab.cellCount()"))

    def cell_types(self) -> list[str]:
        """Return ``"code"``, ``"markdown"`` or ``"raw"`` for each cell."""
        return list(self.page.evaluate("() => window.__lab.cellTypes()"))

    # -- the kernel -------------------------------------------------------------------------------

    def kernel_run(self, code: str) -> None:
        """Run statements in the kernel, outside every cell."""
        self._request(code, "None")

    def kernel_eval(self, expression: str) -> Any:
        """Return the value of an expression in the kernel, by way of JSON."""
        return self._request("", f"__import__('json').dumps({expression})")

    def kernel_pid(self) -> int:
        """Return the process id of the kernel."""
        return int(self.kernel_eval("__import__('os').getpid()"))

    def wait_answer(self) -> None:
        """Wait until the kernel answers, however often it has to be asked."""
        until(self.page, "() => window.__lab.answers()", timeout=TIMEOUT)

    def restart_kernel(self) -> None:
        """Restart and wait until the new kernel is idle."""
        self.allow(*KERNEL_LOST)
        self.page.evaluate("() => window.__lab.restart()")
        self.wait_ready()

    def shutdown_kernel(self) -> None:
        """Shut the kernel down, as from the running panel; none takes its place."""
        self.allow(*KERNEL_LOST)
        self.page.evaluate("() => window.__lab.shutdown()")

    def start_kernel(self) -> None:
        """Start a kernel where there is none and wait for it."""
        self.page.evaluate("() => window.__lab.start()")
        self.wait_ready()

    def kill_kernel(self, *, wait: bool = True) -> None:
        """Kill the kernel with signal 9; with `wait`, until the server has started another."""
        self.allow(*KERNEL_LOST)
        self.page.evaluate("() => window.__lab.watchDeath()")
        os.kill(self.kernel_pid(), signal.SIGKILL)
        if wait:
            self.page.wait_for_function("() => window.__lab.reborn()")
            self.wait_ready()
            # JupyterLab tells of the death in a dialog over everything.
            self.page.locator(".jp-Dialog").get_by_role("button").last.click()

    # -- inside -----------------------------------------------------------------------------------

    def _request(self, code: str, expression: str) -> Any:
        answer = self.page.evaluate(
            "([code, value]) => window.__lab.request(code, value)", [code, expression]
        )
        if answer.get("status") != "ok":
            raise AssertionError("\n".join(answer.get("traceback", [])) or str(answer))
        text = ast.literal_eval(answer["data"]["text/plain"])
        return None if text is None else json.loads(text)

    def _wait_run(self, errors: bool) -> None:
        self.page.wait_for_function("() => window.__lab.finished()", timeout=RUN)
        found = self.page.evaluate("() => window.__lab.tracebacks()")
        assert errors or not found, "A cell failed:\n" + "\n".join(found)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._hear(f"{message.text} ({message.location.get('url', '')})")

    def _hear(self, text: str) -> None:
        self.errors.append(text)

    def unexpected(self) -> list[str]:
        """Return the errors no pattern allows."""
        return [
            text for text in self.errors if not any(re.search(pattern, text) for pattern in self._allowed)
        ]

    def _guard(self, route: Route) -> None:
        if self._watch(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _watch(self, url: str) -> bool:
        """Tell whether an address is on this machine; note it where it is not."""
        here = re.match(r"(http|ws)s?://(127\.0\.0\.1|localhost)[:/]", url) is not None
        if not here:
            self.outside.append(url)
        return here


class Lab:
    """The fixture `lab`: opens notebooks, and at the end looks for errors and ends the kernels."""

    def __init__(self, browser: Browser, server: LabServer, root: Path) -> None:
        self.browser = browser
        self.server = server
        self.root = root
        self.context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="en-US")
        self.pages: list[LabPage] = []

    def write_notebook(self, cells: list[str], name: str = "board.ipynb") -> Path:
        """Write a notebook of code cells into the folder of this test."""
        return write_notebook(self.root / name, cells)

    def open_notebook(self, cells: list[str], name: str = "board.ipynb") -> LabPage:
        """Write a notebook and open it; returns when its kernel is idle."""
        return self.open_path(self.write_notebook(cells, name))

    def open_path(self, path: Path) -> LabPage:
        """Open a notebook that lies in the folder of this test, in a page of its own."""
        page = LabPage(self.context.new_page(), self.server, path)
        self.pages.append(page)
        page.open()
        return page

    def finish(self) -> None:
        """End the kernels, close the pages and fail on errors nobody expected."""
        errors = [text for page in self.pages for text in page.unexpected()]
        outside = [url for page in self.pages for url in page.outside]
        for page in self.pages:
            page.page.evaluate("() => window.__lab.shutdown()")
        self.context.close()
        assert not errors, "Errors in the page:\n" + "\n".join(errors)
        assert not outside, f"The page asked for outside addresses: {outside}"
