"""The catalogues are complete in every language, and a text is found, chosen by count and filled."""

import json
import re
from pathlib import Path

import pytest

import cjm_widgets as cjm
import cjm_widgets.locale as catalogue
from cjm_widgets.errors import BadInput

HERE = Path(catalogue.__file__).parent
FILES = sorted((HERE / "en").glob("*.json"))


def load(path: Path) -> dict[str, str]:
    def no_twice(pairs: list[tuple[str, str]]) -> dict[str, str]:
        keys = [key for key, _ in pairs]
        assert len(keys) == len(set(keys)), f"a key twice in {path.name}"
        return dict(pairs)

    return json.loads(path.read_text("utf-8"), object_pairs_hook=no_twice)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_french_has_the_same_keys_and_holes(path: Path) -> None:
    english, french = load(path), load(HERE / "fr" / path.name)
    assert sorted(english) == sorted(french)
    for key, text in english.items():
        if not key.endswith(".one"):
            assert set(re.findall(r"\{(\w+)\}", text)) == set(re.findall(r"\{(\w+)\}", french[key])), key
        assert isinstance(french[key], str)
        assert bool(text) == bool(french[key]), key


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_plural_has_both_forms(path: Path) -> None:
    keys = set(load(path))
    for key in keys:
        if key.endswith((".one", ".other")):
            stem = key.rpartition(".")[0]
            assert {f"{stem}.one", f"{stem}.other"} <= keys


def test_french_counts_nothing_as_one() -> None:
    assert [catalogue.plural("fr", n) for n in (0, 1, 1.5, 2)] == ["one", "one", "one", "other"]
    assert [catalogue.plural("en", n) for n in (0, 1, 1.5, 2)] == ["other", "one", "other", "other"]


def test_a_text_is_filled_by_count_and_by_name() -> None:
    assert catalogue.text("common.waiting", "en", count=3) == "3 waiting"
    assert "{reason}" in catalogue.text("common.failed_title", "en")
    assert catalogue.text("common.failed_title", "en", reason="{x} <b>") == "Not saved: {x} <b>"


def test_a_missing_key_is_english_then_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    assert catalogue.text("common.no_such_key", "fr") == "common.no_such_key"
    assert catalogue.text("lanes.actions", "xx") == "Actions"
    real = catalogue._namespace
    monkeypatch.setattr(catalogue, "_namespace", lambda loc, name: {} if loc == "fr" else real(loc, name))
    assert catalogue.text("lanes.actions", "fr") == "Actions"
    assert catalogue.strings("fr", ("lanes",))["lanes.actions"] == "Actions"


def test_strings_hold_whole_namespaces_with_full_keys() -> None:
    some = catalogue.strings("fr", ("common", "map"))
    assert {key.partition(".")[0] for key in some} == {"common", "map"}
    assert some["common.undo"] == "Annuler"
    assert set(some) < set(catalogue.strings("fr"))


def test_regions_are_served_and_strangers_refused() -> None:
    assert catalogue.known("fr_CA.UTF-8") == "fr"
    for bad in ("zz", "", None, 3):
        with pytest.raises(BadInput, match="en, fr"):
            catalogue.known(bad)


def test_the_environment_chooses_until_someone_does(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("CJM_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    assert catalogue.default_locale() == "en"
    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    assert catalogue.default_locale() == "fr"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert catalogue.default_locale() == "en"
    cjm.set_locale("fr_CA")
    try:
        assert catalogue.default_locale() == "fr"
        assert cjm.JourneyMap(cjm.Document().add_journey("Carte")).locale == "fr"
        with pytest.raises(BadInput, match="en, fr"):
            cjm.set_locale("de")
        assert catalogue.default_locale() == "fr"
    finally:
        cjm.set_locale(None)
