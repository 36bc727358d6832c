"""What goes wrong with the disk: what people are told, in their language, and that nothing is lost by it."""

from __future__ import annotations

import errno
import json
import os
import queue
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cjm_widgets import storage
from cjm_widgets.locale import strings
from cjm_widgets.model.codec import dumps
from cjm_widgets.model.ops import Patch
from cjm_widgets.model.records import Card
from cjm_widgets.storage import atomic, history, reading
from cjm_widgets.storage import lock as storage_lock
from cjm_widgets.storage.autosave import Pace
from cjm_widgets.widgets.session import Session
from tests.endurance.stores import Stores
from tests.endurance.world import SCOPE, read_state
from tests.storage.kernels import Kernel
from tests.strategies import SMALL


class Desk:
    """A board of one document on a page without a screen; the kernel saves when the test says so."""

    def __init__(self, stores: Stores, path: Path, locale: str) -> None:
        self.stores, self.name = stores, f"desk_{id(self)}"
        path.parent.mkdir(exist_ok=True)
        path.write_text(dumps(SMALL), "utf-8")
        self.path = path
        self.kernel = Kernel(path)
        self.kernel.saver.pace = Pace()
        self.seen: dict[str, Any] = {}
        self.asleep = False
        self._up: list[dict[str, Any]] = []
        self.session = Session(
            self.kernel.document,
            SCOPE,
            lambda m: self.ask("receive", message=m),
            lambda: (locale, strings(locale)),
        )
        self.ask("open")

    def ask(self, do: str, **rest: Any) -> Any:
        """Have the page do something; the kernel hears of it at once."""
        answer = self.stores.ask(self.name, do, **rest)
        self.seen = answer["seen"]
        for message in answer["sent"]:
            self._up.append(json.loads(json.dumps(message)))
        if not self.asleep:
            self.wake()
        return answer["result"]

    def wake(self) -> None:
        """Let arrive what the page has sent."""
        self.asleep = False
        while self._up:
            self.session.receive(self._up.pop(0))

    def write(self, text: str) -> None:
        """Write on a card of the page."""
        op = {"op": "patch", "table": "cards", "id": "card_0000", "fields": {"text": text}}
        assert self.ask("edit", label="edit_card", ops=[op])

    def turn(self) -> None:
        """Let the time come at which something is due, and no more."""
        saver = self.kernel.saver
        saver.turn(max(saver._next_save(), saver._looked_at + saver.pace.look))

    def on_screen(self) -> str:
        return str(self.ask("look")["cards"]["card_0000"]["text"])

    def in_copy(self) -> str:
        """Return the text as *Copy my work* gives it."""
        return str(self.ask("copy")["document"]["tables"]["cards"]["card_0000"]["text"])

    def in_file(self) -> str:
        return str(read_state(self.path).get(Card, "card_0000").text)


@pytest.fixture(params=["en", "fr"])
def desk(stores: Stores, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Desk]:
    found = Desk(stores, tmp_path / "drive" / "map.cjm.json", request.param)
    yield found
    found.ask("close")


class Broken:
    """The functions of ``os`` on a drive where some of them fail."""

    def __init__(self, code: int, *names: str) -> None:
        self._code, self._names = code, names

    def __getattr__(self, name: str) -> Any:
        if name in self._names:
            return self._fail
        return getattr(os, name)

    def _fail(self, *_args: object, **_named: object) -> None:
        raise OSError(self._code, os.strerror(self._code))


def break_drive(monkeypatch: pytest.MonkeyPatch, code: int, *names: str) -> None:
    """Let these functions fail wherever the storage uses them; reading fails too where ``read`` is named."""
    broken = Broken(code, *names)
    for module in (atomic, storage_lock, history):
        monkeypatch.setattr(module, "os", broken)
    if "read" in names:
        monkeypatch.setattr(reading.Path, "read_bytes", broken._fail)


DRIVES = {
    "disk full": (errno.ENOSPC, ("write",), "The disk is full.", "Le disque est plein."),
    "quota": (errno.EDQUOT, ("write",), "The disk quota is used up.", "Le quota du disque est épuisé."),
    "folder read-only": (
        errno.EACCES, ("open",), "Writing is not permitted.",
        "Vous n’avez pas le droit d’écrire dans ce fichier.",
    ),
    "disk read-only": (errno.EROFS, ("open",), "The disk is read-only.", "Le disque est en lecture seule."),
    "drive gone while writing": (
        errno.EIO, ("fsync",), "The disk reports an input/output error.",
        "Le disque signale une erreur d’entrée-sortie.",
    ),
    "drive gone at the last moment": (
        errno.ESTALE, ("replace",), "The drive of the file does not answer.",
        "Le lecteur où se trouve le fichier ne répond plus.",
    ),
    "drive gone for good": (
        errno.ENOTCONN, ("stat", "open", "read", "replace"), "The drive of the file does not answer.",
        "Le lecteur où se trouve le fichier ne répond plus.",
    ),
    "folder out of reach": (
        errno.EACCES, ("stat", "open", "read"), "Writing is not permitted.",
        "Vous n’avez pas le droit d’écrire dans ce fichier.",
    ),
}  # fmt: skip
KEPT = {"en": "Your edits are kept in memory.", "fr": "Vos modifications restent en mémoire."}
NOT_SAVED = {"en": "Not saved", "fr": "Non enregistré"}
SAVED = {"en": "Saved", "fr": "Enregistré"}


@pytest.mark.parametrize("kind", DRIVES)
def test_a_drive_that_fails_and_comes_back(desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    code, names, english, french = DRIVES[kind]
    locale = desk.seen["locale"]
    desk.write("before")
    desk.turn()
    assert (desk.seen["saved"], desk.in_file()) == (True, "before")
    with monkeypatch.context() as broken:
        break_drive(broken, code, *names)
        desk.write("meanwhile")
        for _ in range(3):
            desk.turn()
            assert not desk.seen["saved"]
            assert desk.seen["says"] == NOT_SAVED[locale]
            assert desk.seen["reason"] == f"{french if locale == 'fr' else english} {KEPT[locale]}"
        assert (desk.on_screen(), desk.in_copy()) == ("meanwhile", "meanwhile")
        assert len([notice for notice in desk.seen["notices"] if notice.startswith("error")]) == 1
    assert desk.in_file() == "before"
    desk.turn()  # by itself, once it is back
    assert (desk.seen["says"], desk.in_file()) == (SAVED[locale], "meanwhile")
    assert [entry.suffix for entry in desk.path.parent.iterdir() if entry.suffix == ".tmp"] == []


GONE = {
    "en": "The folder of the file is gone. Your edits are kept in memory.",
    "fr": "Le dossier du fichier a disparu. Vos modifications restent en mémoire.",
}
ANOTHER = {
    "en": "Another folder stands where the folder of the file was, and the file is not in it. "
    "Your edits are kept in memory and are saved once the folder is back; "
    "doc.save(…) with this path saves them here.",
    "fr": "Un autre dossier a pris la place de celui du fichier, et le fichier n’y est pas. "
    "Vos modifications restent en mémoire et seront enregistrées dès que le dossier sera revenu ; "
    "doc.save(…) avec ce chemin les enregistre ici.",
}


@pytest.mark.parametrize("instead", ["nothing", "file", "folder"])
def test_a_folder_that_goes_away_and_comes_back(desk: Desk, tmp_path: Path, instead: str) -> None:
    locale, away = desk.seen["locale"], tmp_path / "away"
    desk.path.parent.rename(away)
    if instead == "file":
        desk.path.parent.write_text("no folder any more", "utf-8")
    elif instead == "folder":  # where a drive was mounted
        desk.path.parent.mkdir()
    said = ANOTHER if instead == "folder" else GONE
    for _ in range(3):  # also when nobody edits
        desk.turn()
    assert (desk.seen["says"], desk.seen["reason"]) == (NOT_SAVED[locale], said[locale])
    desk.write("meanwhile")
    desk.turn()
    assert (desk.on_screen(), desk.in_copy()) == ("meanwhile", "meanwhile")
    if instead == "file":
        desk.path.parent.unlink()
    elif instead == "folder":
        desk.path.parent.rmdir()  # nothing was left in it
    away.rename(desk.path.parent)
    desk.turn()
    assert (desk.seen["says"], desk.in_file()) == (SAVED[locale], "meanwhile")


def test_the_thread_that_saves_outlives_a_drive_that_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "map.cjm.json"
    path.write_text(dumps(SMALL), "utf-8")
    document = storage.open(path, pace=Pace(quiet=0.01, longest=0.02, look=0.01, back_off=0.01))
    heard = Heard(document)
    with monkeypatch.context() as broken:
        break_drive(broken, errno.ESTALE, "stat", "open", "read")
        heard.wait("failed")  # found by looking, nobody has edited
        document.commit([Patch("cards", "card_0000", {"text": "meanwhile"})], label="edit_card")
    heard.wait("saved")
    assert read_state(path).get(Card, "card_0000").text == "meanwhile"
    storage.close(document)


class Heard:
    """The states of a document as they are told, waited for."""

    def __init__(self, document: Any) -> None:
        self._states: queue.Queue[str] = queue.Queue()
        document.on_status(lambda status: self._states.put(status.state))

    def wait(self, state: str) -> None:
        while self._states.get(timeout=20) != state:
            pass


def test_who_has_the_file_open_is_listed_again_when_the_folder_is_back(tmp_path: Path) -> None:
    path = tmp_path / "drive" / "map.cjm.json"
    path.parent.mkdir()
    path.write_text(dumps(SMALL), "utf-8")
    kernel = Kernel(path)
    kernel.saver.file.lock.join()
    shutil.rmtree(path.parent)
    kernel.saver.look()
    assert not path.parent.exists()
    path.parent.mkdir()
    path.write_text(dumps(SMALL), "utf-8")
    kernel.saver.look()
    listed = [json.loads(line) for line in (path.parent / ".map.cjm.json.lock").read_text().splitlines()]
    assert [entry["pid"] for entry in listed] == [os.getpid()]
    kernel.saver.file.lock.leave()
    kernel.saver.look()
    assert not (path.parent / ".map.cjm.json.lock").exists()
