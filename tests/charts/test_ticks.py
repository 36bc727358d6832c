"""Ticks: round numbers around the data, dates in words, few enough to be read."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.render.charts.ticks import date_ticks, day_number, key, nice

dates = st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1))


@given(st.floats(-1e6, 1e6), st.floats(0.001, 1e6))
def test_nice_ticks_span_the_data_and_are_few_and_even(low: float, span: float) -> None:
    found = nice(low, low + span)
    step = found[1] - found[0]
    slack = 1e-6 * max(1.0, abs(low), span)
    assert found[0] <= low + slack
    assert found[-1] >= low + span - slack
    assert 2 <= len(found) <= 8
    assert all(b - a == pytest.approx(step, abs=slack) for a, b in pairwise(found))


def test_nice_ticks_are_round() -> None:
    assert nice(0.17, 0.81) == (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
    assert nice(-8, 17) == (-10, -5, 0, 5, 10, 15, 20)
    assert nice(1, 1)[0] < 1 < nice(1, 1)[-1]


@given(st.lists(dates, min_size=1, max_size=60, unique=True).map(sorted), st.sampled_from(["en", "fr"]))
def test_date_ticks_are_few_in_order_and_inside(days: list[dt.date], locale: str) -> None:
    found = date_ticks(days, locale)
    places = [at for at, _ in found]
    assert len(found) <= 8
    assert places == sorted(set(places))
    assert all(day_number(days[0]) <= at <= day_number(days[-1]) for at in places)
    assert all(words for _, words in found)


def test_dates_are_in_the_words_of_the_language() -> None:
    weeks = [dt.date(2026, 1, 5) + dt.timedelta(days=7 * at) for at in range(20)]
    assert [words for _, words in date_ticks(weeks, "fr")] == ["févr. 2026", "mars", "avr.", "mai"]
    assert [words for _, words in date_ticks(weeks[:2], "en")] == ["Jan 5", "Jan 12"]
    assert date_ticks([], "en") == ()


def test_a_day_is_the_same_number_for_everyone() -> None:
    assert day_number(dt.date(1970, 1, 1)) == 0
    assert day_number(dt.date(2026, 3, 29)) - day_number(dt.date(2026, 3, 28)) == 1


def test_keys_are_numbers_as_a_browser_writes_them() -> None:
    assert [key(v) for v in (0.0, 1.0, 0.2, -50.0, 0.25, 20513.0)] == [
        "0",
        "1",
        "0.2",
        "-50",
        "0.25",
        "20513",
    ]
