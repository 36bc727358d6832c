"""Dask and Spark: the same numbers and rows, computed where the data lie; what fails changes nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from tests.metrics.carriers import MAKERS, plain
from tests.metrics.shop import MATCH
from tests.metrics.test_carriers import ROWS, journey, log_frame, survey_frame, told
from tests.metrics.test_parts import assert_same, log


def dask_frame(frame: pd.DataFrame, parts: int = 4) -> Any:
    return dd.from_pandas(frame, npartitions=parts)


def survey(rows: Any) -> cjm.Survey:
    return cjm.Survey(
        rows, "step", csat="rating", nps="nps", time="date", segment="segment", verbatim="words", invited=500
    )


def both(make: Any, **columns: Any) -> Any:
    return journey().bind(
        survey(make(survey_frame())), log(make(log_frame()), **columns),
        stages={**MATCH, "Discover": ["main", "Discover"]},
    )  # fmt: skip


@pytest.fixture(scope="module")
def whole() -> Any:
    return both(lambda frame: frame)


@pytest.fixture(scope="module")
def session() -> Iterator[Any]:
    from pyspark.sql import SparkSession

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        settings = {
            "spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "2", "spark.log.level": "ERROR",
            "spark.sql.session.timeZone": "UTC", "spark.driver.host": "127.0.0.1",
            "spark.driver.bindAddress": "127.0.0.1", "spark.python.worker.reuse": "true",
        }  # fmt: skip
        builder = SparkSession.builder.master("local[1]")
        for name, value in settings.items():
            builder = builder.config(name, value)
        made = builder.getOrCreate()
        yield made
        made.stop()


def rows_told(rows: Any) -> list[Any]:
    if isinstance(rows, dd.DataFrame):
        rows = rows.compute()
    elif not isinstance(rows, pd.DataFrame):
        rows = rows.toArrow()
    found = plain(rows)
    if "when" in found and found["when"].dt.tz is not None:  # Spark's times are instants
        found["when"] = found["when"].dt.tz_localize(None)
    return told(found, "duckdb")


def assert_all_alike(found: Any, whole: Any) -> None:
    """Compare tables, trends, matching, quotes and what was left out."""
    assert_same(found, whole)
    pd.testing.assert_frame_equal(
        found.matching.drop(columns="stage_id"), whole.matching.drop(columns="stage_id")
    )
    pd.testing.assert_frame_equal(found.trend("nps"), whole.trend("nps"))
    mine, theirs = (sorted(b.quotes("Choose", k=500)["quote"]) for b in (found, whole))
    assert mine == theirs


def test_dask_gives_the_numbers_of_the_whole(whole: Any) -> None:
    assert_all_alike(both(dask_frame, parts=3), whole)
    sessions = {"unit": "sessions", "session_gap": 90.0}
    assert_same(both(dask_frame, **sessions), both(lambda frame: frame, **sessions))


@pytest.mark.parametrize("asked", ROWS, ids=str)
def test_dask_gives_its_rows_unread(asked: dict[str, Any], whole: Any) -> None:
    rows = both(dask_frame).rows(**asked)
    assert isinstance(rows, dd.DataFrame)
    assert rows_told(rows) == rows_told(whole.rows(**asked))


def test_rows_appended_to_dask_are_handed_to_it(whole: Any) -> None:
    frame, asked = log_frame(), survey_frame()
    binding = journey().bind(
        survey(dask_frame(asked[:50])), log(dask_frame(frame[:200])),
        stages={**MATCH, "Discover": ["main", "Discover"]},
    )  # fmt: skip
    binding.append(frame[200:300], to="events")
    binding.append(dask_frame(frame[300:]), to="events")
    binding.append(asked[50:], to="survey")
    pd.testing.assert_frame_equal(
        binding.table("segment").drop(columns="stage_id"), whole.table("segment").drop(columns="stage_id")
    )


def test_dirty_customers_are_shuffled_to_one_place() -> None:
    frame = log_frame()
    frame["who"] = [f" {who}" if place % 2 else who for place, who in enumerate(frame["who"])]
    bindings = [journey().bind(log(rows), stages=MATCH) for rows in (frame, dask_frame(frame, 7))]
    assert_same(*bindings)


def test_fingerprints_do_not_hang_on_how_rows_are_dealt_out() -> None:
    marks = [
        [told["fingerprint"] for told in both(lambda frame, n=n: dask_frame(frame, n)).recipe()]
        for n in (1, 5)
    ]
    lazy = both(lambda frame: MAKERS["polars_lazy"](frame)).recipe()
    assert marks[0] == marks[1] == [told["fingerprint"] for told in lazy]
    changed = log_frame()
    changed.loc[3, "what"] = "pay"
    other = journey().bind(log(dask_frame(changed)), stages=MATCH)
    assert other.recipe()[0]["fingerprint"] not in marks[0]
    other.refresh()


def test_what_cannot_be_joined_is_refused(whole: Any) -> None:
    frame = log_frame()
    other = cjm.EventLog(frame.rename(columns={"who": "whom"}), "whom", "when", "what")
    with pytest.raises(BadInput, match="own kind and columns"):
        journey().bind(log(dask_frame(frame)), other)
    with pytest.raises(BadInput, match=r'has no column "stepp".*Did you mean "step"'):
        cjm.Survey(dask_frame(survey_frame()), "stepp", csat="rating")
    with pytest.raises(BadInput, match="holds no scores"):
        cjm.Survey(dask_frame(survey_frame().assign(rating=pd.Timestamp(0))), "step", csat="rating")


def _breaks(part: pd.DataFrame) -> pd.DataFrame:
    if len(part) and int(part["seq"].max()) > 300:
        raise RuntimeError("a disk is full")
    return part


def test_a_job_that_fails_half_way_changes_nothing() -> None:
    binding = journey().bind(log(dask_frame(log_frame())), stages=MATCH)
    before = binding.table()
    broken = dask_frame(log_frame()).map_partitions(_breaks, meta=log_frame())
    with pytest.raises(BadInput, match=r"job on the Dask DataFrame failed.*a disk is full"):
        binding.append(broken)
    with pytest.raises(BadInput, match="a disk is full"):
        binding.refresh(broken)
    pd.testing.assert_frame_equal(binding.table(), before)


def test_a_job_is_told_of_and_can_be_stopped() -> None:
    """Progress is said step by step; an interruption leaves everything as it was."""
    steps: list[Any] = []
    binding = journey().bind(log(dask_frame(log_frame()), progress=steps.append), stages=MATCH)
    assert [step.what for step in steps][-1] == "reduce"
    before = binding.table()

    def stop(_: Any) -> None:
        raise KeyboardInterrupt

    more = log(dask_frame(log_frame()))
    more.progress = stop
    with pytest.raises(KeyboardInterrupt):
        binding.refresh(events=more)
    pd.testing.assert_frame_equal(binding.table(), before)


# -- Spark ----------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
def test_spark_gives_the_numbers_and_rows_of_the_whole(session: Any, whole: Any) -> None:
    """One test, as the engine takes seconds to start: numbers, rows, growth, refusals, a job that fails."""

    def make(frame: pd.DataFrame) -> Any:
        return session.createDataFrame(pa.Table.from_pandas(frame, preserve_index=False))

    binding = both(make)
    assert_all_alike(binding, whole)
    for asked in ROWS[3::3]:
        rows = binding.rows(**asked)
        assert type(rows).__module__.startswith("pyspark"), "not read"
        assert rows_told(rows) == rows_told(whole.rows(**asked))
    frame = log_frame()
    grown = journey().bind(log(make(frame[:200])), stages=MATCH)
    grown.append(frame[200:300])
    grown.append(make(frame[300:]))
    alone = journey().bind(log(frame), stages=MATCH)
    for by in (None, "segment"):
        left, right = (b.table(by).drop(columns="stage_id") for b in (grown, alone))
        pd.testing.assert_frame_equal(left, right)
    before = grown.table()
    with pytest.raises(BadInput, match=r'has no column "whom".*Did you mean "who"'):
        cjm.EventLog(make(frame), "whom", "when", "what")
    with pytest.raises(BadInput, match="seconds or milliseconds"):
        cjm.EventLog(make(frame.assign(when=5)), "who", "when", "what")
    broken = make(frame).selectExpr("who", "when", "what", "segment", "shop", "1/(seq-100) AS seq")
    with pytest.raises(BadInput, match="job on the Spark DataFrame failed"):
        grown.append(broken)
    pd.testing.assert_frame_equal(grown.table(), before)


ORDERS = pd.DataFrame(
    {
        "who": [f"c{n % 90}" for n in range(400)],
        "day": pd.Timestamp("2026-01-05") + pd.to_timedelta([n * 7 % 170 for n in range(400)], "D"),
        "paid": [float(n * 37 % 251) / 4 for n in range(400)],
        "cost": [float(n * 11 % 31) / 8 for n in range(400)],
        "segment": [("new", "old", None)[n % 90 % 3] for n in range(400)],
    }
)
BAD = pd.DataFrame(
    {"who": [None, "c1", "c2"], "day": [ORDERS["day"][0], pd.NaT, ORDERS["day"][0]], "paid": [1.0, 1.0, None]}
)


def money(rows: Any) -> cjm.Business:
    columns = ("who", "day", "paid")
    return cjm.Business(rows, *columns, cost="cost", segment="segment", costs={"main": 2.0, "pay": 6.5})


def assert_money_is_the_same(make: Any) -> None:
    """Stages, retention and lifetime value of purchases and events that lie elsewhere, and of each alone."""
    frame, bought = log_frame(), pd.concat([ORDERS, BAD], ignore_index=True)
    frame["who"] = [f"c{code % 90}" for code in pd.factorize(frame["who"])[0]]
    frame = frame.sort_values(["who", "when"], kind="stable", ignore_index=True)
    here, there = money(bought), money(make(bought))
    assert (len(there), there.excluded.to_dict()) == (len(here), here.excluded.to_dict())
    pd.testing.assert_frame_equal(there.retention("month"), here.retention("month"))
    pd.testing.assert_frame_equal(there.crr("month", by="segment"), here.crr("month", by="segment"))
    for formula in ("margin", "simple"):
        mine, theirs = (b.clv(formula, period="month", resamples=40) for b in (there, here))
        assert (mine.value, mine.low, mine.high, mine.n) == pytest.approx(
            (theirs.value, theirs.low, theirs.high, theirs.n)
        )
    for unit in ({}, {"unit": "sessions", "session_gap": 90.0}):
        whole = journey().bind(log(frame, **unit), stages=MATCH, business=here).table("segment")
        asked = whole["metric"].isin(["revenue_at_stake", "cost_to_serve"])
        assert whole[asked]["value"].notna().sum() >= 5
        for rows, bound in ((make(frame), here), (make(frame), there), (frame, there)):
            found = journey().bind(log(rows, **unit), stages=MATCH, business=bound).table("segment")
            pd.testing.assert_frame_equal(found.drop(columns="stage_id"), whole.drop(columns="stage_id"))


def test_dask_counts_money_where_it_lies() -> None:
    assert_money_is_the_same(dask_frame)


def test_money_is_counted_once_while_the_map_is_edited(monkeypatch: pytest.MonkeyPatch) -> None:
    from cjm_widgets.metrics.cluster import ClusterStore

    jobs: list[Any] = []
    sent = ClusterStore._sent
    monkeypatch.setattr(ClusterStore, "_sent", lambda self, *a, **k: jobs.append(a) or sent(self, *a, **k))
    binding = journey().bind(log(dask_frame(log_frame())), stages=MATCH, business=money(ORDERS))
    assert len(jobs) == 2
    binding.journey.add_lane("metrics", metric="cost_to_serve", target=3)
    binding.journey.edit(binding.journey.stages[0], name="Renamed")
    assert len(jobs) == 2
    binding.append(log_frame()[:50])
    assert len(jobs) == 4


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
def test_spark_counts_money_where_it_lies(session: Any) -> None:
    assert_money_is_the_same(
        lambda frame: session.createDataFrame(pa.Table.from_pandas(frame, preserve_index=False))
    )


RULES = {"Web": 'shop = "web" and seq < 60', "Unknown": "segment is missing", "Late": "when >= 2026-01-02"}


def assert_counts_customers_like_pandas(make: Any) -> None:
    frame = log_frame()
    frame.loc[::7, "who"] = None
    here, there = (cjm.segments(RULES, rows, customer="who", time="when") for rows in (frame, make(frame)))
    assert there.table.equals(here.table)
    assert there.overlap().equals(here.overlap())
    assert (there.customers, there.nobody) == (here.customers, here.nobody)
    assert here.nobody > 0
    since = frame["when"].min() + (frame["when"].max() - frame["when"].min()) / 2
    assert there.drift(since).equals(here.drift(since))
    assert {name: set(who) for name, who in there.members().items()} == {
        name: set(who) for name, who in here.members().items()
    }


def test_dask_counts_the_customers_of_segment_rules_where_they_lie() -> None:
    assert_counts_customers_like_pandas(dask_frame)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
def test_spark_counts_the_customers_of_segment_rules_where_they_lie(session: Any) -> None:
    assert_counts_customers_like_pandas(
        lambda frame: session.createDataFrame(pa.Table.from_pandas(frame, preserve_index=False))
    )
