"""Python's projection of a map against the vectors that TypeScript reads too."""

import dataclasses
import json
from pathlib import Path

import pytest

from cjm_widgets.errors import NotFound
from cjm_widgets.model.curve_points import runs
from cjm_widgets.model.document import Document
from cjm_widgets.model.wire import decode_state
from cjm_widgets.render.views import persona_initials, project

FOLDER = Path(__file__).parents[1] / "fixtures" / "views"
VECTORS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


def test_there_are_vectors() -> None:
    assert len(VECTORS) >= 4


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    vector = VECTORS[name]
    view = project(decode_state(vector["state"]), vector["journey_id"])
    assert json.loads(json.dumps(view.to_dict())) == vector["view"]
    if "runs" in vector:
        stages = [stage.id for stage in view.stages]
        found = [
            [[[round(at, 9), p.id] for at, p in run] for run in runs(c.points, stages)] for c in view.curves
        ]
        assert found == vector["runs"]


def test_the_point_that_is_shown_is_the_one_that_is_edited() -> None:
    """Of two points that two people made at once for one place, both sides draw and change the same one."""
    vector = VECTORS["twins"]
    document = Document(decode_state(vector["state"]))
    journey = document.journey(vector["journey_id"])
    before = document.state.tables["emotions"]
    for curve in project(document.state, journey.id).curves:
        for point in curve.points:
            persona = document.persona(curve.persona_id) if curve.persona_id else None
            made = journey.set_emotion(point.stage_id, 0.75, persona=persona, variant=curve.variant)
            assert made.id == point.id
    curves = project(document.state, journey.id).curves
    assert {point.value for curve in curves for point in curve.points} == {0.75}
    shown = {point.id for curve in curves for point in curve.points}
    after = document.state.tables["emotions"]
    assert {key: it for key, it in after.items() if key not in shown} == {
        key: it for key, it in before.items() if key not in shown
    }
    assert len(after) == len(before) == len(shown) + 4


@pytest.mark.parametrize(
    ("name", "role", "initials"),
    [
        ("Julie", "Mother of two", "JM"),
        ("Robert 67", "", "R6"),
        ("Julie", "  ", "JU"),
        ("", "Mother", ""),
        ("  \u2003", "Mother", ""),
        ("x", "", "X"),
        ("anne-marie  de la tour", "", "AD"),
        ("شيماء", "", "شي"),
        ("👩 👧", "", "👩👧"),
    ],
)
def test_initials(name: str, role: str, initials: str) -> None:
    assert persona_initials(name, role) == initials


def test_a_missing_journey_is_named() -> None:
    with pytest.raises(NotFound, match="journey_none"):
        project(Document().state, "journey_none")


def test_metrics_ride_along_and_the_view_is_frozen() -> None:
    document = Document()
    journey = document.add_journey("Glasses", template="purchase")
    cells = {"csat": {journey.stages[0].id: object()}}
    view = project(document.state, journey.id, cells)
    assert view.metrics["csat"] is cells["csat"]
    assert "metrics" not in view.to_dict()
    with pytest.raises(dataclasses.FrozenInstanceError):
        view.journey.title = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        view.cells[journey.lanes[0].id] = {}  # type: ignore[index]
