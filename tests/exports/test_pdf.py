"""PDFs as Poppler reads them: every text, the pages, nothing of who made them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageChops

import cjm_widgets as cjm
from cjm_widgets.render.text import clean
from tests.exports.maps import bound, large
from tests.hostile import CORPUS, document, groups

GROUPS = groups()


def text_of(path: Path) -> str:
    """Return the text of a PDF, its white space as single spaces."""
    done = subprocess.run(["pdftotext", "-q", "-raw", str(path), "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def info(path: Path) -> dict[str, str]:
    done = subprocess.run(["pdfinfo", str(path)], capture_output=True, check=True, text=True)
    return dict(re.findall(r"^(.+?):\s*(.*)$", done.stdout, re.MULTILINE))


def picture_of(path: Path, page: int = 1, width: int = 1200) -> Image.Image:
    target = path.with_suffix("")
    options = ["-png", "-singlefile", "-f", str(page), "-scale-to-x", str(width), "-scale-to-y", "-1"]
    subprocess.run(["pdftoppm", *options, str(path), str(target)], check=True)
    return Image.open(f"{target}.png").convert("RGB")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("locale", ["en", "fr"])
def test_every_text_of_the_map_is_in_the_pdf(locale: str, tmp_path: Path) -> None:
    journey = bound(locale)
    path = cjm.export(journey, tmp_path / "map.pdf", locale=locale, quiet=True)
    read = squeezed(text_of(path))
    said = [journey.title, *(stage.name for stage in journey.stages), *(card.text for card in journey.cards)]
    said += {"en": ["Current state", "n=371", "too few"], "fr": ["État actuel", "Étape", "n = 371"]}[locale]
    for words in said:
        assert squeezed(words) in read, words
    assert info(path)["Pages"] == "1"


def test_the_pdf_looks_like_the_png(tmp_path: Path) -> None:
    journey = bound()
    for view in ("detail", "overview"):
        pdf = cjm.export(journey, tmp_path / "map.pdf", page="fit", view=view, quiet=True)
        png = cjm.export(journey, tmp_path / "other.png", scale=1, view=view, quiet=True)
        drawn = Image.open(png).convert("RGB")
        read = picture_of(pdf, width=drawn.width).resize(drawn.size)
        small = [image.resize((drawn.width // 4, drawn.height // 4)) for image in (drawn, read)]
        apart = ImageChops.difference(*small).convert("L").point(lambda value: 255 if value > 70 else 0)
        share = apart.histogram()[255] / (apart.width * apart.height)
        assert share < 0.01, f"{share:.3f} of {view} differs"


def test_a_wide_map_goes_over_pages_that_repeat_its_names_and_leave_nothing_out(tmp_path: Path) -> None:
    journey = large(30, 6)
    path = cjm.export(journey, tmp_path / "map.pdf", page="a4", quiet=True)
    pages = int(info(path)["Pages"])
    assert pages > 3
    read = text_of(path)
    for card in journey.cards:
        assert squeezed(card.text) in squeezed(read), card.text
    assert f"page {pages} of {pages}" in read
    one = subprocess.run(["pdftotext", "-q", "-f", "2", "-l", "2", str(path), "-"], capture_output=True)
    assert journey.title in one.stdout.decode()
    assert "Lane 1" in one.stdout.decode()


def test_pages_have_the_size_that_was_asked_for(tmp_path: Path) -> None:
    journey = large(3, 2)
    wanted = {"a3": "1190.55 x 841.89", "letter": "792 x 612", (300, 200): "850.39 x 566.93"}
    for page, size in wanted.items():
        path = cjm.export(journey, tmp_path / "map.pdf", page=page, quiet=True)
        assert size in info(path)["Page size"]
    for wrong in ("a44", (10, 10), 5, (100,)):
        with pytest.raises(cjm.CjmError, match="no such page"):
            cjm.export(journey, tmp_path / "no.pdf", page=wrong, quiet=True)  # type: ignore[arg-type]
    assert not (tmp_path / "no.pdf").exists()


def test_text_is_text_and_the_same_map_gives_the_same_bytes(tmp_path: Path) -> None:
    path = cjm.export(bound(), tmp_path / "one.pdf", quiet=True)
    again = cjm.export(bound(), tmp_path / "two.pdf", quiet=True)
    assert path.read_bytes() == again.read_bytes()
    fonts = subprocess.run(["pdffonts", str(path)], capture_output=True, text=True, check=True).stdout
    assert "Inter" in fonts
    assert "no" not in {line.split()[-5] for line in fonts.splitlines()[2:]}, "every font is in the file"
    about = info(path)
    assert about["Title"] == "Glasses for two children"
    assert not {"Author", "Creator", "Producer"} & {key for key, value in about.items() if value}
    assert "2000" in about["CreationDate"]


@pytest.mark.parametrize("texts", GROUPS, ids=range(len(GROUPS)))
def test_hostile_texts_are_words_on_a_page(texts: list[str], tmp_path: Path) -> None:
    doc = document(texts)
    path = cjm.export(doc.journeys[0], tmp_path / "map.pdf", page="fit", quiet=True)
    assert info(path)["JavaScript"] == "no"
    assert b"/URI" not in path.read_bytes()
    read = squeezed(text_of(path))
    for card in doc.journeys[0].cards:
        words = [word for word in re.findall(r"[A-Za-z]{3,12}", clean(card.text)) if word.isascii()]
        for word in words[:12]:
            assert word in read, (word, card.text)
    assert picture_of(path).getbbox()


def test_other_scripts_are_shown_and_can_be_searched(tmp_path: Path) -> None:
    doc = cjm.Document()
    journey = doc.add_journey("文字 и письмо", template="purchase")
    journey.add_card(lane="actions", stage="Discovery", text="日本語の顧客 calls 🙂 back")
    journey.add_card(lane="actions", stage="Discovery", text="مرحبا بالعالم")
    read = text_of(cjm.export(journey, tmp_path / "map.pdf", quiet=True))
    for words in ("日本語の顧客", "calls", "письмо", "🙂", "مرحبا"):
        assert words in read
    assert len(CORPUS) >= 60


def test_no_field_of_a_persona_is_cut(tmp_path: Path) -> None:
    doc = cjm.Document()
    goals = [f"Goal {number} that is written in full" for number in range(20)]
    julie = doc.add_persona("Julie", goals=goals, quote="I say what I mean, and then some. " * 30)
    for x in (julie, doc):
        read = squeezed(text_of(cjm.export(x, tmp_path / "julie.pdf", quiet=True)))
        assert all(squeezed(goal) in read for goal in goals)
        assert read.count("andthensome") >= 30
