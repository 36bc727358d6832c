"""Labels of data given to stages by hand, as records, and the batches that change them; knows no data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cjm_widgets.model.fields import stored_text
from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.ops import Op, patch, put, remove
from cjm_widgets.model.records import Assignment
from cjm_widgets.model.state import State


@dataclass(frozen=True, slots=True)
class Decisions:
    """What people decided of the labels of one journey.

    Attributes
    ----------
    stages : mapping of str to str or None
        Label → stage id, None where it stays without a stage on purpose.
    refused : mapping of str to frozenset of str
        Label → ids of stages that are not proposed for it.
    """

    stages: Mapping[str, str | None]
    refused: Mapping[str, frozenset[str]]

    def decides(self, label: str) -> bool:
        """Tell whether a label was given to a stage or left without one."""
        return bool(self.stages) and stored_text(label) in self.stages

    def refuses(self, label: str) -> frozenset[str]:
        """Return the stages that are not to be proposed for a label."""
        return self.refused.get(stored_text(label), frozenset()) if self.refused else frozenset()


def assignment_id(journey_id: str, label: str) -> str:
    """Return the id of the record of a label, whoever makes it."""
    return derived_id(Assignment.prefix, journey_id, stored_text(label))


def decisions(state: State, journey_id: str) -> Decisions:
    """Return what was decided; of two records of one label, the one of the later id counts."""
    stages: dict[str, str | None] = {}
    refused: dict[str, frozenset[str]] = {}
    for record in state.where(Assignment, journey_id=journey_id):
        if record.stage_id is not None or record.outside:
            stages[record.label] = None if record.outside else record.stage_id
        if record.refused:
            refused[record.label] = frozenset(record.refused)
    return Decisions(stages, refused)


def decide(state: State, journey_id: str, chosen: Mapping[str, str | None]) -> list[Op]:
    """Give labels to stages (label → stage id); None leaves one without a stage on purpose."""
    ops: list[Op] = []
    for label, stage_id in chosen.items():
        record = _record(state, journey_id, label)
        wanted = record.model_copy(update={"stage_id": stage_id, "outside": stage_id is None})
        ops += [put(wanted)] if state.find(Assignment, record.id) != wanted else []
    return ops


def take_back(state: State, journey_id: str, labels: Iterable[str]) -> list[Op]:
    """Let labels meet what they meet by themselves again; what was refused for them stays refused."""
    ops: list[Op] = []
    for label in labels:
        record = state.find(Assignment, assignment_id(journey_id, label))
        if record is not None and (record.stage_id is not None or record.outside):
            ops.append(patch(record, stage_id=None, outside=False) if record.refused else remove(record))
    return ops


def refuse(state: State, journey_id: str, refused: Mapping[str, str]) -> list[Op]:
    """Propose stages for labels no more (label → stage id)."""
    ops: list[Op] = []
    for label, stage_id in refused.items():
        record = _record(state, journey_id, label)
        if stage_id not in record.refused:
            ops.append(put(record.model_copy(update={"refused": (*record.refused, stage_id)})))
    return ops


def _record(state: State, journey_id: str, label: str) -> Assignment:
    record_id = assignment_id(journey_id, label)
    found = state.find(Assignment, record_id)
    return found or Assignment(id=record_id, journey_id=journey_id, label=label)
