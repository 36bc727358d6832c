"""Measuring and breaking of any text: it fits, what belongs together stays so, and it takes no time."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cjm_widgets.render.text import clean, clusters, fit, is_rtl, one_line, width, wrap

texts = st.text(max_size=80) | st.sampled_from(
    [
        "👩‍👧‍👦🇫🇷👍🏽",
        "مرحبا بالعالم",
        "שלום עולם 123",
        "日本語のテキスト",
        "e\u0301\u0301",
        "a\x00b\u202ec",
        "x" * 300,
    ]
)


@given(texts, st.floats(60, 400), st.integers(1, 5))
def test_lines_fit_and_are_no_more_than_asked(text: str, room: float, most: int) -> None:
    lines = wrap(text, room, 12, most=most)
    assert len(lines) <= most
    for line in lines:
        assert width(line, 12) <= room + 1e-6 or len(list(clusters(line))) <= 2
        assert "\n" not in line


@given(st.text(alphabet="abc éü-1 ", max_size=60))
def test_nothing_is_lost_when_there_is_room(text: str) -> None:
    lines = wrap(text, 200, 12, most=50)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(texts)
def test_clusters_are_the_text_and_keep_marks_with_their_letter(text: str) -> None:
    found = list(clusters(text))
    assert "".join(found) == text
    assert not any(unicodedata.combining(cluster[0]) for cluster in found[1:])
    assert not any(cluster.startswith("\u200d") for cluster in found[1:])


def test_joined_emoji_and_flags_are_one() -> None:
    assert list(clusters("👩‍👧‍👦🇫🇷🇩🇪👍🏽")) == ["👩‍👧‍👦", "🇫🇷", "🇩🇪", "👍🏽"]


def test_a_cut_text_ends_with_an_ellipsis() -> None:
    assert wrap("one two three four five six seven", 60, 12, most=2)[-1].endswith("…")
    cut = fit("word " * 50, 100, 12)
    assert cut.endswith("…")
    assert width(cut, 12) <= 100
    assert fit("short", 100, 12) == "short"


def test_a_very_long_text_costs_no_more_than_what_is_seen() -> None:
    start = time.process_time()
    for text in ("x" * 100_000, "word " * 20_000, "\n" * 100_000, "👩‍👧" * 33_000):
        assert len(wrap(text, 190, 12.4)) <= 6
        assert len(one_line(text)) <= 400
    assert time.process_time() - start < 1.0


def test_nothing_seen_is_nothing() -> None:
    for text in ("", "  \n ", "\x00\x07", "\u202e"):
        assert wrap(text, 100, 12) == []


@given(st.text(max_size=60))
def test_cleaned_text_holds_no_control_and_no_direction_override(text: str) -> None:
    for char in clean(text):
        assert char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs")
        assert char not in "\u202a\u202b\u202d\u202e\u2066\u2067\u2068"


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("مرحبا abc", True), ("123 שלום", True), ("abc مرحبا", False), ("123", False), ("", False)],
)
def test_direction_is_that_of_the_first_letter(text: str, rtl: bool) -> None:
    assert is_rtl(text) is rtl


def test_bold_is_wider_and_width_grows_with_size() -> None:
    assert width("Reimbursement", 12, 700) > width("Reimbursement", 12)
    assert width("Reimbursement", 24) == pytest.approx(2 * width("Reimbursement", 12))
    assert 60 < width("Reimbursement", 12) < 100


def test_a_space_that_must_not_break_does_not() -> None:
    quote = "«\u202fPersonne ne me donne de date.\u00a0»"
    for room in range(60, 260, 5):
        for line in wrap(quote, room, 11):
            assert line.strip() not in ("»", "«")
