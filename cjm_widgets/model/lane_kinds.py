"""What each kind of lane has of its own: group, icon, colour, role; and sets of lanes. Knows no documents."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from cjm_widgets.errors import NotFound, did_you_mean
from cjm_widgets.model.fields import Color, LaneRole


@dataclass(frozen=True, slots=True)
class LaneDefaults:
    """What a lane of a kind has where its author chose nothing.

    Attributes
    ----------
    group : str
        Where it stands in the menu: ``"customer"``, ``"feeling"``, ``"contact"``, ``"service"`` …
    icon : str
        A lucide name.
    color : str
        A colour of the palette.
    role : str or None
        Its place in a service blueprint; None where it belongs to no side of the lines.
    """

    group: str
    icon: str
    color: Color
    role: LaneRole | None


def lane_kind(kind: str) -> LaneDefaults:
    """Return what lanes of `kind` have of their own."""
    return LaneDefaults(**_read()["kinds"][kind])


def lane_kinds() -> tuple[str, ...]:
    """Return the kinds of lanes in the order of the menu."""
    return tuple(_read()["kinds"])


def lane_sets() -> tuple[str, ...]:
    """Return the names of the sets of lanes, for ``journey.add_lanes(name)``."""
    return tuple(_read()["sets"])


def lane_set(name: str) -> tuple[tuple[str, str], ...]:
    """Return the lanes of a set, from top to bottom: kind and metric of each.

    Raises
    ------
    NotFound
        No such set; the nearest one is named.
    """
    known = _read()["sets"]
    if name not in known:
        raise NotFound(
            f'There is no set of lanes "{name}".', where="add_lanes",
            expected="one of " + ", ".join(known), hint=did_you_mean(str(name), list(known)),
        )  # fmt: skip
    parts = (str(part).partition(":") for part in known[name])
    return tuple((kind, metric) for kind, _, metric in parts)


@cache
def _read() -> dict[str, Any]:
    path = files("cjm_widgets") / "model" / "lane_kinds.json"
    loaded: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return loaded
