"""The sources of a binding, with the rows each got since: which rows go where; knows no map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics.carriers import carrier_of, is_frame
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.fingerprints import Digest, total
from cjm_widgets.metrics.parts import PartStore
from cjm_widgets.metrics.readout import Data
from cjm_widgets.metrics.responses import Responses, responses
from cjm_widgets.metrics.store import EventStore, SurveyStore
from cjm_widgets.metrics.survey import Survey

Source = Survey | EventLog


@dataclass(frozen=True, slots=True)
class Bound:
    """One source under its name in tables, in the parts in which its rows came."""

    name: str
    parts: tuple[Source, ...]

    @property
    def first(self) -> Source:
        """The part that says how to read the others."""
        return self.parts[0]

    @property
    def is_survey(self) -> bool:
        """Whether it is a survey; an event log otherwise."""
        return isinstance(self.first, Survey)

    @property
    def label_column(self) -> str:
        """The column of touchpoints or events."""
        columns = self.first.columns
        return columns.event if isinstance(self.first, EventLog) else columns.touchpoint  # type: ignore[union-attr]

    @property
    def digest(self) -> Digest:
        """What the data were, as they were read."""
        return total(part.digest for part in self.parts)

    def label_counts(self) -> dict[str, int]:
        """Return label → rows that count."""
        counts: dict[str, int] = {}
        for part in self.parts:
            for name, count in part.label_counts().items():
                counts[name] = counts.get(name, 0) + count
        return counts

    def read(self, rows: Any) -> Source:
        """Return rows, a DataFrame or a source of the same kind, as a part of this one."""
        if isinstance(rows, Survey | EventLog):
            if rows.kind != self.first.kind:
                raise BadInput(f'"{self.name}" takes no {type(rows).__name__}.', where=self.name)
            return rows
        return self.first.like(rows)


def bound(sources: Sequence[Any]) -> tuple[Bound, ...]:
    """Give every source a name of its own.

    Raises
    ------
    BadInput
        No source, or something that is none.
    """
    if not sources:
        raise BadInput("There is nothing to bind.", expected="journey.bind(survey, events)")
    names: set[str] = set()
    found = []
    for source in sources:
        if not isinstance(source, Survey | EventLog):
            raise BadInput(
                f"A journey is bound to surveys and event logs, not to a {type(source).__name__}.",
                expected="cjm.Survey(df, …) or cjm.EventLog(df, …)",
                hint="Wrap the frame and name its columns." if is_frame(source) else None,
            )
        name, number = source.name, 1
        while name in names:
            number += 1
            name = f"{source.name} {number}"
        names.add(name)
        found.append(Bound(name, (source,)))
    return tuple(found)


def data_of(sources: Sequence[Bound]) -> Data:
    """Count all rows."""
    surveys = [part for source in sources for part in source.parts if isinstance(part, Survey)]
    logs = [part for source in sources for part in source.parts if isinstance(part, EventLog)]
    return Data(
        SurveyStore.of(surveys) if surveys else None,
        store_of(logs) if logs else None,
        ces_direction(surveys),
        responses_of(sources),
    )


def responses_of(sources: Sequence[Bound]) -> Responses:
    """Return who answered of those asked."""
    return responses([[p for p in s.parts if isinstance(p, Survey)] for s in sources if s.is_survey])


def ces_direction(surveys: Sequence[Survey]) -> str | None:
    """Return the one direction of all effort questions; different scales cannot be averaged."""
    ways = {(s.columns.ces_direction, s.columns.ces_scale) for s in surveys if s.columns.ces}
    if len(ways) > 1:
        raise BadInput(
            "These surveys ask for effort on different scales.", where="ces", value=sorted(map(str, ways)),
            hint="Bind one of them, or bring them to one scale.",
        )  # fmt: skip
    return next((direction for direction, _ in ways), None)


def with_rows(sources: Sequence[Bound], data: Data, place: int, rows: Any) -> tuple[tuple[Bound, ...], Data]:
    """Return sources and data with more rows of one source; what was there is not counted again."""
    part = sources[place].read(rows)
    grown = Bound(sources[place].name, (*sources[place].parts, part))
    after = (*sources[:place], grown, *sources[place + 1 :])
    if isinstance(part, Survey):
        direction = ces_direction([p for s in after for p in s.parts if isinstance(p, Survey)])
        surveys = data.surveys or SurveyStore()
        told, store = responses_of(after), surveys.appended(part)
        return after, replace(data, surveys=store, ces_direction=direction, responses=told)
    elsewhere = part.parted or part.spread
    if data.events is None or (elsewhere and type(data.events) is EventStore):
        logs = [p for s in after for p in s.parts if isinstance(p, EventLog)]
        return after, replace(data, events=store_of(logs))
    return after, replace(data, events=data.events.appended(part))


def store_of(logs: Sequence[EventLog]) -> EventStore:
    """Return the store of some logs: in memory, in parts where one of them is, or where their rows lie."""
    if any(log.spread for log in logs):
        from cjm_widgets.metrics.cluster import ClusterStore

        return ClusterStore.of_spread(logs)
    return PartStore.of_parts(logs) if any(log.parted for log in logs) else EventStore.of(logs)


def place_of(sources: Sequence[Bound], rows: Any, to: str | Source | None) -> int:
    """Return which source rows belong to: the one named, or the only one whose columns they have.

    Raises
    ------
    NotFound
        No source of this name; the nearest one is named.
    BadInput
        None or several could take the rows.
    """
    if to is not None:
        for index, source in enumerate(sources):
            if to == source.name or any(to is part for part in source.parts):
                return index
        names = [source.name for source in sources]
        raise NotFound(
            "No such source is bound here.", where="to", value=to, expected="one of " + ", ".join(names),
            hint=did_you_mean(str(to), names),
        )  # fmt: skip
    fits = [index for index, source in enumerate(sources) if _fits(source, rows)]
    if len(fits) == 1:
        return fits[0]
    if len(sources) == 1:
        return 0  # reading the rows will say which column is missing
    raise BadInput(
        "Several sources could take these rows." if fits else "No source has the columns of these rows.",
        where="to",
        expected="to= one of " + ", ".join(source.name for source in sources),
    )


def _fits(source: Bound, rows: Any) -> bool:
    if isinstance(rows, Survey | EventLog):
        return rows.kind == source.first.kind
    names = carrier_of(rows, "The binding").names()
    return all(column in names for column in source.first.wanted().values() if column is not None)


def recipe(source: Bound) -> dict[str, Any]:
    """Return what a source was told, how its times were read, and a fingerprint of its data."""
    columns = source.first.columns
    told = {name: value for name, value in asdict(columns).items() if value is not None}
    return {
        "source": source.name,
        "kind": source.first.kind,
        **told,
        **({"invited": source.first.invited} if isinstance(source.first, Survey) else {}),
        "times_read_as": getattr(source.first, "read_as", None),
        "rows": sum(len(part) for part in source.parts),
        "fingerprint": source.digest.text,
    }


def drifted(source: Bound) -> bool | None:
    """Return whether a frame that was read has changed since; None where one is no longer there."""
    found = [_part_drifted(part) for part in source.parts]
    if any(found):
        return True
    return None if None in found else False


def _part_drifted(part: Source) -> bool | None:
    data = part.origin()
    if data is None:
        return None
    try:
        return part.like(data).digest != part.digest
    except BadInput:  # a column that counts is gone, or of another type
        return True


def read_again(source: Bound) -> tuple[Source, ...]:
    """Return the parts of a source as their frames are now; what is no longer there stays as it was read."""
    found = [part.origin() for part in source.parts]
    return tuple(
        part if data is None else part.like(data) for part, data in zip(source.parts, found, strict=True)
    )
