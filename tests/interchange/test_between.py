"""Points between stages in files: none is lost in our own, and text for people says where they stand."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

import cjm_widgets as cjm
from cjm_widgets.cli.show import summary
from cjm_widgets.interchange.mermaid_visible import visible
from cjm_widgets.interchange.writers import write
from tests.interchange.trips import applied, file, read_back


@pytest.fixture
def journey() -> cjm.Journey:
    """Return a journey with points between stages of two curves."""
    doc = cjm.Document()
    made = doc.add_journey("Returns", template="purchase")
    julie = doc.add_persona("Julie")
    for stage, value in zip(made.stages, (1.0, -1.0, 2.0, 0.0, 1.0), strict=True):
        made.set_emotion(stage, value, persona=julie)
    made.set_emotion("Discovery", -1.5, persona=julie, after=0.35, label="lost", evidence="reported")
    made.set_emotion("Discovery", 0.5, persona=julie, after=0.7)
    made.set_emotion("Loyalty", 0.25, after=0.2)
    return made


@pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx", ".mmd"])
def test_out_and_in_again_is_the_same(suffix: str, journey: cjm.Journey, tmp_path: Path) -> None:
    preview = read_back(journey if suffix == ".mmd" else journey.document, suffix, tmp_path)
    assert applied(preview).state.tables["emotions"] == journey.document.state.tables["emotions"]
    merged = preview.compare(journey.document)
    assert (merged.added, merged.changed, merged.ops) == ((), (), ())


def test_into_another_document_it_meets_the_point_in_its_place(journey: cjm.Journey, tmp_path: Path) -> None:
    other = cjm.Document()
    there = other.add_journey("Returns", template="purchase")
    julie = other.add_persona("Julie")
    there.set_emotion("Discovery", 0.0, persona=julie, after=0.7)
    read_back(journey.document, ".json", tmp_path).apply(other)
    found = {(p.after, p.persona_id): p.value for p in there.emotions if p.stage_id == there.stages[0].id}
    assert sorted(after for after, _ in found) == [0.0, 0.35, 0.7]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_a_row_that_a_person_adds_needs_no_id(suffix: str, journey: cjm.Journey, tmp_path: Path) -> None:
    """It gets the id that the same call in Python would give it."""
    data = write(journey.document, suffix, locale="en")
    if suffix == ".csv":
        rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
        new = {"table": "emotions", "stage": "Decision", "persona": "Julie", "after": "0.5", "value": "1.5"}
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]))
        writer.writeheader()
        writer.writerows([*rows, {**dict.fromkeys(rows[0], ""), **new}])
        path = file(tmp_path, "more.csv", text.getvalue())
    else:
        book = openpyxl.load_workbook(io.BytesIO(data))
        sheet = book["emotions"]
        heads = [cell.value for cell in sheet[1]]
        new = {"stage": "Decision", "persona": "Julie", "after": 0.5, "value": 1.5}
        sheet.append([new.get(head) for head in heads])
        path = tmp_path / "more.xlsx"
        book.save(path)
    cjm.read(path).apply(journey.document)
    added = next(p for p in journey.emotions if (p.after, p.value) == (0.5, 1.5))
    assert len(journey.emotions) == 9
    again = cjm.Document()
    copy = again.add_journey("Returns", template="purchase")
    made = copy.set_emotion("Decision", 1.5, persona=again.add_persona("Julie"), after=0.5)
    assert made.id == added.id


def test_text_says_where_it_stands(journey: cjm.Journey) -> None:
    said = write(journey, ".md", locale="en").decode()
    assert "Julie: +1<br>Julie, between Discovery and Consideration: −1.5 lost" in said
    assert "between Loyalty and the end: +0.25" in said
    assert "entre Discovery et Consideration" in write(journey, ".md", locale="fr").decode()


def test_a_diagram_and_a_line_of_bars_hold_the_stages_alone(journey: cjm.Journey) -> None:
    diagram = visible(journey.document.state, journey.record, "en")
    assert "Discovery: 4: Julie" in diagram
    assert diagram.count("Discovery: ") == 1
    curves = summary(journey)["curves"]
    (julie,) = [each for each in curves if each["persona"] == "Julie"]
    assert julie["values"] == [1.0, -1.0, 2.0, 0.0, 1.0]
    assert julie["between"] == [
        {"stage": 0, "after": 0.35, "value": -1.5},
        {"stage": 0, "after": 0.7, "value": 0.5},
    ]
