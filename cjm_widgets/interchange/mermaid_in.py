"""A Mermaid journey as records: sections as phases, tasks as stages, or the other way; parses nothing."""

from __future__ import annotations

from collections import Counter
from typing import Any, Literal

from cjm_widgets.errors import FileProblem
from cjm_widgets.interchange.draft import MAX_RECORDS, Draft
from cjm_widgets.interchange.mermaid_blocks import blocks
from cjm_widgets.interchange.mermaid_extra import records
from cjm_widgets.interchange.mermaid_grammar import Diagram, Section, Task, parse, together
from cjm_widgets.interchange.source import Source, decode
from cjm_widgets.model.commands import COLORS
from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.order import between, first_keys
from cjm_widgets.model.words import Words

Tasks = Literal["stages", "cards"]
MIDDLE = 3.0
"""The score that is neither good nor bad: 0 on the curve."""


def read_mermaid(source: Source, tasks: Tasks = "stages") -> tuple[Draft, bool]:
    """Return the records of all journey diagrams of a file, and whether they are our own with their ids.

    Parameters
    ----------
    source : Source
        The file.
    tasks : str
        ``"stages"``: sections are phases, each task is a stage with its score on the curve, nothing is lost.
        ``"cards"``: sections are stages, tasks are cards of actions; the curve has the mean of each section.

    Raises
    ------
    FileProblem
        It has no journey diagram, or more sections and tasks than a document holds.
    """
    draft = Draft()
    text = decode(source, draft.note)
    refused: FileProblem | None = None
    room, others, own, beside = MAX_RECORDS, 0, [], _Beside()
    for block in blocks(text):
        read = Draft()
        try:
            diagram = parse(source, block, read, room)
        except FileProblem as error:
            if error.code != "not_mermaid":
                raise
            refused, others = refused or error, others + 1
            continue
        room -= diagram.size + 1
        whole = records(source, diagram, read)
        if not whole:
            _Builder(source, diagram, read, block.first, beside).build(tasks)
        own.append(whole)
        draft.take(read)
    if refused is not None and not own:
        raise refused
    if others:
        draft.note(Words("interchange.other_diagrams", count=others))
    return draft, all(own)


class _Beside:
    """What the diagrams of one file share: titles that are taken, the last place, and people."""

    def __init__(self) -> None:
        self.titles: Counter[str] = Counter()
        self.order: str | None = None
        self.people: dict[str, dict[str, Any]] = {}
        self.last: str | None = None


class _Builder:
    """Makes the records of one diagram."""

    def __init__(self, source: Source, diagram: Diagram, draft: Draft, first: int, beside: _Beside) -> None:
        self.source, self.diagram, self.draft = source, diagram, draft
        self.first, self.beside = first, beside
        title = (diagram.title or diagram.acc_title or source.stem)[:990]
        beside.titles[title] += 1
        self.title = f"{title} ({beside.titles[title]})" if beside.titles[title] > 1 else title
        beside.order = self.order = between(beside.order, None)
        self.journey = derived_id("journey", self.title)
        self.people: dict[str, str] = {}

    def build(self, tasks: Tasks) -> None:
        """Make all records."""
        if not self.diagram.tasks:
            self.draft.note(Words("interchange.mermaid_empty"))
        self._people()
        place = self.source.line(self.first)
        acc = self.diagram.acc_title
        said = [acc if acc != self.title else "", self.diagram.description]
        data = {
            "id": self.journey, "title": self.title, "order": self.order,
            "objective": "\n".join(part for part in said if part), "personas": list(self.people.values()),
        }  # fmt: skip
        self.draft.put("journeys", data, place)
        sections = [section for section in self.diagram.sections if section.tasks or section.name]
        if tasks == "stages":
            self._phases(sections)
        else:
            self._stages(sections)
        kinds = ("emotions",) if tasks == "stages" else ("actions", "emotions")
        for kind, key in zip(kinds, first_keys(len(kinds)), strict=True):
            lane = {"id": self._lane(kind), "journey_id": self.journey, "kind": kind, "order": key}
            self.draft.put("lanes", lane, place)
        if tasks == "cards":
            self._cards(sections)

    def _lane(self, kind: str) -> str:
        return derived_id("lane", self.journey, kind, "", "")

    def _people(self) -> None:
        """Make the actors; one of a diagram before stays as it was made there."""
        found = {actor: task for task in reversed(self.diagram.tasks) for actor in reversed(task.actors)}
        names = list(dict.fromkeys(actor for task in self.diagram.tasks for actor in task.actors))
        known = self.beside.people
        for name in names:
            if name not in known:
                self.beside.last = between(self.beside.last, None)
                known[name] = {
                    "id": derived_id("persona", name), "name": name, "order": self.beside.last,
                    "color": COLORS[len(known) % len(COLORS)],
                }  # fmt: skip
            if self.draft.put("personas", known[name], self.source.line(found[name].line)):
                self.people[name] = known[name]["id"]

    def _id(self, seen: Counter[str], prefix: str, name: str) -> str:
        """Return the id of the n-th one of a name: the first has the id a notebook gives it."""
        seen[name] += 1
        return derived_id(prefix, self.journey, name, *([seen[name]] if seen[name] > 1 else []))

    def _phases(self, sections: list[Section]) -> None:
        phases: Counter[str] = Counter()
        stages: Counter[str] = Counter()
        for section, key in zip(sections, first_keys(len(sections)), strict=True):
            phase = self._phase(section, self._id(phases, "phase", section.name), key)
            steps = together(section.tasks)
            for group, order in zip(steps, first_keys(len(steps)), strict=True):
                stage_id = self._id(stages, "stage", group[0].name)
                data = {"name": group[0].name, "phase_id": phase, "order": order}
                self._stage(stage_id, data, group[0].line)
                for task in group:
                    for who, at in self._who(task):
                        if task.score is not None:
                            self._point(stage_id, who, [task.score], at)

    def _phase(self, section: Section, phase_id: str, key: str) -> str:
        data = {"id": phase_id, "journey_id": self.journey, "name": section.name, "order": key}
        self.draft.put("phases", data, self.source.line(section.line))
        return phase_id

    def _stages(self, sections: list[Section]) -> None:
        stages: Counter[str] = Counter()
        phase = derived_id("phase", self.journey, "during")
        data = {"id": phase, "journey_id": self.journey, "role": "during"}
        self.draft.put("phases", data, self.source.line(self.first))
        for section, key in zip(sections, first_keys(len(sections)), strict=True):
            stage_id = self._id(stages, "stage", section.name)
            self._stage(stage_id, {"name": section.name, "phase_id": phase, "order": key}, section.line)
            scores: dict[str | None, list[float]] = {}
            for task in section.tasks:
                for who, _ in self._who(task):
                    if task.score is not None:
                        scores.setdefault(who, []).append(task.score)
            for who, values in scores.items():
                self._point(stage_id, who, values, section.line)

    def _cards(self, sections: list[Section]) -> None:
        stages: Counter[str] = Counter()
        lane = self._lane("actions")
        for section in sections:
            stage_id = self._id(stages, "stage", section.name)
            seen: Counter[tuple[str, str | None]] = Counter()
            for task, key in zip(section.tasks, first_keys(len(section.tasks)), strict=True):
                who = self.people.get(task.actors[0]) if len(task.actors) == 1 else None
                seen[task.name, who] += 1
                parts = (self.journey, lane, stage_id, task.name, who)
                again = [seen[task.name, who]] if seen[task.name, who] > 1 else []
                data = {
                    "id": derived_id("card", *parts, *again), "journey_id": self.journey, "lane_id": lane,
                    "stage_id": stage_id, "text": task.name, "persona_id": who, "order": key,
                    "tags": list(task.actors) if len(task.actors) > 1 else [],
                }  # fmt: skip
                self.draft.put("cards", data, self.source.line(task.line))

    def _stage(self, stage_id: str, data: dict[str, Any], line: int) -> None:
        fields = {"id": stage_id, "journey_id": self.journey, **data}
        self.draft.put("stages", fields, self.source.line(line))

    def _who(self, task: Task) -> list[tuple[str | None, int]]:
        """Return whose points a task makes: those of its actors, or everyone's where it names none."""
        return [(self.people.get(actor), task.line) for actor in task.actors] or [(None, task.line)]

    def _point(self, stage_id: str, who: str | None, scores: list[float], line: int) -> None:
        value, low, high = sum(scores) / len(scores), min(scores), max(scores)
        data = {
            "id": derived_id("emotion", self.journey, stage_id, who, "as_is"), "journey_id": self.journey,
            "stage_id": stage_id, "persona_id": who, "value": round(value - MIDDLE, 4),
            "low": low - MIDDLE if low < high else None, "high": high - MIDDLE if low < high else None,
        }  # fmt: skip
        self.draft.put("emotions", data, self.source.line(line))
