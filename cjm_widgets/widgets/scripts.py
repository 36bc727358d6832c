"""The browser part of a board: what is stored with it, and its script, sent when a page asks for it.

A notebook stores every trait of every board. The script is therefore no trait: the trait holds a few lines
that ask for it.
"""

from __future__ import annotations

import base64
import hashlib
import os
import zlib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

ENTRIES = (
    "persona_card", "persona_deck", "emotion_curve", "journey_map", "matching", "export_page",
)  # fmt: skip
"""What is built for browsers: the boards, and the page that an export writes."""


def built() -> tuple[str, ...]:
    """Return the names of all files that are built."""
    return ("loader.js", "icons.json", *(f"{each}.{kind}" for each in ENTRIES for kind in ("js", "css")))


def missing() -> list[str]:
    """Return the names of the files that should be built and are not there."""
    return [name for name in built() if not _path(name).is_file()]


def loader(entry: str) -> str | Path:
    """Return the module a board stores: it asks for the script of `entry`; "" where nothing is built.

    While developing it is the path of the script itself, so that anywidget reloads it.
    """
    path = _path(f"{entry}.js")
    if os.environ.get("ANYWIDGET_HMR") == "1" and path.exists():
        return path
    script = _read(path)
    return asking(_hash(script)) if script else ""


def asking(token: str) -> str:
    """Return the module that asks the kernel for the script of this token."""
    return _read(_path("loader.js")).replace("__HASH__", token)


def style(entry: str) -> str | Path:
    """Return the style sheet of a board; its path while developing.

    Text rather than a path otherwise: anywidget keeps every closed widget with a path alive.
    """
    path = _path(f"{entry}.css")
    return path if os.environ.get("ANYWIDGET_HMR") == "1" and path.exists() else _read(path)


def asks(content: Any) -> bool:
    """Tell whether a message of a page asks for a script."""
    return isinstance(content, Mapping) and content.get("type") == "script"


@cache
def answer(entry: str) -> dict[str, str]:
    """Return the message that carries the script of `entry`: deflated, in base64."""
    script = _read(_path(f"{entry}.js"))
    return packed(script, _hash(script))


def packed(script: str, token: str) -> dict[str, str]:
    """Return the message that carries a script under its token."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    data = packer.compress(script.encode()) + packer.flush()
    return {"type": "script", "hash": token, "data": base64.b64encode(data).decode("ascii")}


def _hash(script: str) -> str:
    return hashlib.sha256(script.encode()).hexdigest()[:16]


def _path(name: str) -> Path:
    return Path(str(files("cjm_widgets") / "static" / name))


@cache
def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
