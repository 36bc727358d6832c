"""What a field of a record may hold: texts, numbers and the words of each choice; knows no record."""

from __future__ import annotations

import re
from numbers import Integral, Real
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints

MAX_TEXT = 100_000
MAX_NAME = 1_000


_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_HALF = re.compile("[\ud800-\udfff]")


def _clean_text(value: Any) -> Any:
    r"""Drop what no text may hold: NUL, other control characters, lone surrogates; line ends become a LF."""
    if not isinstance(value, str):
        return value
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    if value.isprintable():
        return value
    return _FORBIDDEN.sub("", value)


def stored_text(text: str) -> str:
    """Return a text as a record keeps it."""
    return str(_clean_text(text))


def is_broken(text: str) -> bool:
    """Tell whether a text holds half a character, which no file, frame or message can."""
    return _HALF.search(text) is not None


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

Placement = Annotated[
    float, Field(strict=True, ge=-1, le=1, allow_inf_nan=False), BeforeValidator(_clean_number)
]
Behind = Annotated[
    float, Field(strict=True, ge=0, le=0.99, allow_inf_nan=False), BeforeValidator(_clean_number)
]
Span = Annotated[int, Field(strict=True, ge=1, le=100), BeforeValidator(_clean_whole)]
Picture = Annotated[
    str,
    StringConstraints(
        strict=True, max_length=88_000, pattern=r"^(data:image/(png|jpeg|webp);base64,[A-Za-z0-9+/=]+)?$"
    ),
]
"""A small picture as a data address: PNG, JPEG or WebP of at most 64 kB before base64; "" for none."""

EvidenceClass = Literal["observed", "reported", "inferred", "assumed"]
Sentiment = Literal["positive", "attention", "negative", "neutral"]
JourneyKind = Literal[
    "current_state", "future_state", "day_in_the_life", "service_blueprint", "experience_map"
]
JourneyShape = Literal["linear", "cyclic", "omnichannel"]
EmotionScale = Literal["-2..+2", "1..5", "1..10"]
LaneRole = Literal["customer", "frontstage", "backstage", "support"]
Medium = Literal["physical", "digital", "human"]
Usage = Literal["today", "intended", "both"]
Depth = Literal["overview", "detail", "evidence"]
FieldKind = Literal["text", "list", "tags", "slider"]
PhaseRole = Literal["before", "during", "after"]
Variant = Literal["as_is", "to_be"]
Color = Literal["indigo", "raspberry", "teal", "ochre", "violet", "slate"]
LaneKind = Literal[
    "actions", "thoughts", "touchpoints", "channels", "emotions", "quotes", "expectations", "motivations",
    "pain_points", "moments_of_truth", "opportunities", "solutions", "metrics", "images", "frontstage",
    "backstage", "support_processes", "teams", "resources", "free_text",
]  # fmt: skip
