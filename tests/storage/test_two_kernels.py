"""Two kernels on one file: each takes in what the other saved, and nothing is written over."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cjm_widgets import storage
from cjm_widgets.model import codec
from cjm_widgets.model.ops import Patch, Put, Remove
from cjm_widgets.model.records import Card, Conflict, Emotion
from cjm_widgets.model.signals import Change
from cjm_widgets.render.views import project
from cjm_widgets.storage import atomic
from cjm_widgets.storage.lock import FileLock
from tests.storage.kernels import Kernel
from tests.strategies import SMALL, batches


def edit(kernel: Kernel, number: int = 0, **fields: object) -> None:
    kernel.document.commit([Patch("cards", f"card_000{number}", fields)], label="edit_card")


def card(kernel: Kernel, number: int = 0) -> Card:
    return kernel.document.state.get(Card, f"card_000{number}")


@pytest.fixture
def pair(path: Path) -> tuple[Kernel, Kernel]:
    path.write_text(codec.dumps(SMALL), "utf-8")
    return Kernel(path), Kernel(path)


def test_edits_of_both_end_in_the_file_and_in_both(pair: tuple[Kernel, Kernel], path: Path) -> None:
    one, two = pair
    edit(one, 0, text="one")
    edit(two, 1, text="two")
    assert one.saver.flush()
    assert two.saver.flush()
    one.saver.look()
    assert one.document.state == two.document.state == codec.loads(path.read_text("utf-8"))
    assert (card(one, 0).text, card(one, 1).text) == ("one", "two")
    assert one.document.save_status.state == two.document.save_status.state == "saved"


def test_what_the_other_saved_shows_without_an_edit_as_one_step_of_origin_file(
    pair: tuple[Kernel, Kernel],
) -> None:
    one, two = pair
    heard: list[Change] = []
    one.document.subscribe(heard.append)
    edit(two, 0, text="two")
    edit(two, 1, text="two")
    two.saver.flush()
    one.saver.look()
    (change,) = heard
    assert (change.origin, change.label) == ("file", "merge_file")
    assert change.touched("cards") == {"card_0000", "card_0001"}
    assert card(one).text == "two"


def test_the_merge_can_be_undone(pair: tuple[Kernel, Kernel]) -> None:
    one, two = pair
    edit(one, 0, text="one")
    edit(two, 1, text="two")
    two.saver.flush()
    one.saver.flush()
    assert one.document.history.undo_label == "merge_file"
    one.document.undo()
    assert (card(one, 0).text, card(one, 1).text) == ("one", SMALL.get(Card, "card_0001").text)
    one.saver.flush()
    two.saver.look()
    assert two.document.state == one.document.state


def test_a_look_at_an_unchanged_file_does_nothing(pair: tuple[Kernel, Kernel], path: Path) -> None:
    one, _ = pair
    path.touch()
    for _ in range(3):
        one.saver.look()
    assert (one.statuses, one.notices, one.document.revision) == ([], [], 0)


def test_a_conflict_keeps_both_and_says_so(pair: tuple[Kernel, Kernel], path: Path) -> None:
    one, two = pair
    edit(one, text="one")
    edit(two, text="two")
    one.saver.flush()
    assert two.saver.flush()
    assert card(two).text == "two"
    (conflict,) = two.document.conflicts
    assert (conflict.of_table, conflict.of_id, conflict.field) == ("cards", "card_0000", "text")
    assert json.loads(conflict.other) == "one"
    status = two.document.save_status
    assert status.state == "conflict"
    assert "your value stays" in str(status.message)
    assert status.at
    (notice,) = two.notices
    assert notice.level == "warning"
    assert 'cards.card_0000.text: "one"' in str(notice.detail)
    assert codec.loads(path.read_text("utf-8")) == two.document.state
    one.saver.look()
    assert one.document.state == two.document.state
    assert len(one.document.conflicts) == 1


@pytest.fixture
def in_conflict(pair: tuple[Kernel, Kernel]) -> tuple[Kernel, Kernel]:
    """Two kernels that changed one card at once; the second has found it."""
    one, two = pair
    edit(one, text="one")
    edit(two, text="two")
    one.saver.flush()
    two.saver.flush()
    return pair


def test_after_a_conflict_the_next_save_is_saved_and_still_counts_what_is_kept(
    in_conflict: tuple[Kernel, Kernel],
) -> None:
    _, two = in_conflict
    edit(two, 1, text="more")
    two.saver.flush()
    assert two.document.save_status.state == "saved"
    assert "doc.conflicts" in str(two.document.save_status.message)
    (conflict,) = two.document.state.where(Conflict)
    two.document.commit([Remove("conflicts", conflict.id)], label="settle")
    two.saver.flush()
    assert two.document.save_status.message is None


def test_a_conflict_of_a_card_that_is_removed_is_over_until_the_card_is_back(
    in_conflict: tuple[Kernel, Kernel],
) -> None:
    _, two = in_conflict
    two.document.commit([Remove("cards", "card_0000")], label="remove_cards")
    assert two.saver.flush()
    assert two.document.conflicts == ()
    assert two.document.save_status.message is None
    two.document.undo()
    assert two.saver.flush()
    assert len(two.document.conflicts) == 1
    assert "doc.conflicts" in str(two.document.save_status.message)


def test_a_conflict_is_found_again_after_opening(pair: tuple[Kernel, Kernel], path: Path) -> None:
    one, two = pair
    edit(one, text="one")
    edit(two, text="two")
    one.saver.flush()
    two.saver.flush()
    assert len(storage.load(path).conflicts) == 1


def test_edited_here_and_removed_there_stays(pair: tuple[Kernel, Kernel]) -> None:
    one, two = pair
    edit(one, text="one")
    two.document.commit([Remove("cards", "card_0000")], label="remove_cards")
    two.saver.flush()
    one.saver.flush()
    two.saver.look()
    assert card(one).text == card(two).text == "one"


def test_two_points_made_at_once_for_one_place_show_and_edit_the_same_one_on_both_sides(
    pair: tuple[Kernel, Kernel],
) -> None:
    place = {"journey_id": "journey_0000", "stage_id": "stage_0000", "variant": "to_be"}
    for kernel, name, value in zip(pair, ("zzzz", "aaaa"), (1.0, -1.0), strict=True):
        point = Emotion(id=f"emotion_{name}", value=value, **place)
        kernel.document.commit([Put("emotions", point)], label="set_emotion")
    one, two = pair
    one.saver.flush()
    two.saver.flush()
    one.saver.look()
    for kernel in pair:
        journey = kernel.document.journey("journey_0000")
        (curve,) = [c for c in project(kernel.document.state, journey.id).curves if c.variant == "to_be"]
        assert [(point.id, point.value) for point in curve.points] == [("emotion_zzzz", 1.0)]
        assert journey.set_emotion("stage_0000", 0.5, variant="to_be").id == "emotion_zzzz"


def test_another_branch_checked_out_while_open_is_taken_over(pair: tuple[Kernel, Kernel], path: Path) -> None:
    one, _ = pair
    path.write_text(codec.dumps(SMALL).replace("Robert", "Roberta"), "utf-8")
    one.saver.look()
    assert [persona.name for persona in one.document.personas] == ["Julie", "Roberta"]
    assert one.document.save_status.state == "saved"


def test_written_by_hand_in_another_layout_is_understood(pair: tuple[Kernel, Kernel], path: Path) -> None:
    one, _ = pair
    plain = json.loads(path.read_text("utf-8"))
    plain["cards/card_0000"]["text"] = "by hand"
    path.write_text(json.dumps(plain, indent=4), "utf-8")
    by_hand = path.read_bytes()
    one.saver.look()
    assert card(one).text == "by hand"
    assert path.read_bytes() == by_hand
    edit(one, 1, text="one")
    one.saver.flush()
    assert codec.loads(path.read_text("utf-8")) == one.document.state


def test_an_observer_of_the_merge_that_saves_does_not_hang(pair: tuple[Kernel, Kernel]) -> None:
    one, two = pair
    answers: list[bool] = []
    one.document.subscribe(lambda change: answers.append(one.saver.flush()))
    edit(two, text="two")
    two.saver.flush()
    one.saver.look()
    assert answers == [False]
    assert one.saver.flush()


def no_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError("no lock here")

    monkeypatch.setattr(FileLock, "exclusive", refuse)


def once_while_writing(monkeypatch: pytest.MonkeyPatch, do: Callable[[], object]) -> None:
    """Do something when the next write is all on the disk and only its name is missing."""
    real, waiting = os.fsync, [do]

    def fsync(descriptor: int) -> None:
        real(descriptor)
        if waiting:
            waiting.pop()()

    monkeypatch.setattr(atomic.os, "fsync", fsync)


def test_two_that_write_at_the_same_moment_lose_nothing_even_without_a_lock(
    pair: tuple[Kernel, Kernel], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = pair
    no_lock(monkeypatch)
    edit(one, 0, text="one")
    edit(two, 1, text="two")
    once_while_writing(monkeypatch, one.saver.flush)
    assert two.saver.flush()
    assert one.document.save_status.state == two.document.save_status.state == "saved"
    found = codec.loads(path.read_text("utf-8"))
    assert [found.get(Card, f"card_000{number}").text for number in (0, 1)] == ["one", "two"]


@pytest.mark.parametrize("before", ["there", "deleted"])
def test_a_program_that_heeds_no_lock_and_writes_meanwhile_is_merged_in(
    pair: tuple[Kernel, Kernel], path: Path, monkeypatch: pytest.MonkeyPatch, before: str
) -> None:
    one, _ = pair
    other = codec.dumps(SMALL).replace("Robert", "Roberta")
    if before == "deleted":
        path.unlink()
    edit(one, text="one")
    once_while_writing(monkeypatch, lambda: path.write_text(other, "utf-8"))
    assert one.saver.flush()
    assert [persona.name for persona in one.document.personas] == ["Julie", "Roberta"]
    assert card(one).text == "one"
    assert codec.loads(path.read_text("utf-8")) == one.document.state


def test_a_program_that_never_stops_writing_is_not_written_over(
    pair: tuple[Kernel, Kernel], path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _ = pair
    path.unlink()
    edit(one, text="one")
    turns = iter(range(100))

    def other(descriptor: int) -> None:  # there when it is looked for, and gone again
        if next(turns) % 2:
            path.unlink(missing_ok=True)
        else:
            path.write_text(codec.dumps(SMALL), "utf-8")

    with monkeypatch.context() as busy:
        busy.setattr(atomic.os, "fsync", other)
        assert not one.saver.flush()
    assert "being replaced" in str(one.document.save_status.message)
    assert not [entry for entry in path.parent.iterdir() if entry.suffix == ".tmp"]
    assert one.saver.flush()
    assert codec.loads(path.read_text("utf-8")) == one.document.state


@settings(max_examples=60)
@given(st.data())
def test_any_order_of_edits_and_saves_ends_equal(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("pair") / "map.json"
    path.write_text(codec.dumps(SMALL), "utf-8")
    pair = (Kernel(path), Kernel(path))
    for _ in range(data.draw(st.integers(1, 10))):
        kernel = data.draw(st.sampled_from(pair))
        match data.draw(st.sampled_from(["edit", "edit", "save", "look", "undo"])):
            case "edit":
                kernel.document.commit(data.draw(batches(kernel.document.state, gestures=2)), label="edit")
            case "save":
                assert kernel.saver.flush()
            case "look":
                kernel.saver.look()
            case "undo":
                kernel.document.undo()
    for kernel in (*pair, *pair):
        assert kernel.saver.flush()
    assert pair[0].document.state == pair[1].document.state == codec.loads(path.read_text("utf-8"))
