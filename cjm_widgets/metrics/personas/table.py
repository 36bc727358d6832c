"""What personas are proposed from: one row a customer, of a frame, a log or a survey; proposes none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.carriers import Carrier, InMemory, OutOfCore, carrier_of
from cjm_widgets.metrics.carriers.arrow import light_frame
from cjm_widgets.metrics.carriers.duck import ask
from cjm_widgets.metrics.columns import check_columns, coded
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.survey import Survey
from cjm_widgets.metrics.times import DAY
from cjm_widgets.model.words import Words

MOST_EVENTS = 20
"""So many of the commonest events become traits of customers."""


@dataclass
class People:
    """Customers with their traits.

    Attributes
    ----------
    frame : pandas.DataFrame
        One row a customer; columns are called by texts.
    total : int
        How many customers there are; more than the rows where a sample was drawn.
    what : str
        The kind of data, for sentences: ``"data"``, ``"events"`` or ``"survey"``.
    aside : tuple of str
        Columns that are no traits: the customer, the segment, words and their score.
    notes : list of str
        What was done on the way.
    words : pandas.DataFrame
        place (row in `frame`), text, score (NaN: none), row (label in the data).
    """

    frame: pd.DataFrame
    total: int
    what: str
    aside: tuple[str, ...]
    segment: str | None
    notes: list[str] = field(default_factory=list)
    words: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["place", "text", "score", "row"])
    )


@dataclass(frozen=True)
class Columns:
    """What the caller says of the columns."""

    customer: Any = None
    segment: Any = None
    verbatim: Any = None
    score: Any = None


def people_of(data: Any, columns: Columns, sample: int, seed: int) -> People:
    """Return the customers of data, a sample of them where there are more than `sample`."""
    if isinstance(data, EventLog):
        return _of_events(data, sample, seed)
    if isinstance(data, Survey):
        told = data.columns
        score = next((column for column in (told.csat, told.nps, told.ces) if column), None)
        columns = Columns(told.respondent, told.segment, told.verbatim, score)
        rows = carrier_of(data.carrier, "A proposal")
        return _of_rows(
            rows, columns, sample, seed, aside=(told.touchpoint, told.time, told.channel), what="survey"
        )
    return _of_rows(carrier_of(data, "A proposal of personas"), columns, sample, seed)


# -- rows -----------------------------------------------------------------------------------------------


def _of_rows(
    carrier: Carrier,
    columns: Columns,
    sample: int,
    seed: int,
    aside: tuple[Any, ...] = (),
    what: str = "data",
) -> People:
    told = {name: getattr(columns, name) for name in ("customer", "segment", "verbatim", "score")}
    check_columns(carrier.names(), told, "The data")
    total = len(carrier)
    notes: list[str] = []
    survey = what == "survey"
    frame = _read(carrier, None if survey else sample, seed)
    frame = frame.set_axis([str(name) for name in frame.columns], axis=1).reset_index(drop=True)
    if len(frame) < total:
        notes.append(Words("proposals.sampled", n=len(frame), of=total, seed=seed))
    who = None if columns.customer is None else str(columns.customer)
    words = _words(frame, columns)
    if who is not None:
        frame, total, words = _one_each(frame, who, words, notes, total, survey=survey)
    if survey and len(frame) > sample:
        kept = np.sort(np.random.default_rng(seed).choice(len(frame), sample, replace=False))
        notes.append(Words("proposals.sampled", n=sample, of=len(frame), seed=seed))
        place = pd.Series(np.arange(len(kept)), index=kept)
        words = words[words["place"].isin(kept)].assign(place=lambda one: one["place"].map(place))
        frame = frame.iloc[kept].reset_index(drop=True)
    segment = None if columns.segment is None else str(columns.segment)
    apart = [who, None if columns.verbatim is None else str(columns.verbatim), *map(_text, aside)]
    if columns.verbatim is not None and columns.score is not None and not survey:
        apart.append(str(columns.score))
    return People(frame, total, what, tuple(filter(None, apart)), segment, notes, words)


def _text(name: Any) -> str | None:
    return None if name is None else str(name)


def _read(carrier: Carrier, sample: int | None, seed: int) -> pd.DataFrame:
    """Return rows in memory, at most `sample` of them, drawn with a seed."""
    if isinstance(carrier, InMemory):
        frame = carrier.light()
        if sample is None or len(frame) <= sample:
            return frame
        return frame.iloc[np.sort(np.random.default_rng(seed).choice(len(frame), sample, replace=False))]
    if not isinstance(carrier, OutOfCore):
        raise BadInput(
            f"Personas are not proposed from a {carrier.kind} as a whole.", code="not_a_frame",
            expected="a sample of its customers in memory", hint="Draw one first: df.sample(…).toPandas().",
        )  # fmt: skip
    if sample is None:
        return light_frame(carrier.table())
    order = "SELECT * FROM cjm_rows USING SAMPLE reservoir({} ROWS) REPEATABLE ({})"
    return light_frame(ask(carrier.relation(), order.format(sample, seed)).to_arrow_table())


def _words(frame: pd.DataFrame, columns: Columns) -> pd.DataFrame:
    if columns.verbatim is None:
        return pd.DataFrame({"place": [], "text": [], "score": [], "row": []})
    texts = frame[str(columns.verbatim)]
    scores = (
        pd.Series(np.nan, index=frame.index)
        if columns.score is None
        else pd.to_numeric(frame[str(columns.score)], errors="coerce")
    )
    said = texts.map(lambda one: isinstance(one, str) and bool(one.strip())).to_numpy(bool)
    places = np.flatnonzero(said)
    return pd.DataFrame(
        {
            "place": places,
            "text": [str(one).strip() for one in texts[said]],
            "score": scores[said].to_numpy(float, na_value=np.nan),
            "row": frame.index[said],
        }
    )


def _one_each(
    frame: pd.DataFrame, who: str, words: pd.DataFrame, notes: list[str], total: int, *, survey: bool
) -> tuple[pd.DataFrame, int, pd.DataFrame]:
    """Return one row a customer: of a survey the means of answers, else several are refused."""
    read = coded(frame[who])
    named = read.codes >= 0
    if not named.all():
        notes.append(Words("proposals.nobody", rows=int((~named).sum())))
    several = len(read.codes[named]) - len(np.unique(read.codes[named]))
    if several and not survey:
        raise BadInput(
            "There are several rows of one customer.", where=who, value=several,
            expected="one row a customer",
            hint="An event log is given as cjm.EventLog(df, …).",
        )  # fmt: skip
    if not several and named.all():
        return frame, total, words
    codes, first, place = np.unique(read.codes, return_index=True, return_inverse=True)
    kept = codes >= 0
    moved = place - int((~kept).sum())
    means = frame.iloc[first[kept]].reset_index(drop=True)
    if several:
        numbers = frame.select_dtypes("number")
        averages = numbers.groupby(moved).mean()
        for name in numbers.columns:
            means[name] = averages[name].reindex(range(len(means))).to_numpy(float, na_value=np.nan)
        notes.append(Words("proposals.averaged", rows=len(frame), n=len(means)))
    words = words.assign(place=moved[words["place"].to_numpy(int)])
    return means, int(kept.sum()) if survey else total - int((~named).sum()), words[words["place"] >= 0]


# -- events ---------------------------------------------------------------------------------------------


def _of_events(log: EventLog, sample: int, seed: int) -> People:
    """Return customers by what they did: events, days, channels, the commonest events."""
    if log.parted or log.spread:
        raise BadInput(
            "Personas are not proposed from events in parts or on a cluster.", where=log.name,
            expected="an event log in memory", hint="Take the events of a sample of customers.",
        )  # fmt: skip
    use = log.usable
    who, labels = np.unique(log.customers.codes[use], return_inverse=True)
    total = len(who)
    notes: list[str] = []
    event, us = log.events.codes[use], log.us[use]
    keep = np.arange(total)
    if total > sample:
        keep = np.sort(np.random.default_rng(seed).choice(total, sample, replace=False))
        notes.append(Words("proposals.sampled", n=sample, of=total, seed=seed))
    many = np.bincount(labels, minlength=total)
    columns: dict[str, Any] = {"events": many}
    days = np.unique(np.stack([labels, us // DAY], 1), axis=0)[:, 0] if total else labels
    columns["active_days"] = np.bincount(days, minlength=total)
    common = np.argsort(-np.bincount(event, minlength=len(log.events.labels)), kind="stable")[:MOST_EVENTS]
    for code in common.tolist():
        name = log.events.labels[code]
        columns[name if name not in columns else f"{name} (event)"] = np.bincount(
            labels[event == code], minlength=total
        )
    if log.channels is not None:
        for code, name in enumerate(log.channels.labels):
            there = log.channels.codes[use] == code
            columns[f"channel {name}"] = np.bincount(labels[there], minlength=total) / np.maximum(many, 1)
    frame = pd.DataFrame({log.columns.who: [log.customers.labels[code] for code in who.tolist()], **columns})
    segment = None
    if log.segments is not None:
        segment = str(log.columns.segment)
        frame[segment] = _first_segment(log, labels, total)
    frame = frame.iloc[keep].reset_index(drop=True)
    return People(frame, total, "events", (log.columns.who,), segment, notes)


def _first_segment(log: EventLog, labels: Any, total: int) -> list[str | None]:
    assert log.segments is not None  # noqa: S101 - the caller looked
    codes = log.segments.codes[log.usable]
    order = np.lexsort((log.us[log.usable], codes < 0))
    first = np.full(total, -1)
    first[labels[order][::-1]] = codes[order][::-1]
    return [log.segments.labels[code] if code >= 0 else None for code in first.tolist()]
