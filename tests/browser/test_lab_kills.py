"""Kernels and pages of a real JupyterLab killed at work: what was shown as saved is there, the rest seen."""

from __future__ import annotations

import faulthandler
import os
import random
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from typing import ClassVar

import pytest
from playwright.sync_api import Browser, expect

import cjm_widgets as cjm
from tests.browser.harness.chromium import launch_beside
from tests.browser.harness.lab import KERNEL_LOST
from tests.browser.harness.server import QUIET, LabServer
from tests.browser.kills.hand import BOARDS, GONE, Hand, Marks, marks_in
from tests.endurance import figures

KILLS = figures.size(6, 48)
LATE = 3600
"""Seconds after which the whole run is ended: a call to a browser that was killed might not come back."""
SEED = 41
LONGEST = 2.5
"""Seconds of work within which a kill falls."""
KINDS = ("kernel", "kernel", "crash", "close", "kernel", "kernel", "close", "crash")
SET_UP = """import pathlib
import cjm_widgets as cjm
doc = cjm.open("story.cjm.json")
if not doc.journeys:
    journey = doc.add_journey("Story")
    lane = journey.add_lane("actions")
    for name in "AB":
        stage = journey.add_stage(f"{name}90 n0000.")
        for n in range(3):
            journey.add_card(lane=lane, stage=stage, text=f"{name}{n:02d} n0000.")
    doc.add_persona("Julie", role="A91 n0000.", quote="B91 n0000.")
journey = doc.journeys[0]
spoken = pathlib.Path("spoken").read_text()"""
CELLS = [SET_UP, "cjm.JourneyMap(journey, locale=spoken)", "cjm.PersonaCard(doc.personas[0], locale=spoken)"]
SAID = {
    "en": ("Kernel gone: locked", "Nothing you see is lost. Copy your work", "Copy my work"),
    "fr": (
        "Noyau arrêté : verrouillé",
        "Rien de ce que vous voyez n’est perdu. Copiez",
        "Copier mon travail",
    ),
}


class Server(LabServer):
    """A JupyterLab that saves no notebook of its own accord and never tires of starting kernels."""

    settings: ClassVar = {**QUIET, "@jupyterlab/docmanager-extension:plugin": {"autosave": False}}
    options: ClassVar = {"KernelRestarter.restart_limit": "1000000"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabServer]:
    found = Server(tmp_path_factory.mktemp("kills"))
    found.start()
    yield found
    found.stop()


class Story:
    """One file, one kernel after the other, and two people who work on it while either is killed."""

    def __init__(self, hands: list[Hand], browsers: list[Browser], chance: random.Random) -> None:
        self.hands, self.chance = hands, chance
        self.processes = [browser.new_browser_cdp_session() for browser in browsers]
        self.root = hands[0].lab.root
        self.path = hands[0].lab.write_notebook(CELLS)
        self.file = self.root / "story.cjm.json"
        self.kills = {"kernel": 0, "crash": 0, "close": 0}
        self.promises = self.unsaved = 0
        self.spoken = "en"

    # -- beginning ------------------------------------------------------------------------------------

    def speak(self, locale: str) -> None:
        """Have the next boards speak a language."""
        self.spoken = locale
        (self.root / "spoken").write_text(locale, "utf-8")

    def show(self) -> None:
        """Run the notebook on the first page, and let the other page find it on the disk."""
        first, *others = self.hands
        first.page.run_all()
        first.wait_saved()
        first.page.save()
        for hand in others:
            if hand.lab.pages:
                hand.page.reload()
            else:
                hand.open(self.path)
        for hand in self.hands:
            hand.wait_drawn()
            hand.removed = set()
            self.adopt(hand)

    def adopt(self, hand: Hand) -> None:
        """Take what a page that was drawn anew shows for what must not be lost from now on."""
        boards, _draft = hand.look()
        hand.shown = hand.own(boards)
        hand.removed -= hand.shown.keys()
        hand.promised = {}

    # -- a kill ---------------------------------------------------------------------------------------

    def round(self, kind: str, working: list[Hand]) -> None:
        """Let people work until somebody's kernel or page is killed in it; then look at what is left."""
        self.kills[kind] += 1
        hand = working[self.chance.randrange(len(working))]
        if kind == "kernel":
            self.kill_kernel(working)
            self.speak("fr" if self.kills[kind] % 2 else "en")
            self.show()
        else:
            (self.crash if kind == "crash" else self.close)(hand, working)
        self.check_file("after all was drawn anew")

    def work_until(self, strike: Callable[[], None], working: list[Hand]) -> None:
        """Work, while a thread strikes at a moment of its own."""
        struck = threading.Event()

        def act() -> None:
            try:
                strike()
            finally:
                struck.set()

        timer = threading.Timer(self.chance.random() * LONGEST, act)
        timer.start()
        scripted, step = self.chance.random() < 0.5, 0
        while not struck.is_set():
            self.chance.choice(working).gesture(step if scripted else None)
            step += 1
        timer.join()

    def kill_kernel(self, working: list[Hand]) -> None:
        pid = self.hands[0].page.kernel_pid()
        for hand in self.hands:
            hand.page.allow(*KERNEL_LOST)
            hand.page.page.evaluate("() => window.__lab.watchDeath()")
        self.work_until(lambda: os.kill(pid, signal.SIGKILL), working)
        for hand in working:  # nobody has been told yet: they go on
            if not hand.in_trouble():
                hand.gesture(0)
        for hand in self.hands:
            hand.page.page.wait_for_function("() => window.__kills.gone()")
            hand.page.page.wait_for_function("() => window.__lab.reborn()")
            hand.page.wait_ready()
            hand.page.wait_answer()
            hand.dismiss()
        on_disk = self.check_file("when the kernel was killed")
        for hand in self.hands:
            self.check_screen(hand, on_disk)

    def crash(self, hand: Hand, working: list[Hand]) -> None:
        """Kill the process that draws the page."""
        cdp = self.processes[self.hands.index(hand)]
        found = cdp.send("SystemInfo.getProcessInfo")["processInfo"]
        pids = [process["id"] for process in found if process["type"] == "renderer"]
        crashed = threading.Event()
        hand.page.page.on("crash", lambda _page: crashed.set())

        def strike() -> None:
            for pid in pids:
                with suppress(ProcessLookupError):  # Chromium ends those that draw nothing
                    os.kill(pid, signal.SIGKILL)

        try:
            self.work_until(strike, working)
            if not crashed.is_set():
                hand.page.page.wait_for_event("crash")
        except Exception as error:  # noqa: BLE001 - any call may be the one that the crash cuts off
            assert "crash" in str(error).lower(), error
        self.reopen(hand)

    def close(self, hand: Hand, working: list[Hand]) -> None:
        """Close the page with the last edit still in the fingers."""
        for step in range(self.chance.randrange(1, 5)):
            self.chance.choice(working).gesture(step)
        hand.gesture(end=False)
        self.reopen(hand)

    def reopen(self, hand: Hand) -> None:
        hand.leave()
        hand.open(self.path)
        hand.wait_drawn()
        on_board: Marks = {}
        for board in hand.look()[0]:
            on_board.update(board)
        self.check(on_board, "on the board of the new page")
        self.adopt(hand)

    # -- what must hold -------------------------------------------------------------------------------

    def check_file(self, when: str) -> Marks:
        """Everything that any page showed as saved is in the file, which opens."""
        assert cjm.load(self.file).journeys
        on_disk = marks_in(self.file.read_text("utf-8"))
        self.check(on_disk, f"in the file {when}")
        return on_disk

    def check(self, there: Marks, where: str) -> None:
        removed = set().union(*(hand.removed for hand in self.hands))
        for hand in self.hands:
            self.promises += len(hand.promised)
            back = {place for place, n in hand.promised.items() if n == GONE and place in there}
            lost = {
                place: n
                for place, n in hand.promised.items()
                if n > there.get(place, GONE) and place not in removed
            }
            assert not lost and not back, f"shown as saved and not {where}: {lost}, not gone: {back}"

    def check_screen(self, hand: Hand, on_disk: Marks) -> None:
        """What was not saved stands on the screen, can be copied, and the board says so."""
        page = hand.page.page
        status, told, button = SAID[self.spoken]
        expect(page.locator(".cjm-root .cjm-status")).to_have_text([status] * BOARDS)
        expect(page.locator(".cjm-root .cjm-banner--error:has(.cjm-button--strong)")).to_contain_text(
            [told] * BOARDS
        )
        expect(page.get_by_role("button", name=button)).to_have_count(BOARDS)
        hand._note()
        boards, _draft = hand.look()
        copies = [marks_in(copy) for copy in hand.copies()]
        for board, copy in zip(boards, copies, strict=True):
            missing = {place: n for place, n in board.items() if copy.get(place, -1) < n}
            assert not missing, f"on the screen and not in the copy: {missing}"
        self.unsaved += any(on_disk.get(place, -1) < n for place, n in hand.own(boards).items())


@pytest.fixture
def story(browser: Browser, server: LabServer, request: pytest.FixtureRequest) -> Iterator[Story]:
    chance = random.Random(SEED)
    root = server.folder(request.node.name)
    faulthandler.dump_traceback_later(LATE, exit=True)
    with ExitStack() as stack:
        stack.callback(faulthandler.cancel_dump_traceback_later)
        browsers = [stack.enter_context(launch_beside(browser)) for _ in "AB"]
        hands = [
            Hand(name, beside, server, root, chance) for name, beside in zip("AB", browsers, strict=True)
        ]
        found = Story(hands, browsers, chance)
        found.speak("en")
        hands[0].open(found.path)
        found.show()
        yield found
        for hand in hands:
            hand.lab.finish()
            assert not hand.errors


def test_killed_at_any_moment(story: Story) -> None:
    for turn in range(KILLS):
        story.round(KINDS[turn % len(KINDS)], story.hands[: 1 + turn % 2])
    figures.write(
        "kills_in_a_browser",
        **{f"{kind}_kills": times for kind, times in story.kills.items()},
        gestures=sum(hand.gestures for hand in story.hands),
        marks_shown_as_saved=story.promises,
        lost=0,
        pages_that_kept_unsaved_work_on_the_screen=story.unsaved,
    )
    assert story.promises > KILLS
    assert story.unsaved > 0, "no kill hit unsaved work: the test proves nothing"
