"""The undo stack of a document: one entry a gesture, each with its author; knows no pages and no document."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from cjm_widgets.errors import OperationRefused
from cjm_widgets.model.ops import Op, Patch, Put, Remove, op_id, references_of
from cjm_widgets.model.records import Record
from cjm_widgets.model.state import State

LIMIT = 200
Key = tuple[str, str]
Turn = tuple[Record | None, Record | None]
Owners = Collection[str] | None


class Overtaken(OperationRefused):
    """A step that cannot be taken back, or brought back, without undoing what somebody else did since.

    Attributes
    ----------
    origin : str
        Who did it: ``"python"``, ``"file"``, or the author given to the batch.
    step : Step or None
        What they did.
    """

    def __init__(self, label: str, step: Step | None, place: Key) -> None:
        origin = step.origin if step else "somebody"
        super().__init__(
            f'The step "{label}" stays: what it changed was changed again since, by {origin}.',
            code="overtaken",
            table=place[0],
            record_id=place[1],
            hint="Their change is kept. The next undo takes your step before this one.",
        )
        self.origin = origin
        self.step = step


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One gesture: its label, its author, and each record it touched as it was before and after.

    Attributes
    ----------
    label, origin : str
        The gesture, and who made it.
    turns : mapping of (table, id) to (Record or None, Record or None)
        None where the record was not there.
    """

    label: str
    origin: str
    turns: Mapping[Key, Turn]

    @classmethod
    def between(cls, label: str, origin: str, before: State, after: State, ops: Sequence[Op]) -> Step:
        """Return the step that led from `before` to `after` by `ops`."""
        turns: dict[Key, Turn] = {}
        for op in ops:
            key = (op.table, op_id(op))
            turn = before.tables[key[0]].get(key[1]), after.tables[key[0]].get(key[1])
            if turn[0] != turn[1]:
                turns[key] = turn
        return cls(label, origin, turns)

    def backwards(self) -> Step:
        """Return the step that takes this one back."""
        turns = {key: (after, before) for key, (before, after) in reversed(tuple(self.turns.items()))}
        return Step(self.label, self.origin, turns)

    def ops(self) -> tuple[Op, ...]:
        """Return the batch that makes this step: only the fields it changes, never those beside them."""
        return tuple(_op(key, turn) for key, turn in self.turns.items())

    def fits(self, state: State) -> Key | None:
        """Return the first place where `state` does not hold what this step begins with; None: it fits."""
        for key, turn in self.turns.items():
            now = state.tables[key[0]].get(key[1])
            if (now is None) != (turn[0] is None):
                return key
            if now is not None and turn[0] is not None:
                for field in changed_fields(turn):
                    if getattr(now, field) != getattr(turn[0], field):
                        return key
        return None

    def meets(self, later: Step) -> Key | None:
        """Return where this step would undo, or leave hanging, what `later` did; None where they part.

        Two steps meet in a field that both changed, in a record that one of them adds or removes and the
        other touches, and where one refers to what the other takes away.
        """
        for key, turn in self.turns.items():
            other = later.turns.get(key)
            if other is not None and changed_fields(turn) & changed_fields(other):
                return key
            if turn[1] is None and any(key in _leans_on(after) for _, after in later.turns.values()):
                return key
            for target in _leans_on(turn[1]):
                if target in later.turns and later.turns[target][1] is None:
                    return key
        return None


def changed_fields(turn: Turn) -> frozenset[str]:
    """Return the names of the fields that differ; all of them where the record came or went."""
    before, after = turn
    record = before or after
    if record is None:
        return frozenset()
    names = frozenset(type(record).model_fields)
    if before is None or after is None:
        return names
    return frozenset(name for name in names if getattr(before, name) != getattr(after, name))


def _leans_on(record: Record | None) -> set[Key]:
    """Return the places of the records that this one cannot be without."""
    return set() if record is None else {(table, target) for _, table, target in references_of(record)}


def _op(key: Key, turn: Turn) -> Op:
    before, after = turn
    if after is None:
        return Remove(*key)
    if before is None:
        return Put(key[0], after)
    return Patch(*key, after.model_dump(mode="json", include=set(changed_fields(turn))))


class _Done(NamedTuple):
    """A step in effect, and its number among all that were ever made; it keeps it when it is redone."""

    number: int
    step: Step


class _Undone(NamedTuple):
    """A step that was taken back: by whom, and how many had been made by then."""

    number: int
    step: Step
    by: str
    at: int


class History:
    """At least 100 steps back, and forward again until something new is done.

    One stack for everybody. `owners` picks from it: None for the last step whoever made it, otherwise the
    last of those authors. A step of somebody who is not last is taken back only where nobody has written
    since: its fields alone, and whole or not at all. Where it cannot, :class:`Overtaken` names who has, the
    step is passed over from then on, and the one before is next; once what overtook it is itself taken
    back, the step can be, too.
    """

    def __init__(self, limit: int = LIMIT) -> None:
        self._done: deque[_Done] = deque(maxlen=limit)
        self._undone: list[_Undone] = []
        self._passed: dict[Step, Step | None] = {}
        self._count = 0

    @property
    def undo_label(self) -> str | None:
        """The label of the step that undo takes back, whoever made it, or None."""
        return self.labels(None)[0]

    @property
    def redo_label(self) -> str | None:
        """The label of the step that redo brings back, whoever took it back, or None."""
        return self.labels(None)[1]

    def labels(self, owners: Owners) -> tuple[str | None, str | None]:
        """Return the labels of the steps that undo and redo take for `owners`."""
        back, forth = self._last_done(owners), self._last_undone(owners)
        return back.step.label if back else None, forth.step.label if forth else None

    def authors(self) -> frozenset[str]:
        """Return everybody who could take back or bring back a step."""
        return frozenset(each.step.origin for each in self._done) | {each.by for each in self._undone}

    def push(self, step: Step) -> None:
        """Remember a new step; its author can no longer redo, and after a step of Python nobody can."""
        self._count += 1
        self._add(_Done(self._count, step))
        if step.origin == "python":
            self._undone.clear()
        else:
            self._undone = [each for each in self._undone if each.by not in (step.origin, "python")]

    def undoing(self, owners: Owners, state: State) -> Step | None:
        """Return the step that leads back from `state`; None where there is nothing to take back.

        Raises
        ------
        Overtaken
            Somebody has changed the same since; the step is passed over from now on.
        """
        found = self._last_done(owners)
        if found is None:
            return None
        back = found.step.backwards()
        try:
            _check(found.step, back, self._after(found.step), state)
        except Overtaken as error:
            self._passed[found.step] = error.step
            raise
        return back

    def redoing(self, owners: Owners, state: State) -> Step | None:
        """Return the step that leads forward from `state`; None where there is nothing to bring back.

        Raises
        ------
        Overtaken
            Somebody has changed the same since; the step can no longer be brought back.
        """
        found = self._last_undone(owners)
        if found is None:
            return None
        try:
            newer = [entry.step for entry in reversed(self._done) if entry.number > found.at]
            _check(found.step, found.step, newer, state)
        except Overtaken:
            self._undone.remove(found)
            raise
        return found.step

    def undone(self, owners: Owners, by: str) -> None:
        """Remember that the step :meth:`undoing` gave was taken back."""
        found = self._last_done(owners)
        if found is not None:
            self._done.remove(found)
            self._undone.append(_Undone(found.number, found.step, by, self._count))
            self._passed = {one: over for one, over in self._passed.items() if over is not found.step}

    def redone(self, owners: Owners) -> None:
        """Remember that the step :meth:`redoing` gave was brought back."""
        found = self._last_undone(owners)
        if found is not None:
            self._undone.remove(found)
            self._add(_Done(found.number, found.step))

    def _add(self, entry: _Done) -> None:
        if len(self._done) == self._done.maxlen:
            self._passed.pop(self._done[0].step, None)
        self._done.append(entry)

    def _last_done(self, owners: Owners) -> _Done | None:
        for entry in reversed(self._done):
            if owners is None or (entry.step.origin in owners and entry.step not in self._passed):
                return entry
        return None

    def _last_undone(self, owners: Owners) -> _Undone | None:
        return next((each for each in reversed(self._undone) if owners is None or each.by in owners), None)

    def _after(self, step: Step) -> list[Step]:
        """Return what was done after a step that is not taken back, the latest first."""
        later: list[Step] = []
        for entry in reversed(self._done):
            if entry.step is step:
                break
            later.append(entry.step)
        return later


def _check(step: Step, way: Step, later: Iterable[Step], state: State) -> None:
    """Raise where `way`, by which `step` goes back or forth, meets what was done `later`."""
    for other in later:
        place = way.meets(other)
        if place is not None:
            raise Overtaken(step.label, other, place)
    place = way.fits(state)
    if place is not None:
        raise Overtaken(step.label, None, place)
