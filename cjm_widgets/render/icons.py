"""The icons of the boards for pictures, by their lucide names; draws nothing."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

Node = tuple[str, dict[str, str]]
"""A shape on a square of 24: its SVG tag and attributes."""


def names() -> tuple[str, ...]:
    """Return the names of the icons a lane, channel or card may carry."""
    return tuple(_read()["choices"])


def nodes(name: str) -> tuple[Node, ...]:
    """Return the shapes of an icon; none where there is no icon of that name."""
    found = _read()["choices"].get(name) or _read()["controls"].get(name) or ()
    return tuple((tag, {key: str(value) for key, value in attributes.items()}) for tag, attributes in found)


@cache
def _read() -> dict[str, dict[str, list[tuple[str, dict[str, object]]]]]:
    path = files("cjm_widgets") / "static" / "icons.json"
    if not path.is_file():
        return {"choices": {}, "controls": {}}
    loaded: dict[str, dict[str, list[tuple[str, dict[str, object]]]]] = json.loads(path.read_text("utf-8"))
    return loaded
