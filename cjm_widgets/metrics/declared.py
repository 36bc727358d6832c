"""What an event log is told, checked: columns, units, orders, windows; knows no rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from cjm_widgets.errors import BadInput, did_you_mean
from cjm_widgets.metrics.columns import label_text
from cjm_widgets.metrics.rules import UNITS_OF_COUNT, Rules
from cjm_widgets.metrics.times import Reading
from cjm_widgets.metrics.walks import ORDERS


@dataclass(frozen=True, slots=True)
class EventColumns:
    """What an event log was told: columns, life cycle and how to read times."""

    customer: str
    time: str
    event: str
    channel: str | None
    segment: str | None
    tie_breaker: str | None
    lifecycle: str | None
    lifecycle_keep: tuple[str, ...]
    reading: Reading
    name: str
    errors: tuple[str, ...] = ()
    open_days: float = 0.0
    session: str | None = None
    case: str | None = None
    subject: str | None = None
    contacts: tuple[str, ...] = ()
    contact_days: float = 7.0
    order: str = "loose"
    unit: str = "customers"
    session_gap: float = 30.0
    duplicates: str = "keep"

    @property
    def who(self) -> str:
        """The column of whom histories are of: cases where these are counted."""
        return self.case if self.unit == "cases" and self.case else self.customer

    def wanted(self) -> dict[str, str | None]:
        """Return argument → column, for the columns that are read."""
        names = ("customer", "time", "event", "channel", "segment", "tie_breaker", "lifecycle")
        more = ("session", "case", "subject")
        return {name: getattr(self, name) for name in (*names, *more)}

    def keeps(self, transition: object) -> bool:
        """Return whether a life-cycle transition counts: "complete" is "COMPLETE"."""
        return str(transition).strip().casefold() in {str(kept).casefold() for kept in self.lifecycle_keep}

    @property
    def rules(self) -> Rules:
        """What the log declares about units, order, errors and contacts."""
        gap = round(self.session_gap * 60_000_000) if self.unit == "sessions" and not self.session else 0
        return Rules(
            self.order, self.unit, gap, frozenset(self.errors), frozenset(self.contacts),
            self.contact_days, self.open_days,
        )  # fmt: skip


def labels_of(errors: Any) -> tuple[str, ...]:
    """Return declared labels as the data are read."""
    named = [errors] if isinstance(errors, str) else list(errors)
    return tuple(sorted({text for text in map(label_text, named) if text is not None}))


def days_of(value: Any, where: str) -> float:
    """Return a number of days or minutes."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e6:
        what = "minutes" if where == "session_gap" else "days"
        raise BadInput(f"This is no number of {what}.", where=where, value=value, expected="0 or more")
    return float(value)


def duplicates_of(way: Any) -> str:
    """Return what becomes of events that were there before."""
    if way not in ("keep", "drop"):
        raise BadInput("This cannot be.", where="duplicates", value=way, expected='"keep" or "drop"')
    return str(way)


def order_of(order: Any) -> str:
    """Return what counts as going on."""
    if order == "open":
        return "loose"
    if order not in ORDERS:
        raise BadInput(
            "There is no such order of stages.", where="order", value=order,
            expected='"loose", "ordered" or "strict"', hint=did_you_mean(str(order), ORDERS),
        )  # fmt: skip
    return str(order)


def unit_of(unit: Any, session: str | None, case: str | None) -> str:
    """Return what is counted, as asked or as the columns say."""
    if unit is None:
        return "sessions" if session else "cases" if case else "customers"
    if unit not in UNITS_OF_COUNT:
        raise BadInput(
            "There is no such unit.", where="unit", value=unit, expected='"customers", "sessions" or "cases"',
            hint=did_you_mean(str(unit), UNITS_OF_COUNT),
        )  # fmt: skip
    return str(unit)
