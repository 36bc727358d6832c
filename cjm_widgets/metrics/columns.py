"""Columns of a frame as arrays: labels as codes, scores as whole numbers; knows no metric and no map."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api import types

from cjm_widgets.errors import BadInput, did_you_mean, shorten

Codes = NDArray[np.int32]


class Left(NamedTuple):
    """Rows that do not count, or not everywhere: why, which column, how many."""

    reason: str
    column: str
    rows: int


@dataclass(frozen=True, slots=True)
class Coded:
    """A column of labels: one code a row (-1: missing) and the label of each code, all different."""

    codes: Codes
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """A column of scores: one whole number a row (-1: none that counts) and what was left out."""

    values: NDArray[np.int16]
    left: tuple[Left, ...]


def check_columns(names: Sequence[Any], wanted: Mapping[str, Any], what: str) -> None:
    """Make sure every column of `wanted` (argument → column) is among `names` exactly once.

    Raises
    ------
    BadInput
        A column that is missing (the nearest one is named) or there twice.
    """
    texts = [str(name) for name in names]
    for argument, column in wanted.items():
        if column is None:
            continue
        if not isinstance(column, Hashable) or column is pd.NA:
            raise BadInput(
                f"{what} needs the name of one column.", code="missing_column", where=argument, value=column,
                expected=f'{argument}="…"',
            )  # fmt: skip
        found = sum(bool(name == column) for name in names)
        if found == 0:
            raise BadInput(
                f'{what} has no column "{column}".',
                code="missing_column",
                where=f"{argument}={column!r}",
                expected="one of " + shorten(", ".join(texts), 300) if texts else "a frame with columns",
                hint=did_you_mean(str(column), texts) or _role_hint(argument, texts),
            )
        if found > 1:
            raise BadInput(
                f'{what} has {found} columns called "{column}"; which one is meant cannot be told.',
                code="duplicate_column",
                where=f"{argument}={column!r}",
                hint="Rename one of them.",
            )


def _role_hint(argument: str, names: Sequence[str]) -> str | None:
    """Return which column may play the role that is missing."""
    from cjm_widgets.metrics.roles import hint_for

    return hint_for(argument, names)


def excluded_frame(left: Iterable[Left]) -> pd.DataFrame:
    """Return what was left out as a DataFrame: reason, column, rows."""
    return frame_of(
        [item for item in left if item.rows], {"reason": object, "column": object, "rows": "int64"}
    )


def frame_of(rows: Sequence[Sequence[Any]], types: Mapping[str, Any]) -> pd.DataFrame:
    """Return rows as a frame with the columns and types given, whatever is in them; None stays None."""
    columns = {name: [row[place] for row in rows] for place, name in enumerate(types)}
    return pd.DataFrame({name: pd.Series(columns[name], dtype=kind) for name, kind in types.items()})


def coded(column: pd.Series[Any]) -> Coded:
    """Return a column of labels as codes; what reads alike is one label, blanks are missing.

    Raises
    ------
    BadInput
        Values that are no labels, such as lists.
    """
    try:
        if isinstance(column.dtype, pd.CategoricalDtype):
            raw, values = column.cat.codes.to_numpy(), column.cat.categories
        else:
            raw, values = pd.factorize(column, use_na_sentinel=True)
    except TypeError as error:
        raise BadInput(
            f'Column "{column.name}" holds values that are no labels.',
            where=str(column.name),
            expected="texts or numbers",
        ) from error
    if isinstance(values.dtype, np.dtype) and values.dtype.kind in "iu":
        return Coded(np.asarray(raw, np.int32), tuple(map(str, values.tolist())))
    codes: dict[str, int] = {}
    texts = [label_text(value) for value in values.tolist()]
    table = [-1 if text is None else codes.setdefault(text, len(codes)) for text in texts]
    if len(codes) == len(table):
        return Coded(np.asarray(raw, np.int32), tuple(codes))
    lookup = np.array([*table, -1], np.int32)  # the last one is where -1 points
    return Coded(lookup[raw], tuple(codes))


def odd_values(column: pd.Series[Any], where: NDArray[np.bool_]) -> tuple[Any, ...]:
    """Return the distinct values, as the data write them, of rows whose value is there but means nothing."""
    if not where.any():
        return ()
    return tuple(dict.fromkeys(column[where].dropna().tolist()))


def label_text(value: Any) -> str | None:
    """Return a label as text, or None for what is no label: 5, 5.0 and "5" are the same one."""
    if isinstance(value, float):
        if not np.isfinite(value):
            return None
        return str(int(value)) if value.is_integer() else str(value)
    return None if value is None or value is pd.NA or value is pd.NaT else str(value).strip() or None


def scores(column: pd.Series[Any], scale: tuple[int, int]) -> Scores:
    """Return the scores of a column that lie on `scale`; the rest is counted by reason, never used.

    Reasons: ``no_answer``, ``not_a_number``, ``not_finite``, ``not_whole``, ``outside_scale``.

    Raises
    ------
    BadInput
        A column of a type that holds no scores, such as dates.
    """
    missing = column.isna().to_numpy(bool, copy=True)
    numbers, blank = _numbers(column)
    missing |= blank
    unread = np.isnan(numbers) & ~missing
    endless = np.isinf(numbers) & ~missing
    finite = np.isfinite(numbers) & ~missing
    broken = finite & (np.where(finite, numbers, 0) % 1 != 0)
    outside = finite & ~broken & ~((numbers >= scale[0]) & (numbers <= scale[1]))
    good = finite & ~broken & ~outside
    name = str(column.name)
    why = {
        "no_answer": missing, "not_a_number": unread, "not_finite": endless, "not_whole": broken,
        "outside_scale": outside,
    }  # fmt: skip
    left = tuple(Left(reason, name, int(mask.sum())) for reason, mask in why.items() if mask.any())
    return Scores(np.where(good, numbers, -1).astype(np.int16), left)


def _numbers(column: pd.Series[Any]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return the column as floats (NaN: not a number), and where it holds blank text."""
    nothing = np.zeros(len(column), bool)
    if types.is_bool_dtype(column.dtype):
        return np.full(len(column), np.nan), nothing
    if types.is_numeric_dtype(column.dtype) and not types.is_complex_dtype(column.dtype):
        return column.to_numpy(dtype="float64", na_value=np.nan), nothing
    if not (
        types.is_object_dtype(column.dtype)
        or types.is_string_dtype(column.dtype)
        or isinstance(column.dtype, pd.CategoricalDtype)
    ):
        raise BadInput(
            f'Column "{column.name}" holds no scores.',
            where=str(column.name),
            value=str(column.dtype),
            expected="numbers",
        )
    plain = column.astype(object).map(_without_comma)
    read = pd.to_numeric(plain.where(plain.map(_may_be_number)), errors="coerce")
    blank = plain.map(lambda value: isinstance(value, str) and not value.strip()).to_numpy(bool)
    return read.to_numpy(dtype="float64", na_value=np.nan), blank


_COMMA = re.compile(r"\s*[+-]?\d*,\d+\s*")
_SIGNS = re.compile(r"[\s\u00a0\u202f\u2009'’$€£]")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(,\d{3})+")


def _without_comma(value: Any) -> Any:
    """Read a decimal comma: "4,5" is 4.5."""
    return value.replace(",", ".") if isinstance(value, str) and _COMMA.fullmatch(value) else value


def numbers_of(column: pd.Series[Any]) -> NDArray[np.float64]:
    """Return a column of amounts as floats, NaN where one is none.

    Texts may have a currency sign, spaces or apostrophes between thousands and a decimal comma: "1 234,50 €"
    and "$1,234.50" are 1234.5; "1,234" is 1234.
    """
    if types.is_object_dtype(column.dtype) or types.is_string_dtype(column.dtype):
        column = column.astype(object).map(_plain_amount)
    return _numbers(column)[0]


def _plain_amount(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    text = _SIGNS.sub("", value)
    if _THOUSANDS.fullmatch(text.split(".")[0]) and text.count(".") < 2:
        return text.replace(",", "")
    if "," in text and "." in text:
        return text.replace(".", "").replace(",", ".")
    return text.replace(",", ".") if text.count(",") == 1 else text


def _may_be_number(value: Any) -> bool:
    return not isinstance(value, bool | np.bool_) and not hasattr(value, "isoformat")
