"""What is in the drawn map: every word, escaped; plain colours; signs of evidence, state, sentiment."""

import re
import xml.etree.ElementTree as ET

import pytest

from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.records import Card
from cjm_widgets.render.layout import MOST_CARDS, MOST_STAGES
from cjm_widgets.render.svg import curve_svg, map_svg, persona_svg
from cjm_widgets.render.theme import DARK, LIGHT
from cjm_widgets.render.views import persona_view, project
from tests.render.cells import FakeCell

NS = "{http://www.w3.org/2000/svg}"

# The shapes of an icon, which no text of the document becomes.
ICON = {"g", "line", "polyline", "polygon", "ellipse"}


@pytest.fixture
def journey() -> Journey:
    document = Document()
    journey = document.add_journey("Glasses", template="purchase")
    document.add_persona("Julie", role="Mother of two")
    return journey


def draw(journey: Journey, metrics=None, **options: str) -> str:
    view = project(journey.document.state, journey.id, metrics)
    return map_svg(view, {c.id: c for c in journey.document.state.where(Card)}, **options)


def words(svg: str) -> str:
    return " ".join("".join(node.itertext()) for node in ET.fromstring(svg).iter(f"{NS}text"))


def test_every_word_of_the_map_is_there(journey: Journey) -> None:
    lane = journey.lane("actions")
    journey.add_card(lane=lane, stage=journey.stages[0], text="Searches for glasses", sentiment="negative")
    svg = draw(journey)
    for word in ("Glasses", "Julie", "Mother of two", "Searches for glasses", "Current state", "BEFORE"):
        assert word in words(svg)
    for stage in journey.stages:
        assert stage.name in words(svg)
    assert "Actions" in words(svg)
    assert "État actuel" in words(draw(journey, locale="fr"))


def test_colours_are_plain_and_of_the_theme(journey: Journey) -> None:
    for name, theme in (("light", LIGHT), ("dark", DARK)):
        svg = draw(journey, theme=name)
        assert "var(" not in svg
        assert "style" not in svg
        tokens = {value for _, value in theme.tokens()}
        assert set(re.findall("#[0-9a-f]{6}", svg)) <= tokens


MARKUP = "<script>alert(1)</script>\"'&lt;]]><!--"


@pytest.mark.parametrize(
    "text",
    [MARKUP, "\x00\x07\x1b[31m", "\u202edrow", "\ufffe\uffff", "مرحبا <b>", "👩‍👧‍👦" * 50, "x" * 100_000],
)
def test_any_text_is_only_text(text: str) -> None:
    document = Document()
    journey = document.add_journey(text[:900] or "x", template="purchase")
    persona = document.add_persona(text[:900] + ".", role=text[:900], quote=text, goals=[text] * 12)
    journey.edit(journey.stages[0], name=text[:900], description=text)
    for lane in journey.lanes:
        if lane.kind not in ("emotions", "metrics"):
            card = {"text": text, "quote": text, "source": text, "tags": [text[:900]], "channel": text[:900]}
            journey.add_card(lane=lane, stage=journey.stages[0], **card)
    journey.set_emotion(journey.stages[0], 1, persona=persona, label=text[:900], quote=text)
    view = project(document.state, journey.id)
    shown = persona_svg(persona.record, persona_view(persona.record, 0), title=text)
    for svg in (draw(journey, title=text), curve_svg(view, title=text), shown):
        names = {node.tag.removeprefix(NS) for node in ET.fromstring(svg).iter()}
        assert names <= {"svg", "title", "defs", "pattern", "path", "rect", "circle", "text", "tspan"} | ICON
        assert len(svg) < 250_000
        assert not re.search("[\x00-\x08\x0b-\x1f\u202a-\u202e]", svg)


def test_sentiment_assumption_and_moments_show(journey: Journey) -> None:
    lane = journey.lane("actions")
    journey.add_card(lane=lane, stage=journey.stages[0], text="bad", sentiment="negative")
    assert LIGHT.negative_soft in draw(journey)
    assert "★" not in words(draw(journey))
    assert "assumed" not in words(draw(journey))
    card = {"text": "good", "moment_of_truth": True, "evidence": "assumed"}
    journey.add_card(lane=lane, stage=journey.stages[1], **card)
    svg = draw(journey)
    assert "★ good" in words(svg)
    assert words(svg).count("assumed") == 2, "on the card and in the legend"
    assert "moment of truth" in words(svg)
    assert "50% of this map is assumption" in words(svg)


def test_numbers_carry_interval_n_and_state(journey: Journey) -> None:
    if not any(lane.kind == "metrics" and lane.metric == "csat" for lane in journey.lanes):
        journey.add_lane("metrics", metric="csat")
    ids = [stage.id for stage in journey.stages]
    cells = {
        ids[0]: FakeCell(target=0.75),
        ids[1]: FakeCell(value=0.41, low=0.36, high=0.46, state="off_target"),
        ids[2]: FakeCell(value=0.71, low=0.47, high=0.87, n=17, state="too_few"),
        ids[3]: FakeCell(value=None, low=None, high=None, n=0, state="broken"),
    }
    svg = draw(journey, {"csat": cells})
    said = words(svg)
    assert "64%" in said
    assert "59–69 · n=371" in said
    assert "36–46 · n=371 · off target" in said
    assert "47–87 · n=17 · too few" in said
    assert "under 30 answers" in said
    assert "error" in said
    assert "not measured yet" in said
    assert f'fill="{LIGHT.negative}" font-weight="700">41%' in svg
    assert svg.count('fill="url(#cjm-hatch)"') == 2, "one cell and the legend"


def test_a_gap_in_a_curve_is_not_bridged_and_points_say_what_they_are_worth(journey: Journey) -> None:
    stages = journey.stages
    for at, value, evidence in ((0, 1.0, "observed"), (1, -1.0, "assumed"), (3, 2.0, None), (4, 0.0, None)):
        journey.set_emotion(stages[at], value, evidence=evidence, label=f"label {at}")
    svg = curve_svg(project(journey.document.state, journey.id))
    color = LIGHT.color["slate"]
    lines = [
        n for n in ET.fromstring(svg).iter(f"{NS}path") if n.get("stroke") == color and "C" in n.get("d", "")
    ]
    assert len(lines) == 2
    dots = [n for n in ET.fromstring(svg).iter(f"{NS}circle") if n.get("stroke") == color]
    assert [n.get("fill") == color for n in dots] == [True, False, False, False]
    assert [n.get("stroke-dasharray") is not None for n in dots] == [False, True, False, False]
    assert "label 0" in words(svg)


def test_what_there_is_no_room_for_is_counted() -> None:
    document = Document()
    journey = document.add_journey("Wide")
    with document.batch():
        for number in range(MOST_STAGES + 6):
            journey.add_stage(f"Stage {number}", phase="before")
        lane = journey.add_lane("actions")
        for number in range(MOST_CARDS + 7):
            journey.add_card(lane=lane, stage=journey.stages[0], text=f"card {number}")
    said = words(draw(journey))
    assert "6 more stages not shown" in said
    assert "+7 more" in said


def test_an_empty_journey_says_so() -> None:
    document = Document()
    journey = document.add_journey("Empty")
    assert not journey.stages
    for svg in (draw(journey), curve_svg(project(document.state, journey.id))):
        assert "This map has no stages yet" in words(svg)


def test_a_persona_card_shows_what_is_filled_in_and_nothing_else() -> None:
    document = Document()
    channels = [{"channel": "App", "weight": 0.8}]
    julie = document.add_persona("Julie", role="Mother", goals=["Glasses"], channels=channels, patience=2)
    said = words(persona_svg(julie.record, persona_view(julie.record, 0)))
    for word in ("Julie", "JM", "Mother", "Goals", "Glasses", "App", "Patience", "low"):
        assert word in said
    assert "Frustrations" not in said
    assert "Objectifs" in words(persona_svg(julie.record, persona_view(julie.record, 0), locale="fr"))
