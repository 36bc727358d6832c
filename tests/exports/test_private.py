"""What is private is in no byte of an export unless asked for; names become pseudonyms; nothing leaks."""

from __future__ import annotations

import base64
import datetime as dt
import getpass
import os
import pwd
import re
import sys
import time
import zipfile
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
REAL = dt.datetime


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


YEARS_ON = 5 * 365 * 86_400


def set_clock(monkeypatch: pytest.MonkeyPatch, ahead: float) -> None:
    """Have the packages that write files see another time, however they ask for it."""
    then = time.time() + ahead

    class AnyTime(type):
        def __instancecheck__(cls, value: object) -> bool:
            return isinstance(value, REAL)

    class Then(REAL, metaclass=AnyTime):
        @classmethod
        def now(cls, tz: dt.tzinfo | None = None) -> Then:
            return cls.fromtimestamp(then, tz)

    monkeypatch.setattr("time.time", lambda: then)
    monkeypatch.setattr("datetime.datetime", Then)
    for name, module in list(sys.modules.items()):
        if name.startswith(("fpdf", "openpyxl", "pptx", "PIL", "cjm_widgets.")):
            for held, value in list(vars(module).items()):
                if value is REAL:
                    monkeypatch.setattr(module, held, Then)


def ways_to_write_today() -> list[bytes]:
    today = REAL.now(dt.UTC)
    forms = (
        "%Y-%m-%d",
        "%Y%m%d",
        "%Y/%m/%d",
        "%d/%m/%Y",
        "%d.%m.%Y",
        "%d %B %Y",
        "%B %d, %Y",
        "%a, %d %b %Y",
    )
    return [today.strftime(form).encode() for form in forms]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_export_says_when_it_was_made(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    doc = document()
    for name, x in {"map": doc.journeys[0], "all": doc}.items():
        if name == "all" and suffix == ".mmd":
            continue
        first = cjm.export(x, tmp_path / f"{name}{suffix}", quiet=True)
        with monkeypatch.context() as later:
            set_clock(later, YEARS_ON)
            second = cjm.export(x, tmp_path / f"later{suffix}", quiet=True)
        assert first.read_bytes() == second.read_bytes()
        found = everything_in(first)
        assert [day for day in ways_to_write_today() if day in found] == []
        if first.read_bytes()[:2] == b"PK":
            with zipfile.ZipFile(first) as package:
                assert {part.date_time for part in package.infolist()} == {(2000, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_export_says_who_made_it_and_where(
    suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = "quentinvalmorin"
    for variable in ("LOGNAME", "USER", "LNAME", "USERNAME"):
        monkeypatch.setenv(variable, user)
    assert getpass.getuser() == user
    folder = tmp_path / "secretfolder"
    folder.mkdir()
    doc = cjm.open(folder / "maps.cjm.json")
    journey = doc.add_journey("Glasses", template="purchase")
    first = cjm.export(journey, folder / f"map{suffix}", quiet=True)
    found = everything_in(first)
    assert b"secretfolder" not in found
    assert str(Path.home()).encode() + b"/" not in found
    assert user.encode() not in found
    own = re.escape(pwd.getpwuid(os.getuid()).pw_name.encode())
    about = rb"(?i)(author|creator|producer|user|modifiedby|owner)\W{1,12}" + own + rb"\b"
    assert not re.search(about, found)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_no_id_tells_a_private_name(doc: cjm.Document, suffix: str, tmp_path: Path) -> None:
    journey, julie = doc.journeys[0], doc.personas[0]
    told = [julie.id, journey.emotions[0].id, *(card.id for card in journey.cards if card.persona_id)]
    assert cjm.Document().add_persona(julie.name).id == julie.id
    for name, x in {**sources(doc), "all": doc}.items():
        if name in ("persona", "all") and suffix == ".mmd":
            continue
        found = everything_in(cjm.export(x, tmp_path / f"{name}{suffix}", quiet=True))
        again = cjm.export(x, tmp_path / f"again{suffix}", quiet=True)
        assert again.read_bytes() == (tmp_path / f"{name}{suffix}").read_bytes()
        for one in told:
            assert one.encode() not in found, f"{name}{suffix} holds {one}"


def test_what_is_hers_is_still_hers_without_her_id(doc: cjm.Document, tmp_path: Path) -> None:
    open_one = doc.add_persona("Max")
    journey = doc.journeys[0]
    journey.set_emotion(journey.stages[0], -1, persona=open_one)
    read = cjm.load(cjm.export(journey, tmp_path / "map.json", quiet=True))
    persona, other = read.personas
    assert (persona.name, other.id) == ("Persona 1", open_one.id)
    now = read.journeys[0]
    assert {(p.persona_id, p.value) for p in now.emotions} == {(persona.id, 1), (open_one.id, -1)}
    assert [card.persona_id for card in now.cards if card.text == "Calls"] == [persona.id]
    kept = cjm.load(cjm.export(journey, tmp_path / "own.json", include_private=True, quiet=True))
    assert kept.personas[0].id == doc.personas[0].id


def test_a_filter_leaves_no_trace_of_what_it_hides(tmp_path: Path) -> None:
    journey = bound()
    hidden = next(card.text for card in journey.cards if card.sentiment == "positive")
    for suffix in (".html", ".pdf", ".svg", ".pptx", ".csv", ".json"):
        path = cjm.export(journey, tmp_path / f"map{suffix}", filters={"sentiments": "negative"}, quiet=True)
        assert hidden.encode() not in everything_in(path), suffix
        assert hidden[:14].encode() not in everything_in(path), suffix
