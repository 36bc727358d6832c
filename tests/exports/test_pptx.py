"""Slides as python-pptx and LibreOffice read them: native shapes, every text, numbers with n and interval."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pptx import Presentation
from pptx.enum.shapes import MSO_SHAPE_TYPE

import cjm_widgets as cjm
from cjm_widgets.model.markdown import plain
from cjm_widgets.render.text import clean
from tests.exports.maps import bound, large
from tests.hostile import document, groups

GROUPS = groups()


def read(path: Path) -> Any:
    return Presentation(str(path))


def texts(slide: Any) -> str:
    found = []
    for shape in slide.shapes:
        if shape.has_text_frame:
            found.append(shape.text_frame.text)
        if shape.has_table:
            found += [cell.text_frame.text for row in shape.table.rows for cell in row.cells]
    if slide.has_notes_slide:
        found.append(slide.notes_slide.notes_text_frame.text)
    return "\n".join(found)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_overview_then_a_slide_a_stage_then_the_personas(locale: str, tmp_path: Path) -> None:
    journey = bound(locale)
    slides = read(cjm.export(journey, tmp_path / "map.pptx", locale=locale, quiet=True)).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    stages = [stage.name for stage in journey.stages]
    assert titles == [journey.title, *stages, *(persona.name for persona in journey.personas)]
    for stage, slide in zip(journey.stages, list(slides)[1:], strict=False):
        said = squeezed(texts(slide))
        for card in journey.cards:
            if card.stage_id == stage.id:
                assert squeezed(plain(card.text)) in said
        for point in journey.emotions:
            if point.stage_id == stage.id:
                assert squeezed(point.quote) in said
    numbers = texts(slides[4])
    wanted = {"en": ("41%", "n=296", "35–47", "off target"), "fr": ("41 %", "n = 296", "35–47", "hors cible")}
    for words in wanted[locale]:
        assert words in numbers.replace("\u00a0", " ").replace("\u202f", " ")
        assert words in texts(slides[0]).replace("\u00a0", " ").replace("\u202f", " ")


def test_a_point_between_stages_stands_on_the_curve_and_on_the_slide_of_its_stage(tmp_path: Path) -> None:
    journey = bound()
    first, second = (stage.name for stage in journey.stages[:2])
    julie = journey.document.personas[0]
    journey.set_emotion(first, -1.5, persona=julie, after=0.5, label="lost")
    slides = read(cjm.export(journey, tmp_path / "map.pptx", locale="en", quiet=True)).slides
    where = f"between {first} and {second}"
    assert f"{julie.name}, {where}, lost" in texts(slides[1])
    assert "lost" in texts(slides[0])
    said = [
        shape._element.nvSpPr.cNvPr.get("descr") or "" for shape in slides[0].shapes if shape.has_text_frame
    ]
    assert any(f"{where} \u22121.5" in each for each in said)


def test_everything_is_native_and_can_be_edited(tmp_path: Path) -> None:
    slide = read(cjm.export(bound(), tmp_path / "map.pptx", quiet=True)).slides[0]
    kinds = [shape.shape_type for shape in slide.shapes]
    assert MSO_SHAPE_TYPE.PICTURE not in kinds
    assert MSO_SHAPE_TYPE.TABLE in kinds
    curves = [shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.FREEFORM]
    assert len(curves) == 2, "one a persona"
    for curve in curves:
        assert len(curve._element.xpath(".//a:cubicBezTo")) == 4
        assert "Reimbursement" in curve._element.xpath(".//p:cNvPr")[0].get("descr")
    width, height = 13.333 * 914400, 7.5 * 914400
    for shape in slide.shapes:
        assert -1000 <= shape.left <= shape.left + shape.width <= width + 1000
        assert -1000 <= shape.top <= shape.top + shape.height <= height + 1000


def test_a_stage_that_holds_much_goes_over_several_slides(tmp_path: Path) -> None:
    journey = large(2, 40)
    slides = list(read(cjm.export(journey, tmp_path / "map.pptx", quiet=True)).slides)
    said = squeezed("".join(texts(slide) for slide in slides[1:]))
    assert all(squeezed(card.text) in said for card in journey.cards)
    assert "Stage 1 (2)" in [slide.shapes.title.text_frame.text for slide in slides]
    for slide in slides:
        assert all(shape.top + shape.height <= 7.5 * 914400 for shape in slide.shapes)


def test_a_text_that_no_slide_holds_stands_in_the_notes(tmp_path: Path) -> None:
    doc = cjm.Document()
    journey = doc.add_journey("Long", template="purchase")
    long = "every word of it " * 600
    journey.add_card(lane="actions", stage="Discovery", text=long)
    slides = read(cjm.export(journey, tmp_path / "map.pptx", quiet=True)).slides
    assert squeezed(long) in squeezed("".join(texts(slide) for slide in slides))


@pytest.mark.parametrize("texts_", GROUPS, ids=range(len(GROUPS)))
def test_hostile_texts_are_words_on_a_slide(texts_: list[str], tmp_path: Path) -> None:
    doc = document(texts_)
    path = cjm.export(doc.journeys[0], tmp_path / "map.pptx", quiet=True)
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            data = package.read(name)
            assert b"TargetMode" not in data, f"{name} points outside"
            assert b"hlinkClick" not in data
            assert b"vbaProject" not in data
    said = squeezed("".join(texts(slide) for slide in read(path).slides))
    for card in doc.journeys[0].cards:
        for word in re.findall(r"[A-Za-z]{4,12}", clean(plain(card.text)))[:10]:
            assert word in said, (word, card.text)


def test_a_persona_and_a_deck_are_slides_too(tmp_path: Path) -> None:
    journey = bound()
    doc = journey.document
    doc.personas[0].set_avatar(Image.effect_noise((200, 200), 60))
    (slide,) = read(cjm.export(doc.personas[0], tmp_path / "one.pptx", quiet=True)).slides
    assert MSO_SHAPE_TYPE.PICTURE in [shape.shape_type for shape in slide.shapes]
    assert "Nurse, works shifts" in texts(slide)
    assert len(read(cjm.export(doc, tmp_path / "all.pptx", quiet=True)).slides) == len(doc.personas)
    empty = read(cjm.export(cjm.Document(), tmp_path / "none.pptx", quiet=True)).slides
    assert len(empty) == 1


def test_the_file_says_nothing_of_who_made_it(tmp_path: Path) -> None:
    path = cjm.export(bound(), tmp_path / "map.pptx", quiet=True)
    about = read(path).core_properties
    assert (about.author, about.last_modified_by) == ("", "")
    assert about.created.year == 2000
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
        everything = b"".join(package.read(name) for name in names)
    assert not [name for name in names if "thumbnail" in name or "printer" in name or "app.xml" in name]
    assert b"Steve" not in everything
    assert b"PowerPoint" not in everything
    assert str(tmp_path).encode() not in everything


def test_libreoffice_shows_the_slides(tmp_path: Path) -> None:
    journey = bound()
    path = cjm.export(journey, tmp_path / "map.pptx", quiet=True)
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=240)
    done = subprocess.run(
        ["pdftotext", "-raw", str(tmp_path / "map.pdf"), "-"], capture_output=True, check=True
    )
    pages = done.stdout.decode().split("\f")
    assert len(pages) == 1 + len(journey.stages) + len(journey.personas) + 1
    for stage, page in zip(journey.stages, pages[1:], strict=False):
        assert page.strip().startswith(stage.name)
    drawn = subprocess.run(
        ["pdftoppm", "-png", "-r", "40", "-f", "1", "-l", "1", str(tmp_path / "map.pdf")],
        capture_output=True, check=True,
    )  # fmt: skip
    image = Image.open(io.BytesIO(drawn.stdout)).convert("RGB")
    blue = sum(b > 150 and r < 110 and g < 130 for r, g, b in image.getdata())
    assert blue > 200, "the curve is drawn"
