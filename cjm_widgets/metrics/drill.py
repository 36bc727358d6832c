"""From a number to the rows behind it: which stages, which customers; reads rows through their carriers."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics import rows as found
from cjm_widgets.metrics.audience import segment_named
from cjm_widgets.metrics.cells import EVENT_METRICS
from cjm_widgets.metrics.readout import Readout
from cjm_widgets.metrics.sources import Bound
from cjm_widgets.metrics.whose import customers_of, rows_at

Asked = tuple[str | None, str | None, str | None]
"""Metric, segment, outcome."""


def rows(
    sources: Sequence[Bound],
    readout: Readout,
    stage_ids: Sequence[str],
    asked: Asked,
    source: str | None,
    people: Collection[str] | None = None,
) -> Any:
    """Return the rows asked for, of these people only; see :meth:`Asking.rows`."""
    metric, segment, outcome = asked
    found.check(metric, outcome)
    if source is not None:
        sources = [_named(sources, source)]
    if segment is not None:
        segment = segment_named(readout, segment)
    names = dict(zip(readout.layout.stage_ids, readout.layout.names, strict=True))
    stages = {stage_id: names[stage_id] for stage_id in stage_ids if stage_id in names}
    if outcome is None or metric not in EVENT_METRICS:
        whose = None
        if segment is not None and readout.data.events:
            whose = cache(lambda: customers_of(readout, None, None, None, segment))
        wanted = found.Wanted(stages, metric, outcome, segment, whose, people)
        return found.rows_of(sources, readout.matches, wanted)
    if len(stages) != 1:
        raise BadInput(
            "Such an outcome is one of customers at one stage.", where="stage", expected="one stage"
        )
    stage_id = next(iter(stages))
    seen = rows_at(readout, stage_id, metric, outcome)
    whose = cache(lambda: customers_of(readout, stage_id, metric, outcome, segment))
    wanted = found.Wanted({seen: names[seen]}, metric, outcome, segment, whose, people)
    return found.rows_of(sources, readout.matches, wanted)


def _named(sources: Sequence[Bound], name: str) -> Bound:
    names = [source.name for source in sources]
    if name in names:
        return sources[names.index(name)]
    raise NotFound(
        "No such source is bound here.", where="source", value=name, expected="one of " + ", ".join(names),
        hint=did_you_mean(str(name), names),
    )  # fmt: skip
