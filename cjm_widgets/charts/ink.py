"""Colours and styles of the charts as CSS values that follow the notebook's theme; knows no data.

Where a board is on the page, its tokens paint the charts as well. Elsewhere a colour stands in that is
seen on white and on black alike (contrast at least 3:1). Words and grid have the colours of the notebook.
"""

from __future__ import annotations

FALLBACKS = {
    "measured": "#0c8599",
    "accent": "#5472e8",
    "negative": "#e03131",
    "attention": "#b27008",
    "muted": "#7b8494",
}
"""Colours for graphics that are seen on light and on dark grounds."""

MEASURED = f"var(--cjm-measured, {FALLBACKS['measured']})"
ACCENT = f"var(--cjm-accent, {FALLBACKS['accent']})"
NEGATIVE = f"var(--cjm-negative, {FALLBACKS['negative']})"
ATTENTION = f"var(--cjm-attention, {FALLBACKS['attention']})"
FAINT = f"var(--cjm-muted, {FALLBACKS['muted']})"
TEXT = f"var(--jp-content-font-color1, {FALLBACKS['muted']})"
QUIET = f"var(--jp-content-font-color2, {FALLBACKS['muted']})"
GRID = "var(--jp-border-color2, #a3abb8)"

_FONT = 'var(--jp-ui-font-family, system-ui, "Segoe UI", sans-serif)'
TITLE = {"fill": TEXT, "font": f"600 14px {_FONT}"}
TICKS = {"fill": QUIET, "font": f"12px {_FONT}"}
PLOT = {"fill": "transparent"}
