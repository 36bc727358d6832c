"""Files for others: one function for every format; loads nothing until one is written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjm_widgets.exports.files import export as export

__all__ = ["export"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from cjm_widgets.exports.files import export

        return export
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
