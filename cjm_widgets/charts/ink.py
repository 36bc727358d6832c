"""Colours and styles of the charts as CSS values that follow the notebook's theme; knows no data."""

from __future__ import annotations

MEASURED = "var(--cjm-measured, var(--jp-info-color1, #0b7285))"
ACCENT = "var(--cjm-accent, var(--jp-brand-color1, #3b5bdb))"
NEGATIVE = "var(--cjm-negative, var(--jp-error-color1, #c92a2a))"
ATTENTION = "var(--cjm-attention, var(--jp-warn-color1, #8f5500))"
TEXT = "var(--cjm-text, var(--jp-content-font-color1, #1d2433))"
MUTED = "var(--cjm-muted, var(--jp-content-font-color2, #5c667b))"
GRID = "var(--cjm-border, var(--jp-border-color2, #e4e6ec))"

TITLE = {"fill": TEXT, "font-size": "14px", "font-weight": "600"}
TICKS = {"fill": MUTED, "font-size": "12px"}
PLOT = {"fill": "transparent"}
