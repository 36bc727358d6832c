"""A process that edits a document without end and says which edits were shown as saved; made to be killed.

It imports the package once and then forks an editor for every line ``path seed`` it is given, so that fifty
editors cost fifty forks. An editor prints ``pid N`` first, ``edit N`` for each edit it makes and ``saved N``
once the status *saved* covers the edit; when it is gone, ``gone`` is printed.
"""

from __future__ import annotations

import os
import random
import sys
import threading

from cjm_widgets import storage
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import Op, Patch, Put, Remove
from cjm_widgets.model.order import first_keys
from cjm_widgets.model.records import Card, PersonaRecord
from cjm_widgets.model.signals import Change, SaveStatus
from cjm_widgets.storage import atomic
from cjm_widgets.storage.autosave import Pace

QUICK = Pace(quiet=0.002, longest=0.01, look=0.02)


def say(line: str) -> None:
    os.write(1, f"{line}\n".encode())  # one write, so that a kill never cuts a line


class SlowDisk:
    """The functions of ``os`` on a disk that takes its time, so that many kills fall into a write."""

    def __getattr__(self, name: str) -> object:
        return getattr(os, name)

    def write(self, descriptor: int, data: bytes) -> int:
        written = os.write(descriptor, bytes(data[:4_096]))
        os.fsync(descriptor)
        return written


def some_edit(document: Document, number: int, chance: random.Random) -> list[Op]:
    """Return a batch that leaves the trace of `number` in the file, and does something else besides."""
    ops: list[Op] = [Put("personas", PersonaRecord(id=f"persona_{number:06d}", name=str(number)))]
    cards = document.state.where(Card)
    card = chance.choice(cards)
    match chance.randrange(4):
        case 0:
            ops.append(Patch("cards", card.id, {"text": chance.choice("xyé👓") * chance.randrange(500)}))
        case 1:
            ops.append(Patch("cards", card.id, {"order": chance.choice(first_keys(5))}))
        case 2 if len(cards) > 1:
            ops.append(Remove("cards", card.id))
        case _:
            twin = card.model_copy(update={"id": f"card_{number:06d}"})
            ops.append(Put("cards", twin))
    return ops


def run(path: str, seed: int) -> None:
    """Edit until killed."""
    chance = random.Random(seed)
    atomic.os = SlowDisk()  # type: ignore[assignment]
    document = storage.open(path, pace=QUICK)
    made: list[str] = []
    saved = threading.Event()

    def on_status(status: SaveStatus) -> None:
        if status.state == "saved":
            while made:
                say(f"saved {made.pop(0)}")
            saved.set()

    def on_change(change: Change) -> None:
        made.append(str(change.batch_id))
        say(f"edit {change.batch_id}")

    document.on_status(on_status)
    document.subscribe(on_change)
    number = len(document.personas)
    while True:
        for _ in range(chance.randrange(1, 6)):
            number += 1
            saved.clear()
            document.commit(some_edit(document, number, chance), label="edit", batch_id=str(number))
            saved.wait(chance.random() * 0.01)
        saved.wait()


def main() -> None:
    for line in sys.stdin:
        path, seed = line.rsplit(maxsplit=1)
        pid = os.fork()
        if pid == 0:
            try:
                say(f"pid {os.getpid()}")
                run(path, int(seed))
            finally:
                os._exit(1)
        os.waitpid(pid, 0)
        say("gone")


if __name__ == "__main__":
    main()
