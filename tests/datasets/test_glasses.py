"""The sample story: same numbers from the same seed, both languages alike, built once, marked as invented."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.datasets.sample import read_part

LOCALES = ("en", "fr")


def texts(value: Any, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text of a data file with its place."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from texts(part, f"{place}/{key}")
    elif isinstance(value, list):
        for index, part in enumerate(value):
            yield from texts(part, f"{place}/{index}")
    else:
        yield place, value


@pytest.fixture(params=LOCALES)
def sample(request: pytest.FixtureRequest) -> cjm.datasets.Sample:
    return cjm.datasets.glasses(request.param)


def test_every_text_is_there_in_french_and_differs() -> None:
    english, french = dict(texts(read_part("glasses.en"))), dict(texts(read_part("glasses.fr")))
    assert english.keys() == french.keys()
    same = {text for place, text in english.items() if french[place] == text}
    assert same == {"Julie", "Robert"}
    assert all(text.strip() == text and text for text in [*english.values(), *french.values()])


def test_french_texts_keep_french_typography() -> None:
    for place, text in texts(read_part("glasses.fr")):
        assert "'" not in text, place
        for mark in "?!;:»%":
            assert f" {mark}" not in text, (place, "a breaking space before double punctuation")
        assert "« " not in text, place


def test_both_languages_have_the_same_shape() -> None:
    dicts = []
    for locale in LOCALES:
        document = cjm.Document()
        cjm.datasets.glasses(locale).build(document)
        dicts.append({name: len(table) for name, table in document.state.tables.items()})
    assert dicts[0] == dicts[1]
    assert dicts[0]["personas"] == 2
    assert dicts[0]["emotions"] == 10


def test_both_languages_give_the_same_numbers() -> None:
    english, french = (cjm.datasets.glasses(locale) for locale in LOCALES)
    columns = ["rating", "recommend", "date"]
    assert english.survey[columns].equals(french.survey[columns])
    assert english.events[["user_id", "timestamp"]].equals(french.events[["user_id", "timestamp"]])
    assert list(map(len, english.stages.values())) == list(map(len, french.stages.values()))


def test_the_same_seed_gives_the_same_frames_and_another_seed_others(sample: cjm.datasets.Sample) -> None:
    again = cjm.datasets.glasses(sample.locale)
    other = cjm.datasets.glasses(sample.locale, seed=7)
    assert sample.survey.equals(again.survey)
    assert sample.events.equals(again.events)
    assert not sample.survey.equals(other.survey)
    assert not sample.events.equals(other.events)


@pytest.mark.parametrize("seed", [None, 0, 7])
def test_counts_are_those_of_the_story_for_any_seed(seed: int | None) -> None:
    sample = cjm.datasets.glasses() if seed is None else cjm.datasets.glasses(seed=seed)
    stage_of = {name: stage for stage, names in sample.stages.items() for name in names}
    rated = sample.survey[sample.survey["rating"].between(1, 5)]
    by_stage = (rated["rating"] >= 4).groupby(rated["step"].map(stage_of), sort=False)
    assert by_stage.size()[list(sample.stages)].tolist() == [371, 340, 402, 296, 17]
    assert (100 * by_stage.mean()).round()[list(sample.stages)].tolist() == [64, 58, 86, 41, 71]
    reach = sample.events.groupby(sample.events["event"].map(stage_of))["user_id"].nunique()
    assert reach[list(sample.stages)].tolist() == [2140, 1502, 1211, 1174, 388]


@pytest.mark.parametrize("seed", [None, 0, 7])
def test_whether_they_recommend_agrees_with_how_they_rate(seed: int | None) -> None:
    sample = cjm.datasets.glasses() if seed is None else cjm.datasets.glasses(seed=seed)
    stage_of = {name: stage for stage, names in sample.stages.items() for name in names}
    given = sample.survey[sample.survey["recommend"].between(0, 10)]
    stages = given["step"].map(stage_of)
    promoters = (given["recommend"] >= 9).groupby(stages).mean()
    nps = 100 * (promoters - (given["recommend"] <= 6).groupby(stages).mean())
    discovery, consideration, purchase, reimbursement, _ = nps[list(sample.stages)]
    assert purchase > 20 > discovery > consideration > -20 > reimbursement > -50
    both = given[given["rating"].between(1, 5)]
    assert both["rating"].corr(both["recommend"]) > 0.8


def test_the_new_claims_form_breaks_the_refund() -> None:
    sample = cjm.datasets.glasses()
    steps = sample.stages["Reimbursement"]
    rated = sample.survey[sample.survey["step"].isin(steps) & sample.survey["rating"].between(1, 5)]
    weeks = (rated["rating"] >= 4).groupby(rated["date"].dt.to_period("W"))
    assert (weeks.size() >= 30).all()
    assert weeks.mean().iloc[0] == pytest.approx(0.67, abs=0.02)
    assert weeks.mean().iloc[-1] == pytest.approx(0.30, abs=0.02)
    assert weeks.mean().is_monotonic_decreasing
    (day,) = sample.annotations
    before, after = rated[rated["date"] < day], rated[rated["date"] >= day]
    assert (before["rating"] >= 4).mean() - (after["rating"] >= 4).mean() > 0.25


def test_the_data_has_the_faults_of_real_data(sample: cjm.datasets.Sample) -> None:
    survey, events = sample.survey, sample.events
    assert survey[["rating", "recommend", "segment", "comment", "step", "date"]].isna().any().all()
    assert (~survey["rating"].dropna().between(1, 5)).sum() == 2
    assert (~survey["recommend"].dropna().between(0, 10)).sum() == 1
    assert events[["user_id", "timestamp", "channel", "segment"]].isna().any().all()
    assert events.duplicated().sum() >= 20
    known = {name for names in sample.stages.values() for name in names}
    assert len(set(events["event"]) - known) == 1
    assert survey["segment"].nunique() == events["segment"].nunique() == 2
    assert events["timestamp"].min().year == events["timestamp"].max().year == 2026
    assert events["timestamp"].dropna().is_monotonic_increasing
    assert events["timestamp"].max().month <= 5
    assert survey["date"].max().month == 5


def test_everything_says_that_it_is_invented(sample: cjm.datasets.Sample) -> None:
    assert sample.survey.attrs["sample"] is True
    assert sample.events.attrs["sample"] is True
    word = {"en": "sample data", "fr": "données d’exemple"}[sample.locale]
    assert word in sample.notice.lower()
    journey = sample.build(cjm.Document())
    assert journey.record.tags == (word,)


def test_the_story_is_complete(sample: cjm.datasets.Sample) -> None:
    document = cjm.Document()
    journey = sample.build(document)
    assert journey.title == sample.title
    assert [stage.name for stage in journey.stages] == list(sample.stages)
    assert all(stage.description for stage in journey.stages)
    assert [phase.role for phase in journey.phases] == ["before", "during", "after"]
    lanes = [(lane.kind, lane.metric, lane.target) for lane in journey.lanes]
    assert lanes == [
        ("actions", "", None),
        ("touchpoints", "", None),
        ("emotions", "", None),
        ("metrics", "csat", 0.75),
        ("metrics", "nps", None),
        ("metrics", "reach", None),
        ("metrics", "conversion", None),
        ("pain_points", "", None),
        ("opportunities", "", None),
    ]
    weighed = [card for card in journey.cards if card.evidence]
    assumed = [card for card in weighed if card.evidence == "assumed"]
    assert round(100 * len(assumed) / len(weighed)) == 27
    assert {card.sentiment for card in journey.cards} == {"positive", "attention", "negative", "neutral"}


def test_both_personas_have_every_field(sample: cjm.datasets.Sample) -> None:
    journey = sample.build(cjm.Document())
    assert [persona.name for persona in journey.personas] == ["Julie", "Robert"]
    for persona in journey.personas:
        empty = {name for name, value in persona.record.model_dump().items() if not value}
        assert empty == {"avatar", "private"}
        tally = persona.evidence_tally
        assert tally.observed > 5 or persona.name == "Robert"
        assert min(tally.observed, tally.reported, tally.inferred, tally.assumed, tally.unmarked) > 0
        assert len(persona.to_frame()) == tally.total
        assert len(persona.evidence) == tally.total - tally.unmarked
    assert journey.document.deck.title


def test_both_curves_have_ranges_a_moment_of_truth_and_an_assumption(sample: cjm.datasets.Sample) -> None:
    journey = sample.build(cjm.Document())
    for persona in journey.personas:
        points = [point for point in journey.emotions if point.persona_id == persona.id]
        assert [point.stage_id for point in points] == [stage.id for stage in journey.stages]
        assert all(point.low <= point.value <= point.high for point in points)  # type: ignore[operator]
        assert all(point.label and point.quote for point in points)
        assert points[-1].evidence == "assumed"
    stars = [point for point in journey.emotions if point.moment_of_truth]
    assert [(star.persona_id, star.stage_id) for star in stars] == [
        (journey.personas[0].id, journey.stages[2].id)
    ]


def test_building_is_one_step_that_can_be_undone(sample: cjm.datasets.Sample) -> None:
    document = cjm.Document()
    sample.build(document)
    assert document.revision == 1
    assert document.undo() is not None
    assert document.is_empty
    assert document.undo() is None


def test_building_again_keeps_every_edit(sample: cjm.datasets.Sample) -> None:
    document = cjm.Document()
    journey = sample.build(document)
    journey.edit(title="Renamed")
    journey.edit(journey.cards[0], text="Edited")
    journey.remove(journey.lanes[-1])
    journey.remove(journey.stages[0])
    journey.personas[0].edit(name="Juliette")
    journey.personas[1].remove()
    before, revision = document.to_dict(), document.revision
    assert sample.build(document) == journey
    assert document.to_dict() == before
    assert document.revision == revision


def test_the_document_is_the_same_each_time_it_is_built(sample: cjm.datasets.Sample) -> None:
    first, second = cjm.Document(), cjm.Document()
    sample.build(first)
    cjm.datasets.glasses(sample.locale).build(second)
    assert first.to_dict() == second.to_dict()
    assert cjm.Document.from_dict(first.to_dict()).to_dict() == first.to_dict()


def test_both_languages_fit_in_one_document() -> None:
    document = cjm.Document()
    english, french = (cjm.datasets.glasses(locale).build(document) for locale in LOCALES)
    assert english.personas[0].role == "Mother of two"
    assert french.personas[0].role == "Mère de deux enfants"
    assert len(document.personas) == 4


def test_an_unknown_language_or_seed_is_refused() -> None:
    with pytest.raises(cjm.CjmError, match="one of en, fr"):
        cjm.datasets.glasses("de")
    for seed in (-1, 1.5, True, "7"):
        with pytest.raises(cjm.CjmError, match="seed"):
            cjm.datasets.glasses(seed=seed)  # type: ignore[arg-type]


def test_the_map_is_built_without_pandas() -> None:
    code = (
        "import sys, cjm_widgets as cjm; cjm.datasets.glasses().build(cjm.Document());"
        "sys.exit(bool({'pandas', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_matching_follows_renamed_and_removed_stages(sample: cjm.datasets.Sample) -> None:
    journey = sample.build(cjm.Document())
    assert sample.matching(journey) == sample.stages
    names = list(sample.stages)
    journey.edit(journey.stages[0], name="First steps")
    journey.remove(journey.stages[1])
    expected = {"First steps": sample.stages[names[0]], **{name: sample.stages[name] for name in names[2:]}}
    assert sample.matching(journey) == expected
