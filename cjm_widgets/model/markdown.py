"""Reads the little Markdown that cards may hold into runs of words; draws nothing and knows no records.

Bold, italic, code, links to the web or a mail address, and lists. All else stays the text it is. The browser
reads the same in ``js/src/core/markdown.ts``, against the same vectors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

_EDGE = " \t\u00a0([{\"'«“‘-–—,.;:!?*_…»”’)]}/"
"""What stands beside a word: a single star or underscore opens and closes only there."""
_ESCAPED = re.compile(r"\\([*_`\[\]()#-])")
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\[([^\[\]\n]+)\]\(((?:https?://|mailto:)[^\s()<>\"]+)\)", re.IGNORECASE)
_STRONG = re.compile(r"\*\*(?![ \t\u00a0*])([^\n]+?)(?<![ \t\u00a0*])\*\*(?!\*)")
_SOFT = {
    "*": re.compile(r"\*(?![ \t\u00a0*])([^*\n]+?)(?<![ \t\u00a0])\*(?!\*)"),
    "_": re.compile(r"_(?![ \t\u00a0_])([^_\n]+?)(?<![ \t\u00a0])_(?!_)"),
}
_BULLET = re.compile(r"[ \t]*[-*•][ \t]+(?=[^ \t])")
_NUMBER = re.compile(r"[ \t]*([0-9]{1,3})[.)][ \t]+(?=[^ \t])")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a line that is set in one way; ``href`` is the address of a link."""

    text: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    href: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: its runs and, of an item of a list, the mark in front ("•" or "1.")."""

    runs: tuple[Run, ...]
    mark: str = ""


def read(text: str) -> tuple[Line, ...]:
    """Return the lines of a text; one of a single line holds no list."""
    lines = text.split("\n")
    return tuple(_line(line, len(lines) > 1) for line in lines)


def plain(text: str) -> str:
    """Return what is read of a text: its words without the marks of Markdown."""
    return "\n".join(
        f"{line.mark} {words}" if line.mark else words
        for line in read(text)
        for words in ["".join(run.text for run in line.runs)]
    )


def _line(line: str, lists: bool) -> Line:
    mark, rest = "", line
    if lists and (bullet := _BULLET.match(line)):
        mark, rest = "•", line[bullet.end() :]
    elif lists and (number := _NUMBER.match(line)):
        mark, rest = f"{number[1]}.", line[number.end() :]
    return Line(tuple(_runs(rest, Run(""))), mark)


def _runs(text: str, like: Run) -> list[Run]:
    """Return `text` as runs that are set like `like`, and as their own marks say."""
    runs: list[Run] = []
    held, at = "", 0
    while at < len(text):
        found = _special(text, at, like)
        if found is None:
            held, at = held + text[at], at + 1
            continue
        inner, at = found
        if isinstance(inner, str):
            held += inner
            continue
        if held:
            runs.append(replace(like, text=held))
        runs += inner
        held = ""
    return [*runs, replace(like, text=held)] if held else runs


def _special(text: str, at: int, like: Run) -> tuple[list[Run] | str, int] | None:
    """Return what a mark at `at` makes, and where the text goes on; None where it is plain."""
    sign = text[at]
    if sign == "\\" and (found := _ESCAPED.match(text, at)):
        return found[1], found.end()
    if sign == "`" and (found := _CODE.match(text, at)):
        return [replace(like, text=found[1], code=True)], found.end()
    if sign == "[" and not like.href and (found := _LINK.match(text, at)):
        return _runs(found[1], replace(like, href=found[2])), found.end()
    if text.startswith("**", at):
        found = None if like.bold else _STRONG.match(text, at)
        return (_runs(found[1], replace(like, bold=True)), found.end()) if found else ("**", at + 2)
    if sign in _SOFT and not like.italic and (at == 0 or text[at - 1] in _EDGE):
        found = _SOFT[sign].match(text, at)
        if found and (found.end() == len(text) or text[found.end()] in _EDGE):
            return _runs(found[1], replace(like, italic=True)), found.end()
    return None
