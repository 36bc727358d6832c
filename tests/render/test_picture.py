"""The picture every reader sees: small, without scripts, with words for it; fonts come along."""

import base64
import io
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import Image

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.model.journey import Journey
from cjm_widgets.render.png import LIMIT, png, raster
from cjm_widgets.render.theme import LIGHT


class Tags(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.fixture
def journey() -> Journey:
    document = cjm.Document()
    julie = document.add_persona("Julie", role="Mother of two", quote="What will I pay?", goals=["Glasses"])
    journey = document.add_journey('Glasses <b> "two"', template="purchase")
    for value, stage in zip((0, -1, 1.5, -2, 0), journey.stages, strict=True):
        journey.set_emotion(stage, value, persona=julie)
        journey.add_card(lane="actions", stage=stage, text=f"Does something at {stage.name}")
    return journey


def test_the_html_is_one_image_with_plain_attributes(journey: Journey) -> None:
    picture = cjm.render_static(journey)
    (div, div_has), (img, img_has) = Tags(picture.html).found
    assert (div, div_has) == ("div", {"class": "cjm-static"})
    assert img == "img"
    assert set(img_has) == {"alt", "src", "width"}
    assert img_has["alt"] == picture.alt
    head, _, body = (img_has["src"] or "").partition(",")
    assert head == "data:image/png;base64"
    assert base64.b64decode(body) == picture.png == picture._repr_png_()
    assert picture._repr_html_() == picture.html


def test_the_png_is_small_has_a_palette_and_keeps_flat_colours(journey: Journey) -> None:
    journey.add_card(lane="pain_points", stage=journey.stages[1], text="Waits", sentiment="negative")
    data = cjm.render_static(journey).png
    image = Image.open(io.BytesIO(data))
    assert image.mode == "P"
    assert len(data) <= LIMIT
    colors = {"#{:02x}{:02x}{:02x}".format(*rgb) for _, rgb in image.convert("RGB").getcolors(1 << 20)}
    assert {LIGHT.bg, LIGHT.surface, LIGHT.negative_soft, LIGHT.negative} <= colors


def test_the_limit_holds_whatever_is_drawn(journey: Journey) -> None:
    for limit in (60_000, 20_000, 3_000):
        data = cjm.render_static(journey, limit=limit).png
        assert len(data) <= limit
        assert Image.open(io.BytesIO(data)).width > 20
    noise = "".join(
        f'<rect x="{x}" y="{y}" width="1" height="1" fill="#{x * 7919 * (y + 3) % 0xFFFFFF:06x}"/>'
        for x in range(90)
        for y in range(90)
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90" width="90" height="90">{noise}</svg>'
    assert len(png(svg, limit=4_000)) <= 4_000


def test_the_alternative_text_says_what_is_seen(journey: Journey) -> None:
    alt = cjm.render_static(journey).alt
    assert 'Journey map “Glasses <b> "two"”, current state: 5 stages from' in alt
    assert "5 cards" in alt
    assert f"highest at {journey.stages[2].name} (+1.5) and lowest at {journey.stages[3].name} (−2)" in alt
    french = cjm.render_static(journey, locale="fr").alt
    assert french.startswith("Carte du parcours «")
    assert "+1,5" in french
    assert cjm.render_static(journey.personas[0], locale="en").alt == (
        "Persona Julie, Mother of two. In their words: “What will I pay?”"
    )


def test_a_widget_is_drawn_in_its_own_language_and_theme(journey: Journey) -> None:
    class Board:
        entry = "emotion_curve"
        locale, theme = "fr", "dark"

        def static_source(self) -> Journey:
            return journey

    picture = cjm.render_static(Board())
    assert picture.alt.startswith("Courbe d’émotion de")
    assert picture.background != LIGHT.bg
    assert cjm.render_static(Board(), locale="en", theme="light").background == LIGHT.bg


def test_bound_numbers_are_drawn_but_not_on_the_curve_alone(journey: Journey) -> None:
    from tests.render.cells import FakeCell

    class Bound:
        def cells(self) -> dict[str, dict[str, FakeCell]]:
            return {"csat": {journey.stages[0].id: FakeCell(value=0.123)}}

        def close(self) -> None:
            pass

    journey.add_lane("metrics", metric="csat")
    journey.document.adopt_binding(journey.id, Bound())
    assert ">12%<" in cjm.render_static(journey).svg


def test_saving_and_refusing(journey: Journey, tmp_path: Path) -> None:
    picture = cjm.render_static(journey)
    assert picture.save(tmp_path / "map.png").read_bytes() == picture.png
    assert picture.save(tmp_path / "map.svg").read_text("utf-8") == picture.svg
    assert picture.html in picture.save(str(tmp_path / "map.html")).read_text("utf-8")
    with pytest.raises(BadInput, match=r"\.png, \.svg or \.html"):
        picture.save(tmp_path / "map.bmp")
    for bad in (
        {"x": 3},
        {"x": journey, "theme": "blue"},
        {"x": journey, "locale": "zz"},
        {"x": journey, "scale": 0},
    ):
        with pytest.raises(BadInput):
            cjm.render_static(**bad)


def test_letters_are_drawn_without_any_font_of_the_system() -> None:
    def ink(text: str, weight: int) -> int:
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 40" width="200" height="40">'
            f'<text x="5" y="28" font-size="20" font-family="Inter" font-weight="{weight}">{text}'
            "</text></svg>"
        )
        return sum(count for count, rgb in raster(svg, 2).convert("L").getcolors() if rgb < 128)

    regular, bold, other = ink("Héllo ★ ≥ Ω Ж", 400), ink("Héllo ★ ≥ Ω Ж", 700), ink("Héllo ★ ≥ Ω", 400)
    assert bold > regular * 1.15, "bold is drawn bold"
    assert regular > other > 0


def test_importing_is_light_and_drawing_needs_no_browser_and_no_pandas() -> None:
    code = (
        "import sys, cjm_widgets as cjm; import cjm_widgets.render;"
        "assert not {'PIL','resvg_py','numpy','babel'} & set(sys.modules);"
        "d = cjm.Document(); j = d.add_journey('x', template='purchase');"
        "assert len(cjm.render_static(j).png) > 1000;"
        "assert 'pandas' not in sys.modules and 'bqplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_svg_holds_no_address_and_no_script(journey: Journey) -> None:
    svg = cjm.render_static(journey).svg
    assert re.findall('https?://[^"]*', svg) == ["http://www.w3.org/2000/svg"]
    assert "<script" not in svg
    assert "href" not in svg
