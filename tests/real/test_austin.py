"""The passenger survey of Austin airport: one row a respondent, one column a touchpoint, 0 for "not used"."""

from __future__ import annotations

import csv
import math
from collections import Counter, defaultdict
from datetime import date, datetime

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.metrics import Binding
from tests.real.data import real_file

STAGES = {
    "Getting there": [
        "Ground transportation to/from airport", "Parking facilities", "Parking facilities (value for money)",
    ],
    "Check-in": ["Efficiency of check-in staff", "Check-in wait time", "Courtesy of of check-in staff"],
    "Security": [
        "Courtesy of security staff", "Thoroughness of security inspection",
        "Wait time of security inspection", "Feeling of safety and security",
    ],
    "Waiting": [
        "Restaurants", "Restaurants (value for money)", "Internet access", "Comfort of waiting/gate areas",
    ],
    "Arriving": ["Speed of baggage delivery", "Customs inspection"],
}  # fmt: skip
LEFT_OUT = ["Overall satisfaction", "Flight information screens"]
TOUCHPOINTS = [*(name for names in STAGES.values() for name in names), *LEFT_OUT]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with real_file("austin_airport_passenger_survey.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def binding() -> Binding:
    frame = pd.read_csv(real_file("austin_airport_passenger_survey.csv"))
    journey = cjm.Document().add_journey("Through the airport")
    for name in STAGES:
        journey.add_stage(name, phase="during")
    journey.add_lane("metrics", metric="csat", target=0.8)
    survey = cjm.Survey.from_wide(frame, TOUCHPOINTS, not_used=0, time="Date recorded", segment="Quarter")
    return journey.bind(survey, stages=STAGES, by="segment")


def scores(rows: list[dict[str, str]], stage: str) -> list[int]:
    given = [row[name] for row in rows for name in STAGES[stage] if row[name] != ""]
    return [int(score) for score in given if score in {"1", "2", "3", "4", "5"}]


def wilson(successes: int, n: int) -> tuple[float, float]:
    """Solve |p - share| = z·√(p(1 - p)/n) for p, as a quadratic."""
    z2, share = 1.96**2, successes / n
    a, b, c = 1 + z2 / n, -(2 * share + z2 / n), share**2
    root = math.sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def test_csat_of_every_stage(binding: Binding, rows: list[dict[str, str]]) -> None:
    cells = binding.cells()["csat"]
    for stage in binding.journey.stages:
        found, cell = scores(rows, stage.name), cells[stage.id]
        top = sum(score >= 4 for score in found)
        low, high = wilson(top, len(found))
        assert cell.n == len(found) > 1_500
        assert cell.value == pytest.approx(top / len(found))
        assert (cell.low, cell.high) == pytest.approx((low, high))
        assert cell.state == ("off_target" if high < 0.8 else "ok")
    assert {cell.state for cell in cells.values()} == {"ok", "off_target"}


def test_csat_of_every_quarter(binding: Binding, rows: list[dict[str, str]]) -> None:
    table = binding.table().set_index(["stage", "segment"])
    quarters = {row["Quarter"] for row in rows}
    assert set(binding.table()["segment"]) == quarters
    for stage in STAGES:
        for quarter in quarters:
            found = scores([row for row in rows if row["Quarter"] == quarter], stage)
            assert table.loc[(stage, quarter), "n"] == len(found)
            assert table.loc[(stage, quarter), "value"] == pytest.approx(
                sum(s >= 4 for s in found) / len(found)
            )


def test_what_was_not_used_is_counted_and_never_averaged_in(
    binding: Binding, rows: list[dict[str, str]]
) -> None:
    raw = Counter((name, row[name]) for row in rows for name in TOUCHPOINTS)
    not_used = {name: raw[name, "0"] for name in TOUCHPOINTS if raw[name, "0"]}
    excluded = binding.excluded
    assert (
        dict(excluded.query("reason == 'not_used'")[["column", "rows"]].itertuples(index=False)) == not_used
    )
    by_reason = excluded.set_index("reason")["rows"]
    assert by_reason["no_answer"] == sum(raw[name, ""] for name in TOUCHPOINTS)
    everything = sum(count for (_, score), count in raw.items() if score in {"1", "2", "3", "4", "5"})
    counted = sum(cell.n for cell in binding.cells()["csat"].values())
    loose = [row[name] for row in rows for name in LEFT_OUT]
    assert everything == counted + sum(score in {"1", "2", "3", "4", "5"} for score in loose)


def test_what_belongs_to_no_stage_is_listed(binding: Binding) -> None:
    loose = binding.matching.query("how == 'unassigned'")
    assert sorted(loose["label"]) == sorted(LEFT_OUT)


def test_the_trend_by_month(binding: Binding, rows: list[dict[str, str]]) -> None:
    months: dict[date, list[int]] = defaultdict(list)
    for row in rows:
        if row["Date recorded"]:
            month = datetime.strptime(row["Date recorded"], "%m/%d/%Y").date().replace(day=1)  # noqa: DTZ007
            months[month] += scores([row], "Security")
    trend = binding.trend("csat", stage="Security", period="month")
    expected = {month: found for month, found in sorted(months.items()) if found}
    assert [stamp.date() for stamp in trend["time"]] == list(expected)
    assert trend["n"].tolist() == [len(found) for found in expected.values()]
    shares = [sum(score >= 4 for score in found) / len(found) for found in expected.values()]
    assert trend["value"].tolist() == pytest.approx(shares)


def test_a_respondent_keeps_one_name(binding: Binding, rows: list[dict[str, str]]) -> None:
    answered = binding.rows(stage="Check-in", metric="csat")
    for place in (0, 17, 3_000):
        own = answered[answered["respondent"] == place]
        expected = sorted(s for s in (rows[place][name] for name in STAGES["Check-in"]) if s not in {"", "0"})
        assert sorted(str(int(score)) for score in own["score"]) == expected


def test_rows_that_arrive_later_end_in_the_same_numbers(binding: Binding) -> None:
    frame = pd.read_csv(real_file("austin_airport_passenger_survey.csv"))
    journey = binding.journey
    first = cjm.Survey.from_wide(frame.iloc[:2_000], TOUCHPOINTS, time="Date recorded", segment="Quarter")
    grown = Binding(journey, first, stages=STAGES, by="segment")
    grown.append(frame.iloc[2_000:])
    pd.testing.assert_frame_equal(grown.table(), binding.table())
    pd.testing.assert_frame_equal(grown.trend("csat"), binding.trend("csat"))


def test_it_is_drawn_and_bound_in_charts(binding: Binding, rows: list[dict[str, str]]) -> None:
    journey = binding.journey
    julie = journey.document.add_persona("Traveller")
    for stage, value in zip(journey.stages, (0, 1, -1, -2, 1), strict=True):
        journey.set_emotion(stage, value, persona=julie)
    quarters = sorted({row["Quarter"] for row in rows})
    charts = cjm.charts
    series = charts.by_stage(binding, "csat", locale="en")
    assert {name for _, name in series.view.right.ticks} <= set(quarters)
    heat = charts.heatmap(binding, "csat", locale="en").table().set_index(["stage", "group"])
    for stage, quarter in ((stage, quarter) for stage in STAGES for quarter in quarters):
        found = scores([row for row in rows if row["Quarter"] == quarter], stage)
        assert heat.loc[(stage, quarter), "n"] == len(found)
        assert heat.loc[(stage, quarter), "value"] == pytest.approx(sum(s >= 4 for s in found) / len(found))
    spread = charts.distribution(binding, "csat", locale="en").table().set_index(["stage", "outcome"])
    for stage in STAGES:
        counted = Counter(scores(rows, stage))
        assert {score: spread.loc[(stage, str(score)), "answers"] for score in range(1, 6)} == counted
    emotion = charts.emotion(journey, binding, locale="en")
    drawn = emotion.table().set_index(["stage", "series"])
    for stage in STAGES:
        found = scores(rows, stage)
        top = sum(score >= 4 for score in found) / len(found)
        assert drawn.loc[(stage, "measured"), "value"] == pytest.approx(4 * top - 2)
    months = charts.trend(binding, "csat", stage="Security", period="month", locale="en")
    assert months.table()["n"].sum() == sum(
        len(scores([row], "Security")) for row in rows if row["Date recorded"]
    )
    months.focus(segment=quarters[0])
    own = [row for row in rows if row["Quarter"] == quarters[0] and row["Date recorded"]]
    assert months.table()["n"].sum() == sum(len(scores([row], "Security")) for row in own)
    for chart in (series, emotion, months):
        assert cjm.render_static(chart).png.startswith(b"\x89PNG")
        chart.close()
