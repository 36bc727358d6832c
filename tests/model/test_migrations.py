"""Older files are led step by step to the schema of today."""

from __future__ import annotations

import pytest

from cjm_widgets.errors import FileProblem
from cjm_widgets.model import codec, migrations, records
from cjm_widgets.model.migrations import MIGRATIONS, Tables, migrate


def test_there_is_a_step_from_every_version_to_the_next() -> None:
    assert sorted(MIGRATIONS) == list(range(1, records.SCHEMA_VERSION))


def test_steps_run_in_order_and_leave_what_was_given() -> None:
    def rename(tables: Tables) -> Tables:
        return {"personas": tables["people"]}

    def shout(tables: Tables) -> Tables:
        return {
            "personas": {rid: {"name": record["name"].upper()} for rid, record in tables["personas"].items()}
        }

    given = {"people": {"persona_0000": {"name": "Julie"}}}
    migrated = migrate(given, 1, to=3, steps={1: rename, 2: shout})
    assert migrated == {"personas": {"persona_0000": {"name": "JULIE"}}}
    assert given == {"people": {"persona_0000": {"name": "Julie"}}}
    assert migrate(migrated, 3, to=3, steps={}) is migrated


def test_a_file_of_an_older_schema_opens_and_is_written_in_the_new_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def from_one(tables: Tables) -> Tables:
        return {"personas": {rid: {"name": record["nom"]} for rid, record in tables["people"].items()}}

    monkeypatch.setattr(codec, "SCHEMA_VERSION", 2)
    monkeypatch.setattr(codec, "migrate", lambda t, version: migrate(t, version, to=2, steps={1: from_one}))
    text = '{"format": "cjm_widgets", "schema_version": 1,\n"people/persona_0000": {"nom": "Julie"}}'
    state = codec.loads(text)
    assert [record.name for record in state.table(records.PersonaRecord).values()] == ["Julie"]
    assert '"schema_version": 2' in codec.dumps(state)


def test_what_a_step_leaves_wrong_is_refused_like_any_other_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        codec, "migrate", lambda tables, version: {"personas": {"persona_0000": {"name": "x", "nom": ""}}}
    )
    with pytest.raises(FileProblem) as caught:
        codec.loads('{"format": "cjm_widgets", "schema_version": 1}')
    assert caught.value.code == "unknown_field"


def test_version_one_needs_no_step() -> None:
    assert migrations.migrate({"cards": {}}, 1, to=1) == {"cards": {}}
