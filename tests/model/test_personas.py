"""Tests of personas: evidence, own fields, privacy, templates, the deck; from Python."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.model import persona_fields
from cjm_widgets.model.ops import read_record
from cjm_widgets.model.persona_templates import described, persona_template
from cjm_widgets.model.records import PersonaRecord

VECTORS = json.loads((Path(__file__).parents[1] / "fixtures" / "personas" / "fields.json").read_text("utf-8"))


def person(**fields: Any) -> PersonaRecord:
    record = read_record("personas", fields)
    assert isinstance(record, PersonaRecord)
    return record


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_gestures_lead_to_what_the_vectors_say(case: dict[str, Any]) -> None:
    before = person(**VECTORS["persona"])
    verb, *given_ = case["do"]
    changes = getattr(persona_fields, verb)(before, *given_)
    assert set(changes) == set(case["expect"])
    after = person(**{**before.model_dump(), **changes})
    assert after == person(**{**VECTORS["persona"], **case["expect"]})


def test_the_tally_counts_filled_fields_only() -> None:
    persona = person(**VECTORS["persona"])
    tally = persona_fields.tally(persona)
    wanted = VECTORS["tally"]
    assert {name: getattr(tally, name) for name in wanted} == wanted
    assert persona_fields.filled(persona) == VECTORS["filled"]


# -- from Python ---------------------------------------------------------------------------------------


@pytest.fixture
def julie() -> cjm.Persona:
    return cjm.Document().add_persona("Julie", goals=["Glasses"], place="Lyon", quote="How much?")


def test_evidence_is_one_step_and_keeps_what_was_not_named(julie: cjm.Persona) -> None:
    julie.set_evidence("goals", "observed", quote="“Before school”", source="Interview 4", rows="12-40")
    julie.set_evidence("goals", "reported", rows="")
    (said,) = julie.evidence
    assert (said.evidence, said.quote, said.source, said.rows) == (
        "reported", "“Before school”", "Interview 4", "",
    )  # fmt: skip
    assert julie.evidence_tally.reported == 1
    assert julie.evidence_tally.unmarked == 2
    julie.document.undo()
    julie.document.undo()
    assert julie.evidence == ()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda p: p.set_evidence("goal", "observed"), '"goals"'),
        (lambda p: p.set_evidence("goals", "observd"), '"observed"'),
        (lambda p: p.set_evidence("goals", "observed", quot="x"), '"quote"'),
        (lambda p: p.set_evidence("name", "observed"), "no field"),
        (lambda p: p.set_private("plce"), '"place"'),
        (lambda p: p.set_private("order"), "no field"),
        (lambda p: p.edit_field("Nothing", text="x"), "no field"),
        (lambda p: p.add_field("Pets", "tag"), '"tags"'),
        (lambda p: p.add_field("Pets", "tags", item=["cat"]), '"items"'),
        (lambda p: p.add_field("Mood", "slider", value=2), "value"),
        (lambda p: p.add_field(3), "text"),
        (lambda p: p.place(1.5, 0), "x"),
        (lambda p: p.place(1, None), "x and a y"),
        (lambda p: p.document.add_persona("X", template="anxios"), '"anxious"'),
        (lambda p: p.document.add_persona("X", template="anxious", locale="de"), "language"),
        (lambda p: p.document.edit_deck(lft="Slow"), '"left"'),
    ],
)
def test_what_cannot_be_is_refused_with_the_nearest_and_changes_nothing(
    julie: cjm.Persona, call: Any, says: str
) -> None:
    before = julie.document.to_dict()
    with pytest.raises(cjm.CjmError, match=says):
        call(julie)
    assert julie.document.to_dict() == before


def test_own_fields_are_added_edited_moved_and_removed(julie: cjm.Persona) -> None:
    julie.add_field("Notes", text="Works shifts")
    julie.add_field("Pets", "tags", items=["cat", "dog"])
    julie.add_field("Pace", "slider", value=0.8, low="calm", high="hurried")
    julie.add_field("Pets", "text")
    julie.set_evidence("Pace", "assumed")
    julie.set_private("Pace")
    julie.edit_field("Pace", name="Tempo")
    julie.move_field("tempo", 0)
    assert [own.name for own in julie.custom_fields] == ["Tempo", "Notes", "Pets"]
    assert julie.private == ("custom:Tempo",)
    assert [each.field for each in julie.evidence] == ["custom:Tempo"]
    with pytest.raises(cjm.CjmError, match="called so"):
        julie.edit_field("Tempo", name="Pets")
    julie.remove_field("Tempo")
    assert julie.private == ()
    assert julie.evidence == ()
    assert julie.document.history.undo_label == "remove_field"


def test_a_twin_stands_behind_and_is_not_placed(julie: cjm.Persona) -> None:
    doc = julie.document
    robert = doc.add_persona("Robert")
    julie.place(0.5, -0.5)
    twin = julie.duplicate("Julie, 2030")
    assert julie.duplicate("Julie, 2030") == twin
    assert [persona.name for persona in doc.personas] == ["Julie", "Julie, 2030", "Robert"]
    assert (twin.goals, twin.x, twin.y) == (julie.goals, None, None)
    robert.move(0)
    assert doc.personas[0] == robert
    assert (julie.x, julie.y) == (0.5, -0.5)
    julie.place(None, None)
    assert julie.x is None


def test_the_deck_has_names_before_it_has_a_record(julie: cjm.Persona) -> None:
    doc = julie.document
    assert doc.deck.left == ""
    revision = doc.revision
    assert doc.edit_deck().title == ""
    assert doc.revision == revision
    doc.edit_deck(title="Pace and ease", left="Calm", right="Hurried")
    doc.edit_deck(top="At ease")
    assert (doc.deck.title, doc.deck.left, doc.deck.top) == ("Pace and ease", "Calm", "At ease")
    assert cjm.Document.from_dict(doc.to_dict()).deck == doc.deck
    assert doc.undo() is not None
    assert doc.undo() is not None
    assert doc.deck.title == ""


# -- templates -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", cjm.persona_templates())
def test_every_template_fills_the_same_fields_in_both_languages(name: str) -> None:
    english, french = (persona_template(name, locale) for locale in ("en", "fr"))
    assert set(english) == set(french)
    for field, value in english.items():
        if isinstance(value, list | tuple) and field != "evidence":
            assert len(value) == len(french[field])
    doc = cjm.Document()
    persona = doc.add_persona("Julie", template=name, locale="fr")
    tally = persona.evidence_tally
    assert tally.assumed == tally.total
    assert (tally.total > 8) == (name != "blank")


def test_what_is_said_goes_before_the_template_and_is_no_assumption() -> None:
    persona = cjm.Document().add_persona("Julie", template="anxious", locale="fr", goals=["Dormir"])
    assert persona.archetype == "Anxieux"
    assert persona.goals == ("Dormir",)
    assert "goals" not in {each.field for each in persona.evidence}
    assert persona.evidence_tally.unmarked == 1


def test_templates_are_described_for_a_menu() -> None:
    for locale in ("en", "fr"):
        listed = described(locale)
        assert [entry["name"] for entry in listed] == list(cjm.persona_templates())
        assert len({entry["title"] for entry in listed}) == len(listed)
        assert json.loads(json.dumps(listed)) == listed


def test_a_template_is_not_spoilt_by_its_readers() -> None:
    persona_template("anxious", "en")["goals"].append("spoilt")
    assert "spoilt" not in persona_template("anxious", "en")["goals"]


# -- avatar --------------------------------------------------------------------------------------------


def test_an_avatar_is_set_and_taken_away(julie: cjm.Persona, tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "face.png"
    Image.new("RGB", (500, 300), "#884422").save(path)
    julie.set_avatar(path)
    assert julie.avatar.startswith("data:image/jpeg;base64,")
    assert julie.document.history.undo_label == "set_avatar"
    with pytest.raises(cjm.CjmError, match="not fetched"):
        julie.set_avatar("https://example.org/face.png")
    with pytest.raises(cjm.CjmError):
        julie.edit(avatar="https://example.org/face.png")
    assert julie.avatar
    julie.set_avatar(None)
    assert julie.avatar == ""


# -- privacy -------------------------------------------------------------------------------------------

TEXT_FIELDS = [name for name in persona_fields.HIDEABLE if name not in ("avatar", "channels")]


@given(st.sets(st.sampled_from([*persona_fields.HIDEABLE, "custom:Own", "custom_fields", "evidence"])))
def test_a_public_record_holds_nothing_that_is_private(hidden: set[str]) -> None:
    secret = {name: f"secret-{name}-x" for name in persona_fields.HIDEABLE}
    texts: dict[str, Any] = {}
    for name, word in secret.items():
        annotation = str(PersonaRecord.model_fields[name].annotation)
        if "tuple" in annotation:
            texts[name] = [{"channel": word}] if name == "channels" else [word]
        elif "int" not in annotation:
            texts[name] = word
    texts["avatar"] = "data:image/png;base64,c2VjcmV0YXZhdGFy"
    secret["avatar"] = "c2VjcmV0YXZhdGFy"
    own = [{"name": "Own", "text": "secret-own"}, {"name": "Other", "text": "open"}]
    evidence = [{"field": field, "quote": f"why-{field}-x"} for field in (*secret, "custom:Own")]
    record = person(
        **{"id": "persona_aaaa0001", **texts, "custom_fields": own, "evidence": evidence, "private": hidden}
    )
    shown = persona_fields.public(record, 1)
    for texts_of in (shown.model_dump_json(), repr(record), str(record)):
        for name in hidden & set(secret):
            assert secret[name] not in texts_of
            assert f"why-{name}-x" not in texts_of
        if hidden & {"custom:Own", "custom_fields"}:
            assert "secret-own" not in texts_of
            assert "why-custom:Own" not in texts_of
    if "custom_fields" not in hidden:
        assert "open" in shown.model_dump_json()
    assert person(**shown.model_dump()) == shown


def test_the_segment_rule_is_set_like_an_attribute() -> None:
    doc = cjm.Document()
    julie = doc.add_persona("Julie")
    julie.segment = "children >= 1 and 30 <= age <= 45"
    assert julie.segment == julie.record.segment == "children >= 1 and 30 <= age <= 45"
    with pytest.raises(cjm.CjmError):
        julie.segment = "__import__('os')"
    assert julie.segment.startswith("children")
    assert doc.undo() is not None
    assert julie.segment == ""
