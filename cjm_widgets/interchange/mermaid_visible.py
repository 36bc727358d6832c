"""The part of a journey that Mermaid draws, as the lines of a diagram; knows no comments."""

from __future__ import annotations

from cjm_widgets.interchange.mermaid_text import escape
from cjm_widgets.locale import text
from cjm_widgets.model import lookup
from cjm_widgets.model.records import Emotion, JourneyRecord, PersonaRecord, Phase, Stage
from cjm_widgets.model.state import State

MIDDLE = 3.0
"""The score of a stage nobody drew an emotion for."""


def visible(state: State, journey: JourneyRecord, locale: str) -> str:
    """Return the diagram: phases as sections, stages as tasks with a score for each value of the curve."""
    lines = ["journey"]
    title = escape(journey.title)
    if title:
        lines.append(f"    title {title}")
    description = escape(journey.objective)
    if description:
        lines.append(f"    accDescr: {description}")
    names = {persona.id: persona.name for persona in state.where(PersonaRecord)}
    for phase in lookup.phases(state, journey.id):
        lines.append(f"    section {_section(phase, locale)}")
        for stage in state.where(Stage, phase_id=phase.id):
            lines += [f"      {line}" for line in _tasks(state, stage, names, locale)]
    return "\n".join(lines)


def _section(phase: Phase, locale: str) -> str:
    return escape(phase.name) or escape(text(f"map.phase_{phase.role or 'unnamed'}", locale))


def _tasks(state: State, stage: Stage, names: dict[str, str], locale: str) -> list[str]:
    """Return a task for each score the stage has, with those it belongs to."""
    name = escape(stage.name) or escape(text("map.stage_unnamed", locale))
    scores: dict[float, list[str]] = {}
    for point in state.where(Emotion, stage_id=stage.id, variant="as_is", after=0.0):
        who = escape(names.get(point.persona_id or "", ""), also=",")
        people = scores.setdefault(round(point.value + MIDDLE, 2), [])
        if who:
            people.append(who)
    if not scores:
        scores = {MIDDLE: []}
    return [
        f"{name}: {score:g}" + (f": {', '.join(people)}" if people else "")
        for score, people in sorted(scores.items(), reverse=True)
    ]
