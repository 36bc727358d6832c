"""How many of the people asked did answer, by touchpoint; knows surveys, no map."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics import kpi
from cjm_widgets.metrics.cells import Finding, Reason
from cjm_widgets.metrics.columns import label_text
from cjm_widgets.metrics.derive import UNMATCHED
from cjm_widgets.metrics.survey import Survey

Responses = dict[str, tuple[int, int]]
"""Touchpoint → (people who answered, people who were asked)."""


def invited_of(invited: Any) -> int | tuple[tuple[str, int], ...] | None:
    """Return a declaration of people asked in its one form.

    Raises
    ------
    BadInput
        Neither a whole number from 1 nor a mapping of touchpoints to such numbers.
    """
    if invited is None:
        return None
    if isinstance(invited, Mapping):
        found = {label_text(label) or "": _people(count) for label, count in invited.items()}
        return tuple(sorted(found.items()))
    return _people(invited)


def _people(count: Any) -> int:
    if isinstance(count, bool | np.bool_) or not isinstance(count, int | np.integer) or count < 1:
        raise BadInput(
            "This is no number of people asked.", where="invited", value=count,
            expected="a whole number from 1, or touchpoint → such a number",
        )  # fmt: skip
    return int(count)


def responses(surveys: Iterable[Sequence[Survey]]) -> Responses:
    """Count who answered of those asked, for the touchpoints for which somebody said how many were asked.

    Parameters
    ----------
    surveys : iterable of sequences of Survey
        The parts of each survey; its first part says how many were asked.

    Returns
    -------
    dict
        A respondent counts once a touchpoint where the survey names respondents, else each row with a score
        is one. Several surveys of one touchpoint add up.
    """
    found: Responses = {}
    for parts in surveys:
        told = parts[0].invited
        if told is None:
            continue
        answered = _answered(parts)
        asked = dict.fromkeys(answered, told) if isinstance(told, int) else dict(told)
        for label, count in asked.items():
            before = found.get(label, (0, 0))
            found[label] = (before[0] + answered.get(label, 0), before[1] + count)
    return found


def _answered(parts: Sequence[Survey]) -> dict[str, int]:
    """Return touchpoint → people with a score that counts."""
    people: dict[str, set[Any]] = {}
    rows: dict[str, int] = {}
    for part in parts:
        scored = np.zeros(len(part.usable), bool)
        for values in part.scores.values():
            scored |= values >= 0
        codes = part.labels
        who = part.columns.respondent
        for code, label in enumerate(part.touchpoints.labels):
            where = scored & (codes == code)
            if who is None:
                count = where.sum() if part.weights is None else part.weights[where].sum()
                rows[label] = rows.get(label, 0) + int(count)
            elif part.weights is not None:
                raise BadInput(
                    f"People who answered are not told apart on a {part.carrier.kind}.", where="respondent",
                    expected="invited without respondent", hint="Every answer counts as one then.",
                )  # fmt: skip
            else:
                people.setdefault(label, set()).update(part.frame.loc[where, who].dropna().tolist())
    return rows | {label: len(names) for label, names in people.items()}


def response_values(
    found: Responses, stage_of: Mapping[str, str | None], stage_ids: Sequence[str]
) -> dict[str, Finding]:
    """Return the response rate of each stage: answers over people asked, with a Wilson interval.

    A stage with several touchpoints adds them up: it is the share of the requests that were answered.
    """
    totals: dict[str, tuple[int, int]] = {}
    for label, (answered, asked) in found.items():
        stage = stage_of.get(label)
        if stage is not None:
            before = totals.get(stage, (0, 0))
            totals[stage] = (before[0] + answered, before[1] + asked)
    return {stage_id: _rate(totals.get(stage_id), stage_id in stage_of.values()) for stage_id in stage_ids}


def _rate(counts: tuple[int, int] | None, matched: bool) -> Finding:
    if counts is None:
        return Finding(kpi.nothing("share"), None, Reason("not_invited") if matched else UNMATCHED)
    answered, asked = counts
    if answered > asked:
        why = Reason("more_than_invited", (("answered", answered), ("asked", asked)))
        return Finding(kpi.nothing("share"), None, why, broken=True)
    return Finding(kpi.share(answered, asked))
