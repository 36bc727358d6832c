"""The handle on one journey of a document: its records in order, and the verbs that change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cjm_widgets.errors import BadInput, an
from cjm_widgets.model import cascade, commands, curve_points, lookup, saved, structure
from cjm_widgets.model.card_verbs import CardVerbs
from cjm_widgets.model.emotion_verbs import EmotionVerbs
from cjm_widgets.model.journey_structure import JourneyStructure
from cjm_widgets.model.looks import Looks
from cjm_widgets.model.ops import Op
from cjm_widgets.model.order import sort_key
from cjm_widgets.model.persona import Persona
from cjm_widgets.model.records import (
    Card,
    Emotion,
    JourneyRecord,
    Lane,
    PersonaRecord,
    Phase,
    Record,
    SavedView,
    Stage,
    Step,
)
from cjm_widgets.model.touch_verbs import TouchVerbs
from cjm_widgets.model.wishes import check_target

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.metrics import Binding, Business

R = TypeVar("R", bound=Record)


class Journey(JourneyStructure, CardVerbs, EmotionVerbs, TouchVerbs, Looks):
    """A journey of a document.

    Stages, lanes, cards and emotions are handed out as frozen records, in order; the verbs below change
    them, each as one step that can be undone. Wherever a stage, lane, phase or persona is wanted, its
    record, its id or its name will do.

    Parameters
    ----------
    document : Document
        Where it is; :meth:`Document.journey` and :meth:`Document.add_journey` make handles.
    journey_id : str
        Its id.
    """

    __slots__ = ()

    # -- what is in it --------------------------------------------------------------------------------

    @property
    def record(self) -> JourneyRecord:
        """The frozen record of the journey itself."""
        return self.document.state.get(JourneyRecord, self.id)

    @property
    def title(self) -> str:
        """The title."""
        return self.record.title

    @property
    def kind(self) -> str:
        """Current state, future state, day in the life, service blueprint or experience map."""
        return self.record.kind

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases, in order."""
        return tuple(lookup.phases(self.document.state, self.id))

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages, in order of phase, then in their own."""
        return tuple(lookup.stages(self.document.state, self.id))

    @property
    def lanes(self) -> tuple[Lane, ...]:
        """The lanes, from top to bottom."""
        return tuple(lookup.lanes(self.document.state, self.id))

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards: lane by lane, stage by stage, from top to bottom."""
        lane = {record.id: index for index, record in enumerate(self.lanes)}
        stage = {record.id: index for index, record in enumerate(self.stages)}
        cards = self.document.state.where(Card, journey_id=self.id)
        return tuple(sorted(cards, key=lambda c: (lane[c.lane_id], stage[c.stage_id], *sort_key(c))))

    @property
    def emotions(self) -> tuple[Emotion, ...]:
        """The points of all emotion curves: persona by persona, stage by stage, and between them."""
        stage = {record.id: index for index, record in enumerate(self.stages)}
        points = self.document.state.where(Emotion, journey_id=self.id)
        return tuple(
            sorted(points, key=lambda p: (p.persona_id or "", p.variant, stage[p.stage_id], p.after))
        )

    @property
    def personas(self) -> tuple[Persona, ...]:
        """The personas of this journey; all of the document where none were chosen."""
        chosen = self.record.personas or [p.id for p in self.document.state.where(PersonaRecord)]
        return tuple(Persona(self.document, persona_id) for persona_id in chosen)

    @property
    def binding(self) -> Binding | None:
        """What :meth:`bind` made last, or None."""
        return cast("Binding | None", self.document.bindings.get(self.id))

    def stage(self, name: str) -> Stage:
        """Return a stage by name or id; NotFound names the nearest one."""
        return lookup.find_stage(self.document.state, self.id, name)

    def lane(self, name: str) -> Lane:
        """Return a lane by `name`: title, metric, kind or id; NotFound names the nearest one."""
        return lookup.find_lane(self.document.state, self.id, name)

    # -- adding ---------------------------------------------------------------------------------------

    def add_stage(
        self, name: str, *, phase: Phase | str | None = None, index: int | None = None, **fields: Any
    ) -> Stage:
        """Add a stage, or return the one this name made before.

        Parameters
        ----------
        name : str
            The name of the stage.
        phase : Phase or str, optional
            ``"before"``, ``"during"``, ``"after"``, or the name of any phase; a new name makes a new phase.
        index : int, optional
            The place among the stages of the phase, from 0; at the end when left out.
        **fields
            Fields of the record: description.
        """
        made = commands.add_stage(self.document.state, self.id, name, phase, index, fields)
        return self._added(Stage, made, "add_stage")

    def add_lane(
        self,
        kind: str,
        *,
        title: str = "",
        index: int | None = None,
        allow_duplicate: bool = False,
        **fields: Any,
    ) -> Lane:
        """Add a lane, or return the one of this kind, title and metric that is there.

        Parameters
        ----------
        kind : str
            For instance ``"actions"``, ``"pain_points"``, ``"emotions"`` or ``"metrics"``.
        title : str
            Left empty, the lane is called by its kind in the language of the reader.
        index : int, optional
            The place among the lanes, from 0; at the bottom when left out.
        allow_duplicate : bool
            Add another one even where one like it is there.
        **fields
            Fields of the record: subtitle, metric (``"csat"``, ``"nps"``, ``"reach"``, ``"conversion"``),
            target, persona_id.
        """
        fields = {"title": title, **fields}
        made = commands.add_lane(self.document.state, self.id, kind, index, fields, again=allow_duplicate)
        return self._added(Lane, made, "add_lane")

    def add_card(
        self,
        *,
        lane: Lane | str,
        stage: Stage | str,
        text: str = "",
        persona: Persona | str | None = None,
        index: int | None = None,
        allow_duplicate: bool = False,
        **fields: Any,
    ) -> Card:
        """Add a card to a cell, or return the one the same call made before, however edited since.

        Parameters
        ----------
        lane, stage : record or str
            The cell: records, ids or names.
        text : str
            What the card says, up to 100,000 characters. In a lane of touchpoints or channels the name of a
            channel refers to that channel, as does no text beside ``channel=``: a rename reaches the card.
        persona : Persona or str, optional
            Whose card it is; everyone's when left out.
        index : int, optional
            The place in the cell, from 0; at the end when left out.
        allow_duplicate : bool
            Add another card even where the same call made one before.
        **fields
            Fields of the record: sentiment, tags, quote, source, evidence, moment_of_truth, impact, ease …;
            ``channel`` is the name of a channel of the document's vocabulary, added to it where it is new;
            ``usage`` is ``"today"``, ``"intended"`` or ``"both"``; ``step`` is a step of the stage.
        """
        if persona is not None:
            fields["persona_id"] = lookup.find_persona(self.document.state, persona).id
        state = self.document.state
        made = commands.add_card(state, self.id, lane, stage, text, index, fields, again=allow_duplicate)
        return self._added(Card, made, "add_card")

    def set_emotion(
        self,
        stage: Stage | str,
        value: float,
        *,
        persona: Persona | str | None = None,
        after: float = 0.0,
        scale: str = "-2..+2",
        **fields: Any,
    ) -> Emotion:
        """Put a point of an emotion curve, or change it.

        Parameters
        ----------
        stage : Stage or str
            The stage it stands at.
        value : float
            From -2 (very negative) to +2 (very positive), or on `scale`.
        persona : Persona or str, optional
            Whose curve; everyone's when left out.
        after : float
            How far behind the middle of the stage, as a share of the way to the middle of the next one: 0 for
            the emotion at the stage, 0.5 for a point half way to the next. From 0 to 0.99, kept to 0.01; in
            the last stage below 0.5.
        scale : str
            What value, low and high are given on: ``"-2..+2"``, ``"1..5"`` or ``"1..10"``; the first is
            what is stored.
        **fields
            Fields of the record: label (the emotion by name), intensity (1 to 5), quote, evidence, low, high,
            moment_of_truth, variant.
        """
        value, fields = commands.on_stored_scale(value, fields, scale)
        persona_id = lookup.find_persona(self.document.state, persona).id if persona is not None else None
        made = commands.set_emotion(self.document.state, self.id, stage, value, persona_id, fields, after)
        return self._added(Emotion, made, "set_emotion")

    # -- changing -------------------------------------------------------------------------------------

    def edit(self, record: R | JourneyRecord | None = None, **fields: Any) -> R | JourneyRecord:
        """Set fields of a record of this journey (of the journey itself when none is given), as one step.

        Parameters
        ----------
        record : Record, optional
            A stage, step, lane, card, emotion or phase, as it was handed out.
        **fields
            The fields to set; the others stay. ``channel`` and ``step`` of a card are called by name, ``""``
            for none.

        Returns
        -------
        Record
            The record as it is now.

        Raises
        ------
        NotFound
            The record is not there any more, or belongs to another journey.
        OperationRefused
            An unknown field (the nearest one is named) or a value it cannot hold; nothing is changed.
        """
        current = self._current(record) if record is not None else self.record
        ops: list[Op] = []
        if isinstance(current, Card):
            fields = commands.with_step(self.document.state, current.stage_id, fields)
            ops, fields = commands.card_fields(self.document.state, current, fields)
        if isinstance(current, Emotion):
            fields = curve_points.place_fields(self.document.state, current, fields)
        if isinstance(current, SavedView):
            fields = saved.read_fields(self.document.state, self.id, fields)
        if isinstance(current, JourneyRecord):
            fields = commands.journey_fields(self.document.state, fields)
        self._commit([*ops, *commands.edit(current, fields)], f"edit_{current.prefix}")
        return cast("R | JourneyRecord", self.document.state.get(type(current), current.id))

    def move(
        self,
        record: R,
        *,
        stage: Stage | str | None = None,
        lane: Lane | str | None = None,
        phase: Phase | str | None = None,
        index: int | None = None,
    ) -> R:
        """Move a card (to a cell), a stage (to a phase), a step (to a stage), a lane or a phase to a place.

        Parameters
        ----------
        record : Card, Stage, Step, Lane or Phase
            What is moved; a phase goes with its stages.
        stage, lane : record or str, optional
            The new cell of a card; the new stage of a step.
        phase : Phase or str, optional
            The new phase of a stage.
        index : int, optional
            The place there, from 0; at the end when left out.
        """
        current = self._current(record)
        state = self.document.state
        check_target(current, stage=stage, lane=lane, phase=phase)
        if isinstance(current, Card):
            ops = commands.move_card(state, current, lane, stage, index)
        elif isinstance(current, Stage):
            ops = commands.move_stage(state, current, phase, index)
        elif isinstance(current, Step):
            ops = structure.move_step(state, current, stage, index)
        elif isinstance(current, Phase):
            ops = structure.move_phase(state, current, index)
        elif isinstance(current, Lane):
            ops = commands.move_lane(state, current, index)
        else:
            raise BadInput(
                f"{an(current.prefix)} cannot be moved.", expected="a card, stage, step, lane or phase"
            )
        self._commit(ops, f"move_{current.prefix}")
        return cast(R, self.document.state.get(type(current), current.id))

    def remove(self, record: Record, *, keep_stages: bool = False) -> None:
        """Remove a record with all that belongs to it; undo brings it back whole.

        Parameters
        ----------
        record : Record
            What goes, as it was handed out. A phase takes its stages and all that stands in them with it.
        keep_stages : bool
            Keep the stages of a phase: they go over to the phase before it, or else to the one behind it.
        """
        current, state = self._current(record), self.document.state
        if isinstance(current, Phase):
            ops = structure.remove_phase(state, current, keep_stages=keep_stages)
        else:
            ops = cascade.remove_record(state, current)
        self._commit(ops, f"remove_{current.prefix}")

    # -- data -----------------------------------------------------------------------------------------

    def bind(
        self,
        *sources: Any,
        stages: dict[str, Sequence[str]] | None = None,
        by: str | None = None,
        thresholds: Mapping[str, Any] | None = None,
        business: Business | None = None,
        customers: Any = None,
    ) -> Binding:
        """Bind surveys and event logs to the stages of this journey; lanes and charts follow.

        Parameters
        ----------
        *sources : Survey or EventLog
            The data.
        stages : dict of str to sequence of str, optional
            Stage name → the touchpoints and events that belong to it; the rest is matched by name. What was
            decided of a label before (:class:`cjm.Matching`, ``binding.assign``) goes before.
        by : str, optional
            ``"segment"``, ``"channel"``, ``"period"``, ``"cohort"`` or ``"persona"`` for one value a group.
        thresholds : mapping, optional
            Metric → ``{"warning": …, "alert": …, "direction": "up", "floor": 30, "max_age": …}``.
        business : Business, optional
            What customers paid and what events cost.
        customers : data frame or tuple, optional
            What customers are, for the segment rules of personas: a frame, or (frame, column of customers).
        """
        from cjm_widgets.metrics import Binding

        binding = Binding(
            self, *sources, stages=stages, by=by, thresholds=thresholds, business=business,
            customers=customers,
        )  # fmt: skip
        self.document.adopt_binding(self.id, binding)
        return binding

    def to_frame(self) -> pd.DataFrame:
        """Return the cards as a tidy DataFrame, one row a card, in the order of the map."""
        from cjm_widgets.model.frame import cards_frame

        return cards_frame(self)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Journey) and (self.document, self.id) == (other.document, other.id)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        if self.document.state.find(JourneyRecord, self.id) is None:
            return f"<Journey {self.id}: not in the document any more>"
        counts = f"{len(self.stages)} stages, {len(self.lanes)} lanes, {len(self.cards)} cards"
        return f"<Journey {self.title!r}: {counts}>"
