"""Mermaid's journey grammar: a text in, sections and tasks with their lines out; knows no records."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cjm_widgets.interchange.draft import MAX_RECORDS, Draft
from cjm_widgets.interchange.mermaid_blocks import Block
from cjm_widgets.interchange.mermaid_text import unescape
from cjm_widgets.interchange.source import Source
from cjm_widgets.model.words import Words

_COMMENT = re.compile(r"^[ \t]*%%")
_HEAD = re.compile(r"journey\b", re.IGNORECASE)
_TITLE = re.compile(r"title\s(.*)", re.IGNORECASE)
_SECTION = re.compile(r"section\s(.*)", re.IGNORECASE)
_ACC_TITLE = re.compile(r"accTitle\s*:\s*(.*)", re.IGNORECASE)
_ACC_LINE = re.compile(r"accDescr\s*:\s*(.*)", re.IGNORECASE)
_ACC_OPEN = re.compile(r"accDescr\s*\{(.*)", re.IGNORECASE)
_ENTITY = re.compile(r"#\w+;")
_SCORE = re.compile(r"[+-]?(\d+(?:\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")


@dataclass(frozen=True, slots=True)
class Task:
    """One task.

    Attributes
    ----------
    line : int
        Where it stands, from 1.
    name : str
        What it is called.
    score : float or None
        From 1 to 5 as people write it; None where there is no number.
    actors : tuple of str
        Who does it, each once.
    """

    line: int
    name: str
    score: float | None
    actors: tuple[str, ...]


@dataclass(slots=True)
class Section:
    """Tasks under one heading; ``name`` is empty for those before any."""

    line: int
    name: str
    tasks: list[Task] = field(default_factory=list)


@dataclass(slots=True)
class Diagram:
    """What a journey diagram says, and the comments in it with their lines."""

    title: str = ""
    acc_title: str = ""
    description: str = ""
    sections: list[Section] = field(default_factory=list)
    comments: list[tuple[int, str]] = field(default_factory=list)

    @property
    def tasks(self) -> list[Task]:
        """All tasks, in order."""
        return [task for section in self.sections for task in section.tasks]

    @property
    def size(self) -> int:
        """Sections and tasks together."""
        return sum(1 + len(section.tasks) for section in self.sections)


def parse(source: Source, block: Block, draft: Draft, room: int = MAX_RECORDS) -> Diagram:
    """Read a diagram; a statement Mermaid itself would refuse is told to `draft` and passed over.

    Parameters
    ----------
    source : Source
        The file.
    block : Block
        The text of the diagram.
    draft : Draft
        Is told of faults.
    room : int
        Sections and tasks there may be.

    Raises
    ------
    FileProblem
        There is no journey diagram in the text, or it has more sections and tasks than `room`, or ten times
        as many names of actors; the line is named.
    """
    diagram = Diagram(title=block.title)
    _Statements(source, draft, diagram, block.first, room).read(block.text.split("\n"))
    return diagram


class _Statements:
    """The lines of a diagram, one after the other."""

    def __init__(self, source: Source, draft: Draft, diagram: Diagram, first: int, room: int) -> None:
        self.source, self.draft, self.diagram, self.first = source, draft, diagram, first
        self.room, self.names_room = room, 10 * room
        self.begun = False
        self.open: list[str] | None = None

    def read(self, lines: list[str]) -> None:
        """Read all lines."""
        for number, line in enumerate(lines, self.first):
            if self.open is not None:
                self._describe(line)
            elif _COMMENT.match(line):
                self.diagram.comments.append((number, line.strip()[2:].strip()))
            elif not self.begun:
                self._begin(number, line.strip())
            else:
                self._statement(number, line.strip())
        if not self.begun:
            raise self._no_journey(self.first)

    def _begin(self, number: int, line: str) -> None:
        if not line:
            return
        head = _HEAD.match(line)
        if head is None or not line.startswith("journey"):
            raise self._no_journey(number)
        self.begun = True
        rest = line[head.end() :].strip()
        if rest:
            self._statement(number, rest)

    def _no_journey(self, line: int) -> Exception:
        return self.source.problem(
            Words("interchange.no_mermaid_journey"), code="not_mermaid",
            hint=Words("interchange.begin_journey"), line=line,
        )  # fmt: skip

    def _statement(self, number: int, line: str) -> None:
        acc = _ACC_TITLE.match(line) or _ACC_LINE.match(line)
        if acc:
            name = "acc_title" if line.lower().startswith("acctitle") else "description"
            setattr(self.diagram, name, unescape(acc[1]))
            return
        opened = _ACC_OPEN.match(line)
        if opened:
            self.open = []
            self._describe(opened[1])
            return
        plain = _ENTITY.sub(lambda found: "x" * len(found[0]), line)  # as long, so that places are the same
        end, comment, _ = plain.partition("#")
        said = line[: len(end)].strip()
        if not said:
            return
        if ";" in end:
            self._refused(number, "interchange.mermaid_semicolon", line)
        elif title := _TITLE.match(said):
            self.diagram.title = unescape(title[1])
        elif section := _SECTION.match(said):
            self._section(number, section[1], line)
        else:
            self._task(number, said, line, cut=bool(comment))

    def _take(self, number: int, names: int = 0) -> None:
        """Refuse the file as soon as it has more statements or names of actors than can become records."""
        self.room, self.names_room = self.room - 1, self.names_room - names
        if self.room < 0 or self.names_room < 0:
            many = ("tasks", MAX_RECORDS) if self.room < 0 else ("actors", 10 * MAX_RECORDS)
            raise self.source.problem(
                Words(f"interchange.mermaid_many_{many[0]}", limit=many[1]), code="too_large",
                hint=Words("interchange.split_it"), line=number,
            )  # fmt: skip

    def _section(self, number: int, name: str, line: str) -> None:
        self._take(number)
        if ":" in name:
            self._refused(number, "interchange.mermaid_colon", line)
            name = name.partition(":")[0]
        self.diagram.sections.append(Section(number, unescape(name)))

    def _task(self, number: int, said: str, line: str, *, cut: bool) -> None:
        name, colon, data = said.partition(":")
        name = unescape(name)
        if not colon or not data:
            key = "interchange.mermaid_hash" if cut else "interchange.mermaid_no_score"
            self._refused(number, key, line)
            return
        if not name:
            self._refused(number, "interchange.mermaid_no_name", line)
            return
        score, _, rest = data.partition(":")
        said_by = rest.partition(":")[0]
        self._take(number, said_by.count(",") + 1)
        people = [unescape(actor) for actor in said_by.split(",")]
        value = self._score(number, score.strip(), line)
        actors = tuple(dict.fromkeys(actor for actor in people if actor))
        if not self.diagram.sections:
            self.diagram.sections.append(Section(number, ""))
        self.diagram.sections[-1].tasks.append(Task(number, name, value, actors))

    def _score(self, number: int, word: str, line: str) -> float | None:
        value = float(word) if _SCORE.fullmatch(word) else None
        if value is None or not 1 <= value <= 5:
            self._refused(number, "interchange.mermaid_score", line)
            return None
        return value

    def _describe(self, line: str) -> None:
        said, closed, _ = line.partition("}")
        parts = [*(self.open or ()), said.strip()]
        self.open = None if closed else parts
        if closed:
            self.diagram.description = unescape("<br>".join(part for part in parts if part))

    def _refused(self, number: int, key: str, line: str) -> None:
        self.draft.invalid.note(self.source.line(number), Words(key), line)


def together(tasks: list[Task]) -> list[list[Task]]:
    """Return tasks that follow each other under one name for different actors as one."""
    groups: list[list[Task]] = []
    for task in tasks:
        last = groups[-1] if groups else []
        met = {actor for other in last for actor in other.actors}
        alone = not task.actors or any(not other.actors for other in last)
        if last and last[0].name == task.name and not alone and not met & set(task.actors):
            last.append(task)
        else:
            groups.append([task])
    return groups
