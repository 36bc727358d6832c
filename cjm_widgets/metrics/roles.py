"""Which column plays which role in a frame: proposed by name and content, never taken in silence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics.carriers import Lazy, carrier_of, light
from cjm_widgets.metrics.columns import frame_of, numbers_of
from cjm_widgets.metrics.eventlog import EventLog
from cjm_widgets.metrics.matching import normalised
from cjm_widgets.metrics.survey import Survey
from cjm_widgets.metrics.times import Reading, read_times

SAMPLE = 1_000
"""Rows looked at to tell what a column holds."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "customer": (
        "customer", "customer id", "user id", "user", "client", "client id", "id client", "case concept name",
        "case id", "caseid", "case", "visitor id", "member id", "account id", "uid", "patient id",
        "utilisateur", "id utilisateur", "numero client", "dossier", "id dossier", "fullvisitorid",
    ),
    "time": (
        "time", "timestamp", "time timestamp", "datetime", "event time", "event timestamp", "date time", "ts",
        "created at", "complete timestamp", "date recorded", "horodatage", "date heure", "date", "heure",
        "end time", "start time",
    ),
    "event": (
        "event", "activity", "concept name", "activity id", "event name", "action", "event type", "evenement",
        "activite", "nom evenement", "type evenement", "page", "type",
    ),
    "lifecycle": ("lifecycle transition", "lifecycle id", "lifecycle", "cycle de vie"),
    "session": ("session id", "session", "visit id", "ga session id", "id session", "visite"),
    "tie_breaker": ("event index", "sequence", "seq", "row number", "order", "ordre", "hit number"),
    "touchpoint": (
        "touchpoint", "step", "stage", "point de contact", "etape", "moment", "interaction",
    ),
    "csat": ("csat", "satisfaction", "rating", "satisfaction score", "score", "note", "note satisfaction"),
    "nps": (
        "nps", "recommend", "recommendation", "likelihood to recommend", "would recommend", "recommandation",
        "recommanderiez vous", "ltr",
    ),
    "ces": ("ces", "effort", "ease", "effort score", "ease score", "facilite"),
    "verbatim": (
        "verbatim", "comment", "comments", "feedback", "commentaire", "commentaires", "remarque", "avis",
        "text",
    ),
    "respondent": ("respondent", "respondent id", "repondant", "id repondant", "response id"),
    "channel": ("channel", "canal", "medium", "device", "touch channel", "utm medium"),
    "segment": ("segment", "group", "customer segment", "groupe", "segment client", "persona", "cluster"),
    "revenue": ("revenue", "amount", "dollar value", "price", "montant", "chiffre d affaires", "ca", "total"),
}  # fmt: skip
"""Role → names that say it, the plainest first, as :func:`matching.normalised` writes them; Retentioneering
(user_id, event, timestamp), PM4Py (case:concept:name, concept:name, time:timestamp) and bupaR (case_id,
activity_id, timestamp, lifecycle_id) among them."""

EVENT_ROLES = ("customer", "time", "event", "channel", "segment", "session", "lifecycle", "tie_breaker")
SURVEY_ROLES = ("touchpoint", "csat", "nps", "ces", "segment", "time", "verbatim", "respondent", "channel")
BUSINESS_ROLES = ("customer", "time", "revenue", "segment")
_KINDS = {"events": EVENT_ROLES, "survey": SURVEY_ROLES, "business": BUSINESS_ROLES}
_NEEDED = {
    "events": ("customer", "time", "event"),
    "survey": ("touchpoint",),
    "business": ("customer", "time", "revenue"),
}
_SCORES = {"csat": 10, "nps": 10, "ces": 7}


@dataclass(frozen=True)
class Proposal:
    """A column that may play a role: how sure (0 to 1), and why."""

    role: str
    column: Any
    sure: float
    why: str


@dataclass(frozen=True)
class Roles:
    """The roles proposed for the columns of a frame, to be confirmed or overridden.

    Attributes
    ----------
    kind : str
        ``"events"``, ``"survey"`` or ``"business"``: what the frame looks like.
    columns : dict
        Role → column, the best one each.
    proposals : tuple of Proposal
        All of them, the surest first.
    """

    data: Any
    kind: str
    columns: Mapping[str, Any]
    proposals: tuple[Proposal, ...]

    def table(self) -> pd.DataFrame:
        """Return the proposals: role, column, sure, why, taken."""
        rows = [
            (p.role, p.column, p.sure, p.why, self.columns.get(p.role) == p.column) for p in self.proposals
        ]
        return frame_of(
            rows, {"role": object, "column": object, "sure": "float64", "why": object, "taken": bool}
        )

    def with_roles(self, **columns: Any) -> Roles:
        """Return the same with some roles set by hand; None takes a role away."""
        for role in columns:
            if role not in _KINDS[self.kind]:
                raise NotFound(
                    f'There is no role "{role}".', where=role, expected=", ".join(_KINDS[self.kind]),
                    hint=did_you_mean(role, _KINDS[self.kind]),
                )  # fmt: skip
        names = {**self.columns, **columns}
        kept = {role: column for role, column in names.items() if column is not None}
        return Roles(self.data, self.kind, kept, self.proposals)

    def event_log(self, **settings: Any) -> EventLog:
        """Return an event log over the frame with these roles; `settings` override them and say the rest."""
        return EventLog(self.data, **self._told("events", settings))

    def survey(self, **settings: Any) -> Survey:
        """Return a survey over the frame with these roles; `settings` override them and say the rest."""
        return Survey(self.data, **self._told("survey", settings))

    def _told(self, kind: str, settings: Mapping[str, Any]) -> dict[str, Any]:
        told = {role: self.columns[role] for role in _KINDS[kind] if role in self.columns} | dict(settings)
        missing = [role for role in _NEEDED[kind] if told.get(role) is None]
        if kind == "survey" and not any(told.get(role) is not None for role in _SCORES):
            missing.append("csat, nps or ces")
        if missing:
            near = [f'{p.role}="{p.column}"' for p in self.proposals if p.role in missing]
            raise BadInput(
                f"No column plays the role of {' and '.join(missing)}.", code="missing_column",
                expected=", ".join(f'{role}="…"' for role in missing),
                hint=f"Perhaps {', '.join(near)}?" if near else None,
            )  # fmt: skip
        return told

    def __repr__(self) -> str:
        told = ", ".join(f"{role}={column!r}" for role, column in self.columns.items())
        return f"<Roles of {self.kind}: {told}>"


def propose_roles(df: Any, kind: str | None = None) -> Roles:
    """Propose which column of a frame plays which role.

    Nothing is read with these roles until they are confirmed by :meth:`Roles.event_log` or
    :meth:`Roles.survey`.

    Parameters
    ----------
    df : data frame
        Of any library an event log takes; the first thousand rows are looked at.
    kind : str, optional
        ``"events"``, ``"survey"`` or ``"business"``; told by the columns when left out.

    Returns
    -------
    Roles

    Raises
    ------
    BadInput
        No frame, or no such kind.
    """
    if kind is not None and kind not in _KINDS:
        raise BadInput(
            "There is no such kind of data.", where="kind", value=kind, expected=", ".join(_KINDS),
            hint=did_you_mean(str(kind), _KINDS),
        )  # fmt: skip
    sample = _sample(df)
    found = sorted(_proposals(sample), key=lambda p: -p.sure)
    if kind is None:
        kind = max(_KINDS, key=lambda name: _fits(found, name))
    taken: dict[str, Any] = {}
    for role in sorted(
        _KINDS[kind], key=lambda role: -max([p.sure for p in found if p.role == role], default=0)
    ):
        for proposal in found:
            if proposal.role == role and proposal.column not in taken.values():
                taken[role] = proposal.column
                break
    ordered = {role: taken[role] for role in _KINDS[kind] if role in taken}
    return Roles(df, kind, ordered, tuple(p for p in found if p.role in _KINDS[kind]))


def _sample(df: Any) -> pd.DataFrame:
    carrier = carrier_of(df, "The proposal")
    if isinstance(df, pd.DataFrame):
        return df.head(SAMPLE)
    if isinstance(carrier, Lazy) and hasattr(df, "limit"):
        return light(carrier_of(df.limit(SAMPLE), "The proposal"))
    return light(carrier).head(SAMPLE)


def _fits(found: Sequence[Proposal], kind: str) -> float:
    """Return how well the roles that a kind needs are played."""
    best = {p.role: p.sure for p in reversed(found)}
    needed = [best.get(role, 0.0) for role in _NEEDED[kind]]
    if kind == "survey":
        needed.append(max(best.get(role, 0.0) for role in _SCORES))
    return sum(needed) / len(needed) if min(needed) else min(0.3, sum(needed) / 10)


def _proposals(sample: pd.DataFrame) -> Iterable[Proposal]:
    for place, name in enumerate(sample.columns):
        for role, names in NAMES.items():
            sure = by_name(name, names)
            if sure:
                fit, why = _content(role, sample.iloc[:, place])
                if sure * fit > 0:
                    yield Proposal(role, name, round(sure * fit, 2), f"name{why}")


def by_name(column: Any, names: Sequence[str]) -> float:
    """Return how sure the name of a column makes of a role, from 0 to 1."""
    name = normalised(str(column))
    bare = name.replace(" ", "")  # "CustomerID" is "customer_id"
    place = next((at for at, known in enumerate(names) if known.replace(" ", "") == bare), None)
    if place is not None:
        return 1.0 - 0.02 * min(10, place)
    words = f" {name} "
    return 0.5 if any(f" {known} " in words for known in names if len(known) > 2) else 0.0


def _content(role: str, column: pd.Series[Any]) -> tuple[float, str]:
    """Return by how much the content of a column speaks for a role (0: it cannot be), and how."""
    known = column.dropna()
    if len(known) == 0:
        return 0.3, ", empty"
    if role == "time":
        share = _dated(known)
        return (share, f", {share:.0%} read as times") if share >= 0.5 else (0.0, "")
    if role in _SCORES or role == "revenue":
        numbers = numbers_of(known)
        good = np.isfinite(numbers)
        if role in _SCORES:
            good &= (numbers >= 0) & (numbers <= _SCORES[role])
        share = float(good.mean())
        return (share, f", {share:.0%} read as numbers") if share >= 0.5 else (0.0, "")
    distinct = known.astype(str).nunique()
    if (
        role in ("event", "touchpoint", "channel", "segment", "lifecycle")
        and distinct > 0.9 * len(known) > 50
    ):
        return 0.3, ", nearly all different"
    return 1.0, f", {distinct} different"


def _dated(known: pd.Series[Any]) -> float:
    try:
        unit = "ms" if known.dtype.kind in "iuf" and float(known.iloc[0]) > 1e11 else "s"
        times = read_times(known, Reading(unit=unit if known.dtype.kind in "iuf" else None))
    except (BadInput, ValueError, TypeError):
        return 0.0
    if known.dtype.kind in "iuf" and float(known.iloc[0]) < 1e8:
        return 0.0
    return float(1 - (times.bad | times.missing).mean())


def hint_for(role: str, columns: Iterable[Any]) -> str | None:
    """Return which column may play a role that is missing, by its name alone."""
    sure = {column: by_name(column, NAMES.get(role, ())) for column in columns}
    best = max(sure, key=lambda column: sure[column], default=None)
    return f'Perhaps {role}="{best}"?' if best is not None and sure[best] >= 0.5 else None
