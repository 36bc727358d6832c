"""Personas proposed from data: what was planted is found, what is not there is not."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd
import pytest
from scipy.stats import ttest_ind
from sklearn.metrics import adjusted_rand_score

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.metrics.personas import Proposals
from tests.metrics.carriers import MAKERS

PLANTED = np.repeat([0, 1, 2], [150, 100, 50])
SAID = ("the form again", "quick and easy", "far too expensive")


def planted() -> pd.DataFrame:
    """300 customers of three kinds: rare and cheap, frequent and cheap, frequent and dear."""
    random = np.random.default_rng(7)
    return pd.DataFrame(
        {
            "id": [f"c{n}" for n in range(300)],
            "visits": random.normal(np.array([2, 10, 10])[PLANTED], 1.0).round(3),
            "spend": random.normal(np.array([20, 20, 80])[PLANTED], 5.0).round(3),
            "name": [f"N. {n}" for n in range(300)],
            "country": "FR",
            "words": [f"{SAID[one]} {n % 9}" for n, one in enumerate(PLANTED)],
            "score": PLANTED * 5.0,
            "group": np.array(["rare", "often", "dear"], object)[PLANTED],
        }
    )


@cache
def found() -> Proposals:
    return cjm.propose_personas(
        planted().drop(columns="group"), customer="id", verbatim="words", score="score", most=5, resamples=8
    )


def test_planted_clusters_are_found_with_their_number() -> None:
    proposals = found()
    assert [one.n for one in proposals] == [150, 100, 50]
    assert adjusted_rand_score(PLANTED, proposals.customers["proposal"]) == 1.0
    chosen = proposals.choice[proposals.choice["chosen"]]
    assert chosen["k"].tolist() == [3]
    assert chosen["stability"].item() > 0.95
    assert chosen["silhouette"].item() > chosen["chance"].item()
    assert proposals.left_out.set_index("column")["reason"].to_dict() == {
        "name": "many_levels",
        "country": "constant",
    }


def test_what_sets_a_group_apart_is_measured_against_all_others() -> None:
    traits = found()["A"].traits.set_index("trait")
    frame = planted()
    inside = PLANTED == 0
    here, rest = frame["visits"][inside], frame["visits"][~inside]
    pooled = np.sqrt((149 * here.var() + 149 * rest.var()) / 298)
    assert traits.loc["visits", "effect"] == pytest.approx((here.mean() - rest.mean()) / pooled)
    spends = frame["spend"]
    expected = ttest_ind(spends[inside], spends[~inside], equal_var=False).pvalue
    assert traits.loc["spend", "p"] == pytest.approx(expected)
    assert (traits["p_holm"] >= traits["p"]).all()


def test_suggested_rules_find_the_groups_they_describe() -> None:
    proposals = found()
    rules = {one.letter: one.rule.rule for one in proposals if one.rule}
    assert list(rules) == ["A", "B", "C"]
    read = cjm.segments(rules, proposals.customers, customer="id")
    assert read.table["n"].tolist() == pytest.approx([150, 100, 50], abs=5)
    for one in proposals:
        assert one.rule is not None
        members = set(read.members(one.letter))
        own = set(proposals.customers.loc[proposals.customers["proposal"] == one.letter, "id"])
        assert one.rule.precision == len(members & own) / len(members)
        assert one.rule.recall == len(members & own) / len(own)


def test_quotes_come_from_the_group_and_the_same_seed_draws_the_same() -> None:
    quotes = found().quotes()
    assert set(quotes["kind"]) == {"representative", "dissenting"}
    assert all(SAID[0] in quote for quote in quotes.loc[quotes["name"] == found()[0].name, "quote"])
    again = cjm.propose_personas(
        planted().drop(columns="group"), customer="id", verbatim="words", score="score", most=5, resamples=8
    )
    assert repr(again) == repr(found())


def test_a_proposal_becomes_a_persona_that_says_what_it_rests_on() -> None:
    doc = cjm.Document()
    made = found().add_to(doc, locale="en")
    assert [one.name for one in made] == ["Segment A", "Segment B", "Segment C"]
    one = made[0].record
    assert one.segment == found()[0].rule.rule  # type: ignore[union-attr]
    assert "150 of 300 customers (50%)" in one.custom_fields[0].text
    assert {each.field for each in one.evidence} == {"custom:Proposal", "custom:What sets it apart", "quote"}
    assert all(each.evidence in ("observed", "reported") and each.source for each in one.evidence)
    filled = {name for name, value in one.model_dump(exclude_defaults=True).items() if value}
    assert filled <= {"id", "name", "order", "color", "quote", "custom_fields", "evidence", "segment"}
    found().add_to(doc, locale="en")
    assert len(doc.personas) == 3
    doc.undo()
    assert len(doc.personas) == 0


def test_by_a_column_each_label_is_a_proposal_and_those_without_are_counted() -> None:
    frame = planted()
    frame.loc[:9, "group"] = None
    proposals = cjm.propose_personas(frame, customer="id", segment="group")
    assert [(one.letter, one.n) for one in proposals] == [("rare", 140), ("often", 100), ("dear", 50)]
    assert proposals["dear"].rule.rule == 'group = "dear"'
    assert any("10 customers have no segment" in note for note in proposals.notes)
    with pytest.raises(NotFound, match='Did you mean "dear"'):
        proposals["deer"]


def test_from_a_questionnaire_only_the_items_count_and_evidence_is_reported() -> None:
    random = np.random.default_rng(3)
    answers = pd.DataFrame(
        {f"q{n}": np.clip(random.normal(2 + 3 * (PLANTED > 0), 0.7).round(), 1, 7) for n in range(4)}
    )
    answers["income"] = random.normal(size=300)
    answers.loc[:20, "q1"] = np.nan
    proposals = cjm.propose_personas(answers, items=["q0", "q1", "q2", "q3"], most=4, resamples=8)
    assert len(proposals) == 2
    assert {one.evidence for one in proposals} == {"reported"}
    assert "income" not in set(proposals[0].traits["trait"])
    assert any("q1" in note for note in proposals.notes)


def test_customers_of_an_event_log_are_grouped_by_what_they_did() -> None:
    rows = []
    for n in range(120):
        steps = range(2 if n < 60 else 9)
        rows += [
            (f"c{n}", f"2025-01-{1 + at:02d}T0{n % 9}:00", "browse" if at < 2 else "order") for at in steps
        ]
    log = cjm.EventLog(pd.DataFrame(rows, columns=["customer", "time", "event"]))
    proposals = cjm.propose_personas(log, most=4, resamples=5)
    assert [one.n for one in proposals] == [60, 60]
    assert set(proposals[0].traits["trait"]) >= {"events", "active_days", "order"}


def test_one_group_is_said_to_be_one() -> None:
    random = np.random.default_rng(5)
    one = pd.DataFrame(random.normal(size=(300, 3)), columns=list("abc"))
    one["d"] = one["a"] * 0.8 + random.normal(size=300) * 0.3
    proposals = cjm.propose_personas(one, most=5, resamples=8)
    assert len(proposals) == 0
    assert "No proposal" in repr(proposals)
    forced = cjm.propose_personas(one, k=2, resamples=8)
    assert len(forced) == 2
    assert any("was asked for" in note for note in forced.notes)


@pytest.mark.parametrize(
    "name", ["pandas", "pandas_arrow", "polars", "polars_lazy", "arrow", "dataset", "duckdb"]
)
def test_every_carrier_gives_the_same_proposals(name: str) -> None:
    data = MAKERS[name](planted().drop(columns="group"))
    proposals = cjm.propose_personas(data, customer="id", k=3, resamples=2)
    assert [one.n for one in proposals] == [150, 100, 50]


@pytest.mark.parametrize("name", ["pandas", "duckdb"])
def test_more_customers_than_the_sample_are_drawn_and_said(name: str) -> None:
    whole = pd.concat([planted()] * 5, ignore_index=True)
    proposals = cjm.propose_personas(
        MAKERS[name](whole), traits=["visits", "spend"], k=3, sample=500, resamples=2
    )
    assert len(proposals.customers) == 500
    assert any("500 of 1500" in note for note in proposals.notes)


def test_what_cannot_be_grouped_is_refused() -> None:
    frame = planted()
    with pytest.raises(BadInput, match="too few customers"):
        cjm.propose_personas(frame.head(59), customer="id")
    with pytest.raises(BadInput, match="No column tells customers apart"):
        cjm.propose_personas(frame[["id", "country", "name"]], customer="id")
    with pytest.raises(BadInput, match="several rows of one customer"):
        cjm.propose_personas(frame.assign(id="c1"), customer="id")
    with pytest.raises(BadInput, match='Did you mean "visits"'):
        cjm.propose_personas(frame, traits=["visit"])
    with pytest.raises(BadInput, match="No column holds segments"):
        cjm.propose_personas(frame, "segment")
    with pytest.raises(BadInput, match="whole number"):
        cjm.propose_personas(frame, k=1)
