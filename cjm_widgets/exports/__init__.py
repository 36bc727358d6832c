"""Files for others: one function for every format; loads nothing until one is written."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjm_widgets.exports.files import export as export
    from cjm_widgets.exports.pseudonyms import pseudonymize as pseudonymize
    from cjm_widgets.exports.pseudonyms import reveal as reveal

_HOMES = {"export": "files", "pseudonymize": "pseudonyms", "reveal": "pseudonyms"}
__all__ = ["export", "pseudonymize", "reveal"]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
