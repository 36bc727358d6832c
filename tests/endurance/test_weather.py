"""Two kernels, pages, one file and any weather: what is shown as saved is never lost, and all end equal."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from pathlib import Path
from typing import ClassVar

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.endurance import figures
from tests.endurance.stores import Stores
from tests.endurance.world import Host, Page, World, full_disk

EXAMPLES = int(os.environ.get("CJM_WEATHER", figures.size(150, 1_500)))
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
place = st.integers(0, 4)
number = st.integers(0, 10_000)


class Weather(RuleBasedStateMachine):
    """Any order of gestures, deliveries, losses, doublings, reconnects, kills and openings."""

    stores: ClassVar[Stores]
    folder: ClassVar[Path]
    total: ClassVar[Counter[str]]

    def __init__(self) -> None:
        super().__init__()
        path = Path(tempfile.mkdtemp(dir=self.folder)) / "map.cjm.json"
        self.world = World(self.stores, path)
        self.back = full_disk(self.world)

    @initialize()
    def open(self) -> None:
        host = self.world.start_kernel()
        for _ in range(2):
            self.world.deliver_all(self.world.open_page(host))
        self.world.edit(self.world.pages[0], lambda _below: 0)
        self.world.lull(host)
        assert self.world.promised

    def page(self, at: int) -> Page:
        return self.world.pages[at % len(self.world.pages)]

    def host(self, at: int) -> Host:
        return self.world.hosts[at % len(self.world.hosts)]

    # -- hands ----------------------------------------------------------------------------------------

    @rule(at=place, picks=st.lists(number, min_size=4, max_size=4))
    def edit(self, at: int, picks: list[int]) -> None:
        left = iter(picks)
        self.world.edit(self.page(at), lambda below: next(left, 0) % below)

    @rule(at=place, picks=st.lists(number, min_size=12, max_size=12), times=st.integers(1, 3))
    def work(self, at: int, picks: list[int], times: int) -> None:
        """Edit here and there, and see it saved: most goes well, and only then is anything promised."""
        for turn in range(times):
            self.edit(at + turn, picks[4 * turn :])
        self.world.lull(self.page(at).host)

    @rule(at=place, step=st.sampled_from(["undo", "redo"]))
    def step(self, at: int, step: str) -> None:
        self.world.order(self.page(at), step)

    @rule(at=place, undo=st.booleans())
    def python(self, at: int, undo: bool) -> None:
        (self.world.python_undo if undo else self.world.python_edit)(self.host(at))

    # -- the way between ------------------------------------------------------------------------------

    @rule(at=place, index=st.sampled_from([0, 0, 0, 1, 3]), again=st.sampled_from([False, False, True]))
    def up(self, at: int, index: int, again: bool) -> None:
        self.world.deliver_up(self.page(at), index, again=again)

    @rule(at=place, index=st.sampled_from([0, 0, 0, 1, 3]), again=st.sampled_from([False, False, True]))
    def down(self, at: int, index: int, again: bool) -> None:
        self.world.deliver_down(self.page(at), index, again=again)

    @rule(at=place)
    def arrive(self, at: int) -> None:
        self.world.deliver_all(self.page(at))

    @rule(at=place)
    def lull(self, at: int) -> None:
        self.world.lull(self.host(at))

    @rule(at=place, index=place, up=st.booleans())
    def lose(self, at: int, index: int, up: bool) -> None:
        way = self.page(at).up if up else self.page(at).down
        if way:
            way.pop(min(index, len(way) - 1))

    @rule(at=place)
    def reconnect(self, at: int) -> None:
        self.world.reconnect(self.page(at))

    @rule(at=place, ms=st.sampled_from([10, 800, 1600, 10_000]))
    def wait(self, at: int, ms: int) -> None:
        self.world.order(self.page(at), "tick", ms=ms)

    # -- the disk -------------------------------------------------------------------------------------

    @rule(at=place)
    def save(self, at: int) -> None:
        assert self.host(at).kernel.saver.flush() or self.world.full

    @rule(at=place)
    def look(self, at: int) -> None:
        self.host(at).kernel.saver.look()

    @rule(full=st.booleans())
    def fill(self, full: bool) -> None:
        self.world.full = full

    # -- coming and going -----------------------------------------------------------------------------

    @precondition(lambda self: len(self.world.pages) < 4)
    @rule(at=place)
    def open_page(self, at: int) -> None:
        self.world.open_page(self.host(at))

    @precondition(lambda self: len(self.world.pages) > 1)
    @rule(at=place)
    def close_page(self, at: int) -> None:
        self.world.close_page(self.page(at))

    @precondition(lambda self: len(self.world.hosts) < 2)
    @rule()
    def second_kernel(self) -> None:
        self.world.open_page(self.world.start_kernel())

    @rule(at=place)
    def kill(self, at: int) -> None:
        host = self.host(at)
        self.world.kill_kernel(host)
        if not self.world.hosts:
            self.world.start_kernel()
        for page in list(host.pages):  # the cell is run again, after a reload
            self.world.close_page(page)
            self.world.open_page(self.host(0))

    # -- what holds -----------------------------------------------------------------------------------

    @invariant()
    def saved_is_saved(self) -> None:
        self.world.check()

    def teardown(self) -> None:
        world = self.world
        seen = {
            "runs": 1,
            "runs_with_promises": bool(world.promised),
            "promised_at_the_end": len(world.promised),
        }
        type(self).total.update({**world.counts, **seen})
        try:
            if self.world.hosts:
                self.world.calm()
        finally:
            self.back()
            for page in list(self.world.pages):
                self.world.close_page(page)


def test_any_weather(stores: Stores, tmp_path: Path) -> None:
    """Bounded, the weather is the same until this file changes, so that a red run is the fault of a change.

    In full size it is other weather each time; what fails is printed step by step.
    """
    Weather.stores, Weather.folder, Weather.total = stores, tmp_path, Counter()
    run_state_machine_as_test(
        Weather,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=40,
            deadline=None,
            derandomize=not figures.FULL,
            database=None,
            print_blob=True,
            suppress_health_check=list(HealthCheck),
            phases=PHASES,
            report_multiple_bugs=False,
        ),
    )
    total = Weather.total
    figures.write("weather", **total)
    assert total["runs_with_promises"] > total["runs"] / 2
    assert total["edits_taken"] > total["edits"] / 2
    for kind in ("promises", "kills", "kills_with_promises", "merges", "doubled"):
        assert total[kind] > total["runs"] / 10, kind
