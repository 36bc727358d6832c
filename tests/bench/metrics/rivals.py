"""The same numbers as others would get them: idiomatic pandas, SQL of DuckDB, Polars, and two tools."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from tests.bench.metrics.workload import ERRORS, SEGMENTS, STAGE_OF, STAGES, TOUCHPOINTS

Rows = dict[tuple[str, str], dict[str, float]]
"""(Segment, stage) → metric → value; times in seconds."""


def pandas_way(folder: Path) -> Rows:
    """Group-bys, shifts and merges, labels as categories."""
    import pandas as pd

    log = pd.read_parquet(folder / "events.parquet")
    log["segment"] = log["segment"].astype("category")
    log["stage"] = log["event"].map(STAGE_OF).astype(pd.CategoricalDtype(list(STAGES)))
    log["event"] = log["event"].astype("category")
    log = log.sort_values(["customer", "time", "seq"])
    same = log["customer"] == log["customer"].shift()
    enters = ~(same & (log["stage"] == log["stage"].shift()))
    log["visit"] = enters.cumsum()
    log["row"] = range(len(log))
    by = ["segment", "stage"]
    group = log.groupby(by, observed=False)
    found = pd.DataFrame({"reach": group["customer"].nunique()})
    visits = log.groupby("visit", sort=False).agg(
        customer=("customer", "first"), segment=("segment", "first"), stage=("stage", "first"),
        begin=("time", "first"), end=("time", "last"), events=("row", "size"), labels=("event", "nunique"),
    )  # fmt: skip
    following = visits["begin"].shift(-1).where(visits["customer"] == visits["customer"].shift(-1))
    visits["seconds"] = (following.fillna(visits["end"]) - visits["begin"]).dt.total_seconds()
    visits["again"] = visits["events"] - visits["labels"]
    each = visits.groupby(by, observed=False)
    found["visits"] = each.size()
    found["retries"] = each["again"].sum() / found["visits"]
    found["duration"], found["duration_p90"] = each["seconds"].quantile(0.5), each["seconds"].quantile(0.9)
    last = log.drop_duplicates("customer", keep="last")
    found["exits"] = last.groupby(by, observed=False).size() / found["reach"]
    wrong = log[log["event"].isin(ERRORS)]
    found["errors"] = wrong.groupby(by, observed=False)["customer"].nunique() / found["reach"]
    spans = log.groupby(["customer", "stage"], observed=True).agg(
        first=("row", "first"), last=("row", "last"), segment=("segment", "first")
    )
    spans = spans.reset_index()
    _pandas_steps(found, spans)
    _pandas_answers(found, folder)
    return _rows(found.reset_index())


def _pandas_steps(found: Any, spans: Any) -> None:
    import pandas as pd

    order = pd.Series(range(len(STAGES)), STAGES)
    spans["place"] = spans["stage"].astype(str).map(order)
    for name, goal in (("conversion", None), ("completion", len(STAGES) - 1)):
        left = spans.assign(goal=spans["place"] + 1 if goal is None else goal)
        pairs = left.merge(
            spans[["customer", "place", "last"]],
            left_on=["customer", "goal"], right_on=["customer", "place"],
            suffixes=("", "_goal"),
        )  # fmt: skip
        went = pairs[(pairs["last_goal"] > pairs["first"]) & (pairs["place"] != pairs["goal"])]
        key = went["place_goal"] if goal is None else went["place"]
        counts = went.groupby(["segment", key.rename("at")], observed=False).size()
        shift = 1 if goal is None else 0
        found[name] = [
            counts.get((segment, order[stage]), 0) / found["reach"][segment, STAGES[order[stage] - shift]]
            if order[stage] - shift >= 0 else float("nan")
            for segment, stage in found.index
        ]  # fmt: skip


def _pandas_answers(found: Any, folder: Path) -> None:
    import pandas as pd

    asked = pd.read_parquet(folder / "answers.parquet")
    asked["stage"] = asked["touchpoint"].map(STAGE_OF)
    each = asked.assign(
        csat=asked["csat"] >= 4, nps=((asked["nps"] >= 9).astype(int) - (asked["nps"] <= 6)) * 100.0
    ).groupby(["segment", "stage"])
    for metric in ("csat", "nps", "ces"):
        found[metric] = each[metric].mean()


def _rows(table: Any) -> Rows:
    kept = [name for name in table.columns if name not in ("segment", "stage")]
    return {
        (str(row["segment"]), str(row["stage"])): {name: float(row[name]) for name in kept}
        for row in table.to_dict("records")
    }


def duckdb_way(folder: Path) -> Rows:
    """One statement a step, labels as ENUMs."""
    import duckdb

    db = duckdb.connect()
    for name, values in (("stage", STAGES), ("label", TOUCHPOINTS), ("part", SEGMENTS)):
        db.execute(f"CREATE TYPE {name} AS ENUM ({', '.join(repr(v) for v in values)})")
    db.execute("CREATE TABLE steps (event label, stage stage)")
    db.executemany("INSERT INTO steps VALUES (?, ?)", list(STAGE_OF.items()))
    db.execute(_SQL.format(folder=folder, errors=", ".join(repr(name) for name in ERRORS), goal=STAGES[-1]))
    table = db.execute("SELECT * FROM found").df()
    return _rows(table)


_SQL = """
CREATE TEMP TABLE log AS
  SELECT customer, time, e.event::label AS event, segment::part AS segment, s.stage,
    row_number() OVER w AS row, lag(s.stage) OVER w AS before
  FROM read_parquet('{folder}/events.parquet') e JOIN steps s ON e.event::label = s.event
  WINDOW w AS (PARTITION BY customer ORDER BY time, seq);
CREATE TEMP TABLE visits AS
  SELECT customer, visit, any_value(segment) AS segment, any_value(stage) AS stage, min(time) AS begin,
    max(time) AS finish, count(*) - count(DISTINCT event) AS again
  FROM (SELECT *,
          sum((before IS DISTINCT FROM stage)::INT) OVER (PARTITION BY customer ORDER BY row) AS visit
        FROM log) GROUP BY customer, visit;
CREATE TEMP TABLE spans AS
  SELECT customer, stage, any_value(segment) AS segment, min(row) AS first, max(row) AS last,
    bool_or(event IN ({errors})) AS failed FROM log GROUP BY customer, stage;
CREATE TEMP TABLE of_visits AS
  SELECT segment, stage, count(*) AS visits, sum(again) / count(*) AS retries,
    quantile_cont(seconds, 0.5) AS duration, quantile_cont(seconds, 0.9) AS duration_p90
  FROM (SELECT *, epoch(coalesce(lead(begin) OVER (PARTITION BY customer ORDER BY visit), finish))
          - epoch(begin) AS seconds FROM visits) GROUP BY segment, stage;
CREATE TEMP TABLE of_spans AS
  SELECT segment, stage, count(*) AS reach, avg(failed::INT) AS errors, avg(ends::INT) AS exits
  FROM (SELECT *, last = max(last) OVER (PARTITION BY customer) AS ends FROM spans) GROUP BY segment, stage;
CREATE TEMP TABLE going AS
  SELECT a.segment, a.stage AS origin, b.stage AS goal, count(*) AS n
  FROM spans a JOIN spans b ON a.customer = b.customer AND b.last > a.first AND a.stage <> b.stage
  WHERE enum_code(b.stage) = enum_code(a.stage) + 1 OR b.stage = '{goal}' GROUP BY ALL;
CREATE TEMP TABLE of_answers AS
  SELECT segment::part AS segment, stage, avg((csat >= 4)::INT) AS csat,
    avg((nps >= 9)::INT - (nps <= 6)::INT) * 100 AS nps, avg(ces) AS ces
  FROM read_parquet('{folder}/answers.parquet') a JOIN steps s ON a.touchpoint::label = s.event
  GROUP BY ALL;
CREATE TEMP TABLE found AS
  SELECT s.segment::VARCHAR AS segment, s.stage::VARCHAR AS stage, reach, errors, exits, visits, retries,
    duration, duration_p90, csat, nps, ces,
    coalesce(c.n, 0) / lag(reach) OVER (PARTITION BY s.segment ORDER BY s.stage) AS conversion,
    coalesce(g.n, 0) / reach AS completion
  FROM of_spans s JOIN of_visits USING (segment, stage) JOIN of_answers USING (segment, stage)
  LEFT JOIN going c ON c.segment = s.segment AND c.goal = s.stage
    AND enum_code(c.origin) + 1 = enum_code(s.stage)
  LEFT JOIN going g ON g.segment = s.segment AND g.origin = s.stage AND g.goal = '{goal}';
"""


def polars_way(folder: Path) -> Rows:
    """Lazy frames with Enums, sorted and shifted, collected by the streaming engine."""
    import polars as pl

    stages, c = pl.Enum(STAGES), pl.col
    first = (c("customer") != c("customer").shift()).fill_null(value=True)
    log = (
        pl.scan_parquet(folder / "events.parquet")
        .with_columns(
            c("event").cast(pl.Enum(TOUCHPOINTS)),
            c("segment").cast(pl.Enum(SEGMENTS)),
            c("event").replace_strict(STAGE_OF, return_dtype=stages).alias("stage"),
        )
        .sort("customer", "time", "seq")
        .with_columns(
            (first | (c("stage") != c("stage").shift())).cum_sum().alias("visit"),
            pl.int_range(pl.len()).alias("row"),
        )
        .drop("seq")
        .collect(engine="streaming")
        .lazy()
    )
    by = ["segment", "stage"]
    visits = (
        log.group_by("visit")
        .agg(
            c("customer", "segment", "stage").first(), c("time").min().alias("begin"),
            c("time").max().alias("finish"), (pl.len() - c("event").n_unique()).alias("again"),
        )
        .sort("visit")
        .with_columns(
            pl.when(c("customer") == c("customer").shift(-1)).then(c("begin").shift(-1))
            .otherwise(c("finish")).alias("until")
        )
        .with_columns(((c("until") - c("begin")).dt.total_microseconds() / 1e6).alias("seconds"))
        .group_by(by)
        .agg(
            pl.len().alias("visits"), (c("again").sum() / pl.len()).alias("retries"),
            c("seconds").quantile(0.5, "linear").alias("duration"),
            c("seconds").quantile(0.9, "linear").alias("duration_p90"),
        )
    )  # fmt: skip
    spans = (
        log.group_by("customer", "stage")
        .agg(
            c("segment").first(), c("row").min().alias("first"), c("row").max().alias("last"),
            c("event").is_in(list(ERRORS)).any().alias("failed"),
        )
        .collect(engine="streaming")
    )  # fmt: skip
    return _polars_end(pl, spans, visits.collect(engine="streaming"), folder)


def _polars_end(pl: Any, spans: Any, visits: Any, folder: Path) -> Rows:
    c, by = pl.col, ["segment", "stage"]
    code = c("stage").to_physical().cast(pl.Int32)
    ends = spans.group_by("customer").agg(c("last").max().alias("ends"))
    found = (
        spans.lazy().join(ends.lazy(), on="customer").group_by(by)
        .agg(
            pl.len().alias("reach"), c("failed").mean().alias("errors"),
            (c("last") == c("ends")).mean().alias("exits"),
        )
        .join(visits.lazy(), on=by)
        .collect(engine="streaming")
    )  # fmt: skip
    spans = spans.with_columns(code.alias("at"))
    reach = {(s, g): n for s, g, n in found.select("segment", "stage", "reach").iter_rows()}
    steps: dict[str, Any] = {}
    for name, goal in (("conversion", c("at") + 1), ("completion", pl.lit(len(STAGES) - 1, pl.Int32))):
        pairs = spans.lazy().with_columns(goal.alias("goal")).join(
            spans.lazy().select("customer", "at", "last"),
            left_on=["customer", "goal"], right_on=["customer", "at"],
        )  # fmt: skip
        went = pairs.filter((c("last_right") > c("first")) & (c("at") != c("goal")))
        counted = went.group_by("segment", "at").len().collect(engine="streaming")
        steps[name] = {(s, at): n for s, at, n in counted.iter_rows()}
    asked = (
        pl.scan_parquet(folder / "answers.parquet")
        .with_columns(c("touchpoint").replace_strict(STAGE_OF, return_dtype=pl.Enum(STAGES)).alias("stage"))
        .group_by(by)
        .agg(
            (c("csat") >= 4).mean().alias("csat"),
            (((c("nps") >= 9).mean() - (c("nps") <= 6).mean()) * 100).alias("nps"),
            c("ces").mean().alias("ces"),
        )
        .collect(engine="streaming")
    )  # fmt: skip
    rows = {(r.pop("segment"), r.pop("stage")): r for r in found.to_dicts()}
    for row in asked.to_dicts():
        rows[row.pop("segment"), row.pop("stage")].update(row)
    for (segment, stage), row in rows.items():
        at = STAGES.index(stage)
        row["completion"] = steps["completion"].get((segment, at), 0) / row["reach"]
        if at:
            row["conversion"] = steps["conversion"].get((segment, at - 1), 0) / reach[segment, STAGES[at - 1]]
    return rows


def retentioneering_way(folder: Path) -> int:
    """The part of the job it has: the matrix of transitions and a funnel of stages."""
    import os

    os.environ["RETENTIONEERING_NO_TRACK"] = "1"
    import pandas as pd
    from retentioneering.eventstream import Eventstream

    log = pd.read_parquet(folder / "events.parquet", columns=["customer", "time", "event"])
    log["event"] = log["event"].map(STAGE_OF)
    log = log.rename(columns={"customer": "user_id", "time": "timestamp"})
    log["timestamp"] = log["timestamp"].dt.tz_localize(None)
    stream = Eventstream(log)
    stream.transition_graph_data("unique_paths")
    stream.funnel_data(list(STAGES))
    return len(log)


def pm4py_way(folder: Path) -> int:
    """The part of the job it has: directly-follows graph, performance graph, variants."""
    import pandas as pd
    import pm4py

    log = pd.read_parquet(folder / "events.parquet", columns=["customer", "time", "event"])
    log["event"], log["customer"] = log["event"].map(STAGE_OF), log["customer"].astype(str)
    log = pm4py.format_dataframe(log, case_id="customer", activity_key="event", timestamp_key="time")
    pm4py.discover_dfg(log)
    pm4py.discover_performance_dfg(log)
    pm4py.get_variants(log)
    return len(log)


def scan_way(folder: Path) -> int:
    """The floor: one scan of the needed columns, and one sort of them by customer and time."""
    import polars as pl

    log = pl.scan_parquet(folder / "events.parquet").collect(engine="streaming")
    return log.sort("customer", "time", "seq").height


WAYS = {
    "pandas": pandas_way, "duckdb": duckdb_way, "polars": polars_way,
    "retentioneering": retentioneering_way, "pm4py": pm4py_way, "scan": scan_way,
}  # fmt: skip

if __name__ == "__main__":
    done = WAYS[sys.argv[1]](Path(sys.argv[2]))
    print(done if isinstance(done, int) else len(done))
