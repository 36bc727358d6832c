"""A page asks for the versions: their list, one as a map, one compared; it names the present and restores."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets import storage
from cjm_widgets.errors import BadInput, FileProblem
from cjm_widgets.model.versions import VersionKeeper
from cjm_widgets.storage.history import history_path
from cjm_widgets.widgets import versions
from cjm_widgets.widgets.scope import Scope
from tests.widgets.pages import Page


class Board:
    """A map in memory, and a page that asks."""

    def __init__(self, doc: cjm.Document | None = None, locale: str = "en") -> None:
        self.doc = doc or cjm.Document()
        self.journey = self.doc.journeys[0] if doc else self.doc.add_journey("Returns", template="purchase")
        self.stage = self.journey.stages[0]
        self.page = Page(self.doc, Scope(journey_id=self.journey.id), locale=locale)

    def card(self, text: str) -> Any:
        return self.journey.add_card(lane="actions", stage=self.stage, text=text)

    def list(self, *, counted: bool = True) -> dict[str, Any]:
        return self.page.say("versions", id="v1", counted=counted)[-1]

    def one(self, version: str, *, compared: bool = False, **rest: Any) -> dict[str, Any]:
        look = {"view": "detail", "theme": "light", **rest}
        return self.page.say("version", id="w1", version=version, compared=compared, **look)[-1]

    def ask(self, name: str, batch_id: str = "b1", **args: Any) -> list[dict[str, Any]]:
        return self.page.say("command", id=batch_id, name=name, args=args)


def test_the_list_says_what_each_is_and_how_far_it_is_the_newest_first() -> None:
    board = Board()
    board.doc.save_version("empty")
    board.card("Packs")
    board.doc.save_version("packed")
    board.card("Waits")
    told = board.list()
    assert (told["type"], told["to"], told["id"], told["counted"]) == ("versions", "page1", "v1", True)
    assert told["read_only"] is None
    assert [(each["label"], each["kind"], each["changes"]) for each in told["versions"]] == [
        ("packed", "named", 1), ("empty", "named", 2),
    ]  # fmt: skip
    assert told["versions"][0]["at"].endswith("+00:00")
    quick = board.list(counted=False)
    assert [each["changes"] for each in quick["versions"]] == [None, None]


def test_a_snapshot_carries_no_version() -> None:
    board = Board()
    board.doc.save_version("a name of its own")
    (snapshot, *_) = board.page.say("hello")
    assert "a name of its own" not in str(snapshot)


def test_a_version_is_drawn_as_it_was() -> None:
    board = Board()
    board.card("Packs <b>twice</b>")
    kept = board.doc.save_version("then")
    board.card("Waits")
    told = board.one(kept.id, theme="dark")
    assert (told["version"], told["compared"], told["title"]) == (kept.id, False, "Returns")
    assert "Packs &lt;b&gt;twice&lt;/b&gt;" in told["svg"]
    assert "Waits" not in told["svg"]
    assert "#16181d" in told["svg"], "in the colours of the page"
    assert told["alt"].startswith("Journey map")
    assert (told["lines"], told["sum"]) == ([], "")


def test_numbers_are_not_drawn_as_not_measured() -> None:
    board = Board(locale="fr")
    board.journey.add_lane("metrics", metric="csat")
    kept = board.doc.save_version("then")
    told = board.one(kept.id)
    assert "CSAT" not in told["svg"]
    assert told["sum"] == "sans ses chiffres, qui viennent des données"


def test_a_journey_that_was_not_there_has_no_picture() -> None:
    doc = cjm.Document()
    doc.add_persona("Ana")
    kept = doc.save_version("people only")
    doc.add_journey("Returns", template="purchase")
    board = Board(doc)
    assert board.one(kept.id)["svg"] is None
    assert "Returns" in board.one(kept.id, compared=True)["svg"]


def test_a_comparison_is_drawn_and_said_in_the_language_of_the_board() -> None:
    board = Board(locale="fr")
    card = board.card("Packs")
    kept = board.doc.save_version("then")
    board.journey.edit(card, text="Packs twice")
    board.card("Waits")
    told = board.one(kept.id, compared=True, view="overview")
    assert told["sum"] == "1 ajout, 1 modification, 0 suppression"
    assert {line["kind"] for line in told["lines"]} == {"added", "changed"}
    changed = next(line for line in told["lines"] if line["kind"] == "changed")
    assert changed["text"].replace("\xa0", " ").startswith("Carte « Packs twice »")
    (field,) = changed["fields"]
    assert field.replace("\xa0", " ") == "Texte : « Packs » → « Packs twice »"
    assert told["more"] == 0
    assert "Waits" in told["svg"]
    assert "Comparé à un état antérieur" in told["alt"]
    board.doc.restore(kept)
    assert board.one(kept.id, compared=True)["sum"] == "Aucune différence"


def test_marks_say_what_became_of_each_record_of_the_map() -> None:
    board = Board()
    card, gone = board.card("Packs"), board.card("Cuts the label")
    kept = board.doc.save_version("then")
    board.journey.edit(card, text="Packs twice")
    board.journey.remove(gone)
    new = board.card("Waits")
    board.doc.add_persona("Ana")
    told = board.page.say("marks", id="m1", version="then")[-1]
    assert (told["type"], told["to"], told["id"], told["version"]) == ("marks", "page1", "m1", "then")
    assert told["marks"] == {card.id: "changed", new.id: "added"}
    lines = {line["id"]: (line["kind"], line["text"]) for line in told["lines"]}
    assert set(lines) == {card.id, gone.id, new.id}
    assert lines[gone.id] == ("removed", f"Card “Cuts the label” (Actions · {board.stage.name})")
    assert (told["title"], told["sum"]) == ("then", "1 added, 1 changed, 1 removed")
    board.doc.restore(kept)
    assert board.page.say("marks", id="m2", version=kept.id)[-1]["sum"] == "No difference"


def test_the_version_a_board_is_compared_with_is_given_by_name_or_itself() -> None:
    doc = cjm.Document()
    journey = doc.add_journey("Returns", template="purchase")
    kept = doc.save_version("before the workshop")
    board = cjm.JourneyMap(journey, compared_with="before the workshop")
    assert board.compared_with == kept.id
    board.compared_with = None
    assert board.compared_with == ""
    board.compared_with = kept
    assert board.compared_with == kept.id
    with pytest.raises(BadInput, match=r"before the workshop"):
        board.compared_with = "before the workshp"
    assert board.compared_with == kept.id
    board.close()


def test_a_long_difference_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(versions, "MOST", 2)
    board = Board()
    kept = board.doc.save_version("then")
    for at in range(5):
        board.card(f"Card {at}")
    told = board.one(kept.id, compared=True)
    assert (len(told["lines"]), told["more"]) == (2, 3)


def test_the_present_is_named_and_every_page_hears_of_it() -> None:
    board = Board()
    other = Page(board.doc, Scope(journey_id=board.journey.id), client="page2")
    card_page = Page(board.doc, Scope(persona_id=board.doc.add_persona("Ana").id))
    other.heard.clear()
    card_page.heard.clear()
    heard = board.ask("save_version", label="  before the workshop ")
    assert [message["type"] for message in heard] == ["versions_changed", "ack"]
    assert [version.label for version in board.doc.versions] == ["before the workshop"]
    assert [message["type"] for message in other.heard] == ["versions_changed"]
    assert card_page.heard == []
    assert board.ask("save_version", label="before the workshop")[-1]["type"] == "ack", "the answer again"
    assert len(board.doc.versions) == 1


@pytest.mark.parametrize("label", ["", "   ", "x" * 201, "half \ud800 a letter"])
def test_a_name_that_is_none_is_refused(label: str) -> None:
    board = Board()
    refusal = board.ask("save_version", label=label)[-1]
    assert (refusal["type"], refusal["code"], refusal["id"]) == ("refusal", "invalid_value", "b1")
    assert board.doc.versions == ()


def test_restoring_keeps_the_present_first_and_is_one_step_of_the_page() -> None:
    board = Board()
    kept = board.doc.save_version("then")
    board.card("Packs")
    before, revision = board.doc.state, board.doc.revision
    heard = board.ask("restore_version", version=kept.id)
    change = next(message for message in heard if message["type"] == "change")
    assert (change["ack"], change["label"]) == ("b1", "restore_version")
    assert board.doc.revision == revision + 1
    assert board.doc.state == kept.state
    newest = board.list()["versions"][0]
    assert (newest["kind"], newest["changes"]) == ("before_restore", 1)
    board.page.say("undo", id="u1", after="b1")
    assert board.doc.state == before


def test_restoring_what_is_there_already_keeps_nothing() -> None:
    board = Board()
    kept = board.doc.save_version("then")
    revision = board.doc.revision
    assert board.ask("restore_version", version=kept.id)[-1]["type"] == "ack"
    assert (board.doc.revision, len(board.doc.versions)) == (revision, 1)


def test_a_document_that_may_not_be_changed_says_why_and_is_looked_at_all_the_same() -> None:
    board = Board()
    kept = board.doc.save_version("then")
    board.doc.read_only = "It was written by a newer version."
    told = board.list()
    assert told["read_only"] == "It was written by a newer version."
    assert board.one(kept.id)["svg"]
    for name, args in (("restore_version", {"version": kept.id}), ("save_version", {"label": "now"})):
        refusal = board.ask(name, batch_id=name, **args)[-1]
        assert (refusal["type"], refusal["code"]) == ("refusal", "read_only")
        assert "newer version" in refusal["hint"]


@pytest.mark.parametrize(
    ("kind", "rest"),
    [
        ("versions", {"counted": 1}),
        ("versions", {"counted": True, "id": None}),
        ("versions", {}),
        ("marks", {"version": 3}),
        ("version", {"version": None, "compared": True, "view": "detail", "theme": "light"}),
        ("version", {"version": "\ud800", "compared": True, "view": "detail", "theme": "light"}),
        ("version", {"version": "x", "compared": "yes", "view": "detail", "theme": "light"}),
        ("version", {"version": "x", "compared": True, "view": ["detail"], "theme": "light"}),
        ("version", {"version": "x", "compared": True, "view": "detail", "theme": "pink"}),
    ],
)
def test_other_messages_are_refused(kind: str, rest: dict[str, Any]) -> None:
    (refusal,) = Board().page.say(kind, **{"id": "v1", **rest})
    assert (refusal["type"], refusal["code"]) == ("refusal", "invalid_message")


def test_only_a_map_is_asked() -> None:
    doc = cjm.Document()
    journey = doc.add_journey("Returns")
    for scope in (Scope(persona_id=doc.add_persona("Ana").id), Scope(journey_id=journey.id, labels=True)):
        (refusal,) = Page(doc, scope).say("versions", id="v1", counted=False)
        assert refusal["code"] == "invalid_message"


def test_one_that_is_gone_is_told_to_the_page_that_asked() -> None:
    board = Board(locale="fr")
    refusal = board.one("version_none")
    assert (refusal["type"], refusal["to"], refusal["id"]) == ("refusal", "page1", "w1")
    assert refusal["code"] == "version_gone"
    assert refusal["message"].startswith("Cette version n’est plus dans l’historique.")
    assert board.ask("restore_version", version="version_none")[-1]["code"] == "gone"


def test_a_spoilt_one_is_not_counted_and_says_so(tmp_path: Path) -> None:
    doc = cjm.open(tmp_path / "map.cjm.json")
    doc.add_journey("Returns", template="purchase")
    board = Board(doc, "fr")
    doc.save_version("whole")
    path = history_path(tmp_path / "map.cjm.json")
    data = path.read_bytes()
    at = data.index(b'"data": "') + 30
    path.write_bytes(data[:at] + b"****" + data[at + 4 :])
    told = board.list()
    assert [each["changes"] for each in told["versions"]] == [None]
    refusal = board.one(told["versions"][0]["id"])
    assert refusal["code"] == "spoilt_version"
    assert "historique est abîmé" in refusal["message"]
    storage.close(doc)


def test_a_full_disk_leaves_the_document_and_its_history(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board()

    def full(*_: object) -> None:
        raise FileProblem("The disk is full.", code="disk_full")

    monkeypatch.setattr(VersionKeeper, "name", full)
    assert board.ask("save_version", label="now")[-1]["code"] == "disk_full"
    assert board.doc.versions == ()


def test_the_history_is_read_beside_the_event_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    board = Board()
    board.doc.save_version("then")
    inside: list[bool] = []
    real = cjm.Document.version_distances

    def watched(doc: cjm.Document) -> dict[str, int | None]:
        try:
            asyncio.get_running_loop()
            inside.append(True)
        except RuntimeError:
            inside.append(False)
        return real(doc)

    monkeypatch.setattr(cjm.Document, "version_distances", watched)

    async def main() -> None:
        there = asyncio.Event()
        board.page.session._send = lambda message: (board.page.heard.append(message), there.set())
        assert board.page.say("versions", id="v1", counted=True) == [], "the answer comes later"
        await asyncio.wait_for(there.wait(), 10)

    asyncio.run(main())
    assert inside == [False]
    assert board.page.heard[0]["versions"][0]["label"] == "then"
