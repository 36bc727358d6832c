"""Documents in other people's formats, in and out; loads nothing until a file is read or written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjm_widgets.interchange.preview import Preview as Preview
    from cjm_widgets.interchange.reading import read as read

_HOMES = {"read": "reading", "Preview": "preview"}

__all__ = ["Preview", "read"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
