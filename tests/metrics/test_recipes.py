"""Where numbers come from: every row accounted for, a recipe a number, and data that changed are seen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.locale import text
from cjm_widgets.metrics import Binding
from cjm_widgets.metrics.cells import UNITS
from cjm_widgets.metrics.columns import coded
from cjm_widgets.metrics.fingerprints import Digest, digest, total
from cjm_widgets.metrics.recipes import INTERVALS
from cjm_widgets.storage import close
from tests.metrics.shop import MATCH, SCORES, answers, events, row, survey, visits

Frame = pd.DataFrame


def rows_by(binding: Binding, source: str, *kinds: str) -> dict[str, int]:
    found = binding.report("en").query("source == @source and kind in @kinds")
    return {str(name): int(count) for name, count in found.groupby("outcome")["rows"].sum().items()}


# -- every row ------------------------------------------------------------------------------------------


def test_the_report_accounts_for_every_row(journey: cjm.Journey) -> None:
    dirty = answers(SCORES).astype(object)
    dirty.loc[0, "step"] = None
    dirty.loc[1, "date"] = "soon"
    dirty.loc[2, "rating"] = "five"
    dirty.loc[3, "date"] = None
    log = visits({"DCB": 40, "Dx": 5}).astype(object)
    log.loc[0, "who"] = " "
    log.loc[1, "when"] = "never"
    binding = journey.bind(survey(dirty), events(log), stages=MATCH)
    assert rows_by(binding, "survey", "counted", "left_out") == {
        "counted": 147, "missing_touchpoint": 1, "bad_time": 1, "no_score": 1, "unassigned": 4,
    }  # fmt: skip
    assert rows_by(binding, "survey", "score", "note") == {"not_a_number": 1, "no_time": 1, "naive": 152}
    assert rows_by(binding, "events", "counted", "left_out") == {
        "counted": 123, "missing_customer": 1, "bad_time": 1, "unassigned": 5,
    }  # fmt: skip
    shares = binding.report().query("kind in ('counted', 'left_out')").groupby("source")["share"].sum()
    assert shares.tolist() == pytest.approx([1, 1])


def test_wide_answers_are_respondents_times_touchpoints(journey: cjm.Journey) -> None:
    wide = Frame({"Buy": [5, 0, 4], "Choose": [1, None, 0], "Else": [3, 3, 3]})
    binding = journey.bind(cjm.Survey.from_wide(wide, list(wide)))
    assert rows_by(binding, "survey", "counted", "left_out") == {
        "counted": 3, "no_score": 1, "not_used": 2, "unassigned": 3,
    }  # fmt: skip


row_of_log = st.tuples(
    st.sampled_from(["a", "b", None, ""]),
    st.sampled_from(["2026-01-05", "2026-01-05T10:00+02:00", "soon", None]),
    st.sampled_from(["main", "pay", "noise", None]),
)  # fmt: skip


@given(st.lists(row_of_log, max_size=30), st.lists(row_of_log, max_size=10))
def test_outcomes_add_up_whatever_comes(drawn: list[Any], more: list[Any]) -> None:
    journey = cjm.Document().add_journey("Shop")
    for name in MATCH:
        journey.add_stage(name)
    names = ["who", "when", "what"]
    binding = journey.bind(events(Frame(drawn, columns=names, dtype=object)), stages=MATCH)
    binding.append(Frame(more, columns=names, dtype=object))
    assert sum(rows_by(binding, "events", "counted", "left_out").values()) == len(drawn) + len(more)


def test_what_is_odd_is_noted(journey: cjm.Journey) -> None:
    log = Frame(
        [
            ("a", "2026-01-05T10:00+02:00", "main", "x", 1),
            ("a", "2026-01-05T08:00Z", "pay", "x", 2),  # the same instant
            ("a", "2026-01-05T07:00Z", "compare", "y", 3),  # a clock that goes back; another segment
            ("b", "2026-01-05T10:00", "main", "x", 4),
            ("b", "2026-01-05T10:00", "main", "x", 5),
            ("c", "2026-01-06T10:00Z", "main", None, 6),
        ],
        columns=["who", "when", "what", "segment", "seq"],
    )
    binding = journey.bind(events(log, segment="segment"), stages=MATCH)
    expected = {
        "mixed_offsets": 1,
        "mixed_naive": 2,
        "two_segments": 3,
        "tied": 2,
        "out_of_order": 1,
        "twice": 1,
    }
    assert rows_by(binding, "events", "note") == expected
    binding = journey.bind(events(log, tie_breaker="seq"), stages=MATCH)
    assert rows_by(binding, "events", "note") == {
        "mixed_offsets": 1, "mixed_naive": 2, "clock_back": 1, "twice": 1,
    }  # fmt: skip


def test_the_report_speaks_both_languages(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(), stages=MATCH)
    english, french = (binding.report(locale)["what"].tolist() for locale in ("en", "fr"))
    assert "Belongs to no stage of the map." in english
    assert "N’appartient à aucune étape de la carte." in french


# -- recipes --------------------------------------------------------------------------------------------


def test_a_number_has_its_recipe(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(segment=None), events(errors="noise", tz="Europe/Paris"), stages=MATCH)
    found = binding.recipe("csat", "Choose")
    cell = binding.cells()["csat"][found.stage_id]
    assert (found.value, found.low, found.high, found.n) == (cell.value, cell.low, cell.high, cell.n)
    (part,) = found.ingredients
    assert part.columns == {"touchpoint": "step", "csat": "rating", "time": "date"}
    assert (part.labels, part.rows, part.rows_here) == (("Choose",), 154, 100)
    assert part.settings["csat_scale"] == (1, 5)
    assert part.window == ("2026-01-05", "2026-01-05")
    steps = binding.recipe("conversion", "Buy").ingredients[0]
    assert steps.columns == {"customer": "who", "time": "when", "event": "what"}
    assert (steps.settings["order"], steps.settings["errors"]) == ("loose", ("noise",))
    assert (found.formula, found.interval) == ("csat v1", "wilson")
    assert dt.datetime.fromisoformat(found.computed_at).tzinfo is not None
    assert found.text("fr").startswith("Part des réponses")
    assert [item.stage for item in binding.recipe("csat")] == ["Discover", "Choose", "Buy"]
    assert found.to_dict()["fingerprint"] == found.fingerprint


def test_every_metric_says_what_it_is() -> None:
    for metric in UNITS:
        for key in (f"formula_{metric}", f"interval_{INTERVALS.get(metric, 'wilson')}"):
            for locale in ("en", "fr"):
                assert text(f"metrics.{key}", locale) != f"metrics.{key}"


def test_the_same_again_has_the_same_fingerprint(journey: cjm.Journey) -> None:
    def marks(source: cjm.Survey) -> list[str]:
        return [item.fingerprint for item in journey.bind(source, stages=MATCH).recipe("csat")]

    first = marks(survey())
    assert marks(survey()) == first
    assert len(set(first)) == 3
    changed = answers(SCORES)
    changed.loc[0, "rating"] = 4
    assert not set(marks(survey(changed))) & set(first)
    assert not set(marks(survey(csat_scale=(1, 7)))) & set(first)


def test_recipes_that_cannot_be(binding: Binding) -> None:
    with pytest.raises(NotFound, match='Did you mean "csat"'):
        binding.recipe("cast", "Buy")
    with pytest.raises(NotFound, match='Did you mean "Buy"'):
        binding.recipe("csat", "Byu")
    with pytest.raises(BadInput, match="that of a metric"):
        binding.recipe(stage="Buy")  # type: ignore[call-overload]


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from("ab")), max_size=20), st.integers(0, 20))
def test_digests_do_not_depend_on_parts_but_on_order(drawn: list[Any], cut: int) -> None:
    def of(rows: list[Any]) -> Digest:
        frame = Frame(rows, columns=["n", "t"]).astype({"n": "int64", "t": "object"})
        return digest(["n", "t"], len(frame), [frame["n"].to_numpy(), coded(frame["t"]), None])

    assert total([of(drawn[:cut]), of(drawn[cut:])]) == of(drawn)
    assert (of(drawn[::-1]) == of(drawn)) == (drawn[::-1] == drawn)


# -- data that changed ----------------------------------------------------------------------------------


def test_a_frame_that_is_changed_makes_its_numbers_stale(journey: cjm.Journey) -> None:
    frame = answers(SCORES)
    binding = journey.bind(survey(frame), events(), stages=MATCH)
    before = row(binding, "csat")
    touched: list[Any] = []
    binding.on_change(touched.append)
    assert binding.check()["state"].tolist() == ["same", "unknown"], "the log's frame was let go"
    assert touched == []
    frame.loc[frame["step"] == "Choose", "rating"] = 1
    assert binding.check()["state"].tolist()[0] == "changed"
    assert row(binding, "csat") == before, "a number never changes by itself"
    assert row(binding, "csat", "state") == ["stale"] * 3
    assert row(binding, "csat", "reason")[0].text("fr").startswith("Le tableau de données a été modifié")
    assert "stale" not in row(binding, "reach", "state")
    assert {metric for metric, _ in touched[0]} == {"csat"}
    binding.refresh()
    assert row(binding, "csat")[1] == 0
    assert "stale" not in row(binding, "csat", "state")
    assert binding.check()["state"].tolist()[0] == "same"


def test_a_column_that_is_gone_is_a_change(journey: cjm.Journey) -> None:
    wide = Frame({"Buy": [5, 0, 4], "Choose": [1, 2, 0]})
    binding = journey.bind(cjm.Survey.from_wide(wide, ["Buy", "Choose"]))
    assert binding.check()["state"].tolist() == ["same"]
    del wide["Buy"]
    assert binding.check()["state"].tolist() == ["changed"]
    with pytest.raises(BadInput, match='no column "Buy"'):
        binding.refresh()
    assert row(binding, "csat", "state")[2] == "stale"


def test_other_data_than_those_kept_are_stale_after_a_restart(tmp_path: Path) -> None:
    def run(frame: Frame) -> Binding:
        doc = cjm.open(tmp_path / "shop.cjm.json")
        journey = doc.add_journey("Shop")
        for name in MATCH:
            journey.add_stage(name)
        return journey.bind(survey(frame))

    frame = answers(SCORES)
    first = run(frame)
    first.keep()
    close(first.journey.document)
    written = (tmp_path / "shop.cjm.json").read_bytes()
    again = run(frame)
    again.keep()
    close(again.journey.document)
    assert (tmp_path / "shop.cjm.json").read_bytes() == written
    assert again.recipe("csat", "Buy").fingerprint == first.recipe("csat", "Buy").fingerprint
    assert again.cells() == first.cells()
    more = run(pd.concat([frame, answers({"Buy": {1: 90}})]))
    assert row(more, "csat", "state") == ["stale"] * 3
    assert "154 rows then, 244 now" in str(row(more, "csat", "reason")[0])
    more.keep()
    assert "stale" not in row(more, "csat", "state")
    more.journey.document.undo()
    assert row(more, "csat", "state") == ["stale"] * 3


def test_numbers_without_data_are_not_stale(journey: cjm.Journey) -> None:
    binding = journey.bind(survey(answers({"Buy": {5: 40}})))
    binding.keep()
    binding.append(answers({"Buy": {5: 1}}))
    assert row(binding, "csat", "state") == ["no_source", "no_source", "stale"]
    assert np.isnan(binding.table()["value"].iloc[0])
