"""Finds names in a text however they are spelt: case, Unicode form, spaces; knows no record and no key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Literal

Other = Callable[[str, str], str]
"""A name and how it is spelt where it was found, to what is put there."""
_ALIKE = str.maketrans(
    {**dict.fromkeys("\u2018\u2019\u02bc", "'"), **dict.fromkeys("\u2010\u2011\u2013", "-")}
)
_FIRST_COMBINING = "\u0300"
_LETTER = "[^\\W_\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f]"
"""What makes a name part of another word; the sign of a footnote does not."""
_ZERO_WIDTH_SPACE = "\u200b"


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Return a text as it is compared: in one case and form, each run of white space as one space."""
    return _mapped(text)[0].strip()


def changer(names: Iterable[str], other: Other) -> Callable[[str], str]:
    """Return what puts other words for whole names in a text; of two that begin alike, for the longer one.

    A name is found in any case, Unicode form and typographic apostrophe, over any white space, and where
    signs that nobody sees stand inside it; beside letters and digits it is part of another word.
    """
    by_folded = {key: name for name in names if (key := folded(name))}
    if not by_folded:
        return lambda text: text
    longest_first = sorted(by_folded, key=len, reverse=True)
    wanted = re.compile(rf"(?<!{_LETTER})(?:{'|'.join(map(re.escape, longest_first))})(?!{_LETTER})")

    def change(text: str) -> str:
        line, starts = _mapped(text)
        parts, done = [], 0
        for found in wanted.finditer(line):
            start, end = starts[found.start()], starts[found.end()]
            parts += [text[done:start], other(by_folded[found[0]], text[start:end])]
            done = end
        return "".join(parts) + text[done:] if parts else text

    return change


def _mapped(text: str) -> tuple[str, list[int]]:
    """Return a text folded and, for each of its characters and for its end, where that begins in `text`."""
    line: list[str] = []
    starts: list[int] = []
    for start, end in _clusters(text):
        part = text[start:end]
        if part.isspace() or part == _ZERO_WIDTH_SPACE:
            new = "" if line and line[-1] == " " else " "
        elif len(part) == 1 and unicodedata.category(part) == "Cf":
            new = ""
        else:
            form: Literal["NFKC", "NFC"] = "NFKC" if part[0].isalpha() else "NFC"
            new = unicodedata.normalize(form, unicodedata.normalize(form, part).casefold()).translate(_ALIKE)
        line.extend(new)
        starts.extend([start] * len(new))
    return "".join(line), [*starts, len(text)]


def _clusters(text: str) -> Iterable[tuple[int, int]]:
    """Yield the parts of a text whose characters may be written as one."""
    start = 0
    for at in range(1, len(text) + 1):
        if at < len(text) and text[at] >= _FIRST_COMBINING and _joins(text, start, at):
            continue
        if at > start:
            yield start, at
        start = at


def _joins(text: str, start: int, at: int) -> bool:
    if unicodedata.combining(text[at]):
        return True
    before, after = text[start:at], text[at]
    whole = unicodedata.normalize("NFC", before + after)
    return whole != unicodedata.normalize("NFC", before) + unicodedata.normalize("NFC", after)
