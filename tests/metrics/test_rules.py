"""Orders of stages, units of count, first contacts and open visits, against plain counts."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import histogram, intervals, repeats, survival, walks
from cjm_widgets.metrics.bundle import DAYS, Bundle
from cjm_widgets.metrics.contacts import first_contacts
from cjm_widgets.metrics.engine import groups_of, reduce
from cjm_widgets.metrics.rules import Plan, Rules, reduced, units
from cjm_widgets.metrics.walks import Walk
from tests.metrics import walked
from tests.metrics.shop import MATCH, events, row, visits
from tests.metrics.test_engine import STAGE_OF, STAGES, rows
from tests.metrics.test_engine import events as encoded

PATH = (2, 0, 3, 1)
STAGE = {label: int(stage) for label, stage in enumerate(STAGE_OF) if stage >= 0}
Drawn = list[tuple[int, int, int, int]]


def three(drawn: Drawn) -> list[tuple[int, int, int]]:
    return [(who, when, what) for who, when, what, _ in drawn]


@given(rows, st.sampled_from(["ordered", "strict"]))
def test_stages_walked_are_those_of_a_plain_count(drawn: Drawn, order: str) -> None:
    bundle = reduce(encoded(drawn).ordered(), STAGE_OF, STAGES, 0, walk=Walk(order, PATH))
    passed, followed = walked.counted(three(drawn), STAGE, PATH, order)
    for i, stage in enumerate(PATH):
        assert bundle.passed[0, stage] == passed[stage]
        for other in PATH[i + 1 :]:
            assert bundle.followed[0, stage, other] == followed[stage, other]


@given(rows)
def test_a_stricter_order_never_finds_more(drawn: Drawn) -> None:
    found = encoded(drawn).ordered()
    loose, ordered, strict = (
        reduce(found, STAGE_OF, STAGES, 0, walk=Walk(order, PATH)).followed
        for order in ("loose", "ordered", "strict")
    )
    for i, stage in enumerate(PATH):
        for other in PATH[i + 1 :]:
            assert strict[0, stage, other] <= loose[0, stage, other]
            assert ordered[0, stage, other] <= loose[0, stage, other]


@given(rows, st.integers(0, 6).map(lambda n: n * 10**10))
def test_a_pause_begins_a_session(drawn: Drawn, gap: int) -> None:
    found = units(encoded(drawn).ordered(), Rules(unit="sessions", gap=gap))
    expected = walked.sessions(three(drawn), gap)
    assert len(set(found.customer.tolist())) == len({who for who, _, _ in expected})
    bundle = reduce(found, STAGE_OF, STAGES, 0)
    for stage in range(STAGES):
        assert bundle.reach[0, stage] == len({who for who, _, what in expected if STAGE.get(what) == stage})


@given(rows, st.integers(0, 6).map(lambda n: n * 10**10))
def test_first_contacts_are_those_of_a_plain_count(drawn: Drawn, window: int) -> None:
    found = encoded(drawn).ordered()
    mask = np.array([False, True, True, False, True, False])
    contacts, resolved = first_contacts(found, mask, window, STAGE_OF, groups_of(found, 1), (1, STAGES))
    asked, done = walked.contacted(three(drawn), {1, 2, 4}, STAGE, window)
    assert contacts[0].tolist() == [asked[stage] for stage in range(STAGES)]
    counts = np.bincount(resolved.keys // DAYS, weights=resolved.counts, minlength=STAGES)
    assert counts.tolist() == [done[stage] for stage in range(STAGES)]


@given(
    rows, st.lists(st.integers(0, 2), min_size=9, max_size=9), st.sampled_from(walks.ORDERS),
    st.sampled_from(["customers", "sessions"]),
)  # fmt: skip
def test_parts_of_the_customers_add_up_under_every_rule(
    drawn: Drawn, part_of: list[int], order: str, unit: str
) -> None:
    rules = Rules(order, unit, 2 * 10**10, frozenset(), frozenset("124"), 0.5, 1.0)
    plan = Plan.of(rules, [str(label) for label in range(6)], STAGE_OF, STAGES, PATH)

    def bundle(some: Drawn) -> Bundle:
        return reduced(units(encoded(some).ordered(), rules), plan, 2)

    parts = [bundle([r for r in drawn if part_of[r[0]] == part]) for part in range(3)]
    assert Bundle.total(parts, 3, STAGES) == bundle(drawn)
    assert parts[0] + parts[1] + parts[2] == bundle(sorted(drawn, key=lambda r: (r[0], r[1])))


@given(rows)
def test_many_labels_are_told_apart_by_sorting(drawn: Drawn) -> None:
    found = encoded(drawn).ordered()
    few = reduce(found, STAGE_OF, STAGES, 0)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(repeats, "_MANY", 1)
        assert reduce(found, STAGE_OF, STAGES, 0) == few


# -- on a binding ---------------------------------------------------------------------------------------

PATHS = {"DCB": 40, "DBC": 20, "CDB": 15, "DCDCB": 10, "DxCB": 5, "D": 30}


@pytest.mark.parametrize(
    ("order", "conversion", "n", "completion"),
    [
        ("loose", [None, 75 / 120, 70 / 90], [0, 120, 90], [90 / 120, 70 / 90, None]),
        ("ordered", [None, 75 / 120, 55 / 75], [0, 120, 75], [55 / 120, 55 / 75, None]),
        ("strict", [None, 55 / 120, 55 / 90], [0, 120, 90], [55 / 120, 55 / 90, None]),
    ],
)
def test_the_order_of_stages_is_declared(
    journey: cjm.Journey, order: str, conversion: Any, n: Any, completion: Any
) -> None:
    binding = journey.bind(events(visits(PATHS), order=order), stages=MATCH)
    assert row(binding, "conversion") == pytest.approx(conversion)
    assert row(binding, "conversion", "n")[1:] == n[1:]
    assert row(binding, "completion") == pytest.approx(completion)
    left = row(binding, "drop_off")
    assert left[:2] == pytest.approx([1 - value for value in conversion[1:]])


def test_ordered_steps_follow_the_map(journey: cjm.Journey) -> None:
    binding = journey.bind(events(visits({"CDB": 50, "DCB": 30}), order="ordered"), stages=MATCH)
    assert row(binding, "conversion") == [None, 30 / 80, 1.0]
    journey.move(journey.stage("Choose"), index=0)
    assert row(binding, "conversion") == [None, 50 / 80, 1.0]


def test_sessions_end_with_a_pause_or_as_a_column_says(journey: cjm.Journey) -> None:
    log = visits({"DCB": 40})  # an hour a step
    paused = journey.bind(events(log, unit="sessions", session_gap=30), stages=MATCH)
    assert row(paused, "conversion") == [None, 0.0, 0.0]
    assert row(journey.bind(events(log, unit="sessions", session_gap=60), stages=MATCH), "conversion")[1] == 1
    named = pd.concat([log.assign(sid="1"), log.assign(sid="2", when=log["when"] + pd.Timedelta("20min"))])
    binding = journey.bind(events(named, session="sid"), stages=MATCH)
    assert row(binding, "reach") == [80, 80, 80], "sessions of one customer may run side by side"
    assert row(binding, "visits") == [80, 80, 80]
    assert row(journey.bind(events(named), stages=MATCH), "reach") == [40, 40, 40]


def test_sessions_go_on_in_rows_that_come_later(journey: cjm.Journey) -> None:
    log = visits({"DCB": 40})
    log["when"] = log["when"].min() + (log["when"] - log["when"].min()) / 4
    whole = journey.bind(events(log, unit="sessions"), stages=MATCH)
    cells = whole.cells()
    grown = journey.bind(events(log.iloc[::3], unit="sessions"), stages=MATCH)
    grown.append(log[~log.index.isin(log.index[::3])])
    assert grown.cells() == cells
    assert whole.table(by="period")["n"].sum() > 0


def test_cases_are_counted_whoever_did_them(journey: cjm.Journey) -> None:
    log = visits({"DCB": 40}).assign(claim=lambda f: f["who"] + "-1")
    log.loc[log["what"] == "pay", "who"] = "clerk"
    binding = journey.bind(events(log, case="claim"), stages=MATCH)
    assert row(binding, "conversion") == [None, 1.0, 1.0]
    assert row(journey.bind(events(log), stages=MATCH), "reach") == [40, 40, 1]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"order": "stict"}, 'Did you mean "strict"'),
        ({"unit": "session"}, 'Did you mean "sessions"'),
        ({"session_gap": -1}, "minutes"),
        ({"contact_days": True}, "days"),
        ({"session": "sessoin"}, "no column"),
    ],
)
def test_declarations_are_checked(wrong: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        events(visits(PATHS), **wrong)


def test_logs_of_one_history_declare_the_same(journey: cjm.Journey) -> None:
    log = visits(PATHS)
    with pytest.raises(BadInput, match="declare it differently"):
        journey.bind(events(log), events(log, order="strict", name="more"), stages=MATCH)


def calls(plan: dict[str, list[int]]) -> pd.DataFrame:
    """Return contacts: customer → days of the calls; "x" events end the data on day 60."""
    start = pd.Timestamp("2026-01-05T10:00")
    found = [(who, start + pd.Timedelta(days=day), "pay") for who, days in plan.items() for day in days]
    return pd.DataFrame(
        [*found, ("end", start + pd.Timedelta(days=60), "main")], columns=["who", "when", "what"]
    )


def test_first_contact_resolution_by_hand(journey: cjm.Journey) -> None:
    """30 customers call once; 10 again after 7 days to the second; 5 after 8 days; 3 are still open."""
    plan = {f"a{i}": [1] for i in range(30)} | {f"b{i}": [1, 8] for i in range(10)}
    plan |= {f"c{i}": [1, 9] for i in range(5)} | {f"d{i}": [58] for i in range(3)}
    binding = journey.bind(events(calls(plan), contacts="pay"), stages=MATCH)
    cell = binding.cells()["fcr"][journey.stages[2].id]
    assert (cell.value, cell.n) == (40 / 50, 50)
    assert (cell.low, cell.high) == intervals.wilson(40, 50)
    assert str(row(binding, "fcr", "reason")[0]) == "No declared contact lies in this stage."
    late = journey.bind(events(calls({"d": [58]}), contacts="pay"), stages=MATCH)
    assert str(row(late, "fcr", "reason")[2]).startswith("No first contact here has had")
    assert "fcr" not in journey.bind(events(calls(plan)), stages=MATCH).cells()
    assert len(binding.rows("Buy", "fcr")) == 30 + 20 + 10 + 3


def test_a_contact_on_another_subject_is_a_first_one(journey: cjm.Journey) -> None:
    log = calls({f"a{i}": [1, 2] for i in range(40)})
    log["about"] = [str(i % 2) for i in range(len(log))]
    one = journey.bind(events(log, contacts="pay"), stages=MATCH)
    assert row(one, "fcr")[2] == 0
    two = journey.bind(events(log, contacts="pay", subject="about"), stages=MATCH)
    assert row(two, "fcr")[2] == 1
    assert row(two, "fcr", "n")[2] == 80


def test_contacts_follow_customers_from_session_to_session(journey: cjm.Journey) -> None:
    log = calls({f"a{i}": [1, 2] for i in range(40)})
    binding = journey.bind(events(log, contacts="pay", unit="sessions"), stages=MATCH)
    assert row(binding, "reach")[2] == 80
    assert (row(binding, "fcr")[2], row(binding, "fcr", "n")[2]) == (0, 40)


# -- open visits ----------------------------------------------------------------------------------------


def test_the_product_limit_by_hand() -> None:
    """Ends after 1, 2, 2, 4 and 8 s, cut off at 2 and 4 s: S = 6/7, 4/7, 8/21, 0."""
    bins = histogram.bin_of(np.array([1, 2, 4, 8]) * 10**6)
    ended, cut = np.array([1, 2, 1, 1]), np.array([0, 1, 1, 0])
    median = survival.quantile(bins, ended, cut, 0.5)
    assert median.value == pytest.approx(4, rel=0.006)
    assert median.n == 7
    assert survival.quantile(bins, ended, cut, 0.9).value == pytest.approx(8, rel=0.006)
    assert survival.quantile(bins, ended, np.array([0, 50, 0, 0]), 0.5).value == pytest.approx(4, rel=0.006)
    never = survival.quantile(bins[:2], ended[:2], np.array([0, 50]), 0.5)
    assert (never.value, never.n, never.state) == (None, 53, "no_source")


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=40))
def test_without_censoring_it_is_the_order_statistic(seconds: list[int]) -> None:
    bins, counts = np.unique(histogram.bin_of(np.array(seconds) * 10**6), return_counts=True)
    for share in (0.5, 0.9):
        plain = histogram.quantile(bins, counts, share)
        assert survival.quantile(bins, counts, np.zeros_like(counts), share).value == plain.value


def test_visits_that_are_open_are_not_taken_for_short_ones(journey: cjm.Journey) -> None:
    slow, new = visits({"DC": 40}), visits({"D": 60}, first=200)
    slow.loc[slow["what"] == "compare", "when"] += pd.Timedelta(days=4)
    new["when"] += pd.Timedelta(days=4)
    log = pd.concat([slow, new])
    naive = journey.bind(events(log), stages=MATCH)
    assert row(naive, "duration")[0] == 0, "most visits seem to take no time"
    binding = journey.bind(events(log, open_days=2), stages=MATCH)
    assert row(binding, "duration")[0] == pytest.approx(4 * 86_400 + 3_600, rel=0.006)
    assert row(binding, "duration", "n")[0] == 100
    assert str(row(binding, "duration", "reason")[1]).startswith("Too many visits are still open")
