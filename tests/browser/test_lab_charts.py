"""The charts in a real JupyterLab: ink that is read in both themes, data followed, gone when closed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from cjm_widgets.render.theme import THEMES
from tests.browser.harness.lab import Lab, LabPage

SET_UP = """import cjm_widgets as cjm
doc = cjm.Document()
sample = cjm.datasets.glasses("en")
journey = sample.build(doc)
survey = cjm.Survey(
    sample.survey, touchpoint="step", csat="rating", nps="recommend", segment="segment", time="date")
events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event")
binding = journey.bind(survey, events, stages=sample.matching(journey))"""
TREND = """trend = cjm.charts.trend(
    binding, "csat", stage=journey.stages[3], annotations=sample.annotations, locale="en")
trend"""
FUNNEL = "funnel = cjm.charts.funnel(binding, locale='en')\nfunnel"
SIX = [
    TREND,
    FUNNEL,
    "series = cjm.charts.by_stage(binding, 'csat', locale='en')\nseries",
    "spread = cjm.charts.distribution(binding, 'nps', locale='en')\nspread",
    "emotion = cjm.charts.emotion(journey, binding, locale='en')\nemotion",
    "heat = cjm.charts.heatmap(binding, 'csat', locale='en')\nheat",
]
ORANGE = (255, 127, 14)  # bqplot's own second colour
INKS = """(figure) => {
  const behind = getComputedStyle(figure.closest(".jp-Notebook")).backgroundColor;
  const box = figure.getBoundingClientRect();
  const seen = (it) => it.textContent && it.checkVisibility() && getComputedStyle(it).display !== "none";
  const texts = [...figure.querySelectorAll("text")].filter(seen);
  const alone = texts.filter((it) => !it.closest(".object_grp"));
  const words = alone.map((it) => getComputedStyle(it).fill);
  const all = texts.map((it) => getComputedStyle(it).fill);
  const lines = [...figure.querySelectorAll("path.line")].map((it) => getComputedStyle(it));
  const strong = lines.filter((it) => Number(it.fillOpacity) > 0.9).map((it) => it.fill);
  const rings = [...figure.querySelectorAll("path.dot, path.element")];
  const dots = rings.map((it) => getComputedStyle(it).stroke);
  const marks = [...lines.map((it) => it.stroke), ...strong, ...dots];
  const colours = (list) => [...new Set(list)].filter((it) => it.startsWith("rgb") && !it.endsWith(", 0)"));
  const out = texts.filter((it) => {
    const r = it.getBoundingClientRect();
    const [beside, above] = [r.left < box.left - 1, r.top < box.top - 1];
    return beside || above || r.right > box.right + 1 || r.bottom > box.bottom + 1;
  }).map((it) => it.textContent);
  return { behind, words: colours(words), all: colours(all), marks: colours(marks), out };
}"""
SHAPES = "path.line"


@pytest.fixture
def opened(lab: Lab) -> LabPage:
    page = lab.open_notebook([SET_UP, TREND, FUNNEL])
    page.run_all()
    expect(page.page.locator(".bqplot .label", has_text="2,140")).to_have_count(1)
    return page


def theme(page: LabPage, name: str) -> None:
    page.page.evaluate(
        "(name) => window.jupyterapp.commands.execute('apputils:change-theme', { theme: name })",
        f"JupyterLab {name}",
    )
    expect(page.page.locator("body")).to_have_attribute("data-jp-theme-name", f"JupyterLab {name}")


def rgba(colour: str) -> tuple[float, float, float, float]:
    r, g, b, *a = (float(part) for part in re.findall(r"[\d.]+", colour))
    return r, g, b, a[0] if a else 1.0


def contrast(colour: str, behind: str) -> float:
    """Return the contrast ratio of WCAG 2 of a colour that may let its ground through."""
    r, g, b, a = rgba(colour)
    ground = rgba(behind)[:3]
    ink = tuple(a * own + (1 - a) * under for own, under in zip((r, g, b), ground, strict=True))
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: tuple[float, ...]) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def check_ink(figure: Locator, name: str) -> None:
    found = figure.evaluate(INKS)
    assert found["words"]
    assert found["marks"]
    for colour in found["words"]:
        assert contrast(colour, found["behind"]) >= 4.5, (colour, found["behind"])
    own = {item for _, item in THEMES[name.lower()].tokens()}
    for colour in found["marks"]:
        hexed = "#" + "".join(f"{round(part):02x}" for part in rgba(colour)[:3])
        if hexed in own - {THEMES[name.lower()].hatch}:
            assert contrast(colour, found["behind"]) >= 3, (colour, found["behind"])
    assert {
        "#" + "".join(f"{round(part):02x}" for part in rgba(colour)[:3]) for colour in found["marks"]
    } & own
    for colour in (*found["all"], *found["marks"]):
        assert rgba(colour)[:3] != ORANGE
    assert found["out"] == [], "words that leave the figure"


def test_six_charts_are_read_in_both_themes(lab: Lab) -> None:
    page = lab.open_notebook([SET_UP, *SIX])
    page.run_all()
    figures = page.page.locator(".bqplot.cjm-root")
    expect(figures).to_have_count(6)
    for at in range(6):
        expect(figures.nth(at).locator(SHAPES).first).to_be_attached()
    for name in ("Light", "Dark"):
        theme(page, name)
        for figure in figures.all():
            figure.scroll_into_view_if_needed()
            check_ink(figure, name)
    theme(page, "Light")
    hidden = page.page.locator(".cjm-chart img")
    expect(hidden).to_have_count(6)
    said = [image.get_attribute("alt") or "" for image in hidden.all()]
    assert [bool(re.search(r"n=|answers|Customers", alt)) for alt in said] == [True] * 6
    for image in hidden.all():
        assert (
            image.evaluate("(it) => it.closest('.jp-OutputArea-child').getBoundingClientRect().height") <= 1
        )


def test_they_follow_data_and_map_and_are_gone_when_closed(opened: LabPage) -> None:
    trend, funnel = opened.page.locator(".bqplot").all()
    shapes = trend.locator(SHAPES)
    line = shapes.nth(1)
    drawn = line.get_attribute("d")
    opened.kernel_run("binding.append(sample.survey.assign(rating=5), to='survey')")
    expect(line).not_to_have_attribute("d", drawn or "")
    opened.kernel_run("journey.edit(journey.stages[3], name='Refund')")
    expect(trend.locator(".mainheading")).to_contain_text("Refund")
    expect(funnel.locator(".tick text", has_text="Refund")).to_have_count(1)
    opened.kernel_run("journey.remove(journey.stages[0])")
    expect(funnel.locator(".tick text")).to_have_count(4)
    opened.kernel_run("doc.undo()")
    expect(funnel.locator(".tick text")).to_have_count(5)
    opened.kernel_run("trend.focus(stage=journey.stages[0])")
    expect(trend.locator(".mainheading")).to_contain_text("Discovery")
    open_models = "len(__import__('ipywidgets.widgets.widget', fromlist=['_instances'])._instances)"
    before = opened.kernel_eval(open_models)
    opened.kernel_run("trend.close(); funnel.close()")
    assert opened.kernel_eval(open_models) < before - 10
    expect(opened.page.locator(".bqplot")).to_have_count(0)
    opened.kernel_run("journey.edit(journey.stages[3], name='Money back')")


def test_the_second_output_is_seen_where_the_figure_is_not(opened: LabPage) -> None:
    opened.save()
    outputs = [cell.outputs for cell in opened.saved().cells if cell.cell_type == "code"]
    html = ["".join(output.data.get("text/html", "")) for output in outputs[1]]
    assert html[0] == ""
    assert "data:image/png;base64," in html[1]
    assert "CSAT by week, Reimbursement" in outputs[1][1].data["text/plain"]
    opened.kernel_run("journey.edit(journey.stages[3], name='Refund')")
    picture = opened.page.locator(".cjm-chart img").first
    expect(picture).to_have_attribute("alt", re.compile("Refund"))
    opened.kernel_run("trend.close()")
    expect(picture).to_be_visible()
