"""Labels of the data given to stages by hand, and proposals for those that have none; computes no number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import pandas as pd

from cjm_widgets.errors import BadInput, NotFound, did_you_mean
from cjm_widgets.metrics.columns import frame_of
from cjm_widgets.metrics.detailing import Detailing
from cjm_widgets.metrics.likeness import likest
from cjm_widgets.metrics.matching import UNASSIGNED, Match, declared_labels, is_pattern, match
from cjm_widgets.metrics.roster import Roster, roster
from cjm_widgets.metrics.sources import Bound
from cjm_widgets.model import assignments, lookup
from cjm_widgets.model.assignments import Decisions
from cjm_widgets.model.ops import Op
from cjm_widgets.model.records import Stage
from cjm_widgets.model.state import State

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


class Assigning(Detailing):
    """The part of a :class:`Binding` that says and decides which label meets which stage.

    What is decided of a label is a record of the document: it is there again when the notebook is run again,
    whoever decided it and wherever, and can be undone.
    """

    journey: Journey
    _sources: tuple[Bound, ...]
    _roster: tuple[Any, Roster] | None = None
    _proposed: tuple[Any, float, pd.DataFrame] | None = None

    def _again(self) -> None:
        raise NotImplementedError

    @property
    def matching(self) -> pd.DataFrame:
        """Which label meets which stage.

        Columns source, label, stage, stage_id (None: unassigned), how (``by_hand``: declared or assigned,
        ``exact``, ``alias``: reads like a declared label, ``pattern``, ``normalised``: reads like the stage,
        or ``unassigned``), rows, share (of the rows of the source that count). A label without a stage
        ``by_hand`` was left out on purpose. Declared labels that no source has are listed with source None
        and no rows.
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

    @property
    def roster(self) -> Roster:
        """The same, to be looked through: those without a stage first, then those with most rows."""
        if self._roster is None or self._roster[0] is not self._readout:
            counts = [(source.name, source.label_counts()) for source in self._sources]
            self._roster = (self._readout, roster(counts, self._readout.matches))
        return self._roster[1]

    def proposals(self, least: float = 0.6) -> pd.DataFrame:
        """Propose stages for labels that have none, by likeness of their words; nothing is assigned.

        Of the labels without a stage the 300 with most rows are looked at.

        Parameters
        ----------
        least : float
            The least likeness, from 0 to 1, to the name of the stage, to a label that meets it, or to one of
            its cards.

        Returns
        -------
        pandas.DataFrame
            Columns label, stage, stage_id, likeness, because (the text it is like), rows, share (of all rows
            that count); the best stage of each label, those with most rows first. :meth:`accept` takes them,
            :meth:`dismiss` says no.
        """
        if isinstance(least, bool) or not 0 < least <= 1:
            raise BadInput("This is no likeness.", where="least", value=least, expected="over 0, up to 1")
        last = self._proposed
        if last is None or last[0] is not self._readout or last[1] != least:
            last = self._proposed = (self._readout, least, self._propose(least))
        return last[2].copy()

    def _propose(self, least: float) -> pd.DataFrame:
        counts, decided = self._label_counts(), self._decisions
        total = sum(counts.values()) or 1
        loose = [x for x in counts if self._match(x).stage_id is None and not decided.decides(x)]
        loose = sorted(loose, key=lambda label: -counts[label])[:LOOKED_AT]
        names = self._names_of_stages()
        found = likest(loose, self._texts_of_stages(), least, [decided.refuses(label) for label in loose])
        rows = [
            (label, names[best.key], best.key, round(best.likeness, 3), best.text, counts[label],
             counts[label] / total)
            for label, best in zip(loose, found, strict=True) if best is not None
        ]  # fmt: skip
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
        self._commit(self._decide(self._chosen(labels, least)), "assign_labels")

    def dismiss(self, labels: str | Sequence[str] | pd.DataFrame | None = None, least: float = 0.6) -> None:
        """Refuse proposals: these stages are not proposed for these labels any more.

        Parameters
        ----------
        labels, least
            As of :meth:`accept`.

        Raises
        ------
        NotFound
            A label for which nothing is proposed; nothing is refused.
        """
        chosen = self._chosen(labels, least)
        self._commit(assignments.refuse(self._state, self.journey.id, chosen), "dismiss_proposals")

    def _chosen(self, labels: str | Sequence[str] | pd.DataFrame | None, least: float) -> dict[str, str]:
        """Return label → stage id of the proposals meant."""
        found = labels if isinstance(labels, pd.DataFrame) else self.proposals(least)
        chosen = {str(k): str(v) for k, v in zip(found["label"], found["stage_id"], strict=True)}
        if labels is None or isinstance(labels, pd.DataFrame):
            return chosen
        wanted = [labels] if isinstance(labels, str) else list(labels)
        for label in wanted:
            if label not in chosen:
                raise NotFound(
                    f'Nothing is proposed for "{label}".', where="labels",
                    expected="of " + ", ".join(chosen) if chosen else "a lower `least`",
                    hint=did_you_mean(str(label), chosen),
                )  # fmt: skip
        return {label: chosen[label] for label in wanted}

    def assign(self, label: str | Sequence[str], stage: Stage | str | None) -> None:
        """Give labels to a stage by hand; with None, take back what was decided or declared of them.

        Numbers, map and charts follow at once. What is decided of a label is kept with the document, one undo
        step; a pattern belongs to this binding alone, and so does taking back what ``bind`` was told.
        :attr:`stages` says it all as code for ``bind``.

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
        labels = self._known_labels(label)
        if stage is None:
            kept = {name: stage_id for name, stage_id in self._declared.items() if name not in labels}
            self._declare(kept, assignments.take_back(self._state, self.journey.id, labels))
            return
        wanted = lookup.find_stage(self._state, self.journey.id, stage).id
        counts = self._label_counts()
        ours = [name for name in labels if name in counts]
        patterns = {name: wanted for name in labels if name not in counts}
        kept = {name: stage_id for name, stage_id in self._declared.items() if name not in patterns}
        declared = {**kept, **patterns}
        if patterns:  # one that cannot be read is refused before anything is written down
            match([], declared_labels({wanted: list(patterns)}), {}, {wanted: ""})
        self._declare(declared, self._decide(dict.fromkeys(ours, wanted)))

    def leave_out(self, label: str | Sequence[str]) -> None:
        """Leave labels without a stage on purpose, whatever they read like; nothing is proposed for them.

        Parameters
        ----------
        label : str or sequence of str
            Labels of the data.

        Raises
        ------
        NotFound
            A label that no source has; the nearest one is named.
        """
        self._commit(self._decide(dict.fromkeys(self._known_labels(label))), "assign_labels")

    @property
    def stages(self) -> dict[str, list[str]]:
        """What was declared and assigned, as ``bind(…, stages=…)`` takes it: stage → labels."""
        found: dict[str, list[str]] = {}
        names, decided = self._names_of_stages(), self._decisions.stages
        told = {label: stage for label, stage in self._declared.items() if label not in decided}
        for label, stage_id in {**told, **decided}.items():
            if stage_id in names:
                found.setdefault(names[stage_id], []).append(label)
        return found

    @property
    def _state(self) -> State:
        return self.journey.document.state

    @property
    def _decisions(self) -> Decisions:
        return assignments.decisions(self._state, self.journey.id)

    def _known_labels(self, label: str | Sequence[str]) -> list[str]:
        labels = [label] if isinstance(label, str) else list(label)
        known = self._label_counts()
        for name in labels:
            if name not in known and name not in self._declared and not is_pattern(name):
                raise NotFound(
                    f'No source has "{name}".', where="label", hint=did_you_mean(name, known),
                )  # fmt: skip
        return labels

    def _decide(self, chosen: Mapping[str, str | None]) -> list[Op]:
        return assignments.decide(self._state, self.journey.id, chosen)

    def _commit(self, ops: list[Op], label: str) -> None:
        if ops:
            self.journey.document.commit(ops, label=label)

    def _declare(self, declared: dict[str, str], ops: list[Op]) -> None:
        """Take declared labels and decisions over; when they cannot be read, what was there stays."""
        before = self._declared
        self._declared = declared
        try:
            if ops:
                self._commit(ops, "assign_labels")
            elif declared != before:
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
