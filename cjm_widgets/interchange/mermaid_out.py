"""A journey as a Mermaid diagram: phases as sections, stages as tasks, all else in comments."""

from __future__ import annotations

from cjm_widgets.interchange.content import the_journey
from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.mermaid_extra import comments
from cjm_widgets.interchange.mermaid_grammar import parse
from cjm_widgets.interchange.mermaid_text import escape
from cjm_widgets.interchange.source import Source
from cjm_widgets.locale import text
from cjm_widgets.model import lookup
from cjm_widgets.model.records import Emotion, PersonaRecord, Phase, Stage
from cjm_widgets.model.state import State

MIDDLE = 3.0
"""The score of a stage nobody drew an emotion for."""


def write_mermaid(state: State, locale: str) -> bytes:
    """Return a journey as a diagram that Mermaid draws and our own reader brings back whole.

    Raises
    ------
    BadInput
        There is not exactly one journey.
    """
    journey = the_journey(state, "Mermaid")
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
    visible = "\n".join(lines)
    diagram = parse(Source("", ".mmd", b""), visible, Draft())
    return "\n".join([visible, *comments(state, diagram, len(visible) + 1), ""]).encode("utf-8")


def _section(phase: Phase, locale: str) -> str:
    return escape(phase.name) or escape(text(f"map.phase_{phase.role or 'unnamed'}", locale))


def _tasks(state: State, stage: Stage, names: dict[str, str], locale: str) -> list[str]:
    """Return a task for each score the stage has, with those it belongs to."""
    name = escape(stage.name) or escape(text("map.stage_unnamed", locale))
    scores: dict[float, list[str]] = {}
    for point in state.where(Emotion, stage_id=stage.id, variant="as_is"):
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
