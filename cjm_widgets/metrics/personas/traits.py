"""One row a customer as traits: which columns count, as points to cluster, and what sets a group apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cjm_widgets.metrics import versus
from cjm_widgets.metrics.columns import coded, frame_of
from cjm_widgets.metrics.personas.masks import kind_in_memory

MOST_LEVELS = 12
SLIGHT = 0.2
"""An effect under this is called slight (Cohen 1988) and does not set a group apart."""
APART = {
    "trait": object, "level": object, "value": "float64", "rest": "float64", "effect": "float64",
    "measure": object, "n": "int64", "n_rest": "int64", "p": "float64", "p_holm": "float64",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Trait:
    """A column that tells customers apart: numbers (NaN: missing), or levels (-1: missing)."""

    name: str
    numbers: NDArray[np.float64] | None = None
    codes: NDArray[np.int32] | None = None
    levels: tuple[str, ...] = ()

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Where there is no value."""
        return np.isnan(self.numbers) if self.numbers is not None else np.asarray(self.codes) < 0


@dataclass
class Traits:
    """The traits of customers, and why some columns are none: column → reason."""

    found: list[Trait] = field(default_factory=list)
    left: dict[str, str] = field(default_factory=dict)

    def points(self) -> NDArray[np.float64]:
        """Return customers as points: numbers in standard deviations, gaps at the median, levels as 0, 1.

        A trait of several levels counts as much as a number: its indicators share its spread.
        """
        columns = []
        for trait in self.found:
            if trait.numbers is not None:
                gaps = np.isnan(trait.numbers)
                dense = np.where(gaps, np.nanmedian(trait.numbers), trait.numbers)
                columns.append(((dense - dense.mean()) / (dense.std() or 1.0))[:, None])
            else:
                table = np.asarray(trait.codes)[:, None] == np.arange(len(trait.levels))
                spread = float(np.sqrt(table.var(axis=0).sum()))
                columns.append((table - table.mean(axis=0)) / (spread or 1.0))
        return np.concatenate(columns, axis=1) if columns else np.empty((0, 0))


def traits_of(frame: pd.DataFrame, apart_from: Collection[Any] = ()) -> Traits:
    """Return the columns of a frame that can set customers apart.

    Left out, with the reason: ``constant``, ``missing`` (in over half of the customers), ``many_levels``
    (over 12 texts, such as names), ``dates``, ``not_comparable``.
    """
    made = Traits()
    for name in frame.columns:
        if name in apart_from:
            continue
        column = frame[name]
        kind = kind_in_memory(
            column if not isinstance(column.dtype, pd.CategoricalDtype) else column.astype(object)
        )
        trait = _trait(str(name), column, kind)
        reason = {"time": "dates", "odd": "not_comparable", "nothing": "missing"}.get(kind)
        if trait is not None:
            reason = _unfit(trait)
        if reason:
            made.left[str(name)] = reason
        elif trait is not None:
            made.found.append(trait)
    return made


def _trait(name: str, column: pd.Series[Any], kind: str) -> Trait | None:
    if kind in ("number", "truth"):
        numbers = column.astype(object) if kind == "truth" else column
        return Trait(name, pd.to_numeric(numbers, errors="coerce").to_numpy(float, na_value=np.nan))
    if kind == "text":
        read = coded(column)
        used = np.unique(read.codes[read.codes >= 0])
        place = np.full(len(read.labels) + 1, -1, np.int32)
        place[used] = np.arange(len(used))
        return Trait(name, None, place[read.codes], tuple(read.labels[code] for code in used.tolist()))
    return None


def _unfit(trait: Trait) -> str | None:
    if trait.missing.mean() > 0.5:
        return "missing"
    if len(trait.levels) > MOST_LEVELS:
        return "many_levels"
    there = trait.numbers if trait.numbers is not None else np.asarray(trait.codes, float)
    there = there[~trait.missing]
    if not np.isfinite(there).all():
        return "not_comparable"
    return "constant" if len(np.unique(there)) < 2 else None


# -- what sets a group apart -----------------------------------------------------------------------------


def apart(traits: Traits, groups: Sequence[NDArray[np.bool_]]) -> list[pd.DataFrame]:
    """Return for each group its traits against all other customers, the strongest first.

    Numbers: Cohen's d (1988; pooled standard deviation) and Welch's t; truth and levels: Cohen's h and the
    score test of two shares. All p-values of one call are corrected together (Holm 1979).
    """
    tables = [[row for trait in traits.found for row in _rows(trait, inside)] for inside in groups]
    corrected = iter(versus.holm([row[-1] for rows in tables for row in rows]))
    found = []
    for rows in tables:
        told = frame_of([(*row, next(corrected)) for row in rows], APART)
        order = told["effect"].abs().sort_values(ascending=False, kind="stable").index
        found.append(told.loc[order].reset_index(drop=True))
    return found


def _rows(trait: Trait, inside: NDArray[np.bool_]) -> list[tuple[Any, ...]]:
    there = ~trait.missing
    here, rest = inside & there, ~inside & there
    n, others = int(here.sum()), int(rest.sum())
    if n < 2 or others < 2:
        return []
    if trait.numbers is not None and len(np.unique(trait.numbers[there])) > 2:
        return [_mean(trait.name, trait.numbers[here], trait.numbers[rest])]
    if trait.numbers is not None:
        high = trait.numbers == trait.numbers[there].max()
        level = f"{trait.numbers[there].max():g}"
        return [_share(trait.name, level, int((high & here).sum()), n, int((high & rest).sum()), others)]
    codes = np.asarray(trait.codes)
    return [
        _share(trait.name, level, int((codes[here] == at).sum()), n, int((codes[rest] == at).sum()), others)
        for at, level in enumerate(trait.levels)
    ]


def _mean(name: str, here: NDArray[np.float64], rest: NDArray[np.float64]) -> tuple[Any, ...]:
    n, others = len(here), len(rest)
    spread = ((n - 1) * here.var(ddof=1) + (others - 1) * rest.var(ddof=1)) / (n + others - 2)
    gap = float(here.mean() - rest.mean())
    effect = gap / float(np.sqrt(spread)) if spread > 0 else float(np.sign(gap)) * np.inf
    p = versus.means(Counter(here.tolist()), Counter(rest.tolist())).p
    return name, None, float(here.mean()), float(rest.mean()), effect, "d", n, others, p


def _share(name: str, level: str, x1: int, n1: int, x2: int, n2: int) -> tuple[Any, ...]:
    one, two = x1 / n1, x2 / n2
    effect = 2 * float(np.arcsin(np.sqrt(one)) - np.arcsin(np.sqrt(two)))
    return name, level, one, two, effect, "h", n1, n2, versus.shares(x1, n1, x2, n2).p
