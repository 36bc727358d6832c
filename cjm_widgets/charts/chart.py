"""What all charts share: a bqplot figure that follows a binding, its map and a selection; knows no metric."""

from __future__ import annotations

import re
import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar

from cjm_widgets import locale as catalogue
from cjm_widgets.charts import ink, light, second
from cjm_widgets.charts.drawing import Drawing
from cjm_widgets.charts.focus import Focus, selected
from cjm_widgets.errors import BadInput, CjmError
from cjm_widgets.locale import text
from cjm_widgets.model import lookup
from cjm_widgets.model.signals import Change, Phase, Unsubscribe
from cjm_widgets.render.charts.look import Look
from cjm_widgets.render.charts.plot import WIDTH, Plot
from cjm_widgets.render.text import one_line

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding

_PIXELS = re.compile(r"^\s*(\d+(?:\.\d+)?)px\s*$")
_KEEP: Any = object()


class Chart(light.Figure):  # type: ignore[misc]
    """A bqplot figure that draws itself again when its data, its map or its focus change.

    It follows the binding it was made with and, when that was the journey's own, the one that takes its
    place. ``close()`` takes it out of memory; a chart that is collected stops listening too.

    Attributes
    ----------
    alt : str
        What the chart shows, in a sentence or two; also what a reader without widgets gets.
    binding : Binding
        Where the numbers come from.
    """

    watched: ClassVar[tuple[str, ...]] = ("stages", "phases", "lanes", "journeys", "personas")
    """Tables whose records a chart names, orders by or asks for numbers of."""

    def __init__(
        self, binding: Binding, *, locale: str | None, width: str | None, height: str | None
    ) -> None:
        self._off: list[Unsubscribe] = []
        self.binding = binding
        self._language = catalogue.known(locale) if locale else catalogue.default_locale()
        self._focus = Focus()
        self._given = _pixels(height)
        self._second = second.Second()
        self.drawing = Drawing(self.plot())
        super().__init__(
            marks=self.drawing.marks,
            axes=self.drawing.axes,
            scale_x=self.drawing.x,
            scale_y=self.drawing.y,
            padding_y=0,
            background_style=ink.PLOT,
            animation_duration=0,
            layout=light.Layout(
                width=width or "100%",
                height=height or f"{self.view.height:g}px",
                min_width=f"{self.view.least:g}px",
            ),
            # The root class brings the tokens of the theme.
            _dom_classes=("cjm-root",),
            **self.drawing.traits(),
        )
        self._follow()

    # -- for each chart to fill in --------------------------------------------------------------------

    def see(self) -> Plot:
        """Read the numbers and return all that is drawn of them, as a frozen value that can be compared."""
        raise NotImplementedError

    def table(self) -> pd.DataFrame:
        """Return what the chart shows as a DataFrame, one row a mark: the table view of the chart."""
        raise NotImplementedError

    # -- for everyone ---------------------------------------------------------------------------------

    @property
    def alt(self) -> str:
        """What the chart shows, in a sentence or two."""
        return self.drawing.plot.alt

    @property
    def view(self) -> Plot:
        """All that is drawn, as the frozen value that pictures are drawn from too."""
        return self.drawing.plot

    @property
    def language(self) -> str:
        """Language of the words and numbers, ``"en"`` or ``"fr"``; can be set."""
        return self._language

    @language.setter
    def language(self, locale: str) -> None:
        self._language = catalogue.known(locale)
        self.redraw()

    @property
    def focused(self) -> Focus:
        """The stage, segment and persona in focus."""
        return self._focus

    def focus(self, *, stage: Any = _KEEP, segment: Any = _KEEP, persona: Any = _KEEP) -> None:
        """Turn to a stage, a segment or a persona; what is left out stays, None takes it back.

        A stage is marked, or shown alone where the chart shows one. A segment or a persona narrows the
        numbers to its customers (a persona without a segment rule does not), or is marked among its like.

        Parameters
        ----------
        stage : Stage or str, optional
            Record, id or name.
        segment : str, optional
            A segment of the bound data.
        persona : Persona, PersonaRecord or str, optional
            Handle, record, id or name; its numbers count where no segment is in focus.

        Raises
        ------
        NotFound, BadInput
            No such stage, segment or persona, or a rule that cannot be read; nothing was changed.
        """
        journey, focus = self.binding.journey, self._focus
        state = journey.document.state
        if stage is not _KEEP:
            found = None if stage is None else lookup.find_stage(state, journey.id, stage).id
            focus = Focus(found, focus.segment, focus.persona_id)
        if persona is not _KEEP:
            found = None if persona is None else lookup.find_persona(state, persona).id
            focus = Focus(focus.stage_id, focus.segment, found)
        if segment is not _KEEP:
            focus = Focus(focus.stage_id, None if segment is None else str(segment), focus.persona_id)
        self.binding.cells(**self._asked(focus))
        self._turn(focus)

    def follow(self, board: Any) -> Unsubscribe:
        """Turn to the stage and the persona of what is selected on a board, from now on.

        Parameters
        ----------
        board : JourneyMap, EmotionCurve, or anything with an observable `selection`
            A list of ids of records of the same document. Nothing selected takes stage and persona back;
            the segment in focus stays.

        Returns
        -------
        callable
            Ends it; closing the chart does too.
        """
        if not (hasattr(board, "selection") and hasattr(board, "observe")):
            raise BadInput(
                f"A chart follows a board, not a {type(board).__name__}.",
                where="board",
                hint="For instance: chart.follow(cjm.JourneyMap(journey))",
            )
        turn = weakly(self._on_selection)
        board.observe(turn, "selection")
        self._on_selection({"new": board.selection})
        off = _once(lambda: board.unobserve(turn, "selection"))
        self._off.append(off)
        return off

    def redraw(self) -> None:
        """Read the numbers again; draw them when anything that is seen has changed.

        What is selected and what is edited can arrive in two threads: one draws after the other.
        """
        with self.binding.journey.document.hold():
            before, plot = self.view, self.plot()
            if plot != before:
                self.drawing.put(self, plot)
                if plot.height != before.height == _pixels(self.layout.height):
                    self.layout.height = f"{plot.height:g}px"
                self._second.later(self._bundle)

    def plot(self) -> Plot:
        """Return what is seen now; a focus that is gone from map or data is let go of."""
        self._focus = self._focus.still(self.binding.journey)
        try:
            return self.see()
        except CjmError:
            if self._focus.segment is None and self._focus.persona_id is None:
                raise
            self._focus = Focus(self._focus.stage_id)
            return self.see()

    def static_view(self, locale: str | None = None) -> tuple[Plot, str, float]:
        """Return what a picture of the chart is drawn from: the view, its language, the width in pixels."""
        kept, language = self._language, catalogue.known(locale) if locale else self._language
        try:
            self._language = language
            plot = self.view if language == kept else self.plot()
        finally:
            self._language = kept
        return plot, language, _pixels(self.layout.width) or WIDTH

    def close(self) -> None:
        """Stop following, and take the figure out of memory with its marks, axes and scales."""
        _let_go(self.__dict__.get("_off", []))
        if "drawing" not in self.__dict__:  # it was refused while it was made
            super().close()
            return
        self._second.end()
        layout = self.layout
        super().close()
        self.drawing.close()
        if layout is not None:
            layout.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.alt}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Say in words what is shown, for every reader that has no widgets."""
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": self.alt}

    def _ipython_display_(self) -> None:
        """Display the figure, then its picture for every reader without a kernel."""
        self._second.display(self._repr_mimebundle_(), self._bundle)

    # -- what charts ask ------------------------------------------------------------------------------

    def look(self, whose: str = "") -> Look:
        """Return through what the chart is seen now."""
        unnamed = text("map.stage_unnamed", self._language)
        stages = tuple((s.id, one_line(s.name, 80) or unnamed) for s in self.binding.journey.stages)
        return Look(stages, self._language, whose, self._focus.stage_id, self._given)

    def whose(self) -> tuple[dict[str, str], str]:
        """Return whose numbers are wanted, as arguments of the binding, and their name; "" for everyone."""
        asked = self._asked(self._focus)
        if "persona" not in asked:
            return asked, asked.get("segment", "")
        journey = self.binding.journey
        return asked, next(one.public.name for one in journey.document.personas if one.id == asked["persona"])

    def target(self, metric: str) -> float | None:
        """Return the target of the first lane that shows a metric and has one."""
        lanes = self.binding.journey.lanes
        found = (lane.target for lane in lanes if lane.kind == "metrics" and lane.metric == metric)
        return next((target for target in found if target is not None), None)

    def _asked(self, focus: Focus) -> dict[str, str]:
        if focus.segment is not None:
            return {"segment": focus.segment}
        people = self.binding.journey.document.personas
        ruled = any(one.id == focus.persona_id and one.segment.strip() for one in people)
        return {"persona": focus.persona_id} if ruled and focus.persona_id else {}

    # -- following ------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Listen without holding on: a chart that is thrown away is collected and forgotten."""
        document, journey_id = self.binding.journey.document, self.binding.journey.id
        unbound = getattr(self.binding, "unbound", False)
        current = unbound or document.bindings.get(journey_id) is self.binding
        self._off += [
            self.binding.on_change(weakly(self._on_numbers)),
            document.observe(weakly(self._on_map), Phase.CHARTS),
        ]
        if current:
            self._off.append(document.on_bound(weakly(self._on_bound)))
        weakref.finalize(self, _let_go, self._off)

    def _turn(self, focus: Focus) -> None:
        with self.binding.journey.document.hold():
            if focus != self._focus:
                self._focus = focus
                self.redraw()

    def _on_selection(self, change: Any) -> None:
        stage_id, persona_id = selected(self.binding.journey, change["new"])
        self._turn(Focus(stage_id, self._focus.segment, persona_id))

    def _on_numbers(self, _touched: object) -> None:
        self.redraw()

    def _on_map(self, change: Change) -> None:
        """Redraw when names, order or targets changed; a chart of a journey that is gone stands still."""
        if self.binding.journey.id not in change.after.tables["journeys"]:
            return
        if any(change.touched(table) for table in self.watched):
            self.redraw()

    def _on_bound(self, journey_id: str) -> None:
        """Go over to the binding that took the place of ours."""
        if journey_id == self.binding.journey.id:
            binding = self.binding.journey.document.bindings[journey_id]
            self._off[0]()
            self.binding = binding
            self._off[0] = binding.on_change(weakly(self._on_numbers))
            self.redraw()

    def _bundle(self) -> dict[str, str]:
        from cjm_widgets.render import render_static

        return second.bundle(render_static(self), self.language)


def expect_binding(binding: Any) -> Binding:
    """Return `binding` when it is one, or does what one does.

    Raises
    ------
    BadInput
        With an example of the right call.
    """
    if all(hasattr(binding, name) for name in ("journey", "trend", "funnel", "on_change")):
        found: Binding = binding
        return found
    raise BadInput(
        f"A chart needs a binding, not a {type(binding).__name__}.",
        where="binding",
        hint="For instance: binding = journey.bind(survey, events)",
    )


def _pixels(length: str | None) -> float | None:
    found = _PIXELS.match(length or "")
    return float(found[1]) if found else None


def weakly(method: Callable[[Any], None]) -> Callable[[Any], None]:
    """Return a listener that does not hold on to the object of `method`."""
    held = weakref.WeakMethod(method)

    def call(event: Any) -> None:
        found = held()
        if found is not None:
            found(event)

    return call


def _once(fn: Callable[[], object]) -> Unsubscribe:
    rest = [fn]

    def call() -> None:
        while rest:
            rest.pop()()

    return call


def _let_go(off: list[Unsubscribe]) -> None:
    while off:
        off.pop()()
