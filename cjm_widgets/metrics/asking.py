"""What can be asked of a binding: tables, trends, comparisons, quotes; changes no number."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import BadInput, did_you_mean
from cjm_widgets.locale import default_locale, known
from cjm_widgets.metrics import drill, groups, members, tables, touchpoints
from cjm_widgets.metrics.compare import compared
from cjm_widgets.metrics.grouping import Grouping
from cjm_widgets.metrics.members import Members
from cjm_widgets.metrics.periods import PERIODS
from cjm_widgets.metrics.sources import Bound
from cjm_widgets.metrics.survey import Survey
from cjm_widgets.metrics.verbatims import quotes
from cjm_widgets.model.persona import Persona
from cjm_widgets.model.records import PersonaRecord, Stage
from cjm_widgets.model.selection import Selection

if TYPE_CHECKING:
    import pandas as pd


By = str | Members | None
WAYS = (*groups.WAYS, "cohort", "persona")


class Asking(Grouping):
    """The questions of a :class:`Binding` that read its numbers."""

    _sources: tuple[Bound, ...]
    _by: By
    _declared: dict[str, str]

    def table(self, by: By = None, *, period: str = "week") -> pd.DataFrame:
        """Return all numbers, tidy and in the order of the map.

        Parameters
        ----------
        by : str or mapping, optional
            ``"segment"``, ``"channel"`` or ``"period"``: one row a group; as the binding was made when left
            out. ``"cohort"``: customers by the period of their very first event. A mapping, such as name of a
            persona → customers: sets that may overlap. ``"persona"``: the personas of the journey, by their
            segment rules (see :meth:`segments`), each by itself: who belongs to several counts in each, so
            they do not add up. ``"touchpoint"``: one row a step, every touchpoint or
            event as if it were a stage, in the order of the map and of `stages`; conversion is that from the
            step before. An event belongs to its channel: reach and ordered metrics are those of the events of
            one channel alone, so they do not add up. An answer belongs to the period of its day; a customer
            to that of the first event in the stage (for conversion: in the stage before).
        period : str
            With ``by="period"`` or ``"cohort"``: ``"day"``, ``"week"`` (from Monday), ``"month"``,
            ``"quarter"`` or ``"year"``, in the time zone that the source declares (the first log of several).

        Returns
        -------
        pandas.DataFrame
            Columns stage, segment (``"all"``, or one row a segment with ``by="segment"``; None for those
            without one), metric, value, low, high, n, state, unit, stage_id; after segment a column channel
            (None: without one), period (its first day; NaT: without a date), cohort, group (of a mapping) or
            touchpoint when split by it.
            Shares are 0 to 1, NPS -100 to 100, times seconds; NaN where there is no number.

        Raises
        ------
        BadInput
            No such way to split or period, or no source that has what it takes.
        """
        if by == "touchpoint":
            found = touchpoints.steps(self._readout, self._readout.layout.stage_ids, list(self._declared))
            return tables.by_touchpoint(self._readout, *found)
        way = self._by if by is None else check_by(by, self._sources)
        if way is None:
            return tables.table(self._readout, self._cells)
        return tables.grouped(
            self._readout, self._split(way, period), way if isinstance(way, str) else "group"
        )

    def states(self, locale: str | None = None) -> pd.DataFrame:
        """Return what each number is worth, and why, in words.

        Parameters
        ----------
        locale : str, optional
            Language of the sentences; that of the environment when left out.

        Returns
        -------
        pandas.DataFrame
            Columns stage, metric, value, n, state (``"ok"``, ``"off_target"``, ``"too_few"``, ``"stale"``,
            ``"no_source"``, ``"broken"``), why (a sentence), stage_id.
        """
        return tables.states(self._readout, self._cells, known(locale) if locale else default_locale())

    def compare(
        self,
        metric: str,
        stage: Stage | str | None = None,
        *,
        by: str | Members = "segment",
        groups: Sequence[Any] | None = None,
        period: str = "month",
        locale: str | None = None,
    ) -> pd.DataFrame:
        """Compare groups: each with each other, the first less the second.

        Shares: Newcombe interval and score test; means (NPS, effort): Welch t; times: Mann–Whitney, where
        ``open_days`` is declared the log-rank test, the difference being that of the medians; retries: exact
        Poisson. All p-values of one call are corrected
        together (Holm) and their number is told; a difference holds where the corrected one is under 0.05.
        There is no verdict under 30 answers or cases a group, for shares under 5 on each side a group; what
        is not tested is not counted. Sources of the formulas: :mod:`cjm_widgets.metrics.versus`.

        Parameters
        ----------
        metric : str
            Any but counts, ``"duration_p90"`` and ``"response_rate"``.
        stage : Stage or str, optional
            Record, id or name; every stage when left out.
        by : str
            ``"segment"``, ``"channel"``, ``"period"`` or ``"persona"``; personas that share customers are not
            independent, which the tests take them to be.
        groups : sequence, optional
            Two or more of them (of periods: their first days); all when left out.
        period : str
            With ``by="period"``: its length.
        locale : str, optional
            Language of the reasons; that of the environment when left out.

        Returns
        -------
        pandas.DataFrame
            One row a stage and pair: metric, stage, group_a, group_b, value_a, n_a, value_b, n_b, difference,
            low, high (95 %, not corrected; NaN for times), test, p, p_holm, comparisons, verdict
            (``"higher"``, ``"lower"``: group a than b; ``"no_difference"``, ``"no_verdict"``;
            ``"different"``: times with equal medians), reason (why there is none), stage_id.

        Raises
        ------
        NotFound, BadInput
            No such metric, stage, group or way to split, or fewer than two groups.
        """
        check_by(by, self._sources)
        wanted = [name for name in self._stage_ids(stage) if name in self._readout.layout.stage_ids]
        told = known(locale) if locale else default_locale()
        return compared(self._split(by, period), metric, wanted, groups, told)

    def quotes(
        self,
        stage: Stage | str | None = None,
        k: int = 5,
        *,
        kind: str = "representative",
        seed: int = 0,
        metric: str | None = None,
        like: str | None = None,
    ) -> pd.DataFrame:
        """Draw verbatims: up to `k` of the n of each stage, the same ones for the same seed and data.

        Parameters
        ----------
        stage : Stage or str, optional
            Record, id or name; every stage when left out.
        k : int
            How many a stage.
        kind : str
            ``"representative"``: as many of each score as its share calls for, likelier the more their words
            are like those of the others (TF-IDF). ``"dissenting"``: those that gave another score than the
            median, likelier the farther from it and the less like the others; see
            :func:`cjm_widgets.metrics.quotes.drawn`.
        seed : int
            Of the draw.
        metric : str, optional
            ``"csat"``, ``"nps"`` or ``"ces"``: the score that counts; the first one given when left out.
        like : str, optional
            A text: only verbatims that share words with it, likelier the more they are alike, most alike
            first; `kind` does not count then.

        Returns
        -------
        pandas.DataFrame
            Columns quote, score, metric (None: no score), stage, segment, source, row (its label in the frame
            of the survey), n (verbatims it was drawn from), stage_id. The same words with the same score
            are drawn once.

        Raises
        ------
        BadInput, NotFound
            No survey with verbatims, no such stage, kind or metric, `k` under 1, a seed that is none.
        """
        layout = self._readout.layout
        names = dict(zip(layout.stage_ids, layout.names, strict=True))
        wanted = {name: names[name] for name in self._stage_ids(stage) if name in names}
        return quotes(self._sources, self._readout.matches, wanted, k, kind, seed, metric, like)

    def rows(
        self,
        stage: Stage | str | Selection | None = None,
        metric: str | None = None,
        segment: str | None = None,
        outcome: str | None = None,
        *,
        source: str | None = None,
    ) -> Any:
        """Return the rows of data behind a number: source, stage, then the columns that were read.

        They come in the kind of frame that was bound: of pandas, Polars or pyarrow. What was bound lazy stays
        lazy: a LazyFrame, a relation of DuckDB, a scanner of pyarrow, a DataFrame of Dask or Spark, with
        nothing read until it is asked for. Rows of several kinds together become a DataFrame of pandas.

        Parameters
        ----------
        stage : Stage, str or Selection, optional
            One stage; all when left out. What is chosen in a studio (``studio.selection``) stands for its
            stages, its metric, and the customers of its persona where that has a segment rule.
        metric : str, optional
            Only what this metric counts: the answers with a score, or the events.
        segment : str, optional
            Only answers of this segment, or events of customers who are in it.
        outcome : str, optional
            Only one outcome of the metric. ``"nps"``: promoter, passive, detractor; ``"csat"``: satisfied,
            dissatisfied (top two, or not); ``"ces"``: easy, neutral, hard (beyond the middle of the scale, in
            it, before it). Of customers, with their events in the stage: ``"conversion"`` and ``"drop_off"``:
            converted, lost (for conversion, who is lost has events in the stage before); ``"completion"``:
            completed, lost; ``"exits"`` and ``"abandonment"``: left, went_on; ``"errors"``: failed, fine.
        source : str, optional
            Only rows of this source, by its name.

        Raises
        ------
        NotFound, BadInput
            No such stage, metric, segment, outcome or source; the nearest one is named.
        """
        if isinstance(stage, Selection):
            wanted, people = stage.stage_ids or self._stage_ids(None), self._people_chosen(stage)
            metric = metric or (stage.metric if stage.metric in self._cells else None)
        else:
            wanted, people = self._stage_ids(stage), None
        return drill.rows(self._sources, self._readout, wanted, (metric, segment, outcome), source, people)

    def _people_chosen(self, chosen: Selection) -> Collection[str] | None:
        """Return the customers of the persona that is chosen; None where that says nothing of customers."""
        if (
            chosen.persona_id is None
            or self.journey.document.state.find(PersonaRecord, chosen.persona_id) is None
        ):
            return None
        return self.people_of(Persona(self.journey.document, chosen.persona_id))

    def alerts(self, locale: str | None = None) -> pd.DataFrame:
        """Return the numbers that are off their target or a threshold, the worst first.

        Parameters
        ----------
        locale : str, optional
            Language of the reasons; that of the environment when left out.

        Returns
        -------
        pandas.DataFrame
            Columns level (``"alert"``, ``"warning"``, ``"target"``), stage, metric, value, low, high, n,
            reason, stage_id.
        """
        return tables.alerts(self._readout, self._cells, known(locale) if locale else default_locale())

    def _split(self, by: str | Members, period: str) -> groups.Split:
        surveys = [part for source in self._sources for part in source.parts if isinstance(part, Survey)]
        if not isinstance(by, str):
            return members.by_members(self._readout, surveys, by)
        if by == "cohort":
            return members.by_cohort(self._readout, period)
        if by == "persona":
            return members.by_members(self._readout, surveys, self._members())
        return groups.split(self._readout, surveys, by, period)


def check_by(by: By, bound: Sequence[Bound]) -> By:
    """Return a way to split, once it is sure that some source can be split so."""
    if by is None:
        return None
    if isinstance(by, Mapping):
        if by and not any(isinstance(some, str) or not hasattr(some, "__iter__") for some in by.values()):
            return by
        raise BadInput("Groups are sets of customers.", where="by", expected='{"Julie": ["c1", "c7"]}')
    if by not in WAYS:
        raise BadInput(
            'Numbers are split by "segment", "channel", "period", "cohort" or "persona".', where="by",
            value=by,
            expected="one of them, or group → customers",
            hint=f'by="period", period="{by}"' if by in PERIODS else did_you_mean(str(by), WAYS),
        )  # fmt: skip
    if by == "persona":
        return by
    if by == "cohort":
        if any(not source.is_survey for source in bound):
            return by
        raise BadInput("No source says when customers came.", where="by", expected="cjm.EventLog(df, …)")
    if by == "period":
        if any(not source.is_survey or source.first.columns.time for source in bound):
            return by
        raise BadInput("No source has a time.", where="by", expected='Survey(df, time="…")')
    if not any(getattr(source.first.columns, by) for source in bound):
        raise BadInput(f"No source has a {by}.", where="by", expected=f'Survey(df, {by}="…")')
    return by
