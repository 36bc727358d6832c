"""The channel vocabulary as pure functions: what a card says, and what a change of a channel reaches."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from cjm_widgets.errors import OperationRefused
from cjm_widgets.model import cascade
from cjm_widgets.model.fields import LaneKind
from cjm_widgets.model.ops import Op, apply, op_id, patch, read_record
from cjm_widgets.model.records import Card, Channel, Lane, PersonaRecord, SavedView
from cjm_widgets.model.state import State

CHIP_KINDS: tuple[LaneKind, ...] = ("touchpoints", "channels")
"""The lanes whose cards are chips: short names, most of them those of channels."""
_SPACE = "\t\n\v\f\r \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
_EDGES = re.compile(f"^[{_SPACE}]+|[{_SPACE}]+$")  # what a browser trims


def key(name: str) -> str:
    """Return what two names of one channel have in common: no case, no space around them."""
    return _EDGES.sub("", unicodedata.normalize("NFC", name)).lower()


def find(state: State, name: str) -> Channel | None:
    """Return the channel of this name in any case of letters, or None."""
    wanted = key(name)
    if not wanted:
        return None
    return next((channel for channel in state.where(Channel) if key(channel.name) == wanted), None)


def says(state: State, card: Card) -> str:
    """Return what a card says: its text or, where it has none, the name of its channel."""
    channel = None if card.text else state.find(Channel, card.channel_id)
    return channel.name if channel else card.text


def settled(
    state: State, lane: Lane | None, fields: Mapping[str, Any], card: Card | None = None
) -> dict[str, Any]:
    """Return the fields of a card as they are kept in a lane; `card` is what is there already.

    In a lane of chips the name of a channel is no text: the card refers to the channel, so that a rename
    reaches it. A reference that is given another text lets its channel go; one whose channel is taken away
    keeps its name.
    """
    text = fields.get("text")
    if card is not None and not card.text and text is None and fields.get("channel_id", "") is None:
        return {**fields, "text": says(state, card)}
    if lane is None or lane.kind not in CHIP_KINDS or not isinstance(text, str) or not text:
        return dict(fields)
    known = find(state, text)
    if known is not None and (fields.get("channel_id") or known.id) == known.id:
        return {**fields, "text": "", "channel_id": known.id}
    if card is not None and not card.text and "channel_id" not in fields:
        return {**fields, "channel_id": None}
    return dict(fields)


def adopt(state: State, channel_id: str, name: str) -> list[Op]:
    """Let the chips that say `name` refer to the channel of that name."""
    wanted = key(name)
    chips = {lane.id for lane in state.where(Lane) if lane.kind in CHIP_KINDS}
    return [
        patch(card, text="", channel_id=channel_id)
        for card in state.where(Card)
        if card.lane_id in chips and card.channel_id in (None, channel_id) and key(card.text) == wanted
    ]


def edit(state: State, channel: Channel, fields: Mapping[str, Any]) -> list[Op]:
    """Set fields of a channel; a new name reaches every card and every persona that prefers it.

    Raises
    ------
    OperationRefused
        The name is blank or that of another channel, or a field is wrong.
    """
    wanted = read_record(Channel.table, {**channel.model_dump(), **fields})
    changed = {
        name: value for name, value in fields.items() if getattr(wanted, name) != getattr(channel, name)
    }
    if not changed:
        return []
    ops: list[Op] = [patch(channel, **changed)]
    if "name" in changed:
        name = str(getattr(wanted, "name"))  # noqa: B009 - of a record read from a table
        check_name(state, name, channel)
        ops += [*_called(state, channel.name, name), *adopt(state, channel.id, name)]
    return ops


def check_name(state: State, name: str, channel: Channel | None = None) -> None:
    """Refuse a name that says nothing or that another channel has."""
    twin = find(state, name)
    if not key(name):
        raise OperationRefused(
            "A channel needs a name.", code="invalid_value", table=Channel.table, field="name", value=name,
            record_id=channel.id if channel else None, expected="a text",
        )  # fmt: skip
    if twin is not None and channel is not None and twin.id != channel.id:
        raise OperationRefused(
            f'There is a channel "{twin.name}" already.', code="name_taken", table=Channel.table,
            record_id=channel.id, field="name", value=name, expected="another name",
            hint="doc.merge_channels(…, into=…) makes one of two.",
        )  # fmt: skip


def merge(state: State, source: Channel, target: Channel) -> list[Op]:
    """Make one channel of two: what refers to the first refers to the second, then the first is gone."""
    if source.id == target.id:
        return []
    twins = _twins(state, source, target)
    ops: list[Op] = [
        patch(card, channel_id=target.id)
        for card in state.where(Card)
        if card.channel_id == source.id and card.id not in {twin.id for twin in twins}
    ]
    for view in state.where(SavedView):
        if source.id in view.channels:
            kept = dict.fromkeys(target.id if held == source.id else held for held in view.channels)
            ops.append(patch(view, channels=list(kept)))
    # The second of two equal chips goes with its channel, and with whatever points to it.
    ops += _called(state, source.name, target.name)
    return [*ops, *cascade.remove_record(apply(state, ops).state, *twins, source)]


def _twins(state: State, source: Channel, target: Channel) -> list[Card]:
    """Return the chips of `source` beside one of `target` that would say and hold just the same."""

    def same(card: Card) -> dict[str, Any]:
        return card.model_dump(exclude={"id", "order", "channel_id"})

    chips = {lane.id for lane in state.where(Lane) if lane.kind in CHIP_KINDS}
    cards = [card for card in state.where(Card) if card.lane_id in chips and not card.text]
    stay = [same(card) for card in cards if card.channel_id == target.id]
    return [card for card in cards if card.channel_id == source.id and same(card) in stay]


def remove(state: State, channel: Channel) -> list[Op]:
    """Remove a channel; chips that only had its name keep it as their own text."""
    freed = {
        card.id: patch(card, text=channel.name, channel_id=None)
        for card in state.where(Card)
        if card.channel_id == channel.id and not card.text
    }
    return [freed.get(op_id(op), op) for op in cascade.remove_record(state, channel)]


def _called(state: State, old: str, new: str) -> list[Op]:
    """Let the personas that prefer the channel `old` know it by its new name."""
    ops: list[Op] = []
    for persona in state.where(PersonaRecord):
        if not any(key(each.channel) == key(old) for each in persona.channels):
            continue
        known: dict[str, dict[str, Any]] = {}
        for each in persona.channels:
            name = new if key(each.channel) == key(old) else each.channel
            # One that preferred both keeps the weight it gave to the channel that stays.
            if key(name) not in known or key(each.channel) == key(new):
                known[key(name)] = {"channel": name, "weight": each.weight}
        ops.append(patch(persona, channels=list(known.values())))
    return ops
