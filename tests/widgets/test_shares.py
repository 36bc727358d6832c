"""The card of a persona says how many customers its rule finds in bound data, and follows rule and data."""

from __future__ import annotations

import pandas as pd

import cjm_widgets as cjm
from cjm_widgets.widgets.scope import Scope
from tests.widgets.pages import Page


def test_the_card_follows_rule_and_data() -> None:
    doc = cjm.Document()
    julie = doc.add_persona("Julie", segment="age >= 30")
    journey = doc.add_journey("Shop")
    journey.add_stage("Buy", phase="during")
    page = Page(doc, Scope(persona_id=julie.id))
    assert page.say("hello")[0]["metrics"] == {}
    log = pd.DataFrame(
        {"customer": list("abcd"), "time": "2025-01-01", "event": "Buy", "age": [20, 30, 40, None]}
    )
    binding = journey.bind(cjm.EventLog(log))
    told = page.last("metrics")["metrics"]["segment"][julie.id]
    assert (told["n"], told["value"]) == (2, 0.5)
    assert page.say("hello")[0]["metrics"]["segment"][julie.id]["n"] == 2
    julie.edit(segment="age < 30")
    assert page.last("metrics")["metrics"]["segment"][julie.id]["n"] == 1
    binding.append(log.assign(customer=list("efgh")))
    assert page.last("metrics")["metrics"]["segment"][julie.id]["n"] == 2
    page.heard.clear()
    julie.edit(role="Mother")
    assert [message["type"] for message in page.heard] == ["change"]
    julie.edit(segment="children > 1")
    told = page.last("metrics")["metrics"]["segment"][julie.id]
    assert (told["value"], told["state"]) == (None, "broken")
    assert told["reason"] == 'The data have no column "children".'
    julie.edit(segment="")
    assert page.last("metrics")["metrics"] == {"segment": {julie.id: None}}


def test_the_map_follows_the_rules_of_its_personas() -> None:
    doc = cjm.Document()
    julie, robert = doc.add_persona("Julie", segment="age >= 30"), doc.add_persona("Robert")
    doc.add_persona("Somebody else", segment="age > 0")
    journey = doc.add_journey("Shop", personas=[julie.id, robert.id])
    stage = journey.add_stage("Buy", phase="during")
    page = Page(doc, Scope(journey_id=journey.id))
    log = pd.DataFrame(
        {"customer": list("abcd"), "time": "2025-01-01", "event": "Buy", "age": [20, 30, 40, 50]}
    )
    answers = pd.DataFrame({"step": ["Buy"] * 9, "score": [5] * 9, "age": [30] * 9})
    binding = journey.bind(cjm.Survey(answers, touchpoint="step", csat="score"), cjm.EventLog(log))
    told = page.last("metrics")["metrics"]
    assert set(told["segment"]) == {julie.id}
    assert told["segment"][julie.id]["n"] == 3, "customers are counted where they are named, not answers"
    assert told["reach"][stage.id]["value"] == 4
    robert.edit(segment="age < 30")
    told = page.last("metrics")["metrics"]
    assert {each: cell["n"] for each, cell in told["segment"].items()} == {julie.id: 3, robert.id: 1}
    binding.append(log.assign(customer=list("efgh")), to="events")
    assert page.last("metrics")["metrics"]["segment"][julie.id]["n"] == 6
    journey.edit(personas=[robert.id])
    assert page.last("metrics")["metrics"]["segment"][julie.id] is None
    page.heard.clear()
    journey.edit(stage, name="Order")
    assert [message["type"] for message in page.heard if message["type"] == "metrics"] == []


def test_a_rule_that_cannot_be_read_is_refused_in_the_language_of_the_page() -> None:
    doc = cjm.Document()
    julie = doc.add_persona("Julie")
    page = Page(doc, Scope(persona_id=julie.id), locale="fr")
    op = {"op": "patch", "table": "personas", "id": julie.id, "fields": {"segment": "age >"}}
    (answer,) = page.say("edit", id="b1", label="edit_persona", ops=[op])
    assert (answer["type"], answer["code"]) == ("refusal", "bad_rule")
    assert "s’arrête trop tôt" in answer["message"]
    assert julie.segment == ""
