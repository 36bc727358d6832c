"""Hypothesis strategies for valid contents and batches, made from the described fields of the records."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from cjm_widgets.model import cascade
from cjm_widgets.model.ops import Op, Patch, Put, apply, read_record
from cjm_widgets.model.order import first_keys
from cjm_widgets.model.records import TABLES, Conflict, Record
from cjm_widgets.model.schema import fields as described_fields
from cjm_widgets.model.state import State

settings.register_profile(
    "house", deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("house")  # a shared machine is slow now and then, which is no fault of the code

ODD_TEXTS = [
    "",
    "مرحبا بالعالم",
    "שלום",
    "👩‍👧‍👦 🇫🇷",
    "a\u202eb",
    "NUL\x00 inside",
    "two\r\nlines\ttab",
    '"quoted" \\ <b>&',
    "é",
    "e\u0301",
]
IDS = [f"{number:04d}" for number in range(12)]
KEYS = first_keys(8)
_FIELDS = described_fields()

texts = st.sampled_from(ODD_TEXTS) | st.sampled_from(["x", "y", "z"]) | st.text(max_size=6)


@cache
def _plain(table: str, field: str) -> st.SearchStrategy[Any]:
    """Values of a field that refers to nothing."""
    return _values(_FIELDS[table][field], field)


def _values(kind: dict[str, Any], field: str = "") -> st.SearchStrategy[Any]:
    made = _not_null(kind, field)
    return st.none() | made if kind.get("nullable") else made


def _not_null(kind: dict[str, Any], field: str) -> st.SearchStrategy[Any]:
    if "enum" in kind:
        return st.sampled_from(kind["enum"])
    if field == "order":
        return st.sampled_from(KEYS)
    if field == "segment":  # a rule that can be read, the only kind that may be stored anew
        return st.sampled_from(["", "member", "age >= 30", '`é x` not in ["a", "👩"]'])
    if "data:image" in kind.get("pattern", ""):
        return st.sampled_from(["", "data:image/png;base64,iVBORw0KGgo="])
    if field == "of_id":
        return st.sampled_from([f"card_{number}" for number in IDS])
    match kind["type"]:
        case "string":
            return texts
        case "integer":
            return st.integers(kind["min"], kind["max"])
        case "number":
            return st.floats(kind.get("min"), kind.get("max"), allow_nan=False, allow_infinity=False)
        case "boolean":
            return st.booleans()
        case "array":
            return st.lists(_values(kind["items"]), max_size=4)
    return st.fixed_dictionaries({name: _values(inner) for name, inner in kind["fields"].items()})


def value_of(state: State, table: str, field: str) -> st.SearchStrategy[Any] | None:
    """Values of a field of a record in `state`; None when it refers to something and there is nothing."""
    kind = _FIELDS[table][field]
    if (table, field) == ("personas", "segment"):
        return st.sampled_from(["", "age >= 30", "age < 60 and children >= 1"])
    if "ref" not in kind:
        return _plain(table, field)
    there = sorted(state.tables[kind["ref"]])
    if kind["type"] == "array":
        return st.lists(st.sampled_from(there), unique=True, max_size=3) if there else st.just([])
    if not there:
        return st.none() if kind.get("nullable") else None
    return st.none() | st.sampled_from(there) if kind.get("nullable") else st.sampled_from(there)


@st.composite
def additions(draw: st.DrawFn, state: State) -> list[Op]:
    """Put one record, mostly a new one, whose references exist."""
    model = draw(st.sampled_from([model for model in TABLES.values() if model is not Conflict]))
    data: dict[str, Any] = {"id": f"{model.prefix}_{draw(st.sampled_from(IDS))}"}
    described = _FIELDS[model.table]
    optional = [field for field, kind in described.items() if not kind.get("required")]
    chosen = draw(st.lists(st.sampled_from(optional), max_size=3, unique=True)) if optional else []
    for field in [
        field for field, kind in described.items() if kind.get("required") and field != "id"
    ] + chosen:
        values = value_of(state, model.table, field)
        if values is None:
            return []
        data[field] = draw(values)
    if data["id"] in data.get("links", ()):
        return []
    return [Put(model.table, read_record(model.table, data))]


@st.composite
def edits(draw: st.DrawFn, state: State) -> list[Op]:
    """Patch one to three fields of a record."""
    record = draw(_records(state))
    if record is None:
        return []
    names = [name for name in _FIELDS[record.table] if name != "id"]
    chosen = draw(st.lists(st.sampled_from(names), min_size=1, max_size=3, unique=True))
    values = {}
    for name in chosen:
        possible = value_of(state, record.table, name)
        if possible is not None:
            values[name] = draw(possible)
    if record.id in values.get("links", ()):
        return []
    return [Patch(record.table, record.id, values)]


@st.composite
def removals(draw: st.DrawFn, state: State) -> list[Op]:
    """Remove a record with all that belongs to it."""
    record = draw(_records(state))
    return [] if record is None else cascade.remove_record(state, record)


def _records(state: State) -> st.SearchStrategy[Record | None]:
    there = sorted(state.records(), key=lambda record: record.id)
    return st.sampled_from(there) if there else st.none()


@st.composite
def batches(draw: st.DrawFn, state: State, gestures: int = 3) -> tuple[Op, ...]:
    """A batch of up to `gestures` gestures that is valid on `state`."""
    ops: list[Op] = []
    for _ in range(draw(st.integers(1, gestures))):
        step: Sequence[Op] = draw(additions(state) | edits(state) | edits(state) | removals(state))
        state = apply(state, step).state
        ops.extend(step)
    return tuple(ops)


@st.composite
def edited(draw: st.DrawFn, state: State, batches_at_most: int = 3) -> State:
    """`state` after a few batches."""
    for _ in range(draw(st.integers(0, batches_at_most))):
        state = apply(state, draw(batches(state))).state
    return state


def small_state() -> State:
    """A small map with a record in every table a person fills."""
    made = {
        "personas": [{"id": "persona_0000", "name": "Julie"}, {"id": "persona_0001", "name": "Robert"}],
        "journeys": [
            {"id": "journey_0000", "title": "Glasses", "personas": ["persona_0000"], "tags": ["x", "y"]}
        ],
        "phases": [{"id": "phase_0000", "journey_id": "journey_0000"}],
        "stages": [
            {
                "id": f"stage_{i}",
                "journey_id": "journey_0000",
                "phase_id": "phase_0000",
                "name": i,
                "order": key,
            }
            for i, key in zip(IDS[:3], KEYS, strict=False)
        ],
        "lanes": [{"id": f"lane_{i}", "journey_id": "journey_0000", "kind": "actions"} for i in IDS[:2]],
        "cards": [
            {
                "id": f"card_{i}",
                "journey_id": "journey_0000",
                "lane_id": "lane_0000",
                "stage_id": "stage_0001",
                "text": i,
                "tags": ["x", "y", "z"],
                "persona_id": persona,
            }
            for i, persona in zip(IDS[:3], [None, "persona_0000", "persona_0001"], strict=True)
        ],
        "emotions": [
            {"id": "emotion_0000", "journey_id": "journey_0000", "stage_id": "stage_0000", "value": 1.0},
            {
                "id": "emotion_0001",
                "journey_id": "journey_0000",
                "stage_id": "stage_0001",
                "value": -2.0,
                "persona_id": "persona_0000",
            },
            {
                "id": "emotion_0002",
                "journey_id": "journey_0000",
                "stage_id": "stage_0000",
                "value": 0.5,
                "after": 0.25,
            },
        ],
    }
    puts = [Put(table, read_record(table, data)) for table, records in made.items() for data in records]
    return apply(State(), puts).state


SMALL = small_state()


def states() -> st.SearchStrategy[State]:
    """Valid contents: a small map that was edited, or one grown from nothing."""
    return edited(SMALL) | edited(SMALL) | edited(State(), batches_at_most=6)
