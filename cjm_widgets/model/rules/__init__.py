"""Segment rules, the language of ``persona.segment``: text to tree and back; knows no data and no document.

A rule says who belongs to a persona::

    children >= 1 and 30 <= age <= 45
    plan in ["basic", "plus"] and not (`last order` is missing)
    signup between 2025-01-01 and 2025-03-31 or is_member

Words that mean something (``and``, ``or``, ``not``, ``in``, ``between``, ``is``, ``missing``, ``true``,
``false``) are read in capitals or not; a column called so, or with blanks, stands in backquotes. Texts stand
in straight quotes, ``"`` or ``'``, doubled inside. Dates are written 2025-03-31, times 2025-03-31T14:05 or
2025-03-31T14:05:30. ``not`` binds closest, then ``and``, then ``or``.
"""

from __future__ import annotations

from cjm_widgets.model.rules.nodes import (
    And,
    Between,
    Column,
    Compare,
    In,
    Literal,
    Missing,
    Node,
    Not,
    Or,
    Truth,
    columns_of,
    text_of,
)
from cjm_widgets.model.rules.parser import parse

__all__ = [
    "And",
    "Between",
    "Column",
    "Compare",
    "In",
    "Literal",
    "Missing",
    "Node",
    "Not",
    "Or",
    "Truth",
    "columns_of",
    "parse",
    "text_of",
]
