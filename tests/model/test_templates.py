"""Journey templates: their words in both languages, building one, adding one, and their table."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import NotFound
from cjm_widgets.model.templates import Template, Templates, template

NAMES = cjm.templates("en").names
WANTED = {
    "purchase", "b2b", "macro_b2c", "checkout", "return", "appointment", "support_call", "onboarding",
    "first_use", "service_blueprint", "day_in_the_life", "blank",
}  # fmt: skip


def test_all_of_them_are_there() -> None:
    assert set(NAMES) == WANTED
    assert len(cjm.templates("en")["purchase"].stages) == 5
    assert len(cjm.templates("fr")["b2b"].stages) == 8


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_say_the_same_in_their_own_words(name: str) -> None:
    english, french = template(name, "en"), template(name, "fr")
    assert [lane["kind"] for lane in english["lanes"]] == [lane["kind"] for lane in french["lanes"]]
    assert [stage["phase"] for stage in english["stages"]] == [stage["phase"] for stage in french["stages"]]
    for plan in (english, french):
        assert plan["title"] and plan["description"]
        keys = {phase.get("role") or phase["key"] for phase in plan["phases"]}
        assert all("name" not in phase for phase in plan["phases"] if "role" in phase)
        for stage in plan["stages"]:
            assert stage["phase"] in keys
            assert stage["description"]
            assert all(text.endswith("?") for text in stage["prompts"].values())
            assert set(stage["prompts"]) <= {lane["kind"] for lane in plan["lanes"]}
        names = [stage["name"] for stage in plan["stages"]]
        assert len(names) == len(set(names))
    for one, other in zip(english["stages"], french["stages"], strict=True):
        assert one["description"] != other["description"]
        assert set(one["prompts"]) == set(other["prompts"])


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_a_journey_is_made_of_it(name: str, locale: str) -> None:
    doc = cjm.Document()
    journey = doc.add_journey("Map", template=name, locale=locale)
    plan = template(name, locale)
    assert [stage.name for stage in journey.stages] == [stage["name"] for stage in plan["stages"]]
    assert [lane.kind for lane in journey.lanes] == [lane["kind"] for lane in plan["lanes"]]
    assert journey.kind == plan["kind"]
    asked = {prompt.lane: prompt.text for stage in journey.stages for prompt in stage.prompts}
    assert all(asked.values())
    assert doc.add_journey("Map", template=name, locale=locale).id == journey.id
    assert doc.revision == 1


def test_one_is_added_to_a_journey_that_is_there_as_one_step() -> None:
    doc = cjm.Document()
    journey = doc.add_journey("Map", shape="cyclic")
    journey.add_stage("Trigger", phase="before")
    card = journey.add_card(lane=journey.add_lane("actions"), stage="Trigger", text="Calls")
    before = doc.revision
    journey.apply_template("b2b")
    assert doc.revision == before + 1
    assert len(journey.stages) == 8
    assert [each.id for each in journey.cards] == [card.id]
    assert (len(journey.phases), journey.record.shape) == (3, "cyclic")
    journey.apply_template("b2b")
    assert doc.revision == before + 1
    doc.undo()
    assert [stage.name for stage in journey.stages] == ["Trigger"]


def test_an_empty_journey_becomes_of_its_kind() -> None:
    journey = cjm.Document().add_journey("Map")
    journey.apply_template("service_blueprint", "fr")
    assert journey.kind == "service_blueprint"


def test_fields_of_a_template_give_way_to_those_asked_for() -> None:
    doc = cjm.Document()
    julie = doc.add_persona("Julie")
    journey = doc.add_journey(
        "Day", template="day_in_the_life", kind="future_state", shape="cyclic", personas=["julie"],
        target_kpis=["NPS 30"], resources_needed=["A week"],
    )  # fmt: skip
    record = journey.record
    assert (record.kind, record.shape, record.personas) == ("future_state", "cyclic", (julie.id,))
    assert [phase.name for phase in journey.phases] == ["Morning", "Day", "Evening"]
    journey.edit(personas=[julie], trigger="The alarm rings")
    assert journey.record.trigger == "The alarm rings"


@pytest.mark.parametrize(
    ("name", "near"), [("purchases", "purchase"), ("b2c", "b2b"), ("blueprint", "service")]
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, near: str) -> None:
    for call in (lambda: cjm.templates("en")[name], lambda: cjm.Document().add_journey("x", template=name)):
        with pytest.raises(NotFound) as caught:
            call()
        assert near in f"{caught.value.hint} {caught.value.expected}"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(NotFound, match="fr"):
        cjm.templates("fre")


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)


def test_their_table_holds_text_only() -> None:
    evil = "<script>alert(1)</script>\"'&"
    table = Templates([Template(evil, evil, evil, "current_state", "linear", (evil,), (evil,))])
    parser = Tags()
    parser.feed(table._repr_html_())
    assert parser.tags == {"table", "tr", "td", "code", "strong", "br"}
    assert "Découverte → Considération" in repr(cjm.templates("fr"))
    assert "Discovery → Consideration" in cjm.templates("en")._repr_html_()


def test_they_are_a_data_frame_too() -> None:
    frame = cjm.templates("en").to_frame()
    assert list(frame["name"]) == NAMES
    assert frame.loc[0, "stages"][0] == "Discovery"


def test_the_inventory_is_tidy() -> None:
    doc = cjm.Document()
    journey = doc.add_journey("Map", template="purchase")
    doc.add_channel("App", medium="digital", icon="smartphone")
    for stage in ("Discovery", "Consideration", "Loyalty"):
        journey.add_card(lane="touchpoints", stage=stage, text="App", usage="intended")
    journey.add_card(lane="actions", stage="Loyalty", text="Chats", channel="App")
    journey.add_card(lane="touchpoints", stage="Decision", text="Shop")
    journey.add_card(lane="touchpoints", stage="Decision", text="shop ", usage="both")
    journey.add_card(lane="actions", stage="Decision", text="Walks in")
    frame = journey.inventory()
    rows = [
        tuple(row) for row in frame[["touchpoint", "medium", "phase", "cards", "today", "intended"]].values
    ]
    assert [(row[0], *row[2:]) for row in rows] == [
        ("App", "before", 2, False, True),
        ("App", "after", 2, True, True),
        ("Shop", "during", 2, True, True),
    ]
    assert frame["medium"].tolist()[:2] == ["digital", "digital"]
    assert frame["medium"].isna().tolist() == [False, False, True]
    assert list(cjm.Document().add_journey("Empty").inventory().columns) == list(frame.columns)
