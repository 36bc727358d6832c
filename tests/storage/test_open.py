"""Opening, loading, saving and closing; one document a path; files that are no documents stay as they are."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets import storage
from cjm_widgets.errors import BadInput, FileProblem, OperationRefused
from cjm_widgets.model import codec
from cjm_widgets.model.document import Document
from cjm_widgets.model.records import Card, PersonaRecord
from cjm_widgets.storage import registry
from tests.strategies import SMALL

Open = Callable[..., Document]


def write_small(path: Path) -> bytes:
    path.write_text(codec.dumps(SMALL), "utf-8")
    return path.read_bytes()


def test_a_new_document_is_a_file_at_once(path: Path, open_idle: Open) -> None:
    document = open_idle(path)
    assert document.is_empty
    assert codec.loads(path.read_text("utf-8")).is_empty()
    assert document.save_status.state == "saved"
    assert document.save_status.path == str(path)
    assert document.save_status.at


def test_an_edit_is_there_after_closing_and_opening_byte_for_byte(path: Path, open_idle: Open) -> None:
    document = open_idle(path)
    document.add_journey("Glasses", template="purchase")
    storage.close(document)
    before = path.read_bytes()
    again = open_idle(path)
    assert again is not document
    assert again.state == document.state
    storage.close(again)
    assert path.read_bytes() == before


def test_opening_writes_nothing(path: Path, open_idle: Open) -> None:
    before = write_small(path)
    stamp = path.stat().st_mtime_ns
    storage.close(open_idle(path))
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, stamp)


def test_every_way_to_write_the_path_gives_the_same_document(
    tmp_path: Path, path: Path, open_idle: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = open_idle(path)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for way in (path, str(path), path.name, f"./{path.name}", link, f"~/{path.name}"):
        assert cjm.open(way) is document


def test_a_cell_run_five_times_loses_and_doubles_nothing(path: Path, open_idle: Open) -> None:
    seen = set()
    for _ in range(5):
        document = open_idle(path)
        journey = document.add_journey("Glasses", template="purchase")
        journey.add_card(lane="actions", stage="Discovery", text="Searches")
        seen.add((id(document), document.revision, storage.flush(document), path.read_bytes()))
    assert len(seen) == 1


def test_saving_through_a_link_keeps_the_link(tmp_path: Path, path: Path, open_idle: Open) -> None:
    write_small(path)
    link = tmp_path / "link.json"
    link.symlink_to(path)
    document = open_idle(link)
    document.add_persona("Ana")
    assert storage.flush(document)
    assert link.is_symlink()
    assert "Ana" in path.read_text("utf-8")


def test_load_never_saves(path: Path) -> None:
    before = write_small(path)
    document = cjm.load(path)
    document.add_persona("Ana")
    assert storage.flush(document)
    assert document.save_status.state == "memory"
    assert path.read_bytes() == before


def test_save_of_the_open_file_is_a_flush(path: Path, open_idle: Open) -> None:
    document = open_idle(path)
    document.add_persona("Ana")
    assert document.save(path) == path
    assert "Ana" in path.read_text("utf-8")
    assert document.save_status.state == "saved"


def test_a_copy_beside_and_a_closed_document_goes_on_in_memory(
    tmp_path: Path, path: Path, open_idle: Open
) -> None:
    document = open_idle(path)
    document.add_persona("Ana")
    document.save(tmp_path / "copy.json")
    assert storage.load(tmp_path / "copy.json").state == document.state
    storage.close(document)
    storage.close(document)
    before = path.read_bytes()
    document.add_persona("Bea")
    assert document.save_status.state == "memory"
    assert path.read_bytes() == before


@pytest.mark.parametrize("action", [cjm.open, cjm.load, Document().save])
def test_bad_paths(tmp_path: Path, action: Callable[[object], object]) -> None:
    with pytest.raises(FileProblem, match="folder") as caught:
        action(tmp_path)
    assert caught.value.code == "is_a_folder"
    with pytest.raises(FileProblem, match="no folder"):
        action(tmp_path / "missing" / "map.json")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(FileProblem, match="ordinary"):
        action(tmp_path / "pipe")
    for bad in ("", "  ", "a\0b", None, 5):
        with pytest.raises(BadInput, match="path"):
            action(bad)


def test_load_of_nothing(path: Path) -> None:
    with pytest.raises(FileProblem, match="no such file"):
        cjm.load(path)
    assert not path.exists()


def test_a_file_cut_off_anywhere_is_refused_and_left_alone(path: Path) -> None:
    whole = write_small(path)
    for size in [*range(0, len(whole) - 1, 37), len(whole) - 2]:
        path.write_bytes(whole[:size])
        with pytest.raises(FileProblem) as caught:
            cjm.open(path)
        error = caught.value
        assert error.code in ("not_json", "not_text")
        assert f"{path}, line " in str(error.where)
        assert "not touched" in str(error.hint)
        assert path.read_bytes() == whole[:size]
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


HEAD = b'{"format": "cjm_widgets", "schema_version": 1,'


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        (b"\xff\xfe\x00", "not_text", "line 1"),
        (b'{"format": "cjm_widgets",\n"a": "\xe9"}', "not_text", "line 2"),
        (b"hello", "not_json", "line 1"),
        (b"{}", "not_a_document", "line 1"),
        (HEAD + b'\n\n"cards/card_0000": {"txt": ""}}', "invalid_value", "line 3"),
        (
            HEAD + b'\n"personas/persona_0000": {"name": "A", "rle": "x"}}',
            "unknown_field",
            'line 2, personas.persona_0000.rle',
        ),
    ],
)  # fmt: skip
def test_what_is_no_document_is_refused_with_file_and_line(
    path: Path, content: bytes, code: str, words: str
) -> None:
    path.write_bytes(content)
    with pytest.raises(FileProblem) as caught:
        cjm.open(path)
    assert caught.value.code == code
    assert str(path) in str(caught.value)
    assert words in str(caught.value)
    assert path.read_bytes() == content


def test_marks_of_a_git_conflict_are_named(path: Path) -> None:
    lines = codec.dumps(SMALL).splitlines()
    lines[4:4] = ["<<<<<<< ours", lines[4], "=======", lines[4], ">>>>>>> theirs"]
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(FileProblem, match="git") as caught:
        cjm.open(path)
    assert f"{path}, line 5" in str(caught.value.where)


def test_a_byte_order_mark_is_passed_over(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + codec.dumps(SMALL).encode())
    assert cjm.load(path).state == SMALL


def newer(path: Path) -> bytes:
    plain = codec.to_dict(SMALL)
    flat = {"format": codec.FORMAT, "schema_version": 99}
    flat |= {
        f"{t}/{r}": dict(v) for t, rows in plain.items() if isinstance(rows, dict) for r, v in rows.items()
    }
    flat["cards/card_0000"]["glow"] = True  # type: ignore[index]
    flat["cards/card_0001"]["sentiment"] = "ecstatic"  # type: ignore[index]
    flat["votes/vote_0000"] = {"card_id": "card_0000"}
    flat["phases/phase_0009"] = {"journey_id": "journey_9999"}
    flat["policy"] = "strict"
    path.write_text(json.dumps(flat), "utf-8")
    return path.read_bytes()


def test_a_newer_schema_is_shown_as_far_as_known_and_never_written(path: Path, open_idle: Open) -> None:
    before = newer(path)
    with pytest.warns(UserWarning, match="schema 99"):
        document = open_idle(path)
    assert "schema 99" in str(document.read_only)
    assert "Update cjm_widgets" in str(document.read_only)
    assert (document.save_status.state, document.save_status.message) == ("read_only", document.read_only)
    assert document.state.get(Card, "card_0000") == SMALL.get(Card, "card_0000")
    assert document.state.get(Card, "card_0001").sentiment == "neutral"
    assert document.state.table(PersonaRecord) == SMALL.table(PersonaRecord)
    assert "phase_0009" not in document.state.tables["phases"]
    with pytest.raises(OperationRefused):
        document.add_persona("Ana")
    for target in (path, path.with_name("copy.json")):
        with pytest.raises(FileProblem, match="newer"):
            document.save(target)
    assert open_idle(path) is document
    storage.close(document)
    assert path.read_bytes() == before
    assert [entry.name for entry in path.parent.iterdir()] == [path.name]


def test_a_file_that_may_not_be_written_opens_read_only(
    path: Path, open_idle: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = write_small(path)
    monkeypatch.setattr(registry.os, "access", lambda target, mode: Path(target) != path)
    with pytest.warns(UserWarning, match="may not be written"):
        document = open_idle(path)
    assert document.save_status.state == "read_only"
    with pytest.raises(OperationRefused) as caught:
        document.add_persona("Ana")
    assert caught.value.code == "read_only"
    with pytest.raises(FileProblem, match="not permitted"):
        document.save(path)
    copy = document.save(path.with_name("copy.json"))
    assert cjm.load(copy).state == SMALL
    assert path.read_bytes() == before
    monkeypatch.undo()
    path.write_text(codec.dumps(SMALL).replace("Robert", "Roberta"), "utf-8")
    assert open_idle(path).read_only is None


def test_a_new_file_that_cannot_be_made_is_said_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object, **named: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(registry.os, "open", refuse)
    with pytest.raises(FileProblem, match="not permitted"):
        cjm.open(path)
    assert list(path.parent.iterdir()) == []
