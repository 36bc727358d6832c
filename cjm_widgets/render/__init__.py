"""Pictures of journeys and personas; loads nothing until one is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjm_widgets.render.picture import StaticPicture as StaticPicture
    from cjm_widgets.render.picture import render_static as render_static

__all__ = ["StaticPicture", "render_static"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from cjm_widgets.render import picture

        return getattr(picture, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
