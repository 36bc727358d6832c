"""Pictures of charts: words and colours of the view, contrast, words inside of the picture; no browser."""

from __future__ import annotations

import io
import re
from itertools import combinations, pairwise
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

import cjm_widgets as cjm
from cjm_widgets.render.charts.by_stage_plot import SERIES
from cjm_widgets.render.charts.distribution_plot import fills_of
from cjm_widgets.render.charts.plot import Area, Plot
from cjm_widgets.render.svg import chart_svg
from cjm_widgets.render.text import width as text_width
from cjm_widgets.render.theme import THEMES
from tests.render.test_theme import contrast

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("trend", "funnel", "by_stage", "distribution", "emotion", "heatmap")


def make(name: str, locale: str, **size: Any) -> Any:
    journey = cjm.Document().add_journey("Shop")
    sample = cjm.datasets.glasses(locale)
    journey = sample.build(journey.document)
    survey = cjm.Survey(
        sample.survey,
        touchpoint="step",
        csat="rating",
        nps="recommend",
        segment="segment",
        time="date",
    )
    events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event")
    binding = journey.bind(survey, events, stages=sample.matching(journey))
    chart = getattr(cjm.charts, name)
    if name == "emotion":
        return chart(journey, binding, locale=locale, **size)
    if name == "trend":
        return chart(binding, "csat", annotations=sample.annotations, locale=locale, **size)
    return chart(binding, locale=locale, **size)


@pytest.fixture(
    scope="module", params=[(name, lang) for name in NAMES for lang in ("en", "fr")], ids="-".join
)
def chart(request: pytest.FixtureRequest) -> Any:
    return make(*request.param)


def mixed(over: str, opacity: float, ground: str) -> str:
    parts = [(int(over[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5)]
    return "#" + "".join(f"{round(opacity * a + (1 - opacity) * b):02x}" for a, b in parts)


def behind(plot: Plot, x: float, y: float, ground: str, theme: Any) -> str:
    """Return the colour behind a place."""
    for area in plot.areas:
        (x0, y0), (x1, y1) = (min(area.points), max(area.points))
        if len(area.points) == 4 and not area.hatched and x0 <= x < x1 and y0 <= y <= y1:
            ground = mixed(theme.ink(area.color), area.opacity, ground)
    return ground


@pytest.mark.parametrize("theme", THEMES)
def test_words_are_read_on_what_they_stand_on(chart, theme: str) -> None:
    colors = THEMES[theme]
    for words in chart.view.words:
        ground = behind(chart.view, words.x, words.y, colors.bg, colors)
        assert contrast(colors.ink(words.color), ground) >= 4.5, words


@pytest.mark.parametrize("theme", THEMES)
def test_the_picture_has_the_words_of_the_view_in_its_colours(chart, theme: str) -> None:
    picture = cjm.render_static(chart, theme=theme)
    root = ET.fromstring(picture.svg)
    texts = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    plot = chart.view
    axes = [words for axis in (plot.left, plot.bottom, plot.right) for _, words in axis.ticks]
    assert set(texts) >= {words.text for words in plot.words} | set(axes)
    assert picture.alt == chart.alt
    assert root.find(f"{SVG}title").text == chart.alt
    named = set(re.findall(r"#[0-9a-f]{6}", picture.svg))
    assert named <= {value for _, value in THEMES[theme].tokens()}
    assert "var(" not in picture.svg


def test_no_word_leaves_the_picture(chart) -> None:
    root = ET.fromstring(chart_svg(chart.view, locale="en", theme="light"))
    wide, high = float(root.get("width")), float(root.get("height"))
    for text in root.iter(f"{SVG}text"):
        room = text_width("".join(text.itertext()), float(text.get("font-size")))
        x, anchor = float(text.get("x")), text.get("text-anchor", "start")
        left = x - {"start": 0, "middle": room / 2, "end": room}[anchor]
        assert left >= -1, "".join(text.itertext())
        assert left + room <= wide + 1, "".join(text.itertext())
        assert 8 <= float(text.get("y")) <= high


def test_words_of_rows_and_cells_are_not_on_each_other(chart) -> None:
    root = ET.fromstring(chart_svg(chart.view, locale="en", theme="light"))
    boxes = []
    for text in root.iter(f"{SVG}text"):
        said = "".join(text.itertext())
        room = text_width(said, float(text.get("font-size")))
        left = float(text.get("x")) - {None: 0, "middle": room / 2, "end": room}[text.get("text-anchor")]
        boxes.append((left, float(text.get("y")), room, said))
    for one, other in combinations(boxes, 2):
        apart_x = one[0] + one[2] <= other[0] + 1 or other[0] + other[2] <= one[0] + 1
        assert apart_x or abs(one[1] - other[1]) >= 11, (one, other)


def test_it_is_a_png_of_its_own_size_without_a_browser() -> None:
    picture = cjm.render_static(make("funnel", "en", width="400px", height="250px"), scale=2)
    image = Image.open(io.BytesIO(picture.png))
    assert image.size == (800, 500)
    assert len(image.convert("RGB").getcolors(1 << 16)) > 5, "more than a ground is drawn"
    other = cjm.render_static(make("funnel", "en"), locale="fr", theme="dark")
    assert "Où les clients partent" in other.svg
    assert "#16181d" in other.svg


def test_asking_for_another_language_leaves_the_chart_as_it_is() -> None:
    chart = make("distribution", "en")
    assert "passifs" in cjm.render_static(chart, locale="fr").svg
    assert chart.language == "en"
    assert chart.title.startswith("NPS answers")


@pytest.mark.parametrize("count", range(2, 8))
def test_fills_go_from_bad_to_good_and_neighbours_differ(count: int) -> None:
    fills = fills_of(count)
    assert fills[0] == ("negative", 1.0)
    assert fills[-1] == ("measured", 1.0)
    assert fills_of(count, lower_is_better=True) == fills[::-1]
    assert all(a != b for a, b in pairwise(fills)) or count > 6


# Machado, Oliveira and Fernandes 2009: what people without one kind of cones see, in linear RGB.
BLIND = {
    "protan": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
}  # fmt: skip


def seen(color: str, kind: str) -> tuple[float, ...]:
    """Return a colour as it is seen, in CIE L*a*b*."""
    parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    rgb = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    r, g, b = (min(1.0, max(0.0, sum(m * v for m, v in zip(row, rgb, strict=True)))) for row in BLIND[kind])
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz)
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("kind", BLIND)
def test_the_first_series_and_the_outcomes_are_told_apart_without_all_colours(theme: str, kind: str) -> None:
    colors = THEMES[theme]
    for names in (SERIES[:3], ("negative", "measured"), ("negative", "accent")):
        for one, other in combinations(names, 2):
            a, b = seen(colors.ink(one), kind), seen(colors.ink(other), kind)
            assert sum((p - q) ** 2 for p, q in zip(a, b, strict=True)) ** 0.5 > 11, (one, other)


def test_hatched_cells_are_the_pattern_of_the_maps() -> None:
    plot = make("heatmap", "en").view
    assert any(area.hatched for area in plot.areas)
    svg = chart_svg(plot, locale="en", theme="light")
    assert svg.count("url(#cjm-hatch)") == sum(area.hatched for area in plot.areas)
    assert isinstance(plot.areas[0], Area)


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("name", ["distribution", "emotion"])
def test_words_below_the_plot_have_room_at_the_least_width(name: str, locale: str) -> None:
    plot = make(name, locale).view
    pixel = (plot.least - plot.margin.left - plot.margin.right) / (plot.x[1] - plot.x[0])
    below = [each for each in plot.words if each.color == "muted" and each.y < plot.y[0] + 0.5]
    for y in {each.y for each in below}:
        row = sorted((each for each in below if each.y == y), key=lambda each: each.x)
        for one, other in pairwise(row):
            needed = (text_width(one.text, 12) + text_width(other.text, 12)) / 2
            assert (other.x - one.x) * pixel > needed + 4, (one.text, other.text)
    assert len(below) >= 3
