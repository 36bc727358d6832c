"""Points of a curve between two stages: put, moved, refused, copied, told apart from those at stages."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, OperationRefused
from cjm_widgets.model import codec
from cjm_widgets.model.ops import patch
from cjm_widgets.model.outline import outline
from cjm_widgets.model.record_words import record_name

VALUES = (1.0, -1.0, 2.0, 0.0, 1.0)


@pytest.fixture
def journey() -> cjm.Journey:
    """Return a journey of five stages with a point at each and one between the first two."""
    made = cjm.Document().add_journey("Returns", template="purchase")
    for stage, value in zip(made.stages, VALUES, strict=True):
        made.set_emotion(stage, value)
    made.set_emotion("Discovery", -1.5, after=0.5, label="lost")
    return made


def places(journey: cjm.Journey) -> list[tuple[str, float, float]]:
    names = {stage.id: stage.name for stage in journey.stages}
    return [(names[point.stage_id], point.after, point.value) for point in journey.emotions]


def test_it_stands_behind_its_stage_and_leaves_its_point_alone(journey: cjm.Journey) -> None:
    assert places(journey)[:3] == [
        ("Discovery", 0.0, 1.0), ("Discovery", 0.5, -1.5), ("Consideration", 0.0, -1.0),
    ]  # fmt: skip
    made = journey.set_emotion("Discovery", -0.5, after=0.501)  # kept to 0.01: the same place
    assert len(journey.emotions) == 6
    assert (made.after, made.value, made.label) == (0.5, -0.5, "lost")
    journey.remove(made)
    assert [value for _, _, value in places(journey)] == list(VALUES)
    journey.document.undo()
    assert len(journey.emotions) == 6


def test_a_cell_that_is_run_again_finds_the_point_that_was_moved(journey: cjm.Journey) -> None:
    point = journey.emotions[1]
    journey.edit(point, after=0.62)
    assert journey.set_emotion("Discovery", -1.5, after=0.5).id == point.id
    assert len(journey.emotions) == 6
    journey.edit(journey.emotions[1], stage_id=journey.stages[1].id)  # to another gap: it is not that one
    again = journey.set_emotion("Discovery", -1.5, after=0.5)
    assert again.id != point.id
    assert len(journey.emotions) == 7


@pytest.mark.parametrize("after", [-0.01, 1, 0.996, float("nan"), float("inf"), "0.5", None, True])
def test_a_place_beyond_the_next_stage_is_refused(journey: cjm.Journey, after: object) -> None:
    before = journey.document.state
    with pytest.raises(BadInput, match=r"0 … 0\.99"):
        journey.set_emotion("Discovery", 0, after=after)  # type: ignore[arg-type]
    with pytest.raises(BadInput, match="after"):
        journey.edit(journey.emotions[1], after=after)
    assert journey.document.state is before


def test_the_last_stage_holds_points_inside_its_column(journey: cjm.Journey) -> None:
    with pytest.raises(BadInput, match='No stage follows "Loyalty"'):
        journey.set_emotion("Loyalty", 0, after=0.5)
    assert journey.set_emotion("Loyalty", 0, after=0.49).after == 0.49
    assert journey.set_emotion("Retention", 0, after=0.5).after == 0.5


def test_two_points_of_a_curve_never_share_a_place(journey: cjm.Journey) -> None:
    other = journey.set_emotion("Discovery", 0, after=0.7)
    before = journey.document.state
    with pytest.raises(BadInput, match="Another point of this curve stands there"):
        journey.edit(other, after=0.5)
    with pytest.raises(BadInput, match="Another point"):
        journey.edit(other, after=0)
    assert journey.document.state is before
    assert journey.edit(other, after=0.704).after == 0.7  # where it stands: nothing changes
    assert journey.document.state is before
    aim = journey.set_emotion("Discovery", 0, after=0.5, variant="to_be")  # another curve
    assert aim.after == 0.5


def test_operations_are_held_to_the_range(journey: cjm.Journey) -> None:
    before = journey.document.state
    with pytest.raises(OperationRefused):
        journey.document.commit([patch(journey.emotions[1], after=1.0)], label="test")
    assert journey.document.state is before


def test_it_is_copied_duplicated_and_kept_in_a_file(journey: cjm.Journey) -> None:
    twin = journey.duplicate(journey.stages[0], name="Twice")
    copied = [(p.after, p.value) for p in journey.emotions if p.stage_id == twin.id]
    assert copied == [
        (0.0, 1.0),
        (0.5, -1.5),
    ]
    other = cjm.Document().add_journey("Elsewhere", template="purchase")
    other.set_emotion("Discovery", 0.3, after=0.5)
    lane = next(lane for lane in journey.lanes if lane.kind == "emotions")
    journey.copy_to(other, lane)
    assert ("Discovery", 0.5, 0.3) in places(other)  # what is there stays
    assert ("Discovery", 0.0, 1.0) in places(other)
    assert ("Discovery", 0.5, -1.5) not in places(other)
    text = codec.dumps(journey.document.state)
    assert text.count('"after": ') == 2  # a point at its stage says nothing of it
    assert codec.loads(text) == journey.document.state


def test_words_call_it_by_both_stages(journey: cjm.Journey) -> None:
    state, point = journey.document.state, journey.emotions[1]
    assert record_name(state, point, "en").startswith("between Discovery and Consideration")
    assert record_name(state, point, "fr").startswith("entre Discovery et Consideration")
    lines = outline(state, "en")
    assert sum("between Discovery and Consideration" in line for line in lines) == 1
    late = journey.set_emotion("Loyalty", 0, after=0.2)
    assert record_name(journey.document.state, late, "fr").startswith("entre Loyalty et la fin")
