"""The records of a document and their tables; knows no operations, files or widgets."""

from __future__ import annotations

import re
from numbers import Integral, Real
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictBool, StringConstraints

SCHEMA_VERSION = 1
MAX_TEXT = 100_000
MAX_NAME = 1_000


_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def _clean_text(value: Any) -> Any:
    r"""Drop what no text may hold: NUL, other control characters, lone surrogates; line ends become a LF."""
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if value.isprintable():
        return value
    return _FORBIDDEN.sub("", value)


def _clean_number(value: Any) -> Any:
    """JSON turns 5.0 into 5: read whole numbers, also NumPy's, as floats; booleans are no numbers."""
    return float(value) if not isinstance(value, bool) and isinstance(value, Real) else value


def _clean_whole(value: Any) -> Any:
    """Read a whole number of NumPy as one of Python; booleans are no numbers."""
    return int(value) if not isinstance(value, bool) and isinstance(value, Integral) else value


Text = Annotated[str, BeforeValidator(_clean_text), StringConstraints(strict=True, max_length=MAX_TEXT)]
Name = Annotated[str, BeforeValidator(_clean_text), StringConstraints(strict=True, max_length=MAX_NAME)]
Whole = Annotated[str, BeforeValidator(_clean_text), StringConstraints(strict=True)]  # JSON of any text fits
OrderKey = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9A-Za-z]{1,200}$")]
RecordId = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z]+_[0-9a-z]{4,40}$")]
Score = Annotated[int, Field(strict=True, ge=1, le=5), BeforeValidator(_clean_whole)]
Emotionality = Annotated[
    float, Field(strict=True, ge=-2, le=2, allow_inf_nan=False), BeforeValidator(_clean_number)
]
Share = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False), BeforeValidator(_clean_number)]
Number = Annotated[float, Field(strict=True, allow_inf_nan=False), BeforeValidator(_clean_number)]

EvidenceClass = Literal["observed", "reported", "inferred", "assumed"]
Sentiment = Literal["positive", "attention", "negative", "neutral"]
JourneyKind = Literal[
    "current_state", "future_state", "day_in_the_life", "service_blueprint", "experience_map"
]
PhaseRole = Literal["before", "during", "after"]
Variant = Literal["as_is", "to_be"]
Color = Literal["indigo", "raspberry", "teal", "ochre", "violet", "slate"]
LaneKind = Literal[
    "actions", "thoughts", "touchpoints", "channels", "emotions", "quotes", "expectations", "motivations",
    "pain_points", "moments_of_truth", "opportunities", "solutions", "metrics", "images", "frontstage",
    "backstage", "support_processes", "teams", "resources", "free_text",
]  # fmt: skip


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


class ChannelPreference(BaseModel):
    """A channel a persona likes to use, with its weight from 0 (never) to 1 (always)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: Name
    weight: Share = 0.5


class PersonaRecord(Record):
    """One persona: who it is, what it wants, how it chooses and what it needs."""

    table: ClassVar[str] = "personas"
    prefix: ClassVar[str] = "persona"

    name: Name
    role: Name = ""
    color: Color | None = None
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
    order: OrderKey = "a0"


class JourneyRecord(Record):
    """One journey: its title, kind and frame. Stages, lanes and cards point to it."""

    table: ClassVar[str] = "journeys"
    prefix: ClassVar[str] = "journey"
    references: ClassVar[dict[str, str]] = {"personas": "personas"}

    title: Name
    kind: JourneyKind = "current_state"
    objective: Text = ""
    scope: Text = ""
    owner: Name = ""
    status: Name = ""
    tags: tuple[Name, ...] = ()
    personas: tuple[RecordId, ...] = ()
    order: OrderKey = "a0"


class Phase(Record):
    """A part of the journey that holds stages: before, during, after, or the author's own."""

    table: ClassVar[str] = "phases"
    prefix: ClassVar[str] = "phase"
    references: ClassVar[dict[str, str]] = {"journey_id": "journeys"}

    journey_id: RecordId
    name: Name = ""
    role: PhaseRole | None = None
    order: OrderKey = "a0"


class Stage(Record):
    """One column of the map."""

    table: ClassVar[str] = "stages"
    prefix: ClassVar[str] = "stage"
    references: ClassVar[dict[str, str]] = {"journey_id": "journeys", "phase_id": "phases"}

    journey_id: RecordId
    phase_id: RecordId
    name: Name
    description: Text = ""
    order: OrderKey = "a0"


class Lane(Record):
    """One row of the map. A lane of kind ``metrics`` shows the bound metric it names."""

    table: ClassVar[str] = "lanes"
    prefix: ClassVar[str] = "lane"
    references: ClassVar[dict[str, str]] = {"journey_id": "journeys", "persona_id": "personas"}

    journey_id: RecordId
    kind: LaneKind
    title: Name = ""
    subtitle: Name = ""
    metric: Name = ""
    target: Number | None = None
    persona_id: RecordId | None = None
    order: OrderKey = "a0"


class Card(Record):
    """One note in one cell of the map."""

    table: ClassVar[str] = "cards"
    prefix: ClassVar[str] = "card"
    references: ClassVar[dict[str, str]] = {
        "journey_id": "journeys",
        "lane_id": "lanes",
        "stage_id": "stages",
        "persona_id": "personas",
    }

    journey_id: RecordId
    lane_id: RecordId
    stage_id: RecordId
    text: Text = ""
    sentiment: Sentiment = "neutral"
    channel: Name = ""
    tags: tuple[Name, ...] = ()
    quote: Text = ""
    source: Text = ""
    evidence: EvidenceClass | None = None
    persona_id: RecordId | None = None
    moment_of_truth: StrictBool = False
    impact: Score | None = None
    ease: Score | None = None
    order: OrderKey = "a0"


class Emotion(Record):
    """One point of an emotion curve, on the canonical scale from -2 to +2."""

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
    value: Emotionality
    low: Emotionality | None = None
    high: Emotionality | None = None
    label: Name = ""
    quote: Text = ""
    evidence: EvidenceClass | None = None
    moment_of_truth: StrictBool = False


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
    for model in (PersonaRecord, JourneyRecord, Phase, Stage, Lane, Card, Emotion, Conflict)
}
