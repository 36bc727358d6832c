"""Writing whole or not at all, whatever fails on the way."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from cjm_widgets.storage import atomic
from cjm_widgets.storage.atomic import remove_left_overs, stamp, write_atomic


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_new_bytes_and_the_stamp_of_them(path: Path) -> None:
    assert stamp(path) is None
    assert write_atomic(path, b"one") == stamp(path)
    assert write_atomic(path, b"two, longer") == stamp(path)
    assert path.read_bytes() == b"two, longer"
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize("step", ["open", "write", "fsync", "replace"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    write_atomic(path, b"old")

    def fail(*args: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(atomic.os, step, fail)
    with pytest.raises(OSError, match=os.strerror(code)):
        write_atomic(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert names(path.parent) == [path.name]


def test_a_disk_that_fills_up_in_the_middle(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_atomic(path, b"old")
    real, room = os.write, [1_000]

    def write(descriptor: int, data: bytes) -> int:
        if not room[0]:
            raise OSError(errno.ENOSPC, "No space left on device")
        written = real(descriptor, bytes(data[: room[0]]))
        room[0] -= written
        return written

    monkeypatch.setattr(atomic.os, "write", write)
    with pytest.raises(OSError, match="No space"):
        write_atomic(path, b"x" * 5_000)
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert names(path.parent) == [path.name]


def test_writes_that_take_only_a_part_are_gone_on_with(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write
    monkeypatch.setattr(atomic.os, "write", lambda descriptor, data: real(descriptor, bytes(data[:7])))
    write_atomic(path, bytes(range(256)))
    monkeypatch.undo()
    assert path.read_bytes() == bytes(range(256))


def test_data_reaches_the_disk_before_the_name_and_the_folder_after(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(atomic.os, "fsync", lambda fd: (steps.append("fsync"), fsync(fd)))
    monkeypatch.setattr(atomic.os, "replace", lambda a, b: (steps.append("replace"), replace(a, b)))
    write_atomic(path, b"x")
    assert steps == ["fsync", "replace", "fsync"]


def test_the_mode_is_kept_and_a_link_followed(tmp_path: Path, path: Path) -> None:
    write_atomic(path, b"old")
    path.chmod(0o640)
    (tmp_path / "sub").mkdir()
    link = tmp_path / "sub" / "link"
    link.symlink_to(path)
    write_atomic(link, b"new")
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert path.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path / "sub") == ["link"]


def test_a_new_file_has_the_usual_mode(path: Path) -> None:
    usual = path.with_name("usual")
    usual.touch()
    write_atomic(path, b"x")
    assert path.stat().st_mode == usual.stat().st_mode


@pytest.mark.parametrize("name", ["é 日本.json", "日" * 80, "x" * 255, "-rf", "a b"])
def test_odd_and_long_names(tmp_path: Path, name: str) -> None:
    write_atomic(tmp_path / name, b"x")
    assert names(tmp_path) == [name]


def test_old_left_overs_of_this_file_are_removed_and_nothing_else(path: Path) -> None:
    mine = path.with_name(f".{path.name}.123.0a1b2c3d.tmp")
    fresh = path.with_name(f".{path.name}.124.0a1b2c3d.tmp")
    others = [
        path.with_name(name) for name in (f".{path.name}.lock", ".other.json.123.0a1b2c3d.tmp", "notes.tmp")
    ]
    for file in (mine, fresh, *others):
        file.touch()
    for file in (mine, *others):
        os.utime(file, (0, 0))
    assert remove_left_overs(path) == [mine]
    assert fresh.exists()
    assert all(file.exists() for file in others)
    assert remove_left_overs(path.parent / "missing" / "x.json") == []
