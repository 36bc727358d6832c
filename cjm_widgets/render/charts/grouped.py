"""A metric of several groups of customers, stage by stage: what charts of groups draw; draws nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cjm_widgets.locale import text
from cjm_widgets.metrics.cells import EVENT_METRICS, UNITS, MetricCell
from cjm_widgets.render.charts.look import Look, listed, metric_name
from cjm_widgets.render.format import metric_value


@dataclass(frozen=True, slots=True)
class Group:
    """Customers with something in common: their name, and the cell of each stage."""

    name: str
    cells: Mapping[str, MetricCell]


@dataclass(frozen=True, slots=True)
class Grouped:
    """A metric of several groups.

    Attributes
    ----------
    metric : str
        What is counted.
    groups : tuple of Group
        In order; one alone is everyone.
    everyone : mapping
        Stage id → the cell of all customers, for n.
    by : str
        What parts them: ``"segment"``, ``"channel"``, ``"persona"``, or "" for nothing.
    target : float or None
        Of the lane that shows the metric.
    focus : str or None
        The group in focus.
    """

    metric: str
    groups: tuple[Group, ...]
    everyone: Mapping[str, MetricCell]
    by: str = ""
    target: float | None = None
    focus: str | None = None

    def n(self) -> int:
        """Return the answers of all stages, or the customers of the stage that has most."""
        counts = [cell.n for cell in self.everyone.values()]
        return max(counts, default=0) if self.metric in EVENT_METRICS else sum(counts)

    def largest(self, most: int) -> tuple[Group, ...]:
        """Return the largest groups in their order; the one in focus is among them."""
        size = {id(g): (g.name == self.focus, sum(c.n for c in g.cells.values())) for g in self.groups}
        kept = sorted(self.groups, key=lambda group: size[id(group)], reverse=True)[:most]
        return tuple(group for group in self.groups if group in kept)

    def titled(self, look: Look) -> str:
        """Return the title of a chart of these groups."""
        name = metric_name(self.metric, look.locale)
        key = f"charts.title_{self.by}" if self.by else "charts.title_stage"
        return look.titled(text(key, look.locale, metric=name), self.n())

    def said(self, groups: Sequence[Group], look: Look) -> str:
        """Say the lowest and the highest value that rest on enough, and what is left out."""
        locale, unit = look.locale, UNITS.get(self.metric, "score")
        names = dict(look.stages)
        sure = [
            (cell.value, names[stage_id], group.name)
            for group in groups
            for stage_id, cell in group.cells.items()
            if stage_id in names and cell.value is not None and cell.state != "too_few"
        ]
        what = self.titled(look)
        count = len(self.groups) - len(groups)
        left = text("charts.left_out", locale, count=count) if count else ""
        if not sure:
            return listed([text("charts.by_stage_empty", locale, what=what), left])
        ends = []
        for value, stage, group in (min(sure, key=lambda each: each[0]), max(sure, key=lambda each: each[0])):
            where = text("charts.at", locale, stage=stage, group=group) if self.by else stage
            ends.append((metric_value(value, unit, locale, self.metric), where))
        said = text(
            "charts.by_stage_alt", locale,
            what=what, low=ends[0][0], low_at=ends[0][1], high=ends[1][0], high_at=ends[1][1],
        )  # fmt: skip
        return listed([said, left])
