"""Quotes: a seeded draw by score and by words, of what was said at a stage and of nothing else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.metrics import Binding
from cjm_widgets.metrics.quotes import drawn, tf_idf, typical, words

WAITING = ["We waited long at the till", "Waited at the till again", "Too long a wait at the till"]
ODD = "Zebra xylophone quark"

texts = st.lists(st.tuples(st.text(max_size=12), st.one_of(st.none(), st.floats(0, 1))), max_size=30)


@given(texts, st.integers(1, 8), st.sampled_from(["representative", "dissenting"]), st.integers(0, 9))
def test_a_draw_is_seeded_distinct_and_no_longer_than_asked(
    said: list[tuple[str, float | None]], k: int, kind: Any, seed: int
) -> None:
    given_texts = [f"{text} word" for text, _ in said]
    scores = [score for _, score in said]
    first = drawn(given_texts, scores, k, kind, seed)
    assert first == drawn(given_texts, scores, k, kind, seed)
    assert len(set(first)) == len(first) <= k
    keys = [(tuple(words(given_texts[place])), scores[place]) for place in first]
    assert len(set(keys)) == len(keys)
    distinct = len({(tuple(words(text)), score) for text, score in zip(given_texts, scores, strict=True)})
    if kind == "representative":
        assert len(first) == min(k, distinct)
    else:
        assert bool(first) == bool(said)


def test_words_are_weighted_as_printed() -> None:
    table = tf_idf(["a cat cat", "the cat", "the dog", ""])
    assert np.linalg.norm(table, axis=1).tolist() == pytest.approx([1, 1, 1, 0])
    raw = [1 + np.log(5 / 3), 1 + np.log(5 / 3)]
    assert sorted(table[1][table[1] > 0]) == pytest.approx(sorted(np.array(raw) / np.linalg.norm(raw)))
    assert words("Thé GLACÉ, a 2x_y!") == ["the", "glace", "2x"]


def test_what_nobody_else_says_is_least_typical() -> None:
    likeness = typical(tf_idf([*WAITING, ODD]))
    assert likeness.argmin() == 3
    assert typical(tf_idf([])).tolist() == []


def test_seats_follow_the_scores() -> None:
    said = [f"good number {index:02}" for index in range(80)] + [
        f"bad number {index:02}" for index in range(20)
    ]
    scores = [1.0] * 80 + [0.0] * 20
    for seed in range(5):
        picked = drawn(said, scores, 10, "representative", seed)
        assert sum(place < 80 for place in picked) == 8
        assert all(place >= 80 for place in drawn(said, scores, 10, "dissenting", seed))
    same = ["thanks"] * 50 + [f"bad number {index:02}" for index in range(50)]
    picked = drawn(same, [1.0] * 50 + [0.0] * 50, 10, "representative", 0)
    assert sum(place < 50 for place in picked) == 1, "the same words once; their seats go to others"
    assert len(picked) == 10
    assert drawn(said, scores, 10, "representative", 0) != drawn(said, scores, 10, "representative", 1)


def test_odd_words_are_drawn_less_for_all_and_more_against() -> None:
    said = [f"we waited long at the till {index:02}" for index in range(12)] + [ODD]
    scores: list[float | None] = [None] * 13
    often = [sum(12 in drawn(said, scores, 3, kind, seed) for seed in range(60)) for kind in _KINDS]
    assert often[0] < 10 < 25 < often[1]


_KINDS: tuple[Any, Any] = ("representative", "dissenting")


# -- at the stages of a journey -------------------------------------------------------------------------


@pytest.fixture
def told(journey: cjm.Journey) -> Binding:
    rows = [("Buy", 5, f"smooth and quick number {i:02}", "a") for i in range(30)]
    rows += [("Buy", 1, f"the card was refused {i:02}", "b") for i in range(6)]
    rows += [("Buy", 3, None, "b"), ("Buy", 3, "  ", "b"), ("Buy", 99, "no score that counts", "b")]
    rows += [("Choose", 2, "hard to compare", "a"), ("Elsewhere", 2, "unassigned", "a")]
    frame = pd.DataFrame(rows, columns=["step", "rating", "words", "who"]).set_index(
        np.arange(len(rows)) + 100
    )
    return journey.bind(
        cjm.Survey(frame, "step", csat="rating", verbatim="words", segment="who", name="asked")
    )


def test_quotes_of_a_stage_are_k_of_n(told: Binding) -> None:
    found = told.quotes("Buy", k=6)
    assert list(found.columns)[:5] == ["quote", "score", "metric", "stage", "segment"]
    assert len(found) == 6
    assert found["n"].tolist() == [37] * 6, "blank ones are no quotes"
    assert (found["score"] == 5).sum() == 5
    pd.testing.assert_frame_equal(found, told.quotes("Buy", k=6))
    for _, quote in found.iterrows():
        behind = told.rows("Buy").loc[quote["row"]]
        assert (behind["words"], behind["who"], quote["source"]) == (
            quote["quote"],
            quote["segment"],
            "asked",
        )


def test_dissent_is_on_the_other_side_of_the_median(told: Binding) -> None:
    found = told.quotes("Buy", k=20, kind="dissenting", metric="csat")
    assert found["score"].tolist() == [1.0] * 6
    assert found["n"].tolist() == [36] * 6, "only those with this score"
    assert set(told.quotes(k=3)["stage"]) == {"Choose", "Buy"}


def test_appended_verbatims_can_be_quoted(told: Binding) -> None:
    more = pd.DataFrame({"step": ["Discover"], "rating": [4], "words": ["new here"], "who": ["c"]})
    told.append(more)
    assert told.quotes("Discover")["quote"].tolist() == ["new here"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"k": 0}, "number of quotes"),
        ({"k": True}, "number of quotes"),
        ({"kind": "disenting"}, 'Did you mean "dissenting"'),
        ({"seed": -1}, "no seed"),
        ({"metric": "csta"}, 'Did you mean "csat"'),
        ({"stage": "Byu"}, 'Did you mean "Buy"'),
    ],
)
def test_quotes_that_cannot_be(told: Binding, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises((BadInput, NotFound), match=message):
        told.quotes(**arguments)


def test_a_survey_without_words_has_no_quotes(binding: Binding) -> None:
    with pytest.raises(BadInput, match="No survey has verbatims"):
        binding.quotes()
