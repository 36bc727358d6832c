"""The customers whose numbers are asked for: of a segment or of a persona; judges nothing."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.errors import NotFound, did_you_mean
from cjm_widgets.metrics import groups, members
from cjm_widgets.metrics.columns import label_text
from cjm_widgets.metrics.derive import chosen
from cjm_widgets.metrics.engine import Events, groups_of
from cjm_widgets.metrics.groups import Split
from cjm_widgets.metrics.readout import Readout
from cjm_widgets.metrics.store import Answers
from cjm_widgets.metrics.survey import Survey

Inside = Callable[[Events], NDArray[np.bool_]]


@dataclass(frozen=True)
class Audience:
    """A group of a split, and which events are those of its customers.

    Attributes
    ----------
    name : str
        The segment or the persona.
    split : Split
        The data in groups, of which it is one.
    inside : callable
        Whole histories → where its customers are.
    """

    name: str
    split: Split
    inside: Inside

    def answers(self, question: str) -> dict[tuple[int, int], Answers]:
        """Return the answers of the group to a question, by scale."""
        choice = self.split.answer_choice(self.name)
        return {
            scale: _picked(part, chosen(part, choice))
            for scale, part in self.split.answers.get(question, {}).items()
        }


def segment_named(readout: Readout, segment: object) -> str:
    """Return a segment of the bound data.

    Raises
    ------
    NotFound
        No such segment; the nearest one is named.
    """
    known = segments_of(readout)
    if str(segment) in known:
        return str(segment)
    raise NotFound(
        "No customer is in such a segment." if known else "No source has segments.", where="segment",
        value=segment, expected=", ".join(known) or 'Survey(df, segment="…")',
        hint=did_you_mean(str(segment), known),
    )  # fmt: skip


def segments_of(readout: Readout) -> tuple[str, ...]:
    """Return the segments that answers or customers are in, in order."""
    data = readout.data
    stores = [store for store in (data.surveys, data.events) if store]
    return tuple(sorted({label for store in stores for label in store.segments.labels}))


def of_segment(readout: Readout, surveys: Sequence[Survey], segment: object) -> Audience:
    """Return the customers of a segment."""
    name = segment_named(readout, segment)
    split = groups.split(readout, surveys, "segment", "week")
    store = readout.data.events
    names = store.segments.labels if store else ()
    code = names.index(name) if name in names else -2
    return Audience(name, split, partial(_in_segment, code, len(names) + 1))


def of_members(
    readout: Readout, surveys: Sequence[Survey], name: str, customers: Collection[Any]
) -> Audience:
    """Return a set of customers, such as those of a persona."""
    split = members.by_members(readout, surveys, {name: customers})
    store = readout.data.events
    wanted = {label_text(who) for who in customers}
    labels = store.customers.labels if store else ()
    return Audience(name, split, partial(_among, np.array([label in wanted for label in labels], bool)))


def _in_segment(code: int, count: int, events: Events) -> NDArray[np.bool_]:
    return np.asarray(groups_of(events, count) == code + 1)


def _among(mask: NDArray[np.bool_], events: Events) -> NDArray[np.bool_]:
    return np.asarray(mask[events.marks.get("person", events.customer)])


def _picked(part: Answers, where: NDArray[np.bool_]) -> Answers:
    names = ("segment", "label", "day", "score", "count")
    return Answers(**{name: getattr(part, name)[where] for name in names})
