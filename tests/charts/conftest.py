"""A small journey bound to answers and visits whose numbers can be told by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.metrics import Binding
from cjm_widgets.model.journey import Journey

WEEKS = pd.date_range("2026-01-05", periods=10, freq="7D")


def answers(good_of_40: list[int], *, each: int = 40) -> pd.DataFrame:
    """Return `each` answers a week at the stage Pay, of which so many of 40 are 5 and the rest 1."""
    rows = [
        {"step": "Pay", "rating": 5 if at < good * each / 40 else 1, "date": day}
        for day, good in zip(WEEKS, good_of_40, strict=False)
        for at in range(each)
    ]
    return pd.DataFrame(rows, columns=["step", "rating", "date"])


def visits(through: dict[str, int]) -> pd.DataFrame:
    rows = [
        {
            "user": f"u{user}",
            "at": pd.Timestamp("2026-01-05") + pd.Timedelta(hours=place, minutes=user),
            "event": stage,
        }
        for place, (stage, count) in enumerate(through.items())
        for user in range(count)
    ]
    return pd.DataFrame(rows)


def survey(frame: pd.DataFrame) -> Any:
    return cjm.Survey(frame, touchpoint="step", csat="rating", time="date")


@pytest.fixture
def journey() -> Journey:
    journey = cjm.Document().add_journey("Shop")
    for name in ("Search", "Pay", "Receive"):
        journey.add_stage(name, phase="during")
    journey.add_lane("metrics", metric="csat", target=0.75)
    return journey


@pytest.fixture
def binding(journey: Journey) -> Binding:
    events = cjm.EventLog(
        visits({"Search": 200, "Pay": 100, "Receive": 90}), customer="user", time="at", event="event"
    )
    return journey.bind(survey(answers([32, 28, 24, 20, 16])), events)
