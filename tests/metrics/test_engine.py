"""The reduction: equal to going through the events one by one, whole or in parts, in any order of arrival."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cjm_widgets.metrics.standing as standing_module
import cjm_widgets.metrics.store as store_module
from cjm_widgets.metrics.bundle import DAYS, Bundle
from cjm_widgets.metrics.engine import Events, reduce
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.histogram import BINS, bin_of
from cjm_widgets.metrics.ordering import order
from cjm_widgets.metrics.store import BUCKET, EventStore
from tests.metrics.reference import Plain, plain

LABELS, STAGES, SEGMENTS = 6, 4, 2
STAGE_OF = np.array([0, 0, 1, 2, -1, 3], np.int32)
ERRORS = np.array([False, True, False, True, True, False])

row = st.tuples(
    st.integers(0, 8),
    st.integers(0, 12).map(lambda t: t * 10**10),
    st.integers(0, LABELS - 1),
    st.integers(-1, 1),
)
rows = st.lists(row, max_size=60)


def events(drawn: list[tuple[int, int, int, int]], tie: bool = False) -> Events:
    customer, us, label, segment = (np.array([r[i] for r in drawn], np.int64) for i in range(4))
    as_32 = (customer.astype(np.int32), us, label.astype(np.int32), segment.astype(np.int32))
    return Events(*as_32, np.arange(len(drawn)) if tie else None)


def reduced(drawn: list[tuple[int, int, int, int]]) -> Bundle:
    return reduce(events(drawn).ordered(), STAGE_OF, STAGES, SEGMENTS, ERRORS)


def assert_equal(bundle: Bundle, expected: Plain, stages: int = STAGES, groups: int = SEGMENTS + 1) -> None:
    """Compare with the plain computation; group 0 holds customers without a segment."""
    for group in range(groups):
        name = None if group == 0 else group - 1
        assert bundle.customers[group] == expected.customers[name]
        for stage in range(stages):
            for what in ("events", "visits", "retries", "reach", "exits", "failed"):
                assert getattr(bundle, what)[group, stage] == getattr(expected, what)[name, stage], what
            for other in range(stages):
                assert bundle.followed[group, stage, other] == expected.followed[name, stage, other]
            lasts = zip(bundle.lasts.keys.tolist(), bundle.lasts.counts.tolist(), strict=True)
            here = {k % DAYS - DAYS // 2: n for k, n in lasts if k // DAYS == group * stages + stage}
            assert here == {d: n for (g, s, d), n in expected.lasts.items() if (g, s) == (name, stage)}
            place = (bundle.durations.keys // BINS) == group * stages + stage
            found = np.repeat(bundle.durations.keys[place] % BINS, bundle.durations.counts[place])
            wanted = bin_of(np.array(sorted(expected.durations[name, stage]), np.int64))
            assert found.tolist() == wanted.tolist()


def as_reference(drawn: list[tuple[int, int, int, int]]) -> Plain:
    stage_of = {label: int(stage) for label, stage in enumerate(STAGE_OF) if stage >= 0}
    return plain(
        [(c, t, lab, None if seg < 0 else seg) for c, t, lab, seg in drawn], stage_of, ERRORS.nonzero()[0]
    )


@given(rows)
def test_equal_to_going_through_the_events_one_by_one(drawn: list[tuple[int, int, int, int]]) -> None:
    assert_equal(reduced(drawn), as_reference(drawn))


@given(rows, st.lists(st.integers(0, 2), min_size=9, max_size=9))
def test_bundles_of_parts_of_the_customers_add_up(
    drawn: list[tuple[int, int, int, int]], part_of: list[int]
) -> None:
    parts = [reduced([r for r in drawn if part_of[r[0]] == part]) for part in range(3)]
    whole = reduced(drawn)
    assert parts[0] + parts[1] + parts[2] == whole
    assert Bundle.total(reversed(parts), SEGMENTS + 1, STAGES) == whole


@given(rows, st.randoms(use_true_random=False))
def test_a_tie_breaker_makes_the_order_of_rows_meaningless(
    drawn: list[tuple[int, int, int, int]], random: Any
) -> None:
    straight = events(drawn, tie=True)
    places = list(range(len(drawn)))
    random.shuffle(places)
    shuffled = straight.take(np.array(places, np.int64))
    bundles = [reduce(part.ordered(), STAGE_OF, STAGES, SEGMENTS) for part in (straight, shuffled)]
    assert bundles[0] == bundles[1]


@given(st.lists(st.tuples(st.integers(0, 200_000), st.integers(-5, 5), st.integers(0, 3)), max_size=40))
def test_order_is_that_of_a_stable_sort(drawn: list[tuple[int, int, int]]) -> None:
    customer, us, tie = (np.array([r[i] for r in drawn], np.int64) for i in range(3))
    expected = sorted(range(len(drawn)), key=lambda i: drawn[i])
    assert order(customer.astype(np.int32), us, tie).tolist() == expected
    expected = sorted(range(len(drawn)), key=lambda i: drawn[i][:2])
    assert order(customer.astype(np.int32), us).tolist() == expected


def log(drawn: list[tuple[int, int, int, int]], **told: Any) -> EventLog:
    frame = pd.DataFrame(drawn, columns=["who", "when", "what", "segment"]).astype({"when": "int64"})
    frame["segment"] = frame["segment"].map(lambda s: None if s < 0 else f"s{s}").astype(object)
    return EventLog(frame, "who", "when", "what", segment="segment", time_unit="us", **told)


@given(st.lists(row, max_size=90), rows, rows, st.booleans())
def test_a_store_that_grows_equals_one_made_at_once(
    first: list[tuple[int, int, int, int]], second: Any, third: Any, look: bool
) -> None:
    grown = EventStore.of([log(first)])
    stage_of = dict(zip(map(str, range(LABELS)), STAGE_OF.tolist(), strict=True))

    def bundle(store: EventStore) -> Bundle:
        return store.bundle([stage_of[label] for label in store.labels.labels], STAGES)

    bundle(grown)
    grown = grown.appended(log(second))
    if look:
        grown.run([len])
    before = bundle(grown)
    more = grown.appended(log(third))
    whole = EventStore.of([log(first + second + third)])
    assert more.segments.labels == whole.segments.labels
    assert bundle(more) == bundle(whole)
    assert bundle(grown) == before, "the store it grew from stays as it was"


batch = st.lists(row, max_size=25)


@settings(max_examples=200)
@given(
    st.lists(row, max_size=90),
    st.lists(st.tuples(batch, st.booleans(), st.booleans()), min_size=1, max_size=6),
    st.booleans(),
    st.integers(1, 3),
)
def test_rows_that_go_on_in_time_come_to_the_same_as_counting_all_anew(
    first: list[tuple[int, int, int, int]],
    batches: list[tuple[list[tuple[int, int, int, int]], bool, bool]],
    tails: bool,
    layers: int,
) -> None:
    told: dict[str, Any] = {"errors": ["1", "3", "4"], "open_days": 2.0 if tails else 0.0}
    stage_of = dict(zip(map(str, range(LABELS)), STAGE_OF.tolist(), strict=True))

    def bundle(store: EventStore) -> Bundle:
        return store.bundle([stage_of[label] for label in store.labels.labels], STAGES)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("cjm_widgets.metrics.store._LATE", 1)
        patch.setattr("cjm_widgets.metrics.ground._LAYERS", layers)
        patch.setattr("cjm_widgets.metrics.standing._ROOM", 100)
        store, rows = EventStore.of([log(first, **told)]), list(first)
        bundle(store)
        for number, (drawn, late, settled) in enumerate(batches, 1):
            after = 0 if late else number * 2 * 10**11
            more = [(who + (9 if label == 5 else 0), when + after, label, s) for who, when, label, s in drawn]
            rows += more
            older, before = store, bundle(store)
            store = store.appended(log(more, **told))
            assert bundle(store) == bundle(EventStore.of([log(rows, **told)]))
            assert bundle(older) == before, "the store it grew from stays as it was"
            if settled:
                store.run([len])


def test_appending_reads_the_last_visits_of_the_new_rows_and_late_histories_whole(monkeypatch: Any) -> None:
    many = [(customer, customer * 10**6, customer % LABELS, 0) for customer in range(3 * BUCKET)]
    many += [(customer, 10**11, 5 - customer % LABELS, 0) for customer in range(3 * BUCKET)]
    store = EventStore.of([log(many)])
    stage_of = [int(STAGE_OF[int(label)]) for label in store.labels.labels]
    store.bundle(stage_of, STAGES)
    looked_at: list[int] = []
    for module, name in ((standing_module, "near"), (store_module, "reduced")):
        honest = getattr(module, name)
        monkeypatch.setattr(
            module, name,
            lambda events, *rest, honest=honest: looked_at.append(len(events)) or honest(events, *rest),
        )  # fmt: skip
    newer = [(6, 10**12, 3, 0), (BUCKET + 8, 10**12, 3, 0), (-1, 0, 3, 1)]
    grown = store.appended(log(newer))
    first = grown.bundle(stage_of, STAGES)
    assert looked_at == [2, 5], "of two customers the last visit, of one event; then with the new rows"
    assert all(grown.buckets[number] is store.buckets[number] for number in store.buckets)
    later = [(6, 10**12 - 1, 1, 0), (-1, 1, 3, 1)]
    again = grown.appended(log(later))
    second = again.bundle(stage_of, STAGES)
    assert looked_at == [2, 5, 1, 2, 3], "the one who came late is counted anew, the other goes on"
    wanted = [EventStore.of([log(many + rows)]) for rows in (newer, newer + later)]
    assert [first, second] == [one.bundle(stage_of, STAGES) for one in wanted]
    assert again.run([len])[0] == wanted[1].run([len])[0], "asked for, they are put in their place"
    assert again.bundle(stage_of, STAGES) == second


def test_many_customers_are_counted_in_slices(monkeypatch: Any) -> None:
    random = np.random.default_rng(1)
    drawn = [
        (int(c), int(t), int(lab), int(seg))
        for c, t, lab, seg in zip(
            random.integers(0, 300, 2_000), random.integers(0, 10**12, 2_000),
            random.integers(0, LABELS, 2_000), random.integers(-1, 2, 2_000), strict=True,
        )
    ]  # fmt: skip
    whole = reduced(drawn)
    monkeypatch.setattr("cjm_widgets.metrics.engine._CELLS", 64)
    assert reduced(drawn) == whole
    assert_equal(whole, as_reference(drawn))


def test_nothing_reduces_to_nothing() -> None:
    bundle = reduced([])
    assert bundle.reach.sum() == 0
    assert bundle.reach.shape == (SEGMENTS + 1, STAGES)
    assert reduce(events([]), np.array([], np.int32), 0, 0).reach.shape == (1, 0)
