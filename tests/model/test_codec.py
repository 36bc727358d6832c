"""The text of a document: the same bytes again, one record a line, small differences, errors with a line."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.errors import FileProblem
from cjm_widgets.model import codec
from cjm_widgets.model.document import Document
from cjm_widgets.model.ops import Patch, apply
from cjm_widgets.model.records import Card
from cjm_widgets.model.state import State
from tests.strategies import SMALL, edits, states


@given(states())
def test_text_to_content_to_the_same_text(state: State) -> None:
    text = codec.dumps(state)
    again = codec.loads(text)
    assert again == state
    assert codec.dumps(again).encode() == text.encode()


@given(states())
def test_plain_values_there_and_back_as_strict_json(state: State) -> None:
    plain = json.loads(json.dumps(codec.to_dict(state), allow_nan=False))
    assert codec.from_dict(plain) == state
    assert Document.from_dict(plain).to_dict() == codec.to_dict(state)


@given(states())
def test_one_record_a_line(state: State) -> None:
    lines = [line for line in codec.dumps(state).splitlines() if line]
    assert len(lines) == len(list(state.records())) + 2


@given(st.data())
def test_one_edit_changes_at_most_three_lines(data: st.DataObject) -> None:
    state = data.draw(states())
    before = codec.dumps(state).splitlines()
    after = codec.dumps(apply(state, data.draw(edits(state))).state).splitlines()
    assert len(before) == len(after)
    assert sum(old != new for old, new in zip(before, after, strict=True)) <= 3


def test_the_same_content_gives_the_same_text_in_whatever_order_it_came() -> None:
    plain = codec.to_dict(SMALL)
    turned = {key: plain[key] for key in reversed(plain)}
    turned["cards"] = {key: plain["cards"][key] for key in reversed(plain["cards"])}
    assert codec.dumps(codec.from_dict(turned)) == codec.dumps(SMALL)


def test_text_that_is_long_odd_or_in_any_script_comes_back() -> None:
    odd = 'مرحبا \u202eשלום\u202c 👩‍👧‍👦 é "quotes" \\ </script>\n' * 2_000
    state = apply(SMALL, [Patch("cards", "card_0000", {"text": odd[:100_000]})]).state
    again = codec.loads(codec.dumps(state))
    assert again.get(Card, "card_0000").text == odd[:100_000]


def test_control_characters_never_reach_the_file() -> None:
    dirty = "a\x00b\x07c\x1b[0md\r\ne\ud800f\x85g"
    state = apply(SMALL, [Patch("cards", "card_0000", {"text": dirty})]).state
    assert state.get(Card, "card_0000").text == "abc[0md\nefg"
    assert not set(codec.dumps(state)) & {"\x00", "\x07", "\x1b", "\r", "\x85"}
    assert codec.loads(codec.dumps(state)) == state


HEAD = '{"format": "cjm_widgets", "schema_version": 1'


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("", "not_json", "line 1"),
        ("{", "not_json", "line 1"),
        ('{"format": "cjm_widgets",\n"schema_version": 1,\n}', "not_json", "line 3"),
        ("[]", "not_a_document", None),
        ("null", "not_a_document", None),
        ('{"format": "other", "schema_version": 1}', "not_a_document", None),
        ('{"format": "cjm_widgets"}', "not_a_document", None),
        ('{"format": "cjm_widgets", "schema_version": true}', "not_a_document", None),
        ('{"format": "cjm_widgets", "schema_version": 0}', "not_a_document", None),
        (HEAD + ', "cards": 5}', "not_a_document", "cards"),
        (HEAD + ', "cards/card_0000": 5}', "not_a_document", "cards"),
        (HEAD + ', "curds/card_0000": {}}', "unknown_table", None),
        (
            HEAD + ', "emotions/emotion_0000": {"value": NaN}}',
            "not_json",
            None,
        ),
        (
            HEAD + ', "phases/phase_0000": {}, "phases/phase_0000": {}}',
            "not_json",
            None,
        ),
        (
            HEAD + ', "personas/persona_0000": {"name": "A", "nom": ""}}',
            "unknown_field",
            "personas.persona_0000.nom",
        ),
        (
            HEAD + ', "phases/phase_0000": {"journey_id": "journey_0000"}}',
            "missing_reference",
            "phases.phase_0000.journey_id",
        ),
        ('{"a":' * 100_000, "not_json", None),
        (HEAD + ', "x": ' + "9" * 5_000 + "}", "not_json", None),
    ],
)
def test_what_is_no_document_is_refused_with_its_place(text: str, code: str, where: str | None) -> None:
    with pytest.raises(FileProblem) as caught:
        codec.loads(text)
    assert caught.value.code == code
    if where:
        assert where in str(caught.value.where)


def test_an_id_that_does_not_match_its_key_is_refused() -> None:
    twin = '"personas/persona_0009": {"id": "persona_0000", "name": "Twin"}'
    with pytest.raises(FileProblem) as caught:
        codec.loads(codec.dumps(SMALL).replace("\n}", f",{twin}\n}}"))
    assert "personas.persona_0009.id" in str(caught.value.where)


def test_a_newer_schema_says_so() -> None:
    with pytest.raises(codec.NewerSchema) as caught:
        codec.loads('{"format": "cjm_widgets", "schema_version": 99}')
    assert "schema 99" in caught.value.message
    assert caught.value.hint


def merge_with_git(folder: Path, *states: State) -> subprocess.CompletedProcess[str]:
    """Run ``git merge-file`` on ours, base, theirs."""
    for name, state in zip(("ours", "base", "theirs"), states, strict=True):
        (folder / name).write_text(codec.dumps(state), "utf-8")
    command = ["git", "merge-file", "-p", "ours", "base", "theirs"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.mark.parametrize(("one", "other"), [("card_0000", "card_0001"), ("card_0001", "card_0002")])
def test_git_merges_edits_on_neighbouring_cards(tmp_path: Path, one: str, other: str) -> None:
    ours = apply(SMALL, [Patch("cards", one, {"text": "Ours"})]).state
    theirs = apply(SMALL, [Patch("cards", other, {"text": "Theirs"})]).state
    done = merge_with_git(tmp_path, ours, SMALL, theirs)
    assert done.returncode == 0
    merged = codec.loads(done.stdout)
    assert (merged.get(Card, one).text, merged.get(Card, other).text) == ("Ours", "Theirs")


def test_git_merges_branches_and_shows_one_edit_as_one_line(tmp_path: Path) -> None:
    def git(*arguments: str) -> str:
        identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        command = ["git", *identity, *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    def write(state: State, message: str) -> None:
        (tmp_path / "map.cjm.json").write_text(codec.dumps(state), "utf-8")
        git("add", ".")
        git("commit", "-q", "-m", message)

    git("init", "-q", "-b", "main")
    write(SMALL, "base")
    git("checkout", "-q", "-b", "other")
    write(apply(SMALL, [Patch("cards", "card_0001", {"text": "Theirs"})]).state, "theirs")
    git("checkout", "-q", "main")
    write(apply(SMALL, [Patch("cards", "card_0000", {"text": "Ours"})]).state, "ours")
    assert git("diff", "--numstat", "HEAD~1").split()[:2] == ["1", "1"]
    git("merge", "-q", "--no-edit", "other")
    merged = codec.loads((tmp_path / "map.cjm.json").read_text("utf-8"))
    assert [merged.get(Card, f"card_000{n}").text for n in (0, 1)] == ["Ours", "Theirs"]
