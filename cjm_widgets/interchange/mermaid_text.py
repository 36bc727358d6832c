"""Texts as Mermaid's journey grammar can hold them, and back; knows no records and no lines."""

from __future__ import annotations

import html
import re

# What ends a name, opens a comment or an element, or begins an entity.
_SPECIAL = re.compile(r"[#;:%<>{}`]")
_KEYWORD = re.compile(r"(journey|section|title|acctitle|accdescr)", re.IGNORECASE)
_ENTITY = re.compile(r"#(\+?\d+|\w+);")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]+")


def escape(text: str, *, also: str = "") -> str:
    """Return a text on one line, with entities for what the grammar would take for something else.

    Line breaks become ``<br>``, which Mermaid draws as such. `also` names further characters to be escaped.
    """
    lines = [_CONTROL.sub(" ", line).strip() for line in text.replace("\t", " ").split("\n")]
    return "<br>".join(_escaped(line, also) for line in lines if line)


def _escaped(line: str, also: str) -> str:
    made = _SPECIAL.sub(lambda found: f"#{ord(found[0])};", line)
    for char in also:
        made = made.replace(char, f"#{ord(char)};")
    if _KEYWORD.match(line):
        made = f"#{ord(line[0])};{made[1:]}"
    return made


def unescape(text: str) -> str:
    """Return what a reader sees: entities as their characters, breaks as line ends."""
    text = _BREAK.sub("\n", text)
    return _CONTROL_ONLY.sub("", _ENTITY.sub(_character, text)).strip()


_CONTROL_ONLY = re.compile("[\x00-\x09\x0b-\x1f]")


def _character(found: re.Match[str]) -> str:
    word = found[1]
    digits = word.lstrip("+")
    if digits.isdecimal() and digits.isascii():
        number = int(digits) if len(digits) < 9 else 0
        return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else found[0]
    known = html.unescape(f"&{word};")
    return found[0] if known == f"&{word};" else known
