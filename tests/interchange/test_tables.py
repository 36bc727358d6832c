"""JSON, CSV and workbooks of our own: what goes out comes back, what people edit in them arrives."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput
from cjm_widgets.interchange.cells import guard, mark, unguard
from cjm_widgets.interchange.writers import SUFFIXES, write
from tests import hostile
from tests.interchange.story import story
from tests.interchange.trips import applied, document, file, plain, read_back, tables
from tests.strategies import states, texts

FIXTURES = Path(__file__).resolve().parents[1] / "fixtures"
OWN = (".json", ".csv", ".xlsx")


@pytest.fixture
def doc() -> cjm.Document:
    doc = cjm.Document()
    cjm.datasets.glasses().build(doc)
    return doc


@pytest.mark.parametrize("suffix", OWN)
def test_out_and_in_again_is_the_same(suffix: str, doc, tmp_path) -> None:
    preview = read_back(doc, suffix, tmp_path)
    assert preview.counts == {
        "valid": len(list(doc.state.records())),
        "invalid": 0,
        "duplicate": 0,
        "unassigned": 0,
    }
    assert applied(preview).state.tables == doc.state.tables


@pytest.mark.parametrize("suffix", [*OWN, ".mmd"])
def test_read_into_where_it_came_from_changes_nothing(suffix: str, doc, tmp_path) -> None:
    revision = doc.revision
    merged = read_back(doc, suffix, tmp_path).compare(doc)
    assert (merged.added, merged.changed, merged.ops) == ((), (), ())
    read_back(doc, suffix, tmp_path).apply(doc)
    assert doc.revision == revision


def test_what_was_there_before_an_import_is_kept_as_a_version(doc, tmp_path) -> None:
    path = file(tmp_path, "from.json", write(doc, ".json", locale="en"))
    other = cjm.Document()
    other.add_journey("Returns")
    before = other.state
    cjm.read(path).apply(other)
    (kept,) = other.versions
    assert (kept.kind, kept.state) == ("before_import", before)
    cjm.read(path).apply(other)
    assert len(other.versions) == 1, "an import that changes nothing keeps nothing"
    empty = cjm.Document()
    cjm.read(path).apply(empty)
    assert empty.versions == ()


@pytest.mark.parametrize("suffix", OWN)
@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(state=states())
def test_any_content_comes_back(suffix: str, state, tmp_path) -> None:
    doc = document(state)
    preview = read_back(doc, suffix, tmp_path, include_private=True)
    assert preview.counts["invalid"] == preview.counts["duplicate"] == 0, preview
    again = applied(preview)
    assert plain(again.state) == plain(doc.state)
    preview.apply(again)
    assert again.revision <= 1


@pytest.mark.parametrize("suffix", OWN)
def test_hostile_text_comes_back_whole(suffix: str, tmp_path) -> None:
    for group in hostile.groups():
        doc = hostile.document(group)
        preview = read_back(doc, suffix, tmp_path, include_private=True)
        assert tables(applied(preview).state) == tables(doc.state)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_journey_goes_with_what_it_needs_and_no_more(suffix: str, doc, tmp_path) -> None:
    other = doc.add_journey("Other", template="purchase")
    other.add_card(lane="actions", stage=other.stages[0], text="Elsewhere")
    data = write(doc.journeys[0], suffix, locale="en")
    assert b"Elsewhere" not in data
    if suffix != ".md":
        again = applied(read_back(doc.journeys[0], suffix, tmp_path))
        assert [journey.title for journey in again.journeys] == [doc.journeys[0].title]
        assert len(again.journeys[0].cards) == len(doc.journeys[0].cards)


def test_json_opens_as_a_document(doc, tmp_path) -> None:
    path = file(tmp_path, "one.cjm.json", write(doc, ".json"))
    assert cjm.load(path).state.tables == doc.state.tables
    path = file(tmp_path, "two.json", json.dumps(doc.to_dict()))
    assert applied(cjm.read(path)).state.tables == doc.state.tables


def test_only_one_journey_is_a_mermaid_diagram(doc) -> None:
    doc.add_journey("Other")
    with pytest.raises(BadInput, match="one journey"):
        write(doc, ".mmd")


@pytest.mark.parametrize("suffix", [".docx", "", None])
def test_other_endings_are_refused(suffix, doc) -> None:
    with pytest.raises(BadInput, match=r"\.xlsx"):
        write(doc, suffix)


# ---- what people do in a spreadsheet -------------------------------------------------------------


def edited(doc: cjm.Document, folder: Path, change) -> cjm.Preview:
    book = openpyxl.load_workbook(io.BytesIO(write(doc, ".xlsx")))
    change(book)
    path = folder / "edited.xlsx"
    book.save(path)
    return cjm.read(path)


def head(sheet) -> dict[str, int]:
    return {cell.value: cell.column for cell in sheet[1]}


def test_an_edited_cell_arrives_and_all_else_stays(doc, tmp_path) -> None:
    card = doc.journeys[0].cards[0]

    def change(book) -> None:
        sheet = book["cards"]
        row = next(row for row in sheet.iter_rows(min_row=2) if row[head(sheet)["id"] - 1].value == card.id)
        row[head(sheet)["text"] - 1].value = "Asks a neighbour"
        row[head(sheet)["sentiment"] - 1].value = "Positive"

    preview = edited(doc, tmp_path, change)
    merged = preview.compare(doc)
    assert [record.id for record in merged.changed] == [card.id]
    preview.apply(doc)
    now = next(each for each in doc.journeys[0].cards if each.id == card.id)
    assert (now.text, now.sentiment) == ("Asks a neighbour", "positive")
    doc.undo()
    assert next(each for each in doc.journeys[0].cards if each.id == card.id) == card


def test_a_new_row_needs_no_ids(doc, tmp_path) -> None:
    journey = doc.journeys[0]

    def change(book) -> None:
        sheet = book["cards"]
        row = {
            "lane": "pain_points",
            "stage": "reimbursement",
            "persona": "Julie",
            "text": "No date",
            "impact": 4,
        }
        at = sheet.max_row + 1
        for name, value in row.items():
            sheet.cell(at, head(sheet)[name], value)

    preview = edited(doc, tmp_path, change)
    assert preview.invalid == []
    preview.apply(doc)
    card = next(card for card in journey.cards if card.text == "No date")
    assert card.lane_id == journey.lane("pain_points").id
    assert card.stage_id == journey.stage("Reimbursement").id
    assert (card.persona_id, card.impact) == (doc.persona("Julie").id, 4)
    revision = doc.revision
    cjm.read(tmp_path / "edited.xlsx").apply(doc)
    assert doc.revision == revision


def test_faults_have_their_cell_and_a_near_match(doc, tmp_path) -> None:
    def change(book) -> None:
        sheet = book["cards"]
        columns = head(sheet)
        sheet.cell(2, columns["stage"], "Reimbursment")
        sheet.cell(3, columns["sentiment"], "negativ")
        sheet.cell(4, columns["moment_of_truth"], "perhaps")
        sheet.cell(5, columns["text"], "=1+1")
        sheet.cell(1, sheet.max_column + 1, "colour")

    preview = edited(doc, tmp_path, change)
    places = {str(each.place): str(each.reason) for each in preview.invalid}
    by_cell = {place.partition("!")[2]: reason for place, reason in places.items()}
    said = " | ".join(f"{cell}: {reason}" for cell, reason in by_cell.items())
    assert "Reimbursement" in said
    assert "negative" in said
    assert "yes or no" in said
    assert "formula" in said
    assert len(by_cell) == 5
    assert all("edited.xlsx, cards!" in place for place in places)
    before = doc.state
    assert preview.compare(doc).changed  # the row whose formula was left out
    assert doc.state is before


def test_an_unknown_sheet_is_named(doc, tmp_path) -> None:
    def change(book) -> None:
        book["cards"].title = "card"
        book.create_sheet("Sheet9")

    preview = edited(doc, tmp_path, change)
    assert "cards" in preview.invalid[0].reason
    assert any("Sheet9" in note for note in preview.notes)


def test_the_workbook_is_made_to_be_edited(doc) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write(doc, ".xlsx")))
    assert book.sheetnames[:3] == ["journeys", "personas", "phases"]
    sheet = book["cards"]
    assert sheet.freeze_panes == "A2"
    assert [
        choice.formula1 for choice in sheet.data_validations.dataValidation if "positive" in choice.formula1
    ]
    assert book.properties.creator == "cjm_widgets"
    assert sheet.cell(2, head(sheet)["stage"]).value == "Discovery"


# ---- formulas ------------------------------------------------------------------------------------

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "'=1", "''+1", "=cmd|' /C calc'!A0", "＝1", "ok;=1+41;",
    "a\t=1\tb", "a\n=1", " =1", '"=1', 'a;"=1";', "a; '@x|-1", "[;=1",
]  # fmt: skip


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str, tmp_path) -> None:
    doc = cjm.Document()
    journey = doc.add_journey("J", template="purchase", tags=[text.strip(), "x"])
    journey.add_card(lane="actions", stage=journey.stages[0], text=text)
    book = openpyxl.load_workbook(io.BytesIO(write(doc, ".xlsx")))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not (isinstance(cell.value, str) and cell.value[:1] in "=+-@\t\r" and cell.value)
    for row in csv.reader(io.StringIO(write(doc, ".csv").decode("utf-8-sig"))):
        for name, cell in zip(row, row, strict=True):
            assert not cell[:1] or cell[0] not in "=+@\t\r-", (name, cell)
    for suffix in OWN:
        assert applied(read_back(doc, suffix, tmp_path)).state.tables == doc.state.tables


def formulas(text: str, separator: str) -> list[str]:
    """Return the cells that begin as a formula where a table is read with this separator."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    cells = [cell.lstrip(" \t\r\n") for row in rows for cell in row]
    return [cell for cell in cells if cell[:1] in {"=", "+", "-", "@"}]


def held_in(text: str) -> cjm.Document:
    doc = cjm.Document()
    journey = doc.add_journey("J", template="purchase", tags=["x", text.strip() or "y"])
    journey.add_card(lane="actions", stage=journey.stages[0], text=text)
    julie = doc.add_persona("Julie", goals=["x", text.strip() or "y"])
    julie.set_evidence("goals", "observed", quote=text)
    return doc


@settings(max_examples=50, deadline=None)
@given(text=st.text(";,\t|\n\"' =+-@ab1[", max_size=12) | st.sampled_from(FORMULAS))
def test_no_separator_makes_a_formula_of_a_text(text: str) -> None:
    table = write(held_in(text), ".csv").decode("utf-8-sig")
    for separator in (",", ";", "\t", "|"):
        assert formulas(table, separator) == [], (separator, table)


@given(text=texts | st.text() | st.sampled_from(FORMULAS))
def test_guarding_can_be_taken_back(text: str) -> None:
    assert unguard(guard(text)) == unguard(mark(text)) == text
    assert mark(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")
    assert guard(text)[:1] not in ("=", "+", "-", "@", "\t", "\r")


def test_long_texts_go_on_in_further_columns(tmp_path) -> None:
    doc = cjm.Document()
    journey = doc.add_journey("J", template="purchase")
    text = "".join(f"{at} 👩‍👧 words; " for at in range(5_000))
    assert 60_000 < len(text) < 100_000
    journey.add_card(lane="actions", stage=journey.stages[0], text=text)
    for suffix in OWN:
        assert applied(read_back(doc, suffix, tmp_path)).state.tables == doc.state.tables


def test_a_csv_saved_by_a_french_spreadsheet(doc, tmp_path) -> None:
    rows = csv.reader(io.StringIO(write(doc, ".csv").decode("utf-8-sig")))
    stream = io.StringIO()
    csv.writer(stream, delimiter=";").writerows(rows)
    text = stream.getvalue().replace("−0.1", "-0,1")
    for encoding, note in (("utf-8-sig", False), ("utf-16", True), ("cp1252", True)):
        data = text.encode(encoding, "xmlcharrefreplace")
        preview = cjm.read(file(tmp_path, f"{encoding}.csv", data))
        assert preview.counts["invalid"] == 0
        assert bool(preview.notes) == note
        assert applied(preview).journeys[0].stages[0].name == "Discovery"


# ---- what is private -----------------------------------------------------------------------------


@pytest.fixture
def secret() -> cjm.Document:
    doc = cjm.Document()
    julie = doc.add_persona("Julie", role="Nurse", place="Canaryville", goals=["Canary goal", "x"])
    julie.add_field("Pay", text="Canary pay")
    julie.set_evidence("place", "observed", quote="Canary said")
    doc.add_journey("J", template="purchase", personas=[julie])
    julie.set_private("place", "goals", "Pay")
    return doc


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_private_fields_are_in_no_file(suffix: str, secret, tmp_path) -> None:
    for x in (secret, secret.journeys[0]):
        data = write(x, suffix)
        if suffix == ".xlsx":
            book = openpyxl.load_workbook(io.BytesIO(data))
            data = repr([[c.value for c in row] for sheet in book for row in sheet.iter_rows()]).encode()
        assert b"anary" not in data
        assert b"Julie" in data
    assert b"Canaryville" in write(secret, ".json", include_private=True)


@pytest.mark.parametrize("suffix", [*OWN, ".mmd"])
def test_a_file_without_private_fields_does_not_empty_them(suffix: str, secret, tmp_path) -> None:
    before = secret.state
    preview = read_back(secret, suffix, tmp_path)
    preview.apply(secret)
    assert secret.state.tables == before.tables
    assert applied(preview).personas[0].goals == ()


def test_truth_as_libreoffice_writes_it(doc, tmp_path) -> None:
    def change(book) -> None:
        sheet = book["cards"]
        for row, value in ((2, "=TRUE()"), (3, "=FALSE()"), (4, True), (5, "oui"), (6, "no")):
            sheet.cell(row, head(sheet)["moment_of_truth"], value)

    preview = edited(doc, tmp_path, change)
    assert preview.invalid == []
    journey = applied(preview).journeys[0]
    assert [card.moment_of_truth for card in journey.cards[:5]] == [True, False, True, True, False]


def test_a_workbook_that_libreoffice_saved_has_lost_nothing() -> None:
    """`tests/fixtures/workbooks/make_libreoffice.py` made it of the same document."""
    preview = cjm.read(FIXTURES / "workbooks" / "libreoffice.xlsx")
    assert preview.invalid == []
    assert plain(applied(preview).state) == plain(story().state)
