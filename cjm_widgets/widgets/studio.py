"""Map, persona, curve and charts of one journey side by side and linked; draws nothing itself."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import ipywidgets
import traitlets

from cjm_widgets import locale as catalogue
from cjm_widgets.errors import BadInput, CjmError, did_you_mean
from cjm_widgets.model.ids import new_id
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.persona import Persona
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.model.selection import Selection, read_selection, selection_of
from cjm_widgets.model.signals import Change, Phase, Unsubscribe
from cjm_widgets.render.together import Together
from cjm_widgets.widgets._base import BadTrait, Board, expect
from cjm_widgets.widgets.emotion_curve import EmotionCurve
from cjm_widgets.widgets.journey_map import JourneyMap
from cjm_widgets.widgets.persona_card import PersonaCard
from cjm_widgets.widgets.studio_charts import CHARTS, StudioCharts
from cjm_widgets.widgets.two_outputs import TwoOutputs

if TYPE_CHECKING:
    from cjm_widgets.metrics import Binding

THEMES = ("auto", "light", "dark")


class Studio(TwoOutputs, ipywidgets.Box):  # type: ignore[misc]
    """Everything about one journey in one place: the map, and below it a persona, the curve and the charts.

    All of it shows the same document. What is marked on the map (a stage, a card, a number, a point of the
    curve) is what the charts are about; the persona that the map is filtered by is the one whose card stands
    below it. It is a box like any other: it stands in ``HBox``, ``VBox``, ``Tab`` and ``Accordion``.

    Parameters
    ----------
    journey : Journey
        What it shows.
    binding : Binding, optional
        Where the numbers come from; the journey's own when left out, also one that is bound later. Without
        any there are no charts.
    charts : sequence of str, optional
        Which charts, in order; all when left out, none for ``()``.
    curve : bool, optional
        Whether the curve stands on a board of its own too; when left out, only for a map without a lane of
        emotions.
    selection : optional
        What is marked at first: whatever :attr:`selection` may be set to.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.
    theme : str
        ``"auto"`` follows the notebook; ``"light"`` or ``"dark"``.
    **looks
        view, filters, search of the map; see :class:`JourneyMap`.

    Attributes
    ----------
    selection : Selection
        What is chosen now; can be observed, and set to a stage, a name, a persona, records or ids.
    map, curve, persona : JourneyMap, EmotionCurve or None, PersonaCard or None
        The boards.
    charts : tuple of Chart
        The charts; empty without data.

    Raises
    ------
    BadInput, NotFound
        Not a journey, a binding of another one, no such chart, setting or stage; the nearest one is named.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> journey = cjm.Document().add_journey("Returns", template="purchase")
    >>> studio = cjm.Studio(journey)
    >>> studio.selection = "Loyalty"
    >>> studio.selection.stage_ids == (journey.stage("Loyalty").id,)
    True
    """

    selection = traitlets.Any(Selection(), allow_none=False)
    locale = traitlets.Unicode("en")
    theme = traitlets.Enum(THEMES, "auto")

    def __init__(
        self,
        journey: Journey,
        binding: Binding | None = None,
        *,
        charts: Sequence[str] | None = None,
        curve: bool | None = None,
        selection: Any = None,
        locale: str | None = None,
        theme: str = "auto",
        **looks: Any,
    ) -> None:
        self.journey = expect(journey, Journey, "cjm.Studio(doc.journeys[0])")
        if binding is not None:
            _check_binding(binding, journey)
        wanted = _check_charts(charts)
        self._off: list[Unsubscribe] = []
        self._linking = False
        self._picture_key = new_id("studio")
        display = {"locale": locale or catalogue.default_locale(), "theme": theme}
        self.map = JourneyMap(journey, **display, **looks)
        lone = not any(lane.kind == "emotions" for lane in journey.lanes) if curve is None else curve
        self.curve = EmotionCurve(journey, **display) if lone and journey.stages else None
        self._cards: dict[str, PersonaCard] = {}
        self._charts = StudioCharts(journey, binding, wanted, self.map.locale)
        self._person = _panel("cjm-studio__persona")
        self._below = _panel("cjm-studio__below")
        super().__init__(locale=self.map.locale, theme=theme)
        self.add_class("cjm-root").add_class("cjm-studio")
        self._link()
        self.selection = self._seen() if selection is None else selection
        self._arrange()

    # -- what there is --------------------------------------------------------------------------------

    @property
    def charts(self) -> tuple[Any, ...]:
        """The charts, in order."""
        return self._charts.charts

    @property
    def binding(self) -> Binding | None:
        """Where the numbers come from."""
        return self._charts.binding

    @property
    def persona(self) -> PersonaCard | None:
        """The card of the persona that is shown; None where the journey has no persona."""
        found = self._persona_id()
        return None if found is None else self._card(found)

    def static_source(self) -> Together:
        """Return the boards that stand on the stored picture."""
        boards: list[Any] = [self.map, self.curve, self.persona]
        return Together(tuple(board for board in boards if board is not None) + self._charts.charts)

    def close(self) -> None:
        """Take everything off the screen and out of memory; the document stays."""
        own = self.__dict__
        while own.get("_off"):
            own["_off"].pop()()
        self._forget_picture()
        boards = [own.get("map"), own.get("curve"), own.get("_charts"), *own.get("_cards", {}).values()]
        layouts = [box.layout for box in (self, own.get("_person"), own.get("_below")) if box is not None]
        super().close()
        for part in (*boards, own.get("_person"), own.get("_below"), *layouts):
            if part is not None:
                part.close()

    def __repr__(self) -> str:
        shown = ", ".join(type(chart).__name__ for chart in self.charts) or "no charts"
        return f"<Studio of {self.journey.title!r}: map, {len(self._cards)} persona cards, {shown}>"

    # -- selection ------------------------------------------------------------------------------------

    @traitlets.validate("selection")
    def _read_selection(self, proposal: Any) -> Selection:
        try:
            return read_selection(self.journey.document.state, self.journey.id, proposal["value"])
        except CjmError as error:
            raise BadTrait(
                error.message, where="selection", value=error.value, expected=error.expected, hint=error.hint
            ) from error

    @traitlets.observe("selection")
    def _follow_selection(self, change: Any) -> None:
        """Mark it on the map, and let persona and charts be about it."""
        chosen: Selection = change["new"]
        from_board = self._linking  # whose point it is does not filter the map under the hand
        with self._one_way():
            self.map.selection = list(chosen.ids)
            if not from_board:
                self.map.filters = _with_persona(self.map.filters, chosen.persona_id)
        self._charts.focus(chosen)
        self._arrange()
        self._schedule_picture()

    def _on_board(self, change: Any) -> None:
        """Take over what was marked, or filtered, on a board."""
        if not self._linking:
            with self._one_way():
                self.selection = self._seen(change["new"] if change["name"] == "selection" else None)

    def _seen(self, ids: Sequence[str] | None = None) -> Selection:
        """Return what is chosen on the map; `ids` are marked on another board."""
        marked, people = self.map.selection if ids is None else ids, self.map.filters.get("personas", [])
        return selection_of(self.journey.document.state, self.journey.id, marked, people)

    @contextlib.contextmanager
    def _one_way(self) -> Iterator[None]:
        """Keep what is set here from coming back as news."""
        before, self._linking = self._linking, True
        try:
            yield
        finally:
            self._linking = before

    def _link(self) -> None:
        document = self.journey.document
        self.map.observe(self._on_board, ["selection", "filters"])
        if self.curve is not None:
            self.curve.observe(self._on_board, "selection")
        for name in ("locale", "theme"):
            traitlets.dlink((self, name), (self.map, name))
        self._off += [
            document.observe(self._on_change, Phase.WIDGETS),
            document.on_bound(self._on_bound),
        ]

    def _on_change(self, change: Change) -> None:
        if change.touched("journeys") or change.touched("personas"):
            self._arrange()
        self._schedule_picture()

    def _on_bound(self, journey_id: str) -> None:
        if journey_id == self.journey.id:
            self._arrange()

    # -- layout ---------------------------------------------------------------------------------------

    def _arrange(self) -> None:
        """Put the parts that are there into their places."""
        self._charts.fill(self.locale)
        person = self.persona
        self._person.children = () if person is None else (person,)
        below = [self._person] if person is not None else []
        below += [self._charts.box] if self._charts.charts else []
        self._below.children = tuple(below)
        parts = [self.map, self.curve, self._below if below else None]
        self.children = tuple(part for part in parts if part is not None)

    def _persona_id(self) -> str | None:
        state, people = self.journey.document.state, self.journey.personas
        chosen = self.selection.persona_id
        if state.find(PersonaRecord, chosen) is not None:
            return str(chosen)
        return people[0].id if people else None

    def _card(self, persona_id: str) -> PersonaCard:
        if persona_id not in self._cards:
            persona = Persona(self.journey.document, persona_id)
            self._cards[persona_id] = PersonaCard(persona, locale=self.locale, theme=self.theme)
        return self._cards[persona_id]

    @traitlets.observe("locale", "theme")
    def _redress(self, _change: Any) -> None:
        boards: list[Board | None] = [*self.__dict__.get("_cards", {}).values(), self.curve]
        for board in boards:
            if board is not None:
                board.locale, board.theme = self.locale, self.theme
        self._charts.fill(self.locale)
        for widget in (self, *self._charts.charts):
            for name in ("light", "dark"):
                change = widget.add_class if self.theme == name else widget.remove_class
                change(f"cjm-{name}")

    def _tell(self, error: BaseException, level: str) -> None:
        self.map._tell(error, level)


def _panel(name: str) -> Any:
    return ipywidgets.Box().add_class("cjm-root").add_class(name)


def _with_persona(filters: dict[str, Any], persona_id: str | None) -> dict[str, Any]:
    rest = {group: wanted for group, wanted in filters.items() if group != "personas"}
    return rest if persona_id is None else {**rest, "personas": [persona_id]}


def _check_binding(binding: Any, journey: Journey) -> None:
    bound = getattr(binding, "journey", None)
    if bound != journey:
        other = "This binding is one of another journey."
        raise BadInput(
            "This is no binding of the journey." if bound is None else other,
            where="binding", value=binding, expected="what journey.bind(…) returned",
            hint="For instance: cjm.Studio(journey, journey.bind(survey, events))",
        )  # fmt: skip


def _check_charts(charts: Sequence[str] | None) -> tuple[str, ...]:
    if charts is None:
        return tuple(CHARTS)
    names = (charts,) if isinstance(charts, str) else tuple(charts)
    for name in names:
        if name not in CHARTS:
            raise BadInput(
                "There is no such chart.", where="charts", value=name, expected=", ".join(CHARTS),
                hint=did_you_mean(str(name), CHARTS),
            )  # fmt: skip
    return names
