"""What a page that matches labels asks for and gets: some labels, their sums, proposals; knows no page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import OperationRefused
from cjm_widgets.model.assignments import assignment_id

if TYPE_CHECKING:
    from cjm_widgets.metrics.roster import Listed, Sum

Message = dict[str, Any]
CHANGED: Message = {"type": "labels_changed"}
"""Tells every page that what it shows may not hold any more: it asks again for what it wants to see."""
MOST = 1000
"""Labels that a page can have at once."""
LONG = 200
"""Characters of the words looked for."""
MAX_ASK = 2**31


def answer(binding: Any, content: Mapping[str, Any], client: str) -> Message:
    """Return the labels a page asks for.

    Parameters
    ----------
    binding : Binding or None
        That of the board's journey; without one there are no labels.
    content : mapping
        The message: ``ask`` (its number, given back), ``words``, ``show`` (``"all"``, ``"unassigned"``,
        ``"by_hand"``) and ``most``, how many from 1 to 1,000.
    client : str
        The page.

    Raises
    ------
    OperationRefused
        Another message; nothing is looked up.
    """
    from cjm_widgets.metrics.roster import NOTHING, SHOWS

    ask, words, show, most = (content.get(name) for name in ("ask", "words", "show", "most"))
    if not _whole(ask, 0, MAX_ASK) or not isinstance(words, str) or len(words) > LONG:
        raise _malformed(words)
    if show not in SHOWS or not _whole(most, 1, MOST):
        raise _malformed(show)
    sent: Message = {"type": "labels", "to": client, "ask": ask, "bound": binding is not None}
    if binding is None:
        return {**sent, "rows": [], "found": 0, "sums": [], "total": _sum(NOTHING), "proposals": []}
    with binding.journey.document.hold():
        listed = binding.roster
        rows, found = listed.find(words, show, most)
        proposed = binding.proposals()
    journey_id = binding.journey.id
    return {
        **sent,
        "rows": [_row(row, journey_id) for row in rows],
        "found": found,
        "sums": [_sum(part) for part in listed.sums],
        "total": _sum(listed.total),
        "proposals": [
            {
                "id": assignment_id(journey_id, each.label),
                "label": each.label,
                "stage_id": each.stage_id,
                "likeness": float(each.likeness),
                "because": each.because,
                "rows": int(each.rows),
                "share": float(each.share),
            }
            for each in proposed.itertuples()
        ],
    }


def _row(row: Listed, journey_id: str) -> Message:
    return {"id": assignment_id(journey_id, row.label), **row._asdict()}


def _sum(part: Sum) -> Message:
    return {
        "source": part.source,
        "labels": part.labels,
        "rows": part.rows,
        "unassigned_labels": part.unassigned_labels,
        "unassigned_rows": part.unassigned_rows,
    }


def _whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _malformed(value: object) -> OperationRefused:
    return OperationRefused(
        "This does not ask for labels.",
        code="invalid_message",
        value=value,
        expected="ask, words, show, most",
    )  # fmt: skip
