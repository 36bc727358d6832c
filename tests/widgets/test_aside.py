"""Long work beside the event loop: the loop goes on, results come back on it, one after the other."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import CjmError
from cjm_widgets.widgets.aside import aside
from cjm_widgets.widgets.scope import Scope
from tests.widgets.pages import Page


def test_without_a_loop_it_is_done_at_once() -> None:
    told: list[Any] = []

    def fails() -> None:
        raise CjmError("no", code="no")

    aside(lambda: 3, told.append, told.append)
    aside(fails, told.append, lambda error: told.append(error.message))
    assert told == [3, "no"]


def test_the_loop_goes_on_while_work_is_done_in_order() -> None:
    told: list[tuple[str, int]] = []
    go, ran = threading.Event(), []

    def first() -> str:
        assert go.wait(20), "the loop was never free"
        ran.append("first")
        return "first"

    def second() -> str:
        ran.append("second")
        raise CjmError("second", code="second")

    async def main() -> None:
        finished = asyncio.Event()

        def failed(error: CjmError) -> None:
            told.append((error.message, threading.get_ident()))
            finished.set()

        aside(first, lambda what: told.append((what, threading.get_ident())), failed)
        aside(second, lambda what: told.append((what, threading.get_ident())), failed)
        assert told == []
        go.set()  # reached only where the loop is not held up
        await asyncio.wait_for(finished.wait(), 20)

    asyncio.run(main())
    assert ran == ["first", "second"]
    assert told == [("first", threading.get_ident()), ("second", threading.get_ident())]


def test_a_page_goes_on_editing_while_its_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = cjm.open(tmp_path / "maps.cjm.json")
    journey = doc.add_journey("Glasses", template="purchase")
    page = Page(doc, Scope(journey_id=journey.id))
    go = threading.Event()

    def slow(*_: object) -> bytes:
        assert go.wait(20)
        return b"<svg/>"

    monkeypatch.setattr("cjm_widgets.exports.beside.write", slow)

    async def main() -> None:
        arrived = asyncio.Event()

        def hear(message: dict[str, Any]) -> None:
            page.heard.append(message)
            if message["type"] == "exported":
                arrived.set()

        page.session._send = hear
        assert page.say("export", id="e1", format="svg", theme="light") == []
        journey.edit(title="Spectacles")
        assert page.last("change")["ops"]
        go.set()
        await asyncio.wait_for(arrived.wait(), 20)

    asyncio.run(main())
    told = page.last("exported")
    assert Path(told["path"]) == tmp_path / "glasses.svg", "as it was when it was asked for"
