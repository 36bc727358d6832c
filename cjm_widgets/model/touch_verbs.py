"""The verbs of a journey about templates and touchpoints; knows of the handle only what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from cjm_widgets.model import channels, plan
from cjm_widgets.model.records import Card, JourneyRecord
from cjm_widgets.model.templates import template

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.model.document import Document
    from cjm_widgets.model.journey import Journey
    from cjm_widgets.model.ops import Op


class TouchVerbs:
    """Mixed into :class:`Journey`."""

    __slots__ = ()

    if TYPE_CHECKING:
        document: Document
        id: str

        def _commit(self, ops: list[Op], label: str) -> None: ...

    def apply_template(self, name: str, locale: str = "en") -> None:
        """Add the phases, stages and lanes of a template that this journey lacks, as one step.

        Parameters
        ----------
        name : str
            See :func:`cjm_widgets.templates`.
        locale : str
            Language of the template's own words: ``"en"`` or ``"fr"``.
        """
        state = self.document.state
        ops = plan.apply_template(state, state.get(JourneyRecord, self.id), template(name, locale))
        self._commit(ops, "apply_template")

    def inventory(self) -> pd.DataFrame:
        """Return the touchpoints as a tidy DataFrame, one row a touchpoint and phase.

        Columns: touchpoint, medium, icon, phase (the role of a phase or its name), cards (a count),
        today and intended (whether a card is used so), channel_id.
        """
        from cjm_widgets.model.inventory import inventory_frame

        return inventory_frame(cast("Journey", self))

    def says(self, card: Card) -> str:
        """Return what a `card` says: its text or, where it has none, the name of its channel."""
        return channels.says(self.document.state, card)
