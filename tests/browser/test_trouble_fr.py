"""Trouble on a French board: what becomes of the file and of a refused edit is read in French, all of it."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from cjm_widgets import locale as catalogue
from cjm_widgets import storage
from cjm_widgets.model import codec
from cjm_widgets.storage import atomic
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, glasses
from tests.storage.kernels import Kernel

KEPT = "Vos modifications restent en mémoire."


@pytest.fixture
def kernel(tmp_path: Path) -> Kernel:
    path = tmp_path / "lunettes.cjm.json"
    journey = glasses()
    for phase in journey.phases:  # the words of a document stay as they are: here they are no English ones
        journey.edit(phase, name=phase.role)
    path.write_text(codec.dumps(journey.document.state), "utf-8")
    return Kernel(path)


def show(plain: Plain, kernel: Kernel) -> Locator:
    return plain.show(cjm.JourneyMap(kernel.document.journeys[0], locale="fr"))


def retype(plain: Plain, view: Locator, old: str, new: str) -> None:
    """Write over a card by hand."""
    card(view, old).click()
    plain.page.keyboard.type(new)
    plain.page.keyboard.press("Enter")
    plain.settle()


def english_in(view: Locator) -> list[str]:
    """Return the sentences of the English catalogue that are read or heard on the board."""
    read = view.evaluate(
        """(root) => [root, ...root.querySelectorAll("*")].flatMap((node) =>
          [node.title, node.ariaLabel, node.ariaDescription, node.placeholder,
           ...[...node.childNodes].filter((it) => it.nodeType === 3).map((it) => it.data)]).join("\\n")"""
    )
    french = "\n".join(catalogue.strings("fr").values())
    fixed = [max(re.split(r"\{\w+\}", text), key=len) for text in catalogue.strings("en").values()]
    parts = {part.strip(" .:,()") for part in fixed}
    return sorted(part for part in parts if len(part) > 4 and part in read and part not in french)


def test_the_check_itself_sees(plain: Plain, kernel: Kernel) -> None:
    assert english_in(plain.show(cjm.JourneyMap(kernel.document.journeys[0], locale="en")))
    assert not english_in(show(plain, kernel))


def test_a_save_that_failed(plain: Plain, kernel: Kernel, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    view = show(plain, kernel)
    retype(plain, view, "Searches", "Cherche des lunettes")
    with monkeypatch.context() as broken:
        broken.setattr(atomic.os, "fsync", full)
        assert not kernel.saver.flush()
    plain.settle()
    status = view.locator(".cjm-status")
    expect(status).to_have_text(f"Non enregistré – Le disque est plein. {KEPT}")
    expect(status).to_have_attribute("data-tone", "bad")
    expect(status).to_have_attribute("title", f"Non enregistré\u00a0: Le disque est plein. {KEPT}")
    alert = view.get_by_role("alert")
    expect(alert).to_contain_text("lunettes.cjm.json n’est pas enregistré. Le disque est plein.")
    alert.get_by_role("button", name="Détails").click()
    expect(alert.locator("pre")).to_have_text(
        f"Le disque est plein. Où\u00a0: {kernel.saver.file.path}. {KEPT}"
    )
    assert english_in(view) == []
    plain.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    copy = view.get_by_role("button", name="Copier mon travail")
    copy.click()
    work = json.loads(plain.page.evaluate("() => navigator.clipboard.readText()"))
    texts = [record["text"] for record in work["document"]["tables"]["cards"].values()]
    assert "Cherche des lunettes" in texts
    assert kernel.saver.flush()
    plain.settle()
    expect(status).to_have_text("Enregistré")
    expect(copy).to_have_count(0)


def test_a_conflict_with_another_kernel(plain: Plain, kernel: Kernel) -> None:
    view = show(plain, kernel)
    other = Kernel(kernel.saver.file.path)
    theirs = other.document.journeys[0]
    theirs.edit(next(item for item in theirs.cards if item.text.startswith("Books")), text="Ailleurs")
    assert other.saver.flush()
    retype(plain, view, "Books", "Ici")
    assert kernel.saver.flush()
    plain.settle()
    said = (
        "Un champ a été modifié ici et ailleurs en même temps\u00a0: "
        "votre valeur reste, l’autre est conservée dans doc.conflicts."
    )
    status = view.locator(".cjm-status")
    expect(status).to_have_text(f"Conflit – {said}")
    notice = view.locator(".cjm-notices")
    expect(notice).to_contain_text(f"lunettes.cjm.json\u00a0: {said}")
    notice.get_by_role("button", name="Détails").click()
    expect(notice.locator("pre")).to_contain_text('.text: "Ailleurs"')
    expect(card(view, "Ici")).to_be_visible()
    assert english_in(view) == []
    retype(plain, view, "Ici", "Ici encore")
    assert kernel.saver.flush()
    plain.settle()
    expect(status).to_have_text("Enregistré")
    expect(status).to_have_attribute("title", re.compile("1 autre valeur est conservée dans doc.conflicts"))


def test_a_newer_file_and_a_card_that_is_gone(plain: Plain, kernel: Kernel, tmp_path: Path) -> None:
    view = show(plain, kernel)
    journey = kernel.document.journeys[0]
    card(view, "Shows the card").click()
    plain.kernel_busy()
    plain.page.keyboard.type("Montre")
    plain.page.keyboard.press("Enter")
    journey.remove(next(item for item in journey.cards if item.text == "Shows the card"))
    plain.kernel_resume()
    alert = view.get_by_role("alert")
    expect(alert).to_contain_text("Cet élément a été supprimé ailleurs entre-temps.")
    expect(alert).to_contain_text("L’annulation peut le faire revenir.")
    alert.get_by_role("button", name="Détails").click()
    expect(alert.locator("pre")).to_contain_text("Où\u00a0: cards.card_")
    assert english_in(view) == []

    path = tmp_path / "neuf.cjm.json"
    plainly = json.loads(codec.dumps(kernel.document.state))
    path.write_text(json.dumps(plainly | {"schema_version": 99}), "utf-8")
    with pytest.warns(UserWarning, match="schema 99"):
        document = cjm.open(path)
    locked = plain.show(cjm.JourneyMap(document.journeys[0], locale="fr"))
    status = locked.locator(".cjm-status")
    expect(status).to_contain_text("Lecture seule – Ce document suit le schéma 99\u202f; cette version")
    expect(status).to_contain_text("Mettez cjm_widgets à jour pour le modifier.")
    assert english_in(locked) == []
    storage.close(document)
