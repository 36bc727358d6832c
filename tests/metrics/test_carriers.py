"""Every library that can hold the data gives the same numbers, the same rows and the same refusals."""

from __future__ import annotations

from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.dataset as ds
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, CjmError
from tests.metrics.carriers import MAKERS, plain
from tests.metrics.shop import MATCH, PATHS, SCORES, answers, visits

KINDS = [name for name in MAKERS if name != "pandas"]


def journey() -> cjm.Journey:
    made = cjm.Document().add_journey("Shop")
    for name in MATCH:
        made.add_stage(name, phase="during")
    return made


def log_frame() -> pd.DataFrame:
    frame = pd.concat(
        [visits(PATHS, "a"), visits({"DCB": 31, "D": 35}, "b", 200), visits({"DB": 4}, None, 400)]
    )
    frame["shop"] = ["web", "shop", None] * (len(frame) // 3) + ["web"] * (len(frame) % 3)
    frame["seq"] = range(len(frame))
    return frame.reset_index(drop=True)


def survey_frame() -> pd.DataFrame:
    frame = answers(SCORES)
    frame["nps"] = [0, 6, 7, 9, 10, 11, -1] * (len(frame) // 7) + [3] * (len(frame) % 7)
    frame["segment"] = (["a", "b", None] * len(frame))[: len(frame)]
    frame["words"] = [f"word {n}" for n in range(len(frame))]
    return frame


def bound(kind: str, log: pd.DataFrame | None = None, asked: pd.DataFrame | None = None) -> Any:
    make = MAKERS[kind]
    events = cjm.EventLog(
        make(log_frame() if log is None else log), "who", "when", "what", segment="segment", channel="shop",
        tie_breaker="seq", errors=["compare"],
    )  # fmt: skip
    survey = cjm.Survey(
        make(survey_frame() if asked is None else asked), "step", csat="rating", nps="nps", time="date",
        segment="segment", verbatim="words",
    )  # fmt: skip
    return journey().bind(survey, events, stages={**MATCH, "Discover": ["main", "Discover"]})


def everything(binding: Any) -> list[pd.DataFrame]:
    tables = [binding.table(by) for by in ("segment", "channel", "period")]
    return [table.drop(columns="stage_id") for table in [binding.table(), *tables]] + [
        binding.excluded, binding.matching.drop(columns="stage_id"), binding.trend("csat"),
        binding.quotes("Choose", k=3).drop(columns=["stage_id", "row"]),
    ]  # fmt: skip


@pytest.fixture(scope="module")
def expected() -> list[pd.DataFrame]:
    return everything(bound("pandas"))


@pytest.mark.parametrize("kind", KINDS)
def test_equal_numbers(kind: str, expected: list[pd.DataFrame]) -> None:
    for found, wanted in zip(everything(bound(kind)), expected, strict=True):
        pd.testing.assert_frame_equal(found, wanted)


ROWS: list[dict[str, Any]] = [
    {"stage": "Choose", "metric": "csat"},
    {"stage": "Choose", "metric": "csat", "outcome": "dissatisfied"},
    {"metric": "nps", "outcome": "detractor"},
    {"metric": "nps", "outcome": "promoter", "segment": "a"},
    {"stage": "Buy", "metric": "reach"},
    {"stage": "Choose", "metric": "errors"},
    {"stage": "Buy", "metric": "reach", "segment": "a"},
    {"stage": "Choose", "metric": "conversion", "outcome": "lost"},
    {"stage": "Buy", "metric": "conversion", "outcome": "converted", "segment": "b"},
    {"stage": "Discover", "metric": "exits", "outcome": "left"},
]


def told(rows: pd.DataFrame, kind: str) -> list[Any]:
    """Rows as texts; those of a database come in any order."""
    filled = rows.astype(object).where(rows.notna(), None).to_numpy().tolist()
    plain_rows = [[str(value) for value in row] for row in filled]
    return sorted(plain_rows) if kind == "duckdb" else plain_rows


@pytest.mark.parametrize("asked", ROWS, ids=str)
def test_equal_rows_in_their_own_kind(asked: dict[str, Any]) -> None:
    wanted = plain(bound("pandas").rows(**asked))
    assert len(wanted) > 3
    for kind in KINDS:
        rows = bound(kind).rows(**asked)
        found = plain(rows)
        assert told(found, kind) == told(wanted, kind), kind
        own = {
            "polars": pl.DataFrame, "polars_categorical": pl.DataFrame, "polars_lazy": pl.LazyFrame,
            "arrow": pa.Table, "arrow_dictionary": pa.Table, "dataset": ds.Scanner,
            "duckdb": duckdb.DuckDBPyRelation, "pandas_arrow": pd.DataFrame,
        }  # fmt: skip
        assert isinstance(rows, own[kind])


def test_outcomes_of_customers_are_those_the_metric_counts() -> None:
    """Discover, Choose, Buy: the customers of each outcome add up to those the share is of."""
    binding = bound("pandas")
    for stage, metric, good, bad in (
        ("Choose", "conversion", "converted", "lost"),
        ("Discover", "drop_off", "converted", "lost"),
        ("Discover", "completion", "completed", "lost"),
        ("Choose", "exits", "left", "went_on"),
        ("Choose", "errors", "failed", "fine"),
    ):
        cell = binding.cells()[metric][binding.journey.stage(stage).id]
        done, other = (set(binding.rows(stage, metric, outcome=name)["who"]) for name in (good, bad))
        assert not done & other
        assert len(done | other) == cell.n
        share = len(other if metric == "drop_off" else done) / cell.n
        assert share == pytest.approx(cell.value), metric
    with pytest.raises(BadInput, match="one stage"):
        binding.rows(metric="exits", outcome="left")


def test_rows_of_several_kinds_are_of_pandas() -> None:
    survey = cjm.Survey(MAKERS["polars"](survey_frame()), "step", csat="rating")
    log = cjm.EventLog(MAKERS["duckdb"](log_frame()), "who", "when", "what")
    binding = journey().bind(survey, log, stages=MATCH)
    rows = binding.rows(stage="Buy")
    assert isinstance(rows, pd.DataFrame)
    assert set(rows["source"]) == {"survey", "events"}
    assert isinstance(binding.rows(stage="Buy", source="events"), duckdb.DuckDBPyRelation)
    assert isinstance(binding.rows(stage="Buy", metric="csat"), pl.DataFrame)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "pandas_arrow"])
def test_rows_of_one_kind_stay_of_it(kind: str) -> None:
    wanted = bound("pandas").rows(stage="Buy")
    rows = bound(kind).rows(stage="Buy")
    assert not isinstance(rows, pd.DataFrame)
    found = plain(rows)
    assert found["source"].tolist() == wanted["source"].tolist()
    assert list(found.columns) == list(wanted.columns)


label = st.sampled_from(["main", " main", "compare", "pay", "", "noise", None])
event = st.tuples(
    st.sampled_from(["a", "b ", "b", "", None, "5"]), st.integers(0, 6), label,
    st.sampled_from(["x", "y", None]),
)  # fmt: skip


@settings(max_examples=25)
@given(st.lists(event, max_size=25))
def test_dirty_events_are_read_alike(drawn: list[Any]) -> None:
    frame = pd.DataFrame(drawn, columns=["who", "hour", "what", "segment"], dtype=object)
    frame = frame.astype({"who": "str", "what": "str", "segment": "str"})
    frame["when"] = pd.Timestamp("2026-01-01") + pd.to_timedelta(frame.pop("hour").astype("int64"), unit="h")
    frame.loc[frame.index % 5 == 4, "when"] = pd.NaT
    bindings = {
        kind: journey().bind(
            cjm.EventLog(make(frame), "who", "when", "what", segment="segment"), stages=MATCH
        )
        for kind, make in MAKERS.items()
    }
    wanted = bindings["pandas"]
    for kind, found in bindings.items():
        for by in (None, "segment"):
            pd.testing.assert_frame_equal(
                found.table(by).drop(columns="stage_id"), wanted.table(by).drop(columns="stage_id")
            )
        pd.testing.assert_frame_equal(found.excluded, wanted.excluded)
        assert len(plain(found.rows(metric="reach"))) == len(wanted.rows(metric="reach")), kind


def test_append_takes_any_kind() -> None:
    log = log_frame()
    wanted = bound("pandas")
    for kind in KINDS:
        binding = bound(kind, log[: len(log) // 2])
        binding.append(MAKERS[kind](log[len(log) // 2 :]), to="events")
        for by in (None, "segment"):
            left, right = (b.table(by).drop(columns="stage_id") for b in (binding, wanted))
            pd.testing.assert_frame_equal(left, right)


# -- what is wrong --------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_missing_column_names_the_nearest(kind: str) -> None:
    with pytest.raises(BadInput, match=r'has no column "whom".*Did you mean "who"') as caught:
        cjm.EventLog(MAKERS[kind](log_frame()), "whom", "when", "what")
    assert "customer" in str(caught.value.where)


@pytest.mark.parametrize("kind", KINDS)
def test_wrong_types_are_refused_in_words(kind: str) -> None:
    frame = survey_frame()
    with pytest.raises(BadInput, match="holds no scores"):
        cjm.Survey(MAKERS[kind](frame.assign(rating=pd.Timestamp("2026-01-01"))), "step", csat="rating")
    with pytest.raises(BadInput, match="seconds or milliseconds"):
        cjm.EventLog(MAKERS[kind](log_frame().assign(when=5)), "who", "when", "what")
    with pytest.raises(BadInput, match="holds no times"):
        cjm.EventLog(MAKERS[kind](log_frame().assign(when=pd.Timedelta("1h"))), "who", "when", "what")


def test_a_relation_that_fails_changes_nothing() -> None:
    binding = bound("pandas")
    before = binding.table()
    rows = duckdb.sql("SELECT 'c1' AS who, TIMESTAMP '2026-01-01' AS when, CAST('x' AS INT) AS what")
    with pytest.raises((CjmError, duckdb.Error)):
        binding.append(cjm.EventLog(rows, "who", "when", "what"), to="events")
    pd.testing.assert_frame_equal(binding.table(), before)


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"metric": "nps", "outcome": "detractors"}, 'Did you mean "detractor"'),
        ({"metric": "reach", "outcome": "lost"}, "every row counts alike"),
        ({"outcome": "detractor"}, "one of a metric"),
        ({"segment": "c"}, "No customer is in such a segment"),
        ({"source": "event"}, 'Did you mean "events"'),
    ],
)
def test_rows_that_cannot_be(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(CjmError, match=message):
        bound("pandas").rows(**asked)
