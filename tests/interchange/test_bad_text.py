"""Hostile, endless and half-quoted text: no reader hangs, each limit is told with its line and remedy."""

from __future__ import annotations

import time

import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import FileProblem
from cjm_widgets.interchange import draft as drafts
from cjm_widgets.interchange import feedback
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.model.words import Words
from tests.interchange.test_bad_files import SAMPLES, tried
from tests.interchange.trips import file

PEOPLE = [PersonaRecord(id="persona_0000", name="A")]

MERMAID = {
    "directives": "%%{" * 200_000,
    "spaces in a title": "---\ntitle: a" + " " * 60_000 + "b\x0b\n---\n",
    "digits of a score": "journey\na: " + "1" * 60_000 + "x",
    "fences": "```mermaid\njourney\n" * 30_000,
    "backticks": "`" * 300_000,
    "entities": "journey\na: 3: " + "#" * 200_000,
    "breaks": "journey\ntitle " + "<br" + " " * 200_000,
}


@pytest.mark.parametrize("name", MERMAID)
@pytest.mark.parametrize("head", ["journey\n", ""])
def test_no_text_makes_the_reader_of_mermaid_hang(name: str, head: str, tmp_path) -> None:
    path = file(tmp_path, "x.mmd", head + MERMAID[name])
    start = time.perf_counter()
    tried(path)
    assert time.perf_counter() - start < 5


def test_more_tasks_than_there_can_be_records_are_refused_with_the_line(tmp_path) -> None:
    tasks = "journey\nsection A\n" + "".join(f"t{at}: 3: Me\n" for at in range(300_000))
    for text, line in ((tasks, 20_002), ("journey\na: 3: " + "b, " * 400_000, 2)):
        start = time.perf_counter()
        with pytest.raises(FileProblem, match=rf"more than 20000.*x\.mmd, line {line}\.") as caught:
            cjm.read(file(tmp_path, "x.mmd", text))
        assert caught.value.code == "too_large"
        assert "max_bytes" not in str(caught.value)
        assert time.perf_counter() - start < 2
    fences = "".join(f"```mermaid\njourney\ntitle {at}\na: 3\n```\n" for at in range(20_000))
    with pytest.raises(FileProblem, match="20000"):
        cjm.read(file(tmp_path, "x.md", fences))


def test_what_is_beyond_the_limit_of_records_is_not_looked_at(monkeypatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(drafts, "MAX_RECORDS", 3)
    monkeypatch.setattr(drafts, "read_record", lambda table, data: looked.append(data["id"]) or PEOPLE[0])
    draft = drafts.Draft()
    draft.records = {str(at): PEOPLE[0] for at in range(3)}
    assert draft.put("personas", {"id": "persona_0001", "name": "A"}, Words("storage.empty")) is None
    assert (looked, draft.invalid.total) == ([], 1)


def test_many_tasks_added_by_hand_to_a_diagram_of_ours_cost_no_more_each(tmp_path) -> None:
    head, mark, rest = SAMPLES["own.mmd"].decode().partition("%% cjm_widgets")
    tasks = "".join(f"  n{at}: 3: P{at}\n" for at in range(6_000))
    start = time.perf_counter()
    preview = cjm.read(file(tmp_path, "x.mmd", head + tasks + mark + rest))
    assert len([one for one in preview.valid if one.table == "stages"]) == 6_005
    assert time.perf_counter() - start < 12


OPEN = {
    "tables": ('table,title\njourneys,"My map\ncards,x\n', 2),
    "without a last line end": ('table,title\njourneys,"My map', 2),
    "grid": (',A,B\nActions,"x\nPain points,y,z\n', 2),
    "answers": ('date,score,verbatim\n2026-01-05,9,"a\nb"\n2026-01-05,9,"c\n2026-01-06,8,d\n', 4),
    "closed by another": ('date,score,verbatim\n2026-01-05,9,"c\n2026-01-06,8,"d"\n', 2),
    "behind a cell of two lines": (',A,B\nActions,"x\ny","z\nPain points,y,z\n', 3),
    "semicolons": ('sep=;\n;A;B\nActions;"x\n', 3),
}


@pytest.mark.parametrize("name", OPEN)
def test_a_quotation_mark_left_open_is_told_by_its_line(name: str, tmp_path) -> None:
    text, line = OPEN[name]
    with pytest.raises(FileProblem, match=rf"quotation mark.*line {line}\.") as caught:
        cjm.read(file(tmp_path, "x.csv", text))
    assert caught.value.code == "open_quote"


def test_words_behind_a_quotation_on_one_line_are_read_as_ever(tmp_path) -> None:
    preview = cjm.read(file(tmp_path, "x.csv", ',A,B\nActions,"x" y,z "w"\nPain points,"p\nq",r\n'))
    texts = [card.text for card in preview.valid if card.table == "cards"]
    assert texts == ["x y", 'z "w"', "p", "q", "r"]


@pytest.mark.parametrize("head", ["sep=;\r\n", '"sep=;"\r\n', "SEP=;\n", "sep=|\n", "sep=\t\n"])
def test_the_separator_that_excel_writes_is_honoured(head: str, tmp_path) -> None:
    sign = head.strip('"\r\n')[-1]
    rows = [["", "A, a", "B"], ["Actions", "x", "y"]]
    text = head + "".join(sign.join(row) + "\r\n" for row in rows)
    preview = cjm.read(file(tmp_path, "x.csv", text))
    assert [stage.name for stage in preview.valid if stage.table == "stages"] == ["A, a", "B"]
    late = cjm.read(file(tmp_path, "x.csv", f"{head}date{sign}score\n2026-01-05{sign}x\n"))
    assert "line 3" in late.invalid[0].place


@pytest.mark.parametrize("head", ["table,title\n", ",A,B\nActions", "date,score\n"])
def test_the_remedy_for_too_many_rows_lifts_them(head: str, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(feedback, "MAX_ROWS", 200_000)
    with pytest.raises(FileProblem, match="line 200001") as caught:
        cjm.read(file(tmp_path, "x.csv", head + ",x,y\n" * 200_002))
    assert "max_bytes" not in str(caught.value)
