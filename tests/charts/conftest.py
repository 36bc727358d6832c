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


def line(chart: Any) -> list[float]:
    """Return the values that the line of a trend goes through."""
    return [y for stroke in chart.view.strokes if stroke.kind == "line" for _, y in stroke.points]


def rows(chart: Any) -> list[str]:
    """Return the names beside the rows of a chart, from the top."""
    return [words for _, words in sorted(chart.view.left.ticks, reverse=True)]


def said(chart: Any) -> list[str]:
    """Return all words on a chart."""
    return [words.text for words in chart.view.words]


def opinions(per_group: dict[tuple[str, str | None], list[int]]) -> pd.DataFrame:
    """Return answers: (stage, segment) → the recommendations from 0 to 10; ratings are half of them."""
    found = [
        {
            "step": stage,
            "segment": segment,
            "recommend": score,
            "rating": max(1, score // 2),
            "date": WEEKS[0],
        }
        for (stage, segment), scores in per_group.items()
        for score in scores
    ]
    return pd.DataFrame(found)


SEGMENTED = {
    ("Search", "new"): [9] * 40 + [0] * 10,
    ("Search", "old"): [9] * 20 + [8] * 20,
    ("Pay", "new"): [3] * 60,
    ("Pay", "old"): [10] * 45 + [2] * 5,
    ("Pay", None): [7] * 4,
}
"""What people of two segments answered; four are in none, and nobody at the last stage."""


@pytest.fixture
def grouped(journey: Journey) -> Binding:
    """The answers of two segments and the visits of their customers."""
    seen = visits({"Search": 200, "Pay": 100, "Receive": 90})
    number = seen["user"].str[1:].astype(int)
    seen["segment"] = ["new" if at % 4 else "old" for at in number]
    told = cjm.Survey(
        opinions(SEGMENTED), touchpoint="step", nps="recommend", csat="rating", segment="segment", time="date"
    )
    log = cjm.EventLog(seen, customer="user", time="at", event="event", segment="segment")
    return journey.bind(told, log)


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
