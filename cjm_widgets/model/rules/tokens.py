"""The words of a segment rule: text to tokens with their places; knows no grammar."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from cjm_widgets.errors import BadInput
from cjm_widgets.model.rules.nodes import KEYWORDS, Value
from cjm_widgets.model.words import Words

Kind = Literal["word", "column", "value", "sign", "end"]
LONGEST = 10_000
CODE = "bad_rule"

_TOKEN = re.compile(
    r"""
    (?P<blank>\s+)
  | (?P<date>\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?)?(?![\w.]))
  | (?P<number>[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w.]))
  | (?P<name>[^\W\d]\w*)
  | (?P<quoted>`(?:[^`]|``)+`)
  | (?P<text>"(?:[^"]|"")*"|'(?:[^']|'')*')
  | (?P<sign><=|>=|!=|<>|==|[=<>()\[\],≤≥≠])
    """,
    re.VERBOSE,
)
_SAME = {"==": "=", "<>": "!=", "≤": "<=", "≥": ">=", "≠": "!="}
_OTHERS = {
    "&": "and", "&&": "and", "|": "or", "||": "or", "!": "not", "~": "not", "“": '"', "”": '"', "«": '"',
    "»": '"', "‘": "'", "’": "'", "{": "[", "}": "]", "%": "0.5",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a rule: what it is, how it was written, the place of its first character (from 1)."""

    kind: Kind
    text: str
    at: int
    value: Value | None = None


def tokens(rule: str) -> list[Token]:
    """Return the tokens of a rule, an end behind them.

    Raises
    ------
    BadInput
        A character that means nothing, a quote that is not closed, a day that there is not.
    """
    if len(rule) > LONGEST:
        raise refusal(Words("rules.long", most=LONGEST), rule)
    found: list[Token] = []
    at = 0
    while at < len(rule):
        match = _TOKEN.match(rule, at)
        if match is None:
            raise _strange(rule, at)
        if match.lastgroup != "blank":
            found.append(_token(rule, str(match.lastgroup), match[0], at + 1))
        at = match.end()
    return [*found, Token("end", "", len(rule) + 1)]


def refusal(message: Words, rule: str, hint: str | None = None) -> BadInput:
    """Return the error of a rule that cannot be read."""
    return BadInput(message, code=CODE, value=rule if len(rule) <= LONGEST else None, hint=hint)


def _token(rule: str, kind: str, text: str, at: int) -> Token:
    if kind == "name":
        low = text.casefold()
        if low in ("true", "false"):
            return Token("value", text, at, low == "true")
        return Token("word", low, at) if low in KEYWORDS else Token("column", text, at, text)
    if kind == "quoted":
        return Token("column", text, at, text[1:-1].replace("``", "`"))
    if kind == "text":
        return Token("value", text, at, text[1:-1].replace(text[0] * 2, text[0]))
    if kind == "sign":
        return Token("sign", _SAME.get(text, text), at)
    try:
        return Token("value", text, at, _date(text) if kind == "date" else _number(text))
    except ValueError:
        raise refusal(Words("rules.no_value", place=at, found=text), rule) from None


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text) if len(text) == len("2025-01-31") else dt.datetime.fromisoformat(text)


def _number(text: str) -> int | float:
    try:
        whole = int(text)
    except ValueError:
        number = float(text)
        if number in (float("inf"), float("-inf")):
            raise
        return number
    if not -(2**63) <= whole < 2**63:
        raise ValueError(text)
    return whole


def _strange(rule: str, at: int) -> BadInput:
    sign = rule[at : at + 2] if rule[at : at + 2] in _OTHERS else rule[at]
    if rule[at] in "\"'`":
        return refusal(Words("rules.open_quote", place=at + 1), rule)
    if rule[at].isdigit() or rule[at] in "+-.":
        word = re.split(r"[\s,)\]]", rule[at:], maxsplit=1)[0]
        return refusal(Words("rules.no_value", place=at + 1, found=word), rule)
    meant = _OTHERS.get(sign)
    hint = Words("rules.meant", meant=meant) if meant else None
    return refusal(Words("rules.strange", place=at + 1, found=sign), rule, hint)
