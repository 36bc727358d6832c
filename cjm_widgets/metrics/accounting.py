"""What the numbers of a binding rest on: rows, matches, recipes, and whether the data are still the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, overload

import pandas as pd

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.locale import default_locale, known
from cjm_widgets.metrics import recipes, sources
from cjm_widgets.metrics.assigning import Assigning
from cjm_widgets.metrics.cells import UNITS, Reason
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.recipes import Recipe
from cjm_widgets.metrics.report import report
from cjm_widgets.metrics.sources import Bound
from cjm_widgets.model.ops import put
from cjm_widgets.model.records import KeptData, Stage
from cjm_widgets.model.reids import kept_id

if TYPE_CHECKING:
    from cjm_widgets.model.journey import Journey


class Accounting(Assigning):
    """The part of a :class:`Binding` that says where its numbers come from."""

    journey: Journey
    _sources: tuple[Bound, ...]
    _computed_at: dt.datetime
    _drifted: frozenset[str]

    @property
    def excluded(self) -> pd.DataFrame:
        """What does not count: source, reason, column, rows; ``unassigned`` belongs to no stage."""
        rows: dict[tuple[str, str, str], int] = {}
        for source in self._sources:
            found = [item for part in source.parts for item in part.left]
            counts = source.label_counts().items()
            loose = sum(n for label, n in counts if self._match(label).stage_id is None)
            for reason, column, count in [*found, ("unassigned", source.label_column, loose)]:
                if count:
                    key = (source.name, reason, column)
                    rows[key] = rows.get(key, 0) + count
        listed = [(*key, count) for key, count in rows.items()]
        return frame_of(listed, {"source": object, "reason": object, "column": object, "rows": "int64"})

    def report(self, locale: str | None = None) -> pd.DataFrame:
        """Account for every row of every source.

        Parameters
        ----------
        locale : str, optional
            Language of the sentences; that of the environment when left out.

        Returns
        -------
        pandas.DataFrame
            Columns source, kind, outcome, column, rows, share (of the rows of the source), what (a sentence).
            Kinds ``"counted"`` and ``"left_out"`` add up to the rows of the source (of a wide survey, to
            respondents × touchpoints). ``"score"``: scores that do not count, of rows that may count for
            another question. ``"note"``: what is worth knowing of rows that count: tied or repeated events,
            clocks that go back, naive times, several offsets, customers in two segments.
        """
        return report(self._sources, self._readout.matches, known(locale) if locale else default_locale())

    @overload
    def recipe(self) -> list[dict[str, Any]]: ...

    @overload
    def recipe(self, metric: str) -> tuple[Recipe, ...]: ...

    @overload
    def recipe(self, metric: str, stage: Stage | str) -> Recipe: ...

    def recipe(self, metric: str | None = None, stage: Stage | str | None = None) -> Any:
        """Return how a number was made.

        Parameters
        ----------
        metric : str, optional
            A metric of :meth:`cells`; without it, what the sources are: a list of dicts with columns, scales,
            filters, rows and fingerprint.
        stage : Stage or str, optional
            Record, id or name; without it, one recipe a stage.

        Returns
        -------
        Recipe, tuple of Recipe, or list of dict
            Its fingerprint is the same wherever the same formula is computed over the same data.

        Raises
        ------
        NotFound, BadInput
            No such metric or stage, or one that is not measured.
        """
        if metric is None:
            if stage is not None:
                raise BadInput(
                    "A recipe is that of a metric.", where="metric", expected='recipe("csat", stage)'
                )
            return [sources.recipe(source) for source in self._sources]
        if metric not in self._cells:
            raise NotFound(
                f'There is no number called "{metric}" here.', where="metric",
                expected="one of " + ", ".join(self._cells), hint=did_you_mean(str(metric), UNITS),
            )  # fmt: skip
        layout = self._readout.layout
        names = dict(zip(layout.stage_ids, layout.names, strict=True))
        found = tuple(
            recipes.made(
                self._cells[metric][stage_id], names[stage_id], layout.names, self._sources,
                self._readout.matches, self._computed_at,
            )
            for stage_id in self._stage_ids(stage)
            if stage_id in self._cells[metric]
        )  # fmt: skip
        if stage is None:
            return found
        if not found:
            raise NotFound("This stage has no numbers.", where="stage", value=str(stage))
        return found[0]

    # -- are they still the same data? ------------------------------------------------------------------

    def check(self) -> pd.DataFrame:
        """Look whether the data frames that were read have changed since; the numbers of those are stale.

        The binding holds copies, so that its numbers never change by themselves. ``refresh()`` takes the
        changed frames in.

        Returns
        -------
        pandas.DataFrame
            Columns source, state (``"same"``, ``"changed"``; ``"unknown"``: the frame is no longer there),
            fingerprint, kept (the fingerprint that :meth:`keep` wrote down, or None), rows.
        """
        found = {source.name: sources.drifted(source) for source in self._sources}
        drifted = frozenset(name for name, changed in found.items() if changed)
        if drifted != self._drifted:
            self._drifted = drifted
            self._again()
        words = {None: "unknown", True: "changed", False: "same"}
        kept = self._kept()
        rows = [
            (
                source.name, words[found[source.name]], source.digest.text,
                kept[source.name].fingerprint if source.name in kept else None, source.digest.rows,
            )
            for source in self._sources
        ]  # fmt: skip
        texts = dict.fromkeys(("source", "state", "fingerprint", "kept"), object)
        return frame_of(rows, {**texts, "rows": "int64"})

    def keep(self) -> None:
        """Write the fingerprints of the data down in the document.

        From then on numbers over other data are stale, here and after the notebook is run again, until they
        are kept too. Nothing is written where they are the same.
        """
        kept, today = self._kept(), dt.datetime.now(dt.UTC).date().isoformat()
        made = [
            KeptData(
                id=kept_id(self.journey.id, source.name), journey_id=self.journey.id,
                source=source.name, kind=source.first.kind, fingerprint=source.digest.text,
                rows=str(source.digest.rows), day=today,
            )
            for source in self._sources
            if source.name not in kept or kept[source.name].fingerprint != source.digest.text
        ]  # fmt: skip
        if made:
            self.journey.document.commit([put(record) for record in made], label="keep_data")

    def _kept(self) -> Mapping[str, KeptData]:
        records = self.journey.document.state.tables[KeptData.table].values()
        return {r.source: r for r in records if isinstance(r, KeptData) and r.journey_id == self.journey.id}

    def _moved(self, bound: tuple[Bound, ...]) -> dict[str, Reason]:
        """Return metric → why its numbers are stale, whatever they are."""
        kept = self._kept()
        found: dict[str, Reason] = {}
        for source in bound:
            why = Reason("frame_changed") if source.name in self._drifted else None
            record = kept.get(source.name)
            if why is None and record and record.fingerprint != source.digest.text:
                values = (("on", record.day), ("kept", int(record.rows or 0)), ("rows", source.digest.rows))
                why = Reason("data_changed", values)
            if why:
                found |= {metric: why for metric in UNITS if recipes.uses(source, metric)}
        return found
