"""The three operations and the one reducer; pure: knows no document, no history, no files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from cjm_widgets.errors import OperationRefused, an, did_you_mean
from cjm_widgets.model.records import TABLES, Record
from cjm_widgets.model.state import State


@dataclass(frozen=True, slots=True)
class Put:
    """Put a whole record into its table, new or in place of the one with its id."""

    table: str
    record: Record


@dataclass(frozen=True, slots=True)
class Patch:
    """Set some fields of a record; `fields` holds plain JSON values."""

    table: str
    id: str
    fields: Mapping[str, Any]

    def __repr__(self) -> str:  # values can be private
        return f"Patch({self.table!r}, {self.id!r}, fields of {', '.join(self.fields)})"


@dataclass(frozen=True, slots=True)
class Remove:
    """Take a record out of its table."""

    table: str
    id: str


Op = Put | Patch | Remove


def op_id(op: Op) -> str:
    """Return the id of the record an operation is about."""
    return op.record.id if isinstance(op, Put) else op.id


def put(record: Record) -> Put:
    """Return the operation that puts `record` into its own table."""
    return Put(record.table, record)


def patch(record: Record, **fields: Any) -> Patch:
    """Return the operation that sets `fields` of `record`."""
    return Patch(record.table, record.id, fields)


def remove(record: Record) -> Remove:
    """Return the operation that removes `record`."""
    return Remove(record.table, record.id)


class Applied(NamedTuple):
    """What a batch led to.

    Attributes
    ----------
    state : State
        The state after the batch.
    ops : tuple of Op
        The batch as it was applied: patches hold the values as they were stored.
    inverse : tuple of Op
        The batch that leads back.
    """

    state: State
    ops: tuple[Op, ...]
    inverse: tuple[Op, ...]


def apply(state: State, ops: Sequence[Op]) -> Applied:
    """Apply a batch whole, or not at all.

    Parameters
    ----------
    state : State
        What the batch is applied to; it is not changed.
    ops : sequence of Op
        The operations, in order.

    Raises
    ------
    OperationRefused
        With code ``unknown_table``, ``unknown_field``, ``invalid_value``, ``gone``, ``missing_reference``
        or ``in_use``; nothing is applied.
    """
    changed: dict[str, dict[str, Record]] = {}
    applied: list[Op] = []
    inverse: list[Op] = []
    for op in ops:
        if op.table not in changed:
            changed[op.table] = dict(state.tables[_model(op.table).table])
        stored, back = _apply_one(changed[op.table], op)
        applied.append(stored)
        inverse.append(back)
    after = state.with_tables(changed)
    _check_references(after, applied)
    return Applied(after, tuple(applied), tuple(reversed(inverse)))


def _apply_one(table: dict[str, Record], op: Op) -> tuple[Op, Op]:
    """Change one table by one operation; return it as stored, and the operation that leads back."""
    if isinstance(op, Put):
        old = table.get(op.record.id)
        table[op.record.id] = op.record
        return op, Put(op.table, old) if old is not None else Remove(op.table, op.record.id)
    current = table.get(op.id)
    if current is None:
        raise OperationRefused(
            f"The {_model(op.table).prefix} {op.id} is not in this document any more.",
            code="gone",
            table=op.table,
            record_id=op.id,
            hint="It may have been removed meanwhile; undo brings it back.",
        )
    if isinstance(op, Remove):
        del table[op.id]
        return op, Put(op.table, current)
    changed = _patched(current, op)
    table[op.id] = changed
    return _fields_of(changed, op), _fields_of(current, op)


def _fields_of(record: Record, op: Patch) -> Patch:
    """Return the patch that sets the fields `op` names to what `record` holds."""
    return Patch(op.table, op.id, record.model_dump(mode="json", include=set(op.fields)))


def _patched(current: Record, op: Patch) -> Record:
    if "id" in op.fields:
        raise OperationRefused(
            "The id of a record cannot be changed.",
            code="invalid_value",
            table=op.table,
            record_id=op.id,
            field="id",
        )
    return read_record(op.table, {**current.model_dump(), **op.fields})


def read_record(table: str, data: Mapping[str, Any]) -> Record:
    """Return the valid record of `table` that plain `data` describe; defaults are filled in.

    Raises
    ------
    OperationRefused
        With the place and the reason of the first fault.
    """
    model = _model(table)
    try:
        return model.model_validate(dict(data))
    except ValidationError as error:
        raise _refusal(model, data, error) from None


def _refusal(model: type[Record], data: Mapping[str, Any], error: ValidationError) -> OperationRefused:
    faults = error.errors(include_url=False)
    inner = (one for one in faults if one["type"] == "extra_forbidden" and len(one["loc"]) > 1)
    fault = next(inner, faults[0])  # a name that is wrong tells more than the one that is missing for it
    path = [str(part) for part in fault["loc"]]
    field = path[0] if path else None
    record_id = data.get("id")
    known = record_id if isinstance(record_id, str) else None
    if fault["type"] == "extra_forbidden" and len(path) == 1:
        return OperationRefused(
            f'{an(model.prefix)} has no field "{field}".',
            code="unknown_field",
            table=model.table,
            record_id=known,
            field=field,
            expected="one of " + ", ".join(model.model_fields),
            hint=did_you_mean(str(field), model.model_fields),
        )
    return OperationRefused(
        f"The {'.'.join(path) or 'value'} of this {model.prefix} is not valid.",
        code="invalid_value",
        table=model.table,
        record_id=known,
        field=field,
        value=fault.get("input"),
        expected=_expected(model, fault),
        hint=_near_value(model, fault),
    )


_EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list",
    "int_type": "a whole number",
    "float_type": "a number",
    "bool_type": "True or False",
    "model_type": "a dict of its fields",
}
_SHOULD = re.compile(r"^(Input|String|Tuple) should (be|have) ")


def _expected(model: type[Record], fault: ErrorDetails) -> str:
    if fault["type"] == "extra_forbidden":
        return "one of " + ", ".join(_part_fields(model, fault))
    return _EXPECTED.get(fault["type"]) or _SHOULD.sub("", fault["msg"])


def _part_fields(model: type[Record], fault: ErrorDetails) -> list[str]:
    """Return the fields of the parts that the field in question is a list of."""
    (part,) = [
        kind for kind in get_args(model.model_fields[str(fault["loc"][0])].annotation) if kind is not ...
    ]
    return list(part.model_fields)


def _near_value(model: type[Record], fault: ErrorDetails) -> str | None:
    """Return the choice that a refused text, or a field of a part, looks like; where there are choices."""
    if fault["type"] == "extra_forbidden":
        return did_you_mean(str(fault["loc"][-1]), _part_fields(model, fault))
    if fault["type"] != "literal_error" or not isinstance(fault.get("input"), str):
        return None
    return did_you_mean(fault["input"], re.findall(r"'([^']*)'", fault["ctx"]["expected"]))


def _model(table: object) -> type[Record]:
    model = TABLES.get(table) if isinstance(table, str) else None
    if model is None:
        raise OperationRefused(
            f'There is no table "{table}".',
            code="unknown_table",
            table=str(table),
            expected="one of " + ", ".join(TABLES),
            hint=did_you_mean(str(table), TABLES),
        )
    return model


def _check_references(after: State, ops: Iterable[Op]) -> None:
    """Refuse a batch that leaves a reference without its record; looks only at what the batch touched."""
    removed: dict[str, set[str]] = {}
    for op in ops:
        record = after.tables[op.table].get(op_id(op))
        if record is None:
            removed.setdefault(op.table, set()).add(op_id(op))
        else:
            _check_record(after, record)
    for table, ids in removed.items():
        _check_unused(after, table, ids)


def references_of(record: Record) -> list[tuple[str, str, str]]:
    """Return ``(field, table, id)`` for everything `record` refers to."""
    found: list[tuple[str, str, str]] = []
    for field, table in record.references.items():
        value = getattr(record, field)
        ids = (value,) if isinstance(value, str) else value or ()
        found.extend((field, table, record_id) for record_id in ids)
    return found


def _check_record(after: State, record: Record) -> None:
    for field, table, target in references_of(record):
        if table == record.table and target == record.id:
            raise OperationRefused(
                f"This {record.prefix} cannot refer to itself.",
                code="invalid_value",
                table=table,
                record_id=target,
                field=field,
                value=target,
                expected=f"another {record.prefix}",
            )
        if target not in after.tables[table]:
            raise OperationRefused(
                f"The {TABLES[table].prefix} {target} that this {record.prefix} belongs to is not there.",
                code="missing_reference",
                table=record.table,
                record_id=record.id,
                field=field,
                value=target,
            )


def _check_unused(after: State, table: str, ids: set[str]) -> None:
    for referring in _referring(table):
        for record in after.tables[referring].values():
            for field, target_table, target in references_of(record):
                if target_table == table and target in ids:
                    raise OperationRefused(
                        f"The {TABLES[table].prefix} {target} still has a {record.prefix} "
                        "that belongs to it.",
                        code="in_use",
                        table=table,
                        record_id=target,
                        field=field,
                        hint="Remove or move what belongs to it in the same step.",
                    )


@cache
def _referring(table: str) -> tuple[str, ...]:
    """Return the tables whose records can refer to `table`."""
    return tuple(name for name, model in TABLES.items() if table in model.references.values())
