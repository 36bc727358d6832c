"""How alike two labels are, and what of many texts is most like one; knows no stages and no data."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from cjm_widgets.metrics.matching import normalised

WORDS = 0.9
"""The likeness of labels whose words are the same, in whatever order."""


class Likest(NamedTuple):
    """The text that is most like a label, what it stands for, and how alike they are, from 0 to 1."""

    likeness: float
    text: str
    key: str


class _Known:
    """A text that labels are compared with; the letters of it are indexed once."""

    def __init__(self, text: str, key: str) -> None:
        self.text, self.key = text, key
        self.plain = normalised(text)
        self.words = set(self.plain.split())
        self.matcher = difflib.SequenceMatcher(None, "", self.plain)

    def like(self, plain: str, words: set[str], least: float) -> float:
        """Return the likeness to a normalised label where it may reach `least`, else anything below that."""
        if not plain or not self.plain:
            return 0.0
        shared = WORDS * len(words & self.words) / min(len(words), len(self.words))
        bound, matcher = max(least, shared), self.matcher
        matcher.set_seq1(plain)
        if matcher.real_quick_ratio() < bound or matcher.quick_ratio() < bound:
            return shared
        return max(matcher.ratio(), shared)


def likeness(one: str, other: str) -> float:
    """Return how alike two labels are, from 0 to 1: by their letters in order, or by the words they share.

    Notes
    -----
    The larger of Ratcliff and Obershelp's ratio and 0.9 times the share of the words of the shorter one that
    the other has.
    """
    plain = normalised(one)
    return _Known(other, "").like(plain, set(plain.split()), 0.0)


def likest(
    labels: Sequence[str], known: Iterable[tuple[str, str]], least: float, refused: Sequence[frozenset[str]]
) -> list[Likest | None]:
    """Return for each label what is most like it.

    Parameters
    ----------
    labels : sequence of str
        The labels.
    known : iterable of (str, str)
        Texts, and the key each stands for.
    least : float
        The least likeness.
    refused : sequence of frozenset of str
        For each label the keys that are out of the question.

    Returns
    -------
    list of Likest or None
        None where nothing is so much like it.
    """
    texts = [_Known(text, key) for text, key in dict.fromkeys(known)]
    found: list[Likest | None] = []
    for label, out in zip(labels, refused, strict=True):
        plain = normalised(label)
        words = set(plain.split())
        best: Likest | None = None
        for text in texts:
            if text.key in out:
                continue
            score = text.like(plain, words, best.likeness if best else least)
            if score >= least and (best is None or (score, text.text, text.key) > best):
                best = Likest(score, text.text, text.key)
        found.append(best)
    return found
