"""The bytes of a history: every version comes back byte for byte, whatever was cut off or spoilt after it."""

from __future__ import annotations

import base64
import json
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_widgets.errors import FileProblem, NotFound
from cjm_widgets.model.codec import dumps, flat, loads
from cjm_widgets.model.ops import Patch, apply
from cjm_widgets.model.state import State
from cjm_widgets.model.version_log import LONGEST_CHAIN, Entry, VersionLog, digest, surplus
from cjm_widgets.model.versions import MemoryShelf, VersionKeeper
from tests.strategies import SMALL, edited


def told(number: int) -> State:
    return apply(SMALL, [Patch("cards", "card_0000", {"text": f"text {number}"})]).state


def history(*states: State) -> tuple[bytes, list[str]]:
    data, ids = b"", []
    for number, state in enumerate(states):
        log = VersionLog(data)
        entry = log.new(flat(state), "named", f"v{number}")
        data += log.line(entry)
        ids.append(entry.id)
    return data, ids


@st.composite
def lives(draw: st.DrawFn) -> list[State]:
    states = [draw(edited(SMALL))]
    for _ in range(draw(st.integers(1, 6))):
        states.append(draw(edited(states[-1])))
    return states


@given(lives())
@settings(max_examples=60)
def test_every_version_of_random_edits_is_there_byte_for_byte(states: list[State]) -> None:
    data, ids = history(*states)
    log = VersionLog(data)
    for version_id, state in zip(ids, states, strict=True):
        assert log.text(version_id) == dumps(state)
        assert loads(log.text(version_id)) == state


@given(lives(), st.data())
@settings(max_examples=60)
def test_a_history_cut_anywhere_keeps_its_whole_lines_and_goes_on(states: list[State], chance) -> None:
    data, ids = history(*states)
    cut = data[: chance.draw(st.integers(0, len(data)))]
    log = VersionLog(cut)
    whole = cut.count(b"\n")
    there = [entry.id for entry in log.entries]
    assert there[:whole] == ids[:whole]
    assert len(there) <= whole + 1  # the last line may lack nothing but its end
    for version_id, state in zip(there, states, strict=False):
        assert log.text(version_id) == dumps(state)
    more = cut + log.line(log.new(flat(told(9)), "named"))
    assert [entry.id for entry in VersionLog(more).entries][:-1] == there
    assert VersionLog(more).latest[1] == flat(told(9))


@given(lives(), st.data())
@settings(max_examples=60)
def test_kept_versions_are_the_same_after_others_were_let_go(states: list[State], chance) -> None:
    data, ids = history(*states)
    kept = [one for one in ids if chance.draw(st.booleans())]
    log = VersionLog(VersionLog(data).only(kept))
    assert [entry.id for entry in log.entries] == kept
    for version_id in kept:
        assert log.text(version_id) == dumps(states[ids.index(version_id)])


@given(st.lists(st.binary(max_size=40), max_size=6), st.data())
def test_noise_between_the_lines_harms_nothing(noise: list[bytes], chance) -> None:
    data, ids = history(told(1), told(2))
    lines = data.splitlines(keepends=True)
    for junk in noise:
        lines.insert(chance.draw(st.integers(0, len(lines))), junk.replace(b"\n", b"") + b"\n")
    assert VersionLog(b"".join(lines)).text(ids[1]) == dumps(told(2))


@pytest.mark.parametrize("field", ["data", "sum", "base"])
def test_a_spoilt_version_is_said_to_be_and_the_next_one_stands_alone(field: str) -> None:
    data, ids = history(told(1), told(2))
    first, second = data.splitlines()
    worse = json.dumps({**json.loads(second), field: "version_gone" if field == "base" else "AAAA"}).encode()
    log = VersionLog(first + b"\n" + worse + b"\n")
    with pytest.raises(FileProblem, match="spoilt") as caught:
        log.text(ids[1])
    assert caught.value.code == "spoilt_version"
    assert log.text(ids[0]) == dumps(told(1))
    entry = log.new(flat(told(3)), "named")
    assert entry.base == ids[0], "what cannot be read is no ground to build on"


def test_half_a_letter_in_a_spoilt_line_keeps_nobody_from_keeping_the_next() -> None:
    data, ids = history(told(1), told(2), told(3))
    first, second, third = data.splitlines()
    plain = {"set": {"cards/card_0000": '{"text": "\ud800"}'}, "gone": []}
    packed = base64.b64encode(zlib.compress(json.dumps(plain).encode())).decode()
    labelled = json.dumps({**json.loads(second), "label": "\ud800"}).encode()
    torn = {**json.loads(third), "base": None, "data": packed}
    texts = {"cards/card_0000": '{"text": "\ud800"}'}
    torn["sum"] = digest(texts, torn["schema"])
    shelf = MemoryShelf()
    shelf.append(b"\n".join([first, labelled, json.dumps(torn).encode(), b""]))
    keeper = VersionKeeper(shelf, most=1)
    assert [version.id for version in keeper.versions()] == [ids[0], ids[2]]
    with pytest.raises(FileProblem, match="spoilt"):
        keeper.content(ids[2])
    for number in (4, 5):
        kept = keeper.keep(told(number), "automatic")
        assert keeper.content(kept.id) == told(number)
    assert keeper.content(ids[0]) == told(1)


def test_a_version_that_leads_to_itself_is_refused() -> None:
    data, ids = history(told(1))
    log = VersionLog(json.dumps({**json.loads(data), "base": ids[0]}).encode())
    with pytest.raises(FileProblem):
        log.text(ids[0])
    with pytest.raises(NotFound):
        log.text("version_none")


def test_two_histories_that_git_joined_hold_every_version_once() -> None:
    data, ids = history(told(1), told(2))
    other, more = history(told(3))
    joined = VersionLog(data + data + other)
    assert [entry.id for entry in joined.entries] == [*ids, *more]
    assert joined.text(more[0]) == dumps(told(3))


def test_a_small_edit_takes_little_room_and_no_chain_grows_long() -> None:
    big = apply(
        SMALL,
        [Patch("cards", f"card_{i:04d}", {"text": "long " * 2_000}) for i in range(3)],
    ).state
    states = [apply(big, [Patch("cards", "card_0000", {"text": f"{n}"})]).state for n in range(40)]
    data, _ = history(*states)
    sizes = [len(line) for line in data.splitlines()]
    log = VersionLog(data)
    for entry in log.entries:
        depth, at = 1, entry
        while at.base:
            at, depth = next(e for e in log.entries if e.id == at.base), depth + 1
        assert depth <= LONGEST_CHAIN
    assert sorted(sizes)[len(sizes) // 2] < 600


# -- what is let go ---------------------------------------------------------------------------------------


def entry(number: int, at: str, kind: str = "automatic") -> Entry:
    return Entry(f"version_{number}", at, kind, "", 1, 1, None, "", "")


def test_the_last_of_each_day_outlives_the_others_and_names_outlive_all() -> None:
    entries = [
        entry(1, "2026-11-01T08:00:00+00:00"),
        entry(2, "2026-11-01T18:00:00+00:00"),
        entry(3, "2026-11-02T08:00:00+00:00", "named"),
        entry(4, "2026-11-02T09:00:00+00:00", "opening"),
        entry(5, "2026-11-02T19:00:00+00:00"),
    ]
    assert surplus(entries, 4) == []
    assert surplus(entries, 2) == ["version_1", "version_4"]
    assert surplus(entries, 1) == ["version_1", "version_4", "version_2"]
    assert "version_3" not in surplus(entries, 0)


def test_the_keeper_stays_within_its_bounds_and_keeps_every_name() -> None:
    keeper = VersionKeeper(most=10)
    for number in range(60):
        keeper.keep(told(number), "automatic")
        if number % 20 == 0:
            keeper.name(told(number), f"name {number}")
    kinds = [version.kind for version in keeper.versions()]
    assert 8 <= kinds.count("automatic") <= 11
    assert kinds.count("named") == 3
    assert keeper.versions()[-1].state == told(59)
    for version in keeper.versions():
        assert version.state in [told(number) for number in range(60)]


def test_the_room_is_bounded_too() -> None:
    keeper = VersionKeeper(room=20_000)
    for number in range(80):
        keeper.keep(told(number), "automatic")
        assert len(keeper.shelf.read()) <= 20_000 + 2_000
    assert keeper.versions()[-1].state == told(79)


def test_nothing_new_is_no_new_version_unless_it_has_a_name() -> None:
    keeper = VersionKeeper()
    assert keeper.keep(told(1), "opening") is not None
    assert keeper.keep(told(1), "automatic") is None
    named = keeper.name(told(1), "same again")
    assert (named.changes, len(keeper.versions())) == (0, 2)
    assert keeper.keep(told(2), "automatic").changes == 1
