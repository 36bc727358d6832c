"""What differs between two files, record by record and field by field; private values are not printed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cjm_widgets.cli.documents import document_of, left_out, read
from cjm_widgets.cli.output import FOUND, OK, language, say_json, say_line, told, words
from cjm_widgets.interchange.content import content
from cjm_widgets.interchange.draft import label
from cjm_widgets.locale import text
from cjm_widgets.model.document import Document
from cjm_widgets.model.records import TABLES, Record
from cjm_widgets.model.state import State

_SHORT = 60


def diff(old: Path, new: Path, *, include_private: bool, as_json: bool) -> int:
    """Print what was added, removed and changed; return 1 where the two differ or were not read whole."""
    with told(as_json=as_json):
        previews = [read(path) for path in (old, new)]
        before, after = (document_of(preview) for preview in previews)
        found = differences(before, after, include_private=include_private)
    missing = left_out(*previews, as_json=as_json)
    if as_json:
        counts = [preview.counts for preview in previews]
        say_json({"same": not found and not missing, "differences": found, "counts": counts})
    else:
        for each in found:
            _print(each)
        same = words("cli.same_as_read" if missing else "cli.same")
        say_line(words("cli.differ", count=len(found)) if found else same)
    return FOUND if found or missing else OK


def differences(before: Document, after: Document, *, include_private: bool) -> list[dict[str, Any]]:
    """Return one mapping a record that differs: table, id, name, status, and its fields before and after."""
    whole = content(before, include_private=True), content(after, include_private=True)
    shown = whole if include_private else (content(before), content(after))
    found = []
    for table in TABLES:
        ids = sorted({*whole[0].tables[table], *whole[1].tables[table]})
        found += [each for record_id in ids if (each := _one(table, record_id, whole, shown)) is not None]
    return found


def _one(
    table: str, record_id: str, whole: tuple[State, State], shown: tuple[State, State]
) -> dict[str, Any] | None:
    first, second = (state.tables[table].get(record_id) for state in whole)
    if first == second:
        return None
    public = [state.tables[table].get(record_id) for state in shown]
    named = public[1] or public[0]
    about = {"table": table, "id": record_id, "name": label(named) if named else record_id}
    if first is None or second is None:
        return {**about, "status": "added" if first is None else "removed", "fields": {}}
    return {**about, "status": "changed", "fields": _fields((first, second), public)}


def _fields(whole: tuple[Record, Record], public: list[Record | None]) -> dict[str, Any]:
    """Return field → [before, after]; where only what is private differs, null for both."""
    held = [record.model_dump(mode="json") for record in whole]
    open_to_all = [record.model_dump(mode="json") if record else {} for record in public]
    return {
        name: [side.get(name) for side in open_to_all]
        if open_to_all[0].get(name) != open_to_all[1].get(name)
        else [None, None]
        for name in held[0]
        if held[0][name] != held[1][name]
    }


def _print(each: Mapping[str, Any]) -> None:
    mark = {"added": "+", "removed": "-", "changed": "~"}[each["status"]]
    kind = text(f"interchange.one_{each['table']}", language())
    say_line(f"{mark} {kind} {each['name']!r} ({each['id']})")
    for name, (before, after) in each["fields"].items():
        if before is None and after is None:
            say_line(f"    {name}: {words('cli.private')}")
        else:
            say_line(f"    {name}: {_short(before)} → {_short(after)}")


def _short(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False)
    return said if len(said) <= _SHORT else f"{said[: _SHORT - 1]}…"
