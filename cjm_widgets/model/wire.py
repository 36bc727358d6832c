"""Operations and records as plain JSON values and back: the one codec for messages, files and vectors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from cjm_widgets.errors import OperationRefused, did_you_mean
from cjm_widgets.model.ops import Op, Patch, Put, Remove, apply, read_record
from cjm_widgets.model.records import TABLES, Card, Record
from cjm_widgets.model.state import State

_KEYS = {
    "put": {"op", "table", "record"},
    "patch": {"op", "table", "id", "fields"},
    "remove": {"op", "table", "id"},
}
MAX_OPS = 20_000


def encode_record(record: Record, *, defaults: bool = True) -> dict[str, Any]:
    """Return `record` as JSON values, with or without the fields that hold their default."""
    return record.model_dump(mode="json", exclude_defaults=not defaults)


def encode_op(op: Op) -> dict[str, Any]:
    """Return one operation as JSON values."""
    if isinstance(op, Put):
        return {"op": "put", "table": op.table, "record": encode_record(op.record)}
    if isinstance(op, Patch):
        return {"op": "patch", "table": op.table, "id": op.id, "fields": dict(op.fields)}
    return {"op": "remove", "table": op.table, "id": op.id}


def decode_ops(data: Any) -> tuple[Op, ...]:
    """Read a list of operations that came from outside.

    Raises
    ------
    OperationRefused
        With code ``invalid_message`` when the shape is not that of an operation, or the codes of
        :func:`cjm_widgets.model.ops.apply` when a value is refused.
    """
    if not isinstance(data, Sequence) or isinstance(data, (str, bytes)) or len(data) > MAX_OPS:
        raise _malformed("The operations are not a list.", data)
    return tuple(_decode_op(item) for item in data)


def _decode_op(item: Any) -> Op:
    kind = item.get("op") if isinstance(item, Mapping) else None
    if not isinstance(kind, str) or kind not in _KEYS:
        raise _malformed("This is not an operation.", kind if isinstance(item, Mapping) else item)
    if set(item) != _KEYS[kind]:
        raise _malformed(f"A {kind} needs exactly {', '.join(sorted(_KEYS[kind]))}.", sorted(map(str, item)))
    table = item["table"]
    if not isinstance(table, str) or table not in TABLES:
        raise OperationRefused(
            f'There is no table "{table}".', code="unknown_table", table=str(table)[:80],
            hint=did_you_mean(str(table), TABLES),
        )  # fmt: skip
    if kind == "put":
        if not isinstance(item["record"], Mapping):
            raise _malformed("The record of a put is not an object.", item["record"])
        return Put(table, read_record(table, item["record"]))
    if not isinstance(item["id"], str):
        raise _malformed("The id of an operation is not text.", item["id"])
    if kind == "remove":
        return Remove(table, item["id"])
    if not isinstance(item["fields"], Mapping) or not all(isinstance(key, str) for key in item["fields"]):
        raise _malformed("The fields of a patch are not an object.", item["fields"])
    return Patch(table, item["id"], dict(item["fields"]))


def _malformed(message: str, value: object) -> OperationRefused:
    return OperationRefused(message, code="invalid_message", value=value, expected="put, patch or remove")


def encode_state(state: State, *, defaults: bool = True) -> dict[str, dict[str, Any]]:
    """Return all tables as JSON values, sorted by table and id."""
    return {
        name: {rid: encode_record(table[rid], defaults=defaults) for rid in sorted(table)}
        for name, table in sorted(state.tables.items())
    }


def decode_state(tables: Mapping[str, Mapping[str, Any]]) -> State:
    """Read all tables; every record and reference is checked.

    Raises
    ------
    OperationRefused
        Naming the first record that does not fit.
    """
    puts: list[Op] = []
    for name, records in tables.items():
        for record_id, data in records.items():
            if data.get("id", record_id) != record_id:
                raise OperationRefused(
                    "The id in the record is not the one it stands under.",
                    code="invalid_value", table=name, record_id=record_id, field="id", value=data["id"],
                )  # fmt: skip
            puts.append(Put(name, _let_go(read_record(name, {**data, "id": record_id}))))
    return apply(State(), puts).state


def _let_go(record: Record) -> Record:
    """Return the record without links to itself: a file of before could hold them, an operation may not."""
    if not isinstance(record, Card) or record.id not in record.links:
        return record
    return record.model_copy(update={"links": tuple(card for card in record.links if card != record.id)})
