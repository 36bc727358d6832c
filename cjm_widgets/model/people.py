"""The personas of a document and their deck: the part of the document that is about people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cjm_widgets.model import commands, lookup, persona_fields
from cjm_widgets.model.ops import Op
from cjm_widgets.model.persona import Persona
from cjm_widgets.model.persona_templates import persona_template
from cjm_widgets.model.records import Deck, PersonaRecord
from cjm_widgets.model.signals import Change
from cjm_widgets.model.state import State

if TYPE_CHECKING:
    import pandas as pd


class People:
    """What a document knows of personas; it has a state and commits batches."""

    if TYPE_CHECKING:

        @property
        def state(self) -> State:
            """The frozen content."""

        def commit(self, ops: Sequence[Op], *, label: str) -> Change:
            """Apply a batch."""

    @property
    def personas(self) -> tuple[Persona, ...]:
        """All personas, in order."""
        return tuple(self._persona(record.id) for record in self.state.where(PersonaRecord))

    def persona(self, name: str) -> Persona:
        """Return the persona with this name or id.

        Raises
        ------
        NotFound
            With the nearest name.
        """
        return self._persona(lookup.find_persona(self.state, name).id)

    def add_persona(
        self, name: str, *, template: str = "blank", locale: str = "en", **fields: Any
    ) -> Persona:
        """Add a persona, or return the one this name made before.

        Parameters
        ----------
        name : str
            The name; also what makes a cell that is run again find its persona.
        template : str
            What to begin with, for instance ``"anxious"``; see :func:`cjm_widgets.persona_templates`. What a
            template fills is marked as assumed.
        locale : str
            Language of the template's words: ``"en"`` or ``"fr"``.
        **fields
            Fields of the persona record: role, quote, goals, frustrations, channels … They go before those
            of the template.

        Raises
        ------
        NotFound
            No such template.
        OperationRefused
            A field that is unknown or does not hold such a value.
        """
        start = persona_template(template, locale)
        ops, persona_id = commands.add_persona(self.state, name, fields, start)
        if ops:
            self.commit(ops, label="add_persona")
        return self._persona(persona_id)

    @property
    def deck(self) -> Deck:
        """The 2×2 of the personas: its title and the names of the ends of its axes."""
        return commands.deck_of(self.state)

    def edit_deck(self, **fields: str) -> Deck:
        """Name the 2×2 and the ends of its axes, as one step.

        Parameters
        ----------
        **fields
            title, left, right, bottom, top; ``""`` empties one.

        Raises
        ------
        OperationRefused
            An unknown field (the nearest one is named) or a value it cannot hold.

        Examples
        --------
        >>> import cjm_widgets as cjm
        >>> doc = cjm.Document()
        >>> doc.edit_deck(left="In no hurry", right="In a hurry").right
        'In a hurry'
        """
        ops = commands.edit_deck(self.state, fields)
        if ops:
            self.commit(ops, label="edit_deck")
        return self.deck

    def personas_frame(self, *, private: bool = False) -> pd.DataFrame:
        """Return one row a filled field of each persona, the table behind the deck.

        Parameters
        ----------
        private : bool
            Whether private fields are among them.
        """
        from cjm_widgets.model.frame import personas_frame

        people = self.state.where(PersonaRecord)
        shown = people if private else [persona_fields.public(one, at) for at, one in enumerate(people)]
        return personas_frame(shown)

    def _persona(self, persona_id: str) -> Persona:
        return Persona(self, persona_id)  # type: ignore[arg-type]
