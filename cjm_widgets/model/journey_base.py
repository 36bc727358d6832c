"""What all verbs of a journey need: where it is, committing, reading what was handed out; has no verb."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.model.ops import Op
from cjm_widgets.model.records import TABLES, Record

if TYPE_CHECKING:
    from cjm_widgets.model.document import Document

R = TypeVar("R", bound=Record)


class JourneyBase:
    """A place in a document where records of one journey are changed, each change one step of undo."""

    __slots__ = ("document", "id")

    def __init__(self, document: Document, journey_id: str) -> None:
        self.document = document
        self.id = journey_id

    def _added(self, model: type[R], made: tuple[list[Op], str], label: str) -> R:
        ops, record_id = made
        self._commit(ops, label)
        return self.document.state.get(model, record_id)

    def _commit(self, ops: list[Op], label: str) -> None:
        if ops:
            self.document.commit(ops, label=label)

    def _current(self, record: object) -> Record:
        if not isinstance(record, Record) or record.table not in TABLES:
            raise BadInput(
                "This is not a record of a journey.", value=record, expected="a card, stage, lane …"
            )
        current = self.document.state.get(type(record), record.id)
        if getattr(current, "journey_id", self.id) != self.id:
            raise NotFound(f"This {record.prefix} belongs to another journey.", where=record.id)
        return current
