"""A journey beside another state of it: one content, and what became of each record; knows no format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from cjm_widgets.errors import BadInput
from cjm_widgets.locale import text
from cjm_widgets.model.difference import SIGNS, ChangeKind, Difference
from cjm_widgets.model.difference_words import summary
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.records import Card, Channel, JourneyRecord, Lane, Phase, Record, Stage, Step
from cjm_widgets.model.state import State
from cjm_widgets.model.versions import Version
from cjm_widgets.render import alt
from cjm_widgets.render.shapes import Sheet
from cjm_widgets.render.source import Source
from cjm_widgets.render.svg import map_sheet
from cjm_widgets.render.views import project

_DRAWN_AFTER_ALL = (Channel, Phase, Stage, Step, Lane, Card)
"""What is drawn though it was removed; a curve with points that are gone would say something else."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Two states of a journey in one.

    Attributes
    ----------
    state : State
        The content of now, with what was removed from the journey.
    marks : mapping
        What became of each record of the journey that differs, by its id.
    """

    state: State
    marks: Mapping[str, ChangeKind]

    def summary(self, locale: str) -> str:
        """Return how many records of the journey were added, changed and removed."""
        found = list(self.marks.values())
        return summary({kind: found.count(kind) for kind in SIGNS}, locale)


def compare(now: State, then: State, journey_id: str) -> Compared:
    """Return the journey of now with what it lacks of `then`, and what differs."""
    marks = {
        change.id: change.kind
        for change in Difference(then, now).changes
        if _journey_of(change.record) == journey_id
    }
    tables: dict[str, dict[str, Record]] = {}
    for model in _DRAWN_AFTER_ALL:
        old, new = then.table(model), now.table(model)
        lost = {i: record for i, record in old.items() if i not in new and _is_of(record, journey_id)}
        if lost:
            tables[model.table] = {**new, **lost}
    return Compared(now.with_tables(tables) if tables else now, MappingProxyType(marks))


def _is_of(record: Record, journey_id: str) -> bool:
    return isinstance(record, Channel) or _journey_of(record) == journey_id


def _journey_of(record: Record) -> str | None:
    return record.id if isinstance(record, JourneyRecord) else getattr(record, "journey_id", None)


def compared_sheet(source: Source, other: Any) -> Sheet:
    """Return the map of a source with what differs from another state of its document.

    Raises
    ------
    BadInput
        The source is no map in detail, or `other` is no such state.
    """
    if source.kind != "journey" or source.depth == "overview":
        raise BadInput(
            "Only a map in detail can be compared.", where="compared_with", value=source.depth,
            expected='a journey, and the view "detail" or "evidence"',
        )  # fmt: skip
    both = compare(source.state, other_state(other), source.record_id)
    note = both.summary(source.locale)
    now = project(source.state, source.record_id)
    drawn = replace(source, state=both.state)
    said = f"{alt.map_alt(now, source.locale)} {text('difference.alt', source.locale, sum=note)}"
    return map_sheet(
        replace(drawn.view, assumption_share=now.assumption_share),
        drawn.cards,
        locale=source.locale,
        theme=source.theme,
        title=said,
        proof=source.depth == "evidence",
        note=note,
        intensity=source.intensity,
        marks=both.marks,
    )


def other_state(x: Any) -> State:
    """Return the content a map is compared with.

    Raises
    ------
    BadInput
        Neither a document, nor a version, nor a journey.
    """
    if isinstance(x, Document | Version):
        return x.state
    if isinstance(x, Journey):
        return x.document.state
    raise BadInput(
        f"A map cannot be compared with a {type(x).__name__}.", where="compared_with", value=x,
        expected="a document, one of its versions, or a journey", hint="A file: cjm.load(path)",
    )  # fmt: skip
