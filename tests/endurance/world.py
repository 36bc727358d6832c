"""Kernels on one file, pages on their boards, and bad weather between them; draws nothing at random."""

from __future__ import annotations

import errno
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cjm_widgets.errors import CjmError
from cjm_widgets.model.codec import dumps
from cjm_widgets.model.ops import Patch, Put, Remove, op_id
from cjm_widgets.model.records import Card, PersonaRecord
from cjm_widgets.model.signals import Change
from cjm_widgets.model.wire import encode_record
from cjm_widgets.storage import file as storage_file
from cjm_widgets.storage.atomic import stamp, write_atomic
from cjm_widgets.storage.reading import read
from cjm_widgets.widgets.scope import Scope
from cjm_widgets.widgets.session import Session
from tests.endurance.gestures import Pick, gesture, mark_of
from tests.endurance.stores import Stores
from tests.storage.kernels import Kernel
from tests.strategies import SMALL

Message = dict[str, Any]
SCOPE = Scope(journey_id="journey_0000")


@dataclass
class Host:
    """A kernel with a board, and the pages that show it."""

    kernel: Kernel
    session: Session = field(init=False)
    pages: list[Page] = field(default_factory=list)
    alive: bool = True
    done: set[str] = field(default_factory=set)
    """The requests that changed its document."""


@dataclass
class Page:
    """A page, what is on its way to and from it, and what it was seen to show last."""

    name: str
    host: Host
    up: list[Message] = field(default_factory=list)
    down: list[Message] = field(default_factory=list)
    seen: dict[str, Any] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)
    """The marks of all gestures this page took in and that were not refused by the kernel."""


class World:
    """All of it, with what was promised: marks that a page showed while it said that all is saved."""

    def __init__(self, stores: Stores, path: Path) -> None:
        self.stores, self.path = stores, path
        self.hosts: list[Host] = []
        self.pages: list[Page] = []
        self.promised: set[str] = set()
        self.withdrawn: set[str] = set()
        """Marks that somebody took back; nothing else may take one away."""
        self.faults: list[str] = []
        self.counts: Counter[str] = Counter()
        self.mark_of_batch: dict[str, str] = {}
        self.full = False
        self._count = self._opened = 0
        self._on_disk: tuple[Any, set[str]] = (None, set())
        path.write_text(dumps(SMALL), "utf-8")

    # -- the disk -------------------------------------------------------------------------------------

    def write_atomic(self, path: Path, data: bytes, *rest: Any) -> Any:
        """Write, unless the disk is full; stands in for the function of the storage."""
        if self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write_atomic(path, data, *rest)

    def marks_on_disk(self) -> set[str]:
        """Return the marks the file holds at this moment."""
        now = stamp(self.path)
        if now != self._on_disk[0]:
            content = read(self.path)
            assert content is not None
            self._on_disk = (now, set(content.state.tables["personas"]))
        return self._on_disk[1]

    # -- kernels --------------------------------------------------------------------------------------

    def start_kernel(self) -> Host:
        """Open the file in one more kernel, and show its board."""
        host = Host(Kernel(self.path))
        host.kernel.document.subscribe(lambda change: self._note(host, change))
        host.session = Session(host.kernel.document, SCOPE, lambda m: _broadcast(host, m), lambda: ("en", {}))
        self.hosts.append(host)
        return host

    def kill_kernel(self, host: Host) -> None:
        """End a kernel without a word; its pages keep on their screens what was not saved."""
        self.counts["kills"] += 1
        self.counts["kills_with_promises"] += bool(self.promised)
        host.alive = False
        host.session.close()
        self.hosts.remove(host)
        for page in host.pages:
            page.up.clear()
            page.down.clear()
            self.order(page, "cut")
            self.order(page, "lost")
            assert page.seen["link"] == "gone"
            copy = json.dumps(self.stores.ask(page.name, "copy")["result"])
            lost = {mark for mark in page.made - self.withdrawn if mark not in copy}
            assert not lost, f"neither saved nor on the screen: {lost}"

    def _note(self, host: Host, change: Change) -> None:
        """Take down what was taken back; a request that counts twice and a mark that goes else are faults.

        A merge may only take away what was taken back in the other kernel before.
        """
        gone = {op_id(op) for op in change.ops if isinstance(op, Remove) and op.table == "personas"}
        self.counts["merges"] += change.label == "merge_file"
        if change.label.startswith(("undo_", "redo_")):
            self.withdrawn |= gone
            self.promised -= gone
        elif gone - self.withdrawn:
            self.faults.append(f"{change.label} takes away {sorted(gone - self.withdrawn)}")
        if change.batch_id is not None and change.batch_id in host.done:
            self.faults.append(f"{change.label} was carried out twice: {change.batch_id}")
        host.done.add(change.batch_id or "")

    def python_edit(self, host: Host) -> None:
        """Edit in a cell."""
        self._count += 1
        ops: list[Any] = [Put("personas", PersonaRecord(id=mark_of(self._count), name="Python"))]
        cards = host.kernel.document.state.where(Card)
        if cards:
            ops.append(Patch("cards", cards[0].id, {"text": f"Python {self._count}"}))
        host.kernel.document.commit(ops, label="edit_card")

    def python_undo(self, host: Host) -> None:
        """Undo in a cell; what cannot be undone any more is refused in words."""
        try:
            host.kernel.document.undo()
        except CjmError as error:
            assert error.code in ("gone", "in_use", "missing_reference")

    # -- pages ----------------------------------------------------------------------------------------

    def open_page(self, host: Host) -> Page:
        """Open a board in one more page."""
        self._opened += 1
        page = Page(f"page{self._opened}", host)
        host.pages.append(page)
        self.pages.append(page)
        self.order(page, "open")
        return page

    def close_page(self, page: Page) -> None:
        """Close or reload: what was not sent is gone with it, as every browser warns."""
        self.stores.ask(page.name, "close")
        page.host.pages.remove(page)
        self.pages.remove(page)

    def order(self, page: Page, do: str, **rest: Any) -> Any:
        """Have a page do something; what it sends is on its way."""
        answer = self.stores.ask(page.name, do, **rest)
        page.seen = answer["seen"]
        for message in answer["sent"]:
            page.up.append(message)
            if message["type"] == "edit":
                self.mark_of_batch[message["id"]] = message["ops"][0]["record"]["id"]
        return answer["result"]

    def edit(self, page: Page, pick: Pick) -> None:
        """Make a gesture on a page."""
        self._count += 1
        ops = gesture(self.order(page, "look"), pick, self._count)
        taken = self.order(page, "edit", label="edit_card", ops=ops)
        self.counts["edits"] += 1
        self.counts["edits_taken"] += bool(taken)
        if taken or (page.seen["ready"] and page.seen["link"] == "gone"):
            page.made.add(mark_of(self._count))

    def deliver_up(self, page: Page, at: int = 0, *, again: bool = False) -> None:
        """Let the kernel read a message of a page; with `again`, it stays on its way too."""
        if page.up and page.host.alive:
            at = min(at, len(page.up) - 1)
            self.counts["doubled"] += again
            page.host.session.receive(page.up[at] if again else page.up.pop(at))

    def deliver_down(self, page: Page, at: int = 0, *, again: bool = False) -> None:
        """Let a page read a message of the kernel."""
        if not page.down:
            return
        at = min(at, len(page.down) - 1)
        message = page.down[at] if again else page.down.pop(at)
        self.order(page, "receive", message=message)
        if message["type"] == "refusal" and message["to"] == page.name:
            page.made.discard(self.mark_of_batch.get(message["id"], ""))

    def reconnect(self, page: Page) -> None:
        """Lose all that is on its way, and tell the page so."""
        page.up.clear()
        page.down.clear()
        self.order(page, "lost")

    # -- what must hold -------------------------------------------------------------------------------

    def check(self) -> None:
        """Everything that any page shows as saved is in the file now, and stays there."""
        assert not self.faults, self.faults
        for page in self.pages:
            if page.seen["saved"]:
                promised = set(page.seen["marks"]) - self.withdrawn - self.promised
                self.counts["promises"] += len(promised)
                self.promised |= promised
        lost = self.promised - self.marks_on_disk()
        assert not lost, f"shown as saved and not in the file: {sorted(lost)}"

    def calm(self) -> None:
        """Let the weather clear up and everything arrive; then all replicas are equal."""
        self.full = False
        self._settle()
        for host in self.hosts:  # a page cannot know of a message that was lost until one more comes
            self.python_edit(host)
        self._settle()
        for host in self.hosts:
            state = host.kernel.document.state
            assert state == read_state(self.path)
            shown = _shown(state.records())
            for page in host.pages:
                assert (page.seen["waiting"], page.seen["link"]) == (0, "live"), page.seen
                assert page.seen["rev"] == host.kernel.document.revision
                assert _sorted(self.order(page, "look")) == shown
                assert page.seen["saved"] or page.seen["save"] == "conflict"

    def _settle(self) -> None:
        for _ in range(6):
            for host in self.hosts:
                assert host.kernel.saver.flush()
            for host in self.hosts:
                for page in host.pages:
                    self.deliver_all(page)
                    self.order(page, "tick", ms=20_000)
                    self.deliver_all(page)

    def lull(self, host: Host) -> None:
        """Let everything at one kernel arrive, be saved as far as the disk can, and be told."""
        for page in host.pages:
            self.deliver_all(page)
        assert host.kernel.saver.flush() or self.full
        for page in host.pages:
            self.deliver_all(page)

    def deliver_all(self, page: Page) -> None:
        """Let everything on its way arrive, in order."""
        for _ in range(10_000):
            if not page.up and not page.down:
                return
            self.deliver_up(page)
            self.deliver_down(page)
            self.check()
        raise AssertionError("page and kernel never stop talking")


def _broadcast(host: Host, message: Message) -> None:
    sent = json.dumps(message, allow_nan=False)
    for page in host.pages:
        page.down.append(json.loads(sent))


def read_state(path: Path) -> Any:
    """Return the content of a file."""
    content = read(path)
    assert content is not None
    return content.state


def _shown(records: Any) -> dict[str, dict[str, Any]]:
    tables: dict[str, dict[str, Any]] = {}
    for record in records:
        if SCOPE.holds(record):
            tables.setdefault(record.table, {})[record.id] = encode_record(record)
    return tables


def _sorted(tables: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {name: records for name, records in tables.items() if records}


def full_disk(world: World) -> Callable[[], None]:
    """Let the storage write through `world`; returns the way back."""
    before = storage_file.write_atomic
    storage_file.write_atomic = world.write_atomic  # type: ignore[assignment]

    def back() -> None:
        storage_file.write_atomic = before  # type: ignore[assignment]

    return back
