"""Reads what is wished of a record: its fields, its name, where it may go; makes no batch."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cjm_widgets.errors import BadInput, OperationRefused, an, did_you_mean
from cjm_widgets.model.ops import read_record
from cjm_widgets.model.records import Record

_SAID = {"channel_id": "channel", "step_id": "step"}
"""What people name instead of a field."""


def record_of(model: type[Record], **data: Any) -> Record:
    """Return a new record; what is wrong with its fields is said."""
    return read_record(model.table, data)


def check_new(model: type[Record], name: str, value: Any, fields: Mapping[str, Any], taken: str) -> None:
    """Refuse what no new record can be named, and fields it has not, also where the record is there already.

    `taken` names the fields that follow from the call itself.
    """
    known = [_SAID.get(field, field) for field in model.model_fields if field not in taken.split()]
    wrong = next((field for field in fields if _SAID.get(field, field) not in known), None)
    if wrong is not None:
        raise OperationRefused(
            f'{an(model.prefix)} has no field "{wrong}" to be set here.', code="unknown_field",
            table=model.table, field=wrong, expected="one of " + ", ".join(known),
            hint=did_you_mean(wrong, known),
        )  # fmt: skip
    if not isinstance(value, str):
        raise OperationRefused(
            f"The {name} of {an(model.prefix).lower()} is text.", code="invalid_value", table=model.table,
            field=name, value=value, expected="a text",
        )  # fmt: skip


def check_target(record: Record, **wanted: object) -> None:
    """Refuse a move to a place that such a record has not, such as a lane to a stage."""
    places = {"card": ("lane", "stage"), "stage": ("phase",), "step": ("stage",)}.get(record.prefix, ())
    for name, value in wanted.items():
        if value is not None and name not in places:
            raise BadInput(
                f"{an(record.prefix)} is not moved to a {name}.", where=name,
                expected=" or ".join((*places, "index")),
            )  # fmt: skip
