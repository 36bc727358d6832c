"""Ways to look at a journey: what it is filtered by, checked as people write it, and views with a name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, get_args

from cjm_widgets.errors import BadInput, CjmError, OperationRefused, did_you_mean
from cjm_widgets.model import lookup
from cjm_widgets.model.fields import Depth, EvidenceClass, Sentiment
from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.ops import Op, put, read_record
from cjm_widgets.model.order import key_at
from cjm_widgets.model.records import Card, Channel, SavedView
from cjm_widgets.model.state import State

DEPTHS: tuple[str, ...] = get_args(Depth)
GROUPS = ("personas", "tags", "channels", "sentiments", "evidence")
"""What a map is filtered by; the fields of a saved view have the same names."""


def read_filters(state: State, journey_id: str, wanted: object) -> dict[str, list[str]]:
    """Return a filter as ids and words, without the groups that want nothing.

    Parameters
    ----------
    state : State
        Where personas, channels and tags are looked up.
    journey_id : str
        Whose cards carry the tags.
    wanted : mapping
        Of ``"personas"``, ``"tags"``, ``"channels"``, ``"sentiments"`` and ``"evidence"``; each a name, an
        id, a record, or several of them.

    Raises
    ------
    BadInput, NotFound
        An unknown group or choice; the nearest one is named.
    """
    if not isinstance(wanted, Mapping):
        raise BadInput(
            "A filter is a dictionary.", where="filters", value=wanted,
            expected="one of " + ", ".join(GROUPS) + " with what is wanted",
            hint='For instance: {"personas": ["Julie"], "sentiments": ["negative"]}',
        )  # fmt: skip
    for group in wanted:
        if group not in GROUPS:
            raise BadInput(
                f'A map is not filtered by "{group}".', where="filters",
                expected="one of " + ", ".join(GROUPS), hint=did_you_mean(str(group), GROUPS),
            )  # fmt: skip
    read = _readers(state, journey_id)
    found = {group: _unique(map(read[group], _several(wanted[group]))) for group in GROUPS if group in wanted}
    return {group: values for group, values in found.items() if values}


def _several(value: Any) -> Iterable[Any]:
    if value is None:
        return ()
    several = isinstance(value, Iterable) and not isinstance(value, str | bytes | Mapping)
    return value if several and not hasattr(value, "id") else (value,)


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _readers(state: State, journey_id: str) -> dict[str, Callable[[Any], str]]:
    tags = sorted({tag for card in state.where(Card, journey_id=journey_id) for tag in card.tags})
    return {
        "personas": lambda value: lookup.find_persona(state, value).id,
        "tags": lambda value: _one_of(str(value), tags, "tag"),
        "channels": lambda value: _channel(state, value),
        "sentiments": lambda value: _one_of(value, get_args(Sentiment), "sentiment"),
        "evidence": lambda value: _one_of(value, get_args(EvidenceClass), "evidence class"),
    }


def _one_of(value: Any, choices: Iterable[str], what: str) -> str:
    known = tuple(choices)
    if value in known:
        return str(value)
    near = next((choice for choice in known if choice.casefold() == str(value).casefold()), None)
    if near is not None:
        return near
    raise BadInput(
        f'There is no {what} "{value}" here.', where="filters",
        expected="one of " + ", ".join(known) if known else f"a {what}, but no card has one",
        hint=did_you_mean(str(value), known),
    )  # fmt: skip


def _channel(state: State, value: Any) -> str:
    channels = state.where(Channel)
    wanted = getattr(value, "id", value)
    for channel in channels:
        if channel.id == wanted:
            return channel.id
    names = {channel.name: channel.id for channel in reversed(channels)}
    return names[_one_of(wanted, names, "channel")]


def views(state: State, journey_id: str) -> list[SavedView]:
    """Return the saved views of a journey, in order."""
    return state.where(SavedView, journey_id=journey_id)


def find_view(state: State, journey_id: str, wanted: object) -> SavedView | None:
    """Return a saved view of this journey by record, id or name; None where there is none."""
    known = views(state, journey_id)
    key = getattr(wanted, "id", wanted)
    for pick in (str, str.casefold):
        for view in known:
            if key == view.id or (isinstance(key, str) and pick(key) == pick(view.name)):
                return view
    return None


def filters_of(view: SavedView) -> dict[str, list[str]]:
    """Return what a saved view is filtered by, without the groups that want nothing."""
    return {group: list(getattr(view, group)) for group in GROUPS if getattr(view, group)}


def depth_of(state: State, journey_id: str, wanted: object) -> tuple[str, SavedView | None]:
    """Return the depth of a view, and the saved view where its name was given.

    Raises
    ------
    BadInput
        Neither a depth nor a saved view; the nearest one is named.
    """
    if isinstance(wanted, str) and wanted in DEPTHS:
        return wanted, None
    saved = find_view(state, journey_id, wanted) if isinstance(wanted, str | SavedView) else None
    if saved is not None:
        return saved.depth, saved
    choices = [*DEPTHS, *(view.name for view in views(state, journey_id))]
    raise BadInput(
        f'There is no view "{wanted}" of this journey.', where="view",
        expected="one of " + ", ".join(choices), hint=did_you_mean(str(wanted), choices),
    )  # fmt: skip


def add_view(
    state: State, journey_id: str, name: object, depth: str, search: str, filters: Mapping[str, Any]
) -> tuple[list[Op], str]:
    """Save a way to look at a journey, unless a view of this name is there."""
    if not isinstance(name, str) or not name.strip() or name in DEPTHS:
        raise BadInput(
            "A saved view has a name of its own.", where="name", value=name,
            expected="a text other than " + ", ".join(DEPTHS),
        )  # fmt: skip
    if depth not in DEPTHS:
        raise BadInput(
            f'There is no depth "{depth}".', where="depth", expected="one of " + ", ".join(DEPTHS),
            hint=did_you_mean(str(depth), DEPTHS),
        )  # fmt: skip
    there = find_view(state, journey_id, name)
    if there is not None:
        return [], there.id
    view_id = derived_id("view", journey_id, name)
    data = {
        "id": view_id, "journey_id": journey_id, "name": name, "depth": depth,
        "search": search, "order": key_at(views(state, journey_id), None),
        **read_filters(state, journey_id, filters),
    }  # fmt: skip
    return [put(read_record(SavedView.table, data))], view_id


def read_fields(state: State, journey_id: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields of a saved view with ids for what people name, so that they can be set."""
    filters = {group: fields[group] for group in GROUPS if group in fields}
    try:
        read = read_filters(state, journey_id, filters)
    except CjmError as error:
        raise OperationRefused(
            error.message, code=error.code, table=SavedView.table, field=error.where, value=error.value,
            expected=error.expected, hint=error.hint,
        ) from error  # fmt: skip
    return {**fields, **{group: tuple(read.get(group, ())) for group in filters}}
