"""Strict places: the base URL of a hub, a policy that forbids blob:, a notebook that is not trusted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

import cjm_widgets as cjm
from cjm_widgets.locale import text
from tests.browser import board_stories as stories
from tests.browser.board_stories import SHOWN
from tests.browser.harness.lab import Lab
from tests.browser.harness.server import LabServer

SET_UP = """import cjm_widgets as cjm
doc = cjm.open("glasses.cjm.json")
journey = doc.add_journey("Glasses", template="purchase")
card = journey.add_card(lane="actions", stage="Discovery", text="Searches the web")"""
LINE = """(at) => {
  const before = getComputedStyle(document.querySelectorAll(".cjm-static")[at ?? 0], "::before");
  return before.visibility === "visible" && before.content !== "none" && before.content;
}"""
"""What stands over the picture, once it is seen."""
POLICY = "script-src 'self' 'unsafe-inline' 'unsafe-eval'; worker-src 'self' blob:"


class HubServer(LabServer):
    """A server below a path of its own, as JupyterHub starts it."""

    @property
    def url(self) -> str:
        """Return the address with the path."""
        return f"{super().url}/user/ana"

    def _command(self, settings: Path) -> list[str]:
        return [*super()._command(settings), "--ServerApp.base_url=/user/ana/"]


class StrictServer(LabServer):
    """A server whose pages may run no script from a blob: address."""

    def _command(self, settings: Path) -> list[str]:
        headers = {"headers": {"Content-Security-Policy": POLICY}}
        return [*super()._command(settings), f"--ServerApp.tornado_settings={headers!r}"]


def started(kind: type[LabServer], base: Path) -> Iterator[LabServer]:
    server = kind(base)
    server.start()
    yield server
    server.stop()


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    yield from started(HubServer, tmp_path_factory.mktemp("hub"))


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    yield from started(StrictServer, tmp_path_factory.mktemp("strict"))


def test_below_the_path_of_a_hub_a_map_is_edited_saved_and_there_again(
    browser: Browser, hub: LabServer
) -> None:
    lab = Lab(browser, hub, hub.folder("hub"))
    opened = lab.open_notebook([SET_UP, "cjm.JourneyMap(journey)"])
    opened.run_all()
    board = opened.page.locator(".cjm-live")
    board.locator(".cjm-card", has_text="Searches the web").click()
    opened.page.keyboard.press("F2")
    opened.page.keyboard.press("Control+A")
    opened.page.keyboard.type("Asks a friend")
    opened.page.keyboard.press("Enter")
    expect(board.locator(".cjm-status")).to_have_text("Saved")
    assert "Asks a friend" in [
        card.text for card in cjm.load(lab.root / "glasses.cjm.json").journeys[0].cards
    ]
    opened.save()
    opened.reload()
    expect(opened.page.locator(".cjm-live .cjm-card", has_text="Asks a friend")).to_be_visible()
    lab.finish()


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_where_blob_is_forbidden_there_is_the_picture_and_one_line_of_reason(
    browser: Browser, strict: LabServer, locale: str
) -> None:
    lab = Lab(browser, strict, strict.folder(f"strict_{locale}"))
    opened = lab.open_notebook([SET_UP, f'cjm.JourneyMap(journey, locale="{locale}")'])
    opened.allow(r"Content Security Policy", r"dynamically imported module", r"Could not create a view")
    opened.run_all()
    picture = opened.page.locator(".cjm-static img")
    expect(picture).to_be_visible()
    expect(picture).to_have_attribute("alt", lab_alt(lab, locale))
    expect(opened.page.locator(".jupyter-widgets-error-widget:visible")).to_have_count(0)
    line = opened.page.wait_for_function(LINE).json_value()
    assert json.loads(line) == text("picture.not_loaded", locale)
    assert opened.page.locator(".cjm-live").count() == 0
    lab.finish()


def test_where_blob_is_forbidden_every_board_is_its_picture_with_the_reason(
    browser: Browser, strict: LabServer
) -> None:
    lab = Lab(browser, strict, strict.folder("strict_all"))
    boards = [shown for name, shown in SHOWN.items() if name not in ("Studio", "charts")]
    opened = lab.open_notebook([stories.SET_UP, *boards])
    opened.allow(r"Content Security Policy", r"dynamically imported module", r"Could not create a view")
    opened.allow(r"Failed to initialize model")
    opened.run_all()
    pictures = opened.page.locator(".cjm-static img")
    expect(pictures).to_have_count(len(boards))
    for at in range(len(boards)):
        pictures.nth(at).scroll_into_view_if_needed()
        expect(pictures.nth(at)).to_be_visible()
        assert len(pictures.nth(at).get_attribute("alt") or "") > 20
        line = opened.page.wait_for_function(LINE, arg=at).json_value()
        assert json.loads(line) == text("picture.not_loaded", "en")
    assert opened.page.locator(".cjm-live").count() == 0
    lab.finish()


def lab_alt(lab: Lab, locale: str) -> str:
    """Return what the picture says, as Python says it."""
    journey = cjm.load(lab.root / "glasses.cjm.json").journeys[0]
    return cjm.render_static(journey, locale=locale).alt


def test_a_notebook_that_is_not_trusted_shows_the_picture_and_runs_nothing(lab: Lab) -> None:
    opened = lab.open_notebook([SET_UP, "cjm.JourneyMap(journey)"])
    opened.run_all()
    expect(opened.page.locator(".cjm-live")).to_be_visible()
    opened.save()
    stranger = distrusted(lab.root / "board.ipynb")
    other = lab.open_path(stranger)
    expect(other.page.locator(".cjm-static img, .jp-RenderedHTMLCommon img").first).to_be_visible()
    assert other.page.locator(".jp-OutputArea .cjm-live").count() == 0
    shown = other.page.locator(".jp-OutputArea img").first
    assert (shown.get_attribute("alt") or "").startswith("Journey map “Glasses”")


def distrusted(path: Path) -> Path:
    """Return a copy of a notebook that nobody has signed, as one from a colleague."""
    notebook: dict[str, Any] = json.loads(path.read_text("utf-8"))
    notebook["metadata"].pop("widgets", None)
    notebook["cells"][0]["source"] = "# from a colleague\n" + "".join(notebook["cells"][0]["source"])
    for cell in notebook["cells"]:
        cell.get("metadata", {}).pop("trusted", None)
    copy = path.with_name("from_a_colleague.ipynb")
    copy.write_text(json.dumps(notebook), "utf-8")
    return copy
