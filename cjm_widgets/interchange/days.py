"""Days as people write them in tables, day or month first, and moments; knows no table."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from cjm_widgets.interchange.words import moment

_DAY = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?.*)?")


def month_first_in(days: Iterable[Any]) -> bool | None:
    """Return whether days are written month first; None where nothing tells."""
    found = [match for day in days if isinstance(day, str) and (match := _DAY.fullmatch(day.strip()))]
    if any(int(match[1]) > 12 for match in found):
        return False
    if any(int(match[2]) > 12 for match in found):
        return True
    return None if found else False


def day_of(cell: Any, *, month_first: bool) -> datetime | None:
    """Return a moment without a time zone: what has one is read in UTC."""
    if isinstance(cell, datetime):
        return cell
    if hasattr(cell, "isoformat"):
        return datetime.fromisoformat(cell.isoformat()) if hasattr(cell, "year") else None
    said = str(cell or "").strip()
    match = _DAY.fullmatch(said)
    try:
        if match:
            one, two, year = int(match[1]), int(match[2]), int(match[3])
            day, month = (two, one) if month_first else (one, two)
            year += 2000 if year < 100 else 0
            hour, minute, second = (int(match[at] or 0) for at in (4, 5, 6))
            return datetime(year, month, day, hour, minute, second)  # noqa: DTZ001 - as it is written
    except ValueError:
        return None
    return moment(said)
