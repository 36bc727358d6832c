"""What somebody changed by hand in a diagram of ours, brought into the records of its comments."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from cjm_widgets.errors import OperationRefused
from cjm_widgets.interchange.draft import Draft, refusal
from cjm_widgets.interchange.mermaid_grammar import Diagram, Task, together
from cjm_widgets.interchange.mermaid_text import escape, unescape
from cjm_widgets.interchange.source import Source
from cjm_widgets.model import lookup
from cjm_widgets.model.commands import COLORS
from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.ops import read_record
from cjm_widgets.model.order import between, keys_behind
from cjm_widgets.model.records import Emotion, JourneyRecord, PersonaRecord, Phase, Stage
from cjm_widgets.model.state import State
from cjm_widgets.model.wire import encode_record
from cjm_widgets.model.words import Words

MIDDLE = 3.0
Key = tuple[str, int, str, int]
"""The name of a section, which of that name it is, and the same of a task in it."""
Scores = dict[str, float]
"""Name of an actor ("" for everyone) → score."""


def bring_in(source: Source, draft: Draft, old: Diagram, new: Diagram) -> bool:
    """Change the records of `draft`, whose diagram was `old`, into what `new` says.

    Titles, scores, new tasks, sections and actors are taken over; tasks that are gone stay, which is said.
    Returns False, with nothing changed, where it cannot be told which stage a task of `old` was.
    """
    edits = _Edits(source, draft, draft.state())
    if len(list(_tasks(old))) != len(lookup.stages(edits.state, edits.journey.id)):
        return False
    edits.run(old, new)
    return True


class _Edits:
    """The edits of one diagram."""

    def __init__(self, source: Source, draft: Draft, state: State) -> None:
        self.source, self.draft, self.state = source, draft, state
        self.journey = state.where(JourneyRecord)[0]
        everyone = state.where(PersonaRecord)
        self.people = {seen(one.name): one.id for one in reversed(everyone)}
        # The last order of the stages of each phase, and under "" that of people.
        self.last: dict[str, str | None] = {"": max((one.order for one in everyone), default=None)}
        for one in state.where(Stage):
            self.last[one.phase_id] = max(self.last.get(one.phase_id) or "", one.order)
        self.count = len(everyone)
        points = state.where(Emotion, journey_id=self.journey.id, variant="as_is", after=0.0)
        self.points = {(one.stage_id, one.persona_id): one for one in points}

    def _behind(self, what: str) -> str:
        """Return a key behind the last stage of a phase, or behind all people."""
        self.last[what] = key = between(self.last.get(what), None)
        return key

    def run(self, old: Diagram, new: Diagram) -> None:
        """Bring in all that differs."""
        changes: dict[str, Any] = {}
        if new.title and new.title != old.title:
            changes["title"] = new.title[:1_000]
        if new.description != old.description:
            changes["objective"] = new.description
        if changes:
            self._change(self.journey, **changes)
        phases = dict(zip(_sections(old), lookup.phases(self.state, self.journey.id), strict=False))
        known = self._stages(old)
        after = dict(_tasks(new))
        for key, (scores, task) in after.items():
            before, stage = known.get(key, ({}, None))
            if stage is None:
                stage = self._stage(key, phases, task)
            if stage is None:
                continue
            for name, score in scores.items():
                if before.get(name) != score:
                    self._point(stage, name, score, task)
        gone = len(known.keys() - after.keys())
        if gone:
            self.draft.note(Words("interchange.tasks_gone", count=gone))

    def _stages(self, old: Diagram) -> dict[Key, tuple[Scores, Stage]]:
        """Return the stage of each task of the diagram as it was written."""
        stages = iter(lookup.stages(self.state, self.journey.id))
        found = [(key, scores) for key, (scores, _) in _tasks(old)]
        return {key: (scores, stage) for (key, scores), stage in zip(found, stages, strict=False)}

    def _change(self, record: JourneyRecord | Emotion, **fields: Any) -> None:
        """Give a record other fields; what it cannot hold is told, and it stays as it was."""
        try:
            changed = read_record(record.table, {**encode_record(record), **fields})
        except OperationRefused as error:
            self.draft.invalid.note(self.draft.places[record.id], refusal(error), error.value)
        else:
            self.draft.records[record.id] = changed

    def _stage(self, key: Key, phases: dict[tuple[str, int], Phase], task: Task) -> Stage | None:
        """Return the stage of a new task, with its phase; None where either cannot be, which is told."""
        section = key[:2]
        place = self.source.line(task.line)
        if section not in phases:
            phase_id = derived_id("phase", self.journey.id, key[0], *([key[1]] if key[1] > 1 else []))
            order = keys_behind(list(phases.values()), 1)[0]
            data = {"id": phase_id, "journey_id": self.journey.id, "name": key[0], "order": order}
            self.draft.put("phases", data, place)
            phase = self.draft.records.get(phase_id)
            if not isinstance(phase, Phase):
                return None
            phases[section] = phase
        stage_id = derived_id("stage", self.journey.id, *key)
        data = {
            "id": stage_id, "journey_id": self.journey.id, "phase_id": phases[section].id, "name": task.name,
            "order": self._behind(phases[section].id),
        }  # fmt: skip
        self.draft.put("stages", data, place)
        stage = self.draft.records.get(stage_id)
        return stage if isinstance(stage, Stage) else None

    def _person(self, name: str, task: Task) -> str | None:
        if not name:
            return None
        if name not in self.people:
            self.people[name] = derived_id("persona", name)
            data = {
                "id": self.people[name], "name": name, "color": COLORS[self.count % len(COLORS)],
                "order": self._behind(""),
            }  # fmt: skip
            self.count += 1
            self.draft.put("personas", data, self.source.line(task.line))
        return self.people[name]

    def _point(self, stage: Stage, name: str, score: float, task: Task) -> None:
        who = self._person(name, task)
        there = self.points.get((stage.id, who))
        value = round(score - MIDDLE, 4)
        if there is not None:
            self._change(there, value=value, low=None, high=None)
            return
        data = {
            "id": derived_id("emotion", self.journey.id, stage.id, who, "as_is"), "value": value,
            "journey_id": self.journey.id, "stage_id": stage.id, "persona_id": who,
        }  # fmt: skip
        self.draft.put("emotions", data, self.source.line(task.line))


def seen(name: str) -> str:
    """Return a name as it comes out of a diagram."""
    return unescape(escape(name, also=","))


def _sections(diagram: Diagram) -> Iterator[tuple[str, int]]:
    """Yield the sections, each with which of its name it is."""
    met: Counter[str] = Counter()
    for section in diagram.sections:
        met[section.name] += 1
        yield section.name, met[section.name]


def _tasks(diagram: Diagram) -> Iterator[tuple[Key, tuple[Scores, Task]]]:
    """Yield the steps of a diagram: tasks that follow each other under one name for others are one."""
    for (name, number), section in zip(_sections(diagram), diagram.sections, strict=True):
        met: Counter[str] = Counter()
        for group in together(section.tasks):
            met[group[0].name] += 1
            said = [(actor, task.score) for task in group for actor in task.actors or ("",)]
            scores = {actor: score for actor, score in said if score is not None}
            yield (name, number, group[0].name, met[group[0].name]), (scores, group[0])
