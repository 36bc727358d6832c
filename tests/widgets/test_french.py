"""A French board hears of its file, its conflicts and its refusals in French; Python goes on in English."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

import cjm_widgets as cjm
from cjm_widgets.model import codec
from cjm_widgets.model.ops import Patch
from cjm_widgets.storage import atomic, lock, registry
from cjm_widgets.widgets.scope import Scope
from tests.storage.kernels import Kernel
from tests.strategies import SMALL
from tests.widgets.pages import Page


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "carte.cjm.json"
    path.write_text(codec.dumps(SMALL), "utf-8")
    return path


@pytest.fixture
def kernel(path: Path) -> Kernel:
    return Kernel(path)


@pytest.fixture
def page(kernel: Kernel) -> Page:
    return page_of(kernel.document)


def page_of(document: cjm.Document, locale: str = "fr") -> Page:
    return Page(document, Scope(journey_id=document.journeys[0].id), locale=locale)


def edit(kernel: Kernel, text: str) -> None:
    kernel.document.commit([Patch("cards", "card_0000", {"text": text})], label="edit_card")


def break_disk(monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    def fail(*args: object) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(atomic.os, "fsync", fail)


@pytest.mark.parametrize(
    ("code", "reason", "english"),
    [
        (errno.ENOSPC, "Le disque est plein.", "The disk is full."),
        (errno.EACCES, "Vous n’avez pas le droit d’écrire dans ce fichier.", "Writing is not permitted."),
        (errno.ENOENT, "Le dossier du fichier a disparu.", "The folder of the file is gone."),
        (errno.EIO, "Le disque signale une erreur d’entrée-sortie.", "input/output error"),
    ],
)
def test_a_save_that_failed(
    kernel: Kernel, page: Page, monkeypatch: pytest.MonkeyPatch, code: int, reason: str, english: str
) -> None:
    break_disk(monkeypatch, code)
    edit(kernel, "un")
    assert not kernel.saver.flush()
    kept = "Vos modifications restent en mémoire."
    status, notice = page.last("status")["save"], page.last("notice")
    assert (status["state"], status["message"]) == ("failed", f"{reason} {kept}")
    assert notice["message"] == f"carte.cjm.json n’est pas enregistré. {reason}"
    assert notice["detail"] == f"{reason} Où\u00a0: {kernel.saver.file.path}. {kept}"
    assert english in str(kernel.document.save_status.message)
    assert english in str(kernel.saver.error)


def test_a_fault_keeps_its_own_text_inside_a_french_sentence(
    kernel: Kernel, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(atomic, "_write_all", lambda *args: 1 / 0)
    edit(kernel, "un")
    assert not kernel.saver.flush()
    message = page.last("status")["save"]["message"]
    assert message == "L’enregistrement a échoué\u00a0: ZeroDivisionError: division by zero"


def test_another_program_holds_the_file(
    kernel: Kernel, page: Page, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(kernel, "un")
    monkeypatch.setattr(lock.FileLock.exclusive, "__defaults__", (0.0,))
    with lock.FileLock(path).exclusive():
        assert not kernel.saver.flush()
    assert page.last("status")["save"]["message"] == (
        "Un autre programme bloque le fichier du document. "
        "Vos modifications sont conservées et l’enregistrement sera retenté."
    )


def test_a_file_deleted_while_it_was_open(kernel: Kernel, page: Page, path: Path) -> None:
    path.unlink()
    edit(kernel, "un")
    assert kernel.saver.flush()
    message = page.last("notice")["message"]
    assert (
        message == "carte.cjm.json a été supprimé pendant qu’il était ouvert\u202f; il vient d’être réécrit."
    )


def test_a_file_another_kernel_has_open(kernel: Kernel, page: Page, path: Path) -> None:
    parent = {"pid": os.getppid(), "host": lock.FileLock(path).me.host, "time": 9e9}
    path.with_name(f".{path.name}.lock").write_text(json.dumps(parent) + "\n", "utf-8")
    kernel.saver.look()
    notice = page.last("notice")
    assert notice["level"] == "info"
    who = f"processus {os.getppid()} sur {parent['host']}"
    assert notice["message"] == (
        f"carte.cjm.json est aussi ouvert dans un autre noyau ({who})\u00a0: "
        "les modifications sont fusionnées."
    )
    with pytest.warns(UserWarning, match="also open in another kernel"):
        document = cjm.open(path)
    (snapshot,) = page_of(document).say("hello")
    assert "est aussi ouvert dans un autre noyau" in snapshot["save"]["message"]
    registry.close(document)


def test_a_conflict_and_the_save_after_it(kernel: Kernel, page: Page, path: Path) -> None:
    other = Kernel(path)
    edit(other, "autre")
    other.saver.flush()
    edit(kernel, "un")
    assert kernel.saver.flush()
    said = (
        "Un champ a été modifié ici et ailleurs en même temps\u00a0: "
        "votre valeur reste, l’autre est conservée dans doc.conflicts."
    )
    assert page.last("notice")["message"] == f"carte.cjm.json\u00a0: {said}"
    assert page.last("status")["save"] | {"at": None} == {
        "rev": page.session.document.revision,
        "state": "conflict",
        "path": "carte.cjm.json",
        "at": None,
        "message": said,
    }
    edit(kernel, "deux")
    kernel.saver.flush()
    message = page.last("status")["save"]["message"]
    assert message == "1 autre valeur est conservée dans doc.conflicts."


@pytest.mark.parametrize(
    ("content", "reason", "place"),
    [
        (b"", "Le fichier est vide.", "ligne 1"),
        (b"\xff\xfe", "Le fichier n’est pas du texte UTF-8.", "ligne 1"),
        (b'{"a":\n!}', "il est peut-être tronqué.", "ligne 2, colonne 1"),
        (b'{"format": 5}', "Ce n’est pas un document cjm_widgets.", "ligne 1"),
        (b"<<<<<<< ours\n", "gardez un côté de chacune et retirez les marques.", "ligne 1"),
        (
            b'{"format": "cjm_widgets", "schema_version": 1,\n"cards/card_0": {}}',
            "Vos modifications restent en mémoire",
            "ligne 2, cards.card_0",
        ),
        (
            b'{"format": "cjm_widgets", "schema_version": 99}',
            "Une version plus récente de cjm_widgets a écrit ce fichier entre-temps. Ce document suit",
            "",
        ),
    ],
)
def test_a_file_spoilt_by_others(
    kernel: Kernel, page: Page, path: Path, content: bytes, reason: str, place: str
) -> None:
    edit(kernel, "un")
    path.write_bytes(content)
    assert not kernel.saver.flush()
    assert reason in page.last("status")["save"]["message"]
    notice = page.last("notice")
    assert place in notice["detail"]
    english = [" is ", " are ", "the ", "line ", "Where", "Your", "Expected"]
    assert not [
        word for word in english if word in notice["message"] + notice["detail"].replace(str(path), "")
    ]


def test_a_newer_schema_and_the_edit_it_refuses(path: Path) -> None:
    plain = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(plain | {"schema_version": 99, "votes/vote_0": {}}), "utf-8")
    with pytest.warns(UserWarning, match=r"schema 99.*Update cjm_widgets to change it\."):
        document = cjm.open(path)
    page = page_of(document)
    (snapshot,) = page.say("hello")
    reason = snapshot["save"]["message"]
    assert reason.startswith(
        "Ce document suit le schéma 99\u202f; cette version de cjm_widgets connaît le schéma "
    )
    assert reason.endswith(
        "Il est affiché dans la mesure où cette version le comprend (1 valeur laissée de côté). "
        "Mettez cjm_widgets à jour pour le modifier."
    )
    (refusal,) = page.say(
        "edit", **request({"op": "patch", "table": "cards", "id": "card_0000", "fields": {}})
    )
    assert (refusal["code"], refusal["hint"]) == ("read_only", reason)
    assert refusal["message"] == "Ce document est en lecture seule."
    registry.close(document)


def test_a_file_that_may_not_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry.os, "access", lambda target, mode: Path(target) != path)
    with pytest.warns(UserWarning, match="may not be written by you"):
        document = cjm.open(path)
    (snapshot,) = page_of(document).say("hello")
    assert snapshot["save"]["message"] == (
        "Vous n’avez pas le droit d’écrire dans carte.cjm.json. doc.save(…) en fait une copie modifiable."
    )
    registry.close(document)


def request(op: dict[str, Any]) -> dict[str, Any]:
    return {"id": "b1", "base_rev": 0, "label": "edit_card", "ops": [op]}


@pytest.mark.parametrize(
    ("op", "code", "message", "hint"),
    [
        (
            {"op": "remove", "table": "cards", "id": "card_gone"},
            "gone",
            "Cet élément a été supprimé ailleurs entre-temps. Où\u00a0: cards.card_gone.",
            "L’annulation peut le faire revenir.",
        ),
        (
            {"op": "patch", "table": "cards", "id": "card_0000", "fields": {"lane_id": "lane_gone"}},
            "missing_reference",
            "Cette modification renvoie à un élément qui n’existe plus. Où\u00a0: cards.card_0000.lane_id.",
            None,
        ),
        (
            {"op": "patch", "table": "cards", "id": "card_0000", "fields": {"sentiment": "fâché"}},
            "invalid_value",
            "Cette valeur n’est pas permise ici. Où\u00a0: cards.card_0000.sentiment.",
            None,
        ),
        (
            {"op": "patch", "table": "cards", "id": "card_0000", "fields": {"txt": "x"}},
            "unknown_field",
            "Ce champ est inconnu. Où\u00a0: cards.card_0000.txt.",
            "Vouliez-vous dire «\u00a0text\u00a0»\u202f?",
        ),
    ],
)
def test_a_refused_edit(page: Page, op: dict[str, Any], code: str, message: str, hint: str | None) -> None:
    (refusal,) = page.say("edit", **request(op))
    value = refusal["value"]
    place = message if value is None else f"{message} Valeur\u00a0: {value}."
    assert (refusal["code"], refusal["message"], refusal["hint"]) == (code, place, hint)


def test_two_boards_hear_each_their_language(
    kernel: Kernel, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    english = page_of(kernel.document, "en")
    break_disk(monkeypatch, errno.ENOSPC)
    edit(kernel, "un")
    kernel.saver.flush()
    said = [one.last("status")["save"]["message"].split(".")[0] for one in (page, english)]
    assert said == ["Le disque est plein", "The disk is full"]


def test_a_board_that_changes_its_language_hears_the_status_again(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    board = cjm.JourneyMap(kernel.document.journeys[0], locale="en")
    sent: list[dict[str, Any]] = []
    monkeypatch.setattr(board, "send", sent.append)
    break_disk(monkeypatch, errno.ENOSPC)
    edit(kernel, "un")
    kernel.saver.flush()
    board.locale = "fr"
    assert (sent[-1]["type"], sent[-1]["locale"]) == ("snapshot", "fr")
    assert sent[-1]["save"]["message"] == "Le disque est plein. Vos modifications restent en mémoire."
    assert sent[-1]["strings"]["common.undo"] == "Annuler"
    board.close()
