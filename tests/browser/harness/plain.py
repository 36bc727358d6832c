"""A page without Jupyter that shows real widgets of this process; knows no particular widget."""

from __future__ import annotations

import json
import uuid
from collections import deque
from pathlib import Path
from typing import Any

from ipywidgets import Widget
from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Page, Route

from tests.browser.harness.link import Link

ORIGIN = "https://board.test/"
SHIM = Path(__file__).with_name("shim.js").read_text("utf-8")
TWO_FRAMES = """() => new Promise((done) =>
  requestAnimationFrame(() => requestAnimationFrame(() => done())))"""
EMPTY_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>board</title>
<style>body{margin:0;padding:8px;font-family:sans-serif}</style></head>
<body class="jp-Notebook"><main class="jp-OutputArea" id="cell"></main></body></html>"""


class PlainPage:
    """One browser page; `show` puts a widget on it.

    Attributes
    ----------
    page : Page
        Playwright's page, for everything not wrapped here.
    errors : list of str
        Page errors and console errors; must be empty at the end unless taken out by the test.
    outside : list of str
        Addresses asked for beyond the page itself; must be empty at the end.
    """

    def __init__(self, context: BrowserContext, links: dict[str, Link]) -> None:
        self.id = uuid.uuid4().hex
        self.context = context
        self.links = links
        self.errors: list[str] = []
        self.outside: list[str] = []
        self._taken = 0
        self._shown: list[tuple[Widget, str | None]] = []
        self.page: Page = context.new_page()
        self.page.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("console", self._hear)
        self.page.route("**/*", self._answer)
        self.page.on("websocket", lambda socket: self.outside.append(socket.url))
        self.page.expose_binding("__toKernel", self._to_kernel)
        self.page.expose_binding("__fromKernel", lambda _source: self._from_kernel())
        self.page.add_init_script(SHIM)
        self.page.goto(ORIGIN)

    # -- showing ----------------------------------------------------------------------------------

    def show(self, widget: Widget, into: str | None = None) -> Locator:
        """Display a widget, as often as wanted; returns the element it was given.

        Parameters
        ----------
        widget : Widget
            Any anywidget of this process.
        into : str, optional
            Selector of the parent; by default the page's one output area.
        """
        link = self.links.get(widget.model_id)
        if link is None:
            link = self.links[widget.model_id] = Link(widget)
        link.queues.setdefault(self.id, deque())
        view = self.page.evaluate(
            "(what) => window.__host.show({...what, state: JSON.parse(what.state)})",
            {
                "id": link.id,
                "esm": str(widget._esm),
                "css": str(getattr(widget, "_css", "")),
                "state": link.state(),
                "into": into,
            },
        )
        self._shown.append((widget, into))
        self.settle()
        return self.page.locator(f'[data-view="{view}"]')

    def remove(self, widget: Widget, view: Locator) -> None:
        """Take one view off the page, as clearing an output does."""
        name = view.get_attribute("data-view")
        self.page.evaluate("([id, view]) => window.__host.remove(id, view)", [widget.model_id, name])

    def reload(self) -> list[Locator]:
        """Load the page anew with the kernel alive; everything shown is shown again."""
        shown, self._shown = self._shown, []
        for link in self.links.values():
            link.queues.pop(self.id, None)
        self._taken = 0
        self.page.reload()
        return [self.show(widget, into) for widget, into in shown]

    def link(self, widget: Widget) -> Link:
        """Return the wire of a shown widget: its messages and their sizes."""
        return self.links[widget.model_id]

    # -- the kernel -------------------------------------------------------------------------------

    def kernel_busy(self) -> None:
        """Let messages of the page wait, as while a long cell runs."""
        for link in self.links.values():
            link.busy = True

    def kernel_resume(self) -> None:
        """Work off what waited."""
        for link in self.links.values():
            link.busy = False
            link.pump()
        self.settle()

    def kernel_gone(self, *, announced: bool = False) -> None:
        """End the kernel: `send` throws from now on, `save_changes` does nothing and says nothing.

        With `announced` the model fires ``comm_live_update``, as a restart does and a shutdown does not.
        """
        for link in self.links.values():
            link.gone = True
        self.page.evaluate("(announced) => window.__host.lose(announced)", announced)

    def settle(self) -> None:
        """Wait until everything said so far, both ways, has been acted on."""
        while True:
            self._raise_faults()
            ups = sum(len(link.up) for link in self.links.values())
            wanted = self._taken + sum(
                len(link.queues.get(self.id, ()))
                for link in self.links.values()
                if not (link.busy or link.gone)
            )
            # Two frames and a round through the binding: Preact has drawn, its messages have come out.
            self.page.wait_for_function("(n) => window.__host.delivered >= n", arg=wanted)
            self.page.evaluate(TWO_FRAMES)
            if ups == sum(len(link.up) for link in self.links.values()) and not self._pending():
                self._raise_faults()
                return

    def close(self) -> None:
        """Close the page and hand its errors over, once."""
        for link in self.links.values():
            link.queues.pop(self.id, None)
        self.errors += self.page.evaluate("() => window.__host.errors")
        self.page.close()

    # -- inside -----------------------------------------------------------------------------------

    def _pending(self) -> bool:
        return any(link.queues.get(self.id) for link in self.links.values() if not (link.busy or link.gone))

    def _raise_faults(self) -> None:
        for link in self.links.values():
            assert not link.faults.seen, f"The kernel side raised:\n{link.faults.seen}"

    def _to_kernel(self, _source: Any, model_id: str, text: str) -> None:
        self.links[model_id].incoming(json.loads(text))

    def _from_kernel(self) -> list[list[str]]:
        taken = [[link.id, text] for link in list(self.links.values()) for text in link.take(self.id)]
        self._taken += len(taken)
        return taken

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _answer(self, route: Route) -> None:
        url = route.request.url
        if url == ORIGIN:
            route.fulfill(body=EMPTY_PAGE, content_type="text/html")
        elif url.endswith("/favicon.ico"):
            route.fulfill(status=204)
        else:
            self.outside.append(url)
            route.abort()


class Plain(PlainPage):
    """The fixture `plain`: a first page, and more of them on the same widgets when asked."""

    def __init__(self, context: BrowserContext) -> None:
        super().__init__(context, {})
        self.others: list[PlainPage] = []

    def open_page(self) -> PlainPage:
        """Open a second page that may show the same widgets."""
        page = PlainPage(self.context, self.links)
        self.others.append(page)
        return page

    def finish(self) -> None:
        """Close everything and fail on any error nobody expected."""
        pages: list[PlainPage] = [self, *self.others]
        for page in pages:
            try:
                page.close()
            except Error as error:
                page.errors.append(str(error))
        faults = [fault for link in self.links.values() for fault in link.faults.seen]
        for link in self.links.values():
            link.detach()
        assert not faults, f"The kernel side raised:\n{faults}"
        assert not [error for page in pages for error in page.errors], [page.errors for page in pages]
        assert not [url for page in pages for url in page.outside], "The page asked for outside addresses"
