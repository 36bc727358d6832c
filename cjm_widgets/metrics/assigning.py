"""Labels of the data given to stages by hand, and proposals for those that have none; computes no number."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics.asking import Asking
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.matching import UNASSIGNED, Match, is_pattern, normalised
from cjm_widgets.metrics.sources import Bound
from cjm_widgets.model import lookup
from cjm_widgets.model.records import Stage

if TYPE_CHECKING:
    from cjm_widgets.model.journey import Journey

LOOKED_AT = 300
"""Of the labels without a stage those with most rows are looked at."""
_TEXT = object
MATCHING = {
    "source": _TEXT, "label": _TEXT, "stage": _TEXT, "stage_id": _TEXT, "how": _TEXT, "rows": "int64",
    "share": "float64",
}  # fmt: skip
PROPOSALS = {
    "label": _TEXT, "stage": _TEXT, "stage_id": _TEXT, "likeness": "float64", "because": _TEXT,
    "rows": "int64", "share": "float64",
}  # fmt: skip


class Assigning(Asking):
    """The part of a :class:`Binding` that says and decides which label meets which stage."""

    journey: Journey
    _sources: tuple[Bound, ...]

    def _again(self) -> None:
        raise NotImplementedError

    @property
    def matching(self) -> pd.DataFrame:
        """Which label meets which stage.

        Columns source, label, stage, stage_id (None: unassigned), how (``by_hand``: declared or assigned,
        ``exact``, ``alias``: reads like a declared label, ``pattern``, ``normalised``: reads like the stage,
        or ``unassigned``), rows, share (of the rows of the source that count). Declared labels that no
        source has are listed with source None and no rows.
        """
        names = self._names_of_stages()
        rows: list[tuple[Any, ...]] = []
        seen: set[str] = set()
        for source in self._sources:
            counts = source.label_counts()
            total = sum(counts.values()) or 1
            for label, count in sorted(counts.items(), key=lambda item: -item[1]):
                hit = self._match(label)
                stage = names.get(hit.stage_id or "")
                rows.append((source.name, label, stage, hit.stage_id, hit.how, count, count / total))
            seen |= counts.keys()
        met = {hit.stage_id for hit in self._readout.matches.values() if hit.how == "pattern"}
        for label, stage_id in self._declared.items():
            idle = not (is_pattern(label) and stage_id in met)
            if label not in seen and stage_id in names and idle:
                rows.append((None, label, names[stage_id], stage_id, "by_hand", 0, 0.0))
        return frame_of(rows, MATCHING)

    def proposals(self, least: float = 0.6) -> pd.DataFrame:
        """Propose stages for labels that have none, by likeness of their words; nothing is assigned.

        Parameters
        ----------
        least : float
            The least likeness, from 0 to 1, to the name of the stage, to a label that meets it, or to one of
            its cards.

        Returns
        -------
        pandas.DataFrame
            Columns label, stage, stage_id, likeness, because (the text it is like), rows, share (of all rows
            that count); the best stage of each label, those with most rows first. :meth:`accept` takes them.
        """
        if isinstance(least, bool) or not 0 < least <= 1:
            raise BadInput("This is no likeness.", where="least", value=least, expected="over 0, up to 1")
        counts = self._label_counts()
        total = sum(counts.values()) or 1
        loose = [label for label in counts if self._match(label).stage_id is None]
        loose.sort(key=lambda label: -counts[label])
        known, names = self._texts_of_stages(), self._names_of_stages()
        rows: list[tuple[Any, ...]] = []
        for label in loose[:LOOKED_AT]:
            best = max(((likeness(label, text), text, stage) for text, stage in known), default=None)
            if best and best[0] >= least:
                share = counts[label] / total
                rows.append(
                    (label, names[best[2]], best[2], round(best[0], 3), best[1], counts[label], share)
                )
        return frame_of(rows, PROPOSALS)

    def accept(self, labels: str | Sequence[str] | pd.DataFrame | None = None, least: float = 0.6) -> None:
        """Assign proposals: those of some labels, or all.

        Parameters
        ----------
        labels : str, sequence of str or DataFrame, optional
            Labels, or some rows of :meth:`proposals`; all proposals when left out.
        least : float
            As of :meth:`proposals`.

        Raises
        ------
        NotFound
            A label for which nothing is proposed; nothing is assigned.
        """
        if isinstance(labels, pd.DataFrame):
            chosen = dict(zip(labels["label"], labels["stage_id"], strict=True))
        else:
            found = self.proposals(least)
            chosen = dict(zip(found["label"], found["stage_id"], strict=True))
            if labels is not None:
                wanted = [labels] if isinstance(labels, str) else list(labels)
                for label in wanted:
                    if label not in chosen:
                        raise NotFound(
                            f'Nothing is proposed for "{label}".', where="labels",
                            expected="of " + ", ".join(map(str, chosen)) if chosen else "a lower `least`",
                            hint=did_you_mean(str(label), map(str, chosen)),
                        )  # fmt: skip
                chosen = {label: chosen[label] for label in wanted}
        self._assign({str(label): str(stage) for label, stage in chosen.items()})

    def assign(self, label: str | Sequence[str], stage: Stage | str | None) -> None:
        """Give labels to a stage by hand; with None, take back what was declared of them.

        Numbers, map and charts follow at once. :attr:`stages` says it all as code for ``bind``.

        Parameters
        ----------
        label : str or sequence of str
            Labels of the data, or patterns.
        stage : Stage or str, or None
            Record, id or name.

        Raises
        ------
        NotFound
            No such stage, or a label that no source has; the nearest one is named.
        """
        labels = [label] if isinstance(label, str) else list(label)
        known = self._label_counts()
        for name in labels:
            if name not in known and name not in self._declared and not is_pattern(name):
                raise NotFound(
                    f'No source has "{name}".', where="label", hint=did_you_mean(name, known),
                )  # fmt: skip
        if stage is None:
            kept = {name: stage_id for name, stage_id in self._declared.items() if name not in labels}
            self._declare(kept)
            return
        wanted = lookup.find_stage(self.journey.document.state, self.journey.id, stage).id
        self._assign(dict.fromkeys(labels, wanted))

    @property
    def stages(self) -> dict[str, list[str]]:
        """What was declared and assigned, as ``bind(…, stages=…)`` takes it: stage → labels."""
        found: dict[str, list[str]] = {}
        names = self._names_of_stages()
        for label, stage_id in self._declared.items():
            if stage_id in names:
                found.setdefault(names[stage_id], []).append(label)
        return found

    def _assign(self, chosen: Mapping[str, str]) -> None:
        kept = {label: stage_id for label, stage_id in self._declared.items() if label not in chosen}
        self._declare({**kept, **chosen})

    def _declare(self, declared: dict[str, str]) -> None:
        before = self._declared
        self._declared = declared
        try:
            with self.journey.document.hold():
                self._again()
        except Exception:
            self._declared = before
            raise

    def _match(self, label: str) -> Match:
        return self._readout.matches.get(label, UNASSIGNED)

    def _names_of_stages(self) -> dict[str, str]:
        layout = self._readout.layout
        return dict(zip(layout.stage_ids, layout.names, strict=True))

    def _label_counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for source in self._sources:
            for label, count in source.label_counts().items():
                counts[label] = counts.get(label, 0) + count
        return counts

    def _texts_of_stages(self) -> list[tuple[str, str]]:
        """Return (text, stage id): names, labels that meet the stage, its cards."""
        names = self._names_of_stages()
        found = [(name, stage_id) for stage_id, name in names.items()]
        met = [(label, hit.stage_id) for label, hit in self._readout.matches.items() if hit.stage_id]
        found += [*self._declared.items(), *met[:LOOKED_AT]]
        found += [(card.text, card.stage_id) for card in self.journey.cards if 0 < len(card.text) <= 60]
        return [(text, stage_id) for text, stage_id in found if stage_id in names and not is_pattern(text)]


def likeness(one: str, other: str) -> float:
    """Return how alike two labels are, from 0 to 1: by their letters in order, or by the words they share.

    Notes
    -----
    The larger of Ratcliff and Obershelp's ratio and 0.9 times the share of the words of the shorter one that
    the other has.
    """
    a, b = normalised(one), normalised(other)
    if not a or not b:
        return 0.0
    left, right = set(a.split()), set(b.split())
    shared = 0.9 * len(left & right) / min(len(left), len(right))
    return max(difflib.SequenceMatcher(None, a, b).ratio(), shared)
