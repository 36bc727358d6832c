"""What event logs declare about units, order, errors and contacts, around the reduction; knows no frames."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import walks
from cjm_widgets.metrics.bundle import Bundle
from cjm_widgets.metrics.contacts import first_contacts
from cjm_widgets.metrics.engine import Events, groups_of, reduce
from cjm_widgets.metrics.times import DAY
from cjm_widgets.metrics.walks import Walk

UNITS_OF_COUNT = ("customers", "sessions", "cases")


@dataclass(frozen=True, slots=True)
class Rules:
    """What logs declare; see :class:`EventLog`."""

    order: str = "loose"
    unit: str = "customers"
    gap: int = 0
    errors: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    contact_days: float = 7.0
    open_days: float = 0.0

    def joined(self, other: Rules) -> Rules:
        """Return the rules of two logs together.

        Raises
        ------
        BadInput
            They count in different units or orders.
        """
        for name in ("order", "unit", "gap", "contact_days"):
            one, two = getattr(self, name), getattr(other, name)
            if one != two:
                raise BadInput(
                    "These event logs are one history, but declare it differently.", where=name,
                    value=(one, two), expected="the same in every log",
                )  # fmt: skip
        return replace(
            self,
            errors=self.errors | other.errors,
            contacts=self.contacts | other.contacts,
            open_days=max(self.open_days, other.open_days),
        )


@dataclass(frozen=True)
class Plan:
    """What the reduction of the events of one map needs, in codes."""

    stage_of: NDArray[np.int32]
    stages: int
    errors: NDArray[np.bool_]
    contacts: NDArray[np.bool_]
    window: int = 0
    walk: Walk = walks.LOOSE
    tails: bool = False

    @staticmethod
    def of(
        rules: Rules, labels: Sequence[str], stage_of: NDArray[np.int32], stages: int, path: Sequence[int]
    ) -> Plan:
        """Return the plan for labels (by code) that belong to stages in the order of `path`."""
        return Plan(
            stage_of,
            stages,
            np.array([label in rules.errors for label in labels], bool),
            np.array([label in rules.contacts for label in labels], bool),
            round(rules.contact_days * DAY),
            walks.LOOSE if rules.order == "loose" else Walk(rules.order, tuple(path)),
            rules.open_days > 0,
        )


def units(events: Events, rules: Rules) -> Events:
    """Return ordered events with the unit of count in place of the customer.

    Sessions are told by a column (the mark ``session``, in order then), else a pause longer than `gap` begins
    a new one. The mark ``person`` keeps the customer.
    """
    if rules.unit != "sessions" or len(events) == 0:
        return events
    kept = {**events.marks, "person": events.customer}
    named = events.marks.get("session")
    if named is not None:
        wide = events.customer.astype(np.int64) * (int(named.max()) + 2) + named + 1
        codes = np.unique(wide, return_inverse=True)[1].astype(np.int32)
        return replace(events, customer=codes, marks=kept).ordered()
    new = np.ones(len(events), bool)
    new[1:] = (events.customer[1:] != events.customer[:-1]) | (events.us[1:] - events.us[:-1] > rules.gap)
    return replace(events, customer=(np.cumsum(new) - 1).astype(np.int32), marks=kept)


def reduced(events: Events, plan: Plan, segments: int) -> Bundle:
    """Reduce ordered events of whole units, first contacts included; see :func:`engine.reduce`."""
    bundle = reduce(
        events, plan.stage_of, plan.stages, segments, plan.errors, walk=plan.walk, tails=plan.tails
    )
    if not plan.contacts.any() or len(events) == 0:
        return bundle
    group = groups_of(events, segments + 1)
    contacts, resolved = first_contacts(
        events, plan.contacts, plan.window, plan.stage_of, group, (segments + 1, plan.stages)
    )
    return replace(bundle, contacts=contacts, resolved=resolved)
