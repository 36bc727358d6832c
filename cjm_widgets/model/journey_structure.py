"""The verbs of a journey that shape it: phases, steps, sets of lanes, duplicates, copies elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar, cast

from cjm_widgets.errors import BadInput
from cjm_widgets.model import clone, copying, lookup, structure
from cjm_widgets.model.journey_base import JourneyBase
from cjm_widgets.model.records import Lane, Phase, Record, Stage, Step

R = TypeVar("R", bound=Record)


class JourneyStructure(JourneyBase):
    """Phases over stages over steps, lanes in sets, and copies of all of them."""

    __slots__ = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps of all stages: stage by stage, in order."""
        return tuple(lookup.steps(self.document.state, self.id))

    def phase(self, name: str) -> Phase:
        """Return a phase by `name`: its name, role or id; NotFound names the nearest one."""
        return lookup.find_phase(self.document.state, self.id, name)

    def step(self, stage: Stage | str, name: str) -> Step:
        """Return a step of a `stage` by `name` or id; NotFound names the nearest one."""
        state = self.document.state
        return lookup.find_step(state, lookup.find_stage(state, self.id, stage).id, name)

    def add_phase(
        self, name: str = "", *, role: str | None = None, index: int | None = None, **fields: Any
    ) -> Phase:
        """Add a phase, or return the one of this name (without one: of this role) that is there.

        Parameters
        ----------
        name : str
            Left empty, the phase is called by its role in the language of the reader.
        role : str, optional
            ``"before"``, ``"during"`` or ``"after"`` the experience; none when left out.
        index : int, optional
            The place among the phases, from 0; at the end when left out.
        **fields
            Fields of the record: collapsed.
        """
        made = structure.add_phase(self.document.state, self.id, name, role, index, fields)
        return self._added(Phase, made, "add_phase")

    def add_step(self, stage: Stage | str, name: str, *, index: int | None = None, **fields: Any) -> Step:
        """Add a step to a stage, or return the one of this name that is there.

        Parameters
        ----------
        stage : Stage or str
            The stage it is a part of.
        name : str
            The name of the step.
        index : int, optional
            The place among the steps of the stage, from 0; at the end when left out.
        **fields
            Fields of the record: none but those above.
        """
        made = structure.add_step(self.document.state, self.id, stage, name, index, fields)
        return self._added(Step, made, "add_step")

    def add_lanes(self, name: str, *, index: int | None = None) -> tuple[Lane, ...]:
        """Add a set of lanes as one step; those that are there already are not added again.

        Parameters
        ----------
        name : str
            ``"usual"``, ``"blueprint"``, ``"voice"``, ``"contact"``, ``"mind"``, ``"improvement"``,
            ``"means"`` or ``"measures"``; :func:`cjm_widgets.lane_sets` names them all.
        index : int, optional
            The place of the first new one among the lanes, from 0; at the bottom when left out.

        Returns
        -------
        tuple of Lane
            The lanes of the set, new and old, in the order of the set.
        """
        ops, ids = structure.add_lanes(self.document.state, self.id, name, index)
        self._commit(list(ops), "add_lanes")
        return tuple(self.document.state.get(Lane, lane_id) for lane_id in ids)

    def duplicate(self, record: R, *, name: str | None = None) -> R:
        """Copy a card, step, stage, phase or lane, with all it holds, to right behind itself.

        Parameters
        ----------
        record : Record
            What is copied, as it was handed out.
        name : str, optional
            What the copy is called (for a card: its text); as the original when left out.

        Returns
        -------
        Record
            The copy.
        """
        current = self._current(record)
        made = clone.duplicate(self.document.state, current, name)
        label = "duplicate_cards" if current.prefix == "card" else f"duplicate_{current.prefix}"
        return cast(R, self._added(type(current), made, label))

    def copy_to(self, other: JourneyBase, *records: R | Iterable[R]) -> tuple[R, ...]:
        """Copy lanes, stages, phases or cards with their content to another journey, as one step there.

        The other journey may be in another document. Personas and channels unknown there are matched by
        name or brought along, without their private fields. Stages and lanes that copied cards stand in are
        matched by name, then stages by their place, or they are brought along.

        Parameters
        ----------
        other : Journey
            Where the copies go.
        *records
            What is copied: records of one kind, as they were handed out.

        Returns
        -------
        tuple of Record
            What they are there.

        Raises
        ------
        BadInput
            `other` is no journey, or the records are of several kinds; nothing is copied.
        """
        if not isinstance(other, JourneyBase):
            raise BadInput("Copies go to a journey.", where="other", value=other, expected="a journey")
        wanted = [one for part in records for one in ((part,) if isinstance(part, Record) else part)]
        current = [self._current(record) for record in wanted]
        clip = copying.clip_of(self.document.state, self.id, current)
        ops, ids = copying.paste_clip(other.document.state, other.id, clip)
        other._commit(ops, f"paste_{clip.kind}")
        return tuple(cast(R, other.document.state.get(type(current[0]), copy)) for copy in ids)
