"""Which labels of the data meet which stage, as a widget; thin: what is decided is in the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cjm_widgets.widgets import scripts
from cjm_widgets.widgets._base import Board, expect
from cjm_widgets.widgets.scope import Scope

if TYPE_CHECKING:
    from cjm_widgets.metrics import Binding


class Matching(Board):
    """The events and touchpoints of the data with the stage each meets, and why; stages are given by hand.

    What is decided here is kept in the document, as one undo step each, and holds again when the notebook is
    run again. :attr:`Binding.matching` is the same as a table.

    Parameters
    ----------
    binding : Binding
        From ``journey.bind(…)``; where the journey is bound anew, the board shows the new one.
    **display
        locale, theme, width, height; see :class:`Board`.

    Raises
    ------
    BadInput
        Not a binding.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> sample = cjm.datasets.glasses("en")
    >>> journey = sample.build(cjm.Document())
    >>> board = cjm.Matching(journey.bind(cjm.propose_roles(sample.survey).survey()))
    """

    entry = "matching"
    namespaces = ("common", "errors", "presence", "matching")
    _esm = scripts.loader("matching")
    _css = scripts.style("matching")

    def __init__(self, binding: Binding, **display: Any) -> None:
        from cjm_widgets.metrics import Binding

        self._binding = expect(binding, Binding, "cjm.Matching(journey.bind(survey))")
        journey = binding.journey
        _ = journey.record  # one that is gone says so here, not as an empty board
        super().__init__(journey.document, Scope(journey_id=journey.id, labels=True), **display)

    @property
    def binding(self) -> Binding:
        """The binding of the journey now."""
        return self._binding.journey.binding or self._binding

    def static_source(self) -> Binding:
        """Return the binding."""
        return self.binding
