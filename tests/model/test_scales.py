"""Emotions on another scale than the stored one: the same value comes back, what is beyond is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.model.scales import HIGH, LOW, SCALES, from_scale, to_scale

names = st.sampled_from(sorted(SCALES))


@given(names, st.data())
def test_a_tenth_of_any_scale_comes_back(scale: str, data: st.DataObject) -> None:
    least, most = SCALES[scale]
    value = data.draw(st.integers(int(least * 10), int(most * 10))) / 10
    assert round(to_scale(from_scale(value, scale), scale), 1) == value


@given(names, st.floats(LOW, HIGH))
def test_a_stored_value_comes_back(scale: str, value: float) -> None:
    assert from_scale(to_scale(value, scale), scale) == pytest.approx(value, abs=5e-5)


def test_python_draws_on_the_scale_it_names() -> None:
    journey = cjm.Document().add_journey("Glasses", template="purchase", emotion_scale="1..10")
    point = journey.set_emotion("Discovery", 10, low=5.5, high=10, scale="1..10")
    assert (point.value, point.low, point.high) == (2.0, 0.0, 2.0)
    assert journey.set_emotion("Loyalty", 4, scale="1..5").value == 1.0
    assert journey.record.emotion_scale == "1..10"


def test_what_is_beyond_the_scale_or_no_scale_is_refused() -> None:
    journey = cjm.Document().add_journey("Glasses", template="purchase")
    with pytest.raises(cjm.errors.BadInput, match="1 … 5"):
        journey.set_emotion("Discovery", 6, scale="1..5")
    with pytest.raises(cjm.errors.BadInput, match=r'Did you mean "1\.\.5"'):
        journey.set_emotion("Discovery", 3, scale="1-5")
    assert journey.emotions == ()
