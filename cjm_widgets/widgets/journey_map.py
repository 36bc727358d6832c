"""The journey map as a widget; thin: everything it shows is in the document."""

from __future__ import annotations

from typing import Any, ClassVar

import traitlets

from cjm_widgets.errors import CjmError
from cjm_widgets.model import saved
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.versions import Version
from cjm_widgets.widgets import scripts
from cjm_widgets.widgets._base import BadTrait, Board, expect
from cjm_widgets.widgets.scope import Scope


class VersionId(traitlets.Unicode):  # type: ignore[type-arg]
    """The id of a version; a version stands for its id, None for ""."""

    def validate(self, obj: Any, value: Any) -> Any:
        """Return the text that a version or a name is given as."""
        return super().validate(obj, value.id if isinstance(value, Version) else value or "")


class JourneyMap(Board):
    """An editable map of one journey: stages, lanes, cards, emotion curve and the bound numbers.

    Parameters
    ----------
    journey : Journey
        What it shows, from ``doc.add_journey(…)`` or ``doc.journeys``.
    **display
        view, filters, search, intensity, compared_with, locale, theme, width, height, selection; see
        :class:`Board`.

    Attributes
    ----------
    view : str
        ``"overview"``, ``"detail"`` or ``"evidence"``. The name of a saved view sets filters and search too.
    filters : dict
        What is shown: ``personas``, ``tags``, ``channels``, ``sentiments``, ``evidence``, each a name or
        several; {} for everything. It reads back as ids and words. Give a new dictionary to change it.
    search : str
        Words that are marked on the map; "" for none.
    intensity : bool
        Whether the curve in front shows how strongly its emotions are felt, from 1 to 5.

    compared_with : str
        The id of a version of the document; "" for none. What was added and changed since is marked on the
        map, and a line says what was removed. Set it to one of ``doc.versions`` or its label.

    Raises
    ------
    BadInput, NotFound
        Not a journey; an unknown view, filter or choice, with the nearest one.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Document().add_journey("Returns", template="purchase")
    >>> board = cjm.JourneyMap(journey, view="overview", filters={"sentiments": "negative"})
    >>> board.filters
    {'sentiments': ['negative']}
    """

    entry = "journey_map"
    namespaces = (
        "common",
        "errors",
        "presence",
        "map",
        "lanes",
        "metrics",
        "curve",
        "panel",
        "structure",
        "card",
        "icons",
        "upload",
        "clipboard",
        "views",
        "channels",
        "journey",
        "templates",
        "share",
        "recipe",
        "versions",
    )
    settings: ClassVar[tuple[str, ...]] = (
        *(*Board.settings, "view", "filters", "search", "intensity", "compared_with"),
    )
    _esm = scripts.loader("journey_map")
    _css = scripts.style("journey_map")

    view = traitlets.Unicode("detail").tag(sync=True, echo_update=False)
    filters = traitlets.Dict(key_trait=traitlets.Unicode()).tag(sync=True, echo_update=False)
    search = traitlets.Unicode("").tag(sync=True, echo_update=False)
    intensity = traitlets.Bool().tag(sync=True, echo_update=False)
    compared_with = VersionId("").tag(sync=True, echo_update=False)

    def __init__(self, journey: Journey, **display: Any) -> None:
        self.journey = expect(journey, Journey, "cjm.JourneyMap(doc.journeys[0])")
        _ = journey.record  # one that is gone says so here, not as an empty board
        looks = {
            name: display.pop(name)
            for name in ("view", "filters", "search", "compared_with")
            if name in display
        }
        super().__init__(journey.document, Scope(journey_id=journey.id), **display)
        for name, value in looks.items():  # a saved view first: what is given beside it counts
            setattr(self, name, value)

    def static_source(self) -> Journey:
        """Return the journey."""
        return self.journey

    @traitlets.observe("view", "filters", "intensity")
    def _redraw_picture(self, _change: Any) -> None:
        if hasattr(self, "_session"):
            self._schedule_picture()

    @traitlets.validate("view")
    def _known_view(self, proposal: Any) -> str:
        depth, view = self._checked("view", saved.depth_of, proposal["value"])
        if view is not None:
            self.filters = saved.filters_of(view)
            self.search = view.search
        return str(depth)

    @traitlets.validate("filters")
    def _known_filters(self, proposal: Any) -> dict[str, list[str]]:
        read: dict[str, list[str]] = self._checked("filters", saved.read_filters, proposal["value"])
        return read

    @traitlets.validate("compared_with")
    def _known_version(self, proposal: Any) -> str:
        def id_of(_state: object, _journey_id: str, wanted: str) -> str:
            return wanted and self.document.version(wanted).id

        return str(self._checked("compared_with", id_of, proposal["value"]))

    def _checked(self, name: str, read: Any, value: object) -> Any:
        """Return what `read` makes of a setting; a refusal is one of traits too, so that it is taken back."""
        try:
            return read(self.document.state, self.journey.id, value)
        except CjmError as error:
            raise BadTrait(
                error.message, where=name, value=error.value, expected=error.expected, hint=error.hint
            ) from error
