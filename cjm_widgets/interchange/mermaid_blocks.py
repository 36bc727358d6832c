"""Where the diagrams in a text are: alone or in the fenced blocks of Markdown; reads no statement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cjm_widgets.interchange.mermaid_text import unescape

_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})[ \t]*mermaid\b[^\n]*\n", re.MULTILINE)
_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)\n[ \t]*---[ \t]*(?=\n|\Z)", re.DOTALL)
_FRONT_TITLE = re.compile(r"^title:(.+)$", re.MULTILINE)
_OPEN, _CLOSE = "%%{", "}%%"


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one diagram.

    Attributes
    ----------
    first : int
        The line it begins at, from 1.
    text : str
        What it holds, without directives and front matter; the line ends in them stay.
    title : str
        The title in its front matter; empty where there is none.
    """

    first: int
    text: str
    title: str


def blocks(text: str) -> Iterator[Block]:
    """Yield the fenced diagrams of a text in order; where it has none, the text is one."""
    fence = _FENCE.search(text)
    if fence is None:
        yield _block(1, text)
        return
    line, counted = 1, 0
    while fence is not None:
        marks = fence[1]
        close = re.compile(rf"^[ \t]*{marks[0]}{{{len(marks)},}}[ \t]*$", re.MULTILINE)
        end = close.search(text, fence.end())
        line, counted = line + text.count("\n", counted, fence.end()), fence.end()
        yield _block(line, text[fence.end() : end.start() if end else len(text)])
        fence = _FENCE.search(text, end.end()) if end else None


def _block(first: int, body: str) -> Block:
    title = ""
    front = _FRONT.match(body)
    if front:
        named = _FRONT_TITLE.search(front[1])
        title = unescape(named[1].strip().strip("\"'")) if named else ""
        body = "\n" * body.count("\n", 0, front.end()) + body[front.end() :]
    return Block(first, _without_directives(body), title)


def _without_directives(body: str) -> str:
    """Return a diagram without what stands in ``%%{ … }%%``: one look at each character, closed or not."""
    parts, at = [], 0
    while (start := body.find(_OPEN, at)) >= 0 and (end := body.find(_CLOSE, start + len(_OPEN))) >= 0:
        parts += [body[at:start], "\n" * body.count("\n", start, end)]
        at = end + len(_CLOSE)
    return "".join([*parts, body[at:]])
