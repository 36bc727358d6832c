"""The labels of all sources as a list that can be looked through a little at a time; knows no map."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from cjm_widgets.metrics.matching import UNASSIGNED, How, Match, normalised

SHOWS = ("all", "unassigned", "by_hand")


class Listed(NamedTuple):
    """One label of one source: where it belongs and how that was found, its rows and their share."""

    source: str
    label: str
    stage_id: str | None
    how: How
    rows: int
    share: float


@dataclass(frozen=True, slots=True)
class Sum:
    """How much of a source, or of all, meets a stage; rows are those that count."""

    source: str
    labels: int
    rows: int
    unassigned_labels: int
    unassigned_rows: int

    @property
    def unassigned_share(self) -> float:
        """The share of rows that meet no stage, from 0 to 1; 0 without rows."""
        return self.unassigned_rows / self.rows if self.rows else 0.0


NOTHING = Sum("", 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Roster:
    """The labels of a binding: those without a stage first, of each kind those with most rows.

    Attributes
    ----------
    rows : tuple of Listed
        All of them.
    sums : tuple of Sum
        One a source.
    """

    rows: tuple[Listed, ...]
    sums: tuple[Sum, ...]
    _reads: list[str] = field(default_factory=list)

    @property
    def total(self) -> Sum:
        """The sum over all sources."""
        parts = [(s.labels, s.rows, s.unassigned_labels, s.unassigned_rows) for s in self.sums]
        return Sum("", *(sum(part) for part in zip(*parts, strict=True))) if parts else NOTHING

    def find(self, words: str = "", show: str = "all", most: int = 100) -> tuple[list[Listed], int]:
        """Return the first rows of a kind that hold all words, and how many there are.

        Parameters
        ----------
        words : str
            Looked for in any order, without case and accents.
        show : str
            ``"all"``, ``"unassigned"`` (without a stage) or ``"by_hand"`` (decided or declared).
        most : int
            How many rows to return.
        """
        wanted = normalised(words).split()
        reads = self._read() if wanted else []
        found: list[Listed] = []
        count = 0
        for place, row in enumerate(self.rows):
            if show == "unassigned" and row.stage_id is not None:
                break
            if show == "by_hand" and row.how != "by_hand":
                continue
            if wanted and not all(word in reads[place] for word in wanted):
                continue
            count += 1
            if count <= most:
                found.append(row)
        return found, count

    def _read(self) -> list[str]:
        if not self._reads:
            self._reads.extend(normalised(row.label) for row in self.rows)
        return self._reads


def roster(counts: Sequence[tuple[str, Mapping[str, int]]], matches: Mapping[str, Match]) -> Roster:
    """Return the roster of sources: their names, and label → rows of each."""
    rows: list[Listed] = []
    sums: list[Sum] = []
    for source, labels in counts:
        whole = sum(labels.values())
        here = []
        for label, count in labels.items():
            hit = matches.get(label, UNASSIGNED)
            here.append(Listed(source, label, hit.stage_id, hit.how, count, count / (whole or 1)))
        loose = [row.rows for row in here if row.stage_id is None]
        sums.append(Sum(source, len(here), whole, len(loose), sum(loose)))
        rows += here
    rows.sort(key=lambda row: (row.stage_id is not None, -row.rows))
    return Roster(tuple(rows), tuple(sums))
