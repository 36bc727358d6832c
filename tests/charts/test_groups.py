"""Charts of groups and of answers: by stage, heat map, distribution; what they show and what they refuse."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from tests.charts.conftest import answers, opinions, rows, said, survey


def test_by_stage_is_one_series_a_segment_with_intervals(grouped) -> None:
    chart = cjm.charts.by_stage(grouped, "nps", locale="en")
    assert rows(chart) == ["Search", "Pay", "Receive"]
    table = chart.table().set_index(["stage", "group"])
    assert table.loc[("Search", "new"), "value"] == 60
    assert table.loc[("Search", "old"), "value"] == 50
    assert table.loc[("Pay", "new"), "value"] == -100
    assert table.loc[("Pay", "no segment"), "n"] == 4
    values = chart.view.dots[:5]
    assert [dot.x for dot in values] == [60, -100, 50, 80, 0]
    assert [dot.hollow for dot in values] == [False, False, False, False, True], "too few in no segment"
    assert values[4].color == "muted"
    ends = {tuple(x for x, _ in s.points) for s in chart.view.strokes if s.color == values[0].color}
    assert ends == {tuple(table.loc[(stage, "new"), ["low", "high"]]) for stage in ("Search", "Pay")}
    assert [words for _, words in chart.view.right.ticks] == ["new", "old", "no segment"]
    assert chart.title == "NPS by stage and segment (n=204)"
    assert "from \u2212100 (Pay, new) to +80 (Pay, old)" in chart.alt


def test_without_segments_it_is_everyone(binding) -> None:
    chart = cjm.charts.by_stage(binding, "csat", locale="en")
    assert chart.title == "CSAT by stage (n=200)"
    assert chart.view.right.ticks == ()
    assert [dot.x for dot in chart.view.dots] == [0.6]
    assert said(chart) == ["target 75%"], "that of the lane"
    assert list(chart.table()["group"]) == ["everyone"] * 3


def test_the_heat_map_writes_the_value_in_every_cell(grouped) -> None:
    chart = cjm.charts.heatmap(grouped, "nps", locale="en")
    assert said(chart)[:5] == ["new", "+60", "n=50", "\u2212100", "n=60"]
    assert said(chart).count("no data") == 4, (
        "nobody answered at the last stage, nor in no segment at the first"
    )
    shaded = [area for area in chart.view.areas if not area.hatched]
    assert [area.opacity for area in shaded] == pytest.approx([0.384, 0.1, 0.367, 0.42], abs=0.01)
    hatched = [area for area in chart.view.areas if area.hatched]
    assert len(hatched) == 1, "four answers in no segment"
    assert "n=4 · too few" in said(chart)


def test_the_distribution_is_shares_of_outcomes(grouped) -> None:
    chart = cjm.charts.distribution(grouped, "nps", locale="en")
    assert rows(chart) == ["all stages", "Search", "Pay", "Receive"]
    table = chart.table()
    pay = table[table["stage"] == "Pay"].set_index("outcome")
    assert pay["answers"].to_dict() == {"detractor": 65, "passive": 4, "promoter": 45}
    assert pay["share"].sum() == pytest.approx(1)
    assert pay.loc["detractor", "low"] < 65 / 114 < pay.loc["detractor", "high"]
    assert set(pay["n"]) == {114}
    first = [area for area in chart.view.areas if area.points[0][1] > -0.5]
    edges = [(area.points[0][0], area.points[1][0], area.color) for area in first]
    assert edges == [
        (0.0, 75 / 204, "negative"),
        (75 / 204, 99 / 204, "muted"),
        (99 / 204, 1.0, "measured"),
    ]
    assert {"37%", "12%", "51%"} <= set(said(chart))
    assert [words for _, words in chart.view.right.ticks][2:] == ["\u221218 · n=114", "no data"]
    assert chart.alt.endswith("detractors (0–6) 37%, passives (7–8) 12%, promoters (9–10) 51%.")
    whole = cjm.charts.distribution(grouped, "nps", stages=False, locale="en")
    assert rows(whole) == ["all stages"]
    assert whole.table()["stage_id"].isna().all()


def test_scores_of_a_scale_are_told_apart_and_few_are_grey(journey) -> None:
    binding = journey.bind(survey(answers([6], each=8)))
    chart = cjm.charts.distribution(binding, "csat", locale="en")
    assert list(chart.table()["outcome"][:5]) == ["1", "2", "3", "4", "5"]
    bars = [area for area in chart.view.areas if area.points[0][1] > -2.5]
    assert {area.color for area in bars} == {"muted"}
    assert chart.view.right.ticks[0][1].endswith("too few")


def test_effort_and_long_scales(journey) -> None:
    frame = opinions({("Pay", None): list(range(11)) * 10})
    frame["effort"] = frame["recommend"].clip(1, 7)
    told = cjm.Survey(
        frame, touchpoint="step", csat="recommend", csat_scale=(0, 10), ces="effort", ces_direction="effort"
    )
    binding = journey.bind(told)
    tens = cjm.charts.distribution(binding, "csat").table()
    assert list(tens["outcome"][:5]) == ["0–2", "3–4", "5–6", "7–8", "9–10"]
    assert list(tens["answers"][:5]) == [30, 20, 20, 20, 20]
    hard = cjm.charts.distribution(binding, "ces")
    assert hard.view.areas[0].color == "measured", "little effort is good"


def test_what_cannot_be_drawn_is_refused(grouped, binding) -> None:
    with pytest.raises(NotFound, match="csat"):
        cjm.charts.by_stage(grouped, "csta")
    with pytest.raises(BadInput, match="segment"):
        cjm.charts.heatmap(grouped, "csat", by="segmnt")
    with pytest.raises(NotFound, match="nps"):
        cjm.charts.distribution(grouped, "reach")
    with pytest.raises(BadInput, match=r"journey\.bind"):
        cjm.charts.distribution("binding")
    with pytest.raises(BadInput, match="rule"):
        cjm.charts.by_stage(grouped, "csat", by="persona")


def test_many_groups_are_the_largest_ones(journey) -> None:
    frame = opinions({("Pay", f"s{at:02}"): [9] * (at + 1) for at in range(20)})
    told = cjm.Survey(frame, touchpoint="step", nps="recommend", segment="segment")
    binding = journey.bind(told)
    series = cjm.charts.by_stage(binding, "nps", locale="en")
    assert [name for _, name in series.view.right.ticks] == [f"s{at}" for at in range(14, 20)]
    assert "14 smaller groups are not drawn" in series.alt
    assert len(set(series.table()["group"])) == 20
    series.focus(segment="s02")
    assert "s02" in [name for _, name in series.view.right.ticks]
    assert len([w for w in said(cjm.charts.heatmap(binding, "nps")) if w.startswith("s")]) == 12
