"""The measured score beside the drawn curve: shared vectors, ends of the scale, monotony."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.analysis.measured import SCORES, gap_of, measured, on_emotion_scale, score_of
from cjm_widgets.errors import BadInput

VECTORS = sorted((Path(__file__).parents[1] / "fixtures" / "measured").glob("*.json"))


@pytest.mark.parametrize("path", VECTORS, ids=lambda path: path.stem)
def test_vector(path: Path) -> None:
    vector = json.loads(path.read_text("utf-8"))
    cells = {stage: SimpleNamespace(**cell) for stage, cell in vector["cells"].items()}
    points = {point["stage_id"]: SimpleNamespace(**point) for point in vector["points"]}
    found = []
    for score in measured(cells, vector["metric"], vector["neutral"]).values():
        gap = gap_of(score, points[score.stage_id]) if score.stage_id in points else None
        ends = {name: round(getattr(score, name), 9) for name in ("value", "low", "high")}
        found.append(
            {
                "stage_id": score.stage_id,
                **ends,
                "weak": score.weak,
                "gap": None if gap is None else round(gap.value, 9),
                "disagree": None if gap is None else gap.disagree,
            }
        )
    assert found == vector["expect"]


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 3


@given(score=st.sampled_from(sorted(SCORES)), data=st.data())
def test_the_scale_keeps_its_ends_its_middle_and_its_order(score: str, data: st.DataObject) -> None:
    least, most = SCORES[score]
    values = st.floats(least, most)
    neutral = data.draw(st.none() | st.floats(least, most, exclude_min=True, exclude_max=True))
    one, other = sorted([data.draw(values), data.draw(values)])
    low, high = (on_emotion_scale(value, score, neutral) for value in (one, other))
    assert -2 <= low <= high <= 2
    assert (on_emotion_scale(least, score, neutral), on_emotion_scale(most, score, neutral)) == (-2, 2)
    assert on_emotion_scale((least + most) / 2 if neutral is None else neutral, score, neutral) == 0


def test_an_unknown_score_names_the_nearest() -> None:
    with pytest.raises(BadInput, match="csat"):
        on_emotion_scale(0.5, "csta")


def test_the_lane_names_the_score_or_the_first_with_numbers_is_it() -> None:
    metrics = {"csat": {"a": SimpleNamespace(value=None)}, "nps": {"a": SimpleNamespace(value=3.0)}}
    assert score_of("", metrics) == "nps"
    assert score_of("csat", metrics) == "csat"
    assert score_of("none", metrics) is None
    assert score_of("", {}) is None
