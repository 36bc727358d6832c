"""Finding a journey, stage, lane, phase or persona by record, id or name; errors name the nearest one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from cjm_widgets.errors import NotFound, did_you_mean
from cjm_widgets.model import channels
from cjm_widgets.model.order import sort_key
from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.records import (
    Channel,
    Emotion,
    JourneyRecord,
    Lane,
    PersonaRecord,
    Phase,
    Record,
    Stage,
    Step,
)
from cjm_widgets.model.state import State

R = TypeVar("R", bound=Record)


def phases(state: State, journey_id: str) -> list[Phase]:
    """Return the phases of a journey, in order."""
    return state.where(Phase, journey_id=journey_id)


def stages(state: State, journey_id: str) -> list[Stage]:
    """Return the stages of a journey: by phase, another journey's last, then by their own order."""
    rank = {phase.id: index for index, phase in enumerate(phases(state, journey_id))}
    last = len(rank)
    found = state.where(Stage, journey_id=journey_id)
    return sorted(found, key=lambda stage: (rank.get(stage.phase_id, last), *sort_key(stage)))


def lanes(state: State, journey_id: str) -> list[Lane]:
    """Return the lanes of a journey, in order."""
    return state.where(Lane, journey_id=journey_id)


def lane_name(lane: Lane) -> str:
    """Return the title of a lane, or what stands for it: its metric or its kind."""
    return next(name for name in _lane_names(lane) if name)


def _lane_names(lane: Lane) -> tuple[str, str, str]:
    """Return title, metric and kind; the score beside a curve does not name its lane."""
    return lane.title, lane.metric if lane.kind == "metrics" else "", lane.kind


def find_stage(state: State, journey_id: str, wanted: Stage | str) -> Stage:
    """Return a stage of this journey by record, id or name."""
    return _find(stages(state, journey_id), wanted, "stage", lambda stage: (stage.name,))


def steps(state: State, journey_id: str) -> list[Step]:
    """Return the steps of a journey: stage by stage, then by their own order."""
    found = state.where(Step, journey_id=journey_id)
    rank = {stage.id: index for index, stage in enumerate(stages(state, journey_id))}
    return sorted(found, key=lambda step: (rank[step.stage_id], *sort_key(step)))


def find_step(state: State, stage_id: str, wanted: object) -> Step:
    """Return a step of this stage by record, id or name."""
    return _find(state.where(Step, stage_id=stage_id), wanted, "step", lambda step: (step.name,))


def find_lane(state: State, journey_id: str, wanted: Lane | str) -> Lane:
    """Return a lane of this journey by record, id, title, metric or kind."""
    return _find(lanes(state, journey_id), wanted, "lane", _lane_names)


def find_phase(state: State, journey_id: str, wanted: Phase | str) -> Phase:
    """Return a phase of this journey by record, id, name or role."""
    return _find(phases(state, journey_id), wanted, "phase", lambda phase: (phase.name, phase.role or ""))


def find_journey(state: State, wanted: object) -> JourneyRecord:
    """Return a journey by handle, record, id or title."""
    return _find(state.where(JourneyRecord), _key(wanted), "journey", lambda journey: (journey.title,))


def find_persona(state: State, wanted: object) -> PersonaRecord:
    """Return a persona by handle, record, id or name."""
    shown = {one.id: public(one, at).name for at, one in enumerate(state.where(PersonaRecord))}
    key = _key(wanted)
    found = [one for one in state.where(PersonaRecord) if one.name == key]
    return found[0] if found else _find(
        state.where(PersonaRecord), key, "persona", lambda persona: (shown[persona.id],)
    )  # fmt: skip


def find_channel(state: State, wanted: object) -> Channel:
    """Return a channel by record, id or name."""
    known = channels.find(state, wanted) if isinstance(wanted, str) else None
    return known or _find(state.where(Channel), _key(wanted), "channel", lambda channel: (channel.name,))


def find_emotion(
    state: State, journey_id: str, stage_id: str, persona_id: str | None, variant: str, after: float = 0.0
) -> Emotion | None:
    """Return the point of one curve at one stage, or so far `after` it, or None."""
    found = state.where(
        Emotion, journey_id=journey_id, stage_id=stage_id, persona_id=persona_id, variant=variant, after=after
    )
    return found[-1] if found else None


def _key(wanted: object) -> object:
    """Return the id of a handle or a record; anything else as it is."""
    return wanted if isinstance(wanted, str) else getattr(wanted, "id", wanted)


def _find(records: Sequence[R], wanted: object, what: str, names: Callable[[R], tuple[str, ...]]) -> R:
    record_id = wanted.id if isinstance(wanted, Record) else wanted
    for record in records:
        if record.id == record_id:
            return record
    if isinstance(wanted, str) and wanted:
        for pick in (str, str.casefold):
            for record in records:
                if pick(wanted) in [pick(name) for name in names(record) if name]:
                    return record
    choices = [next((name for name in names(record) if name), record.id) for record in records]
    raise NotFound(
        f'There is no {what} "{record_id}" here.',
        where=what,
        expected="one of " + ", ".join(choices) if choices else f"a {what}, but there is none yet",
        hint=did_you_mean(str(record_id), choices),
    )
