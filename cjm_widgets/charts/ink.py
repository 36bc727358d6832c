"""Colours and styles of the charts as CSS values that follow the notebook's theme; knows no data."""

from __future__ import annotations

# ipywidgets takes a variable with a plain colour behind it, and no variable inside a variable.
MEASURED = "var(--cjm-measured, #0b7285)"
ACCENT = "var(--cjm-accent, #3b5bdb)"
NEGATIVE = "var(--cjm-negative, #c92a2a)"
ATTENTION = "var(--cjm-attention, #8f5500)"
TEXT = "var(--cjm-text, #1d2433)"
MUTED = "var(--cjm-muted, #5c667b)"
GRID = "var(--cjm-border, #e4e6ec)"

TITLE = {
    "fill": "var(--cjm-text, var(--jp-content-font-color1, #1d2433))",
    "font-size": "14px",
    "font-weight": "600",
}
TICKS = {"fill": "var(--cjm-muted, var(--jp-content-font-color2, #5c667b))", "font-size": "12px"}
PLOT = {"fill": "transparent"}
