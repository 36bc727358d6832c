"""What some records hold lists of: small values without an id of their own; knows no record."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from cjm_widgets.model.fields import EvidenceClass, FieldKind, LaneKind, Name, Share, Text


class ChannelPreference(BaseModel):
    """A channel a persona likes to use, with its weight from 0 (never) to 1 (always)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    channel: Name
    weight: Share = 0.5


class CustomField(BaseModel):
    """A field of a persona that its author made: text, a list, tags, or a slider from 0 to 1."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    kind: FieldKind = "text"
    text: Text = ""
    items: tuple[Text, ...] = ()
    value: Share = 0.5
    low: Name = ""
    high: Name = ""


class FieldEvidence(BaseModel):
    """What one field of a persona rests on: its class, a quote, a source, the rows of the data."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    field: Name
    evidence: EvidenceClass | None = None
    quote: Text = ""
    source: Text = ""
    rows: Text = ""


class StagePrompt(BaseModel):
    """What the empty cell of a stage asks in the lanes of one kind."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    lane: LaneKind = "actions"
    text: Text = ""
