"""Saving by itself: how soon, what is said when, and what happens when it fails."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets import storage
from cjm_widgets.errors import FileProblem
from cjm_widgets.model import codec
from cjm_widgets.model.document import Document
from cjm_widgets.model.records import Card
from cjm_widgets.model.signals import Phase, SaveStatus
from cjm_widgets.model.state import State
from cjm_widgets.storage import atomic, autosave, registry
from cjm_widgets.storage import file as storage_file
from cjm_widgets.storage.autosave import Pace
from tests.storage.kernels import Kernel
from tests.strategies import SMALL

Open = Callable[..., Document]
SOON = 10.0


def on_disk(path: Path) -> State:
    return codec.loads(path.read_text("utf-8"))


@pytest.fixture
def kernel(path: Path) -> Kernel:
    kernel = Kernel(path)
    assert kernel.saver.flush()
    kernel.statuses.clear()
    return kernel


def break_disk(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def fail(*args: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(atomic.os, "fsync", fail)


# -- how soon ---------------------------------------------------------------------------------------------


def test_the_pace_is_what_is_promised() -> None:
    pace = Pace()
    assert pace.due(first=10.0, last=10.0) <= 10.3
    assert pace.due(first=10.0, last=10.6) <= 11.0
    assert pace.due(first=10.0, last=99.0) <= 11.0
    assert pace.look <= 1.0


def test_nothing_is_written_while_someone_is_typing_and_all_a_moment_after(path: Path) -> None:
    kernel = Kernel(path)
    kernel.saver.flush()
    kernel.saver.pace = Pace()
    kernel.document.add_persona("Ana")
    kernel.saver.turn(time.monotonic())
    assert on_disk(path).is_empty()
    kernel.saver.turn(time.monotonic() + 0.3)
    assert on_disk(path) == kernel.document.state


def test_it_saves_by_itself_while_this_thread_is_busy(path: Path) -> None:
    document = cjm.open(path)
    saved = threading.Event()
    document.on_status(lambda status: status.state == "saved" and saved.set())
    document.add_persona("Ana")
    started = time.monotonic()
    while not saved.is_set() and time.monotonic() < started + SOON:
        sum(range(1_000))  # a cell that computes
    assert saved.is_set()
    assert on_disk(path) == document.state


def test_what_was_edited_at_the_very_end_is_saved_on_the_way_out(path: Path) -> None:
    import subprocess
    import sys

    script = "import sys, cjm_widgets as c; c.open(sys.argv[1]).add_persona('Ana')"
    environment = {**os.environ, "PYTHONPATH": str(Path(cjm.__file__).parents[1])}
    subprocess.run([sys.executable, "-c", script, str(path)], check=True, env=environment)
    assert [persona.name for persona in cjm.load(path).personas] == ["Ana"]
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


# -- what is said -----------------------------------------------------------------------------------------


def test_saving_at_once_and_saved_with_the_time_only_after(kernel: Kernel, path: Path) -> None:
    held: list[bool] = []
    kernel.document.on_status(
        lambda status: status.state == "saved" and held.append(on_disk(path) == kernel.document.state)
    )
    before = kernel.document.save_status.at
    kernel.document.add_persona("Ana")
    assert kernel.document.save_status == SaveStatus("saving", path.name, before, None)
    assert kernel.saver.flush()
    assert kernel.states == ["saving", "saved"]
    assert held == [True]
    assert str(kernel.document.save_status.at) >= str(before)


def test_saved_is_not_said_of_an_edit_that_came_during_the_write(
    kernel: Kernel, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, during = storage_file.write_atomic, ["Bea", "Cem"]

    def write(target: Path, data: bytes, *rest: Any) -> object:
        if during:
            kernel.document.add_persona(during.pop())
        return real(target, data, *rest)

    monkeypatch.setattr(storage_file, "write_atomic", write)
    told: list[bool] = []
    kernel.document.on_status(
        lambda status: status.state == "saved" and told.append(on_disk(path) == kernel.document.state)
    )
    kernel.document.add_persona("Ana")
    assert kernel.saver.flush()
    assert told == [True]
    assert len(on_disk(path).tables["personas"]) == 3


def test_undoing_back_to_what_is_on_disk_writes_nothing(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    kernel.document.add_persona("Ana")
    kernel.document.undo()
    monkeypatch.setattr(storage_file, "write_atomic", None)
    assert kernel.saver.flush()
    assert kernel.document.save_status.state == "saved"


def test_a_nested_edit_of_an_observer_is_saved_too(kernel: Kernel, path: Path) -> None:
    def once(change: object) -> None:
        if len(kernel.document.personas) == 1:
            kernel.document.add_persona("Follower")

    kernel.document.observe(once, Phase.METRICS)
    kernel.document.add_persona("Ana")
    assert kernel.saver.flush()
    assert len(on_disk(path).tables["personas"]) == 2


@pytest.mark.parametrize("phase", [Phase.METRICS, Phase.USERS])
def test_an_observer_may_save_at_once(path: Path, open_idle: Open, phase: Phase) -> None:
    document = open_idle(path)
    saved: list[bool] = []
    document.observe(lambda change: saved.append(storage.flush(document)), phase)
    document.add_persona("Ana")
    assert saved == [True]
    assert on_disk(path) == document.state


def test_a_document_that_someone_holds_is_written_all_the_same(
    kernel: Kernel, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(autosave, "_TRY", 0.001)
    kernel.document.add_persona("Ana")
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with kernel.document._lock:
            held.set()
            release.wait(SOON)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(SOON)
    assert not kernel.saver.flush(patience=0.01)
    assert on_disk(path) == kernel.document.state
    assert kernel.document.save_status.state == "saving"
    release.set()
    holder.join()
    assert kernel.saver.flush()
    assert kernel.document.save_status.state == "saved"


# -- what fails -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "The disk is full."),
        (errno.EACCES, "Writing is not permitted."),
        (errno.EROFS, "The disk is read-only."),
        (errno.EIO, "input/output error"),
    ],
)
def test_a_failure_is_said_with_its_reason_and_nothing_is_lost(
    kernel: Kernel, path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    before = path.read_bytes()
    break_disk(monkeypatch, code)
    kernel.document.add_persona("Ana")
    assert not kernel.saver.flush()
    kernel.document.add_persona("Bea")
    assert not kernel.saver.flush()
    status = kernel.document.save_status
    assert status.state == "failed"
    assert words in str(status.message)
    assert "kept in memory" in str(status.message)
    assert [notice.level for notice in kernel.notices] == ["error"]
    assert path.read_bytes() == before
    assert [entry for entry in path.parent.iterdir() if entry.suffix == ".tmp"] == []
    monkeypatch.undo()
    assert kernel.saver.flush()
    assert kernel.document.save_status.state == "saved"
    assert kernel.document.save_status.message is None
    assert len(on_disk(path).tables["personas"]) == 2


def test_it_is_tried_again_ever_more_slowly(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    saver = kernel.saver
    saver.pace = Pace()
    break_disk(monkeypatch, errno.ENOSPC)
    kernel.document.add_persona("Ana")
    waits = []
    for _ in range(7):
        saver.turn(saver._next_save())
        waits.append(saver._wait)
        tries = len(kernel.states)
        saver.turn(time.monotonic())
        assert len(kernel.states) == tries
    assert waits == [1, 2, 4, 8, 15, 15, 15]


def test_the_folder_goes_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    kernel = Kernel(folder / "map.json")
    kernel.saver.flush()
    away = folder.rename(tmp_path / "away")
    kernel.document.add_persona("Ana")
    assert not kernel.saver.flush()
    assert "folder of the file is gone" in str(kernel.document.save_status.message)
    away.rename(folder)
    assert kernel.saver.flush()
    assert on_disk(folder / "map.json") == kernel.document.state


def test_deleted_while_open_is_written_again_with_a_word(kernel: Kernel, path: Path) -> None:
    kernel.document.add_persona("Ana")
    kernel.saver.flush()
    path.unlink()
    kernel.saver.look()
    assert not path.exists()  # a program may be replacing it
    kernel.saver.look()
    assert on_disk(path) == kernel.document.state
    assert ["deleted" in notice.message for notice in kernel.notices] == [True]
    path.unlink()
    kernel.document.add_persona("Bea")
    assert kernel.saver.flush()
    assert on_disk(path) == kernel.document.state


def test_made_read_only_while_open_is_respected(
    kernel: Kernel, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    monkeypatch.setattr(storage_file.os, "access", lambda target, mode: Path(target) != path)
    kernel.document.add_persona("Ana")
    assert not kernel.saver.flush()
    assert "not permitted" in str(kernel.document.save_status.message)
    assert path.read_bytes() == before


def test_a_folder_that_takes_no_files_leaves_the_document_editable(
    path: Path, open_idle: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_text(codec.dumps(SMALL), "utf-8")
    real = os.open

    def refuse(target: object, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(errno.EACCES, "Permission denied")
        return real(target, flags, *mode)  # type: ignore[arg-type]

    monkeypatch.setattr(atomic.os, "open", refuse)
    monkeypatch.setattr(registry.os, "access", lambda target, mode: Path(target) != path.parent)
    with pytest.warns(UserWarning, match="stay in memory"):
        document = open_idle(path)
    assert document.read_only is None
    document.on_notice(lambda notice: None)
    document.add_persona("Ana")
    with pytest.raises(FileProblem, match="does not let it be replaced"):
        document.save(path)
    with pytest.raises(FileProblem):
        storage.close(document)
    assert document.save_status.state == "failed"
    monkeypatch.undo()
    storage.close(document)
    assert on_disk(path) == document.state


@pytest.mark.parametrize(
    "content", [b"", b"{", b"<<<<<<< ours\n", b'{"format": "cjm_widgets", "schema_version": 99}']
)
def test_a_file_spoilt_by_others_is_not_written_over(kernel: Kernel, path: Path, content: bytes) -> None:
    kernel.document.add_persona("Ana")
    path.write_bytes(content)
    assert not kernel.saver.flush()
    assert kernel.document.save_status.state == "failed"
    assert path.read_bytes() == content
    assert len(kernel.document.personas) == 1
    path.unlink()
    assert kernel.saver.flush()
    assert on_disk(path) == kernel.document.state


def test_a_fault_of_our_own_does_not_end_the_thread(kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage_file, "dumps", lambda state: 1 / 0)
    kernel.document.add_persona("Ana")
    assert not kernel.saver.flush()
    assert "ZeroDivisionError" in str(kernel.document.save_status.message)
    monkeypatch.undo()
    assert kernel.saver.flush()


def test_long_and_odd_text_is_saved(kernel: Kernel, path: Path) -> None:
    journey = kernel.document.add_journey("مرحبا 👩‍👧", template="purchase")
    text = ("שלום \x00\u202e👓 " * 20_000)[:99_999]
    journey.add_card(lane="actions", stage="Discovery", text=text)
    assert kernel.saver.flush()
    (card,) = on_disk(path).table(Card).values()
    assert card.text == text.replace("\x00", "")
