"""Names become pseudonyms in whatever spelling, ids too; only the key leads back, exactly."""

from __future__ import annotations

import json
import stat
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

import cjm_widgets as cjm
from cjm_widgets.model.assignments import assignment_id, decide
from cjm_widgets.model.records import Assignment
from cjm_widgets.model.spellings import changer
from tests.hostile import document, groups


def named() -> cjm.Document:
    doc = cjm.Document()
    julie = doc.add_persona("Julie Martin", quote="Julie Martin waits.", goals=["Be called JULIE MARTIN"])
    julie.set_avatar(Image.effect_noise((100, 100), 60))
    doc.add_persona("Julie Martinez")
    journey = doc.add_journey("The way of Julie Martin", template="purchase")
    journey.add_card(
        lane="actions", stage="Discovery", text="**Julie Martin** asks Bob; Julie Martinez does not."
    )
    journey.add_card(
        lane="actions", stage="Discovery", text="JulieMartin is no name of hers", source="Bob, 3 May"
    )
    return doc


def test_pseudonyms_stand_everywhere_and_are_always_the_same(tmp_path: Path) -> None:
    doc, key = named(), tmp_path / "names.key"
    before = doc.state
    other = cjm.pseudonymize(doc, key=key, also=["Bob"], locale="en")
    assert doc.state == before, "the document itself is not touched"
    text = json.dumps(other.to_dict(), ensure_ascii=False)
    for name in ("Julie Martin ", "Julie Martin.", "Julie Martin*", "JULIE", "Julie Martinez", "Bob"):
        assert name not in text
    assert "JulieMartin is no name of hers" in text
    julie, martinez = other.personas
    assert julie.name.startswith("Person ")
    assert julie.name != martinez.name
    assert julie.quote == f"{julie.name} waits."
    assert other.journeys[0].title == f"The way of {julie.name}"
    assert not julie.avatar
    again = cjm.pseudonymize(named(), key=key, also=["Bob"], locale="en")
    assert [persona.name for persona in again.personas] == [julie.name, martinez.name]
    twice = cjm.pseudonymize(other, key=key)
    assert twice.state == other.state


def test_only_the_key_leads_back(tmp_path: Path) -> None:
    doc, key = named(), tmp_path / "names.key"
    other = cjm.pseudonymize(doc, key=key)
    back = cjm.reveal(other, key=key)
    assert [p.name for p in back.personas] == ["Julie Martin", "Julie Martinez"]
    assert back.personas[0].avatar == doc.personas[0].avatar
    assert back.journeys[0].cards[1:] == doc.journeys[0].cards[1:]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    apart = cjm.pseudonymize(doc, key=tmp_path / "other.key")
    assert {p.name for p in apart.personas}.isdisjoint(p.name for p in other.personas)
    wrong = cjm.reveal(other, key=tmp_path / "other.key")
    assert [p.name for p in wrong.personas] == [p.name for p in other.personas]


def test_what_is_no_key_is_refused_and_kept(tmp_path: Path) -> None:
    for number, text in enumerate(("", "{}", '{"format": "cjm_widgets key"}', "[1]", "\x00")):
        key = tmp_path / f"{number}.key"
        key.write_text(text)
        with pytest.raises(cjm.CjmError, match="key"):
            cjm.pseudonymize(named(), key=key)
        assert key.read_text() == text
    with pytest.raises(cjm.CjmError):
        cjm.reveal(named(), key=tmp_path / "none.key")
    with pytest.raises(cjm.CjmError, match="needs a document"):
        cjm.pseudonymize("maps.cjm.json", key=tmp_path / "x.key")  # type: ignore[arg-type]
    assert not (tmp_path / "x.key").exists()


def test_no_id_tells_whether_a_guessed_name_is_right(tmp_path: Path) -> None:
    doc, key = named(), tmp_path / "names.key"
    julie = doc.personas[0]
    journey = doc.journeys[0]
    journey.set_emotion(journey.stages[0], 1, persona=julie)
    journey.edit(journey.record, personas=[julie.id])
    other = cjm.pseudonymize(doc, key=key)
    ids = {record.id for record in doc.state.records()}
    assert ids.isdisjoint(record.id for record in other.state.records())
    assert not [one for one in ids if one in json.dumps(other.to_dict())]
    guessed = cjm.Document().add_persona("Julie Martin")
    assert guessed.id == julie.id
    assert guessed.id != other.personas[0].id
    assert other.journeys[0].emotions[0].persona_id == other.personas[0].id
    assert other.journeys[0].record.personas == (other.personas[0].id,)
    assert [card.stage_id for card in other.journeys[0].cards] == [other.journeys[0].stages[0].id] * 2
    again = cjm.pseudonymize(doc, key=key)
    assert again.state == other.state, "two of one document are one document"
    apart = cjm.pseudonymize(doc, key=tmp_path / "other.key")
    assert {p.id for p in apart.personas}.isdisjoint(p.id for p in other.personas)


SPELT = (
    "Zoé Durand",
    "Zoe\u0301 Durand",
    "ZOÉ  DURAND",
    "zoé\nDurand",
    "Zo\u00adé Durand",
    "Zoé\u00a0Durand",
)


def test_every_spelling_of_a_name_has_its_pseudonym_and_comes_back(tmp_path: Path) -> None:
    doc, key = cjm.Document(), tmp_path / "names.key"
    doc.add_persona(
        SPELT[1], quote=" and ".join(SPELT), goals=["_Zoé Durand_", "Zoé Durand\u00b2", "Zoé Durand-2"]
    )
    doc.add_persona("Jean d\u2019Arc", quote="Jean d'Arc, JEAN D\u2019ARC")
    doc.add_journey("Way", owner=SPELT[0])
    other = cjm.pseudonymize(doc, key=key, locale="en")
    said = unicodedata.normalize("NFC", json.dumps(other.to_dict(), ensure_ascii=False)).casefold()
    for word in ("zo", "durand", "arc", "jean"):
        assert word not in said.replace("horizontal", "")
    name = other.personas[0].name
    assert other.journeys[0].record.owner.startswith(f"{name}x"), "another spelling of the same name"
    assert all(part.startswith(name) for part in other.personas[0].quote.split(" and "))
    assert len(set(other.personas[0].quote.split(" and "))) == len(SPELT)
    back = cjm.reveal(other, key=key)
    assert back.state == doc.state
    assert cjm.pseudonymize(doc, key=key, locale="en").state == other.state
    assert cjm.pseudonymize(other, key=key).state == other.state


@pytest.mark.parametrize("texts", groups())
def test_any_document_comes_back_exactly(texts: list[str], tmp_path: Path) -> None:
    doc, key = document(texts), tmp_path / "names.key"
    first = doc.personas[0].name
    other = cjm.pseudonymize(doc, key=key)
    before = {table: records for table, records in doc.state.tables.items() if table != "conflicts"}
    assert first not in {persona.name for persona in other.personas}
    back = cjm.reveal(other, key=key).state.tables
    assert {table: records for table, records in back.items() if table != "conflicts"} == before


def test_work_on_what_was_handed_on_comes_back_to_the_document(tmp_path: Path) -> None:
    doc, key = named(), tmp_path / "names.key"
    journey = doc.journeys[0]
    doc.commit(decide(doc.state, journey.id, {"seen": journey.stages[0].id}), label="decided")
    other = cjm.pseudonymize(doc, key=key)
    base = cjm.reveal(other, key=key).state
    theirs = other.journeys[0]
    held = other.state.table(Assignment)
    assert list(held) == [assignment_id(theirs.id, "seen")], "it is found by what it says"
    other.commit(decide(other.state, theirs.id, {"bought": theirs.stages[1].id}), label="decided")
    theirs.add_card(
        lane="actions", stage=theirs.stages[0], text=f"{other.personas[0].name.upper()} comes back"
    )
    other.add_persona("Julie Martin", quote="Somebody guessed.")
    back = cjm.reveal(other, key=key)
    assert set(back.state.table(Assignment)) == {assignment_id(journey.id, one) for one in ("seen", "bought")}
    assert "Julie Martin comes back" in [card.text for card in back.journeys[0].cards]
    assert len(back.personas) == 3, "nobody takes the place of another"
    assert back.persona(doc.personas[0].id).quote == "Julie Martin waits."
    assert set(base.table(Assignment)) < set(back.state.table(Assignment))


def test_a_key_from_before_ids_were_changed_still_leads_back(tmp_path: Path) -> None:
    doc, key = named(), tmp_path / "names.key"
    other = cjm.pseudonymize(doc, key=key, locale="en")
    data = json.loads(key.read_text("utf-8"))
    del data["ids"]
    key.write_text(json.dumps(data), "utf-8")
    assert cjm.reveal(other, key=key).personas[0].name == "Julie Martin"
    again = cjm.pseudonymize(doc, key=key, locale="en")
    assert again.state == other.state


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_is_found_in_every_unicode_form_and_nothing_else_changes(before: str, after: str) -> None:
    change = changer(["Zoé Durand"], lambda _name, spelt: f"<{spelt}>")
    for form in ("NFC", "NFD"):
        name = unicodedata.normalize(form, "Zoé Durand")  # type: ignore[arg-type]
        text = f"{before} | {name} | {after}"
        assert f"| <{name}> |" in change(text)
        assert change(text).replace(f"<{name}>", name, 1) == text or "Durand" in before + after
