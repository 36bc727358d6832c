"""The personas of a bound journey as segments of its data; changes no number and draws nothing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.carriers import Carrier, InMemory, carrier_of
from cjm_widgets.metrics.columns import check_columns, label_text
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.members import Members
from cjm_widgets.metrics.personas.counted import Counted, Part
from cjm_widgets.metrics.personas.kinds import check_names, names_of
from cjm_widgets.metrics.personas.segments import Ruled, Segments, report, ruled

if TYPE_CHECKING:
    from cjm_widgets.metrics.sources import Bound
    from cjm_widgets.model.journey import Journey
    from cjm_widgets.model.persona import Persona

AT_ONCE = 1_000_000
"""So many rows are counted while somebody looks at a card."""

Place = tuple[list[Carrier], Any, Any]
"""Where customers are: the parts of their rows, the column that names them, the column of times."""


class Peopled:
    """What a :class:`Binding` says of personas."""

    journey: Journey
    _sources: tuple[Bound, ...]
    _customers: Any = None

    @cached_property
    def _counted(self) -> dict[str, Counted]:
        """What is known of the size of each persona, by id."""
        return {}

    def set_customers(self, customers: Any) -> None:
        """Say what the customers are: the data over which the segment rules of personas are read.

        Parameters
        ----------
        customers : data frame, tuple or None
            Any number of rows a customer, with the column of customers of the event log (of respondents of
            the survey), or a tuple of the frame and the name of that column. None: the rows of the sources.

        Raises
        ------
        BadInput
            No data frame, or no such column; nothing was changed.
        """
        if customers is not None:
            self._place_of(customers)
        self._customers = customers

    def segments(self) -> Segments:
        """Return the customers of each persona of the journey, as the segment rules find them.

        The rules are read over the customers given to ``bind(…, customers=df)``, else over the rows of the
        first source that has all their columns; one that names its customers comes before one that does not.
        Rules and data are read as they are now.

        Raises
        ------
        BadInput
            No persona has a rule, or no data have the columns of the rules.
        """
        rules = ruled(self.journey.personas)
        return report(rules, *self._places(rules)[0])

    def size_of(self, persona: Persona) -> Part | None:
        """Return the customers of one persona, n and share; None for data that are large or out of memory.

        After rows were appended only these are read.

        Raises
        ------
        BadInput
            No rule, one that cannot be read, or no data that have its columns.
        """
        rules = ruled([persona])
        (rule,) = rules.rules.values()
        carriers, customer, _ = self._places(rules)[0]
        if not all(isinstance(one, InMemory) for one in carriers) or sum(map(len, carriers)) > AT_ONCE:
            return None
        if self._customers is not None:  # may be changed in place
            return Counted(rule, customer).of(carriers)
        counted = self._counted.get(persona.id)
        if counted is None or not counted.fits(rule, customer, carriers):
            counted = self._counted[persona.id] = Counted(rule, customer)
        return counted.of(carriers)

    def people_of(self, persona: Persona) -> frozenset[str] | None:
        """Return the customers of one persona, by its segment rule; None where it has no rule.

        Raises
        ------
        BadInput
            A rule that cannot be read, or no data that have its columns or name customers.
        """
        if not persona.record.segment.strip():
            return None
        rules = ruled([persona])
        places = [place for place in self._places(rules) if place[1] is not None]
        if not places:
            raise BadInput(
                "No source that has the columns of the rule names its customers.", where="persona",
                value=persona.record.segment,
                hint="journey.bind(…, customers=df) says what customers are.",
            )  # fmt: skip
        found: set[str] = set()
        for place in places:
            for members in report(rules, *place).members().values():
                found |= {label for who in members if (label := label_text(who)) is not None}
        return frozenset(found)

    def _members(self) -> Members:
        """Return persona → customers, of every source that can tell them."""
        rules = ruled(self.journey.personas)
        found: dict[str, dict[str, None]] = {name: {} for name in rules.rules}
        for place in self._places(rules):
            if place[1] is not None:
                for name, members in report(rules, *place).members().items():
                    found[name] |= dict.fromkeys(members)
        return found

    def _places(self, rules: Ruled) -> list[Place]:
        if self._customers is not None:
            return [self._place_of(self._customers)]
        places = [_place(source) for source in self._sources]
        wanted = set(names_of(rules.rules))
        ready = [one for one in places if all(wanted <= set(map(str, part.names())) for part in one[0])]
        if ready:
            return sorted(ready, key=lambda one: one[1] is None)  # customers come before mere answers
        names = list(dict.fromkeys(str(name) for one in places for part in one[0] for name in part.names()))
        check_names(rules.rules, names)
        raise BadInput(
            "No source has all the columns of the rules.", code="missing_column", where="personas",
            expected=", ".join(sorted(wanted)), hint="journey.bind(…, customers=df) says what customers are.",
        )  # fmt: skip

    def _place_of(self, customers: Any) -> Place:
        frame, column = customers if isinstance(customers, tuple) else (customers, _column_of(self._sources))
        carrier = carrier_of(frame, "The data of customers")
        check_columns(carrier.names(), {"customers": column}, "The data of customers")
        return [carrier], column, None


def _place(source: Bound) -> Place:
    parts = [carrier_of(part.whole, "A segment rule") for part in source.parts]
    return parts, _customer(source), source.first.columns.time


def _customer(source: Bound) -> Any:
    first = source.first
    return first.columns.who if isinstance(first, EventLog) else first.columns.respondent


def _column_of(sources: Sequence[Bound]) -> Any:
    columns = [column for source in sources if (column := _customer(source))]
    if not columns:
        raise BadInput(
            "No source names its customers.", where="customers", expected='customers=(df, "customer")'
        )
    return columns[0]
