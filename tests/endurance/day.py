"""A day of edits on one document, played fast: page, session, document, file; measures what it costs."""

from __future__ import annotations

import gc
import json
import random
import time
from pathlib import Path
from typing import Any

from cjm_widgets import storage
from cjm_widgets.model.codec import dumps
from cjm_widgets.widgets.scope import Scope
from cjm_widgets.widgets.session import Session
from tests.bench.maps import journey_of
from tests.storage.kernels import IDLE

CARDS = 60
SAVE_EVERY = 50
BATCH = 100


class Day:
    """A document in a file with its board, and a hand that never rests; what is on the map stays as much."""

    def __init__(self, path: Path) -> None:
        path.write_text(dumps(journey_of(CARDS).document.state), "utf-8")
        self.document = storage.open(path, pace=IDLE)
        journey = self.document.journeys[0]
        self.cards = [card.id for card in journey.cards]
        self.points = [point.id for point in journey.emotions]
        self.stages = [stage.id for stage in journey.stages]
        self.place = {
            "journey_id": journey.id,
            "lane_id": journey.cards[0].lane_id,
            "stage_id": self.stages[0],
        }
        self.bytes = self.count = 0
        self.chance = random.Random(7)
        self.session = Session(self.document, Scope(journey_id=journey.id), self._hear, lambda: ("en", {}))

    def _hear(self, message: dict[str, Any]) -> None:
        assert message["type"] in ("change", "status"), message
        self.bytes += len(json.dumps(message, allow_nan=False))

    def play(self, operations: int) -> list[float]:
        """Make so many gestures, saving now and then; returns the processor time of each in ms.

        The time of a save is that of the gesture before it.
        """
        took = []
        for _ in range(operations):
            begin = time.process_time()
            self._gesture()
            self.count += 1
            if self.count % SAVE_EVERY == 0:
                assert storage.flush(self.document)
            took.append((time.process_time() - begin) * 1_000)
        return took

    def _gesture(self) -> None:
        """Make the next gesture of ten that leave as much on the map as there was."""
        head = {"client": "page", "id": f"batch_{self.count}"}
        turn = self.count % 10
        if turn in (4, 5):
            self.session.receive({"type": ("undo", "redo")[turn - 4], **head})
            return
        card = self.cards[self.chance.randrange(CARDS)]
        extra = "card_extra"
        ops: list[dict[str, Any]]
        match turn:
            case 0 | 1 | 2:
                ops = [_patch("cards", card, text=f"Asks what the cover pays for, {self.count:06d}")]
            case 3 | 6:
                ops = [_patch("cards", card, stage_id=self.chance.choice(self.stages))]
            case 7:
                point = self.chance.choice(self.points)
                ops = [_patch("emotions", point, value=self.chance.randrange(9) / 2 - 2)]
            case 8:
                ops = [{"op": "put", "table": "cards", "record": {"id": extra, "text": "x", **self.place}}]
            case _:
                ops = [{"op": "remove", "table": "cards", "id": extra}]
        self.session.receive({"type": "edit", "base_rev": 0, "label": "edit_card", "ops": ops, **head})

    def close(self) -> None:
        """Save and let go."""
        self.session.close()
        storage.close(self.document)


def _patch(table: str, record_id: str, **fields: Any) -> dict[str, Any]:
    return {"op": "patch", "table": table, "id": record_id, "fields": fields}


def memory() -> dict[str, int]:
    """Return what this process holds: bytes in memory, and objects the collector knows."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return {"bytes": pages * 4096, "objects": len(gc.get_objects())}
