"""One field of a record as one cell of a table, and back; knows no record and no table as a whole."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any

from cjm_widgets.errors import BadInput

Kind = dict[str, Any]
"""What a value must be, as :func:`cjm_widgets.model.schema.fields` describes it."""

_INDENTED = re.compile(r"'*[\t\r]")
_WAS_INDENTED = re.compile(r"'+[\t\r]")
_SIGN = re.compile(r"[=+\-@]")
_BREAKS = frozenset(";|\t\n\r\v\f\x85\u2028\u2029")
"""What a spreadsheet with another separator than ours takes for the end of a cell."""
_LEAD = "".join(_BREAKS) + " \xa0\u202f\ufeff\"'"
"""What may stand between the beginning of a cell and a formula."""
_YES = {"true", "yes", "y", "x", "1", "vrai", "oui", "o"}
_NO = {"false", "no", "n", "0", "faux", "non", ""}


def guard(text: str) -> str:
    """Return a text in which no spreadsheet finds a formula, whatever it takes for the separator.

    An apostrophe goes before each ``=``, ``+``, ``-`` or ``@`` at the beginning of the text or behind a
    semicolon, bar, tab or line end in it, and before a tab at the beginning.
    """
    return _indented("".join(_parts(text, lambda _at_start, _quoted: "'")))


def mark(text: str) -> str:
    """Return a text for a cell that nothing splits: guarded where it begins, and so that it comes back.

    :func:`unguard` is the way back from both, so that a table can be saved in another format.
    """
    return _indented("".join(_parts(text, lambda at_start, quoted: "'" if at_start or quoted else "")))


def unguard(text: str) -> str:
    """Return the text as it was before :func:`guard` or :func:`mark`."""
    held = text[1:] if _WAS_INDENTED.match(text) else text
    return "".join(_parts(held, lambda _at_start, quoted: None if quoted else ""))


def _indented(text: str) -> str:
    return f"'{text}" if _INDENTED.match(text) else text


def _parts(text: str, more: Callable[[bool, bool], str | None]) -> Iterator[str]:
    """Yield a text in parts, with `more` before each sign that could begin a formula; None takes one away.

    `more` is told whether the sign begins the text, and whether an apostrophe stands before it.
    """
    at = 0
    for sign in _SIGN.finditer(text):
        before = text[at : sign.start()]
        lead = before[len(before.rstrip(_LEAD)) :]
        begins = len(lead) == sign.start()
        added = more(begins, lead.endswith("'")) if begins or not _BREAKS.isdisjoint(lead) else ""
        yield before[:-1] if added is None else before + added
        yield sign[0]
        at = sign.end()
    yield text[at:]


def to_cell(value: Any, safe: Callable[[str], str] = mark) -> str | float | int | None:
    """Return a JSON value as a cell: numbers as they are, yes or no, lists one item a line, else JSON.

    `safe` is what texts go through: :func:`mark` for workbooks, :func:`guard` for CSV.
    """
    if isinstance(value, bool):
        return "yes" if value else "no"  # spreadsheets make formulas of truth: =TRUE()
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, str):
        return safe(value)
    if not value:
        return None
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        plain = all(item and item == item.strip() and "\n" not in item for item in value)
        if plain and not value[0].startswith("["):
            return safe("\n".join(value))
    return safe(json.dumps(value, ensure_ascii=False))


def from_cell(cell: Any, kind: Kind) -> Any:
    """Return the JSON value a cell stands for; the field itself is checked where the record is made.

    Raises
    ------
    BadInput
        The cell cannot be read as such a value.
    """
    if kind["type"] == "array":
        return _items(cell, kind["items"])
    if kind["type"] == "boolean":
        return _truth(cell)
    if kind["type"] in ("integer", "number"):
        return _number(cell, whole=kind["type"] == "integer")
    if "enum" in kind:
        return unguard(str(cell).strip()).lower()
    return unguard(_text(cell))


def is_blank(cell: Any) -> bool:
    """Tell whether a cell holds nothing."""
    return (
        cell is None or (isinstance(cell, str) and not cell) or (isinstance(cell, float) and math.isnan(cell))
    )


def _text(cell: Any) -> str:
    """Return what a cell shows: a whole number without its decimals, a day without its time."""
    if isinstance(cell, bool):
        return str(cell).lower()
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if hasattr(cell, "isoformat"):
        return str(cell.isoformat()).removesuffix("T00:00:00")
    return str(cell)


def _items(cell: Any, kind: Kind) -> list[Any]:
    text = unguard(_text(cell).strip())
    if text.startswith("["):
        try:
            found = json.loads(text)
        except (ValueError, RecursionError):
            found = None
        if isinstance(found, list):
            return found
    if kind["type"] == "object":
        raise BadInput("This is not a list.", value=text, expected="JSON such as [{…}]")
    return [line for line in (part.strip() for part in text.split("\n")) if line]


def _truth(cell: Any) -> bool:
    word = _text(cell).strip().lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise BadInput("This is neither yes nor no.", value=word, expected="yes or no")


def _number(cell: Any, *, whole: bool) -> float | int:
    if isinstance(cell, bool):
        raise BadInput("This is not a number.", value=cell, expected="a number")
    text = _text(cell).strip().replace("\u2212", "-").replace("\u202f", "").replace("\xa0", "")
    try:
        value = float(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)
    except ValueError:
        raise BadInput("This is not a number.", value=text, expected="a number") from None
    if math.isnan(value) or math.isinf(value):
        raise BadInput("This is not a number.", value=text, expected="a number")
    if not whole:
        return value
    if not value.is_integer():
        raise BadInput("This is not a whole number.", value=text, expected="a whole number")
    return int(value)
