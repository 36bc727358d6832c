"""The numbers of a binding for a segment or a persona alone, and group by group; changes no number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import BadInput
from cjm_widgets.locale import default_locale, known, text
from cjm_widgets.metrics import audience, distribution, tables
from cjm_widgets.metrics.audience import Audience
from cjm_widgets.metrics.cells import Better, MetricCell
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.distribution import Spread
from cjm_widgets.metrics.groups import Split
from cjm_widgets.metrics.personas.bound import Peopled
from cjm_widgets.metrics.personas.segments import ruled
from cjm_widgets.metrics.readout import Cells, Readout
from cjm_widgets.metrics.sources import Bound
from cjm_widgets.metrics.survey import Survey
from cjm_widgets.metrics.tables import Point
from cjm_widgets.model import lookup
from cjm_widgets.model.persona import Persona
from cjm_widgets.model.records import PersonaRecord, Stage

if TYPE_CHECKING:
    import pandas as pd

Whom = Persona | PersonaRecord | str | None
"""A persona by handle, record, id or name."""


class Grouping(Peopled):
    """What a :class:`Binding` says of groups of customers."""

    _sources: tuple[Bound, ...]
    _readout: Readout
    _cells: Cells

    def _stage_ids(self, stage: Stage | str | None) -> tuple[str, ...]:
        raise NotImplementedError

    def _split(self, by: Any, period: str) -> Split:
        raise NotImplementedError

    def cells(self, segment: str | None = None, persona: Whom = None) -> dict[str, dict[str, MetricCell]]:
        """Return metric → stage id → cell, for all that the data measure and every metric with a lane.

        Parameters
        ----------
        segment : str, optional
            Only customers and respondents of this segment.
        persona : Persona, PersonaRecord or str, optional
            Only those whom the segment rule of this persona finds.

        Raises
        ------
        NotFound, BadInput
            No such segment or persona, a persona without a rule, or both at once.
        """
        whose = self._audience(segment, persona)
        cells = self._cells if whose is None else tables.judged(self._readout, whose.split.values(whose.name))
        return {metric: dict(row) for metric, row in cells.items()}

    def cells_by(self, metric: str, by: str) -> list[tuple[str | None, dict[str, MetricCell]]]:
        """Return one metric group by group: the group and its cells by stage id.

        Parameters
        ----------
        metric : str
            Any metric of :meth:`cells` that can be told of a group.
        by : str
            ``"segment"``, ``"channel"`` or ``"persona"``.

        Returns
        -------
        list of (str or None, dict)
            In the order of :meth:`table`; None is who is in no group. Groups without any answer or customer
            are left out, and a metric that is not measured has no cells.

        Raises
        ------
        BadInput
            No such way to split, or no source that has what it takes.
        """
        memo, key = self._readout.memo, (metric, by)
        if key in memo:
            return [(name, dict(row)) for name, row in memo[key]]
        split = self._split(by, "week")
        found = []
        for name in split.names:
            row = tables.judged(self._readout, split.values(name, metric)).get(metric, {})
            if any(cell.n for cell in row.values()):
                found.append((name, row))
        if by != "persona":  # their rules are those of the map, not of the data
            memo[key] = found
        return [(name, dict(row)) for name, row in found]

    def funnel(self, segment: str | None = None, persona: Whom = None) -> pd.DataFrame:
        """Return how customers go through the stages.

        Parameters
        ----------
        segment, persona : optional
            Whose customers, as in :meth:`cells`; all when left out.

        Returns
        -------
        pandas.DataFrame
            Columns stage_id, stage, reach (customers), conversion (share of the customers of the stage
            before who came here after their first event there; NaN at the first), low, high, n (customers
            of the stage before), state.
        """
        return tables.funnel(self._readout, self.cells(segment, persona))

    def trend(
        self,
        metric: str,
        stage: Stage | str | None = None,
        period: str = "week",
        *,
        segment: str | None = None,
        persona: Whom = None,
    ) -> pd.DataFrame:
        """Return a metric over time.

        Parameters
        ----------
        metric : str
            A survey metric (``"csat"``, ``"nps"``, ``"ces"``), or any event metric of one stage.
        stage : Stage or str, optional
            Record, id or name; the answers of all stages together when left out.
        period : str
            ``"day"``, ``"week"`` (from Monday), ``"month"``, ``"quarter"`` or ``"year"``, in the zone of
            the source. Answers count on their day, customers in the period of their first event in the stage
            (for conversion: in the stage before, as the share is of its customers).
        segment, persona : optional
            Whose customers, as in :meth:`cells`; all when left out.

        Returns
        -------
        pandas.DataFrame
            Columns time (first day of the period), value, low, high, n, state; periods without data have no
            row, and a stage that was removed since has none at all.
        """
        points = self.points(metric, stage, period, segment, persona)
        return frame_of(points, tables.TREND)

    def distribution(
        self,
        metric: str,
        stage: Stage | str | None = None,
        *,
        segment: str | None = None,
        persona: Whom = None,
        locale: str | None = None,
    ) -> pd.DataFrame:
        """Return how the answers to a question are spread, for all stages together and for each.

        Parameters
        ----------
        metric : str
            ``"nps"``, ``"csat"`` or ``"ces"``.
        stage : Stage or str, optional
            One stage alone, by record, id or name.
        segment, persona : optional
            Whose answers, as in :meth:`cells`; all when left out.
        locale : str, optional
            Language of the name of all stages together; that of the environment when left out.

        Returns
        -------
        pandas.DataFrame
            Columns stage, outcome (``"detractor"``, ``"passive"``, ``"promoter"``; a score; of a long scale a
            pair such as ``"9–10"``; of answers on several scales ``"dissatisfied"``, ``"satisfied"``),
            answers, share (0 to 1) with its Wilson interval low and high, n (answers of the stage), state
            (of the metric there), stage_id (None: all stages).

        Raises
        ------
        NotFound, BadInput
            No such question, stage, segment or persona.
        """
        found: Sequence[Spread] = self.spreads(metric, segment, persona)
        if stage is not None:
            wanted = self._stage_ids(stage)
            found = [spread for spread in found if spread.stage_id in wanted]
        language = known(locale) if locale else default_locale()
        return distribution.frame(self._readout, found, text("charts.all_stages", language))

    def spreads(self, metric: str, segment: str | None = None, persona: Whom = None) -> tuple[Spread, ...]:
        """Return what :meth:`distribution` says as frozen values: `metric`, `segment`, `persona` as there."""
        return distribution.spreads(self._readout, metric, self._audience(segment, persona))

    def points(
        self,
        metric: str,
        stage: Stage | str | None = None,
        period: str = "week",
        segment: str | None = None,
        persona: Whom = None,
    ) -> list[Point]:
        """Return the rows of :meth:`trend`: `metric`, `stage`, `period`, `segment`, `persona` as there."""
        whose = self._audience(segment, persona)
        one, ids = stage is not None, self._stage_ids(stage)
        return tables.trend(self._readout, metric, one, ids, period, whose)

    def segment_names(self) -> tuple[str, ...]:
        """Return the segments that any source knows, in order."""
        return audience.segments_of(self._readout)

    def better(self, metric: str) -> Better:
        """Return which way of a `metric` is good: ``"higher"`` or ``"lower"``."""
        return self._readout.better(metric)

    def _audience(self, segment: str | None, persona: Whom) -> Audience | None:
        """Return whose numbers are asked for; None for everyone."""
        if segment is None and persona is None:
            return None
        if segment is not None and persona is not None:
            raise BadInput(
                "Numbers are those of a segment or of a persona.", where="persona", value=str(persona),
                expected="segment= or persona=, not both",
            )  # fmt: skip
        surveys = [part for source in self._sources for part in source.parts if isinstance(part, Survey)]
        if segment is not None:
            return audience.of_segment(self._readout, surveys, segment)
        record = lookup.find_persona(self.journey.document.state, persona)
        who = Persona(self.journey.document, record.id)
        customers = self.people_of(who)
        if customers is None:
            ruled([who])  # says that there is no rule
        return audience.of_members(self._readout, surveys, who.public.name or who.id, customers or ())
