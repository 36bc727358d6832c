"""Through what a chart is seen: stages, language, whose numbers, what is in focus; reads no data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cjm_widgets import locale as catalogue
from cjm_widgets.locale import text
from cjm_widgets.render.charts.plot import SIZE, TOP, Area, Axis, box
from cjm_widgets.render.format import number
from cjm_widgets.render.text import fit, one_line

NAME_ROOM = 170.0
_FOCUS = 0.1


@dataclass(frozen=True, slots=True)
class Look:
    """What a chart is seen through.

    Attributes
    ----------
    stages : tuple of (id, name)
        In the order of the map.
    locale : str
        ``"en"`` or ``"fr"``.
    whose : str
        The segment or persona whose numbers are shown; "" for everyone.
    stage_id : str or None
        The stage in focus.
    height : float or None
        Pixels it was given; None for as many as it needs.
    """

    stages: tuple[tuple[str, str], ...]
    locale: str
    whose: str = ""
    stage_id: str | None = None
    height: float | None = None

    def titled(self, what: str, n: int) -> str:
        """Return what is shown, whose it is, and n."""
        if self.whose:
            what = text("charts.of", self.locale, what=what, whose=one_line(self.whose, 40))
        return text("charts.titled", self.locale, what=what, n=number(n, self.locale))


@dataclass(frozen=True, slots=True)
class Rows:
    """One row a name, the first on top: row `i` has its middle at y = -i and is 1 high.

    Attributes
    ----------
    height : float
        Of the whole chart, in pixels.
    y : (float, float)
        The coordinates at bottom and top of the plot.
    pixel : float
        One pixel in coordinates.
    """

    height: float
    y: tuple[float, float]
    pixel: float

    @staticmethod
    def of(count: int, each: float, above: float, below: float, bottom: float, height: float | None) -> Rows:
        """Return rows of `each` pixels, with room above and below inside of the plot.

        `bottom` is the margin below the plot; rows are as high as fits where the height is given.
        """
        count = max(1, count)
        around = TOP + bottom + above + below
        if height is None:
            height = around + count * each
        each = max(8.0, (height - around) / count)
        pixel = 1 / each
        return Rows(height, (0.5 - count - below * pixel, 0.5 + above * pixel), pixel)


def names_of(names: Sequence[str]) -> Axis:
    """Return the names of rows as the words at their left."""
    return Axis(tuple((-float(at), fit(name, NAME_ROOM, SIZE)) for at, name in enumerate(names)))


def in_focus(look: Look, x: tuple[float, float], first: int = 0) -> tuple[Area, ...]:
    """Return the ground behind the row of the stage in focus; `first` is the row of the first stage."""
    rows = [at for at, (stage_id, _) in enumerate(look.stages, first) if stage_id == look.stage_id]
    return tuple(box(*x, -at - 0.5, -at + 0.5, "accent", _FOCUS) for at in rows)


def metric_name(metric: str, locale: str) -> str:
    """Return the name of a metric as the map calls it."""
    name = catalogue.maybe(f"lanes.metric_{metric}", locale)
    return name or metric.replace("_", " ").capitalize()


def listed(parts: Sequence[str]) -> str:
    """Return sentences one after the other, without the empty ones."""
    return " ".join(part for part in parts if part)
