"""A plain grid as a journey: lanes down, stages across, or the other way round; reads no file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from cjm_widgets.interchange.cells import unguard
from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.source import Source
from cjm_widgets.interchange.words import is_own_name, is_phases, lane_called, mood, number
from cjm_widgets.interchange.xlsx import letter
from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.order import between, first_keys
from cjm_widgets.model.scales import SCALES, from_scale
from cjm_widgets.model.words import Words

MAX_SIDE = 1_000
"""Lanes and stages a grid may have each."""
_BULLET = re.compile(r"^\s*(?:[-*•‣–·]\s+|\d{1,2}[.)]\s+)")

Grid = list[list[str]]


def read_grid(
    source: Source, rows: Sequence[Sequence[Any]], draft: Draft, lanes: str = "auto", sheet: str = ""
) -> None:
    """Read a grid into `draft`: its first column names the lanes and its first row the stages.

    Parameters
    ----------
    source : Source
        The file; its name becomes the title of the journey.
    rows : sequence of sequence
        The cells; each line of a cell becomes a card, in a lane of emotions a point.
    draft : Draft
        Where the records go.
    lanes : str
        ``"rows"``, ``"columns"`` for the transpose, or ``"auto"``: where more names of lanes stand.
    sheet : str
        The name of the sheet, for places.

    Raises
    ------
    FileProblem
        There are not at least two rows and two columns, or too many.
    """
    grid, top = _square([[_shown(cell) for cell in row] for row in rows])
    if len(grid) < 2 or len(grid[0]) < 2:
        raise source.problem(
            Words("interchange.no_grid"), code="no_grid", hint=Words("interchange.grid_hint"), line=1
        )
    turned = lanes == "columns" or (lanes == "auto" and _lanes_across(grid))
    if turned:
        grid = [list(column) for column in zip(*grid, strict=True)]
    if len(grid) > MAX_SIDE or len(grid[0]) > MAX_SIDE:
        raise source.problem(
            Words("interchange.grid_large", limit=MAX_SIDE), code="too_large",
            hint=Words("interchange.split_it"),
        )  # fmt: skip
    draft.note(Words("interchange.lanes_in_columns" if turned else "interchange.lanes_in_rows"))

    def place(row: int, column: int) -> Words:
        row, column = (column, row) if turned else (row, column)
        cell = f"{letter(column)}{row + top}"
        return Words("interchange.cell", path=source.name, sheet=sheet or "1", cell=cell)

    _Grid(source, grid, draft, place).build()


def _shown(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return unguard(str(cell)).strip()


def _square(rows: list[list[str]]) -> tuple[Grid, int]:
    """Return the rows from the first that holds something, all as long, and the number of that row."""
    while rows and not any(rows[-1]):
        rows.pop()
    top = next((at for at, row in enumerate(rows) if any(row)), 0)
    wide = max((at + 1 for row in rows for at, cell in enumerate(row) if cell), default=0)
    return [(row + [""] * wide)[:wide] for row in rows[top:]], top + 1


def _lanes_across(grid: Grid) -> bool:
    down = sum(lane_called(row[0]) is not None or is_phases(row[0]) for row in grid[1:])
    across = sum(lane_called(cell) is not None or is_phases(cell) for cell in grid[0][1:])
    return across > down


class _Grid:
    """Makes the records of one grid."""

    def __init__(self, source: Source, grid: Grid, draft: Draft, place: Any) -> None:
        self.draft, self.grid, self.place = draft, grid, place
        title = source.stem[:1_000]
        self.journey = derived_id("journey", title)
        draft.put("journeys", {"id": self.journey, "title": title}, place(0, 0))
        self.stages: dict[int, str] = {}
        self.last: dict[str, str] = {}  # the key of the last card of each cell

    def build(self) -> None:
        """Make all records."""
        rows = self._rows()
        phases = next((row for row, label in rows if is_phases(label)), None)
        self._columns(self.grid[phases] if phases is not None else [])
        lanes: dict[str, str] = {}
        keys = iter(first_keys(len(rows)))
        for row, label in rows:
            if row == phases:
                continue
            kind = lane_called(label) or "free_text"
            title = "" if is_own_name(kind, label) else label[:1_000]
            lane_id = derived_id("lane", self.journey, kind, title, "")
            if lane_id not in lanes:
                lanes[lane_id] = kind
                data = {"id": lane_id, "journey_id": self.journey, "kind": kind, "title": title}
                self.draft.put("lanes", {**data, "order": next(keys)}, self.place(row, 0))
            if kind == "emotions":
                self._moods(row)
            else:
                self._cells(row, lane_id)

    def _rows(self) -> list[tuple[int, str]]:
        """Return the rows below the first with their lanes; one without a name goes on with that above."""
        found: list[tuple[int, str]] = []
        for at, row in enumerate(self.grid[1:], 1):
            label = row[0] or (found[-1][1] if found else "")
            if any(row) and label:
                found.append((at, label))
            elif any(row):
                self.draft.unassigned.note(
                    self.place(at, 0), Words("interchange.no_lane"), " | ".join(row)[:200]
                )
        return found

    def _columns(self, phases: list[str]) -> None:
        """Make phases and stages; a stage without a name is told where it holds something."""
        seen: Counter[str] = Counter()
        made: dict[str, str] = {}
        columns = range(1, len(self.grid[0]))
        phase, phase_keys, stage_keys = "", iter(first_keys(len(columns))), iter(first_keys(len(columns)))
        for at in columns:
            name = " ".join(self.grid[0][at].split())
            phase = (phases[at] if phases else "") or phase
            if not name:
                if any(row[at] for row in self.grid):
                    said = " | ".join(row[at] for row in self.grid if row[at])
                    self.draft.unassigned.note(self.place(0, at), Words("interchange.no_stage"), said)
                continue
            if phase not in made:
                made[phase] = self._phase(phase, next(phase_keys), at)
            seen[name] += 1
            stage_id = derived_id("stage", self.journey, name, *([seen[name]] if seen[name] > 1 else []))
            data = {"id": stage_id, "journey_id": self.journey, "phase_id": made[phase], "name": name}
            if self.draft.put("stages", {**data, "order": next(stage_keys)}, self.place(0, at)):
                self.stages[at] = stage_id

    def _phase(self, name: str, key: str, at: int) -> str:
        phase_id = derived_id("phase", self.journey, name or "during")
        data = {"id": phase_id, "journey_id": self.journey, "name": name, "order": key}
        self.draft.put("phases", {**data, "role": None if name else "during"}, self.place(0, at))
        return phase_id

    def _cells(self, row: int, lane_id: str) -> None:
        for at, stage_id in self.stages.items():
            lines = [_BULLET.sub("", line).strip() for line in self.grid[row][at].split("\n")]
            for said in (line for line in lines if line):
                data = {"journey_id": self.journey, "lane_id": lane_id, "stage_id": stage_id, "text": said}
                wanted = derived_id("card", self.journey, lane_id, stage_id, said, None)
                order = between(self.last.get(lane_id + stage_id), None)
                self.last[lane_id + stage_id] = order
                self.draft.put("cards", {**data, "id": wanted, "order": order}, self.place(row, at))

    def _moods(self, row: int) -> None:
        """Put the points of the curve; numbers are read on the scale that holds all of them."""
        cells = {at: self.grid[row][at] for at in self.stages if self.grid[row][at]}
        numbers = {at: value for at, cell in cells.items() if (value := number(cell)) is not None}
        scale = _scale(list(numbers.values()))
        if numbers:
            self.draft.note(Words("interchange.mood_scale", scale=scale))
        least, most = SCALES[scale]
        for at, cell in cells.items():
            value = mood(cell) if at not in numbers else None
            if at in numbers and least <= numbers[at] <= most:
                value = from_scale(numbers[at], scale)
            if value is None:
                self.draft.unassigned.note(self.place(row, at), Words("interchange.no_mood"), cell)
                continue
            point = derived_id("emotion", self.journey, self.stages[at], None, "as_is")
            data = {"id": point, "journey_id": self.journey, "stage_id": self.stages[at], "value": value}
            self.draft.put("emotions", data, self.place(row, at))


def _scale(values: list[float]) -> str:
    if any(value <= 0 for value in values) or not values:
        return "-2..+2"
    return "1..5" if max(values) <= 5 else "1..10"
