"""A metric of several groups by stage, as charts of groups ask the binding for it; draws nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from cjm_widgets.charts.chart import Chart
from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.locale import text
from cjm_widgets.metrics.cells import UNITS, MetricCell
from cjm_widgets.render.charts.grouped import Group, Grouped

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding

WAYS = ("segment", "channel", "persona")


class GroupedChart(Chart):
    """A chart of one metric, group by group; of everyone together where the data have no such groups."""

    def __init__(
        self,
        binding: Binding,
        metric: str,
        by: str | None,
        *,
        locale: str | None,
        width: str | None,
        height: str | None,
    ) -> None:
        self.metric, self.by = metric, by
        if metric not in binding.cells():
            raise NotFound(
                f'There is no number called "{metric}" here.', where="metric",
                expected="one of " + ", ".join(binding.cells()), hint=did_you_mean(str(metric), UNITS),
            )  # fmt: skip
        if by is not None:
            if by not in WAYS:
                raise BadInput(
                    "A chart shows segments, channels or personas.", where="by", value=by,
                    expected=", ".join(f'"{way}"' for way in WAYS), hint=did_you_mean(str(by), WAYS),
                )  # fmt: skip
            binding.cells_by(metric, by)
        super().__init__(binding, locale=locale, width=width, height=height)

    def grouped(self) -> Grouped:
        """Return the groups as they are now; the persona in focus stands beside segments and channels."""
        metric, way = self.metric, self.by or "segment"
        everyone = self.binding.cells().get(metric, {})
        found = self.binding.cells_by(metric, way) if self.by or self.has_segments() else []
        named = [name for name, _ in found if name is not None]
        groups = [Group(name or self._nobody(way), cells) for name, cells in found] if named else []
        focus = self.focused.segment if way == "segment" and self.focused.segment in named else None
        asked, person = self.whose()
        if "persona" in asked:
            focus = person
            if way != "persona":
                groups.append(Group(person, self.binding.cells(**asked).get(metric, {})))
        if not groups:
            return Grouped(metric, (self._everyone(everyone),), everyone, "", self.target(metric))
        return Grouped(metric, tuple(groups), everyone, way, self.target(metric), focus)

    def table(self) -> pd.DataFrame:
        """Return one row a stage and group: stage, group, metric, value, low, high, n, state, stage_id."""
        import pandas as pd

        names = dict(self.look().stages)
        rows = [
            (
                names[stage_id],
                group.name,
                cell.metric,
                cell.value,
                cell.low,
                cell.high,
                cell.n,
                cell.state,
                stage_id,
            )
            for stage_id in names
            for group in self.grouped().groups
            if (cell := group.cells.get(stage_id)) is not None
        ]
        columns = ["stage", "group", "metric", "value", "low", "high", "n", "state", "stage_id"]
        frame = pd.DataFrame(rows, columns=columns)
        return frame.astype(dict.fromkeys(("value", "low", "high"), "float64"))

    def has_segments(self) -> bool:
        """Tell whether any source knows segments."""
        return bool(self.binding.segment_names())

    def _everyone(self, cells: Mapping[str, MetricCell]) -> Group:
        return Group(text("charts.everyone", self.language), cells)

    def _nobody(self, way: str) -> str:
        return text("charts.no_channel" if way == "channel" else "charts.no_segment", self.language)
