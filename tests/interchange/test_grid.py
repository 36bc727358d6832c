"""A plain grid becomes a journey: lanes down or across, several lines a cell, moods on three scales."""

from __future__ import annotations

import time
from pathlib import Path

import openpyxl
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import FileProblem
from tests.interchange.trips import file

GRID = """,Discover,Buy,Use
Phase,Before,During,During
Actions,"Searches the web
- Asks a friend",Orders,Unpacks
Pain points,,"=SUM(too dear)",
Emotion,4,2,5
Back office,,Checks stock,
"""


def journey_of(path: Path, **options) -> cjm.Journey:
    (journey,) = cjm.read(path, **options).apply(cjm.Document())
    return journey


def test_lanes_down_and_stages_across(tmp_path) -> None:
    preview = cjm.read(file(tmp_path, "shop.csv", GRID))
    assert preview.format == "grid"
    assert preview.counts["invalid"] == preview.counts["unassigned"] == 0
    journey = preview.apply(cjm.Document())[0]
    assert journey.title == "shop"
    assert [phase.name for phase in journey.phases] == ["Before", "During"]
    assert [stage.name for stage in journey.stages] == ["Discover", "Buy", "Use"]
    lanes = [(lane.kind, lane.title) for lane in journey.lanes]
    assert lanes == [("actions", ""), ("pain_points", ""), ("emotions", ""), ("free_text", "Back office")]
    cards = [card.text for card in journey.cards]
    assert cards == [
        "Searches the web",
        "Asks a friend",
        "Orders",
        "Unpacks",
        "=SUM(too dear)",
        "Checks stock",
    ]
    assert {p.value for p in journey.emotions} == {1, -1, 2}


def test_the_transpose_is_the_same(tmp_path) -> None:
    rows = [["", "Actions", "Emotion"], ["Discover", "Searches", "4"], ["Buy", "Orders", "2"]]
    across = file(tmp_path, "shop.csv", "\n".join(";".join(row) for row in rows))
    journey = journey_of(across)
    (tmp_path / "down").mkdir()
    down = file(tmp_path / "down", "shop.csv", "\n".join(";".join(row) for row in zip(*rows, strict=True)))
    other = journey_of(down)
    assert [stage.name for stage in journey.stages] == ["Discover", "Buy"]
    assert journey.document.state.tables == other.document.state.tables
    forced = journey_of(down, lanes="columns")
    assert [stage.name for stage in forced.stages] == ["Actions", "Emotion"]


def test_a_second_time_changes_nothing(tmp_path) -> None:
    doc = cjm.Document()
    for _ in range(2):
        cjm.read(file(tmp_path, "shop.csv", GRID)).apply(doc)
    assert doc.revision == 1


def test_french_names_and_numbers(tmp_path) -> None:
    text = "Étapes;Découverte;Achat\nPensées;Trop cher ?;Enfin\nÉmotions;-1,5;2\nPoints de douleur;;\n"
    preview = cjm.read(file(tmp_path, "boutique.csv", text.encode("cp1252")))
    journey = preview.apply(cjm.Document())[0]
    assert [lane.kind for lane in journey.lanes] == ["thoughts", "emotions", "pain_points"]
    assert [card.text for card in journey.cards] == ["Trop cher ?", "Enfin"]
    assert sorted(p.value for p in journey.emotions) == [-1.5, 2]
    assert "Windows-1252" in preview.text("fr")


def test_moods_as_words_and_faces(tmp_path) -> None:
    text = ",A,B,C,D\nEmotions,happy,😡,Très satisfait,who knows\n"
    preview = cjm.read(file(tmp_path, "x.csv", text))
    assert sorted(p.value for p in preview.valid if p.table == "emotions") == [-2, 1, 2]
    (finding,) = preview.unassigned
    assert finding.place.endswith("x.csv, 1!E2")
    assert finding.value == "who knows"


def test_what_has_no_stage_or_lane_is_told(tmp_path) -> None:
    text = ",A,\n,orphan,\nActions,x,lost\n"
    preview = cjm.read(file(tmp_path, "x.csv", text))
    assert [each.place.rpartition("!")[2] for each in preview.unassigned] == ["A2", "C1"]
    assert [card.text for card in preview.valid if card.table == "cards"] == ["x"]


def test_a_workbook_with_empty_rows_and_a_number(tmp_path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Map"
    for row in ([], ["", "A", "B"], [], ["Emotions", 3, 1.5], ["Actions", "x", 7]):
        sheet.append(row)
    book.create_sheet("Other")
    book.save(tmp_path / "plan.xlsx")
    preview = cjm.read(tmp_path / "plan.xlsx")
    journey = preview.apply(cjm.Document())[0]
    assert [card.text for card in journey.cards] == ["x", "7"]
    assert sorted(p.value for p in journey.emotions) == [-1.5, 0]
    assert any("Other" in note for note in preview.notes)


@pytest.mark.parametrize("text", ["just one cell", "a,b,c\n", "a\nb\nc\n", ",,,\n,,,\n"])
def test_what_is_no_grid_is_refused(text: str, tmp_path) -> None:
    with pytest.raises(FileProblem, match="two rows and two columns"):
        cjm.read(file(tmp_path, "x.csv", text))


def test_a_cell_of_very_many_lines_is_read_in_time_and_in_order(tmp_path) -> None:
    lines = [f"Line {number}" for number in range(5_000)]
    path = file(tmp_path, "long.csv", ('Lane,Before\nActions,"' + "\n".join(lines) + '"\n').encode())
    begin = time.process_time()
    doc = cjm.Document()
    (journey,) = cjm.read(path).apply(doc)
    assert time.process_time() - begin < 10, "every line made the keys of all before it anew"
    assert [card.text for card in journey.cards] == lines
