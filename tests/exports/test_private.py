"""What is private is in no byte of an export unless asked for; names become pseudonyms; nothing leaks."""

from __future__ import annotations

import base64
import getpass
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
