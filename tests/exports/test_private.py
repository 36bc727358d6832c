"""What is private is in no byte of an export unless asked for; names become pseudonyms; nothing leaks."""

from __future__ import annotations

import base64
import getpass
import json
import stat
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

import cjm_widgets as cjm
from cjm_widgets.exports.formats import FORMATS
from tests.exports.maps import bound
from tests.exports.unpacked import everything_in
from tests.private import OWN, SECRET, document, with_another_map

SUFFIXES = sorted(FORMATS)


@pytest.fixture
def doc() -> cjm.Document:
    return with_another_map(document())


def sources(doc: cjm.Document) -> dict[str, Any]:
    journey, julie = doc.journeys[0], doc.personas[0]
    return {
        "journey": journey,
        "persona": julie,
        "board": cjm.JourneyMap(journey),
        "curve": cjm.EmotionCurve(journey),
    }


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_byte_of_what_is_private_is_in_an_export(doc: cjm.Document, suffix: str, tmp_path: Path) -> None:
    face = base64.b64decode(doc.personas[0].avatar.split(",", 1)[1])[200:230]
    for name, x in sources(doc).items():
        if name == "persona" and suffix == ".mmd":
            continue
        path = cjm.export(x, tmp_path / f"{name}{suffix}", quiet=True)
        found = everything_in(path)
        assert len(found) > 40
        for secret in (
            SECRET.encode(),
            OWN.encode(),
            face,
            SECRET.encode("utf-16-le"),
            SECRET.encode("utf-16-be"),
        ):
            assert secret not in found, f"{name}{suffix}"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nor_in_that_of_a_whole_document(suffix: str, tmp_path: Path) -> None:
    doc = document()
    found = everything_in(cjm.export(doc, tmp_path / f"all{suffix}", quiet=True))
    assert len(found) > 40
    assert SECRET.encode() not in found
    if suffix not in (".png", ".csv", ".mmd"):  # in the last two stand the cards of a map
        told = cjm.export(doc, tmp_path / f"told{suffix}", include_private=True, quiet=True)
        assert SECRET.encode() in everything_in(told)


@pytest.mark.parametrize("suffix", [suffix for suffix in SUFFIXES if suffix != ".png"])
def test_it_is_there_where_it_is_asked_for(doc: cjm.Document, suffix: str, tmp_path: Path) -> None:
    persona = suffix not in (".mmd", ".csv")  # those are of maps
    x = doc.personas[0] if persona else doc.journeys[0]
    path = cjm.export(x, tmp_path / f"x{suffix}", include_private=True, quiet=True)
    assert SECRET.encode() in everything_in(path)


def test_a_picture_shows_what_is_private_only_where_it_is_asked_for(
    doc: cjm.Document, tmp_path: Path
) -> None:
    def pixels(name: str, **asked: bool) -> bytes:
        path = cjm.export(doc.personas[0], tmp_path / f"{name}.png", quiet=True, **asked)  # type: ignore[arg-type]
        return Image.open(path).convert("RGB").tobytes()

    assert pixels("usual") == pixels("told", include_private=False)
    assert pixels("usual") != pixels("private", include_private=True)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_export_says_who_made_it_where_and_when(suffix: str, tmp_path: Path) -> None:
    folder = tmp_path / "secretfolder"
    folder.mkdir()
    doc = cjm.open(folder / "maps.cjm.json")
    journey = doc.add_journey("Glasses", template="purchase")
    first = cjm.export(journey, folder / f"map{suffix}", quiet=True)
    found = everything_in(first)
    assert b"secretfolder" not in found
    assert str(Path.home()).encode() + b"/" not in found
    user = getpass.getuser()
    if len(user) > 4:
        assert user.encode() not in found


def test_a_filter_leaves_no_trace_of_what_it_hides(tmp_path: Path) -> None:
    journey = bound()
    hidden = next(card.text for card in journey.cards if card.sentiment == "positive")
    for suffix in (".html", ".pdf", ".svg", ".pptx", ".csv", ".json"):
        path = cjm.export(journey, tmp_path / f"map{suffix}", filters={"sentiments": "negative"}, quiet=True)
        assert hidden.encode() not in everything_in(path), suffix
        assert hidden[:14].encode() not in everything_in(path), suffix


# -- pseudonyms ----------------------------------------------------------------------------------------


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
