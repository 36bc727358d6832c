"""The handle on one persona of a document: reads like its record, edits through the document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import did_you_mean
from cjm_widgets.model import cascade, commands
from cjm_widgets.model.picture import AVATAR_SIDE, small_picture
from cjm_widgets.model.records import PersonaRecord

if TYPE_CHECKING:
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
        return self.edit(avatar=small)

    def remove(self) -> None:
        """Remove the persona with its curves; cards and lanes of its own then belong to everyone."""
        self.document.commit(cascade.remove_record(self.document.state, self.record), label="remove_persona")

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
        return f"<Persona {self.record.name!r}>"
