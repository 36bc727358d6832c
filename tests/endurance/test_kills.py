"""Kernels and pages killed 300 times: what was shown as saved is in the file, the rest is on the screen."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from cjm_widgets.model.codec import dumps
from tests.endurance import figures
from tests.endurance.gestures import gesture, mark_of
from tests.endurance.stores import Stores
from tests.endurance.victims import ROOT, Fork, RealKernel, Victim
from tests.endurance.world import read_state
from tests.strategies import SMALL

KERNELS = 240
REAL = figures.size(12, 60)
PAGES = 60
SCRIPT = (0, 3, 5, 2, 6, 8)
"""Gestures by their number, as somebody works who knows what they want."""


@dataclass
class Screen:
    """A page that a kernel's messages reach."""

    name: str
    seen: dict[str, Any] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)


class Trial:
    """One file, one kernel after the other, and pages that work on it until the kernel is killed."""

    def __init__(self, stores: Stores, folder: Path, seed: int, patience: float = 0.05) -> None:
        self.stores, self.chance, self.patience = stores, random.Random(seed), patience
        self.path = folder / "map.cjm.json"
        self.path.write_text(dumps(SMALL), "utf-8")
        self.count = self.killed = self.reloaded = self.unsaved = 0
        self.promised: set[str] = set()
        self.screens: list[Screen] = []

    def round(self, victim: Victim, pages: int, *, scripted: bool, page_kills: bool) -> None:
        """Let `pages` pages work, kill the kernel somewhere in it, and look at the file."""
        self.screens = [self.open(victim) for _ in range(pages)]
        while not all(screen.seen["ready"] for screen in self.screens):
            self.deliver(victim.hear(5))
        for step in range(self.chance.randrange(1, 10)):
            screen = self.chance.choice(self.screens)
            if page_kills and self.chance.random() < 0.25:
                self.reload(victim, screen)
                continue
            kind = SCRIPT[step % len(SCRIPT)] if scripted else None
            self.edit(victim, screen, kind)
            if self.chance.random() < 0.6:
                self.listen(victim, self.chance.random() * self.patience)
        self.deliver(victim.kill())
        self.killed += 1
        self.check()

    def listen(self, victim: Victim, seconds: float) -> None:
        """Let arrive what the kernel says within so many seconds."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.deliver(victim.hear(left))

    def open(self, victim: Victim) -> Screen:
        """Open a page; its hello is sent."""
        self.count += 1
        screen = Screen(f"screen{self.count}")
        self.order(victim, screen, "open")
        return screen

    def reload(self, victim: Victim, screen: Screen) -> None:
        """Kill a page in the middle of its work and open another."""
        self.stores.ask(screen.name, "close")
        self.screens.remove(screen)
        self.screens.append(self.open(victim))
        self.reloaded += 1
        while not self.screens[-1].seen["ready"]:
            self.deliver(victim.hear(5))

    def edit(self, victim: Victim, screen: Screen, kind: int | None) -> None:
        """Make a gesture of a kind, or any."""
        self.count += 1
        first = [] if kind is None else [kind]
        pick: Callable[[int], int] = lambda below: (  # noqa: E731
            first.pop() % below if first else self.chance.randrange(below)
        )
        ops = gesture(self.order(victim, screen, "look"), pick, self.count)
        if self.order(victim, screen, "edit", label="edit_card", ops=ops):
            screen.made.add(mark_of(self.count))

    def order(self, victim: Victim | None, screen: Screen, do: str, **rest: Any) -> Any:
        """Have a page do something, and send on what it says."""
        answer = self.stores.ask(screen.name, do, **rest)
        screen.seen = answer["seen"]
        if screen.seen["saved"]:
            self.promised |= set(screen.seen["marks"])
        for message in answer["sent"]:
            if victim is not None:
                victim.send(message)
        return answer["result"]

    def deliver(self, messages: list[dict[str, Any]]) -> None:
        """Let every page read what the kernel said."""
        for message in messages:
            for screen in self.screens:
                self.order(None, screen, "receive", message=message)
                refused = message["type"] == "refusal" and message["to"] == screen.name
                assert not refused or message["code"] in ("gone", "in_use", "missing_reference"), message

    def check(self) -> None:
        """Nothing that was shown as saved is missing, and nothing else is gone from the screens."""
        there = set(read_state(self.path).tables["personas"])
        lost = self.promised - there
        assert not lost, f"shown as saved and not in the file: {sorted(lost)}"
        for screen in self.screens:
            self.stores.ask(screen.name, "cut")
            self.order(None, screen, "lost")
            copy = json.dumps(self.stores.ask(screen.name, "copy")["result"])
            refused = screen.seen["notices"]
            gone = {mark for mark in screen.made if mark not in copy}
            assert len(gone) <= len(refused), f"neither saved nor on the screen: {gone}"
            self.unsaved += bool({mark for mark in screen.made - there if mark in copy})
            self.stores.ask(screen.name, "close")


@pytest.fixture
def nursery() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "tests.endurance.victims"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, text=True, bufsize=1
    ) as process:
        yield process
        assert process.stdin is not None
        process.stdin.close()


def test_kernels_and_pages_killed_at_any_moment(
    stores: Stores, nursery: subprocess.Popen[str], tmp_path: Path
) -> None:
    killed = reloaded = unsaved = promised = 0
    while killed < KERNELS or reloaded < PAGES:
        folder = tmp_path / str(killed)
        folder.mkdir()
        trial = Trial(stores, folder, seed=killed)
        for turn in range(12):  # the kernels of one file, each killed in its turn
            victim = Fork(nursery, trial.path)
            trial.round(victim, 1 + turn % 2, scripted=turn % 4 < 2, page_kills=turn % 3 == 0)
        killed, reloaded = killed + trial.killed, reloaded + trial.reloaded
        unsaved, promised = unsaved + trial.unsaved, promised + len(trial.promised)
    figures.write(
        "kills",
        kernels_killed=killed,
        pages_killed=reloaded,
        gestures_shown_as_saved=promised,
        lost=0,
        pages_that_kept_unsaved_work_on_the_screen=unsaved,
    )
    assert killed + reloaded >= 300
    assert promised > killed / 2, "kills before anything is saved prove nothing"
    assert unsaved > 20, "no kill hit unsaved work: the test proves nothing"


def test_real_kernels_killed_while_their_widget_is_at_work(stores: Stores, tmp_path: Path) -> None:
    trial = Trial(stores, tmp_path, seed=300, patience=0.8)
    for turn in range(REAL):
        trial.round(RealKernel(trial.path), 1 + turn % 2, scripted=turn % 4 < 2, page_kills=turn % 3 == 0)
    figures.write(
        "kills_of_real_kernels",
        kernels_killed=trial.killed,
        pages_killed=trial.reloaded,
        gestures_shown_as_saved=len(trial.promised),
        lost=0,
        pages_that_kept_unsaved_work_on_the_screen=trial.unsaved,
    )
    assert trial.killed == REAL
    assert len(trial.promised) > REAL / 4
