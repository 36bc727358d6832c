"""The findings of the doctor as text, table and JSON; in a notebook it also asks the page for an answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Literal

from cjm_widgets.locale import text
from cjm_widgets.model.ids import new_id
from cjm_widgets.model.words import Words

State = Literal["ok", "info", "fault", "waiting"]
MARKS: dict[State, str] = {"ok": "✓", "info": "·", "fault": "✗", "waiting": "…"}
PATIENCE = 5.0
"""Seconds after which a page that has not answered counts as one that does not."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at.

    Attributes
    ----------
    name : str
        What: ``"versions"``, ``"host"``, ``"trust"``, ``"messages"``, ``"files"`` …
    state : str
        ``"ok"``, ``"info"``, ``"fault"`` or, until the page answers, ``"waiting"``.
    found : str
        What was found.
    remedy : str or None
        What to do about a fault.
    """

    name: str
    state: State
    found: Words
    remedy: Words | None = None


class Report:
    """What :func:`cjm_widgets.doctor` found.

    Parameters
    ----------
    findings : iterable of Finding
        In the order they are read.
    locale : str
        ``"en"`` or ``"fr"``.
    """

    def __init__(self, findings: Iterable[Finding], locale: str) -> None:
        self.findings: list[Finding] = list(findings)
        self.locale = locale
        self._display_id: str | None = None
        self._probe: Any = None

    @property
    def faults(self) -> list[Finding]:
        """What does not work, each with its remedy."""
        return [finding for finding in self.findings if finding.state == "fault"]

    @property
    def ok(self) -> bool:
        """Whether nothing was found that does not work."""
        return not self.faults

    def text(self) -> str:
        """Return one line a finding, remedies below their faults."""
        lines = []
        for finding in self.findings:
            name = text(f"doctor.name_{finding.name}", self.locale)
            said = text("doctor.line", self.locale, name=name, found=finding.found.say(self.locale))
            lines.append(f"{MARKS[finding.state]} {said}")
            if finding.remedy:
                lines.append(f"    → {finding.remedy.say(self.locale)}")
        count = len(self.faults)
        lines.append(text("doctor.faults" if count else "doctor.well", self.locale, count=count))
        return "\n".join(lines)

    def to_dict(self) -> dict[str, Any]:
        """Return the findings as plain JSON values, for pipelines."""
        return {
            "ok": self.ok,
            "findings": [
                {
                    "name": each.name,
                    "state": each.state,
                    "found": str(each.found),
                    "remedy": str(each.remedy) if each.remedy else None,
                }
                for each in self.findings
            ],
        }

    def __repr__(self) -> str:
        return self.text()

    def _repr_html_(self) -> str:
        rows = []
        for each in self.findings:
            remedy = escape(each.remedy.say(self.locale)) if each.remedy else ""
            cells = (
                MARKS[each.state],
                text(f"doctor.name_{each.name}", self.locale),
                each.found.say(self.locale),
            )
            rows.append("".join(f"<td>{escape(cell)}</td>" for cell in cells) + f"<td>{remedy}</td>")
        return "<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>"

    # -- in a notebook --------------------------------------------------------------------------------

    def settle(self, name: str, state: State, found: Words, remedy: Words | None = None) -> None:
        """Say what became of a finding that was waited for; shows it where the report is displayed."""
        self.findings = [
            replace(each, state=state, found=found, remedy=remedy) if each.name == name else each
            for each in self.findings
        ]
        if self._display_id:
            from IPython.display import update_display

            update_display(self._bundle(), raw=True, display_id=self._display_id)

    def _bundle(self) -> dict[str, str]:
        return {"text/plain": self.text(), "text/html": self._repr_html_()}

    def _ipython_display_(self) -> None:
        """Show the report; where a page is there, ask it for an answer and show that when it comes."""
        from IPython.display import display

        self._display_id = new_id("report")
        display(self._bundle(), raw=True, display_id=self._display_id)
        if any(each.state == "waiting" for each in self.findings):
            self._ask()

    def _ask(self) -> None:
        from IPython.display import display

        from cjm_widgets.widgets.probe import make_probe

        self._probe = make_probe(self._answered)
        data = self._probe._repr_mimebundle_()
        if data is not None:
            display({**data[0], "text/plain": " "}, metadata=data[1], raw=True)
        with contextlib.suppress(RuntimeError):
            asyncio.get_running_loop().call_later(PATIENCE, self._unanswered)

    def _answered(self, seconds: float) -> None:
        self.settle("messages", "ok", Words("doctor.answered", ms=round(seconds * 1000)))

    def _unanswered(self) -> None:
        waiting = any(each.name == "messages" and each.state == "waiting" for each in self.findings)
        if waiting:
            self.settle("messages", "fault", Words("doctor.unanswered"), Words("doctor.unanswered_remedy"))
        if self._probe is not None:
            self._probe.close()
