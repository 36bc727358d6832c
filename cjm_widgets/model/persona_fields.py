"""The fields of a persona as their author sees them: evidence, privacy, own fields; pure, knows no document.

A field goes by its key: its name in the record, or ``custom:`` and the name its author gave it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.model.parts import CustomField, FieldEvidence
from cjm_widgets.model.records import PersonaRecord

CUSTOM = "custom:"
FIELDS = (
    "role", "archetype", "quote", "age", "place", "occupation", "household",
    "goals", "motivations", "frustrations", "needs", "buying_habits", "decision_criteria",
    "channels", "digital_ease", "patience", "device", "accessibility_needs",
)  # fmt: skip
"""The fields that can rest on evidence, in the order of the card."""
HIDEABLE = ("name", "avatar", *FIELDS, "segment")
"""The fields that can be kept private; fields of one's own can too."""
NOBODY = "Persona"
"""What a persona is called outside of the live board where its name is private."""

Changes = dict[str, Any]
"""Fields of the record with their new values."""


@dataclass(frozen=True, slots=True)
class EvidenceTally:
    """How many of the filled fields of a persona rest on what.

    Attributes
    ----------
    total : int
        Fields that hold something.
    observed, reported, inferred, assumed : int
        Those with evidence of this class.
    """

    total: int
    observed: int
    reported: int
    inferred: int
    assumed: int

    @property
    def unmarked(self) -> int:
        """Fields of which nobody said what they rest on."""
        return self.total - self.observed - self.reported - self.inferred - self.assumed


def custom_key(name: str) -> str:
    """Return the key of a field of one's own."""
    return f"{CUSTOM}{name}"


def find_key(persona: PersonaRecord, wanted: object, among: Sequence[str] = FIELDS) -> str:
    """Return the key of a field by its name or key; a field of the record goes before one of one's own.

    Raises
    ------
    NotFound
        With the nearest name.
    """
    names = [own.name for own in persona.custom_fields]
    if isinstance(wanted, str):
        if wanted in among:
            return wanted
        name = wanted.removeprefix(CUSTOM)
        for pick in (str, str.casefold):
            for own in names:
                if pick(own) == pick(name):
                    return custom_key(own)
    choices = [*among, *names]
    raise NotFound(
        f'A persona has no field "{wanted}" here.', where="field", expected="one of " + ", ".join(choices),
        hint=did_you_mean(str(wanted), choices),
    )  # fmt: skip


def is_empty(value: object) -> bool:
    """Tell whether a field holds nothing; a slider of one's own always holds something."""
    if isinstance(value, CustomField):
        return not (value.text.strip() or value.items or value.kind == "slider")
    return value is None or value in ("", ())


def filled(persona: PersonaRecord) -> list[str]:
    """Return the keys of the fields that hold something and can rest on evidence, in order."""
    own = [custom_key(field.name) for field in persona.custom_fields if not is_empty(field)]
    return [name for name in FIELDS if not is_empty(getattr(persona, name))] + own


def evidence_of(persona: PersonaRecord, key: str) -> FieldEvidence | None:
    """Return what a field rests on, or None where nobody said."""
    return next((each for each in persona.evidence if each.field == key), None)


def value_text(persona: PersonaRecord, key: str) -> str:
    """Return what a field holds as one text: items by "; ", channels and sliders with their share."""
    if key.startswith(CUSTOM):
        own = persona.custom_fields[_place(persona, key)]
        if own.kind == "slider":
            ends = f" ({own.low or 0} – {own.high or 1})" if own.low or own.high else ""
            return f"{own.value:.0%}{ends}"
        return own.text if own.kind == "text" else "; ".join(own.items)
    value = getattr(persona, key)
    if key == "channels":
        return "; ".join(f"{each.channel} {each.weight:.0%}" for each in persona.channels)
    return "; ".join(value) if isinstance(value, tuple) else str(value)


def tally(persona: PersonaRecord) -> EvidenceTally:
    """Count what the filled fields rest on."""
    keys = filled(persona)
    found = [each.evidence for key in keys if (each := evidence_of(persona, key))]
    return EvidenceTally(
        len(keys), *(found.count(kind) for kind in ("observed", "reported", "inferred", "assumed"))
    )


def with_evidence(persona: PersonaRecord, key: str, fields: Mapping[str, Any]) -> Changes:
    """Return the change that says what a field rests on; an entry that says nothing is taken out."""
    old = evidence_of(persona, key) or FieldEvidence(field=key)
    new = {**old.model_dump(), **fields, "field": key}
    entries = [each.model_dump() for each in persona.evidence if each.field != key]
    if any(new[name] for name in ("evidence", "quote", "source", "rows")):
        at = next((i for i, each in enumerate(persona.evidence) if each.field == key), len(entries))
        entries.insert(at, new)
    return {"evidence": entries}


def with_private(persona: PersonaRecord, keys: Sequence[str], private: bool) -> Changes:
    """Return the change that keeps fields private, or no longer."""
    if private:
        return {"private": [*persona.private, *(key for key in keys if key not in persona.private)]}
    return {"private": [key for key in persona.private if key not in keys]}


def add_custom(persona: PersonaRecord, name: str, kind: str, values: Mapping[str, Any]) -> Changes:
    """Return the change that adds a field of one's own at the end; nothing where one is called so."""
    _check_values(values)
    if any(own.name == name for own in persona.custom_fields):
        return {}
    return {"custom_fields": [*_dumped(persona), {"name": name, "kind": kind, **values}]}


def edit_custom(persona: PersonaRecord, key: str, values: Mapping[str, Any]) -> Changes:
    """Return the change of a field of one's own; evidence and privacy follow a new name."""
    _check_values({name: value for name, value in values.items() if name not in ("name", "kind")})
    at = _place(persona, key)
    fields = _dumped(persona)
    fields[at] = {**fields[at], **values}
    name = values.get("name", persona.custom_fields[at].name)
    if any(own.name == name for i, own in enumerate(persona.custom_fields) if i != at):
        raise BadInput("Another field of this persona is called so.", where="name", value=name)
    return {"custom_fields": fields, **_renamed(persona, key, custom_key(str(name)))}


def move_custom(persona: PersonaRecord, key: str, index: int) -> Changes:
    """Return the change that gives a field of one's own another place among them."""
    fields = _dumped(persona)
    moved = fields.pop(_place(persona, key))
    fields.insert(max(0, min(index, len(fields))), moved)
    return {"custom_fields": fields}


def remove_custom(persona: PersonaRecord, key: str) -> Changes:
    """Return the change that removes a field of one's own with its evidence."""
    fields = _dumped(persona)
    del fields[_place(persona, key)]
    return {"custom_fields": fields, **_renamed(persona, key, None)}


def public(persona: PersonaRecord, position: int | None = None) -> PersonaRecord:
    """Return a persona without what is private, as pictures, tables and texts may show it.

    Private fields are empty, with their evidence gone; where the name is private, "Persona" and `position`
    (from 0) stand for it.
    """
    if not persona.private:
        return persona
    hidden = set(persona.private)
    names = PersonaRecord.model_fields
    changes: Changes = {
        key: names[key].get_default() for key in hidden if key in names and key not in ("id", "name", "order")
    }
    if "name" in hidden:
        changes["name"] = NOBODY if position is None else f"{NOBODY} {position + 1}"
    if "custom_fields" not in hidden:
        changes["custom_fields"] = tuple(
            own for own in persona.custom_fields if custom_key(own.name) not in hidden
        )
    all_own = "custom_fields" in hidden
    changes["evidence"] = tuple(
        each
        for each in persona.evidence
        if each.field not in hidden
        and "evidence" not in hidden
        and not (all_own and each.field.startswith(CUSTOM))
    )
    return persona.model_copy(update={**changes, "private": ()})


def _renamed(persona: PersonaRecord, old: str, new: str | None) -> Changes:
    """Return what becomes of evidence and privacy when a key changes or goes; nothing where none had it."""
    changes: Changes = {}
    if new == old:
        return changes
    if any(each.field == old for each in persona.evidence):
        entries = [each.model_dump() for each in persona.evidence if each.field != old or new is not None]
        changes["evidence"] = [{**e, "field": new} if e["field"] == old else e for e in entries]
    if old in persona.private:
        keys = [new if key == old else key for key in persona.private]
        changes["private"] = [key for key in keys if key is not None]
    return changes


def _dumped(persona: PersonaRecord) -> list[dict[str, Any]]:
    return [own.model_dump() for own in persona.custom_fields]


def _place(persona: PersonaRecord, key: str) -> int:
    keys = [custom_key(own.name) for own in persona.custom_fields]
    if key not in keys:
        raise BadInput("This is no field of one's own.", where="field", value=key.removeprefix(CUSTOM),
                       expected="one that add_field made")  # fmt: skip
    return keys.index(key)


def _check_values(values: Mapping[str, Any]) -> None:
    known = ("text", "items", "value", "low", "high")
    wrong = next((name for name in values if name not in known), None)
    if wrong is not None:
        raise BadInput(
            f'A field of one\'s own has no "{wrong}".', where="field", code="unknown_field",
            expected="one of " + ", ".join(known), hint=did_you_mean(wrong, known),
        )  # fmt: skip
