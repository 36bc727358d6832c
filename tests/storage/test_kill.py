"""Killed at any moment, fifty times: the file always opens and holds every edit that was shown as saved."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

import cjm_widgets as cjm
from cjm_widgets.model.codec import dumps, loads
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.storage import close
from cjm_widgets.storage.atomic import remove_left_overs
from cjm_widgets.storage.history import history_path
from cjm_widgets.storage.registry import load

TIMES = 50


@pytest.fixture
def editors() -> Iterator[subprocess.Popen[str]]:
    root = Path(cjm.__file__).parents[1]
    environment = {**os.environ, "PYTHONPATH": str(root)}
    command = [sys.executable, "-m", "tests.storage.editors"]
    with subprocess.Popen(
        command,
        cwd=root,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        bufsize=1,
    ) as process:
        yield process
        process.stdin.close()  # type: ignore[union-attr]


def kill_one(stdin: IO[str], stdout: IO[str], path: Path, chance: random.Random) -> tuple[set[int], set[int]]:
    """Let an editor work, kill it, and return the batches it made and those it showed as saved."""
    stdin.write(f"{path} {chance.randrange(2**32)}\n")
    word, pid = stdout.readline().split()
    assert word == "pid"
    said: dict[str, set[int]] = {"edit": set(), "saved": set()}
    for _ in range(chance.randrange(1, 40)):
        word, number = stdout.readline().split()
        said[word].add(int(number))
    for _ in range(chance.randrange(60_000)):
        pass  # somewhere between two lines
    os.kill(int(pid), signal.SIGKILL)
    while (line := stdout.readline()) != "gone\n":
        word, number = line.split()
        said[word].add(int(number))
    return said["edit"], said["saved"]


def test_kill_at_random_moments(path: Path, editors: subprocess.Popen[str]) -> None:
    document = cjm.open(path)
    journey = document.add_journey("Glasses", template="purchase")
    journey.add_card(lane="actions", stage="Discovery", text="Searches")
    close(document)
    assert editors.stdin is not None
    assert editors.stdout is not None
    chance = random.Random(20)
    shown_as_saved: set[int] = set()
    rounds_with_loss = 0
    for _ in range(TIMES):
        made, saved = kill_one(editors.stdin, editors.stdout, path, chance)
        shown_as_saved |= saved
        there = {int(record.name) for record in load(path).state.table(PersonaRecord).values()}
        assert shown_as_saved <= there
        rounds_with_loss += not made <= there
    assert len(shown_as_saved) > TIMES
    assert rounds_with_loss > 0, "no kill hit an unsaved edit: the test proves nothing"
    remove_left_overs(path, older_than=-1)
    document = cjm.open(path)  # the locks of the dead are no obstacle
    assert document.save_status.message is None
    document.add_persona("Survivor")
    assert document.versions, "every editor keeps what it opened"
    for version in document.versions:  # a kill spoils none
        assert loads(dumps(version.state)) == version.state
    close(document)
    assert {entry.name for entry in path.parent.iterdir()} == {path.name, history_path(path).name}
