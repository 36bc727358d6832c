"""A journey of three stages, and the same bound to the data of the shop."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from cjm_widgets.metrics import Binding
from tests.metrics.shop import MATCH, STAGES, events, survey


@pytest.fixture
def journey() -> cjm.Journey:
    made = cjm.Document().add_journey("Shop")
    for name in STAGES:
        made.add_stage(name, phase="during")
    made.add_lane("metrics", metric="csat", target=0.75)
    made.add_lane("metrics", metric="conversion", target=0.5)
    return made


@pytest.fixture
def binding(journey: cjm.Journey) -> Binding:
    return journey.bind(survey(), events(), stages=MATCH)
