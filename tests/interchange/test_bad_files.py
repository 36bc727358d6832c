"""Truncated, mislabelled, oversized and hostile files of every format: a clear error, and nothing changed."""

from __future__ import annotations

import io
import json
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, CjmError, FileProblem
from cjm_widgets.interchange import source
from cjm_widgets.interchange.writers import write
from tests.interchange.test_cjml import CJML
from tests.interchange.test_data import VOC
from tests.interchange.test_grid import GRID
from tests.interchange.test_mermaid import TEA
from tests.interchange.trips import file

THEYDO = json.dumps(
    {"format": "THEYDO_METRICS_V1", "metrics": [{"type": "OTHER", "importKey": "a", "dataPoints": [
        {"dateOfMeasurement": "2026-01-31", "value": 1}]}]}
)  # fmt: skip


def samples() -> dict[str, bytes]:
    doc = cjm.Document()
    cjm.datasets.glasses().build(doc)
    texts = {"tea.mmd": TEA, "grid.csv": GRID, "voc.csv": VOC, "claim.xml": CJML, "theydo.json": THEYDO}
    own = {f"own{suffix}": write(doc, suffix) for suffix in (".json", ".csv", ".xlsx", ".mmd")}
    return {**{name: text.encode() for name, text in texts.items()}, **own}


SAMPLES = samples()
ENDINGS = (".mmd", ".json", ".csv", ".tsv", ".xlsx", ".xml", ".md")


def tried(path: Path) -> cjm.Preview | None:
    """Read a file and apply it: a preview, or one of our own errors with the name of the file in it."""
    doc = cjm.Document()
    doc.add_journey("Kept")
    before = doc.state
    try:
        preview = cjm.read(path)
    except CjmError as error:
        assert path.name in str(error)
        assert error.hint
        assert doc.state is before
        return None
    preview.text("fr")
    preview.to_dict()
    if preview.frame is None:
        preview.apply(doc)
        assert doc.revision <= 2
    return preview


@pytest.mark.parametrize("name", SAMPLES)
def test_the_samples_are_read(name: str, tmp_path) -> None:
    assert tried(file(tmp_path, name, SAMPLES[name])) is not None


@pytest.mark.parametrize("name", SAMPLES)
def test_truncated(name: str, tmp_path) -> None:
    data = SAMPLES[name]
    for part in range(1, 24):
        tried(file(tmp_path, name, data[: len(data) * part // 24]))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", SAMPLES)
def test_mislabelled(name: str, ending: str, tmp_path) -> None:
    tried(file(tmp_path, f"other{ending}", SAMPLES[name]))


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize(
    "data", [b"\x89PNG\r\n\x1a\n\0\0", b"%PDF-1.7\n", b"\0" * 4_000, b"\xff\xfe\0", b"\x1b[31m\x07"]
)
def test_what_is_no_text_at_all(data: bytes, ending: str, tmp_path) -> None:
    with pytest.raises(FileProblem, match=rf"x{ending}"):
        cjm.read(file(tmp_path, f"x{ending}", data))


@pytest.mark.parametrize("ending", ENDINGS)
def test_empty(ending: str, tmp_path) -> None:
    for data in (b"", b"\n \n", b"\xef\xbb\xbf"):
        with pytest.raises(FileProblem, match="empty"):
            cjm.read(file(tmp_path, f"x{ending}", data))


@pytest.mark.parametrize("name", [name for name in SAMPLES if not name.endswith((".xlsx", ".json"))])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_any_encoding_gives_the_same(name: str, encoding: str, tmp_path) -> None:
    text = SAMPLES[name].decode("utf-8-sig")
    if name.endswith(".xml"):
        text = text.partition("\n")[2]  # without its declaration, XML is UTF-8 or has a mark
        if encoding in ("cp1252", "utf-32", "utf-16-le", "utf-16-be"):
            return
    text = text.replace("\r\n", "\n").replace("\n", "\r\n").encode("cp1252", "ignore").decode("cp1252")
    plain = cjm.read(file(tmp_path, name, text))
    (tmp_path / "other").mkdir(exist_ok=True)
    other = cjm.read(file(tmp_path / "other", name, text.encode(encoding)))
    assert other.counts == plain.counts
    assert other.state.tables == plain.state.tables


def test_accents_of_windows_are_read_and_said(tmp_path) -> None:
    preview = cjm.read(file(tmp_path, "x.mmd", "journey\nséance à Épinal: 4: Zoë".encode("latin-1")))
    assert [s.name for s in preview.valid if s.table == "stages"] == ["séance à Épinal"]
    assert any("UTF-8" in note for note in preview.notes)


def test_a_large_file_is_refused_before_it_is_read(tmp_path) -> None:
    for ending in ENDINGS:
        path = tmp_path / f"x{ending}"
        with path.open("wb") as stream:
            stream.truncate(100 * 2**20)
        start = time.perf_counter()
        with pytest.raises(FileProblem, match="100 MiB; at most 64 MiB") as caught:
            cjm.read(path)
        assert caught.value.code == "too_large"
        assert time.perf_counter() - start < 1
    small = file(tmp_path, "x.mmd", TEA)
    with pytest.raises(FileProblem, match="at most"):
        cjm.read(small, max_bytes=20)


@pytest.mark.parametrize("head", ["table,title\n", ",A,B\nActions"])
def test_a_million_rows_are_refused_with_the_line(head: str, tmp_path) -> None:
    path = file(tmp_path, "x.csv", head + ",x,y\n" * 1_000_000)
    with pytest.raises(FileProblem, match=r"200000 rows|200,000"):
        cjm.read(path)


@pytest.mark.slow
def test_a_million_answers_are_read(tmp_path) -> None:
    path = file(
        tmp_path,
        "x.csv",
        "date,score,id\n" + "".join(f"2026-01-05,{at % 11},{at}\n" for at in range(1_000_000)),
    )
    preview = cjm.read(path)
    assert preview.frame is not None
    assert len(preview.frame) == 1_000_000
    assert preview.counts["unassigned"] == 1_000_000
    assert len(preview.unassigned) < 2_000


# ---- workbooks -----------------------------------------------------------------------------------


def workbook(change=lambda name, data: data, extra: dict[str, bytes] | None = None) -> bytes:
    """Return a workbook of ours whose parts were changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(SAMPLES["own.xlsx"])) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, data in (extra or {}).items():
            new.writestr(name, data)
    return stream.getvalue()


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path) -> None:
    data = workbook(extra={"xl/media/a.bin": b"\0" * (300 * 2**20)})
    assert len(data) < 2**20
    start = time.perf_counter()
    with pytest.raises(FileProblem, match="Unpacked") as caught:
        cjm.read(file(tmp_path, "x.xlsx", data))
    assert caught.value.code == "too_large"
    assert "max_bytes" not in str(caught.value)
    assert time.perf_counter() - start < 1


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
TYPE = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY e SYSTEM "file:///etc/hostname">]>'


PARTS = (
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
    "[Content_Types].xml",
)


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("entity", ["&l9;", "&e;"])
def test_entities_in_a_workbook_do_nothing(part: str, entity: str, tmp_path) -> None:
    host = Path("/etc/hostname").read_text() if Path("/etc/hostname").exists() else "no such host"

    def change(name: str, data: bytes) -> bytes:
        if name != part:
            return data
        text = data.decode()
        rest = text.partition("?>")[2] if text.startswith("<?xml") else text
        return f"{TYPE}{rest.replace('</t>', entity + '</t>')}".encode()

    start = time.perf_counter()
    preview = tried(file(tmp_path, "x.xlsx", workbook(change)))
    assert time.perf_counter() - start < 5
    if preview is not None:
        assert host.strip() not in repr(preview.valid)
        assert "hahaha" not in repr(preview.valid)


def test_too_many_rows_of_a_workbook_are_refused_at_once_with_sheet_and_row(tmp_path) -> None:
    row = b'<row r="%d"><c r="A%d" t="inlineStr"><is><t>2026-01-05</t></is></c></row>'
    many = b"".join(row % (at, at) for at in range(1, 201_001))

    def change(name: str, data: bytes) -> bytes:
        head, mark, rest = data.partition(b"<sheetData>")
        return head + mark + many + rest.partition(b"</sheetData>")[1] + rest.partition(b"</sheetData>")[2]

    path = file(tmp_path, "x.xlsx", workbook(lambda n, d: change(n, d) if n.endswith("sheet1.xml") else d))
    start = time.perf_counter()
    with pytest.raises(FileProblem, match=r"200000 rows.*journeys!200001:200001.*CSV.*2000000") as caught:
        cjm.read(path)
    assert time.perf_counter() - start < 4
    assert "max_bytes" not in str(caught.value)


@pytest.mark.parametrize("place", ["A1048576", "XFD1", "XFD1048576"])
def test_a_cell_far_away_costs_no_time(place: str, tmp_path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B1"], book.active["A2"], book.active["B2"] = "", "Stage", "Actions", "x"
    book.active[place] = "far"
    book.save(tmp_path / "x.xlsx")
    start = time.perf_counter()
    tried(tmp_path / "x.xlsx")
    assert time.perf_counter() - start < 20


def test_a_password_or_an_old_workbook_is_said(tmp_path) -> None:
    with pytest.raises(FileProblem, match=r"\.xls file"):
        cjm.read(file(tmp_path, "x.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 600))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("readme.txt", "words")
    with pytest.raises(FileProblem, match="without a password"):
        cjm.read(file(tmp_path, "y.xlsx", stream.getvalue()))


# ---- JSON ----------------------------------------------------------------------------------------

JSON = {
    "deep": "[" * 100_000,
    "deep object": '{"a":' * 100_000,
    "long number": '{"format": "cjm_widgets", "schema_version": ' + "9" * 10_000 + "}",
    "newer": '{"format": "cjm_widgets", "schema_version": 99}',
    "twins": '{"format": "cjm_widgets", "format": "cjm_widgets"}',
    "table twice": '{"format": "cjm_widgets", "schema_version": 1, "cards": 3, "cards/card_0000": {}}',
    "NaN": '{"format": "cjm_widgets", "schema_version": 1, "emotions/emotion_0000": {"value": NaN}}',
    "list": "[1, 2]",
    "merge marks": "<<<<<<< HEAD\n{}\n",
}


@pytest.mark.parametrize("name", JSON)
def test_bad_json_is_refused(name: str, tmp_path) -> None:
    with pytest.raises(FileProblem, match=r"x\.json"):
        cjm.read(file(tmp_path, "x.json", JSON[name]))


def test_each_bad_record_is_told_with_its_line(tmp_path) -> None:
    lines = SAMPLES["own.json"].decode().split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(',"cards/'))
    lines[at] = lines[at].replace('"text"', '"txet"')
    stage = next(i for i, line in enumerate(lines) if line.startswith(',"stages/'))
    lines[stage] = lines[stage].replace('"name"', '"nmae"')
    preview = cjm.read(file(tmp_path, "x.json", "\n".join(lines)))
    places = [str(each.place) for each in preview.invalid]
    assert any(place.endswith(f"line {at + 1}") for place in places)
    assert any(place.endswith(f"line {stage + 1}") for place in places)
    assert any("refers to a stage" in each.reason for each in preview.invalid)
    doc = cjm.Document()
    preview.apply(doc)
    assert len(doc.journeys[0].stages) == 4


# ---- paths and endings ---------------------------------------------------------------------------


def test_paths_that_are_none(tmp_path) -> None:
    for path, kind in ((None, BadInput), (7, BadInput), ("", BadInput), ("a\0b", BadInput)):
        with pytest.raises(kind):
            cjm.read(path)
    with pytest.raises(FileProblem, match="no such file"):
        cjm.read(tmp_path / "absent.mmd")
    with pytest.raises(FileProblem, match="folder"):
        cjm.read(tmp_path)
    with pytest.raises(BadInput, match=r"\.mmd"):
        cjm.read(file(tmp_path, "x.mdd", TEA))
    with pytest.raises(BadInput, match="stages"):
        cjm.read(file(tmp_path, "x.mmd", TEA), tasks="stage")


# ---- fuzz ----------------------------------------------------------------------------------------

GARBAGE = st.binary(max_size=40) | st.sampled_from(
    [
        b"\0",
        b'"',
        b";",
        b":",
        b"#",
        b"%%{",
        b"\n",
        b"{",
        b"}",
        b"<",
        b"&",
        b"\xff",
        b"PK\x03\x04",
        b"- ",
        b"=1",
        b"]]>",
    ]
)


@pytest.mark.parametrize("name", SAMPLES)
@settings(max_examples=120, suppress_health_check=list(HealthCheck), deadline=None)
@given(data=st.data())
def test_damaged_anywhere(name: str, data, tmp_path) -> None:
    held = bytearray(SAMPLES[name])
    for _ in range(data.draw(st.integers(1, 3))):
        start = data.draw(st.integers(0, len(held)))
        end = min(len(held), start + data.draw(st.integers(0, 30)))
        held[start:end] = data.draw(GARBAGE)
    tried(file(tmp_path, name, bytes(held)))


@pytest.mark.parametrize("ending", ENDINGS)
@settings(max_examples=80, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    data=st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))
)
def test_anything_at_all(ending: str, data: bytes, tmp_path) -> None:
    tried(file(tmp_path, f"x{ending}", data))


def test_the_limit_of_bytes_is_the_documented_one() -> None:
    assert source.MAX_BYTES == 64 * 2**20
