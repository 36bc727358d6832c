"""The grammar of segment rules, read by descent; evaluates nothing and knows no data."""

from __future__ import annotations

from collections.abc import Callable

from cjm_widgets.errors import BadInput
from cjm_widgets.model.rules.nodes import (
    COMPARISONS,
    And,
    Between,
    Column,
    Compare,
    In,
    Literal,
    Missing,
    Node,
    Not,
    Operand,
    Or,
    Truth,
)
from cjm_widgets.model.rules.tokens import Token, refusal, tokens
from cjm_widgets.model.words import Words

DEEPEST = 50


def parse(rule: str) -> Node:
    """Return the tree of a segment rule.

    Parameters
    ----------
    rule : str
        For instance ``"children >= 1 and 30 <= age <= 45"``; see :mod:`cjm_widgets.model.rules`.

    Raises
    ------
    BadInput
        It cannot be read (code ``"bad_rule"``); says the place, counted from 1, and what should stand there.

    Examples
    --------
    >>> parse("30 <= age <= 45")
    Compare(operands=(Literal(value=30, at=1), Column(name='age', at=7), Literal(value=45, at=14)), \
signs=('<=', '<='))
    """
    return _Parser(rule).whole()


class _Parser:
    def __init__(self, rule: str) -> None:
        self.rule = rule
        self.tokens = tokens(rule)
        self.place = 0
        self.depth = 0

    @property
    def here(self) -> Token:
        return self.tokens[self.place]

    def whole(self) -> Node:
        node = self.either()
        if self.here.kind != "end":
            raise self.unexpected(Words("rules.expect_more"))
        return node

    def either(self) -> Node:
        return self._joined("or", self.both, Or)

    def both(self) -> Node:
        return self._joined("and", self.negation, And)

    def _joined(self, word: str, part: Callable[[], Node], kind: type[And | Or]) -> Node:
        parts = [part()]
        while self.took("word", word):
            parts.append(part())
        return parts[0] if len(parts) == 1 else kind(tuple(parts))

    def negation(self) -> Node:
        if self.took("word", "not"):
            return Not(self.deeper(self.negation))
        if self.took("sign", "("):
            node = self.deeper(self.either)
            self.need("sign", ")", Words("rules.expect_sign", sign=")"))
            return node
        return self.test()

    def deeper(self, part: Callable[[], Node]) -> Node:
        self.depth += 1
        if self.depth > DEEPEST:
            raise refusal(Words("rules.deep", most=DEEPEST), self.rule)
        node = part()
        self.depth -= 1
        return node

    def test(self) -> Node:
        first = self.operand(Words("rules.expect_condition"))
        if self.here.kind == "sign" and self.here.text in COMPARISONS:
            return self.chain(first)
        if not isinstance(first, Column):
            raise self.unexpected(Words("rules.expect_comparison"))
        if self.took("word", "is"):
            negated = self.took("word", "not")
            self.need("word", "missing", Words("rules.expect_sign", sign="missing"))
            return Missing(first, negated)
        follows = self.tokens[self.place + 1].text if self.here.kind != "end" else ""
        negated = self.here.text == "not" and self.here.kind == "word" and follows in ("in", "between")
        self.place += negated
        if self.took("word", "in"):
            return In(first, self.values(), negated)
        if self.took("word", "between"):
            low = self.literal()
            self.need("word", "and", Words("rules.expect_sign", sign="and"))
            return Between(first, low, self.literal(), negated)
        return Truth(first)

    def chain(self, first: Operand) -> Compare:
        operands, signs = [first], []
        while self.here.kind == "sign" and self.here.text in COMPARISONS:
            signs.append(self.here.text)
            self.place += 1
            operands.append(self.operand(Words("rules.expect_operand")))
            if isinstance(operands[-1], Literal) and isinstance(operands[-2], Literal):
                raise refusal(Words("rules.no_column", place=operands[-2].at), self.rule)
        return Compare(tuple(operands), tuple(signs))

    def values(self) -> tuple[Literal, ...]:
        self.need("sign", "[", Words("rules.expect_sign", sign="["))
        found = [self.literal()]
        while self.took("sign", ","):
            found.append(self.literal())
        self.need("sign", "]", Words("rules.expect_sign", sign="]"))
        return tuple(found)

    def literal(self) -> Literal:
        expected = Words("rules.expect_value")
        found = self.operand(expected)
        if isinstance(found, Column):
            self.place -= 1
            raise self.unexpected(expected, Words("rules.hint_text", text=found.name))
        return found

    def operand(self, expected: Words) -> Operand:
        token = self.here
        if token.kind == "column":
            self.place += 1
            return Column(str(token.value), token.at)
        if token.kind == "value" and token.value is not None:
            self.place += 1
            return Literal(token.value, token.at)
        raise self.unexpected(expected)

    def took(self, kind: str, text: str) -> bool:
        here = self.here.kind == kind and self.here.text == text
        self.place += here
        return here

    def need(self, kind: str, text: str, expected: Words) -> None:
        if not self.took(kind, text):
            raise self.unexpected(expected)

    def unexpected(self, expected: Words, hint: str | None = None) -> BadInput:
        if self.here.kind == "end":
            return refusal(Words("rules.unfinished", expected=expected), self.rule, hint)
        token = self.here
        message = Words("rules.unexpected", place=token.at, found=token.text, expected=expected)
        return refusal(message, self.rule, hint)
