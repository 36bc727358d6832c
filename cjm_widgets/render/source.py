"""What an export or picture is made from: the content, what of it, and how it is looked at; draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from cjm_widgets.errors import BadInput
from cjm_widgets.locale import default_locale, known, text
from cjm_widgets.model import saved
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.persona import Persona
from cjm_widgets.model.privacy import open_state, public_state, veiled_ids
from cjm_widgets.model.records import Card, JourneyRecord, PersonaRecord
from cjm_widgets.model.state import State
from cjm_widgets.render.filters import Filters, seen
from cjm_widgets.render.theme import ThemeName
from cjm_widgets.render.theme import theme as theme_of
from cjm_widgets.render.together import Together
from cjm_widgets.render.views import MapView, PersonaView, persona_view, project

_DRAWN = "a journey, a persona, a document, a binding or one of the widgets"
Kind = Literal["journey", "curve", "persona", "deck", "matching"]


@dataclass(frozen=True, slots=True)
class Source:
    """One projection for every picture and export.

    Attributes
    ----------
    kind : str
        journey, curve, persona, deck, or matching: the labels of the data of a journey.
    state : State
        The content, without what is private unless it was asked for.
    document : Document
        Where it is from.
    record_id : str
        Of the journey or persona; empty for a deck.
    binding : Binding or None
        The data of the journey.
    locale, theme : str
        Language of the words that are not the author's; ``"light"`` or ``"dark"``.
    depth : str
        Of a journey: overview, detail or evidence.
    filters : mapping
        Of a journey: what is shown of it.
    intensity : bool
        The first curve shows how strongly its emotions are felt.
    whole : bool
        A document was named rather than a board of its personas: tables hold all its journeys.
    veil : mapping
        Ids that would tell a private name → what stands for them in a file.
    """

    kind: Kind
    state: State
    document: Document
    record_id: str
    binding: Any
    locale: str
    theme: ThemeName
    depth: str = "detail"
    filters: Mapping[str, Any] = field(default_factory=dict)
    intensity: bool = False
    whole: bool = False
    veil: Mapping[str, str] = field(default_factory=dict)

    @property
    def of_journey(self) -> bool:
        """Whether it is about a journey rather than about personas alone."""
        return self.kind not in ("persona", "deck")

    @property
    def name(self) -> str:
        """What it is called: the title of the journey, the name of the persona; empty for a deck."""
        if self.kind == "deck":
            return ""
        if self.kind == "persona":
            return self.people[0][0].name
        return self.state.get(JourneyRecord, self.record_id).title

    @property
    def filtered(self) -> State:
        """The content with only what the filter shows."""
        return seen(self.state, self.record_id, Filters.of(dict(self.filters)))

    @property
    def view(self) -> MapView:
        """What the map of the journey shows, its numbers among it."""
        shown, cells = self.filtered, self.binding.cells() if self.binding is not None else None
        view = project(shown, self.record_id, cells)
        if shown is self.state:
            return view
        # How much is assumed is said of the whole map, whatever part of it is shown.
        return replace(view, assumption_share=project(self.state, self.record_id).assumption_share)

    @property
    def cards(self) -> dict[str, Card]:
        """The cards that are shown, by id."""
        return {card.id: card for card in self.filtered.where(Card, journey_id=self.record_id)}

    @property
    def note(self) -> str:
        """How many cards of how many the filter shows; empty without one."""
        shown = self.filtered
        if shown is self.state:
            return ""
        counts = [len(part.where(Card, journey_id=self.record_id)) for part in (shown, self.state)]
        return text("views.shown", self.locale, shown=counts[0], count=counts[1])

    @property
    def people(self) -> list[tuple[PersonaRecord, PersonaView]]:
        """The persona, or all of the document, each with its chip."""
        every = [(one, persona_view(one, at)) for at, one in enumerate(self.state.where(PersonaRecord))]
        return [pair for pair in every if self.kind == "deck" or pair[0].id == self.record_id]


def source_of(
    x: Any,
    *,
    locale: str | None = None,
    theme: str | None = None,
    view: str | None = None,
    filters: Mapping[str, Any] | None = None,
    intensity: bool | None = None,
    include_private: bool = False,
) -> Source:
    """Return what is to be drawn of a journey, a persona, a document or a widget.

    Raises
    ------
    BadInput
        Nothing that can be drawn, or no such theme or language.
    """
    source, own_theme = x, "light"
    if isinstance(x, type):
        raise BadInput(
            f"{x.__name__} is a class; one made of it can be drawn.", where="x", value=x, expected=_DRAWN,
            hint=f"Make one first: {x.__name__}(…)",
        )  # fmt: skip
    if hasattr(x, "static_source"):
        source = x.static_source()
        locale = locale or getattr(x, "locale", None)
        own_theme = "dark" if getattr(x, "theme", "") == "dark" else "light"
    if isinstance(source, Together):  # what it stands for is the first of its boards
        x, source = source.parts[0], source.parts[0].static_source()
    language = known(locale) if locale else default_locale()
    chosen = theme_of(own_theme if theme is None or theme == "auto" else theme).name
    kind: Kind
    if isinstance(source, Document):
        kind, document, record_id = "deck", source, ""
    elif _is_binding(source):
        kind, document, record_id = "matching", source.journey.document, source.journey.id
    elif isinstance(source, Persona | Journey):
        kind = "persona" if isinstance(source, Persona) else "journey"
        document, record_id = source.document, source.record.id  # one that is gone says so
    else:
        raise BadInput(
            f"A {type(x).__name__} cannot be drawn.",
            where="x",
            expected=_DRAWN,
            hint="For instance: cjm.render_static(doc.journeys[0])",
        )
    state = open_state(document.state) if include_private else public_state(document.state)
    veil = {} if include_private else veiled_ids(document.state)
    whole = isinstance(x, Document)
    found = Source(kind, state, document, record_id, None, language, chosen, whole=whole, veil=veil)
    if kind == "matching":
        return replace(found, binding=source)
    if not isinstance(source, Journey):
        return found
    levels = bool(getattr(x, "intensity", False) if intensity is None else intensity)
    found = replace(found, binding=source.binding, intensity=levels)
    if getattr(x, "entry", "") == "emotion_curve":
        return replace(found, kind="curve")
    depth, shown = _look(source, x, view, filters)
    return replace(found, depth=depth, filters=shown)


def _is_binding(source: Any) -> bool:
    """Tell whether something is a binding, without loading what bindings are made of."""
    return any(kind.__name__ == "Binding" for kind in type(source).__mro__) and hasattr(source, "roster")


def _look(
    journey: Journey, x: Any, view: str | None, wanted: Mapping[str, Any] | None
) -> tuple[str, Mapping[str, Any]]:
    """Return depth and filter: as asked for, else as the widget has them."""
    state = journey.document.state
    depth, own = saved.depth_of(state, journey.id, view or getattr(x, "view", "detail"))
    filters = saved.filters_of(own) if own else getattr(x, "filters", {})
    return depth, filters if wanted is None else saved.read_filters(state, journey.id, wanted)
