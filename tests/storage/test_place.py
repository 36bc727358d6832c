"""Another folder in the place of the one the file was in, and a file that holds less than was saved in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cjm_widgets import storage
from cjm_widgets.errors import FileProblem
from cjm_widgets.model import codec
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import Patch
from cjm_widgets.model.records import Card
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words
from tests.storage.kernels import Kernel
from tests.strategies import SMALL

Open = Callable[..., Document]


def edit(document: Document, text: str, number: int = 0) -> None:
    document.commit([Patch("cards", f"card_000{number}", {"text": text})], label="edit_card")


def texts(state: State) -> list[str]:
    return [state.get(Card, f"card_000{number}").text for number in (0, 1)]


def on_disk(path: Path) -> State:
    return codec.loads(path.read_text("utf-8"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file on a drive."""
    path = tmp_path / "drive" / "map.cjm.json"
    path.parent.mkdir()
    path.write_text(codec.dumps(SMALL), "utf-8")
    return path


@pytest.fixture
def kernel(path: Path) -> Kernel:
    kernel = Kernel(path)
    edit(kernel.document, "first")
    assert kernel.saver.flush()
    edit(kernel.document, "second")
    assert kernel.saver.flush()
    return kernel


def lose(path: Path) -> Path:
    """Take the drive away; an empty folder is left where it stood. Returns where it went."""
    away = path.parent.rename(path.parent.with_name("away"))
    path.parent.mkdir()
    return away


def bring_back(path: Path, away: Path) -> None:
    path.parent.rmdir()
    away.rename(path.parent)


# -- another folder ---------------------------------------------------------------------------------------


def test_a_drive_that_was_lost_and_is_back_has_all_edits(kernel: Kernel, path: Path) -> None:
    document, saver = kernel.document, kernel.saver
    away = lose(path)
    for _ in range(3):
        saver.look()
    assert document.save_status.state == "failed"
    edit(document, "meanwhile", 1)
    assert not saver.flush()
    assert [notice.level for notice in kernel.notices] == ["error"]
    assert "Another folder" in kernel.notices[0].message
    assert list(path.parent.iterdir()) == []
    bring_back(path, away)
    saver.look()
    assert document.save_status.state == "saved"
    assert texts(document.state) == texts(on_disk(path)) == ["second", "meanwhile"]
    assert document.history.undo_label == "edit_card"


def test_what_another_wrote_on_the_drive_meanwhile_is_merged(kernel: Kernel, path: Path) -> None:
    away = lose(path)
    edit(kernel.document, "meanwhile", 1)
    assert not kernel.saver.flush()
    there = away / path.name
    there.write_text(there.read_text("utf-8").replace("second", "third"), "utf-8")
    bring_back(path, away)
    assert kernel.saver.flush()
    assert texts(on_disk(path)) == ["third", "meanwhile"]


def test_nothing_of_ours_is_put_into_the_other_folder(path: Path, open_idle: Open) -> None:
    document = open_idle(path)
    edit(document, "first")
    away = lose(path)
    assert not storage.flush(document)
    document.on_notice(lambda notice: None)
    with pytest.raises(FileProblem, match="Another folder") as refused:
        document.save_version("mine")
    assert (refused.value.code, document.keep_version("before_import")) == ("other_folder", None)
    assert list(path.parent.iterdir()) == []
    bring_back(path, away)
    storage.close(document)
    assert texts(on_disk(path))[0] == "first"


def test_who_asks_for_it_has_it_saved_in_the_other_folder(path: Path, open_idle: Open) -> None:
    document = open_idle(path)
    edit(document, "first")
    lose(path)
    assert not storage.flush(document)
    assert "doc.save" in str(document.save_status.message)
    document.save(path)
    assert document.save_status.state == "saved"
    edit(document, "second")
    assert storage.flush(document)
    assert texts(on_disk(path))[0] == "second"
    path.parent.rename(path.parent.with_name("away too"))
    path.parent.mkdir()
    edit(document, "third")
    assert not storage.flush(document)  # it was asked for that folder, not for any


def test_a_file_deleted_in_its_own_folder_is_written_again(kernel: Kernel, path: Path) -> None:
    path.unlink()
    (path.parent / "something else").touch()
    edit(kernel.document, "third")
    assert kernel.saver.flush()
    assert texts(on_disk(path))[0] == "third"


def test_a_folder_made_anew_with_the_file_in_it_is_the_folder(kernel: Kernel, path: Path) -> None:
    away = lose(path)
    shutil.copy(away / path.name, path)  # a branch checked out again, a drive mounted anew
    edit(kernel.document, "third")
    assert kernel.saver.flush()
    path.unlink()
    assert kernel.saver.flush()  # in the folder it was last in
    assert texts(on_disk(path))[0] == "third"
    assert not [notice for notice in kernel.notices if notice.level == "error"]


def test_a_folder_that_goes_at_the_last_moment_is_not_taken_for_its_successor(
    kernel: Kernel, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from cjm_widgets.storage import atomic

    real = atomic.os.fsync
    gone: list[Path] = []

    def fsync(descriptor: int) -> None:
        real(descriptor)
        gone.append(lose(path))

    edit(kernel.document, "third")
    with monkeypatch.context() as broken:
        broken.setattr(atomic.os, "fsync", fsync)
        assert not kernel.saver.flush()
    assert kernel.document.save_status.state == "failed"
    bring_back(path, gone[0])
    assert kernel.saver.flush()
    assert texts(on_disk(path))[0] == "third"


# -- less than was saved ----------------------------------------------------------------------------------


def test_a_file_that_went_back_is_told_and_what_was_saved_is_kept(kernel: Kernel, path: Path) -> None:
    document = kernel.document
    saved = document.state
    path.write_text(codec.dumps(saved).replace("second", "first"), "utf-8")
    edit(document, "meanwhile", 1)
    before = document.state
    kernel.saver.look()
    assert texts(document.state) == texts(on_disk(path)) == ["first", "meanwhile"]
    (notice,) = kernel.notices
    assert notice.level == "warning"
    assert isinstance(notice.message, Words)
    assert "earlier state" in notice.message
    assert "état antérieur" in notice.message.say("fr")
    assert "versions" in notice.message
    (version,) = document.versions
    assert (version.kind, version.state) == ("before_restore", before)
    document.undo()
    assert document.state == before


def test_a_colleague_who_takes_back_their_own_edit_is_no_file_that_went_back(
    kernel: Kernel, path: Path
) -> None:
    other = Kernel(path)
    edit(other.document, "theirs")
    other.saver.flush()
    kernel.saver.look()
    other.document.undo()
    other.saver.flush()
    kernel.saver.look()
    assert texts(kernel.document.state)[0] == "second"
    assert (kernel.notices, kernel.document.versions) == ([], ())


def test_a_file_emptied_elsewhere_is_told_and_what_it_held_is_kept(kernel: Kernel, path: Path) -> None:
    saved = kernel.document.state
    Document().save(path)
    kernel.saver.look()
    assert kernel.document.state.is_empty()
    (notice,) = kernel.notices
    assert "emptied" in notice.message
    assert [version.state for version in kernel.document.versions] == [saved]
    kernel.document.undo()
    assert kernel.document.state == saved
