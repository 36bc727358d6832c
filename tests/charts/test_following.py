"""How charts listen and speak: one message a mark, none when nothing is seen to change, no leaks."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections import Counter

import pytest
from ipywidgets import Widget
from ipywidgets.widgets import widget as registry

import cjm_widgets as cjm
from cjm_widgets.charts import ink
from tests.charts.conftest import answers
from tests.render.test_theme import contrast


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    counted: Counter[str] = Counter()
    real = Widget.send_state

    def send_state(self: Widget, key: object = None) -> None:
        if key is None or key:
            counted[self.model_id] += 1
        real(self, key)

    monkeypatch.setattr(Widget, "send_state", send_state)
    return counted


def test_new_data_are_one_message_a_mark(binding, sent) -> None:
    chart = cjm.charts.trend(binding, "csat", stage="Pay")
    funnel = cjm.charts.funnel(binding)
    sent.clear()
    binding.refresh(survey=answers([10, 20, 30]))
    assert sent[chart.drawing.mark("shapes").model_id] == 1
    assert sent[chart.drawing.mark("dots").model_id] == 1
    assert max(sent.values()) == 1
    assert not {mark.model_id for mark in funnel.marks} & set(sent), "its numbers did not change"


def test_an_edit_that_is_not_seen_sends_nothing(journey, binding, sent) -> None:
    charts = cjm.charts.trend(binding, "csat", stage="Pay"), cjm.charts.funnel(binding)
    lane = journey.add_lane("actions")
    sent.clear()
    journey.add_card(lane=lane, stage="Pay", text="Types the code")
    journey.edit(journey.stage("Pay"), description="at the till")
    assert not sent
    assert charts


def test_a_closed_chart_is_forgotten_with_all_its_parts(journey, binding) -> None:
    before = set(registry._instances)
    listeners = len(binding._changes), len(journey.document._changes), len(journey.document._bound)
    chart = cjm.charts.trend(binding, "csat", stage="Pay")
    ghost = weakref.ref(chart)
    assert len(binding._changes) == listeners[0] + 1
    chart.close()
    chart.close()
    del chart
    gc.collect()
    assert ghost() is None
    assert (len(binding._changes), len(journey.document._changes), len(journey.document._bound)) == listeners
    journey.edit(journey.stage("Pay"), name="Check out")
    binding.refresh(survey=answers([10]))
    assert set(registry._instances) == before, "marks, axes, scales and layout are gone too"


def test_listening_does_not_hold_a_chart(binding, monkeypatch: pytest.MonkeyPatch) -> None:
    listeners = len(binding._changes)
    monkeypatch.setattr(registry, "_instances", {})
    chart = cjm.charts.funnel(binding)
    assert len(binding._changes) == listeners + 1
    # ipywidgets keeps what was not closed: make it forget, without a word to the chart.
    for part in tuple(registry._instances.values()):
        Widget.close(part)
    ghost = weakref.ref(chart)
    del chart, part
    gc.collect()
    assert ghost() is None
    assert len(binding._changes) == listeners


@pytest.mark.parametrize("name", ink.FALLBACKS)
def test_colours_are_seen_on_light_and_dark_notebooks(name: str) -> None:
    for ground in ("#ffffff", "#111111"):
        assert contrast(ink.FALLBACKS[name], ground) >= 3


def test_the_module_is_light_until_a_chart_is_made() -> None:
    code = (
        "import sys, cjm_widgets as cjm; cjm.charts;"
        "assert not {'bqplot', 'pandas', 'numpy'} & set(sys.modules);"
        "cjm.charts.trend; assert 'bqplot' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
