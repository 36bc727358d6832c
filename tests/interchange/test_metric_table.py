"""Finished numbers in a table: read by their headings in two languages, faults told by line."""

from __future__ import annotations

import openpyxl
import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import CjmError
from cjm_widgets.interchange.metric_table import COLUMNS
from tests.interchange.trips import file

ENGLISH = (
    "metric,date,value,n,target,stage\n"
    "NPS,2026-01-31,42,310,50,Discovery\n"
    "NPS,2026-02-28,-8.5,290,50,Discovery\n"
)
FRENCH = "Indicateur;Mois;Valeur;Effectif;Étape\nSatisfaction;31/01/2026;4,2;310;Découverte\n"


def test_a_table_of_numbers_is_a_frame(tmp_path) -> None:
    preview = cjm.read(file(tmp_path, "numbers.csv", ENGLISH))
    assert preview.format == "metrics"
    assert preview.counts == {"valid": 2, "invalid": 0, "duplicate": 0, "unassigned": 0}
    assert list(preview.frame.columns) == [*COLUMNS, "stage"]
    assert preview.frame["value"].tolist() == [42, -8.5]
    assert preview.frame["n"].tolist() == [310, 290]
    assert preview.frame["date"].tolist() == [pd.Timestamp("2026-01-31"), pd.Timestamp("2026-02-28")]
    doc = cjm.Document()
    with pytest.raises(CjmError, match=r"preview\.frame"):
        preview.apply(doc)
    assert doc.revision == 0


def test_headings_and_numbers_are_french_too(tmp_path) -> None:
    preview = cjm.read(file(tmp_path, "chiffres.csv", FRENCH))
    (row,) = preview.frame.to_dict("records")
    assert (row["metric"], row["value"], row["n"], row["Étape"]) == ("Satisfaction", 4.2, 310, "Découverte")
    assert row["date"] == pd.Timestamp("2026-01-31")


def test_a_workbook_too(tmp_path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["KPI", "Date", "Value"])
    book.active.append(["Drop-off", pd.Timestamp("2026-01-31").to_pydatetime(), 0.31])
    book.active.append(["Drop-off", "soon", 0.3])
    book.save(tmp_path / "numbers.xlsx")
    preview = cjm.read(tmp_path / "numbers.xlsx")
    assert preview.frame["value"].tolist() == [0.31]
    assert str(preview.invalid[0].place).endswith("numbers.xlsx, Sheet!3:3")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (",2026-01-31,1,1", "no name"),
        ("NPS,someday,1,1", "date"),
        ("NPS,2026-01-31,high,1", "value"),
        ("NPS,2026-01-31,,1", "value"),
        ("NPS,2026-01-31,1,-4", "n is not"),
        ("NPS,2026-01-31,1,many", "n is not"),
        ("NPS,9999-12-31T23:59:59-05:00,1,1", "date"),
    ],
)
def test_faults_have_their_line_and_the_rest_is_kept(row: str, said: str, tmp_path) -> None:
    text = f"metric,date,value,n\nNPS,2026-03-31,1,\n{row}\nNPS,2026-02-28,2,7\n"
    preview = cjm.read(file(tmp_path, "numbers.csv", text))
    (finding,) = preview.invalid
    assert "line 3" in str(finding.place)
    assert said in str(finding.reason)
    assert preview.frame["value"].tolist() == [1, 2]


def test_the_same_measurement_twice_is_told(tmp_path) -> None:
    text = (
        "metric,date,value,dimensions\nNPS,2026-01-31,1,shop\nNPS,2026-01-31,2,shop\nNPS,2026-01-31,3,web\n"
    )
    preview = cjm.read(file(tmp_path, "numbers.csv", text))
    assert preview.frame["value"].tolist() == [1, 3]
    (finding,) = preview.duplicates
    assert "line 3" in str(finding.place)
    assert "line 2" in str(finding.reason)


def test_answers_are_no_numbers_and_a_grid_is_a_grid(tmp_path) -> None:
    assert cjm.read(file(tmp_path, "a.csv", "date,score\n2026-01-05,9\n")).format == "feedback"
    assert cjm.read(file(tmp_path, "g.csv", "Lane,Discovery\nActions,Searches\n")).format == "grid"
