"""Puts a plot on a figure and its marks, with one message a part that changed; reads no data."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any

from cjm_widgets.charts import ink, light, marks
from cjm_widgets.charts.marks import Fields
from cjm_widgets.render.charts.plot import Plot


class Drawing:
    """The marks, axes and scales of one figure, and what they show.

    Attributes
    ----------
    plot : Plot
        What is drawn.
    x, y : bqplot.LinearScale
        The scales.
    """

    def __init__(self, plot: Plot) -> None:
        self.plot = plot
        self.x, self.y = (
            light.LinearScale(min=low, max=high, allow_padding=False) for low, high in (plot.x, plot.y)
        )
        self._scales = {"x": self.x, "y": self.y}
        self._shown = marks.layers(plot)
        self._marks = {name: marks.made(name, fields, self._scales) for name, fields in self._shown.items()}
        self.axes = marks.axes(plot, self.x, self.y)

    @property
    def marks(self) -> list[Any]:
        """The marks in the order of painting; one that once had something to show stays, empty."""
        return [self._marks[name] for name in marks.LAYERS if name in self._marks]

    def mark(self, name: str) -> Any:
        """Return the mark of a layer of :data:`marks.LAYERS`; None where there is none."""
        return self._marks.get(name)

    def traits(self) -> Fields:
        """Return what the figure itself shows: title and margins."""
        margin = self.plot.margin
        return {
            "title": self.plot.title,
            "fig_margin": {
                "top": margin.top,
                "right": margin.right,
                "bottom": margin.bottom,
                "left": margin.left,
            },
            "title_style": ink.title(margin.left, margin.right),
        }

    def put(self, figure: Any, plot: Plot) -> None:
        """Draw another plot; a part of which nothing has changed hears nothing."""
        before, self.plot = self.plot, plot
        old, self._shown = self._shown, marks.layers(plot)
        fresh = [name for name in self._shown if name not in self._marks]
        with ExitStack() as held:
            held.enter_context(figure.hold_sync())
            for scale, ends, was in ((self.x, plot.x, before.x), (self.y, plot.y, before.y)):
                if ends != was:
                    _set(scale, {"min": ends[0], "max": ends[1]}, {})
            for name, mark in self._marks.items():
                if name in old or name in self._shown:
                    _set(mark, self._shown.get(name) or marks.nothing(name), old.get(name, {}))
            for name in fresh:
                self._marks[name] = marks.made(name, self._shown[name], self._scales)
            if fresh:
                figure.marks = self.marks
            self._put_axes(figure, before)
            for name, value in self.traits().items():
                if getattr(figure, name) != value:
                    setattr(figure, name, value)

    def close(self) -> None:
        """Take marks, axes and scales out of memory."""
        for part in (*self.marks, *self.axes, self.x, self.y):
            part.close()

    def _put_axes(self, figure: Any, before: Plot) -> None:
        sides = {axis.side: axis for axis in self.axes}
        now = marks.sides(self.plot)
        if any(bool(axis.ticks) != (side in sides) for side, axis in now.items()):
            gone, self.axes = self.axes, marks.axes(self.plot, self.x, self.y)
            figure.axes = self.axes
            for axis in gone:
                axis.close()
            return
        for side, axis in now.items():
            if side in sides and axis != getattr(before, side):
                _set(sides[side], marks.labels(axis), {})


def _set(part: Any, fields: Fields, before: Fields) -> None:
    """Set several traits with one message; those that are as they were are left alone."""
    changed = {
        name: value for name, value in fields.items() if name not in before or not _alike(before[name], value)
    }
    if changed:
        with part.hold_sync():
            for name, value in changed.items():
                setattr(part, name, value)


def _alike(one: Any, other: Any) -> bool:
    if hasattr(one, "tobytes") and hasattr(other, "tobytes"):
        return bool(
            one.shape == other.shape and one.dtype == other.dtype and one.tobytes() == other.tobytes()
        )
    return type(one) is type(other) and bool(one == other)
