"""Which segment rules may be stored: what can be read, and what was there already; knows no data."""

from __future__ import annotations

from collections.abc import Sequence

from cjm_widgets.errors import BadInput, OperationRefused
from cjm_widgets.model.ops import Op, Patch, Put
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.model.rules.parser import parse
from cjm_widgets.model.state import State


def check_rules(state: State, ops: Sequence[Op]) -> None:
    """Refuse a batch that gives a persona a segment rule that cannot be read.

    A text that some persona holds already, from before there were rules, may stay, move and be copied.

    Raises
    ------
    OperationRefused
        Code ``"bad_rule"``.
    """
    for op in ops:
        if isinstance(op, Put) and isinstance(op.record, PersonaRecord):
            text: object = op.record.segment
        elif isinstance(op, Patch) and op.table == PersonaRecord.table:
            text = op.fields.get("segment")
        else:
            continue
        if not isinstance(text, str) or not text.strip():
            continue
        if all(one.segment != text for one in state.where(PersonaRecord)):
            _check(text)


def _check(text: str) -> None:
    try:
        parse(text)
    except BadInput as error:
        raise OperationRefused(error.message, code=error.code, value=error.value, hint=error.hint) from error
