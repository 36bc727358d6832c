"""Event logs and times from clean and dirty frames."""

from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np
import pandas as pd
import pytest

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import EventLog
from cjm_widgets.metrics.times import Reading, read_times
from tests.metrics.test_survey import left

NOON = pd.Timestamp("2026-01-05T12:00Z")


def stamps(values: Any, **reading: Any) -> list[str | None]:
    column = values if isinstance(values, pd.Series) else pd.Series(values, dtype=object)
    times = read_times(column, Reading(**reading))
    read = [pd.Timestamp(us, unit="us").isoformat() for us in times.us.tolist()]
    return [
        "bad" if bad else None if missing else text
        for text, bad, missing in zip(read, times.bad, times.missing, strict=True)
    ]


def test_mixed_offsets_are_one_time() -> None:
    values = [
        "2026-01-05T13:00:00.000+01:00",
        "2026-01-05T14:00:00+02:00",
        "2026-01-05T12:00:00Z",
        "2026-01-05T12:00",
    ]
    assert set(stamps(values)) == {"2026-01-05T12:00:00"}


def test_times_with_and_without_zone_in_one_column() -> None:
    paris = pd.Timestamp("2026-01-05T13:00", tz="Europe/Paris")
    naive = dt.datetime.fromisoformat("2026-01-05T13:00")
    mixed = [
        paris,
        naive,
        "2026-01-05T13:00",
        NOON,
        np.datetime64("2026-01-05T13:00"),
        None,
        pd.NaT,
        "soon",
        5,
    ]
    expected = ["2026-01-05T12:00:00"] * 5 + [None, None, "bad", "bad"]
    assert stamps(mixed, tz="Europe/Paris") == expected


def test_naive_times_are_of_the_zone_declared() -> None:
    naive = pd.Series(pd.to_datetime(["2026-01-05T13:00", None]))
    assert stamps(naive, tz="Europe/Paris") == ["2026-01-05T12:00:00", None]
    assert stamps(naive) == ["2026-01-05T13:00:00", None]
    assert stamps(naive.dt.tz_localize("Asia/Tokyo"), tz="Europe/Paris") == ["2026-01-05T04:00:00", None]


def test_hours_of_a_clock_change_are_read() -> None:
    values = ["2026-03-29T02:30", "2026-10-25T02:30"]  # one that never was, one that came twice
    expected = ["2026-03-29T01:00:00", "2026-10-25T01:30:00"]
    assert stamps(values, tz="Europe/Paris") == expected
    assert stamps(pd.Series(pd.to_datetime(values)), tz="Europe/Paris") == expected


@pytest.mark.parametrize(
    ("values", "reading", "expected"),
    [
        (["11/12/2016", "05/25/2017"], {}, ["2016-11-12", "2017-05-25"]),
        (["11/12/2016", "25/05/2017"], {}, ["2016-12-11", "2017-05-25"]),
        (["11/12/2016", "12/11/2016"], {}, ["2016-11-12", "2016-12-11"]),
        (["11/12/2016", "12/11/2016"], {"day_first": True}, ["2016-12-11", "2016-11-12"]),
        (["05.01.2026 soir", "05.01.2026"], {"format": "%d.%m.%Y"}, ["bad", "2026-01-05"]),
        (
            ["2026-01-05", "01/06/2026", "5", "tomorrow", "2026-02-30"],
            {},
            ["2026-01-05", "2026-01-06", *["bad"] * 3],
        ),
        (["2261-12-31", "1678-01-01"], {}, ["2261-12-31", "1678-01-01"]),
        ([dt.date(2026, 1, 5)], {}, ["2026-01-05"]),
    ],
)
def test_dates_written_in_other_ways(values: list[Any], reading: dict[str, Any], expected: list[str]) -> None:
    found = [
        text if text in (None, "bad") else text.removesuffix("T00:00:00")
        for text in stamps(values, **reading)
    ]
    assert found == expected


def test_numbers_need_a_unit() -> None:
    seconds = pd.Series([1767614400, np.nan, np.inf, 1e300])
    with pytest.raises(BadInput, match="seconds or milliseconds"):
        stamps(seconds)
    assert stamps(seconds, unit="s") == ["2026-01-05T12:00:00", None, "bad", "bad"]
    assert stamps(pd.Series([1767614400000]), unit="ms") == ["2026-01-05T12:00:00"]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_datetimes_of_any_resolution_read_the_same(unit: str) -> None:
    assert stamps(pd.Series([NOON.tz_localize(None)]).astype(f"datetime64[{unit}]")) == [
        "2026-01-05T12:00:00"
    ]


@pytest.mark.parametrize("values", [pd.Series([True]), pd.Series(pd.to_timedelta(["1h"]))])
def test_what_is_no_time_is_refused(values: Any) -> None:
    with pytest.raises(BadInput, match="no times"):
        stamps(values)


def test_periods_and_categories_are_times() -> None:
    assert stamps(pd.Series(pd.PeriodIndex(["2026-01"], freq="M"))) == ["2026-01-01T00:00:00"]
    assert stamps(pd.Series(pd.Categorical(["2026-01-05T12:00Z"] * 2))) == ["2026-01-05T12:00:00"] * 2


FRAME = pd.DataFrame(
    {
        "who": ["a", None, "b", "b", "c", "c", " "],
        "when": ["2026-01-05", "2026-01-05", None, "soon", "2026-01-05", "2026-01-06", "soon"],
        "what": ["x", "x", "x", "x", None, "y", "x"],
        "phase": ["COMPLETE", "START", "COMPLETE", "START", "START", "START", None],
    }
)


def test_every_event_that_does_not_count_is_counted_once() -> None:
    log = EventLog(FRAME, "who", "when", "what")
    assert left(log) == {
        ("missing_customer", "who"): 2,
        ("missing_event", "what"): 1,
        ("missing_time", "when"): 1,
        ("bad_time", "when"): 1,
    }
    assert log.usable.tolist() == [True, False, False, False, False, True, False]
    assert log.usable.sum() + log.excluded["rows"].sum() == len(FRAME)


def test_life_cycle_transitions_that_are_not_kept_are_counted() -> None:
    log = EventLog(FRAME, "who", "when", "what", lifecycle="phase")
    assert left(log)["lifecycle", "phase"] == 1
    assert log.usable.sum() == 1
    both = EventLog(FRAME, "who", "when", "what", lifecycle="phase", lifecycle_keep=("COMPLETE", "START"))
    assert both.usable.sum() == 2


@pytest.mark.parametrize(
    "who",
    [
        [1, 2, 1],
        [1.0, 2.0, 1.0],
        ["1", "2", "1"],
        pd.Series([1, "2", "1"], dtype=object),
        pd.array([1, 2, 1], dtype="UInt16"),
        pd.Categorical([1, 2, 1]),
    ],
)
def test_customers_that_read_alike_are_one(who: Any) -> None:
    log = EventLog(pd.DataFrame({"who": who, "when": NOON, "what": "x"}), "who", "when", "what")
    assert log.customers.labels == ("1", "2")
    assert log.customers.codes.tolist() == [0, 1, 0]


def test_an_empty_frame_is_a_log_without_events() -> None:
    log = EventLog(pd.DataFrame({"who": [], "when": [], "what": []}), "who", "when", "what")
    assert len(log) == 0
    assert log.excluded.empty


def test_a_missing_column_names_the_nearest() -> None:
    with pytest.raises(BadInput, match='Did you mean "when"'):
        EventLog(FRAME, "who", "wen", "what")
    with pytest.raises(BadInput, match="customer, time and event"):
        EventLog(FRAME, "who", "when", "")


def test_columns_of_the_same_name_are_refused() -> None:
    twice = pd.concat([FRAME, FRAME[["when"]]], axis=1)
    with pytest.raises(BadInput, match='2 columns called "when"'):
        EventLog(twice, "who", "when", "what")


def test_a_tie_breaker_is_a_number() -> None:
    log = EventLog(FRAME.assign(seq=[3, 1, 2, 5, 4, None, 9]), "who", "when", "what", tie_breaker="seq")
    assert log.ties is not None
    assert log.ties.tolist() == [3, 1, 2, 5, 4, np.inf, 9]
    with pytest.raises(BadInput, match="cannot break ties"):
        EventLog(FRAME, "who", "when", "what", tie_breaker="phase")


def test_large_whole_numbers_break_ties_exactly() -> None:
    seq = [2**62 + step for step in range(7)]
    log = EventLog(FRAME.assign(seq=seq), "who", "when", "what", tie_breaker="seq")
    assert log.ties is not None
    assert log.ties.tolist() == seq
