"""The document: the one mutable object. It applies batches, keeps the history and tells its observers."""

from __future__ import annotations

import threading
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

from cjm_widgets.errors import BadInput, OperationRefused
from cjm_widgets.model import codec, commands, lookup
from cjm_widgets.model.announcer import Announcer
from cjm_widgets.model.conflicts import open_conflicts
from cjm_widgets.model.history import History, Step
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.ops import Applied, Op, apply
from cjm_widgets.model.people import People
from cjm_widgets.model.records import Conflict, JourneyRecord
from cjm_widgets.model.rules.stored import check_rules
from cjm_widgets.model.signals import Change
from cjm_widgets.model.state import State
from cjm_widgets.model.versioned import Versioned
from cjm_widgets.model.vocabulary import Vocabulary


class Document(People, Vocabulary, Versioned, Announcer):
    """Personas and journeys with everything on them.

    Every change is a batch of operations: it is applied whole or refused whole, is one step to undo, and is
    told once to every observer. ``Document()`` lives in memory; :func:`cjm_widgets.open` keeps one in a file.

    Parameters
    ----------
    state : State, optional
        What it begins with; nothing when left out.

    Examples
    --------
    >>> doc = Document()
    >>> journey = doc.add_journey("Glasses for two children", template="purchase")
    >>> doc.undo() is not None
    True
    """

    def __init__(self, state: State | None = None) -> None:
        super().__init__()
        self._state = state or State()
        self._revision = 0
        self._history = History()
        self._open_batch: list[Applied] | None = None
        self._lock = threading.RLock()
        self.read_only: str | None = None
        """Why nothing may be changed, or None."""

    # -- what is in it --------------------------------------------------------------------------------

    @property
    def revision(self) -> int:
        """How many batches were applied since this object was made."""
        return self._revision

    @property
    def state(self) -> State:
        """The frozen content."""
        return self._state

    @property
    def history(self) -> History:
        """The undo stack."""
        return self._history

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it yet; lets a notebook build a map once: ``if doc.is_empty: …``."""
        return self._state.is_empty()

    @property
    def journeys(self) -> tuple[Journey, ...]:
        """All journeys, in order."""
        return tuple(Journey(self, record.id) for record in self._state.where(JourneyRecord))

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """The other values of fields that two people changed at the same time, where the record is there."""
        return open_conflicts(self._state)

    def journey(self, title: str) -> Journey:
        """Return the journey with this title or id.

        Raises
        ------
        NotFound
            With the nearest title.
        """
        return Journey(self, lookup.find_journey(self._state, title).id)

    # -- changing it ----------------------------------------------------------------------------------

    def commit(
        self,
        ops: Sequence[Op],
        *,
        label: str,
        origin: str = "python",
        by: str | None = None,
        batch_id: str | None = None,
    ) -> Change:
        """Apply a batch whole, remember it as one step, and tell every observer once.

        Parameters
        ----------
        ops : sequence of Op
            Puts, patches and removals, in order.
        label : str
            What the step is called, for instance ``"edit_card"``.
        origin, batch_id : str, optional
            Which board asked for it, and under which id.
        by : str, optional
            Whose step it is, for :meth:`undo`; `origin` when left out.

        Raises
        ------
        OperationRefused
            Nothing was applied; code ``read_only`` when the document may not be changed.
        """
        with self._lock:
            self._check_writable()
            if origin not in ("file", "version"):  # what was stored before comes back as it is
                check_rules(self._state, ops)
            done = apply(self._state, ops)
            if self._open_batch is not None:
                return self._keep_in_batch(self._open_batch, done, label, origin, batch_id)
            self._remember(Step.between(label, by or origin, self._state, done.state, done.ops))
            return self._advance(done.state, done.ops, done.inverse, label, origin, batch_id)

    def show_drag(self, ops: Sequence[Op]) -> None:
        """Show those who follow what `ops` would lead to; nothing is kept: no step, no revision, no file.

        Raises
        ------
        OperationRefused
            It could not be; nothing was shown.
        """
        if not len(self._drags):
            return
        with self._lock:
            shown = apply(self._state, ops).state if ops else None
            self._drags.emit(shown, self._report_error)

    @contextmanager
    def batch(self, label: str = "batch") -> Iterator[None]:
        """Make everything that is done inside one step, called `label`: told once, undone at once.

        An exception inside takes everything back and goes on.

        Examples
        --------
        >>> doc = Document()
        >>> with doc.batch("set_up"):
        ...     journey = doc.add_journey("Returns")
        ...     stage = journey.add_stage("Send back", phase="after")
        """
        with self._lock:
            if self._open_batch is not None:
                yield
                return
            self._check_writable()
            before, steps = self._state, self._begin_batch()
            try:
                yield
            except BaseException:
                self._state, self._open_batch = before, None
                raise
            self._open_batch, self._state, after = None, before, self._state
            if steps:
                ops = tuple(op for step in steps for op in step.ops)
                inverse = tuple(op for step in reversed(steps) for op in step.inverse)
                self._remember(Step.between(label, "python", before, after, ops))
                self._advance(after, ops, inverse, label, "python", None)

    def hold(self) -> AbstractContextManager[object]:
        """Keep other threads from changing the document meanwhile: ``with doc.hold(): …``.

        Edits of the screen can arrive in a thread of their own while a cell runs.
        """
        return self._lock

    def undo(
        self, *, origin: str = "python", owners: Collection[str] | None = None, batch_id: str | None = None
    ) -> Change | None:
        """Take back the last step, whoever did it; None when there is none.

        Parameters
        ----------
        origin, batch_id : str, optional
            As in :meth:`commit`.
        owners : collection of str, optional
            Take back the last step of these authors instead, as a page does for the person before it:
            ``owners={"python"}`` leaves alone what people did on the screen. Only the fields it changed go
            back, whole or not at all.

        Raises
        ------
        OperationRefused
            Code ``overtaken``: somebody else has changed the same since, and says so by name. Nothing was
            changed; the next undo takes the step before. Never without `owners`.
        """
        with self._lock:
            self._check_step_possible()
            step = self._history.undoing(owners, self._state)
            if step is None:
                return None
            done = apply(self._state, step.ops())
            self._history.undone(owners, _who(owners, origin))
            return self._advance(done.state, done.ops, done.inverse, f"undo_{step.label}", origin, batch_id)

    def redo(
        self, *, origin: str = "python", owners: Collection[str] | None = None, batch_id: str | None = None
    ) -> Change | None:
        """Bring back the step that was undone last; None when there is none.

        Parameters
        ----------
        origin, batch_id : str, optional
            As in :meth:`commit`.
        owners : collection of str, optional
            Bring back the step that these took back last.

        Raises
        ------
        OperationRefused
            Code ``overtaken``: somebody else has changed the same since. Nothing was changed.
        """
        with self._lock:
            self._check_step_possible()
            step = self._history.redoing(owners, self._state)
            if step is None:
                return None
            done = apply(self._state, step.ops())
            self._history.redone(owners)
            return self._advance(done.state, done.ops, done.inverse, f"redo_{step.label}", origin, batch_id)

    def add_journey(
        self, title: str, *, template: str = "blank", locale: str = "en", **fields: Any
    ) -> Journey:
        """Add a journey, or return the one this title made before.

        Parameters
        ----------
        title : str
            The title; also what makes a cell that is run again find its journey.
        template : str
            For instance ``"purchase"``, ``"b2b"`` or ``"service_blueprint"``; :func:`cjm_widgets.templates`
            shows them all.
        locale : str
            Language of the template's own words: ``"en"`` or ``"fr"``.
        **fields
            Fields of the journey record: kind, shape (``"linear"``, ``"cyclic"``, ``"omnichannel"``),
            problem, business_goal, target_kpis, trigger, finish_line, expected_duration, frequency, stake,
            owner, status, tags, resources_at_hand, resources_needed; ``personas`` are handles, names or ids.

        Raises
        ------
        NotFound
            No such template or language.
        OperationRefused
            A field that is unknown or does not hold such a value.
        """
        ops, journey_id = commands.add_journey(self._state, title, template, locale, fields)
        if ops:
            self.commit(ops, label="add_journey")
        return Journey(self, journey_id)

    # -- in and out -----------------------------------------------------------------------------------

    def to_dict(self) -> dict[str, Any]:
        """Return the whole document as plain JSON values."""
        return codec.to_dict(self._state)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Document:
        """Return the document whose `data` :meth:`to_dict` gave; older schema versions are migrated.

        Raises
        ------
        FileProblem
            Not a document, or of a newer schema.
        """
        return cls(codec.from_dict(data))

    @classmethod
    def of_state(cls, state: State) -> Document:
        """Return a document in memory that begins with `state`."""
        return cls(state)

    def save(self, path: str | Path) -> Path:
        """Write the document to `path`, whole and at once; returns the path."""
        from cjm_widgets.storage import save

        return save(self, path)

    def __repr__(self) -> str:
        titles = ", ".join(repr(journey.title) for journey in self.journeys) or "empty"
        return f"<Document {titles}; revision {self._revision}, {self._save_status.state}>"

    # -- inside ---------------------------------------------------------------------------------------

    def _advance(
        self,
        after: State,
        ops: tuple[Op, ...],
        inverse: tuple[Op, ...],
        label: str,
        origin: str,
        batch_id: str | None,
    ) -> Change:
        before, self._state = self._state, after
        self._revision += 1
        change = Change(self._revision, ops, inverse, label, origin, batch_id, before, after)
        self._changes.emit(change, self._report_error)
        return change

    def _remember(self, step: Step) -> None:
        if step.turns:  # what changes nothing is no step
            self._history.push(step)

    def _begin_batch(self) -> list[Applied]:
        self._open_batch = []
        return self._open_batch

    def _keep_in_batch(
        self, steps: list[Applied], done: Applied, label: str, origin: str, batch_id: str | None
    ) -> Change:
        """Apply inside an open batch: the state moves on, nobody is told yet."""
        before, self._state = self._state, done.state
        steps.append(done)
        return Change(self._revision, done.ops, done.inverse, label, origin, batch_id, before, done.state)

    def _check_step_possible(self) -> None:
        self._check_writable()
        if self._open_batch is not None:
            raise BadInput("Undo and redo are not possible inside a batch.", code="in_batch")

    def _check_writable(self) -> None:
        if self.read_only:
            raise OperationRefused(
                "This document cannot be changed.", code="read_only", hint=self.read_only
            )  # fmt: skip


def _who(owners: Collection[str] | None, origin: str) -> str:
    """Return who takes a step back: the page that asks for its person's, otherwise the origin."""
    return next((owner for owner in owners or () if owner != "python"), origin)
