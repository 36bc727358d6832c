"""The charts in a real JupyterLab: ink that is read in both themes, data followed, gone when closed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.harness.lab import Lab, LabPage

SET_UP = """import cjm_widgets as cjm
doc = cjm.Document()
sample = cjm.datasets.glasses("en")
journey = sample.build(doc)
survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", time="date")
events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event")
binding = journey.bind(survey, events, stages=sample.matching(journey))"""
TREND = """trend = cjm.charts.trend(
    binding, "csat", stage=journey.stages[3], annotations=sample.annotations, locale="en")
trend"""
FUNNEL = "funnel = cjm.charts.funnel(binding, locale='en')\nfunnel"
ORANGE = (255, 127, 14)  # bqplot's own second colour
INKS = """(figure) => {
  const behind = getComputedStyle(figure.closest(".jp-Notebook")).backgroundColor;
  const seen = (it) => it.textContent && it.checkVisibility() && getComputedStyle(it).display !== "none";
  const words = [...figure.querySelectorAll("text")].filter(seen).map((it) => getComputedStyle(it).fill);
  const bars = [...figure.querySelectorAll(".bar")].map((it) => getComputedStyle(it).fill);
  const lines = [...figure.querySelectorAll("path.line")].map((it) => getComputedStyle(it).stroke);
  const colours = (list) => [...new Set(list)].filter((it) => it.startsWith("rgb") && !it.endsWith(", 0)"));
  return { behind, words: colours(words), marks: colours([...bars, ...lines]) };
}"""


@pytest.fixture
def opened(lab: Lab) -> LabPage:
    page = lab.open_notebook([SET_UP, TREND, FUNNEL])
    page.run_all()
    expect(page.page.locator(".bqplot .bar")).to_have_count(5)
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


def check_ink(figure: Locator) -> None:
    found = figure.evaluate(INKS)
    assert found["words"]
    assert found["marks"]
    for colour in found["words"]:
        assert rgba(colour)[:3] != ORANGE
        assert contrast(colour, found["behind"]) >= 4.5, (colour, found["behind"])
    for colour in found["marks"]:
        assert contrast(colour, found["behind"]) >= 3, (colour, found["behind"])


def test_words_and_marks_are_read_in_both_themes(opened: LabPage) -> None:
    for name in ("Light", "Dark"):
        theme(opened, name)
        for figure in opened.page.locator(".bqplot").all():
            check_ink(figure)
    theme(opened, "Light")


def test_they_follow_data_and_map_and_are_gone_when_closed(opened: LabPage) -> None:
    trend, funnel = opened.page.locator(".bqplot").all()
    line = trend.locator("path.line").last
    drawn = line.get_attribute("d")
    opened.kernel_run("binding.append(sample.survey.assign(rating=5), to='survey')")
    expect(line).not_to_have_attribute("d", drawn or "")
    opened.kernel_run("journey.edit(journey.stages[3], name='Refund')")
    expect(trend.locator(".mainheading")).to_contain_text("Refund")
    expect(funnel.locator(".tick text", has_text="Refund")).to_have_count(1)
    opened.kernel_run("journey.remove(journey.stages[0])")
    expect(funnel.locator(".bar")).to_have_count(4)
    opened.kernel_run("doc.undo()")
    expect(funnel.locator(".bar")).to_have_count(5)
    open_models = "len(__import__('ipywidgets.widgets.widget', fromlist=['_instances'])._instances)"
    before = opened.kernel_eval(open_models)
    opened.kernel_run("trend.close(); funnel.close()")
    assert opened.kernel_eval(open_models) < before - 10
    expect(opened.page.locator(".bqplot")).to_have_count(0)
    opened.kernel_run("journey.edit(journey.stages[3], name='Money back')")
