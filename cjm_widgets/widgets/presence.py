"""Who has a document open and where they stand; kept in memory only, knows no boards and no messages."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cjm_widgets.errors import BadInput
from cjm_widgets.model.document import Document
from cjm_widgets.model.signals import Signal, Unsubscribe
from cjm_widgets.render.theme import PALETTE

SILENCE = 75.0
"""Seconds after which a page that said nothing is taken for gone; pages speak every 20 s at least."""
KNOWN = 50
MAX_NAME = 40
MAX_PLACE = 160
REMEMBERED = 500


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody stands: the key of a card, point, cell or field, and whether they write there."""

    key: str
    editing: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """One page, and the person before it.

    Attributes
    ----------
    page : str
        Id of the page; several boards can be open on it.
    number : int
        From 1; what a person without a name is called by.
    name, color : str
        As the person chose them; "" where they did not.
    places : mapping of str to Place or None
        For each board of the page, by client id, where the person stands on it.
    """

    page: str
    number: int
    name: str = ""
    color: str = ""
    places: Mapping[str, Place | None] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return what other pages are told."""
        color = self.color or PALETTE[(self.number - 1) % len(PALETTE)]
        at = [{"key": place.key, "editing": place.editing} for place in self.places.values() if place]
        return {"page": self.page, "number": self.number, "name": self.name, "color": color, "at": at}


class Room:
    """The people at one document. Nothing of it is stored, and nothing leaves the kernel but to its pages.

    Parameters
    ----------
    now : callable
        Seconds by a clock that only goes forward.
    """

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.RLock()  # pages are heard in threads of their own
        self._people: dict[str, Person] = {}
        self._heard: dict[str, float] = {}
        self._numbers: dict[str, int] = {}
        self._pages: OrderedDict[str, str] = OrderedDict()
        self._seen: list[dict[str, Any]] = []
        self._told: Signal[tuple[Person, ...]] = Signal()

    def people(self) -> tuple[Person, ...]:
        """Return everybody who was heard of lately, in the order of their numbers."""
        since = self._now() - SILENCE
        here = [person for page, person in self._people.items() if self._heard[page] >= since]
        return tuple(sorted(here, key=lambda person: person.number))

    def page_of(self, client: str) -> str:
        """Return the page a board said it is on; the board itself where it said nothing."""
        return self._pages.get(client, client)

    def person(self, page: str) -> Person | None:
        """Return the person of a page, here or gone quiet."""
        return self._people.get(page)

    def any_quiet(self) -> bool:
        """Tell whether somebody may be here unheard: a page that was alone had nobody to speak to."""
        return len(self.people()) < len(self._people)

    def pages(self) -> tuple[str, ...]:
        """Return the pages of those who are here; those of the last who were, where all have gone quiet.

        A page that is alone has nobody to tell that it is there.
        """
        return tuple(person.page for person in self.people()) or tuple(self._people)

    def owners(self, client: str) -> frozenset[str]:
        """Return whose steps a board (or page) takes back: its own, and Python's while it is alone.

        A cell may have been run by anybody, so that with others here the steps of Python are nobody's.
        """
        page = self.page_of(client)
        alone = all(person.page == page for person in self.people())
        return frozenset({page, "python"}) if alone else frozenset({page})

    def is_late(self, client: str, number: object) -> bool:
        """Tell whether a board has said something since; its words are numbered."""
        with self._lock:
            if not isinstance(number, int) or isinstance(number, bool):
                return False
            if number <= self._numbers.get(client, -1):
                return True
            self._numbers[client] = number
            while len(self._numbers) > REMEMBERED:
                del self._numbers[next(iter(self._numbers))]
            return False

    def hear(self, client: str, said: Mapping[str, Any]) -> None:
        """Take in who is before a board and where; tells everybody when something is new.

        Raises
        ------
        BadInput
            A name, colour or place that cannot be.
        """
        with self._lock:
            self._hear(client, said)

    def _hear(self, client: str, said: Mapping[str, Any]) -> None:
        page, name = _text(said, "page", MAX_PLACE) or client, _text(said, "name", MAX_NAME).strip()
        color, place = _text(said, "color", MAX_NAME), _place(said.get("at"))
        if color and color not in PALETTE:
            raise BadInput(
                "There is no such colour.", where="color", value=color, expected=", ".join(PALETTE)
            )
        self._pages[client] = page
        self._pages.move_to_end(client)
        while len(self._pages) > REMEMBERED:
            self._pages.popitem(last=False)
        new = page not in self._people
        self._heard[page] = self._now()
        known = self._people.get(page) or Person(page, self._free_number())
        places = {**known.places, client: place}
        self._people[page] = replace(known, name=name, color=color, places=places)
        self._forget_oldest()
        self._tell_if_new(call=new and self.any_quiet())

    def leave(self, client: str) -> None:
        """Forget a board; with the last board of its page, the person."""
        with self._lock:
            self._leave(client)

    def _leave(self, client: str) -> None:
        person = self._people.get(self.page_of(client))
        if person is None or client not in person.places:
            return
        places = {board: place for board, place in person.places.items() if board != client}
        if places:
            self._people[person.page] = replace(person, places=places)
        else:
            del self._people[person.page], self._heard[person.page]
        self._tell_if_new()

    def on_change(self, fn: Callable[[tuple[Person, ...]], object]) -> Unsubscribe:
        """Call `fn` with everybody when somebody came, moved or went; returns the way out."""
        return self._told.connect(fn)

    def _tell_if_new(self, *, call: bool = False) -> None:
        now = self.people()
        seen = [person.to_dict() for person in now]
        if seen != self._seen or call:
            self._seen = seen
            self._told.emit(now, lambda _error: None)

    def _forget_oldest(self) -> None:
        while len(self._people) > KNOWN:
            oldest = min(self._heard, key=self._heard.__getitem__)
            del self._people[oldest], self._heard[oldest]

    def _free_number(self) -> int:
        taken = {person.number for person in self._people.values()}
        return next(number for number in range(1, len(taken) + 2) if number not in taken)


def room_of(document: Document) -> Room:
    """Return the room of a document, the same for all its boards.

    It is kept on the document: boards listen in it and know their document, so that a table beside, even a
    weak one, would hold every document for good whose boards nobody closed.
    """
    room: Room = vars(document).setdefault("_room", Room())
    return room


def _text(said: Mapping[str, Any], name: str, most: int) -> str:
    value = said.get(name, "")
    if not isinstance(value, str) or len(value) > most or not value.isprintable():
        raise BadInput(
            "This is no text of one line.", where=name, value=value, expected=f"up to {most} letters"
        )
    return value


def _place(at: Any) -> Place | None:
    if at is None:
        return None
    if not isinstance(at, Mapping):
        raise BadInput("This is no place.", where="at", value=at, expected="a key, and whether it is edited")
    key = _text(at, "key", MAX_PLACE)
    return Place(key, at.get("editing") is True) if key else None
