"""The verbs of a journey about links and pictures of cards; knows of the handle only what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cjm_widgets.model import commands, links
from cjm_widgets.model.picture import small_picture
from cjm_widgets.model.records import Card

if TYPE_CHECKING:
    from cjm_widgets.model.document import Document
    from cjm_widgets.model.ops import Op
    from cjm_widgets.model.picture import PictureSource


class CardVerbs:
    """Mixed into :class:`Journey`."""

    __slots__ = ()

    if TYPE_CHECKING:
        document: Document
        id: str

        def _commit(self, ops: list[Op], label: str) -> None: ...

    def link(self, source: Card | str, target: Card | str) -> Card:
        """Let one card lead to another: a pain point to an opportunity, an opportunity to a solution.

        Parameters
        ----------
        source, target : Card or str
            Two cards of this journey, or their ids.

        Returns
        -------
        Card
            `source` as it is now; where it led there before, nothing is changed.

        Raises
        ------
        BadInput
            Both are the same card.
        NotFound
            One is not in this journey.
        """
        first, second = self._card(source), self._card(target)
        self._commit(links.link(first, second), "link_cards")
        return self._card(first)

    def unlink(self, source: Card | str, target: Card | str) -> Card:
        """Take back that one card leads to another; where it does not, nothing is changed.

        Parameters
        ----------
        source, target : Card or str
            Two cards of this journey, or their ids.

        Returns
        -------
        Card
            `source` as it is now.

        Raises
        ------
        NotFound
            One is not in this journey.
        """
        first, second = self._card(source), self._card(target)
        self._commit(links.unlink(first, second), "unlink_cards")
        return self._card(first)

    def leads_to(self, card: Card | str) -> tuple[Card, ...]:
        """Return the cards that `card` leads to, in the order they were linked."""
        return tuple(links.leads_to(self.document.state, self._card(card)))

    def comes_from(self, card: Card | str) -> tuple[Card, ...]:
        """Return the cards that lead to `card`."""
        return tuple(links.comes_from(self.document.state, self._card(card)))

    def set_picture(self, card: Card | str, picture: PictureSource | None, *, alt: str = "") -> Card:
        """Put a small picture on a card, as one step; None takes it away.

        It is drawn afresh, its longer side at most 480 pixels, in at most 64 kB; what else the file holds
        (place, camera, author) is not kept. The document holds the picture itself.

        Parameters
        ----------
        card : Card or str
            A card of this journey, or its id.
        picture : path, bytes, Pillow image, data address or None
            PNG, JPEG, WebP, GIF, BMP or TIFF.
        alt : str
            What the picture shows, for those who do not see it.

        Returns
        -------
        Card
            The card as it is now.

        Raises
        ------
        BadInput
            A remote address, an SVG, or what is no picture; nothing is changed.
        NotFound
            The card is not in this journey.
        """
        current = self._card(card)
        small = small_picture(picture) if picture is not None else ""
        fields = {"picture": small, "picture_alt": alt if small else ""}
        self._commit(commands.edit(current, fields), "set_picture")
        return self._card(current)

    def _card(self, wanted: Card | str) -> Card:
        return links.find_card(self.document.state, self.id, wanted)
