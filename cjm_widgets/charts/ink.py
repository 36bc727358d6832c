"""Colours and styles of the charts as CSS values that follow the notebook's theme; knows no data.

The tokens of the theme come with a chart that is displayed, and with every board. Where neither is on the
page a colour stands in that is seen on white and on black alike (contrast at least 3:1). Words and grid have
the colours of the notebook.
"""

from __future__ import annotations

from functools import cache

from cjm_widgets.render.theme import PALETTE

FALLBACKS = {
    "measured": "#0c8599",
    "accent": "#5472e8",
    "negative": "#e03131",
    "attention": "#b27008",
    "muted": "#7b8494",
    "hatch": "#7b8494",
    "indigo": "#5472e8",
    "raspberry": "#d6487f",
    "teal": "#0c8599",
    "ochre": "#b27008",
    "violet": "#9b5fd0",
    "slate": "#7b8494",
}
"""Colours for graphics that are seen on light and on dark grounds."""

TEXT = f"var(--jp-content-font-color1, {FALLBACKS['muted']})"
QUIET = f"var(--jp-content-font-color2, {FALLBACKS['muted']})"
GRID = "var(--jp-border-color2, #a3abb8)"
GROUND = "var(--jp-layout-color0, transparent)"

_FONT = 'var(--jp-ui-font-family, system-ui, "Segoe UI", sans-serif)'
TICKS = {"fill": QUIET, "font": f"12px {_FONT}"}
PLOT = {"fill": "transparent"}


@cache
def css(name: str) -> str:
    """Return the colour of a token for graphics, as CSS."""
    token = f"--cjm-color-{name}" if name in PALETTE else f"--cjm-{name.replace('_', '-')}"
    return GRID if name == "border" else f"var({token}, {FALLBACKS.get(name, '#ffffff')})"


@cache
def hollow(name: str) -> str:
    """Return the colour of a dot that is to be hollow; where no style sheet makes it so, it is filled.

    The style sheet knows it by the way its stand-in is written: with its opacity, ``#7b8494ff``.
    """
    return f"{css(name)[:-1]}ff)"


@cache
def of_words(name: str) -> str:
    """Return the colour of a token for words, as CSS."""
    return {"text": TEXT, "muted": QUIET}.get(name) or css(name)


def title(left: float, right: float) -> dict[str, str]:
    """Return the style of a title that starts at the left edge of the figure.

    bqplot puts it in the middle of the plot; half of the figure, less what the margins add, takes it back.
    """
    aside = 12 - (left - right) / 2
    return {
        "fill": TEXT,
        "font": f"600 14px {_FONT}",
        "text-anchor": "start",
        "transform": f"translate(calc(-50% + {aside:g}px), -11px)",
        "transform-box": "view-box",
    }
