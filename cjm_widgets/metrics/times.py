"""A column of times as microseconds since 1970 UTC, whatever it was written as; knows no metric, no map."""

from __future__ import annotations

import itertools
import warnings
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas.api import types

from cjm_widgets.errors import BadInput

DAY = 86_400_000_000
"""Microseconds of a day."""

_WITH_OFFSET = r":\d{2}(?:[.,]\d+)?\s*(?:[Zz]|[+-]\d{2}(?::?\d{2})?)\s*$"
_OFFSETS_LEAK = int(pd.__version__.split(".")[0]) < 3
"""Before pandas 3 a text without an offset that follows one with an offset is read with that offset."""

_UNITS = ("s", "ms", "us", "ns", "D")


@dataclass(frozen=True, slots=True)
class Reading:
    """How times are written where the data do not say it themselves.

    Attributes
    ----------
    tz : str
        The time zone of times without an offset, and of days.
    format : str or None
        A strptime format; recognised when None.
    unit : str or None
        What a number counts since 1970: ``"s"``, ``"ms"``, ``"us"``, ``"ns"`` or ``"D"``.
    day_first : bool or None
        Whether 03/04 is the third of April; when None, what reads more rows, and month first where both do.
    """

    tz: str = "UTC"
    format: str | None = None
    unit: str | None = None
    day_first: bool | None = None

    def __post_init__(self) -> None:
        try:
            ZoneInfo(self.tz)
        except (ZoneInfoNotFoundError, ValueError, TypeError, OSError) as error:
            raise BadInput(
                "There is no such time zone.",
                where="tz",
                value=self.tz,
                expected='a name like "Europe/Paris"',
            ) from error
        if self.unit is not None and self.unit not in _UNITS:
            raise BadInput(
                "There is no such unit.", where="time_unit", value=self.unit, expected=", ".join(_UNITS)
            )
        try:
            pd.to_datetime(pd.Series(["-"]), format=self.format, errors="coerce")
        except (ValueError, TypeError) as error:
            raise BadInput(
                "This is no format of a time.", where="time_format", value=self.format,
                expected='strptime codes such as "%d.%m.%Y %H:%M"',
            ) from error  # fmt: skip


@dataclass(frozen=True, slots=True)
class Times:
    """Times in microseconds since 1970 UTC, where there are none, and how they were read."""

    us: NDArray[np.int64]
    missing: NDArray[np.bool_]
    bad: NDArray[np.bool_]
    how: str


def read_times(column: pd.Series[Any], reading: Reading) -> Times:
    """Read a column of times.

    Takes datetimes with and without zone, mixed ones, texts (ISO 8601 with mixed offsets, or one other format
    for all), dates, periods, and numbers where their unit is declared.

    Raises
    ------
    BadInput
        Numbers without a declared unit, or values that are no times.
    """
    missing = column.isna().to_numpy(bool, copy=True)
    if isinstance(column.dtype, pd.PeriodDtype):
        column = column.dt.to_timestamp()
    if types.is_bool_dtype(column.dtype) or column.dtype.kind == "m":
        raise _no_times(column, str(column.dtype))
    if column.dtype.kind == "M" and not str(column.dtype).startswith("date32"):
        stamps, how = _zoned(column, reading.tz), "datetime"
    elif types.is_numeric_dtype(column.dtype) or (reading.unit and _all_numbers(column)):
        stamps, how = _from_numbers(column, reading), f"unit {reading.unit}"
    else:
        missing |= column.map(lambda value: isinstance(value, str) and not value.strip()).to_numpy(bool)
        stamps, how = _from_texts(column, missing, reading)
    us = _microseconds(stamps)
    unread = np.asarray(stamps.isna()) & ~missing
    nothing = unread | missing
    if nothing.any():
        us = np.where(nothing, 0, us)
    return Times(us, missing, unread, how)


def local_days(us: NDArray[np.int64], tz: str) -> NDArray[np.int32]:
    """Return the days since 1970 on which times (microseconds, UTC) fall in a time zone."""
    if tz != "UTC":
        stamps = pd.DatetimeIndex(us.view("datetime64[us]"), tz="UTC").tz_convert(tz).tz_localize(None)
        us = _microseconds(stamps)
    return (us // DAY).astype(np.int32)


def _zoned(column: pd.Series[Any], tz: str) -> pd.DatetimeIndex:
    zone = column.dt.tz
    if isinstance(column.dtype, pd.ArrowDtype):
        kind: Any = "datetime64[us]" if zone is None else f"datetime64[us, {zone}]"
        column = column.astype(kind)
    stamps = pd.DatetimeIndex(column)
    if zone is not None:
        return stamps.tz_convert("UTC")
    return stamps if tz == "UTC" else _localized(stamps, tz)  # as they are: without a copy


def _localized(stamps: pd.DatetimeIndex, tz: str) -> pd.DatetimeIndex:
    """Read wall times in `tz`: an hour that came twice is the second one, one that never was moves on."""
    winter = np.zeros(len(stamps), bool)
    return stamps.tz_localize(tz, ambiguous=winter, nonexistent="shift_forward").tz_convert("UTC")


def _microseconds(stamps: pd.DatetimeIndex) -> NDArray[np.int64]:
    """Return times as numbers, over the same memory where that can be: not to be written to."""
    return np.asarray(stamps.asi8 if stamps.unit == "us" else stamps.as_unit("us").asi8, np.int64)


def _all_numbers(column: pd.Series[Any]) -> bool:
    """Return whether a column of objects holds numbers alone."""
    kinds = ("integer", "floating", "mixed-integer-float")
    return types.is_object_dtype(column.dtype) and types.infer_dtype(column, skipna=True) in kinds


def _from_numbers(column: pd.Series[Any], reading: Reading) -> pd.DatetimeIndex:
    if reading.unit is None and column.notna().any():
        raise BadInput(
            f'Column "{column.name}" holds numbers; whether they are seconds or milliseconds cannot be told.',
            where=str(column.name),
            expected='times, or time_unit="s", "ms", "us", "ns" or "D"',
        )
    if types.is_object_dtype(column.dtype):
        column = column.where(column.notna(), np.nan).map(float)  # whole numbers of any size
    numbers = column.to_numpy(dtype="float64", na_value=np.nan)
    scale = {"s": 1e6, "ms": 1e3, "us": 1.0, "ns": 1e-3, "D": float(DAY)}[reading.unit or "s"]
    inside = np.isfinite(numbers) & (np.abs(np.nan_to_num(numbers)) < 2.0**62 / scale)
    whole = (np.where(inside, numbers, 0.0) * scale).astype(np.int64)
    values = whole.view("datetime64[us]")
    values[~inside] = np.datetime64("NaT")
    return pd.DatetimeIndex(values, tz="UTC")


def _from_texts(
    column: pd.Series[Any], missing: NDArray[np.bool_], reading: Reading
) -> tuple[pd.DatetimeIndex, str]:
    texts = column.astype(object).mask(missing, None)
    if types.infer_dtype(texts, skipna=True) not in ("string", "empty"):
        texts = texts.map(_as_text)
    stamps = _read_texts(texts, reading)
    how = reading.format or "ISO 8601"
    failed = np.asarray(stamps.isna()) & texts.notna().to_numpy(bool)
    if reading.format is None and failed.any():
        other, found = _guess(texts[failed], reading)
        if found:
            places = np.zeros(len(stamps), bool)
            places[failed] = True
            filled = pd.Series(stamps)
            filled[places] = other.as_unit("us")
            stamps, how = pd.DatetimeIndex(filled), f"ISO 8601 and {found}" if not failed.all() else found
    return stamps, how


def _read_texts(texts: pd.Series[Any], reading: Reading) -> pd.DatetimeIndex:
    """Read texts in the declared format or ISO 8601; those without an offset are of the declared zone."""
    form = reading.format or "ISO8601"
    if reading.tz == "UTC" and not _OFFSETS_LEAK:
        return _parse(texts, form)
    if reading.format:
        offset = np.full(len(texts), "%z" in form or "%Z" in form)
    else:
        offset = texts.str.contains(_WITH_OFFSET, regex=True, na=False).to_numpy(bool)
    if offset.all():
        return _parse(texts, form)
    naive = _localized(_parse(texts.mask(offset, None), form).tz_localize(None), reading.tz)
    return _merge(_parse(texts.mask(~offset, None), form), naive, ~offset) if offset.any() else naive


def _merge(
    first: pd.DatetimeIndex, second: pd.DatetimeIndex, use_second: NDArray[np.bool_]
) -> pd.DatetimeIndex:
    return pd.DatetimeIndex(pd.Series(first).mask(use_second, pd.Series(second)))


def _as_text(value: Any) -> str | None:
    """Write a date or a time in ISO 8601; None for what is neither (a number, a list)."""
    if isinstance(value, str) or value is None:
        return value
    if isinstance(value, np.datetime64):
        value = pd.Timestamp(value)
    return str(value.isoformat()) if hasattr(value, "isoformat") and value is not pd.NaT else f"? {value!r}"


def _parse(texts: pd.Series[Any], form: str) -> pd.DatetimeIndex:
    read = pd.DatetimeIndex(pd.to_datetime(texts, format=form, errors="coerce", utc=True))
    return read.as_unit("us")


def _guess(texts: pd.Series[Any], reading: Reading) -> tuple[pd.DatetimeIndex, str]:
    """Read all texts in the one format that reads most of them; an empty name when none reads any."""
    from pandas.tseries.api import guess_datetime_format

    orders = (False, True) if reading.day_first is None else (reading.day_first,)
    samples = list(itertools.islice(dict.fromkeys(texts), 20))
    with warnings.catch_warnings():
        warnings.simplefilter(
            "ignore", UserWarning
        )  # both orders are tried, so a hint at the other is no news
        forms = {guess_datetime_format(text, dayfirst=order): None for order in orders for text in samples}
    best, name, count = pd.DatetimeIndex([], tz="UTC"), "", 0
    for form in forms:
        if form is None or ("%Y" not in form and "%y" not in form):
            continue
        read = _parse(texts, form)
        done = int(np.count_nonzero(read.notna()))
        if done > count:
            best, name, count = read, form, done
    if name and reading.tz != "UTC" and "%z" not in name:
        best = _localized(best.tz_localize(None), reading.tz)
    return best, name


def _no_times(column: pd.Series[Any], value: str) -> BadInput:
    return BadInput(
        f'Column "{column.name}" holds no times.', where=str(column.name), value=value, expected="times"
    )


def notes_of(column: pd.Series[Any]) -> dict[str, int]:
    """Return what is worth knowing of how times are written: note → rows.

    ``naive``: without an offset, read in the declared zone; ``mixed_offsets``: with an offset other than the
    commonest one of the column, where several are; ``mixed_naive``: the naive ones, where others have an
    offset.
    """
    if column.dtype.kind == "M":
        return {"naive": int(column.notna().sum())} if getattr(column.dt, "tz", None) is None else {}
    if types.is_numeric_dtype(column.dtype) or isinstance(column.dtype, pd.PeriodDtype):
        return {}
    known = column.dropna().astype(object)
    texts = known.map(lambda value: value if isinstance(value, str) else _as_text(value) or "").astype(str)
    dated = texts[texts.str.contains(r"\d{2}", regex=True)]
    offsets = dated.str.extract(r":\d{2}(?:[.,]\d+)?\s*([Zz]|[+-]\d{2}(?::?\d{2})?)\s*$", expand=False)
    aware = offsets.dropna().str.upper().replace("Z", "+00:00")
    counts = aware.value_counts()
    naive = len(dated) - len(aware)
    found = {"mixed_naive" if len(aware) else "naive": naive}
    if len(counts) > 1:
        found["mixed_offsets"] = int(counts.iloc[1:].sum())
    return {note: rows for note, rows in found.items() if rows}
