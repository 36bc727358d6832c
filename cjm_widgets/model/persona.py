"""The handle on one persona of a document: reads like its record, edits through the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import BadInput, did_you_mean
from cjm_widgets.model import cascade, commands, persona_fields
from cjm_widgets.model.order import key_at
from cjm_widgets.model.persona_fields import EvidenceTally
from cjm_widgets.model.picture import AVATAR_SIDE, small_picture
from cjm_widgets.model.records import PersonaRecord

if TYPE_CHECKING:
    import pandas as pd

    from cjm_widgets.model.document import Document
    from cjm_widgets.model.picture import PictureSource


class Persona:
    """A persona of a document.

    Every field of the record can be read as an attribute (``julie.goals``); :meth:`edit` changes them.

    Parameters
    ----------
    document : Document
        Where it is; :meth:`Document.persona` and :meth:`Document.add_persona` make handles.
    persona_id : str
        Its id.
    """

    __slots__ = ("document", "id")

    def __init__(self, document: Document, persona_id: str) -> None:
        self.document = document
        self.id = persona_id

    @property
    def record(self) -> PersonaRecord:
        """The frozen record as it is now."""
        return self.document.state.get(PersonaRecord, self.id)

    def edit(self, **fields: Any) -> PersonaRecord:
        """Set fields as one step, for instance ``julie.edit(goals=["no money up front"])``.

        Raises
        ------
        OperationRefused
            An unknown field (the nearest one is named) or a value it cannot hold; nothing is changed.
        """
        ops = commands.edit(self.record, fields)
        if ops:
            self.document.commit(ops, label="edit_persona")
        return self.record

    @property
    def segment(self) -> str:
        """The rule over the data that says whom the persona stands for; "" for none.

        It can be set: ``julie.segment = "children >= 1 and 30 <= age <= 45"`` is what :meth:`edit` does with
        it. The rule is parsed, never run; one that cannot be read is refused.
        """
        return self.record.segment

    @segment.setter
    def segment(self, rule: str) -> None:
        self.edit(segment=rule)

    @property
    def public(self) -> PersonaRecord:
        """The record as pictures, tables and texts may show it: without the private fields."""
        return persona_fields.public(self.record, self._position)

    @property
    def evidence_tally(self) -> EvidenceTally:
        """How many of the filled fields rest on what."""
        return persona_fields.tally(self.record)

    def set_avatar(self, picture: PictureSource | None) -> PersonaRecord:
        """Give the persona a face, as one step; None takes it away: the initials stand in its place.

        The picture is cut to a square and drawn afresh at 192 pixels, in at most 64 kB; what else the file
        holds (place, camera, author) is not kept.

        Parameters
        ----------
        picture : path, bytes, Pillow image or None
            PNG, JPEG, WebP, GIF, BMP or TIFF.

        Raises
        ------
        BadInput
            A remote address, an SVG, or what is no picture; nothing is changed.
        """
        small = small_picture(picture, side=AVATAR_SIDE, square=True) if picture is not None else ""
        return self._change({"avatar": small}, "set_avatar")

    def set_evidence(self, field: str, evidence: str | None = None, **said: str) -> PersonaRecord:
        """Say what a field rests on, as one step.

        Parameters
        ----------
        field : str
            A field of the card, for instance ``"goals"``, or the name of one of your own.
        evidence : str, optional
            ``"observed"``, ``"reported"``, ``"inferred"`` or ``"assumed"``; None takes the class away.
        **said
            quote, source, rows: what was said, where it stands, which rows of the data. What is not given
            stays; ``""`` empties it.

        Raises
        ------
        NotFound, OperationRefused
            No such field or class; the nearest one is named.
        """
        known = ("quote", "source", "rows")
        wrong = next((name for name in said if name not in known), None)
        if wrong is not None:
            raise BadInput(
                f'Evidence has no "{wrong}".', where="evidence", expected="one of " + ", ".join(known),
                hint=did_you_mean(wrong, known),
            )  # fmt: skip
        key = persona_fields.find_key(self.record, field)
        changes = persona_fields.with_evidence(self.record, key, {"evidence": evidence, **said})
        return self._change(changes, "set_evidence")

    def set_private(self, *fields: str, private: bool = True) -> PersonaRecord:
        """Keep fields private, as one step: they are in the live board and the file, and nowhere else.

        Private fields are left out of pictures, tables, printed texts and exports. Where the name itself is
        private, "Persona" and a number stand for it.

        Parameters
        ----------
        *fields : str
            Fields of the card, ``"name"``, ``"avatar"``, or names of your own fields.
        private : bool
            False shows them again.
        """
        keys = [persona_fields.find_key(self.record, field, persona_fields.HIDEABLE) for field in fields]
        return self._change(persona_fields.with_private(self.record, keys, private), "set_private")

    def add_field(self, name: str, kind: str = "text", **values: Any) -> PersonaRecord:
        """Add a field of your own, as one step; nothing happens where one is called so.

        Parameters
        ----------
        name : str
            What it is called on the card.
        kind : str
            ``"text"``, ``"list"``, ``"tags"`` or ``"slider"``.
        **values
            text; items (of a list or tags); value (0 to 1), low and high (the names of the ends) of a slider.
        """
        return self._change(persona_fields.add_custom(self.record, name, kind, values), "add_field")

    def edit_field(self, field: str, **values: Any) -> PersonaRecord:
        """Change a field of your own, as one step; evidence and privacy stay with it.

        Parameters
        ----------
        field : str
            Its name.
        **values
            name and kind, and what it holds as in :meth:`add_field`.
        """
        key = persona_fields.find_key(self.record, field, ())
        return self._change(persona_fields.edit_custom(self.record, key, values), "edit_field")

    def move_field(self, field: str, index: int) -> PersonaRecord:
        """Give a field of your own another place, as one step.

        Parameters
        ----------
        field : str
            Its name.
        index : int
            The place among your own fields, from 0.
        """
        key = persona_fields.find_key(self.record, field, ())
        return self._change(persona_fields.move_custom(self.record, key, index), "move_field")

    def remove_field(self, field: str) -> PersonaRecord:
        """Remove the `field` of your own that is called so, with its evidence."""
        key = persona_fields.find_key(self.record, field, ())
        return self._change(persona_fields.remove_custom(self.record, key), "remove_field")

    def place(self, x: float | None, y: float | None) -> PersonaRecord:
        """Place the persona on the 2×2 of the deck, or take it off: ``julie.place(None, None)``.

        Parameters
        ----------
        x, y : float or None
            From -1 (left, bottom) to 1 (right, top); both, or neither.
        """
        if (x is None) != (y is None):
            raise BadInput("A place on the 2×2 has an x and a y.", where="x, y", value=(x, y))
        return self._change({"x": x, "y": y}, "place_persona")

    def move(self, index: int) -> None:
        """Give the persona another place among all of the document: `index`, counted from 0."""
        others = [one for one in self.document.state.where(PersonaRecord) if one.id != self.id]
        self._change({"order": key_at(others, index)}, "move_persona")

    def duplicate(self, name: str) -> Persona:
        """Return a copy of this persona called `name`, right behind it; the one made before, if any."""
        ops, twin = commands.duplicate_persona(self.document.state, self.record, name)
        if ops:
            self.document.commit(ops, label="duplicate_persona")
        return Persona(self.document, twin)

    def to_frame(self, *, private: bool = False) -> pd.DataFrame:
        """Return one row a filled field: persona, field, value, evidence, quote, source, rows, persona_id.

        Parameters
        ----------
        private : bool
            Whether private fields are among them.
        """
        from cjm_widgets.model.frame import personas_frame

        return personas_frame([self.record if private else self.public])

    def remove(self) -> None:
        """Remove the persona with its curves; cards and lanes of its own then belong to everyone."""
        self.document.commit(cascade.remove_record(self.document.state, self.record), label="remove_persona")

    def _change(self, fields: dict[str, Any], label: str) -> PersonaRecord:
        ops = commands.edit(self.record, fields)
        if ops:
            self.document.commit(ops, label=label)
        return self.record

    @property
    def _position(self) -> int:
        return self.document.state.where(PersonaRecord).index(self.record)

    def __getattr__(self, name: str) -> Any:
        if name in PersonaRecord.model_fields:
            return getattr(self.record, name)
        hint = did_you_mean(name, PersonaRecord.model_fields)
        raise AttributeError(" ".join(filter(None, [f"A persona has no field {name!r}.", hint])))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Persona) and (self.document, self.id) == (other.document, other.id)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        if self.document.state.find(PersonaRecord, self.id) is None:
            return f"<Persona {self.id}: not in the document any more>"
        return f"<Persona {self.public.name!r}>"
