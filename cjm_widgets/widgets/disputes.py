"""Fields that two people changed at once, as a page asks for them: both values in words; changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from cjm_widgets.errors import CjmError
from cjm_widgets.model.conflicts import open_conflicts
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import read_record
from cjm_widgets.model.record_words import field_name, record_line, value_words
from cjm_widgets.model.records import Card, Conflict, JourneyRecord, Record
from cjm_widgets.model.state import State
from cjm_widgets.widgets.refusals import not_protocol
from cjm_widgets.widgets.scope import Scope

Message = dict[str, Any]
ASKS = ("conflicts",)


def ready(
    document: Document, scope: Scope, locale: str, content: Mapping[str, Any], client: str
) -> Callable[[], Message]:
    """Return what tells a page of the fields in conflict whose record is no card: a card says its own.

    Raises
    ------
    OperationRefused
        A board that is no map.
    """
    if scope.journey_id is None or scope.labels:
        raise not_protocol("Conflicts are chosen on a map.", content["type"])
    state, journey_id = document.state, scope.journey_id
    head = {"type": content["type"], "to": client, "id": content["id"]}
    return lambda: {**head, "conflicts": list(_told(state, journey_id, locale))}


def _told(state: State, journey_id: str, locale: str) -> Iterator[Message]:
    for conflict in open_conflicts(state):
        record = state.tables[conflict.of_table][conflict.of_id]
        if isinstance(record, Card) or _of_another(record, journey_id):
            continue
        theirs = _other(record, conflict)
        yield {
            "id": conflict.id,
            "name": record_line(state, record, locale),
            "field": field_name(conflict.of_table, conflict.field, locale),
            "ours": value_words(state, record, conflict.field, locale),
            "theirs": None if theirs is None else value_words(state, theirs, conflict.field, locale),
        }


def _of_another(record: Record, journey_id: str) -> bool:
    own = record.id if isinstance(record, JourneyRecord) else getattr(record, "journey_id", None)
    return own not in (None, journey_id)


def _other(record: Record, conflict: Conflict) -> Record | None:
    """Return the record with the other value; None where that can no longer be read."""
    try:
        value = json.loads(conflict.other)
        return read_record(record.table, {**record.model_dump(mode="json"), conflict.field: value})
    except (ValueError, CjmError):
        return None
