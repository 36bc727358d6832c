"""What the segment rules of personas find in data: sizes, overlaps, who is left out, drift; draws nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.locale import default_locale, known
from cjm_widgets.locale import text as say
from cjm_widgets.metrics.carriers import Carrier, carrier_of
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.personas.counted import Part
from cjm_widgets.metrics.personas.kinds import microseconds
from cjm_widgets.metrics.personas.tally import BEFORE, SINCE, UNDATED, Asked, Tally, members_of, tallied
from cjm_widgets.metrics.versus import ALPHA, LEAST_EACH_WAY, holm, shares
from cjm_widgets.model.persona_fields import public
from cjm_widgets.model.rules import Node, parse, text_of

LEAST = 30
"""There is no verdict on drift under so many customers a side."""
TABLE = {
    "persona": object, "n": "int64", "share": "float64", "mixed": "int64", "rule": object,
    "persona_id": object,
}  # fmt: skip
DRIFT = {
    "persona": object, "before": "float64", "n_before": "int64", "after": "float64", "n_after": "int64",
    "difference": "float64", "low": "float64", "high": "float64", "test": object, "p": "float64",
    "p_holm": "float64", "comparisons": "int64", "verdict": object, "persona_id": object,
}  # fmt: skip


@dataclass(frozen=True)
class Ruled:
    """Segment rules by the name under which they are shown.

    Attributes
    ----------
    rules : mapping
        Name → rule.
    ids : mapping
        Name → id of the persona, or None for a rule by itself.
    shown : mapping
        Name → the rule as text; "" where it is private.
    without : tuple of str
        Personas that have no rule.
    """

    rules: Mapping[str, Node]
    ids: Mapping[str, str | None]
    shown: Mapping[str, str]
    without: tuple[str, ...] = ()


class Segments:
    """The customers that personas stand for, as their segment rules find them.

    Made by :func:`cjm_widgets.segments` and :meth:`Binding.segments`. A customer belongs to a persona when
    any of their rows meets its rule, so personas may overlap; a row that lacks what decides does not meet it.

    Attributes
    ----------
    customers : int
        All customers of the data.
    rows, nobody : int
        Rows of the data, and those without a customer, which do not count.
    without_rule : tuple of str
        Personas that have no rule.
    """

    def __init__(self, ruled: Ruled, tally: Tally, ask: Callable[[int | None, Any], Tally],
                 find: Callable[[], Mapping[str, list[str]]]) -> None:  # fmt: skip
        self._ruled, self._tally, self._ask, self._find = ruled, tally, ask, find
        self.customers = sum(tally.patterns.values())
        self.rows, self.nobody = tally.rows, tally.nobody
        self.without_rule = ruled.without

    @property
    def table(self) -> pd.DataFrame:
        """One row a persona: persona, n, share (of all customers), mixed, rule, persona_id.

        ``mixed`` are those of the n of whose rows some do not meet the rule.
        """
        hit = self._sizes(0)
        every = self._sizes(1)
        rows = [
            (name, n, self._part(n).share, n - whole, self._ruled.shown[name], self._ruled.ids[name])
            for name, n, whole in zip(self._ruled.rules, hit, every, strict=True)
        ]
        return frame_of(rows, TABLE)

    def overlap(self, *, share: bool = False) -> pd.DataFrame:
        """Return how many customers two personas have in common.

        Parameters
        ----------
        share : bool
            Their share of the persona of the row, instead of their number; NaN for a persona without any.

        Returns
        -------
        pandas.DataFrame
            Personas × personas; on the diagonal the persona itself.
        """
        names = list(self._ruled.rules)
        counts = np.zeros((len(names), len(names)), np.int64)
        for (hit, _, _), n in self._tally.patterns.items():
            inside = [at for at in range(len(names)) if hit >> at & 1]
            counts[np.ix_(inside, inside)] += n
        table = pd.DataFrame(counts, index=pd.Index(names, name="persona"), columns=names)
        if not share:
            return table
        sizes = pd.Series(self._sizes(0), index=table.index, dtype=float)
        return table.div(sizes.where(sizes > 0), axis=0)

    @property
    def uncovered(self) -> Part:
        """The customers who belong to no persona: n and share."""
        return self._part(sum(n for (hit, _, _), n in self._tally.patterns.items() if hit == 0))

    @property
    def several(self) -> Part:
        """The customers who belong to two personas or more: n and share."""
        return self._part(sum(n for (hit, _, _), n in self._tally.patterns.items() if hit.bit_count() > 1))

    def members(self, persona: str | None = None) -> Any:
        """Return the customers of a persona as labels, or name → customers of all of them.

        Raises
        ------
        NotFound
            No such persona among those with a rule; the nearest one is named.
        """
        if persona is None:
            return dict(self._find())
        by_id = {key: name for name, key in self._ruled.ids.items() if key}
        name = by_id.get(persona, persona)
        if name not in self._ruled.rules:
            raise NotFound(
                f'No persona with a rule is called "{persona}".', where="persona",
                expected="one of " + ", ".join(self._ruled.rules),
                hint=did_you_mean(str(persona), self._ruled.rules),
            )  # fmt: skip
        return self._find()[name]

    def drift(self, since: Any, time: str | None = None) -> pd.DataFrame:
        """Return how the shares of the personas changed, among customers first seen before and since a date.

        The two sides have no customer in common. Who came late has had less time to do things: rules over
        what customers *are* compare fairly, rules over what they have *done so far* favour the early ones.

        Parameters
        ----------
        since : date, datetime or str
            Its instant, in UTC where it has no zone, belongs to "since".
        time : str, optional
            Column of times; a customer's earliest one counts. That of the event log or survey when left out.

        Returns
        -------
        pandas.DataFrame
            persona, before, n_before, after, n_after (shares of the n customers first seen on that side),
            difference (after less before), low, high (95 %), test, p, p_holm, comparisons, verdict
            (``"higher"``, ``"lower"``, ``"no_difference"``, ``"no_verdict"``), persona_id. The customers
            of no persona come last, as persona None. ``frame.attrs["undated"]`` counts those without a time.

        Raises
        ------
        BadInput
            No column of times, or nothing that is a date.

        Notes
        -----
        Interval: Newcombe 1998 (method 10); p-value: score test with the pooled share; p-values corrected
        together after Holm 1979. No verdict under 30 customers, or under 5 inside and 5 outside, on a side.
        """
        tally = self._ask(_instant(since), time)
        names = [*self._ruled.rules, None]
        sides = [self._counts(tally, side) for side in (BEFORE, SINCE)]
        found = []
        for at, name in enumerate(names):
            (x1, n1), (x2, n2) = ((counts[at], counts[-1]) for counts in sides)
            gap = shares(x2, n2, x1, n1) if n1 and n2 else None
            ready = min(n1, n2) >= LEAST and min(x1, x2, n1 - x1, n2 - x2) >= LEAST_EACH_WAY
            found.append((name, x1, n1, x2, n2, gap, ready))
        corrected = iter(holm([row[5].p for row in found if row[5] and row[6]]))
        tested = sum(bool(row[6]) for row in found)
        rows = []
        for name, x1, n1, x2, n2, gap, ready in found:
            nan = float("nan")
            value, low, high = (gap.value, gap.low, gap.high) if gap else (nan, nan, nan)
            p = gap.p if gap and ready else nan
            again = next(corrected) if gap and ready else nan
            rows.append(
                (
                    name, x1 / n1 if n1 else nan, n1, x2 / n2 if n2 else nan, n2, value, low, high,
                    gap.test if gap and ready else None, p, again, tested,
                    _verdict(value, again) if ready else "no_verdict",
                    self._ruled.ids.get(name) if name else None,
                )
            )  # fmt: skip
        frame = frame_of(rows, DRIFT)
        frame.attrs["undated"] = sum(n for (_, _, when), n in tally.patterns.items() if when == UNDATED)
        return frame

    def _counts(self, tally: Tally, side: int) -> list[int]:
        """Return the customers of a side: of each persona, of none, and all."""
        here = [(hit, n) for (hit, _, when), n in tally.patterns.items() if when == side]
        inside = [sum(n for hit, n in here if hit >> at & 1) for at in range(len(self._ruled.rules))]
        return [*inside, sum(n for hit, n in here if hit == 0), sum(n for _, n in here)]

    def _sizes(self, which: int) -> list[int]:
        counts = self._tally.patterns.items()
        return [sum(n for key, n in counts if key[which] >> at & 1) for at in range(len(self._ruled.rules))]

    def _part(self, n: int) -> Part:
        return Part(n, n / self.customers if self.customers else float("nan"))

    def _sentences(self, locale: str) -> list[str]:
        told = [
            say("segments.summary", locale, customers=self.customers, uncovered=_percent(self.uncovered),
                several=_percent(self.several)),
        ]  # fmt: skip
        if self.nobody:
            told.append(say("segments.nobody", locale, rows=self.nobody))
        if self.without_rule:
            told.append(say("segments.without", locale, names=", ".join(self.without_rule)))
        return told

    def text(self, locale: str | None = None) -> str:
        """Return the report in words, in a language; that of the environment when left out."""
        shown = self.table.drop(columns="persona_id").to_string(index=False, formatters=_SHARES)
        return "\n".join([shown, *self._sentences(known(locale) if locale else default_locale())])

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        shown = self.table.drop(columns="persona_id").to_html(index=False, border=0, formatters=_SHARES)
        return shown + "".join(f"<p>{escape(one)}</p>" for one in self._sentences(default_locale()))


_SHARES: Any = {"share": lambda one: f"{one:.1%}"}


def _percent(part: Part) -> str:
    return f"{part.share:.1%}" if part.share == part.share else "–"


def _verdict(difference: float, p: float) -> str:
    if not p < ALPHA:
        return "no_difference"
    return "higher" if difference > 0 else "lower"


def _instant(since: Any) -> int:
    try:
        at: Any = pd.Timestamp(since)
    except (ValueError, TypeError):
        at = None
    if at is None or pd.isna(at) or isinstance(since, bool | int | float):
        raise BadInput("This is no date.", where="since", value=since, expected='"2025-01-01"')
    if at.tzinfo is not None:
        at = at.tz_convert("UTC").tz_localize(None)
    return microseconds(at.to_pydatetime(warn=False))


# -- which rules ----------------------------------------------------------------------------------------


def ruled(people: Any) -> Ruled:
    """Return the segment rules of a document, of personas, or of a mapping of name to rule.

    Raises
    ------
    BadInput
        No persona has a rule, or one cannot be read.
    """
    from cjm_widgets.model.document import Document
    from cjm_widgets.model.persona import Persona

    if isinstance(people, Mapping):
        rules = {str(name): _parsed(str(name), rule) for name, rule in people.items()}
        return Ruled(rules, dict.fromkeys(rules), {name: text_of(node) for name, node in rules.items()})
    one = [people] if isinstance(people, Persona) else people
    some: Any = people.personas if isinstance(people, Document) else one
    if not isinstance(some, Iterable) or isinstance(some, str):
        raise BadInput("There are no personas here.", where="personas", value=people, expected="a document")
    made = Ruled({}, {}, {})
    without: list[str] = []
    for persona in some:
        shown = public(persona.record, persona._position)
        if not persona.segment.strip():
            without.append(shown.name)
            continue
        name = _free(shown.name, made.rules)
        made.rules[name] = _parsed(name, persona.segment)  # type: ignore[index]
        made.ids[name], made.shown[name] = persona.id, shown.segment  # type: ignore[index]
    if not made.rules:
        raise BadInput(
            "No persona has a segment rule.", code="no_rule", where="personas",
            expected='persona.edit(segment="30 <= age <= 45")',
        )  # fmt: skip
    return Ruled(made.rules, made.ids, made.shown, tuple(without))


def _free(name: str, taken: Iterable[str]) -> str:
    number, found = 2, name
    while found in taken:
        found, number = f"{name} ({number})", number + 1
    return found


def _parsed(name: str, rule: Any) -> Node:
    if not isinstance(rule, str):
        raise BadInput("A segment rule is a text.", where=name, value=rule, expected='"age >= 30"')
    try:
        return parse(rule)
    except BadInput as error:
        raise BadInput(
            error.message, code=error.code, where=f'the rule of "{name}"', value=rule, hint=error.hint
        ) from error


# -- the report -----------------------------------------------------------------------------------------


def segments(people: Any, df: Any, *, customer: str | None = None, time: str | None = None) -> Segments:
    """Return which customers of data belong to which persona, by the segment rules of the personas.

    Parameters
    ----------
    people : Document, personas, or mapping
        Whose rules; a mapping gives name → rule. Personas without a rule are named in the report.
    df : data frame
        Of pandas, Polars (eager or lazy), pyarrow (Table or Dataset), DuckDB, Dask or Spark. Several rows a
        customer are allowed: a customer belongs to a persona when any of them meets its rule.
    customer : str, optional
        Column of the customer; each row is one when left out.
    time : str, optional
        Column of times, for :meth:`Segments.drift`.

    Raises
    ------
    BadInput
        No rule, a rule that cannot be read, a column that is missing (the nearest one is named) or does not
        hold what the rule compares it with.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"age": [25, 34, 41, None], "children": [0, 1, 2, 3]})
    >>> found = segments({"Parents": "children >= 1 and 30 <= age <= 45", "Young": "age < 35"}, people)
    >>> found.table["n"].tolist(), found.several.n, found.uncovered.n
    ([2, 2], 1, 1)
    """
    return report(ruled(people), [carrier_of(df, "A segment rule")], customer, time)


def report(rules: Ruled, carriers: list[Carrier], customer: Any, time: Any) -> Segments:
    """Return the report of data in one part or more; customers of several parts are brought together."""
    whole = carriers[0] if len(carriers) == 1 else _joined(carriers, Asked(rules.rules, customer, time))

    def ask(since: int | None, at: Any) -> Tally:
        column = at if at is not None else time
        if since is not None and column is None:
            raise BadInput("Nothing says when customers came.", where="time", expected='drift(…, time="…")')
        return tallied(whole, Asked(rules.rules, customer, column, since))

    return Segments(rules, ask(None, None), ask, lambda: members_of(whole, Asked(rules.rules, customer)))


def _joined(carriers: list[Carrier], asked: Asked) -> Carrier:
    """Return the rows of several parts as one frame of the kind of the first."""
    first = carriers[0]
    parts = [asked.check(carrier) for carrier in carriers]
    if len({part.kind for part in parts}) == 1:
        return carrier_of(first.concat([part.native for part in parts]), "A segment rule")
    return carrier_of(pd.concat([part.to_pandas(part.native) for part in parts]), "A segment rule")
