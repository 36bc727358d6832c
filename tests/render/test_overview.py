"""The slide of a map: against the vectors that TypeScript reads too, and as a picture of 1280 × 720."""

import json
import re
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import CjmError
from cjm_widgets.model.records import Card
from cjm_widgets.model.wire import decode_state
from cjm_widgets.render.overview import overview
from cjm_widgets.render.png import size_of
from cjm_widgets.render.views import project

FOLDER = Path(__file__).parents[1] / "fixtures" / "overview"
VECTORS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    vector = VECTORS[name]
    state = decode_state(vector["state"])
    slide = overview(project(state, vector["journey_id"]), dict(state.table(Card)))
    assert json.loads(json.dumps(slide.to_dict())) == vector["overview"]


def bound(locale: str = "en") -> cjm.Journey:
    sample = cjm.datasets.glasses(locale)
    journey = sample.build(cjm.Document())
    survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", nps="recommend", time="date")
    journey.bind(survey, stages=sample.stages)
    return journey


def large(stages: int, lanes: int) -> cjm.Journey:
    journey = cjm.Document().add_journey("Large")
    for n in range(stages):
        journey.add_stage(f"Stage {n} with a long name", phase=("before", "during", "after")[n % 3])
    for n in range(lanes):
        lane = journey.add_lane("free_text", title=f"Lane {n}")
        for stage in journey.stages[:6]:
            journey.add_card(lane=lane, stage=stage, text="Words that do not fit into a cell " * 4)
    return journey


@pytest.mark.parametrize("locale", ["en", "fr"])
@pytest.mark.parametrize("shape", [(0, 0), (1, 1), (12, 8), (13, 40), (50, 14)])
def test_the_slide_fits_and_can_be_read(shape: tuple[int, int], locale: str) -> None:
    journey = large(*shape) if shape != (0, 0) else bound(locale)
    picture = cjm.render_static(journey, view="overview", locale=locale)
    width, height = size_of(picture.svg)
    assert (width, height <= 720) == (1280, True)
    texts = re.findall(r'font-size="([\d.]+)"[^>]*>([^<]*)<', picture.svg)
    initials = {"JM", "RR"}
    assert [text for size, text in texts if float(size) < 11 and text not in initials] == []
    rights = [float(x) for x in re.findall(r'<text x="([\d.]+)"', picture.svg)]
    assert max(rights) <= 1280


def test_a_filter_is_followed_and_said() -> None:
    journey = bound()
    whole = cjm.render_static(journey)
    part = cjm.render_static(journey, filters={"sentiments": "negative"}, locale="en")
    assert "Books an eye exam" in whole.svg
    assert "Books an eye exam" not in part.svg
    assert "2 of 20 cards shown" in part.svg and "2 of 20 cards shown" in part.alt
    assert "27% of this map is assumption" in part.svg


def test_evidence_says_what_everything_rests_on() -> None:
    journey = bound()
    journey.add_card(lane="actions", stage=journey.stages[0], text="Nobody knows why")
    plain = cjm.render_static(journey, locale="en").svg
    proof = cjm.render_static(journey, view="evidence", locale="en").svg
    for said in ("no evidence given", "Only 17 answers; a verdict needs 30."):
        assert said in proof and said not in plain


def test_the_picture_of_a_widget_is_what_it_shows() -> None:
    journey = bound()
    journey.add_view("Bad", depth="overview", sentiments="negative")
    board = cjm.JourneyMap(journey, view="Bad", locale="en")
    own = cjm.render_static(board)
    assert size_of(own.svg)[0] == 1280 and "2 of 20 cards shown" in own.svg
    assert cjm.render_static(journey, view="bad", locale="en").svg == own.svg
    assert "2 of 20" not in cjm.render_static(board, filters={}).svg
    with pytest.raises(CjmError, match='Did you mean "overview"'):
        cjm.render_static(journey, view="overvew")
    with pytest.raises(CjmError, match='Did you mean "sentiments"'):
        cjm.render_static(journey, filters={"sentiment": "negative"})
