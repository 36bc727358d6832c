"""A difference in words and as a table; imports pandas only when called, and never says what is private."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from cjm_widgets.errors import needed_for
from cjm_widgets.locale import text
from cjm_widgets.model.difference import SIGNS, ChangeKind, Difference, RecordChange
from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.record_words import field_name, record_line, record_name, record_place, value_words
from cjm_widgets.model.records import PersonaRecord, Record
from cjm_widgets.model.state import State

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = ("change", "table", "record", "place", "field", "before", "after", "record_id")
_SAID_ONLY = ("order", "x", "y", "fingerprint")
"""Fields whose values tell a reader nothing."""


class FieldWords(NamedTuple):
    """A field that differs: its two values in words; None where they are private or tell nothing."""

    field: str
    before: str | None
    after: str | None
    private: bool


class Sentence(NamedTuple):
    """One record that differs, in words, and what of it."""

    id: str
    kind: ChangeKind
    text: str
    fields: tuple[str, ...]


def summary(counts: Mapping[ChangeKind, int], locale: str) -> str:
    """Return how many records were added, changed and removed."""
    said = {kind: text(f"difference.{kind}", locale, count=counts[kind]) for kind in SIGNS}
    return text("difference.sum", locale, **said)


def difference_text(difference: Difference, locale: str) -> str:
    """Return the difference as lines: a sum, then one a record and one a field of it."""
    if not difference:
        return text("difference.none", locale)
    lines = [summary({kind: difference.count(kind) for kind in SIGNS}, locale)]
    for said in sentences(difference, locale):
        lines.append(f"{SIGNS[said.kind]} {said.text}")
        lines += [f"    {field}" for field in said.fields]
    return "\n".join(lines)


def sentences(difference: Difference, locale: str) -> Iterator[Sentence]:
    """Yield the difference record by record."""
    for change in difference.changes:
        of = tuple(_field_line(change, words, locale) for words in fields(difference, change, locale))
        yield Sentence(change.id, change.kind, _record_line(difference, change, locale), of)


def difference_frame(difference: Difference, locale: str) -> pd.DataFrame:
    """Return the difference with the columns :data:`COLUMNS`."""
    with needed_for("A table"):
        import pandas as pd

    rows = []
    for change in difference.changes:
        name, place = _named(difference, change, locale)
        start = {
            "change": change.kind,
            "table": change.table,
            "record": name,
            "place": place,
            "record_id": change.id,
        }
        if change.kind != "changed":
            rows.append({**start, "field": None, "before": None, "after": None})
        rows += [
            {**start, "field": words.field, "before": words.before, "after": words.after}
            for words in fields(difference, change, locale)
        ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def fields(difference: Difference, change: RecordChange, locale: str) -> Iterator[FieldWords]:
    """Yield the fields of a changed record in words."""
    if change.before is None or change.after is None:
        return
    old, new = _public(change.before, change.after)
    for name in change.fields:
        private = getattr(old, name) == getattr(new, name)
        if private or name in _SAID_ONLY:
            yield FieldWords(name, None, None, private)
            continue
        before = value_words(difference.before, old, name, locale)
        after = value_words(difference.after, new, name, locale)
        yield FieldWords(name, before, after, private=False)


def _public(before: Record, after: Record) -> tuple[Record, Record]:
    """Return both sides without what either keeps private."""
    if not isinstance(before, PersonaRecord) or not isinstance(after, PersonaRecord):
        return before, after
    private = tuple(dict.fromkeys((*before.private, *after.private)))
    old, new = (public(side.model_copy(update={"private": private})) for side in (before, after))
    return old, new


def _named(difference: Difference, change: RecordChange, locale: str) -> tuple[str, str]:
    state = _side(difference, change)
    return record_name(state, change.record, locale), record_place(state, change.record, locale)


def _side(difference: Difference, change: RecordChange) -> State:
    """Return the state that a record is in, the later one where both are."""
    return difference.before if change.after is None else difference.after


def _record_line(difference: Difference, change: RecordChange, locale: str) -> str:
    return record_line(_side(difference, change), change.record, locale)


def _field_line(change: RecordChange, words: FieldWords, locale: str) -> str:
    field = field_name(change.table, words.field, locale)
    if words.before is None:
        return text(
            "difference.line_private" if words.private else "difference.line_changed", locale, field=field
        )
    return text("difference.line", locale, field=field, before=words.before, after=words.after)
