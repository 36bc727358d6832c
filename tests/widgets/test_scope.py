"""What a board shows of a document: no board is told of what its page has no table for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cjm_widgets.model.records import TABLES
from cjm_widgets.widgets.scope import Scope
from tests.hostile import HARMLESS, document

STATE = Path(__file__).parents[2] / "js" / "src" / "core" / "state.ts"


def page_tables() -> set[str]:
    """Return the tables that pages hold."""
    source = STATE.read_text("utf-8")
    names = re.search(r"TABLE_NAMES[^=]*= \[(.*?)\]", source, re.DOTALL)
    assert names
    return set(re.findall(r'"(\w+)"', names[1]))


@pytest.mark.parametrize("kind", ["journey", "labels", "persona", "deck"])
def test_every_record_that_is_shown_has_a_table_in_the_page(kind: str) -> None:
    doc = document([HARMLESS])
    journey, persona = doc.journeys[0].id, doc.personas[0].id
    scope = {
        "journey": Scope(journey_id=journey),
        "labels": Scope(journey_id=journey, labels=True),
        "persona": Scope(persona_id=persona),
        "deck": Scope(),
    }[kind]
    tables = doc.state.tables
    assert all(tables[name] for name in TABLES), "a record of every table"
    shown = {name for name in TABLES if any(map(scope.holds, tables[name].values()))}
    assert shown
    assert shown <= page_tables()
    assert "kept" not in shown
