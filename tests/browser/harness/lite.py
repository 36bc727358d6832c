"""Serves the JupyterLite site and opens its notebooks, and hears every attempt to leave; knows no widget."""

from __future__ import annotations

import json
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.harness.lab import LabPage
from tests.browser.harness.server import REPOSITORY

SITE = REPOSITORY / "build" / "lite"
OWN_NOISE = (r"/favicon\.ico",)
"""What JupyterLite says of itself on its console, with or without a board."""
STARTING = 120_000
"""Milliseconds Python may take to start in a page while all processors are busy."""
BROWSERS_OWN = "content-autofill"
"""A service that Chromium itself asks about forms; no page has a part in it."""


class _Quiet(SimpleHTTPRequestHandler):
    """Files of the site; its settings make the application known to the page, for tests to talk to."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        if path.name != "jupyter-lite.json" or not path.is_file():
            super().do_GET()
            return
        settings = json.loads(path.read_text("utf-8"))
        settings.setdefault("jupyter-config-data", {})["exposeAppInBrowser"] = True
        self._send(json.dumps(settings).encode(), "application/json")

    def _send(self, data: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


class _Deaf(SimpleHTTPRequestHandler):
    """A proxy that notes what it is asked for and refuses."""

    asked: list[str]

    def do_CONNECT(self) -> None:
        self._refuse()

    def do_GET(self) -> None:
        self._refuse()

    def do_POST(self) -> None:
        self._refuse()

    def _refuse(self) -> None:
        if BROWSERS_OWN not in self.path:
            self.asked.append(f"{self.command} {self.path}")
        self.send_error(403)

    def log_message(self, *_args: Any) -> None:
        """Say nothing."""


class Served:
    """A server on the loopback address, in a thread of its own, until `stop`."""

    def __init__(self, handler: Any) -> None:
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self) -> str:
        """The address, without a slash at the end."""
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def stop(self) -> None:
        """End it."""
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


class LiteSite(Served):
    """The built site.

    Raises
    ------
    RuntimeError
        It is not built.
    """

    def __init__(self, folder: Path = SITE) -> None:
        if not (folder / "jupyter-lite.json").is_file():
            raise RuntimeError(f"{folder} is missing: `make lite` builds it.")
        super().__init__(partial(_Quiet, directory=str(folder)))

    def address(self, name: str) -> str:
        """Return where the notebook `name` is opened."""
        return f"{self.url}/lab/index.html?path={name}"


class Outside(Served):
    """Where a browser sends whatever is not on this machine: it goes no further, and is kept in `asked`."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(type("Deaf", (_Deaf,), {"asked": self.asked}))


class LitePage(LabPage):
    """One notebook open in the site; its kernel runs in the page."""

    def __init__(self, page: Page, site: LiteSite, name: str) -> None:
        super().__init__(page, site, Path(name))  # type: ignore[arg-type]
        self.allow(*OWN_NOISE)
        page.set_default_timeout(STARTING)

    def open(self) -> None:
        """Load the notebook and wait for its kernel."""
        self.page.goto(self.server.address(str(self.path)))
        self.wait_ready()

    def _request(self, code: str, expression: str) -> Any:
        answer = self.page.evaluate("(code) => window.__lab.printed(code)", f"{code}\nprint({expression})")
        if answer["status"] != "ok":
            raise AssertionError("\n".join(answer["traceback"]))
        last = answer["text"].splitlines()[-1]  # the code may print something itself
        return None if last == "None" else json.loads(last)
