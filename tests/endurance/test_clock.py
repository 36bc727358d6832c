"""A clock that jumps, a machine that sleeps: saving, versions, presence and the list of openers go on."""

from __future__ import annotations

import os
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from cjm_widgets.model.codec import dumps
from cjm_widgets.model.ops import Patch
from cjm_widgets.model.records import Card
from cjm_widgets.model.state import State
from cjm_widgets.model.versions import VersionKeeper
from cjm_widgets.storage import history
from cjm_widgets.storage import lock as storage_lock
from cjm_widgets.storage.autosave import Pace
from cjm_widgets.storage.history import AutomaticVersions, FileShelf
from cjm_widgets.storage.lock import FileLock, Opener
from cjm_widgets.widgets.presence import Room
from tests.endurance.stores import Stores
from tests.endurance.test_crashes import Desk
from tests.endurance.world import read_state
from tests.storage.kernels import Kernel
from tests.strategies import SMALL

HOURS = 8 * 3600.0
DAY = 86_400.0
YEAR = 365 * DAY


def say(kernel: Kernel, text: str) -> None:
    kernel.document.commit([Patch("cards", "card_0000", {"text": text})], label="edit_card")


def text_in(path: Path) -> str:
    return str(read_state(path).get(Card, "card_0000").text)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "map.cjm.json"
    found.write_text(dumps(SMALL), "utf-8")
    return found


def set_clock(monkeypatch: pytest.MonkeyPatch, ahead: float) -> None:
    """Set the clock of the wall ahead by so many seconds, or back; the one that nobody can set goes on."""
    real = time.time
    clock = SimpleNamespace(time=lambda: real() + ahead, monotonic=time.monotonic, sleep=time.sleep)
    for module in (storage_lock, history):
        monkeypatch.setattr(module, "time", clock)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_machine_that_slept_with_an_edit_on_its_way(stores: Stores, tmp_path: Path, locale: str) -> None:
    desk = Desk(stores, tmp_path / "drive" / "map.cjm.json", locale)
    desk.asleep = True  # the page and the kernel do not hear of each other
    desk.write("before the lid was closed")
    desk.ask("tick", ms=HOURS * 1000)  # and every timer of the page is overdue
    assert desk.seen["says"] == {"en": "1 waiting", "fr": "1 en attente"}[locale]
    assert desk.in_copy() == desk.on_screen() == "before the lid was closed"
    assert desk.seen["link"] != "gone"
    desk.wake()
    saver = desk.kernel.saver
    saver.turn(time.monotonic() + HOURS)
    assert (desk.seen["says"], desk.seen["waiting"]) == ({"en": "Saved", "fr": "Enregistré"}[locale], 0)
    assert desk.in_file() == "before the lid was closed"
    assert desk.kernel.document.revision == 1, "carried out once, however often it was sent"
    desk.write("after")
    saver.turn(saver._next_save())
    assert (desk.seen["saved"], desk.in_file()) == (True, "after")


@pytest.mark.parametrize("ahead", [-YEAR, -HOURS, HOURS, YEAR])
def test_what_others_write_is_seen_whatever_time_their_clock_puts_on_it(path: Path, ahead: float) -> None:
    ours, theirs = Kernel(path), Kernel(path)
    theirs.document.add_persona("Theirs")
    assert theirs.saver.flush()
    os.utime(path, (time.time() + ahead, time.time() + ahead))
    say(ours, "ours")
    assert ours.saver.flush()
    state = read_state(path)
    assert state.get(Card, "card_0000").text == "ours"
    assert "Theirs" in {persona.name for persona in ours.document.personas}
    assert ours.document.state == state
    before = path.read_bytes()
    os.utime(path, (time.time() - ahead, time.time() - ahead))  # touched, not written
    ours.statuses.clear()
    ours.saver.look()
    assert (path.read_bytes(), ours.states, ours.notices) == (before, [], [])


@pytest.mark.parametrize("ahead", [-YEAR, YEAR])
def test_saving_and_versions_do_not_heed_the_clock_of_the_wall(
    path: Path, monkeypatch: pytest.MonkeyPatch, ahead: float
) -> None:
    keeper = VersionKeeper(FileShelf(path))
    versions = AutomaticVersions(keeper, State(), lambda notice: pytest.fail(str(notice.message)))
    kernel = Kernel(path)
    kernel.saver.pace = Pace()
    for number, jump in enumerate((0.0, ahead, 0.0, -ahead)):
        with monkeypatch.context() as clock:
            set_clock(clock, jump)
            say(kernel, f"text {number}")
            due = kernel.saver._next_save() - time.monotonic()
            assert due <= kernel.saver.pace.quiet, "a jump of the clock puts off no save"
            kernel.saver.turn(kernel.saver._next_save())
            versions.saved(kernel.document.state)
        assert text_in(path) == f"text {number}"
    assert keeper.versions() == (), "no ten minutes of work have passed"
    later = time.monotonic() + history.EVERY
    monkeypatch.setattr(history, "time", SimpleNamespace(monotonic=lambda: later))
    versions.saved(kernel.document.state)
    say(kernel, "a moment later")
    versions.saved(kernel.document.state)
    assert len(keeper.versions()) == 1


def test_versions_stand_in_the_order_they_were_kept(path: Path) -> None:
    keeper = VersionKeeper(FileShelf(path))
    kernel = Kernel(path)
    kernel.document.adopt_history(keeper)
    for number in range(3):
        say(kernel, f"text {number}")
        kernel.document.save_version(f"version {number}")
    lines = history.history_path(path).read_bytes()
    years = [version.time.year for version in keeper.versions()]
    assert len(set(years)) == 1
    # The clock of the second one was a century ahead.
    first, second, third = lines.splitlines(keepends=True)
    moved = second.replace(f'"{years[0]}-'.encode(), f'"{years[0] + 100}-'.encode())
    assert moved != second
    history.history_path(path).write_bytes(first + moved + third)
    again = VersionKeeper(FileShelf(path)).versions()
    assert [version.label for version in again] == [f"version {number}" for number in range(3)]
    texts = [version.state.get(Card, "card_0000").text for version in again]
    assert texts == [f"text {number}" for number in range(3)]


@pytest.mark.parametrize("ahead", [-YEAR, -2 * DAY, 2 * DAY, YEAR])
def test_a_process_that_lives_is_known_whatever_the_clock_says(
    path: Path, monkeypatch: pytest.MonkeyPatch, ahead: float
) -> None:
    mine, other = FileLock(path), FileLock(path)
    other.me = Opener(os.getppid(), mine.me.host, time.time())
    other.join()
    set_clock(monkeypatch, ahead)
    assert [one.pid for one in mine.join()] == [os.getppid()]
    assert [one.pid for one in other.others()] == [os.getpid()]


def test_a_process_elsewhere_is_not_believed_for_ever_where_a_clock_was_wrong(path: Path) -> None:
    mine, other = FileLock(path), FileLock(path)
    other.me = Opener(7, "another-machine", time.time() + YEAR)
    other.join()
    assert mine.join() == ()
    # It lives after all: it finds itself gone from the list and is entered again.
    other.me = Opener(7, "another-machine", time.time())
    assert [one.pid for one in other.others()] == [os.getpid()]
    assert [one.host for one in mine.others()] == ["another-machine"]


def test_those_who_slept_are_there_again_with_their_first_word() -> None:
    now = [0.0]
    room = Room(lambda: now[0])
    for page in ("ana", "ben"):
        room.hear(page, {"page": page, "name": page})
    now[0] += HOURS
    assert room.people() == ()
    assert room.owners("ana") >= {"ana"}
    room.hear("ana", {"page": "ana", "name": "ana"})
    assert [person.page for person in room.people()] == ["ana"]
    room.hear("ben", {"page": "ben", "name": "ben"})
    assert [(person.page, person.number) for person in room.people()] == [("ana", 1), ("ben", 2)]
