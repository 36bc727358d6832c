"""What a curve says: peak, trough, end, steepest fall, volatility, and drawn beside measured as a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.analysis.reading import EmotionSummary

VALUES = (0.0, -1.5, 1.5, -2.0, 0.5)


def drawn(values: tuple[float | None, ...] = VALUES, **fields: object) -> cjm.Journey:
    journey = cjm.Document().add_journey("Glasses", template="purchase", **fields)
    for stage, value in zip(journey.stages, values, strict=True):
        if value is not None:
            journey.set_emotion(stage, value)
    return journey


def only(journey: cjm.Journey) -> EmotionSummary:
    (summary,) = journey.emotion_summary()
    return summary


def test_each_reading_names_its_stage_and_value() -> None:
    summary = only(drawn())
    found = {r.what: (r.stage, r.value) for r in summary.readings}
    assert found == {
        "peak": ("Decision", 1.5),
        "trough": ("Retention", -2.0),
        "end": ("Loyalty", 0.5),
        "fall": ("Retention", -3.5),
    }
    assert summary.volatility == pytest.approx((1.5 + 3.0 + 3.5 + 2.5) / 4)
    assert summary.moments_of_truth == ("Decision", "Retention", "Loyalty")


def test_nothing_is_read_across_a_gap() -> None:
    summary = only(drawn((2.0, None, -2.0, None, None)))
    assert summary.reading("fall") is None
    assert summary.volatility is None
    assert summary.points == 2


def test_a_marked_moment_comes_first_and_a_small_fall_is_none() -> None:
    journey = drawn((1.0, 0.8, 0.9, 1.0, 1.1))
    journey.set_emotion("Decision", 0.9, moment_of_truth=True)
    summary = only(journey)
    assert summary.moments_of_truth[0] == "Decision"
    assert summary.reading("fall").value == pytest.approx(-0.2)
    assert set(summary.moments_of_truth) == {
        "Decision",
        "Loyalty",
        "Consideration",
    }  # the trough, not the fall


def test_it_speaks_both_languages_on_the_scale_of_the_journey() -> None:
    journey = drawn(emotion_scale="1..10")
    said = only(journey).text("en")
    assert "Highest at Decision (8.9)." in said
    assert "Falls most on the way to Retention (\u22127.9)." in said
    assert "8,9" in only(journey).text("fr")
    assert "Au plus haut à l’étape Decision" in only(journey).text("fr")


def test_curves_come_persona_by_persona_and_as_a_table() -> None:
    journey = drawn()
    julie = journey.document.add_persona("Julie")
    journey.set_emotion("Discovery", 1, persona=julie)
    journey.set_emotion("Discovery", 2, persona=julie, variant="to_be")
    found = journey.emotion_summary()
    assert [(s.persona, s.variant) for s in found] == [
        ("Julie", "as_is"),
        ("Julie", "to_be"),
        (None, "as_is"),
    ]
    assert found[0].moments_of_truth == ()  # one point is no curve
    frame = found[2].to_frame()
    assert list(frame["what"]) == ["peak", "trough", "end", "fall"]


def test_no_curve_says_nothing() -> None:
    assert cjm.Document().add_journey("Glasses", template="purchase").emotion_summary() == ()


@given(st.lists(st.none() | st.floats(-2, 2), min_size=5, max_size=5).filter(any))
def test_readings_are_among_the_points(values: list[float | None]) -> None:
    summary = only(drawn(tuple(values)))
    there = [value for value in values if value is not None]
    assert summary.reading("peak").value == max(there)
    assert summary.reading("trough").value == min(there)
    assert summary.reading("end").value == there[-1]
    fall = summary.reading("fall")
    assert fall is None or fall.value < 0


def test_gaps_need_a_binding_and_a_known_score() -> None:
    journey = drawn()
    with pytest.raises(cjm.errors.BadInput, match="bound to no data"):
        journey.emotion_gaps()


def test_gaps_of_the_sample() -> None:
    sample = cjm.datasets.glasses("en")
    journey = sample.build(cjm.Document())
    survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", nps="recommend", time="date")
    journey.bind(survey, stages=sample.matching(journey))
    frame = journey.emotion_gaps()
    cells = journey.binding.cells()["csat"]
    row = frame[(frame.stage == "Reimbursement") & (frame.persona == "Julie")].iloc[0]
    cell = cells[journey.stage("Reimbursement").id]
    assert row.measured == pytest.approx(4 * cell.value - 2)
    assert row.gap == pytest.approx(row.measured - row.drawn)
    assert bool(row.disagree) is True
    assert not frame[frame.stage == "Loyalty"].disagree.any()  # 17 answers judge nothing
    assert journey.emotion_gaps("csat", neutral=cell.value).loc[row.name, "measured"] == 0
    with pytest.raises(cjm.errors.BadInput, match='Did you mean "nps"'):
        journey.emotion_gaps("npss")


def test_a_point_between_two_stages_is_read_with_the_others() -> None:
    journey = drawn((1.0, -1.0, 2.0, 0.0, 1.0))
    journey.set_emotion("Discovery", -1.8, after=0.5)
    journey.set_emotion("Loyalty", 0.5, after=0.25)
    summary = only(journey)
    found = {r.what: (r.stage, r.following, r.after, r.value) for r in summary.readings}
    assert found == {
        "peak": ("Decision", None, 0.0, 2.0),
        "trough": ("Discovery", "Consideration", 0.5, -1.8),
        "end": ("Loyalty", None, 0.25, 0.5),
        "fall": ("Discovery", "Consideration", 0.5, -2.8),
    }
    assert summary.points == 7
    assert summary.volatility == pytest.approx((2.8 + 0.8 + 3 + 2 + 1 + 0.5) / 6)
    assert summary.moments_of_truth == ("Decision", "Discovery – Consideration", "Loyalty –")
    said = summary.text("en")
    assert "Lowest between Discovery and Consideration (\u22121.8)." in said
    assert "Ends between Loyalty and the end (+0.5)." in said
    assert "Falls most towards a point between Discovery and Consideration (\u22122.8)." in said
    assert "from point to point" in said
    said = summary.text("fr")
    assert "Au plus bas entre Discovery et Consideration (\u22121,8)." in said
    assert "Finit entre Loyalty et la fin (+0,5)." in said
    assert list(summary.to_frame()["after"]) == [0.0, 0.5, 0.25, 0.5]


def test_a_gap_parts_what_is_read_although_points_stand_behind_it() -> None:
    journey = drawn((1.0, None, 2.0, None, None))
    journey.set_emotion("Consideration", -2, after=0.5)
    changes = only(journey)
    assert changes.volatility == pytest.approx(4.0)  # from the point between on to Decision alone
    assert changes.reading("fall") is None
