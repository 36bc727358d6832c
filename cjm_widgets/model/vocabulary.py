"""The verbs of the channel vocabulary, as a part of the document; knows no journey and no widget."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from cjm_widgets.model import channels, commands, lookup
from cjm_widgets.model.ops import Op
from cjm_widgets.model.records import Channel
from cjm_widgets.model.signals import Change
from cjm_widgets.model.state import State


class Vocabulary(ABC):
    """One list of channels for all journeys of a document; a change of one reaches every card at once.

    Wherever a channel is wanted, its record, its id or its name in any case of letters will do.
    """

    @property
    @abstractmethod
    def state(self) -> State:
        """The frozen content."""

    @abstractmethod
    def commit(
        self, ops: Sequence[Op], *, label: str, origin: str = "python", batch_id: str | None = None
    ) -> Change:
        """Apply a batch as one step."""

    @property
    def channels(self) -> tuple[Channel, ...]:
        """The channel vocabulary, in order."""
        return tuple(self.state.where(Channel))

    def channel(self, name: Channel | str) -> Channel:
        """Return the channel with this name or id.

        Raises
        ------
        NotFound
            With the nearest name.
        """
        return lookup.find_channel(self.state, name)

    def add_channel(self, name: str, **fields: Any) -> Channel:
        """Add a channel to the vocabulary, or return the one that is called so in any case of letters.

        Parameters
        ----------
        name : str
            What it is called, for instance ``"App"``.
        **fields
            icon (a lucide name), medium (``"physical"``, ``"digital"`` or ``"human"``).
        """
        ops, channel_id = commands.add_channel(self.state, name, fields)
        if ops:
            self.commit(ops, label="add_channel")
        return self.state.get(Channel, channel_id)

    def edit_channel(self, channel: Channel | str, **fields: Any) -> Channel:
        """Set the name, icon or medium of a channel as one step.

        A new name reaches every card that refers to the channel, and the personas that prefer it.

        Parameters
        ----------
        channel : Channel or str
            Which one.
        **fields
            What to set: name, icon (a lucide name), medium (``"physical"``, ``"digital"``, ``"human"``).

        Raises
        ------
        NotFound
            No such channel; the nearest one is named.
        OperationRefused
            A name that another channel has (code ``name_taken``), or a value the field cannot hold.
        """
        current = self.channel(channel)
        ops = channels.edit(self.state, current, fields)
        if ops:
            self.commit(ops, label="rename_channel" if "name" in fields else "edit_channel")
        return self.state.get(Channel, current.id)

    def rename_channel(self, channel: Channel | str, name: str) -> Channel:
        """Call `channel` by another `name`, on every card and every persona; see :meth:`edit_channel`."""
        return self.edit_channel(channel, name=name)

    def merge_channels(self, channel: Channel | str, *, into: Channel | str) -> Channel:
        """Make one channel of two: the cards of `channel` go over to `into`, then it is gone.

        Returns
        -------
        Channel
            The one that stays.
        """
        source, target = self.channel(channel), self.channel(into)
        ops = channels.merge(self.state, source, target)
        if ops:
            self.commit(ops, label="merge_channels")
        return self.state.get(Channel, target.id)

    def remove_channel(self, channel: Channel | str) -> None:
        """Take a channel out of the vocabulary; chips that only had its name keep it as their text."""
        self.commit(channels.remove(self.state, self.channel(channel)), label="remove_channel")
