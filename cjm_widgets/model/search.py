"""Finding words on a map whatever their accents and case, as the browser does too; knows no screen."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence

from cjm_widgets.model import lookup
from cjm_widgets.model.markdown import plain
from cjm_widgets.model.order import sort_key
from cjm_widgets.model.records import Card, Channel, Lane, Phase, Stage
from cjm_widgets.model.state import State

_ALIKE = {
    "\u2019": "'", "\u02bc": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-",
    "\u2011": "-", "\u0153": "oe", "\u00e6": "ae", "\u00df": "ss", "\u03c2": "\u03c3",
}  # fmt: skip
"""What is written in one way and typed in another."""
_SPACE = frozenset("\t\n\v\f\r \xa0\u1680\u2028\u2029\u202f\u205f\u3000\ufeff") | {
    chr(code) for code in range(0x2000, 0x200B)
}
Found = Phase | Stage | Lane | Card


def _no_marks(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")


def _fold_one(letter: str) -> str:
    if letter in _SPACE:
        return " "
    small = "".join(c for c in _no_marks(letter).lower() if unicodedata.category(c) != "Mn")
    return _ALIKE.get(small, small)


def fold(text: str) -> str:
    """Return a text as it is compared: small letters without accents, plain quotes, plain spaces."""
    if text.isascii() and text.isprintable():
        return text.lower()
    return "".join(_fold_one(letter) for letter in text)


def read_query(query: str) -> str:
    """Return what is looked for; "" when there is nothing but space."""
    return " ".join(word for word in fold(query).split(" ") if word)


def pieces(text: str, query: str) -> list[tuple[str, bool]]:
    """Return a text in pieces, those that a folded query finds marked; joined they are the text."""
    if not query or not text:
        return [(text, False)] if text else []
    starts = [at for at, letter in enumerate(text) for _ in _fold_one(letter)]
    folded = "".join(_fold_one(letter) for letter in text)
    parts: list[tuple[str, bool]] = []
    done = 0
    at = folded.find(query)
    while at >= 0:
        begin, end = starts[at], starts[at + len(query) - 1] + 1
        # Marks that hang on the last letter fold to nothing and belong to it.
        while end < len(text) and not _fold_one(text[end]):
            end += 1
        parts += [(text[done:begin], False)] if begin > done else []
        parts += [(text[max(done, begin) : end], True)] if end > max(done, begin) else []
        done = max(done, end)
        at = folded.find(query, at + len(query))
    return [*parts, (text[done:], False)] if done < len(text) else parts


def _own_names(lane: Lane) -> Sequence[str]:
    return lane.title, lane.subtitle


def find(
    state: State, journey_id: str, query: str, names: Callable[[Lane], Sequence[str]] = _own_names
) -> list[Found]:
    """Return the records a query finds: phases, stages, then lane by lane its name and its cards.

    Parameters
    ----------
    state : State
        What is searched.
    journey_id : str
        Where.
    query : str
        Any words; accents, case, and the kind of quotes and spaces do not matter. Cards are searched in
        text, quote, source, channel and tags.
    names : callable, optional
        The words by which a lane is shown.
    """
    wanted = read_query(query)
    if not wanted:
        return []

    def has(*texts: str) -> bool:
        return any(wanted in fold(text) for text in texts)

    columns = lookup.stages(state, journey_id)
    found: list[Found] = [phase for phase in lookup.phases(state, journey_id) if has(phase.name)]
    found += [stage for stage in columns if has(stage.name, stage.description)]
    place = {stage.id: at for at, stage in enumerate(columns)}
    channels = {channel.id: channel.name for channel in state.where(Channel)}
    cards = [
        card
        for card in state.where(Card, journey_id=journey_id)
        if has(
            plain(card.text),
            card.quote,
            card.source,
            channels.get(card.channel_id or "", ""),
            *(f"#{tag}" for tag in card.tags),
        )
    ]
    for lane in lookup.lanes(state, journey_id):
        if has(*names(lane)):
            found.append(lane)
        inside = [card for card in cards if card.lane_id == lane.id]
        inside.sort(key=lambda card: (place[card.stage_id], *sort_key(card)))
        found += inside
    return found
