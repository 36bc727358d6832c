"""Words are English text to Python and can be said in the language of whoever reads them."""

from __future__ import annotations

import copy
import json
import pickle

import pytest

from cjm_widgets.model.words import Words, say

FULL = Words("storage.disk_full")


def test_words_are_english_text_to_python() -> None:
    assert FULL == "The disk is full."
    assert isinstance(FULL, str)
    assert (str(FULL), f"{FULL}", json.dumps(FULL)) == (FULL, FULL, f'"{FULL}"')
    assert type(str(FULL)) is str


def test_they_are_said_in_a_language_and_english_where_there_is_none() -> None:
    assert FULL.say("fr") == FULL.say("fr-CA") == "Le disque est plein."
    assert FULL.say("en") == FULL.say("xx") == FULL
    assert say(FULL, "fr") == "Le disque est plein."
    assert say("as it is", "fr") == "as it is"


def test_what_fills_them_is_said_in_the_same_language() -> None:
    who = tuple(Words("storage.process", pid=pid, host="ada") for pid in (7, 8))
    both = Words("storage.also_open", path="{who} a.json", who=who)
    assert both == (
        "{who} a.json is also open in another kernel (process 7 on ada, process 8 on ada): edits are merged."
    )
    assert "{who} a.json est aussi ouvert" in both.say("fr")
    assert "(processus 7 sur ada, processus 8 sur ada)" in both.say("fr")


@pytest.mark.parametrize(
    ("count", "english", "french"), [(1, "value ", "valeur "), (2, "values ", "valeurs ")]
)
def test_they_follow_the_count(count: int, english: str, french: str) -> None:
    kept = Words("storage.conflicts_kept", count=count)
    assert f"{count} other {english}" in kept
    assert f"{count} autre" in kept.say("fr")
    assert french in kept.say("fr")


def test_sentences_follow_one_another_and_plain_text_is_left_out() -> None:
    two = FULL.then("Plain.", None, Words("storage.kept_in_memory"))
    assert two == "The disk is full. Your edits are kept in memory."
    assert two.then(FULL).say("fr") == (
        "Le disque est plein. Vos modifications restent en mémoire. Le disque est plein."
    )
    assert FULL == "The disk is full."


def test_they_are_frozen_and_survive_copies() -> None:
    with pytest.raises(AttributeError):
        FULL.key = "storage.quota"
    filled = Words("storage.fault", error="x").then(FULL)
    for twin in (copy.copy(filled), copy.deepcopy(filled), pickle.loads(pickle.dumps(filled))):
        assert twin == filled
        assert twin.say("fr") == filled.say("fr") != filled
