"""The records of a document and their tables; knows no operations, files or widgets."""

from __future__ import annotations

from typing import Any, ClassVar

from pydantic import BaseModel, ConfigDict, StrictBool

from cjm_widgets.model.fields import (
    Behind,
    Color,
    Depth,
    Emotionality,
    EmotionScale,
    EvidenceClass,
    JourneyKind,
    JourneyShape,
    LaneKind,
    LaneRole,
    Medium,
    Name,
    Number,
    OrderKey,
    PhaseRole,
    Picture,
    Placement,
    RecordId,
    Score,
    Sentiment,
    Span,
    Text,
    Usage,
    Variant,
    Whole,
)
from cjm_widgets.model.parts import ChannelPreference, CustomField, FieldEvidence, StagePrompt

SCHEMA_VERSION = 1


class Record(BaseModel):
    """Base of all records: frozen, closed, found by id."""

    model_config = ConfigDict(frozen=True, extra="forbid", ser_json_inf_nan="null")

    table: ClassVar[str]
    prefix: ClassVar[str]
    references: ClassVar[dict[str, str]] = {}

    id: RecordId

    def __repr__(self) -> str:
        shown = self.model_dump(exclude_defaults=True)
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in shown.items())})"


class PersonaRecord(Record):
    """One persona: who it is, what it wants, how it chooses and what it needs.

    ``private`` names the fields that never leave the live board and the file. ``x`` and ``y`` place it on the
    deck's 2×2, each from -1 to 1; None where it was not placed. ``segment`` is a rule over the data.
    """

    table: ClassVar[str] = "personas"
    prefix: ClassVar[str] = "persona"

    name: Name
    role: Name = ""
    archetype: Name = ""
    color: Color | None = None
    avatar: Picture = ""
    quote: Text = ""
    age: Name = ""
    place: Name = ""
    occupation: Name = ""
    household: Name = ""
    goals: tuple[Text, ...] = ()
    motivations: tuple[Text, ...] = ()
    frustrations: tuple[Text, ...] = ()
    needs: tuple[Text, ...] = ()
    buying_habits: tuple[Text, ...] = ()
    decision_criteria: tuple[Text, ...] = ()
    channels: tuple[ChannelPreference, ...] = ()
    digital_ease: Score | None = None
    device: Name = ""
    patience: Score | None = None
    accessibility_needs: tuple[Text, ...] = ()
    custom_fields: tuple[CustomField, ...] = ()
    evidence: tuple[FieldEvidence, ...] = ()
    private: tuple[Name, ...] = ()
    segment: Text = ""
    x: Placement | None = None
    y: Placement | None = None
    order: OrderKey = "a0"

    def __repr_args__(self) -> Any:
        """Give what may be printed: no private field, no evidence, and no picture in full."""
        hidden = set(self.private)
        for name, value in self.model_dump(exclude_defaults=True).items():
            if name in hidden or name in ("private", "evidence") or (name == "custom_fields" and hidden):
                continue
            yield name, f"{len(value)} characters" if name == "avatar" else value

    def __repr__(self) -> str:
        return f"PersonaRecord({', '.join(f'{k}={v!r}' for k, v in self.__repr_args__())})"


class Deck(Record):
    """How the personas of a document are placed on a 2×2: its title and the names at the ends of its axes."""

    table: ClassVar[str] = "decks"
    prefix: ClassVar[str] = "deck"

    title: Name = ""
    left: Name = ""
    right: Name = ""
    bottom: Name = ""
    top: Name = ""
    order: OrderKey = "a0"


class Channel(Record):
    """A word of the document's channel vocabulary; cards point to it, so that a rename reaches them all."""

    table: ClassVar[str] = "channels"
    prefix: ClassVar[str] = "channel"

    name: Name
    icon: Name = ""
    medium: Medium | None = None
    order: OrderKey = "a0"


class JourneyRecord(Record):
    """One journey: its title, kind and frame. Stages, lanes and cards point to it.

    The objective is a problem, a business goal and target KPIs; the scope goes from a trigger to a finish
    line.
    """

    table: ClassVar[str] = "journeys"
    prefix: ClassVar[str] = "journey"
    references: ClassVar[dict[str, str]] = {"personas": "personas"}

    title: Name
    kind: JourneyKind = "current_state"
    shape: JourneyShape = "linear"
    objective: Text = ""
    problem: Text = ""
    business_goal: Text = ""
    target_kpis: tuple[Text, ...] = ()
    scope: Text = ""
    trigger: Text = ""
    finish_line: Text = ""
    expected_duration: Name = ""
    frequency: Name = ""
    stake: Text = ""
    owner: Name = ""
    status: Name = ""
    tags: tuple[Name, ...] = ()
    personas: tuple[RecordId, ...] = ()
    emotion_scale: EmotionScale = "-2..+2"
    resources_at_hand: tuple[Text, ...] = ()
    resources_needed: tuple[Text, ...] = ()
    order: OrderKey = "a0"


class Phase(Record):
    """A part of the journey that holds stages: before, during, after, or the author's own."""

    table: ClassVar[str] = "phases"
    prefix: ClassVar[str] = "phase"
    references: ClassVar[dict[str, str]] = {"journey_id": "journeys"}

    journey_id: RecordId
    name: Name = ""
    role: PhaseRole | None = None
    collapsed: StrictBool = False
    order: OrderKey = "a0"


class Stage(Record):
    """One column of the map; its prompts stand in the empty cells of lanes that nobody has begun."""

    table: ClassVar[str] = "stages"
    prefix: ClassVar[str] = "stage"
    references: ClassVar[dict[str, str]] = {"journey_id": "journeys", "phase_id": "phases"}

    journey_id: RecordId
    phase_id: RecordId
    name: Name
    description: Text = ""
    prompts: tuple[StagePrompt, ...] = ()
    order: OrderKey = "a0"


class Step(Record):
    """A step inside a stage; cards of the stage may belong to it."""

    table: ClassVar[str] = "steps"
    prefix: ClassVar[str] = "step"
    references: ClassVar[dict[str, str]] = {"journey_id": "journeys", "stage_id": "stages"}

    journey_id: RecordId
    stage_id: RecordId
    name: Name
    order: OrderKey = "a0"


class Lane(Record):
    """One row of the map. A lane of kind ``metrics`` shows the bound metric it names.

    ``icon`` is a lucide name, ``prompt`` the question its empty cells ask, ``role`` its place in a service
    blueprint; empty or None where those of its kind hold.
    """

    table: ClassVar[str] = "lanes"
    prefix: ClassVar[str] = "lane"
    references: ClassVar[dict[str, str]] = {"journey_id": "journeys", "persona_id": "personas"}

    journey_id: RecordId
    kind: LaneKind
    title: Name = ""
    subtitle: Name = ""
    icon: Name = ""
    color: Color | None = None
    prompt: Text = ""
    role: LaneRole | None = None
    hidden: StrictBool = False
    pinned: StrictBool = False
    metric: Name = ""
    target: Number | None = None
    persona_id: RecordId | None = None
    order: OrderKey = "a0"


class Card(Record):
    """One note in one cell of the map.

    It covers ``span`` stages from its own on. ``links`` are the cards it leads to: a pain point to an
    opportunity, an opportunity to a solution. ``rows`` says which rows of the data it rests on. Severity,
    frequency, impact and ease go from 1 to 5.
    """

    table: ClassVar[str] = "cards"
    prefix: ClassVar[str] = "card"
    references: ClassVar[dict[str, str]] = {
        "journey_id": "journeys",
        "lane_id": "lanes",
        "stage_id": "stages",
        "step_id": "steps",
        "channel_id": "channels",
        "persona_id": "personas",
        "links": "cards",
    }

    journey_id: RecordId
    lane_id: RecordId
    stage_id: RecordId
    step_id: RecordId | None = None
    span: Span = 1
    text: Text = ""
    sentiment: Sentiment = "neutral"
    icon: Name = ""
    channel_id: RecordId | None = None
    usage: Usage | None = None
    tags: tuple[Name, ...] = ()
    picture: Picture = ""
    picture_alt: Name = ""
    quote: Text = ""
    source: Text = ""
    rows: Text = ""
    evidence: EvidenceClass | None = None
    persona_id: RecordId | None = None
    moment_of_truth: StrictBool = False
    severity: Score | None = None
    frequency: Score | None = None
    impact: Score | None = None
    ease: Score | None = None
    links: tuple[RecordId, ...] = ()
    order: OrderKey = "a0"


class Emotion(Record):
    """One point of an emotion curve, on the canonical scale from -2 to +2.

    ``after`` says where it stands: the share of the way from the middle of its stage to the middle of the
    next one, from 0 to 0.99, kept to 0.01. Only the point at 0 is the emotion *at* its stage; in the last one
    points stand before 0.5, inside its own column.
    """

    table: ClassVar[str] = "emotions"
    prefix: ClassVar[str] = "emotion"
    references: ClassVar[dict[str, str]] = {
        "journey_id": "journeys",
        "stage_id": "stages",
        "persona_id": "personas",
    }

    journey_id: RecordId
    stage_id: RecordId
    persona_id: RecordId | None = None
    variant: Variant = "as_is"
    after: Behind = 0.0
    value: Emotionality
    low: Emotionality | None = None
    high: Emotionality | None = None
    label: Name = ""
    intensity: Score | None = None
    quote: Text = ""
    evidence: EvidenceClass | None = None
    moment_of_truth: StrictBool = False


class SavedView(Record):
    """A way to look at a journey that has a name: its depth and what it is filtered by; empty means all."""

    table: ClassVar[str] = "views"
    prefix: ClassVar[str] = "view"
    references: ClassVar[dict[str, str]] = {
        "journey_id": "journeys",
        "personas": "personas",
        "channels": "channels",
    }

    journey_id: RecordId
    name: Name
    depth: Depth = "detail"
    personas: tuple[RecordId, ...] = ()
    channels: tuple[RecordId, ...] = ()
    tags: tuple[Name, ...] = ()
    sentiments: tuple[Sentiment, ...] = ()
    evidence: tuple[EvidenceClass, ...] = ()
    search: Text = ""
    order: OrderKey = "a0"


class KeptData(Record):
    """The data that numbers were kept for: numbers of the journey over other data are stale."""

    table: ClassVar[str] = "kept"
    prefix: ClassVar[str] = "kept"
    references: ClassVar[dict[str, str]] = {"journey_id": "journeys"}

    journey_id: RecordId
    source: Name
    kind: Name = ""
    fingerprint: Name
    rows: Name = ""
    day: Name = ""


class Assignment(Record):
    """What a person decided of one label of the data: the stage it meets, or that it stays without one.

    ``outside`` is a label left without a stage on purpose; ``refused`` are stages that are not proposed for
    it any more. With none of the three nothing is decided.
    """

    table: ClassVar[str] = "assignments"
    prefix: ClassVar[str] = "assignment"
    references: ClassVar[dict[str, str]] = {
        "journey_id": "journeys",
        "stage_id": "stages",
        "refused": "stages",
    }

    journey_id: RecordId
    label: Text
    stage_id: RecordId | None = None
    outside: StrictBool = False
    refused: tuple[RecordId, ...] = ()


class Conflict(Record):
    """The other value of a field that two people changed at the same time, kept until someone chooses."""

    table: ClassVar[str] = "conflicts"
    prefix: ClassVar[str] = "conflict"

    of_table: Name
    of_id: RecordId
    field: Name
    other: Whole


TABLES: dict[str, type[Record]] = {
    model.table: model
    for model in (
        PersonaRecord, Deck, Channel, JourneyRecord, Phase, Stage, Step, Lane, Card, Emotion, SavedView,
        KeptData, Assignment, Conflict,
    )
}  # fmt: skip
