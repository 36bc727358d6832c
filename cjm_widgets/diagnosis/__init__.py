"""What works here and what does not, each fault with one remedy; loads nothing until it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from cjm_widgets.diagnosis.checks import doctor as doctor
    from cjm_widgets.diagnosis.report import Report as Report

__all__ = ["Report", "doctor"]


def __getattr__(name: str) -> Any:
    if name == "doctor":
        from cjm_widgets.diagnosis.checks import doctor

        return doctor
    if name == "Report":
        from cjm_widgets.diagnosis.report import Report

        return Report
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
