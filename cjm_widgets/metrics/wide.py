"""Surveys with one row a respondent and one column a touchpoint, put in rows of answers; knows no metric."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from cjm_widgets.metrics.carriers import light, selected
from cjm_widgets.metrics.columns import Left


@dataclass(frozen=True, slots=True)
class Wide:
    """How a frame with one row a respondent becomes one with one row an answer."""

    touchpoints: Mapping[str, str]
    respondent: str | None
    segment: str | None
    time: str | None
    verbatim: str | None
    not_used: tuple[Any, ...]

    def wanted(self) -> dict[str, str | None]:
        """Return argument → column, for the columns that are read."""
        own = {"respondent": self.respondent, "segment": self.segment, "time": self.time}
        return {f"touchpoints {name}": name for name in self.touchpoints} | own | {"verbatim": self.verbatim}

    def melted(self, df: Any) -> tuple[pd.DataFrame, list[Left]]:
        """Put the touchpoint columns under each other; what was not used stays behind, counted."""
        df = light(selected(df, self.wanted(), "The survey"))
        kept = {"segment": self.segment, "time": self.time, "verbatim": self.verbatim}
        who = df[self.respondent].array if self.respondent else df.index.array
        parts, left = [], []
        for column, label in self.touchpoints.items():
            used = ~df[column].isin(self.not_used).to_numpy(bool)
            left.append(Left("not_used", column, int((~used).sum())))
            part = {
                "respondent": who[used],
                "touchpoint": str(label),
                "score": df[column].to_numpy(object)[used],
            }
            part |= {name: df[other].array[used] for name, other in kept.items() if other}
            parts.append(pd.DataFrame(part))
        long = pd.concat(parts, ignore_index=True)
        long["touchpoint"] = long["touchpoint"].astype("category")
        return long, [item for item in left if item.rows]


def marks(not_used: Any) -> tuple[Any, ...]:
    """Return the values that stand for "not used"."""
    if not_used is None:
        return ()
    return tuple(not_used) if isinstance(not_used, list | tuple | set | frozenset) else (not_used,)
