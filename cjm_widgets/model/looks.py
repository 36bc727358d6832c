"""What a journey's handle offers for looking at it: saved views, and finding words; changes no map."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from cjm_widgets.model import saved, search
from cjm_widgets.model.ops import Op
from cjm_widgets.model.records import Record, SavedView

if TYPE_CHECKING:
    from cjm_widgets.model.document import Document

R = TypeVar("R", bound=Record)


class Looks:
    """The part of :class:`~cjm_widgets.model.journey.Journey` that is about looking at it."""

    __slots__ = ()

    if TYPE_CHECKING:
        document: Document
        id: str

        def _added(self, model: type[R], made: tuple[list[Op], str], label: str) -> R: ...

    @property
    def views(self) -> tuple[SavedView, ...]:
        """The ways to look at it that were saved under a name, in order."""
        return tuple(saved.views(self.document.state, self.id))

    def add_view(self, name: str, *, depth: str = "detail", search: str = "", **filters: Any) -> SavedView:
        """Save a way to look at the journey under a name, or return the one of this name.

        Parameters
        ----------
        name : str
            What it is called; ``JourneyMap(journey, view=name)`` shows it.
        depth : str
            ``"overview"``, ``"detail"`` or ``"evidence"``.
        search : str
            Words to be marked.
        **filters
            personas, tags, channels, sentiments, evidence: a name, an id, a record, or several of them.

        Raises
        ------
        BadInput, NotFound
            An unknown depth, filter or choice; the nearest one is named.
        """
        made = saved.add_view(self.document.state, self.id, name, depth, search, filters)
        return self._added(SavedView, made, "add_view")

    def find(self, words: str) -> tuple[search.Found, ...]:
        """Return what holds these words: phases, stages, then lane by lane its name and its cards.

        Parameters
        ----------
        words : str
            Accents, case, and the kind of quotes and spaces do not matter. Cards are searched in text,
            quote, source, channel and tags.
        """
        return tuple(search.find(self.document.state, self.id, words))
