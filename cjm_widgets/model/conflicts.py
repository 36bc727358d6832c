"""Which conflicts of a content are still to be decided; pure: chooses nothing."""

from __future__ import annotations

from cjm_widgets.model.records import Conflict
from cjm_widgets.model.state import State


def open_conflicts(state: State) -> tuple[Conflict, ...]:
    """Return the conflicts whose record is there.

    Where it was removed there is nothing to choose any more; where an undo brings it back, there is again.
    """
    return tuple(c for c in state.where(Conflict) if c.of_id in state.tables.get(c.of_table, {}))
