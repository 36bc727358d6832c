"""Where no thread can be started, the event loop saves: soon after the last edit, and follows the file."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets import storage
from cjm_widgets.storage.autosave import Pace
from cjm_widgets.storage.loop_timer import LoopTimer

QUICK = Pace(quiet=0.01, longest=0.03, look=0.02)


@pytest.fixture(autouse=True)
def no_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    def none_here(_self) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", none_here)


async def until(condition) -> None:
    """Let the loop turn until it holds."""
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110 - files have no events
            await asyncio.sleep(0)


def test_edits_are_saved_and_what_others_write_is_taken_in(tmp_path: Path) -> None:
    path = tmp_path / "map.cjm.json"

    async def story() -> None:
        doc = storage.open(path, pace=QUICK)
        doc.add_persona("Julie")
        assert doc.save_status.state == "saving"
        await until(lambda: doc.save_status.state == "saved" and "Julie" in path.read_text("utf-8"))
        other = cjm.load(path)
        other.add_persona("Robert")
        other.save(tmp_path / "copy.cjm.json")
        (tmp_path / "copy.cjm.json").replace(path)
        await until(lambda: len(doc.personas) == 2)
        storage.close(doc)
        doc.add_persona("Ines")
        await asyncio.sleep(0)
        assert len(cjm.load(path).personas) == 2

    asyncio.run(story())


def test_closing_saves_the_last_edit(tmp_path: Path) -> None:
    async def story() -> None:
        doc = storage.open(tmp_path / "map.cjm.json")
        doc.add_persona("Julie")
        storage.close(doc)

    asyncio.run(story())
    assert cjm.load(tmp_path / "map.cjm.json").personas[0].name == "Julie"


def test_without_a_loop_it_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError):
        storage.open(tmp_path / "map.cjm.json")


def test_a_timer_asks_anew_when_something_is_due_sooner_and_ends() -> None:
    turns: list[float] = []
    due = [1e9]

    async def story() -> None:
        timer = LoopTimer(lambda: due[0], lambda now: (turns.append(now), due.__setitem__(0, 1e9)))
        due[0] = 0.0
        assert turns == []
        timer.wake()
        await until(lambda: turns)
        timer.stop()
        due[0] = 0.0
        timer.wake()
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(story())
    assert len(turns) == 1
