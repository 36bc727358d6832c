"""How many customers one segment rule finds in data that grow: only new rows are read; knows no personas."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from cjm_widgets.metrics.carriers import Carrier
from cjm_widgets.metrics.personas.tally import Asked, met_by
from cjm_widgets.model.rules import Node


class Part(NamedTuple):
    """Some of the customers: how many, and which share of all."""

    n: int
    share: float


class Counted:
    """The customers of parts of data that were read so far, all of them and those who meet one rule.

    Parameters
    ----------
    rule : Node
        The rule.
    customer : column or None
        Who a row is about; None where each row is a customer.
    """

    def __init__(self, rule: Node, customer: Any) -> None:
        self._asked = Asked({"": rule}, customer)
        self._rule, self._customer = rule, customer
        self._read: list[Any] = []
        self._everyone: set[str] = set()
        self._inside: set[str] = set()
        self._rows = self._met = 0

    def fits(self, rule: Node, customer: Any, parts: Sequence[Carrier]) -> bool:
        """Tell whether some parts are those read so far, with more behind them at the most."""
        same = self._rule == rule and self._customer == customer and len(parts) >= len(self._read)
        return same and all(part.native is seen for part, seen in zip(parts, self._read, strict=False))

    def of(self, parts: Sequence[Carrier]) -> Part:
        """Read the parts that were not read yet, and return the customers of all who meet the rule.

        Raises
        ------
        BadInput
            A column that is missing or holds what cannot be compared; that part and later ones do not count.
        """
        for part in parts[len(self._read) :]:
            everyone, inside = met_by(part, self._asked)
            if self._customer is None:
                self._rows += len(everyone)
                self._met += len(inside)
            else:
                self._everyone.update(everyone)
                self._inside.update(inside)
            self._read.append(part.native)
        n, total = self._met + len(self._inside), self._rows + len(self._everyone)
        return Part(n, n / total if total else float("nan"))
