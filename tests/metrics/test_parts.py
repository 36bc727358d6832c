"""Logs read part of the customers by part: numbers, rows and growth as at once, and no harm when stopped."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import parts
from cjm_widgets.metrics.progress import Progress
from tests.metrics.carriers import LAZY, MAKERS, plain
from tests.metrics.shop import MATCH
from tests.metrics.test_carriers import ROWS, event, journey, log_frame, survey_frame, told

EVENT_ROWS = [asked for asked in ROWS if asked.get("metric") not in ("csat", "nps")]


def log(rows: Any, **columns: Any) -> cjm.EventLog:
    return cjm.EventLog(
        rows, "who", "when", "what", segment="segment", channel="shop", tie_breaker="seq",
        errors=["compare"], **columns,
    )  # fmt: skip


def in_parts(kind: str, count: int = 5, frame: pd.DataFrame | None = None, **columns: Any) -> Any:
    made = log(MAKERS[kind](log_frame() if frame is None else frame), parts=count, **columns)
    return journey().bind(made, stages=MATCH)


def numbers(binding: Any) -> list[pd.DataFrame]:
    found = [binding.table(by) for by in (None, "segment", "channel", "period", "touchpoint")]
    return [table.drop(columns="stage_id") for table in found] + [binding.excluded]


def assert_same(found: Any, wanted: Any) -> None:
    for left, right in zip(numbers(found), numbers(wanted), strict=True):
        pd.testing.assert_frame_equal(left, right)


@pytest.fixture(scope="module")
def whole() -> Any:
    return journey().bind(log(log_frame()), stages=MATCH)


@pytest.mark.parametrize("kind", LAZY)
@pytest.mark.parametrize("unit", ["customers", "sessions"])
def test_parts_give_the_numbers_of_the_whole(kind: str, unit: str) -> None:
    wanted = journey().bind(log(log_frame(), unit=unit, session_gap=90.0), stages=MATCH)
    assert_same(in_parts(kind, unit=unit, session_gap=90.0), wanted)


@pytest.mark.parametrize("kind", LAZY)
@pytest.mark.parametrize("asked", EVENT_ROWS, ids=str)
def test_parts_give_the_rows_of_the_whole(kind: str, asked: dict[str, Any], whole: Any) -> None:
    rows = in_parts(kind).rows(**asked)
    assert not isinstance(rows, pd.DataFrame)
    found, wanted = (told(plain(some), "duckdb") for some in (rows, whole.rows(**asked)))
    assert found == wanted


@pytest.mark.parametrize("more", ["pandas", "duckdb"])
def test_rows_and_logs_in_memory_join_their_part(more: str, whole: Any) -> None:
    frame = log_frame()
    early = frame["seq"] % 3 > 0
    grown = in_parts("duckdb", frame=frame[early])
    grown.append(MAKERS[more](frame[~early]))
    assert_same(grown, whole)
    beside = journey().bind(
        log(MAKERS["duckdb"](frame[early]), parts=4), log(MAKERS[more](frame[~early])), stages=MATCH
    )
    for by in (None, "segment", "channel"):
        left, right = (b.table(by).drop(columns="stage_id") for b in (beside, whole))
        pd.testing.assert_frame_equal(left, right)
    other = journey().bind(log(frame[early]), stages=MATCH)
    other.append(log(MAKERS["duckdb"](frame[~early]), parts=3), to="events")
    pd.testing.assert_frame_equal(
        other.table().drop(columns="stage_id"), whole.table().drop(columns="stage_id")
    )


def test_only_parts_with_new_rows_are_counted_again() -> None:
    binding = in_parts("duckdb", 8)
    store = binding._data.events
    before = dict(store._bundles)
    binding.append(log_frame()[:1].assign(when=pd.Timestamp("2026-02-01")))
    after = binding._data.events._bundles
    assert sum(after[number] is before[number] for number in before) == 7


@settings(max_examples=20)
@given(st.lists(event, max_size=25), st.integers(2, 6))
def test_dirty_customers_fall_in_one_part(drawn: list[Any], count: int) -> None:
    frame = pd.DataFrame(drawn, columns=["who", "hour", "what", "segment"], dtype=object)
    frame = frame.astype({"who": "str", "what": "str", "segment": "str"})
    frame["when"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(frame.pop("hour").astype("int64"), unit="h")
    bindings = [
        journey().bind(cjm.EventLog(rows, "who", "when", "what", segment="segment", parts=n), stages=MATCH)
        for rows, n in ((frame, None), (MAKERS["duckdb"](frame), count))
    ]
    for by in (None, "segment"):
        left, right = (b.table(by).drop(columns="stage_id") for b in bindings)
        pd.testing.assert_frame_equal(left, right)
    left, right = (b.excluded.sort_values("reason", ignore_index=True) for b in bindings)
    pd.testing.assert_frame_equal(left, right)


@pytest.mark.parametrize("dtype", ["int64", "float64", "str"])
def test_numbers_and_texts_are_the_same_customers(dtype: str) -> None:
    frame = log_frame()
    frame["who"] = frame["who"].str[1:].astype("int64")
    cut = len(frame) // 2
    binding = journey().bind(
        log(MAKERS["duckdb"](frame[:cut].astype({"who": dtype})), parts=3), log(frame[cut:]), stages=MATCH
    )
    whole = journey().bind(log(frame), stages=MATCH)
    pd.testing.assert_frame_equal(
        binding.table().drop(columns="stage_id"), whole.table().drop(columns="stage_id")
    )


def test_many_rows_are_read_in_parts_unasked(monkeypatch: Any) -> None:
    monkeypatch.setattr(parts, "PART_ROWS", 100)
    made = log(MAKERS["polars_lazy"](log_frame()))
    assert made.parted is not None
    assert made.parted.shelf.count > 10
    assert "events>" in repr(made)


def test_the_number_of_parts_follows_the_rows_where_memory_is_short(monkeypatch: Any) -> None:
    monkeypatch.setattr(parts, "SMALL_PART_ROWS", 100)
    rows = log_frame()
    made = log(MAKERS["duckdb"](rows), parts="auto")
    assert made.parted is not None
    assert made.parted.shelf.count == -(-len(rows) // 100)
    assert log(rows, parts="auto").parted is None, "what lies in memory is not cut"
    assert_same(journey().bind(made, stages=MATCH), journey().bind(log(rows), stages=MATCH))


@pytest.mark.parametrize("count", [0, -1, 2.5, True, "4"])
def test_wrong_numbers_of_parts(count: Any) -> None:
    with pytest.raises(BadInput, match="no number of parts"):
        log(MAKERS["duckdb"](log_frame()), parts=count)


def test_memory_is_not_read_in_parts() -> None:
    with pytest.raises(BadInput, match="lies in memory already"):
        log(log_frame(), parts=3)


# -- progress and interruption --------------------------------------------------------------------------


def test_progress_is_told(capsys: Any) -> None:
    seen: list[Progress] = []
    in_parts("duckdb", 4, progress=seen.append)
    assert [(step.what, step.done, step.total) for step in seen] == [
        (what, done, 4) for what in ("read", "reduce") for done in range(5)
    ]
    assert seen[2].line("en").startswith("Reading part 2 of 4 ██████████░░░░░░░░░░")
    assert seen[2].line("fr").startswith("Lecture de la partie 2 sur 4")
    assert capsys.readouterr().err == "", "nothing where nobody looks"


class _Terminal:
    def __init__(self) -> None:
        self.text = ""

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> None:
        self.text += text

    def flush(self) -> None:
        pass


def test_a_terminal_shows_one_line_that_goes(monkeypatch: Any) -> None:
    terminal = _Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    in_parts("duckdb", 3)
    assert terminal.text == "", "short work is silent"
    monkeypatch.setattr("cjm_widgets.metrics.progress.PATIENCE", 0.0)
    in_parts("duckdb", 3)
    lines = terminal.text.split("\r")
    assert any("2" in line and "3" in line and "█" in line for line in lines)
    assert lines[-1] == ""
    assert lines[-2].strip() == ""


@pytest.mark.parametrize("stop_at", [1, 6])
def test_stopping_leaves_the_binding_as_it_was(stop_at: int) -> None:
    binding = in_parts("duckdb", 5)
    before, rows = binding.table(), binding.excluded
    calls: Iterator[int] = iter(range(100))

    def stop(_: Progress) -> None:
        if next(calls) == stop_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        binding.refresh(log(MAKERS["duckdb"](log_frame()[:50]), parts=5, progress=stop))
    pd.testing.assert_frame_equal(binding.table(), before)
    pd.testing.assert_frame_equal(binding.excluded, rows)
    binding.append(log_frame()[:3].assign(who="new"))
    assert binding.cells()["reach"][binding.journey.stage("Discover").id].n == before["value"][0] + 1


def test_surveys_may_lie_beside(whole: Any) -> None:
    survey = cjm.Survey(MAKERS["dataset"](survey_frame()), "step", csat="rating")
    binding = journey().bind(survey, log(MAKERS["duckdb"](log_frame()), parts=3), stages=MATCH)
    reach = binding.table().query("metric == 'reach'")["value"].tolist()
    assert reach == whole.table().query("metric == 'reach'")["value"].tolist()
    assert isinstance(binding.rows(stage="Buy"), pd.DataFrame)
