"""Emotion as drawn, as it should be and as measured; knows the map and, where there is one, its binding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cjm_widgets.analysis.measured import measured, score_of
from cjm_widgets.charts.chart import Chart, expect_binding, weakly
from cjm_widgets.charts.unbound import Unbound
from cjm_widgets.errors import BadInput
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.signals import Change
from cjm_widgets.model.state import State
from cjm_widgets.render.charts.emotion_frame import Felt
from cjm_widgets.render.charts.emotion_plot import emotion_plot
from cjm_widgets.render.charts.plot import Plot
from cjm_widgets.render.views import CurveView, curves_of

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding


def emotion(
    journey: Journey,
    binding: Binding | None = None,
    *,
    locale: str | None = None,
    width: str | None = None,
    height: str | None = None,
) -> EmotionChart:
    """Draw the emotion curves of a journey, as is and to be, and the measured score beside them.

    The score, its neutral point and the scale are those of the lane of emotions, as on the map.

    Parameters
    ----------
    journey : Journey
        Whose curves.
    binding : Binding, optional
        Where the score comes from; what the journey is bound to when left out, and none where it is not.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.
    width, height : str, optional
        CSS lengths; the width of the cell and 300 px when left out.

    Returns
    -------
    EmotionChart
        A bqplot Figure that follows points, data, map and a selection; the persona in focus is shown alone.
        ``table()`` gives its rows: stage, persona, series (``"as_is"``, ``"to_be"``, ``"measured"``), value,
        low, high (-2 to +2), n, stage_id; ``alt`` says it in words.

    Raises
    ------
    BadInput
        Not a journey or a binding of another one, or no such language.
    """
    if not isinstance(journey, Journey):
        raise BadInput(
            f"This chart needs a journey, not a {type(journey).__name__}.", where="journey",
            hint="For instance: cjm.charts.emotion(doc.journeys[0], binding)",
        )  # fmt: skip
    if binding is not None and expect_binding(binding).journey.id != journey.id:
        raise BadInput(
            "This binding is that of another journey.", where="binding", value=binding.journey.title
        )
    found = binding if binding is not None else journey.binding
    return EmotionChart(found or Unbound(journey), locale=locale, width=width, height=height)  # type: ignore[arg-type]


class EmotionChart(Chart):
    """The figure that :func:`emotion` makes; assumed points and weak scores are hollow."""

    watched = (*Chart.watched, "emotions")
    _previewed: State | None = None
    """What the map would be while somebody drags."""

    def see(self) -> Plot:
        """Return what the chart shows now."""
        return emotion_plot(self._felt(), self.look(self.whose()[1]))

    def table(self) -> pd.DataFrame:
        """Return one row a point or score: stage, persona, series, value, low, high, n, stage_id, after."""
        import pandas as pd

        felt, names = self._felt(), dict(self.look().stages)
        rows: list[tuple[Any, ...]] = [
            (names[p.stage_id], name or None, view.variant, p.value, p.low, p.high, None, p.stage_id, p.after)
            for name, view in felt.curves
            for p in view.points
        ]
        rows += [
            (names[at], None, "measured", s.value, s.low, s.high, s.n, at, 0.0)
            for at, s in felt.scores.items()
            if at in names
        ]
        columns = ["stage", "persona", "series", "value", "low", "high", "n", "stage_id", "after"]
        frame = pd.DataFrame(rows, columns=columns)
        return frame.astype({"value": "float64", "low": "float64", "high": "float64", "n": "Int64"})

    def _felt(self) -> Felt:
        journey = self.binding.journey
        cells = self.binding.cells(**self.whose()[0])
        lane = next((lane for lane in journey.lanes if lane.kind == "emotions"), None)
        score = score_of(lane.metric if lane else "", cells)
        found = measured(cells.get(score, {}), score, lane.target if lane else None) if score else {}
        return Felt(self._curves(), found, score, journey.record.emotion_scale)

    def _curves(self) -> tuple[tuple[str, CurveView], ...]:
        """Return the curves of the persona in focus, where there are any; else those of all."""
        journey = self.binding.journey
        names = {one.id: one.public.name for one in journey.document.personas}
        every = curves_of(self._previewed or journey.document.state, journey.id)
        wanted = self.focused.persona_id
        own = [view for view in every if view.persona_id == wanted] if wanted else []
        return tuple((names.get(view.persona_id or "", ""), view) for view in own or every)

    def _follow(self) -> None:
        super()._follow()
        self._off.append(self.binding.journey.document.on_drag(weakly(self._on_drag)))

    def _on_drag(self, state: State | None) -> None:
        self._previewed = state
        self.redraw()

    def _on_map(self, change: Change) -> None:
        self._previewed = None
        super()._on_map(change)
