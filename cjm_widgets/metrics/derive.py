"""From counted data to the values of each stage, for all or for one segment; knows no records or frames."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics import histogram, kpi, survival
from cjm_widgets.metrics.bundle import DAYS, Bundle
from cjm_widgets.metrics.cells import Finding, Reason
from cjm_widgets.metrics.histogram import BINS
from cjm_widgets.metrics.kpi import Value
from cjm_widgets.metrics.rules import Rules
from cjm_widgets.metrics.store import Answers
from cjm_widgets.metrics.tally import Ints

_ROOM = 128  # scores end at 100
Values = dict[str, dict[str, Finding]]

UNMATCHED = Reason("not_matched")


@dataclass(frozen=True, slots=True)
class Everyone:
    """The choice of all answers and customers, whatever their segment."""


@dataclass(frozen=True, slots=True)
class Segment:
    """The choice of one segment by code; -1 for those without one."""

    code: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What event logs declare: errors, contacts, and how long customers count as under way."""

    errors: bool = False
    open_days: float = 0.0
    contacts: bool = False
    contact_days: float = 7.0

    @staticmethod
    def of(rules: Rules) -> Asked:
        """Return what rules say."""
        return Asked(bool(rules.errors), rules.open_days, bool(rules.contacts), rules.contact_days)

    def measures(self, metric: str) -> bool:
        """Return whether the logs declare what a metric needs."""
        return {"errors": self.errors, "fcr": self.contacts}.get(metric, True)


Choice = Everyone | Segment | None
"""None: a segment that this kind of data does not know."""


def answer_value(question: str, by_scale: Mapping[tuple[int, int], NDArray[np.int64]]) -> Value:
    """Return the value of a question from the number of answers a score (row 0 is score 0), by scale."""
    counts = {scale: {int(s): int(row[s]) for s in np.flatnonzero(row)} for scale, row in by_scale.items()}
    if question == "nps":
        return kpi.nps(next(iter(counts.values()), {}))
    if question == "ces":
        return kpi.mean(next(iter(counts.values()), {}))
    top = sum(n for scale, row in counts.items() for score, n in row.items() if score >= kpi.top_box(scale))
    return kpi.share(top, sum(sum(row.values()) for row in counts.values()))


def chosen(answers: Answers, choice: Choice) -> NDArray[np.bool_]:
    """Return where the answers of a choice are."""
    if isinstance(choice, Everyone):
        return np.ones(answers.count.size, bool)
    return np.asarray(answers.segment == (-2 if choice is None else choice.code))


def score_table(answers: Answers, rows: Ints, where: NDArray[np.bool_], size: int) -> NDArray[np.int64]:
    """Count answers by row and score: `rows` names the row of each answer, -1 for none."""
    where = where & (rows >= 0)
    keys = rows[where] * _ROOM + answers.score[where]
    table = np.bincount(keys, weights=answers.count[where], minlength=size * _ROOM)
    return table.astype(np.int64).reshape(size, _ROOM)


def survey_values(
    answers: Mapping[str, Mapping[tuple[int, int], Answers]],
    stage_of: Sequence[int],
    stage_ids: Sequence[str],
    choice: Choice,
) -> Values:
    """Return the value of each question at each stage.

    Parameters
    ----------
    answers : mapping
        Question → scale → answers.
    stage_of : sequence of int
        Touchpoint code → place in `stage_ids`, or -1.
    """
    place = np.array([*stage_of, -1], np.int64)
    matched = set(stage_of)
    found: Values = {}
    for question, by_scale in answers.items():
        tables = {
            scale: score_table(part, place[part.label], chosen(part, choice), len(stage_ids))
            for scale, part in by_scale.items()
        }
        found[question] = {
            stage_id: Finding(
                answer_value(question, {scale: table[index] for scale, table in tables.items()}),
                why_none=None if index in matched else UNMATCHED,
            )
            for index, stage_id in enumerate(stage_ids)
        }
    return found


def event_values(
    bundle: Bundle,
    code_of: Mapping[str, int],
    stage_ids: Sequence[str],
    choice: Choice,
    asked: Asked = Asked(),
    only: Collection[str] | None = None,
) -> Values:
    """Return every event metric at each stage.

    Conversion stands at the stage that is arrived at: the share of the customers of the stage before who have
    an event here after their first there. Drop-off stands at the stage that is left: 1 - conversion of the
    next.

    Parameters
    ----------
    bundle : Bundle
        Of all events.
    code_of : mapping of str to int
        Stage id → stage code in the bundle, for the stages that have events.
    asked : Asked
        What the logs declare.
    only : collection of str, optional
        The stages wanted; all when left out.
    """
    parts = (bundle.reach, bundle.exits, bundle.followed, bundle.passed)
    reach, exits, followed, passed = (_group(part, choice) for part in parts)
    found: Values = {
        name: {} for name in ("reach", "conversion", "drop_off", "exits", "duration", "duration_p90")
    }
    for index, stage_id in enumerate(stage_ids):
        if only is not None and stage_id not in only:
            continue
        code = code_of.get(stage_id)
        before = stage_ids[index - 1] if index else None
        after = stage_ids[index + 1] if index + 1 < len(stage_ids) else None
        here = int(reach[code]) if code is not None else 0
        why = UNMATCHED if code is None else None
        arrived = _arrived(followed, passed, code_of, before, stage_id)
        leaving = _arrived(followed, passed, code_of, stage_id, after)
        there = int(reach[code_of[before]]) if before is not None and before in code_of else 0
        base = here / there if code is not None and there else None
        found["reach"][stage_id] = Finding(kpi.reach(here), base, why)
        found["conversion"][stage_id] = _step(
            kpi.conversion, arrived, why or _no_step(before, code_of, "first_stage", "before_unmatched")
        )
        found["drop_off"][stage_id] = _step(
            kpi.drop_off, leaving, why or _no_step(after, code_of, "last_stage", "after_unmatched")
        )
        found["exits"][stage_id] = Finding(
            kpi.exits(int(exits[code]) if code is not None else 0, here), None, why
        )
        for name, share in (("duration", 0.5), ("duration_p90", 0.9)):
            found[name][stage_id] = _time(bundle, code, choice, share, asked.open_days, why)
    return found | _case_values(bundle, code_of, stage_ids, choice, asked, only)


def _case_values(
    bundle: Bundle,
    code_of: Mapping[str, int],
    stage_ids: Sequence[str],
    choice: Choice,
    asked: Asked,
    only: Collection[str] | None,
) -> Values:
    """Return completion, abandonment, visits, retries and, where they are declared, errors and contacts."""
    parts = (bundle.reach, bundle.exits, bundle.visits, bundle.retries, bundle.failed, bundle.passed)
    reach, exits, visits, repeats, failed, passed = (_group(part, choice) for part in parts)
    followed, still_open = _group(bundle.followed, choice), _open(bundle, choice, asked.open_days)
    goal = stage_ids[-1] if stage_ids else None
    names = ("completion", "abandonment", "visits", "retries", *(("errors",) if asked.errors else ()))
    found: Values = {name: {} for name in names}
    if asked.contacts:
        found["fcr"] = _resolution(bundle, code_of, stage_ids, choice, asked.contact_days)
    for stage_id in stage_ids if only is None else [name for name in stage_ids if name in only]:
        code, last = code_of.get(stage_id), stage_id == goal
        why = UNMATCHED if code is None else None
        done = None if last else _arrived(followed, passed, code_of, stage_id, goal)
        end = None if last else goal
        found["completion"][stage_id] = _step(
            kpi.completion, done, why or _no_step(end, code_of, "last_stage", "goal_unmatched")
        )
        left = None if last or code is None else (int(exits[code]), int(reach[code]), int(still_open[code]))
        found["abandonment"][stage_id] = _step(kpi.abandonment, left, why or Reason("last_stage"))
        count = 0 if code is None else int(visits[code])
        found["visits"][stage_id] = Finding(kpi.visits(count), None, why)
        again = 0 if code is None else int(repeats[code])
        found["retries"][stage_id] = Finding(kpi.retries(again, count), None, why)
        if asked.errors:
            wrong = (0, 0) if code is None else (int(failed[code]), int(reach[code]))
            found["errors"][stage_id] = Finding(kpi.errors(*wrong), None, why)
    return found


def _time(
    bundle: Bundle, code: int | None, choice: Choice, share: float, open_days: float, why: Reason | None
) -> Finding:
    """Return a quantile of the time in one stage; visits that are still open are censored."""
    bins, counts = durations(bundle, code, choice)
    if open_days <= 0:
        return Finding(histogram.quantile(bins, counts, share), None, why)
    cut = open_durations(bundle, code, choice, open_days, bins)
    value = survival.quantile(bins, counts - cut, cut, share)
    return Finding(value, None, why or (Reason("still_open") if value.value is None and value.n else None))


def open_durations(bundle: Bundle, code: int | None, choice: Choice, open_days: float, bins: Ints) -> Ints:
    """Return how many durations of each bin belong to visits that were open when the data ended."""
    place, day = np.divmod(bundle.tails.keys, DAYS)
    cell, tail = np.divmod(place, BINS)
    group, stage = np.divmod(cell, max(1, bundle.reach.shape[1]))
    late = (stage == (-1 if code is None else code)) & _late(bundle, day, open_days) & _of(group, choice)
    found = np.bincount(tail[late], weights=bundle.tails.counts[late], minlength=BINS)
    return np.asarray(found[bins], np.int64)


def _resolution(
    bundle: Bundle, code_of: Mapping[str, int], stage_ids: Sequence[str], choice: Choice, window: float
) -> dict[str, Finding]:
    """Return first-contact resolution: of contacts whose window was over before the data ended."""
    stages = bundle.reach.shape[1]
    place, day = np.divmod(bundle.resolved.keys, DAYS)
    group, stage = np.divmod(place, max(1, stages))
    mine, late = _of(group, choice), _late(bundle, day, window)
    done, still_open = (
        np.bincount(stage[where], weights=bundle.resolved.counts[where], minlength=stages).astype(np.int64)
        for where in (mine, mine & late)
    )
    asked = _group(bundle.contacts, choice)
    found = {}
    for stage_id in stage_ids:
        code = code_of.get(stage_id)
        if code is None:
            found[stage_id] = Finding(kpi.nothing("share"), None, UNMATCHED)
            continue
        counts = (int(done[code] - still_open[code]), int(asked[code] - still_open[code]))
        why = Reason("contacts_open" if asked[code] else "no_contacts")
        found[stage_id] = Finding(kpi.resolution(*counts), None, why)
    return found


def _late(bundle: Bundle, day: Ints, window: float) -> NDArray[np.bool_]:
    """Return which days (as in keys) are fewer than `window` days before the last one of the data."""
    last = int((bundle.lasts.keys % DAYS).max()) if bundle.lasts.keys.size else 0
    return np.asarray(day > last - window)


def _of(group: Ints, choice: Choice) -> NDArray[np.bool_]:
    """Return where a group code belongs to a choice."""
    if isinstance(choice, Everyone):
        return np.ones(group.size, bool)
    return np.asarray(group == (-1 if choice is None else choice.code + 1))


def _open(bundle: Bundle, choice: Choice, open_days: float) -> Ints:
    """Return how many customers of each stage were last seen there, too close to the end of the data."""
    stages = bundle.reach.shape[1]
    keys, counts = bundle.lasts.keys, bundle.lasts.counts
    if open_days <= 0 or keys.size == 0:
        return np.zeros(stages, np.int64)
    place, day = np.divmod(keys, DAYS)
    group, stage = np.divmod(place, max(1, stages))
    late = _late(bundle, day, open_days) & _of(group, choice)
    return np.bincount(stage[late], weights=counts[late], minlength=stages).astype(np.int64)


def _group(part: Ints, choice: Choice) -> Ints:
    """Return the statistics of a choice: the sum of all groups, one of them, or nothing."""
    if isinstance(choice, Everyone):
        return np.asarray(part.sum(axis=0), np.int64)
    if choice is None or choice.code + 1 >= len(part):
        return np.zeros(part.shape[1:], np.int64)
    return np.asarray(part[choice.code + 1], np.int64)


def _arrived(
    followed: Ints, reach: Ints, code_of: Mapping[str, int], origin: str | None, goal: str | None
) -> tuple[int, int] | None:
    """Return (customers who went on, customers who could), or None where a stage has no events."""
    if origin not in code_of or goal not in code_of or origin is None or goal is None:
        return None
    return int(followed[code_of[origin], code_of[goal]]), int(reach[code_of[origin]])


def _step(kind: Any, counts: tuple[int, ...] | None, why: Reason | None) -> Finding:
    return Finding(kpi.nothing("share"), None, why) if counts is None else Finding(kind(*counts))


def _no_step(other: str | None, code_of: Mapping[str, int], at_end: str, unmatched: str) -> Reason | None:
    if other is None:
        return Reason(at_end)
    return None if other in code_of else Reason(unmatched)


def durations(bundle: Bundle, code: int | None, choice: Choice) -> tuple[Ints, Ints]:
    """Return the bins and counts of the time in one stage, sorted by bin."""
    keys, counts = bundle.durations.keys, bundle.durations.counts
    groups, stages = bundle.reach.shape
    if isinstance(choice, Everyone):
        chosen_groups = range(groups)
    else:
        chosen_groups = range(0) if choice is None else range(choice.code + 1, choice.code + 2)
    if code is None:
        chosen_groups = range(0)
    dense = np.zeros(BINS, np.int64)
    for cell in (group * stages + (code or 0) for group in chosen_groups):
        begin, end = np.searchsorted(keys, (cell * BINS, (cell + 1) * BINS))
        dense[keys[begin:end] - cell * BINS] += counts[begin:end]
    found = np.flatnonzero(dense)
    return found.astype(np.int64), dense[found]
