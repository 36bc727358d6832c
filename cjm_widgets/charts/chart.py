"""What all charts share: a bqplot figure that follows a binding and its map, with a table and a text twin."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import bqplot
import ipywidgets

from cjm_widgets import locale as catalogue
from cjm_widgets.charts import ink
from cjm_widgets.errors import BadInput
from cjm_widgets.model.signals import Change, Phase, Unsubscribe

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding

WATCHED = ("stages", "phases", "lanes", "journeys")
"""Tables whose records a chart names or orders by."""


class Chart(bqplot.Figure):  # type: ignore[misc]
    """A bqplot figure that draws itself again when its data or its map change.

    It follows the binding it was made with and, when that was the journey's own, the one that takes its
    place. ``close()`` takes it out of memory; a chart that is collected stops listening too.

    Attributes
    ----------
    alt : str
        What the chart shows, in a sentence or two; also what a reader without widgets gets.
    binding : Binding
        Where the numbers come from.
    """

    def __init__(
        self,
        binding: Binding,
        *,
        locale: str | None,
        width: str | None,
        height: str | None,
        marks: Sequence[bqplot.Mark],
        axes: Sequence[bqplot.Axis],
    ) -> None:
        self._off: list[Unsubscribe] = []
        self._view: object = None
        self.alt = ""
        self.binding = binding
        self._language = catalogue.known(locale) if locale else catalogue.default_locale()
        super().__init__(
            marks=list(marks),
            axes=list(axes),
            title_style=ink.TITLE,
            background_style=ink.PLOT,
            animation_duration=0,
            layout=ipywidgets.Layout(width=width or "100%", height=height or "300px", min_width="320px"),
        )
        # The root class brings the tokens of the theme to the figure wherever a board is on the page.
        self.add_class("cjm-root")
        self.redraw()
        self._follow()

    # -- for each chart to fill in --------------------------------------------------------------------

    def read(self) -> pd.DataFrame:
        """Return the rows this chart shows; also its table twin."""
        raise NotImplementedError

    def see(self, frame: pd.DataFrame) -> Any:
        """Return all that is drawn of `frame`, as a frozen value that can be compared."""
        raise NotImplementedError

    def draw(self, view: Any) -> None:
        """Put `view` on the marks and set title and alt."""
        raise NotImplementedError

    # -- for everyone ---------------------------------------------------------------------------------

    @property
    def language(self) -> str:
        """Language of the words and numbers, ``"en"`` or ``"fr"``; can be set."""
        return self._language

    @language.setter
    def language(self, locale: str) -> None:
        self._language = catalogue.known(locale)
        self.redraw()

    def table(self) -> pd.DataFrame:
        """Return what the chart shows as a DataFrame, one row a mark: the table view of the chart."""
        return self.read().copy()

    def redraw(self) -> None:
        """Read the numbers again; draw them when anything that is seen has changed."""
        view = self.see(self.read())
        if view != self._view:
            self._view = view
            self.draw(view)

    def text(self, key: str, **values: Any) -> str:
        """Return a text of the catalogue in the language of this chart."""
        return catalogue.text(key, self._language, **values)

    def close(self) -> None:
        """Stop following, and take the figure out of memory with its marks, axes and scales."""
        _let_go(self.__dict__.get("_off", []))
        scales = [scale for mark in self.marks for scale in mark.scales.values()]
        parts = [*self.marks, *self.axes, *(axis.scale for axis in self.axes), *scales]
        parts += [self.scale_x, self.scale_y, self.layout]
        super().close()
        for part in parts:
            if part is not None:
                part.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}: {self.alt}>"

    def _repr_mimebundle_(self, **kwargs: Any) -> dict[str, Any]:
        """Say in words what is shown, for every reader that has no widgets."""
        return {**super()._repr_mimebundle_(**kwargs), "text/plain": self.alt}

    # -- following ------------------------------------------------------------------------------------

    def _follow(self) -> None:
        """Listen without holding on: a chart that is thrown away is collected and forgotten."""
        document, journey_id = self.binding.journey.document, self.binding.journey.id
        current = document.bindings.get(journey_id) is self.binding
        self._off += [
            self.binding.on_change(_weakly(self._on_numbers)),
            document.observe(_weakly(self._on_map), Phase.CHARTS),
        ]
        if current:
            self._off.append(document.on_bound(_weakly(self._on_bound)))
        weakref.finalize(self, _let_go, self._off)

    def _on_numbers(self, _touched: object) -> None:
        self.redraw()

    def _on_map(self, change: Change) -> None:
        """Redraw when names, order or targets changed; a chart of a journey that is gone stands still."""
        if self.binding.journey.id not in change.after.tables["journeys"]:
            return
        if any(change.touched(table) for table in WATCHED):
            self.redraw()

    def _on_bound(self, journey_id: str) -> None:
        """Go over to the binding that took the place of ours."""
        if journey_id == self.binding.journey.id:
            binding = self.binding.journey.document.bindings[journey_id]
            self._off[0]()
            self.binding = binding
            self._off[0] = binding.on_change(_weakly(self._on_numbers))
            self.redraw()


def put_on(assigned: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    """Set several fields of several marks; each mark sends one message at the end.

    The figure's own ``hold_sync`` would not hold its marks.
    """
    with ExitStack() as held:
        for part, _ in assigned:
            held.enter_context(part.hold_sync())
        for part, values in assigned:
            for name, value in values.items():
                setattr(part, name, value)


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


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a frame as dicts by column."""
    return [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]


def known(value: Any) -> bool:
    """Tell whether there is a number: neither None nor NaN nor NA."""
    import pandas as pd

    return not pd.isna(value)


def metric_name(metric: str, locale: str) -> str:
    """Return the name of a metric as the map calls it."""
    name = catalogue.maybe(f"lanes.metric_{metric}", locale)
    return name or metric.replace("_", " ").capitalize()


def _weakly(method: Callable[[Any], None]) -> Callable[[Any], None]:
    held = weakref.WeakMethod(method)

    def call(event: Any) -> None:
        found = held()
        if found is not None:
            found(event)

    return call


def _let_go(off: list[Unsubscribe]) -> None:
    while off:
        off.pop()()
