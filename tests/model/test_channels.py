"""The channel vocabulary: references of chips, renames that reach everything, merging and letting go."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import NotFound, OperationRefused
from cjm_widgets.model import channels, commands
from cjm_widgets.model.ops import apply
from cjm_widgets.model.records import Card, Channel, Lane
from cjm_widgets.model.wire import decode_state, encode_record

FOLDER = Path(__file__).parents[1] / "fixtures" / "channels"
VECTORS = {path.stem: json.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*.json"))}


@pytest.mark.parametrize("name", VECTORS)
def test_vector(name: str) -> None:
    vector: dict[str, Any] = VECTORS[name]
    state, expect = decode_state(vector["state"]), vector["expect"]
    if vector["call"] == "says":
        assert channels.says(state, state.get(Card, vector["card_id"])) == expect
    elif vector["call"] == "settled":
        card = state.find(Card, vector["card_id"])
        assert channels.settled(state, state.get(Lane, vector["lane_id"]), vector["fields"], card) == expect
    elif vector["call"] == "edit":
        after = apply(state, channels.edit(state, state.get(Channel, vector["id"]), vector["fields"])).state
        for table, records in expect.items():
            for record_id, fields in records.items():
                found = encode_record(after.tables[table][record_id])
                assert {field: found[field] for field in fields} == fields
    else:
        ops, _ = commands.add_channel(state, vector["name"], vector["fields"])
        after = apply(state, ops).state
        for known, wanted in expect["channels_named"].items():
            channel = next(each for each in after.where(Channel) if each.name == known)
            assert channel.medium == wanted["medium"]
            assert [c.id for c in after.where(Card) if c.channel_id == channel.id] == wanted["cards"]


def shop() -> tuple[cjm.Document, cjm.Journey]:
    doc = cjm.Document()
    journey = doc.add_journey("Glasses", template="purchase")
    return doc, journey


def test_a_rename_reaches_every_card_and_persona_as_one_step() -> None:
    doc, journey = shop()
    julie = doc.add_persona("Julie", channels=[{"channel": "App", "weight": 0.8}])
    chips = [
        journey.add_card(lane="touchpoints", stage=stage, text="App", channel="App")
        for stage in journey.stages
    ]
    other = doc.add_journey("Returns", template="purchase")
    chips.append(other.add_card(lane="touchpoints", stage="Discovery", text="app"))
    assert {chip.text for chip in chips} == {""}
    before = doc.revision
    doc.rename_channel("app", "Mobile app")
    assert doc.revision == before + 1
    assert {journey.says(chip) for chip in chips} == {"Mobile app"}
    assert julie.channels[0].channel == "Mobile app"
    assert set(journey.to_frame()["text"]) == set(other.to_frame()["channel"]) == {"Mobile app"}
    doc.undo()
    assert julie.channels[0].channel == "App"


def test_a_cell_run_again_finds_the_chip_whose_channel_was_renamed() -> None:
    doc, journey = shop()
    chip = journey.add_card(lane="touchpoints", stage="Discovery", channel="App")
    doc.rename_channel("App", "Mobile app")
    again = journey.add_card(lane="touchpoints", stage="Discovery", text="App", channel="App")
    assert (again.id, journey.says(again), len(doc.channels)) == (chip.id, "Mobile app", 1)


def test_a_chip_that_is_edited_or_moved_keeps_the_rule() -> None:
    doc, journey = shop()
    doc.add_channel("Phone", medium="human")
    chip = journey.add_card(lane="touchpoints", stage="Discovery", text="Kiosk")
    assert (chip.text, chip.channel_id) == ("Kiosk", None)
    chip = journey.edit(chip, text="PHONE")
    assert (chip.text, journey.says(chip)) == ("", "Phone")
    chip = journey.edit(chip, text="Counter")
    assert (chip.text, chip.channel_id) == ("Counter", None)
    note = journey.add_card(lane="actions", stage="Discovery", text="phone")
    assert note.text == "phone"
    assert journey.move(note, lane="touchpoints").text == ""
    doc.add_channel("counter")
    assert journey.says(doc.state.get(Card, chip.id)) == "counter"


def test_merging_moves_cards_views_and_preferences() -> None:
    doc, journey = shop()
    julie = doc.add_persona(
        "Julie", channels=[{"channel": "App", "weight": 0.9}, {"channel": "Web", "weight": 0.2}]
    )
    app = journey.add_card(lane="touchpoints", stage="Discovery", channel="App")
    own = journey.add_card(lane="touchpoints", stage="Discovery", text="Chat", channel="App")
    web = journey.add_card(lane="touchpoints", stage="Loyalty", channel="Web")
    kept = doc.merge_channels("App", into="Web")
    assert [journey.says(doc.state.get(Card, each.id)) for each in (app, own, web)] == ["Web", "Chat", "Web"]
    assert [channel.id for channel in doc.channels] == [kept.id]
    assert [(each.channel, each.weight) for each in julie.channels] == [("Web", 0.2)]
    doc.undo()
    assert len(doc.channels) == 2


def test_merging_leaves_no_two_equal_chips_in_a_cell() -> None:
    doc, journey = shop()
    app = journey.add_card(lane="touchpoints", stage="Discovery", channel="App")
    noted = journey.add_card(
        lane="touchpoints", stage="Discovery", channel="App", quote="Slow", allow_duplicate=True
    )
    web = journey.add_card(lane="touchpoints", stage="Discovery", channel="Web")
    pain = journey.add_card(lane="actions", stage="Discovery", text="Waits")
    journey.link(pain, app)
    doc.merge_channels("App", into="Web")
    assert {card.id for card in journey.cards} == {noted.id, web.id, pain.id}
    assert doc.state.get(Card, pain.id).links == ()
    doc.undo()
    assert doc.state.get(Card, pain.id).links == (app.id,)


def test_a_removed_channel_leaves_its_name_where_there_was_nothing_else() -> None:
    doc, journey = shop()
    chip = journey.add_card(lane="touchpoints", stage="Discovery", channel="App")
    own = journey.add_card(lane="actions", stage="Discovery", text="Chats", channel="App")
    doc.remove_channel("App")
    assert not doc.channels
    kept = [doc.state.get(Card, each.id) for each in (chip, own)]
    assert [(card.text, card.channel_id) for card in kept] == [("App", None), ("Chats", None)]


@pytest.mark.parametrize("name", ["", "  ", "Phone", "phone "])
def test_a_name_that_is_blank_or_taken_is_refused(name: str) -> None:
    doc, _ = shop()
    doc.add_channel("App")
    doc.add_channel("Phone")
    before = doc.revision
    with pytest.raises(OperationRefused) as caught:
        doc.rename_channel("App", name)
    assert caught.value.code in ("name_taken", "invalid_value")
    assert doc.revision == before


def test_an_unknown_channel_names_the_nearest() -> None:
    doc, _ = shop()
    doc.add_channel("Telephone")
    with pytest.raises(NotFound, match="Telephone"):
        doc.rename_channel("Telefone", "Phone")


WORDS = ["App", "app ", "Phone", "Web", "Télé", "Te\u0301le\u0301", "<b>x</b>", "", "Kiosk"]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(WORDS), st.sampled_from(WORDS)), max_size=12))
def test_no_chip_ever_spells_a_channel_and_undo_leads_back(steps: list[tuple[int, str, str]]) -> None:
    doc, journey = shop()
    beginning, first = doc.to_dict(), doc.revision
    for step, one, two in steps:
        try:
            if step == 0:
                journey.add_card(lane="touchpoints", stage="Discovery", text=one or "x", allow_duplicate=True)
            elif step == 1:
                doc.add_channel(one)
            elif step == 2:
                doc.rename_channel(one, two)
            elif step == 3:
                doc.merge_channels(one, into=two)
            elif step == 4:
                doc.remove_channel(one)
            elif journey.cards:
                journey.edit(journey.cards[0], text=two or "y")
        except (OperationRefused, NotFound):
            continue
        names = [channels.key(channel.name) for channel in doc.channels]
        assert len(names) == len(set(names))
        assert not [card for card in journey.cards if channels.key(card.text) in names]
        assert all(journey.says(card) for card in journey.cards)
    for _ in range(doc.revision - first):
        doc.undo()
    assert doc.to_dict() == beginning
