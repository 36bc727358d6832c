"""A picture as an output that a notebook stores below a widget; knows no widget and no chart."""

from __future__ import annotations

from functools import cache

from cjm_widgets.locale import text
from cjm_widgets.render.picture import StaticPicture

QUIET = (
    '<style>.jp-OutputArea-child:has(> [data-mime-type="application/vnd.jupyter.widget-view+json"]'
    ":not(:has(*))):has(+ .jp-OutputArea-child .cjm-static){display:none}</style>"
)
"""Hides the host's "model not found" above a picture; a host that does not trust the notebook drops both."""
_FAILED = ".jp-OutputArea-child:has(.jupyter-widgets-error-widget)"
_LINE = (
    "display:block;padding:6px 10px;border-left:3px solid #c98a00;"
    "font:13px/1.5 var(--jp-ui-font-family,system-ui,sans-serif);color:var(--jp-ui-font-color1,inherit);"
)


@cache
def style(locale: str) -> str:
    """Return what stands before a picture: it hides the host's own error above it and says a line instead.

    The line says that the board could not be loaded, and what most often forbids it.
    """
    said = text("picture.not_loaded", locale).replace("\\", "\\\\").replace('"', '\\"')
    return (
        f"{QUIET}<style>{_FAILED}:has(+ .jp-OutputArea-child .cjm-static){{display:none}}"
        f'{_FAILED} + .jp-OutputArea-child .cjm-static::before{{content:"{said}";{_LINE}}}</style>'
    )


def bundle(picture: StaticPicture, locale: str) -> dict[str, str]:
    """Return a picture as an output of a notebook, in the language of its board."""
    return {"text/html": style(locale) + picture.html, "text/plain": picture.alt}
