"""What all charts share: a bqplot figure that follows a binding and its map, with a table and a text twin."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import bqplot

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

    Attributes
    ----------
    alt : str
        What the chart shows, in words; also its tooltip.
    binding : Binding
        Where the numbers come from.
    """

    def __init__(self, binding: Binding, locale: str | None, **figure: Any) -> None:
        self.binding = expect_binding(binding)
        self.language = catalogue.known(locale) if locale else catalogue.default_locale()
        self.alt = ""
        super().__init__(
            title_style=ink.TITLE, background_style=ink.PLOT, animation_duration=0, **sized(figure)
        )
        # The root class brings the tokens of the theme to the figure wherever a board is on the page.
        self.add_class("cjm-root")
        self._off: list[Unsubscribe] = []
        self._frame: pd.DataFrame | None = None
        self.redraw()
        self._follow()

    # -- for each chart to fill in --------------------------------------------------------------------

    def read(self) -> pd.DataFrame:
        """Return the rows this chart shows; also its table twin."""
        raise NotImplementedError

    def draw(self, frame: pd.DataFrame) -> None:
        """Put `frame` on the marks, and set title and alt."""
        raise NotImplementedError

    # -- for everyone ---------------------------------------------------------------------------------

    def table(self) -> pd.DataFrame:
        """Return what the chart shows as a DataFrame, one row a mark."""
        assert self._frame is not None
        return self._frame.copy()

    def redraw(self) -> None:
        """Read the numbers again and draw them."""
        self._frame = self.read()
        self.draw(self._frame)
        self.tooltip = self.alt

    def text(self, key: str, **values: Any) -> str:
        """Return a text of the catalogue in the language of this chart."""
        return catalogue.text(key, self.language, **values)

    def metric_name(self, metric: str) -> str:
        """Return the name of a metric as the map calls it."""
        name = catalogue.maybe(f"lanes.metric_{metric}", self.language)
        return name or metric.replace("_", " ").capitalize()

    def close(self) -> None:
        """Stop following, and close the figure with its marks, axes and scales."""
        for off in self._off:
            off()
        self._off = []
        parts = [*self.marks, *self.axes, *(axis.scale for axis in self.axes)]
        for part in parts:
            part.close()
        super().close()

    def _follow(self) -> None:
        """Listen without holding on: a chart that is thrown away is collected and forgotten."""
        document = self.binding.journey.document
        redraw = weakref.WeakMethod(self.redraw)
        journey_id = self.binding.journey.id
        on_numbers = _weakly(redraw, lambda _touched: True)
        on_map = _weakly(redraw, lambda change: _concerns(change, journey_id))
        self._off = [self.binding.on_change(on_numbers), document.observe(on_map, Phase.CHARTS)]


def _weakly(method: weakref.WeakMethod[Callable[[], None]], wanted: Callable[[Any], bool]) -> Callable[[Any], None]:
    def call(event: Any) -> None:
        redraw = method()
        if redraw is not None and wanted(event):
            redraw()

    return call


def _concerns(change: Change, journey_id: str) -> bool:
    """Tell whether a change is about what a chart of this journey names."""
    if journey_id not in change.after.tables["journeys"]:
        return False
    return any(change.touched(table) for table in WATCHED)


def expect_binding(binding: Any) -> Binding:
    """Return `binding` when it is one.

    Raises
    ------
    BadInput
        With an example of the right call.
    """
    from cjm_widgets.metrics import Binding

    if isinstance(binding, Binding):
        return binding
    raise BadInput(
        f"A chart needs a Binding, not a {type(binding).__name__}.",
        value=binding,
        hint="For instance: binding = journey.bind(survey, events)",
    )


def sized(figure: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a figure with width and height (CSS lengths) turned into a layout."""
    import ipywidgets

    width = figure.pop("width", None) or "100%"
    height = figure.pop("height", None) or "300px"
    return {"layout": ipywidgets.Layout(width=width, height=height, min_width="320px"), **figure}
