"""Who else has the file open: the living are told, the dead forgotten, and one writes at a time."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import time
from dataclasses import asdict
from pathlib import Path
from unittest.mock import Mock

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import FileProblem
from cjm_widgets.storage import close
from cjm_widgets.storage import held_file as held_file_module
from cjm_widgets.storage import lock as storage_lock
from cjm_widgets.storage.lock import FileLock, Opener
from tests.storage.kernels import Kernel


def lock_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock")


def enter(path: Path, *openers: Opener) -> None:
    """Write the list of openers as other processes would."""
    lines = [{"pid": o.pid, "host": o.host, "time": o.time, "began": o.began} for o in openers]
    lock_file(path).write_text("".join(json.dumps(line) + "\n" for line in lines))


def parent(path: Path) -> Opener:
    """A process that is surely alive and not this one."""
    return Opener(os.getppid(), FileLock(path).me.host, time.time())


def dead_pid() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


def test_alone_there_is_nobody_and_nothing_is_left(path: Path) -> None:
    lock = FileLock(path)
    assert lock.join() == ()
    assert lock_file(path).exists()
    lock.leave()
    assert list(path.parent.iterdir()) == []


def test_a_living_process_is_told_and_stays_in_the_list(path: Path) -> None:
    other = parent(path)
    enter(path, other)
    lock = FileLock(path)
    assert lock.join() == lock.others() == (other,)
    lock.leave()
    assert FileLock(path).others() == (other,)


def test_the_dead_are_forgotten(path: Path) -> None:
    lock = FileLock(path)
    host = lock.me.host
    enter(
        path,
        Opener(dead_pid(), host, time.time()),
        Opener(os.getppid(), host, time.time(), began="1 was another process"),
        Opener(7, "another-machine", time.time() - 90_000),
    )
    assert lock.join() == ()
    assert len(lock_file(path).read_text().splitlines()) == 1


def test_a_process_on_another_machine_is_believed_for_a_day(path: Path) -> None:
    enter(path, Opener(7, "another-machine", time.time() - 3_600))
    assert [other.host for other in FileLock(path).others()] == ["another-machine"]


@pytest.mark.parametrize(
    "rubbish", [b"\x00\xff", b"null\n[]\n5\n", b'{"pid": "x"}\n', b'{"pid": null, "host": 5}']
)
def test_rubbish_in_the_lock_file_is_passed_over(path: Path, rubbish: bytes) -> None:
    lock_file(path).write_bytes(rubbish)
    assert FileLock(path).join() == ()


def test_one_at_a_time(path: Path) -> None:
    with (
        FileLock(path).exclusive(),
        pytest.raises(FileProblem, match="holding"),
        FileLock(path).exclusive(patience=0),
    ):
        pass
    with FileLock(path).exclusive(patience=0):
        pass


# -- where the system has no locks ------------------------------------------------------------------------


def held_file(path: Path) -> Path:
    return path.with_name(f".{path.name}.lock.held")


@pytest.fixture(params=["none", "refused"])
def no_flock(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(storage_lock, "flock", refuse if request.param == "refused" else None)


@pytest.mark.usefixtures("no_flock")
def test_one_at_a_time_without_locks_of_the_system(path: Path) -> None:
    test_one_at_a_time(path)
    test_alone_there_is_nobody_and_nothing_is_left(path)


@pytest.mark.usefixtures("no_flock")
def test_what_the_dead_hold_is_free_at_once(path: Path) -> None:
    dead = Opener(dead_pid(), FileLock(path).me.host, time.time())
    held_file(path).write_text(f"0123\n{json.dumps(asdict(dead))}\n")
    with FileLock(path).exclusive():
        assert str(os.getpid()) in held_file(path).read_text()
    assert not held_file(path).exists()


@pytest.mark.usefixtures("no_flock")
@pytest.mark.parametrize("owner", ["living", "elsewhere", "rubbish"])
def test_a_holder_of_whom_nobody_knows_is_waited_for_by_a_clock_that_nobody_sets(
    path: Path, monkeypatch: pytest.MonkeyPatch, owner: str
) -> None:
    openers = {"living": parent(path), "elsewhere": Opener(7, "another-machine", 0.0)}
    line = json.dumps(asdict(openers[owner])) if owner in openers else "\x00"
    held_file(path).write_text(f"0123\n{line}\n")
    clock = Mock(monotonic=Mock(return_value=100.0))
    monkeypatch.setattr(held_file_module, "time", clock)
    lock = FileLock(path)
    for seconds in (0.0, 29.0):
        clock.monotonic.return_value = 100.0 + seconds
        with pytest.raises(FileProblem, match="holding"), lock.exclusive(patience=0):
            pass
    held_file(path).write_text(f"4567\n{line}\n")  # it was let go and taken again: watched anew
    for seconds in (31.0, 60.0):
        clock.monotonic.return_value = 100.0 + seconds
        with pytest.raises(FileProblem, match="holding"), lock.exclusive(patience=0):
            pass
    clock.monotonic.return_value = 162.0
    with lock.exclusive():
        assert held_file(path).exists()
    assert sorted(entry.name for entry in path.parent.iterdir()) == [lock_file(path).name]


@pytest.mark.usefixtures("no_flock")
def test_who_was_taken_for_dead_does_not_let_others_in(path: Path) -> None:
    with FileLock(path).exclusive():
        held_file(path).write_text("the one that took its place\n")
    assert held_file(path).read_text() == "the one that took its place\n"


EDITS = 40
KERNEL = """
import sys, cjm_widgets as cjm
from cjm_widgets import storage
from cjm_widgets.storage import lock
lock.flock = None
doc = cjm.open(sys.argv[1])
print("open", flush=True)
sys.stdin.readline()
for n in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}{n}"
    doc.add_persona(name)
    if storage.flush(doc) and doc.save_status.state == "saved":
        print(name, flush=True)
"""


def test_two_real_kernels_lose_nothing_without_locks_of_the_system(path: Path) -> None:
    cjm.Document().save(path)
    kernels = [
        subprocess.Popen(
            [sys.executable, "-W", "ignore", "-c", KERNEL, str(path), name, str(EDITS)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
            env={**os.environ, "PYTHONPATH": str(Path(cjm.__file__).parents[1])},
        )
        for name in "ab"
    ]  # fmt: skip
    for kernel in kernels:
        assert kernel.stdout is not None
        assert kernel.stdout.readline() == "open\n"
    for kernel in kernels:
        assert kernel.stdin is not None
        kernel.stdin.write("go\n")
        kernel.stdin.flush()
    saved = {name for kernel in kernels for name in kernel.communicate()[0].split()}
    assert len(saved) == 2 * EDITS
    assert saved <= {persona.name for persona in cjm.load(path).personas}


# -- who is told ------------------------------------------------------------------------------------------


def test_opening_a_file_another_kernel_has_open_says_so(path: Path) -> None:
    enter(path, parent(path))
    with pytest.warns(UserWarning, match="also open in another kernel"):
        document = cjm.open(path)
    assert "edits are merged" in str(document.save_status.message)
    close(document)
    assert lock_file(path).exists()


def test_the_first_kernel_hears_of_the_second_once(path: Path) -> None:
    kernel = Kernel(path)
    kernel.saver.flush()
    enter(path, parent(path))
    for _ in range(3):
        kernel.saver.look()
    assert [(n.level, "also open" in n.message) for n in kernel.notices] == [("info", True)]


def test_two_real_processes_know_of_each_other(path: Path) -> None:
    script = "import sys, cjm_widgets as c; c.open(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-c", script, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(cjm.__file__).parents[1])},
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        with pytest.warns(UserWarning, match=f"process {other.pid} "):
            document = cjm.open(path)
        other.communicate("")
    assert FileLock(path).others() == ()
    close(document)
    assert not lock_file(path).exists()
