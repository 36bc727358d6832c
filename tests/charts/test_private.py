"""A private name is in no chart, live or stored, and in no table of emotions; a number stands for it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from ipywidgets import Widget

import cjm_widgets as cjm
from cjm_widgets.render import render_static

SECRET = "Xylophonia"
NAMES = ("trend", "funnel", "by_stage", "distribution", "heatmap", "emotion")


@pytest.fixture(scope="module")
def binding() -> cjm.Binding:
    sample = cjm.datasets.glasses("en")
    journey = sample.build(cjm.Document())
    julie = journey.personas[0]
    julie.edit(name=SECRET, segment="segment = 'family'")
    julie.set_private("name")
    survey = cjm.Survey(
        sample.survey, touchpoint="step", csat="rating", nps="recommend", segment="segment", time="date"
    )
    events = cjm.EventLog(
        sample.events, customer="user_id", time="timestamp", event="event", segment="segment"
    )
    return journey.bind(survey, events, stages=sample.matching(journey))


def made(name: str, binding: cjm.Binding) -> Any:
    chart = getattr(cjm.charts, name)
    if name == "emotion":
        return chart(binding.journey, binding, locale="en")
    return chart(binding, *(["csat"] if name == "trend" else []), locale="en")


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_of_a_persona_names_her_by_number(name: str, binding: cjm.Binding) -> None:
    chart = made(name, binding)
    chart.focus(persona=binding.journey.personas[0])
    picture = render_static(chart)
    state = Widget.get_manager_state(drop_defaults=False)["state"]
    for said in (chart.title, chart.alt, picture.svg, picture.alt, json.dumps(state, default=str)):
        assert SECRET not in said
    assert SECRET not in chart.table().to_csv()
    assert "Persona 1" in picture.svg + picture.alt
    chart.close()


def test_studio_and_tables_of_emotions_do_not_name_her_either(binding: cjm.Binding) -> None:
    journey = binding.journey
    studio = cjm.Studio(journey, binding, locale="en", selection=journey.personas[0])
    assert SECRET not in json.dumps(studio._picture())
    studio.close()
    said = [str(each) + each.to_frame().to_csv() for each in journey.emotion_summary()]
    said.append(journey.emotion_gaps().to_csv())
    said.append(binding.table(by="persona").to_csv())
    assert SECRET not in "".join(said)
    assert all("Persona 1" in each for each in (said[0], said[-1]))
