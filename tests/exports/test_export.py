"""cjm.export: the path it returns, what it says, what it refuses; each picture by two renderers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from playwright.sync_api import sync_playwright

import cjm_widgets as cjm
from cjm_widgets.charts.emotion_chart import EmotionChart
from cjm_widgets.exports.formats import FORMATS
from tests.browser.harness.chromium import launch
from tests.exports.maps import bound, large


@pytest.mark.parametrize("suffix", sorted(FORMATS))
def test_every_format_is_written_where_it_was_asked_for(
    suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    journey = bound()
    target = tmp_path / f"Map of mine{suffix.upper()}"
    path = cjm.export(journey, str(target), locale="fr")
    assert path == target.resolve()
    assert path.stat().st_size > 200
    assert capsys.readouterr().out.startswith(f"Enregistré dans {path} (")
    cjm.export(journey, target, quiet=True)
    assert capsys.readouterr().out == ""
    assert [each.name for each in tmp_path.iterdir()] == [target.name], "nothing else is left behind"


def test_widgets_documents_and_personas_are_exported_as_they_are_seen(tmp_path: Path) -> None:
    journey = bound()
    board = cjm.JourneyMap(
        journey, view="overview", theme="dark", locale="fr", filters={"sentiments": "negative"}
    )
    svg = cjm.export(board, tmp_path / "map.svg", quiet=True).read_text("utf-8")
    assert "#16181d" in svg
    assert 'width="1280"' in svg
    assert "État actuel" in svg
    for x in (
        journey.document,
        journey.personas[0],
        cjm.PersonaCard(journey.personas[0]),
        cjm.Studio(journey),
    ):
        for suffix in (".svg", ".pdf", ".html", ".pptx", ".json"):
            assert cjm.export(x, tmp_path / f"x{suffix}", quiet=True).stat().st_size > 100


def test_tables_and_text_of_a_document_hold_all_journeys(tmp_path: Path) -> None:
    doc = bound().document
    doc.add_journey("The other one", template="purchase")
    for suffix in (".json", ".xlsx", ".csv"):
        again = cjm.Document()
        cjm.read(cjm.export(doc, tmp_path / f"all{suffix}", quiet=True)).apply(again)
        assert {each.title for each in again.journeys} == {each.title for each in doc.journeys}, suffix
        deck = cjm.read(cjm.export(cjm.PersonaDeck(doc), tmp_path / f"deck{suffix}", quiet=True))
        deck.apply(people := cjm.Document())
        assert not people.journeys, "a board of personas is its personas"
    assert "The other one" in cjm.export(doc, tmp_path / "all.md", quiet=True).read_text("utf-8")
    with pytest.raises(cjm.CjmError, match="one journey"):
        cjm.export(doc, tmp_path / "all.mmd", quiet=True)


def test_what_cannot_be_is_refused_and_leaves_the_file_alone(tmp_path: Path) -> None:
    journey = bound()
    kept = tmp_path / "map.svg"
    kept.write_text("mine")
    cases = [
        ({"view": "overvieuw"}, "overview"),
        ({"theme": "pink"}, "light"),
        ({"locale": "xx"}, "fr"),
        ({"scale": 0}, "above 0"),
        ({"scale": 99}, "above 0"),
        ({"scale": "2"}, "a number above 0, up to 8"),
        ({"scale": True}, "a number"),
        ({"scale": float("nan")}, "a number"),
        ({"scale": 1 + 1j}, "a number"),
        ({"page": "a44"}, "a4"),
        ({"filters": {"sentiment": "negative"}}, "sentiments"),
    ]
    for options, hint in cases:
        with pytest.raises(cjm.CjmError) as error:
            cjm.export(journey, kept, **options)  # type: ignore[arg-type]
        assert hint in str(error.value)
        assert kept.read_text() == "mine"
    for name in ("map", "map.exe", "map.pdff", ".pdf"):
        with pytest.raises(cjm.CjmError, match="cannot be written under this name"):
            cjm.export(journey, tmp_path / name)
    with pytest.raises(cjm.CjmError, match="cannot be drawn"):
        cjm.export({"a": 1}, kept)
    for kind in (cjm.JourneyMap, cjm.Document, EmotionChart, int):
        with pytest.raises(cjm.CjmError, match=f"{kind.__name__} is a class.*Where: x"):
            cjm.export(kind, kept)
    assert kept.read_text() == "mine"
    for path in (123, None, b"map.svg", ["map.svg"]):
        with pytest.raises(cjm.CjmError, match=r"no path of a file.*Where: path.*\.svg"):
            cjm.export(journey, path)  # type: ignore[arg-type]
    with pytest.raises(cjm.CjmError, match="folder does not exist"):
        cjm.export(journey, tmp_path / "no" / "map.svg")


def test_the_file_of_the_document_itself_is_never_written_over(tmp_path: Path) -> None:
    own = tmp_path / "maps.cjm.json"
    doc = cjm.open(own)
    journey = doc.add_journey("Glasses", template="purchase")
    with pytest.raises(cjm.CjmError, match="holds the document itself"):
        cjm.export(journey, own)


def test_a_missing_package_is_named_with_the_remedy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "pptx", None)
    with pytest.raises(cjm.CjmError, match=r"pip install cjm-widgets\[export\]"):
        cjm.export(bound(), tmp_path / "map.pptx")


def test_a_large_map_is_whole_in_svg_and_png(tmp_path: Path) -> None:
    journey = large(30, 3)
    svg = cjm.export(journey, tmp_path / "map.svg", quiet=True).read_text("utf-8")
    assert "Stage 30" in svg
    assert "not shown" not in svg
    png = Image.open(cjm.export(journey, tmp_path / "map.png", scale=0.5, quiet=True))
    assert png.width > 2000


def test_a_picture_has_the_scale_asked_for_or_says_the_largest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journey = large(12, 12)
    head = cjm.export(journey, tmp_path / "map.svg", quiet=True).read_text("utf-8")[:300]
    found = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', head)
    assert found
    width, height = map(float, found.groups())

    def drawn(**asked: float) -> tuple[int, int]:
        return Image.open(cjm.export(journey, tmp_path / "map.png", quiet=True, **asked)).size  # type: ignore[arg-type]

    assert width * 2 * height * 2 > 12_000_000, "more than a picture in a notebook may have"
    assert drawn(scale=2) == pytest.approx((width * 2, height * 2), abs=1)
    monkeypatch.setattr("cjm_widgets.render.png.MOST_IN_FILE", 4_000_000)
    kept = (tmp_path / "map.png").read_bytes()
    with pytest.raises(cjm.CjmError, match=r"4,200 × 3,581 pixels is too large.*at most 1\.03 .*\.svg"):
        drawn(scale=2)
    assert (tmp_path / "map.png").read_bytes() == kept
    assert drawn(scale=1.03) == pytest.approx((width * 1.03, height * 1.03), abs=1)
    largest = drawn()
    assert 3_900_000 < largest[0] * largest[1] <= 4_010_000, (
        "the usual scale gives way, as its documentation says"
    )


@pytest.mark.parametrize("view", ["detail", "overview", "evidence"])
def test_svg_looks_the_same_in_two_renderers(view: str, tmp_path: Path) -> None:
    journey = bound()
    svg = cjm.export(journey, tmp_path / "map.svg", view=view, quiet=True)
    ours = Image.open(cjm.export(journey, tmp_path / "map.png", view=view, scale=1, quiet=True)).convert("L")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": ours.width, "height": ours.height})
        page.goto(svg.as_uri())
        page.screenshot(path=tmp_path / "seen.png")
        browser.close()
    seen = Image.open(tmp_path / "seen.png").convert("L")
    small = [image.resize((ours.width // 6, ours.height // 6)) for image in (ours, seen.resize(ours.size))]
    apart = ImageChops.difference(*small).point(lambda value: 255 if value > 60 else 0)
    assert apart.histogram()[255] / (apart.width * apart.height) < 0.02
