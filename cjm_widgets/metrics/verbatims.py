"""The verbatims of surveys at the stages of a journey, as a table to draw quotes from; draws none itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.matching import UNASSIGNED, Match
from cjm_widgets.metrics.quotes import KINDS, drawn, drawn_like, words
from cjm_widgets.metrics.sources import Bound
from cjm_widgets.metrics.survey import QUESTIONS, Survey

QUOTES = {
    "quote": object, "score": "float64", "metric": object, "stage": object, "segment": object,
    "source": object, "row": object, "n": "int64", "stage_id": object,
}  # fmt: skip


def quotes(
    sources: Sequence[Bound],
    matches: Mapping[str, Match],
    stages: Mapping[str, str],
    k: int,
    kind: str,
    seed: int,
    metric: str | None,
    like: str | None = None,
) -> pd.DataFrame:
    """Return `k` verbatims of each of some stages (id → name); see :meth:`Asking.quotes`."""
    _check(sources, k, kind, seed, metric)
    if like is not None and not words(str(like)):
        raise BadInput("There are no words to look for.", where="like", value=like, expected="a text")
    found = _verbatims(sources, matches, stages, metric)
    rows: list[tuple[Any, ...]] = []
    for stage_id in stages:
        here = [row for row in found if row[-1] == stage_id]
        texts = [row[0] for row in here]
        if like is not None:
            places = drawn_like(texts, like, k, seed)
        else:
            places = drawn(texts, [row[1] for row in here], k, kind, seed)  # type: ignore[arg-type]
        rows += [(here[at][0], *here[at][2:-1], len(here), stage_id) for at in places]
    return frame_of(rows, QUOTES)


def _check(sources: Sequence[Bound], k: Any, kind: str, seed: Any, metric: str | None) -> None:
    if isinstance(k, bool) or not isinstance(k, int) or k < 1:
        raise BadInput("This is no number of quotes.", where="k", value=k, expected="1 or more")
    if isinstance(seed, bool) or not isinstance(seed, int) or seed < 0:
        raise BadInput("This is no seed.", where="seed", value=seed, expected="a whole number from 0")
    if kind not in KINDS:
        raise BadInput(
            "There is no such kind of quote.", where="kind", value=kind, expected=", ".join(KINDS),
            hint=did_you_mean(str(kind), KINDS),
        )  # fmt: skip
    if metric is not None and metric not in QUESTIONS:
        raise NotFound(
            f'No question is called "{metric}".', where="metric", expected=", ".join(QUESTIONS),
            hint=did_you_mean(str(metric), QUESTIONS),
        )  # fmt: skip
    if not any(part.columns.verbatim for part in _surveys(sources)):
        raise BadInput("No survey has verbatims.", where="verbatim", expected='Survey(df, verbatim="…")')


def _surveys(sources: Sequence[Bound]) -> list[Survey]:
    return [part for source in sources for part in source.parts if isinstance(part, Survey)]


def _verbatims(
    sources: Sequence[Bound], matches: Mapping[str, Match], stages: Mapping[str, str], metric: str | None
) -> list[tuple[Any, ...]]:
    """Return (text, score from 0 to 1, score, question, stage, segment, source, row, stage id) of each."""
    found = []
    for source in sources:
        for bound in source.parts:
            if not isinstance(bound, Survey) or bound.columns.verbatim is None:
                continue
            part = bound if bound.weights is None else _brought(bound, matches, stages)
            asked = [metric] if metric in part.questions else list(part.questions) if metric is None else []
            ids = [matches.get(label, UNASSIGNED).stage_id for label in part.touchpoints.labels]
            texts = part.frame[part.columns.verbatim].tolist()
            codes = part.labels
            for at in np.flatnonzero(codes >= 0).tolist():
                stage_id, text = ids[codes[at]], texts[at]
                if stage_id not in stages or not isinstance(text, str) or not text.strip():
                    continue
                question = next((name for name in asked if part.scores[name][at] >= 0), None)
                if question is None and metric is not None:
                    continue
                segment = _segment(part, at)
                found.append(
                    (
                        text.strip(), *_score(part, question, at), question, stages[stage_id], segment,
                        source.name, part.frame.index[at], stage_id,
                    )
                )  # fmt: skip
    return found


def _brought(part: Survey, matches: Mapping[str, Match], stages: Mapping[str, str]) -> Survey:
    """Return the answers of some stages of a survey that lies elsewhere, read here."""
    from cjm_widgets.metrics.rows import Wanted, rows_of

    rows = rows_of([Bound(part.name, (part,))], matches, Wanted(stages))
    return part.like(part.carrier.to_pandas(rows))


def _segment(part: Survey, at: int) -> str | None:
    code = part.segments.codes[at] if part.segments else -1
    return part.segments.labels[code] if part.segments and code >= 0 else None


def _score(part: Survey, question: str | None, at: int) -> tuple[float | None, float | None]:
    """Return a score from 0 (bad) to 1 (good), and as it was given."""
    if question is None:
        return None, None
    low, high = part.columns.scale(question)
    score = float(part.scores[question][at])
    good = (score - low) / (high - low)
    return 1 - good if question == "ces" and part.columns.ces_direction == "effort" else good, score
