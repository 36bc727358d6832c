"""Versions of a document in a file: made, previewed and restored; never in the way of saving."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import pytest

from cjm_widgets import storage
from cjm_widgets.errors import BadInput, FileProblem, NotFound, OperationRefused
from cjm_widgets.model.codec import dumps
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import Patch, put
from cjm_widgets.model.records import Card, Conflict
from cjm_widgets.model.signals import Notice
from cjm_widgets.model.state import State
from cjm_widgets.model.versions import VersionKeeper
from cjm_widgets.model.words import Words
from cjm_widgets.storage import atomic, history
from cjm_widgets.storage.history import AutomaticVersions, FileShelf, history_path
from tests.storage.kernels import Kernel
from tests.strategies import SMALL

Open = Callable[..., Document]


def say(document: Document, text: str) -> None:
    document.commit([Patch("cards", "card_0000", {"text": text})], label="edit_card")


def said(document: Document) -> str:
    return document.state.get(Card, "card_0000").text


@pytest.fixture
def document(path: Path, open_idle: Open) -> Document:
    path.write_text(dumps(SMALL), "utf-8")
    return open_idle(path)


# -- by hand ----------------------------------------------------------------------------------------------


def test_a_version_is_there_after_the_file_was_opened_anew(
    document: Document, path: Path, open_idle: Open
) -> None:
    say(document, "first")
    made = document.save_version("before the workshop")
    say(document, "second")
    storage.close(document)
    again = open_idle(path)
    found = again.version("before the workshop")
    assert (found.id, found.kind, found.time.tzinfo is not None) == (made.id, "named", True)
    assert said(again.preview(found)) == "first"
    assert dumps(found.state) == dumps(again.preview(found.id).state)


def test_the_history_lies_beside_the_file(document: Document, path: Path) -> None:
    document.save_version("here")
    assert (path.parent / "map.cjm.json.cjm-history").is_file()
    assert history_path(path).name == "map.cjm.json.cjm-history"


def test_looking_at_a_document_leaves_no_history(document: Document, path: Path) -> None:
    assert document.versions == ()
    storage.close(document)
    assert not history_path(path).exists()


def test_a_preview_cannot_be_changed_and_says_what_it_is(document: Document) -> None:
    document.save_version("old")
    shown = document.preview("old")
    with pytest.raises(OperationRefused, match="old"):
        shown.add_persona("Ana")
    assert shown.save_status.state == "read_only"
    reason = shown.save_status.message
    assert isinstance(reason, Words)
    assert "version" in reason
    assert "pas modifiée" in reason.say("fr")


def test_a_restore_is_one_step_that_can_be_undone_and_keeps_what_was_there(document: Document) -> None:
    document.save_version("start")
    say(document, "edited")
    document.add_persona("Ana")
    before = document.state
    change = document.restore("start")
    assert change is not None
    assert document.state == SMALL
    assert (document.versions[-1].kind, document.versions[-1].state) == ("before_restore", before)
    document.undo()
    assert document.state == before
    document.redo()
    assert document.state == SMALL
    assert document.restore("start") is None


def test_a_rule_of_before_there_were_rules_comes_back_as_it_was(document: Document) -> None:
    odd = Patch("personas", "persona_0000", {"segment": "no rule at (("})
    document.commit([odd], label="merge_file", origin="file")
    document.save_version("odd")
    document.commit([Patch("personas", "persona_0000", {"segment": ""})], label="edit_persona")
    document.restore("odd")
    assert document.persona("Julie").segment == "no rule at (("


def test_a_document_in_memory_has_versions_too() -> None:
    document = Document(SMALL)
    document.save_version("a")
    say(document, "later")
    document.restore("a")
    assert [version.title("fr") for version in document.versions] == ["a", "Avant une restauration"]


@pytest.mark.parametrize("label", ["", "  ", "x" * 201, None, 3])
def test_a_label_that_is_none_is_refused(document: Document, label: object) -> None:
    with pytest.raises(BadInput):
        document.save_version(label)  # type: ignore[arg-type]
    assert document.versions == ()


def test_an_unknown_version_is_named_with_its_nearest(document: Document) -> None:
    document.save_version("workshop")
    with pytest.raises(NotFound, match="workshop"):
        document.preview("worksop")


def test_of_two_with_one_label_the_newest_is_meant(document: Document) -> None:
    document.save_version("draft")
    say(document, "two")
    newest = document.save_version("draft")
    assert document.version("draft") == newest


def test_a_read_only_document_shows_its_history_and_adds_nothing(
    document: Document, path: Path, open_idle: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.save_version("kept")
    storage.close(document)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.warns(UserWarning, match="may not be written"):
        looked_at = open_idle(path)
    assert looked_at.read_only
    assert [version.label for version in looked_at.versions] == ["kept"]
    with pytest.raises(OperationRefused):
        looked_at.save_version("no")
    with pytest.raises(OperationRefused):
        say(looked_at, "no")


# -- by itself --------------------------------------------------------------------------------------------


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def monotonic(self) -> float:
        return self.now


def test_what_was_opened_is_kept_with_the_first_save(document: Document) -> None:
    say(document, "one")
    assert storage.flush(document)
    say(document, "two")
    assert storage.flush(document)
    assert [(version.kind, version.state) for version in document.versions] == [("opening", SMALL)]


def test_at_most_one_in_ten_minutes_of_work(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    clock, keeper = Clock(), VersionKeeper()
    monkeypatch.setattr(history, "time", clock)
    versions = AutomaticVersions(keeper, State(), lambda notice: pytest.fail(notice.message))
    for minute in range(35):
        clock.now = minute * 60.0
        say(document, str(minute))
        versions.saved(document.state)
    texts = [version.state.get(Card, "card_0000").text for version in keeper.versions()]
    assert texts == ["10", "20", "30"]


@pytest.mark.parametrize(
    ("opened", "kinds"), [(SMALL, ["opening", "automatic"]), (State(), ["automatic"])], ids=["opened", "new"]
)
def test_the_ten_minutes_are_of_work_and_begin_with_the_first_save(
    document: Document, monkeypatch: pytest.MonkeyPatch, opened: State, kinds: list[str]
) -> None:
    clock, keeper = Clock(), VersionKeeper()
    monkeypatch.setattr(history, "time", clock)
    versions = AutomaticVersions(keeper, opened, lambda notice: pytest.fail(notice.message))
    for minute in (11, 11.1, 11.2, 20.9):  # eleven minutes it was only looked at
        clock.now = minute * 60.0
        say(document, str(minute))
        versions.saved(document.state)
    assert [version.kind for version in keeper.versions()] == kinds[:-1]
    clock.now = 21 * 60.0
    say(document, "21")
    versions.saved(document.state)
    assert [version.kind for version in keeper.versions()] == kinds


def test_an_opening_version_that_is_late_counts_for_the_ten_minutes(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock, keeper = Clock(), VersionKeeper()
    monkeypatch.setattr(history, "time", clock)
    versions = AutomaticVersions(keeper, SMALL, lambda notice: None)
    with monkeypatch.context() as broken:
        broken.setattr(keeper.shelf, "append", Mock(side_effect=FileProblem("full")))
        versions.saved(document.state)
    for clock.now in (660.0, 670.0):
        say(document, str(clock.now))
        versions.saved(document.state)
    assert [version.kind for version in keeper.versions()] == ["opening"]


def test_two_kernels_keep_their_versions_in_one_history(path: Path) -> None:
    path.write_text(dumps(SMALL), "utf-8")
    kernels = [Kernel(path), Kernel(path)]
    for kernel in kernels:
        kernel.document.adopt_history(VersionKeeper(FileShelf(path)))
    for number in range(6):
        kernel = kernels[number % 2]
        say(kernel.document, f"text {number}")
        kernel.document.save_version(f"version {number}")
    labels = [f"version {number}" for number in range(6)]
    for kernel in kernels:
        assert [version.label for version in kernel.document.versions] == labels
        texts = [version.state.get(Card, "card_0000").text for version in kernel.document.versions]
        assert texts == [f"text {number}" for number in range(6)]


def test_one_kernel_thins_out_while_another_goes_on(path: Path) -> None:
    one = VersionKeeper(FileShelf(path), most=4)
    two = VersionKeeper(FileShelf(path), most=1_000)
    states = []
    document = Document(SMALL)
    for number in range(30):
        say(document, f"text {number}")
        states.append(document.state)
        (one if number % 3 else two).keep(document.state, "automatic")
    assert len(one.versions()) <= 6
    for version in two.versions():
        assert version.state in states
    assert two.versions()[-1].state == document.state


# -- never in the way -------------------------------------------------------------------------------------


def break_history(monkeypatch: pytest.MonkeyPatch, code: int, after: int = 0) -> None:
    """Let writing to a history fail after some bytes; the disk of the document goes on."""
    real = os.write

    class Full:
        def __getattr__(self, name: str) -> object:
            return getattr(os, name)

        def write(self, descriptor: int, data: bytes) -> int:
            if after:
                real(descriptor, bytes(data[:after]))
            raise OSError(code, os.strerror(code))

    monkeypatch.setattr(history, "os", Full())


@pytest.mark.parametrize(
    ("code", "words"), [(errno.ENOSPC, "The disk is full."), (errno.EROFS, "The disk is read-only.")]
)
def test_a_history_that_cannot_be_written_is_told_once_and_the_document_is_saved(
    document: Document, path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    notices: list[Notice] = []
    document.on_notice(notices.append)
    break_history(monkeypatch, code)
    for number in range(3):
        say(document, str(number))
        assert storage.flush(document)
        assert path.read_text("utf-8") == dumps(document.state)
        assert document.save_status.state == "saved"
    (notice,) = notices
    assert notice.level == "warning"
    assert words in notice.message
    assert isinstance(notice.message, Words)
    assert "historique" in notice.message.say("fr")


def test_a_named_version_that_cannot_be_written_is_an_error_and_leaves_no_part(
    document: Document, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.save_version("good")
    before = history_path(path).read_bytes()
    break_history(monkeypatch, errno.ENOSPC, after=40)
    say(document, "edit")
    with pytest.raises(FileProblem, match="full") as refused:
        document.save_version("bad")
    assert refused.value.hint == "Your edits are kept in memory."  # the last one is not in the file yet
    assert storage.flush(document)
    with pytest.raises(FileProblem, match="saved as always"):
        document.save_version("bad")
    assert history_path(path).read_bytes() == before
    assert said(document) == "edit"


def test_a_disk_that_is_full_for_both_is_not_said_to_hold_the_document(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices: list[Notice] = []
    document.on_notice(notices.append)
    break_history(monkeypatch, errno.ENOSPC)
    monkeypatch.setattr(atomic, "os", history.os)
    say(document, "edit")
    assert not storage.flush(document)
    with pytest.raises(FileProblem, match="full") as refused:
        document.save_version("mine")
    assert document.keep_version("before_import") is None
    said = [notice.message for notice in notices] + [str(refused.value)]
    assert len(said) == 3
    assert "saved as always" not in " ".join(said)
    assert "kept in memory" in str(refused.value)


def test_a_restore_goes_on_where_no_version_can_be_kept(
    document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    document.save_version("start")
    say(document, "edit")
    notices: list[Notice] = []
    document.on_notice(notices.append)
    break_history(monkeypatch, errno.EACCES)
    document.restore("start")
    assert document.state == SMALL
    assert [notice.level for notice in notices] == ["warning"]
    document.undo()
    assert said(document) == "edit"


def test_a_history_that_is_rubbish_is_passed_over(document: Document, path: Path) -> None:
    history_path(path).write_bytes(b"\x00\xff rubbish without end")
    assert document.versions == ()
    document.save_version("after it")
    assert [version.label for version in document.versions] == ["after it"]
    assert document.versions[0].state == SMALL


# -- conflicts --------------------------------------------------------------------------------------------


def with_conflict() -> Document:
    document = Document(SMALL)
    conflict = Conflict(
        id="conflict_0001", of_table="cards", of_id="card_0000", field="text", other='"theirs"'
    )
    document.commit([put(conflict)], label="merge_file", origin="file")
    return document


@pytest.mark.parametrize(("keep", "text"), [("ours", "0000"), ("theirs", "theirs")])
def test_choosing_a_value_is_one_step(keep: str, text: str) -> None:
    document = with_conflict()
    document.resolve(document.conflicts[0], keep=keep)  # type: ignore[arg-type]
    assert (said(document), document.conflicts) == (text, ())
    document.undo()
    assert (said(document), len(document.conflicts)) == ("0000", 1)


def test_choosing_wrongly_changes_nothing() -> None:
    document = with_conflict()
    with pytest.raises(BadInput, match="ours"):
        document.resolve("conflict_0001", keep="our")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        document.resolve("conflict_0002", keep="ours")
    assert len(document.conflicts) == 1
