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
_TALL = "[data-notebook] .jp-CodeCell.jp-mod-outputsScrolled .jp-Cell-outputArea:has(.cjm-root)"
WHOLE = (
    f"<style>{_TALL}{{max-height:none;overflow:visible;resize:none}}{_TALL}::after{{display:none}}</style>"
)
"""Notebook 7 puts tall outputs into a box of 24 lines; a studio is not looked at through a slot."""
_BROKEN = ".jp-OutputArea-child:has(.jupyter-widgets-error-widget)"
_EMPTY = ".jp-OutputArea-child:has(> .jp-OutputArea-output > .lm-Widget:empty)"
"""What a host leaves of a board whose script it could not load: a sign of its own, or nothing at all."""
_LATE = 6
"""Seconds that a board may take to come before the line is said."""
_LINE = (
    "display:block;padding:6px 10px;border-left:3px solid #c98a00;"
    "font:13px/1.5 var(--jp-ui-font-family,system-ui,sans-serif);color:var(--jp-ui-font-color1,inherit);"
    f"animation:cjm-late 1ms {_LATE}s backwards"
)


@cache
def style(locale: str) -> str:
    """Return what stands before a picture: it hides the host's own error above it and says a line instead.

    The line says that the live board is not there, and what most often keeps it away.
    """
    said = text("picture.not_loaded", locale).replace("\\", "\\\\").replace('"', '\\"')
    return (
        f"{QUIET}{WHOLE}<style>@keyframes cjm-late{{from{{visibility:hidden}}}}"
        f"{_BROKEN}:has(+ .jp-OutputArea-child .cjm-static){{display:none}}"
        f":is({_BROKEN},{_EMPTY}) + .jp-OutputArea-child .cjm-static::before"
        f'{{content:"{said}";{_LINE}}}</style>'
    )


def bundle(picture: StaticPicture, locale: str) -> dict[str, str]:
    """Return a picture as an output of a notebook, in the language of its board."""
    return {"text/html": style(locale) + picture.html, "text/plain": picture.alt}
