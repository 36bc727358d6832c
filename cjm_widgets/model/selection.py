"""What is chosen on a map, as a frozen value: stages, a metric, a persona; knows no widget and no data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cjm_widgets.model import lookup
from cjm_widgets.model.persona import Persona
from cjm_widgets.model.records import (
    Card,
    Emotion,
    Lane,
    PersonaRecord,
    Phase,
    Record,
    Stage,
    Step,
)
from cjm_widgets.model.state import State


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen; ``binding.rows(selection)`` gives the rows of data behind it.

    Attributes
    ----------
    ids : tuple of str
        Records that are marked on the map: cards, stages, lanes, points of a curve.
    stage_ids : tuple of str
        The stages they belong to, in the order of the map; empty for the whole journey.
    metric : str or None
        The metric of the one lane of numbers among them.
    persona_id : str or None
        The one persona the map is about now.
    """

    ids: tuple[str, ...] = ()
    stage_ids: tuple[str, ...] = ()
    metric: str | None = None
    persona_id: str | None = None

    @property
    def stage_id(self) -> str | None:
        """The stage, when it is one."""
        return self.stage_ids[0] if len(self.stage_ids) == 1 else None

    def __bool__(self) -> bool:
        return self != Selection()


def selection_of(
    state: State, journey_id: str, ids: Iterable[str], personas: Sequence[str] = ()
) -> Selection:
    """Return what is chosen when `ids` are marked on a map of `personas` only; strange ids are nothing."""
    records = [record for name in ids if (record := _find(state, name)) is not None]
    stages = {name for record in records for name in _stages_of(state, journey_id, record)}
    metrics = {r.metric for r in records if isinstance(r, Lane) and r.kind == "metrics" and r.metric}
    drawn = {r.persona_id for r in records if isinstance(r, Emotion) and r.persona_id}
    people = set(personas) or drawn
    order = [stage.id for stage in lookup.stages(state, journey_id)]
    return Selection(
        tuple(record.id for record in records),
        tuple(name for name in order if name in stages),
        metrics.pop() if len(metrics) == 1 else None,
        people.pop() if len(people) == 1 else None,
    )


def read_selection(state: State, journey_id: str, wanted: Any) -> Selection:
    """Return the selection that `wanted` says.

    Parameters
    ----------
    wanted : Selection, record, persona, str, or sequence of them
        Records or ids of the journey; a text may also be the name of a stage. None or () for nothing.

    Raises
    ------
    NotFound
        No such stage; the nearest one is named.
    """
    if isinstance(wanted, Selection):
        return wanted
    single = wanted is None or isinstance(wanted, str | Record | Persona)
    parts = [part for part in ([wanted] if single else wanted) if part is not None]
    ids, people = [], []
    for part in parts:
        if isinstance(part, Persona | PersonaRecord):
            people.append(part.id)
        elif isinstance(part, str) and isinstance(_find(state, part), PersonaRecord):
            people.append(part)
        elif isinstance(part, str) and _find(state, part) is None:
            named = [one.id for one in state.where(PersonaRecord) if one.name == part]
            stages = [one.name for one in lookup.stages(state, journey_id)]
            if named and part not in stages:
                people += named
            else:
                ids.append(lookup.find_stage(state, journey_id, part).id)
        else:
            ids.append(getattr(part, "id", str(part)))
    return selection_of(state, journey_id, ids, people)


def _find(state: State, record_id: str) -> Record | None:
    for table in state.tables.values():
        record = table.get(record_id)
        if record is not None:
            return record
    return None


def _stages_of(state: State, journey_id: str, record: Record) -> list[str]:
    if getattr(record, "journey_id", None) != journey_id:
        return []
    if isinstance(record, Stage):
        return [record.id]
    if isinstance(record, Phase):
        return [stage.id for stage in lookup.stages(state, journey_id) if stage.phase_id == record.id]
    if isinstance(record, Card | Emotion | Step):
        return [record.stage_id]
    return []
