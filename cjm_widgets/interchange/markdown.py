"""A document or journey as Markdown for people to read: headings, a table of the map, curves, people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from cjm_widgets.locale import text
from cjm_widgets.model import channels, lookup, persona_fields
from cjm_widgets.model.curve_points import point_place
from cjm_widgets.model.order import sort_key
from cjm_widgets.model.records import Card, Channel, Emotion, JourneyRecord, PersonaRecord, Stage
from cjm_widgets.model.scales import to_scale
from cjm_widgets.model.state import State

Say = partial[str]

# What Markdown, or a renderer of it, would take for more than a character.
_MARKUP = re.compile(
    r"[\\`*_\[\]<>#|~$]|&(?=#?\w+;)|(?<=\w):(?=//)|(?<=www)\.|@(?=\w)"
    r"|^(?:[-+=](?=\s|$|[-=])|\d+[.)](?=\s|$))",
    re.IGNORECASE,
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff]")
_FACTS = (
    "problem", "business_goal", "target_kpis", "scope", "trigger", "finish_line", "expected_duration",
    "frequency", "stake", "owner", "status", "tags", "resources_at_hand", "resources_needed",
)  # fmt: skip


def write_markdown(state: State, locale: str) -> bytes:
    """Return the journeys and personas of a content as Markdown; text stays text, whatever it holds."""
    say: Say = partial(text, locale=locale)
    parts: list[str] = []
    for journey in state.where(JourneyRecord):
        parts += _journey(state, journey, say)
    people = state.where(PersonaRecord)
    if people:
        parts.append(f"## {say('journey.personas')}")
        parts += [line for persona in people for line in _persona(persona, say)]
    return ("\n\n".join(part for part in parts if part) + "\n").encode("utf-8")


def plain(said: str) -> str:
    """Return a text so that Markdown shows it as it is, each line break as a break."""
    lines = [_CONTROL.sub("", line).strip() for line in said.replace("\t", " ").split("\n")]
    return "<br>".join(_MARKUP.sub(_as_text, line) for line in lines if line)


def _as_text(found: re.Match[str]) -> str:
    """Return a character that is no markup any more: an entity, since each reader escapes others."""
    return "".join(char if char.isdigit() else f"&#{ord(char)};" for char in found[0])


def _journey(state: State, journey: JourneyRecord, say: Say) -> Iterator[str]:
    yield f"# {plain(journey.title)}"
    yield plain(journey.objective)
    facts = [(name, getattr(journey, name)) for name in _FACTS]
    yield "\n".join(
        f"- **{say(f'journey.{name}')}** – {plain('; '.join(value) if isinstance(value, tuple) else value)}"
        for name, value in facts
        if value
    )
    stages = lookup.stages(state, journey.id)
    if stages:
        yield _table(_heads(state, journey, stages, say), _rows(state, journey, stages, say))
    yield _quotes(state, journey, say)


def _heads(state: State, journey: JourneyRecord, stages: Sequence[Stage], say: Say) -> list[str]:
    """Return the stages, each under its phase where the phases have names to tell."""
    phases = {
        phase.id: phase.name or say(f"map.phase_{phase.role or 'unnamed'}")
        for phase in lookup.phases(state, journey.id)
    }
    several = len({stage.phase_id for stage in stages}) > 1
    names = [plain(stage.name) or say("map.stage_unnamed") for stage in stages]
    if not several:
        return names
    return [
        f"{plain(phases[stage.phase_id])}<br>**{name}**" for stage, name in zip(stages, names, strict=True)
    ]


def _rows(state: State, journey: JourneyRecord, stages: Sequence[Stage], say: Say) -> Iterator[list[str]]:
    cells: dict[tuple[str, str], list[Card]] = {}
    for card in state.where(Card, journey_id=journey.id):
        cells.setdefault((card.lane_id, card.stage_id), []).append(card)
    for lane in lookup.lanes(state, journey.id):
        if lane.hidden or lane.kind == "metrics":
            continue
        name = f"**{plain(lane.title) or say(f'lanes.{lane.kind}')}**"
        if lane.kind == "emotions":
            yield [name, *(_points(state, journey, stage, say) for stage in stages)]
            continue
        yield [
            name,
            *(
                "<br>".join(_card(state, card, say) for card in sorted(found, key=sort_key))
                for stage in stages
                for found in [cells.get((lane.id, stage.id), [])]
            ),
        ]


def _card(state: State, card: Card, say: Say) -> str:
    said = channels.says(state, card) or card.picture_alt
    more = []
    channel = state.find(Channel, card.channel_id)
    if channel and card.text:
        more.append(plain(channel.name))
    if card.evidence:
        more.append(say(f"persona.evidence_{card.evidence}"))
    if card.source:
        more.append(plain(card.source))
    more += [plain(f"#{tag}") for tag in card.tags]
    mark = {"positive": "＋ ", "negative": "－ ", "attention": "△ "}.get(card.sentiment, "")
    star = "★ " if card.moment_of_truth else ""
    return f"{star}{mark}{plain(said)}" + (f" ({', '.join(more)})" if more else "")


def _points(state: State, journey: JourneyRecord, stage: Stage, say: Say) -> str:
    """Return the points of a stage, in the order of the personas: "Julie: −1.5 lost"."""
    names = {persona.id: plain(persona.name) for persona in state.where(PersonaRecord)}
    order = {persona_id: at for at, persona_id in enumerate(names)}
    stages = {each.id: plain(each.name) for each in lookup.stages(state, journey.id)}
    points = state.where(Emotion, stage_id=stage.id, variant="as_is")
    lines = []
    for point in sorted(points, key=lambda each: (each.after, order.get(each.persona_id or "", -1))):
        value = to_scale(point.value, journey.emotion_scale)
        signed = f"{value:+.3g}" if journey.emotion_scale == "-2..+2" else f"{value:.3g}"
        number = signed.replace("-", "−").replace(".", say("interchange.decimal")) if value else "0"
        said = f"{number} {plain(point.label)}".strip()
        where = point_place(point, stages, say.keywords["locale"]) if point.after else ""
        who = ", ".join(part for part in (names.get(point.persona_id or "", ""), where) if part)
        lines.append(say("interchange.pair", name=who, value=said) if who else said)
    return "<br>".join(lines)


def _quotes(state: State, journey: JourneyRecord, say: Say) -> str:
    """Return the words of customers on cards and points, each as a quotation."""
    held = [(card.quote, card.source) for card in state.where(Card, journey_id=journey.id) if card.quote]
    held += [(point.quote, "") for point in state.where(Emotion, journey_id=journey.id) if point.quote]
    lines = [f"> {plain(quote)}" + (f" – {plain(source)}" if source else "") for quote, source in held]
    return f"### {say('lanes.quotes')}\n\n" + "\n>\n".join(lines) if lines else ""


def _persona(persona: PersonaRecord, say: Say) -> Iterator[str]:
    role = f" – {plain(persona.role)}" if persona.role else ""
    yield f"### {plain(persona.name)}{role}"
    if persona.quote:
        yield f"> {plain(persona.quote)}"
    lines = []
    for key in persona_fields.filled(persona):
        if key in ("role", "quote"):
            continue
        own = key.startswith(persona_fields.CUSTOM)
        name = plain(key.removeprefix(persona_fields.CUSTOM)) if own else say(f"persona.{key}")
        rests = persona_fields.evidence_of(persona, key)
        mark = f" ({say(f'persona.evidence_{rests.evidence}')})" if rests and rests.evidence else ""
        lines.append(f"- **{name}** – {plain(persona_fields.value_text(persona, key))}{mark}")
    yield "\n".join(lines)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [f"| | {' | '.join(heads)} |", f"|---|{'---|' * len(heads)}"]
    lines += [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join(lines)
