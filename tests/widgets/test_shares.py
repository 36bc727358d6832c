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


def test_a_rule_that_cannot_be_read_is_refused_in_the_language_of_the_page() -> None:
    doc = cjm.Document()
    julie = doc.add_persona("Julie")
    page = Page(doc, Scope(persona_id=julie.id), locale="fr")
    op = {"op": "patch", "table": "personas", "id": julie.id, "fields": {"segment": "age >"}}
    (answer,) = page.say("edit", id="b1", label="edit_persona", ops=[op])
    assert (answer["type"], answer["code"]) == ("refusal", "bad_rule")
    assert "s’arrête trop tôt" in answer["message"]
    assert julie.segment == ""
