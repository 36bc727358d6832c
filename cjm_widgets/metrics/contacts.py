"""First contacts and whether they were the last on their subject for a while; knows codes, no frames."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cjm_widgets.metrics.bundle import DAYS
from cjm_widgets.metrics.engine import Events
from cjm_widgets.metrics.tally import Ints, Tally
from cjm_widgets.metrics.times import DAY


def first_contacts(
    events: Events,
    is_contact: NDArray[np.bool_],
    window: int,
    stage_of: NDArray[np.int32],
    group: Ints,
    shape: tuple[int, int],
) -> tuple[Ints, Tally]:
    """Count first contacts, and those that no other contact on their subject followed within the window.

    Parameters
    ----------
    events : Events
        Whole histories; the mark ``subject`` tells what a contact is about (all are about one thing without),
        the mark ``person`` whose it is where the unit is a part of a customer.
    is_contact : array of bool
        Label code → whether it is a contact.
    window : int
        Microseconds: a contact that comes later, to the microsecond, is on something new.
    stage_of : array of int32
        Label code → stage code or -1; a contact in no stage can follow another, but is none's first.
    group : array of int
        The group of each event.
    shape : tuple of int
        Groups, stages.

    Returns
    -------
    contacts : array, groups × stages
        First contacts: none on the subject in the window before.
    resolved : Tally
        Those of them that none followed in the window after, by (group × stages + stage) × DAYS + day +
        DAYS / 2; whether the window was over when the data end is told by the day.
    """
    picked = np.flatnonzero(is_contact[events.label]) if is_contact.size else np.empty(0, np.intp)
    if picked.size == 0:
        return np.zeros(shape, np.int64), Tally.empty()
    person = events.marks.get("person", events.customer)[picked]
    subject = events.marks.get("subject", np.zeros(len(events), np.int32))[picked]
    order = np.lexsort((events.us[picked], subject, person))
    at = picked[order]
    person, subject, us = person[order], subject[order], events.us[at]
    again = (person[1:] == person[:-1]) & (subject[1:] == subject[:-1]) & (us[1:] - us[:-1] <= window)
    stage = stage_of[events.label[at]].astype(np.int64)
    first = np.concatenate(([True], ~again)) & (stage >= 0)
    done = first & np.concatenate((~again, [True]))
    cell = group[at] * shape[1] + stage
    contacts = np.bincount(cell[first], minlength=shape[0] * shape[1]).astype(np.int64).reshape(shape)
    days = np.clip(us // DAY + DAYS // 2, 0, DAYS - 1)
    return contacts, Tally.of(cell[done] * DAYS + days[done])
