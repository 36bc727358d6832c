"""The bytes of a file that is read in: how many, in which encoding, what they really are; knows no format."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from cjm_widgets.errors import BadInput, FileProblem
from cjm_widgets.model.words import Words

MAX_BYTES = 64 * 2**20
"""Bytes a file may have, unless whoever reads it says otherwise."""

_NUL_OR_ODD = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"), (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_MAGIC = (
    (b"PK\x03\x04", ".xlsx"), (b"PK\x05\x06", ".xlsx"), (b"\xd0\xcf\x11\xe0", ".xls"), (b"%PDF", ".pdf"),
    (b"\x89PNG", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"), (b"\x1f\x8b", ".gz"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Source:
    """A file that was read.

    Attributes
    ----------
    name : str
        How whoever reads it called it.
    suffix : str
        The end of the name in small letters, with its dot.
    data : bytes
        What it holds.
    """

    name: str
    suffix: str
    data: bytes = field(repr=False)

    @property
    def stem(self) -> str:
        """The name without folder and ending: what a journey without a title is called."""
        name = Path(self.name).name
        return name.removesuffix(".json").removesuffix(".cjm") if name.endswith(".json") else Path(name).stem

    def line(self, line: int) -> Words:
        """Return "file, line 3"."""
        return Words("storage.line", path=self.name, line=line)

    def problem(
        self, reason: Words, *, code: str, hint: Words, line: int | None = None, expected: str | None = None
    ) -> FileProblem:
        """Return the error that says what is wrong with this file, where, and what to do."""
        where = self.name if line is None else self.line(line)
        return FileProblem(reason, code=code, where=where, hint=hint, expected=expected)


def open_source(path: str | os.PathLike[str], max_bytes: int = MAX_BYTES) -> Source:
    """Read a file whole, if it is not too large.

    Raises
    ------
    BadInput
        Not a path.
    FileProblem
        It is not there, cannot be read, is empty or has more than `max_bytes`.
    """
    try:
        name = os.fsdecode(path)
    except TypeError:
        name = ""
    if not name.strip() or "\0" in name:
        raise BadInput("This is not a path of a file.", where="path", value=path, expected="text or a path")
    real = Path(name).expanduser()
    empty = Source(name, real.suffix.lower(), b"")
    try:
        if not real.is_file():
            key = "interchange.is_a_folder" if real.is_dir() else "interchange.no_file"
            raise empty.problem(Words(key), code="no_file", hint=Words("interchange.check_path"))
        size = real.stat().st_size
        if size > max_bytes:
            raise _too_large(empty, size, max_bytes)
        with real.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileProblem:
        raise
    except (OSError, ValueError) as error:
        reason = Words("storage.unreadable", reason=getattr(error, "strerror", None) or str(error))
        raise empty.problem(reason, code="unreadable", hint=Words("interchange.check_path")) from error
    if len(data) > max_bytes:
        raise _too_large(empty, len(data), max_bytes)
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise empty.problem(Words("storage.empty"), code="empty", hint=Words("interchange.get_again"), line=1)
    return Source(name, real.suffix.lower(), data)


def _too_large(source: Source, size: int, limit: int) -> FileProblem:
    sizes = {"size": _mega(size), "limit": _mega(limit)}
    return source.problem(
        Words("interchange.too_large", **sizes), code="too_large", hint=Words("interchange.make_smaller")
    )


def _mega(size: int) -> str:
    return f"{size / 2**20:.1f}".removesuffix(".0")


def real_kind(source: Source) -> str | None:
    """Return the ending a file of these first bytes has, or None where they tell nothing."""
    return next((suffix for mark, suffix in _MAGIC if source.data.startswith(mark)), None)


def decode(source: Source, note: Callable[[Words], object] = lambda _words: None) -> str:
    r"""Return the text of a file with ``\n`` line ends; `note` is told when the encoding was guessed.

    UTF-8, and UTF-16 or UTF-32 with a mark or told by their zero bytes; anything else is read as
    Windows-1252, which is how Western spreadsheets write French.

    Raises
    ------
    FileProblem
        It is not text.
    """
    data = source.data
    kind = real_kind(source)
    if kind is not None:
        raise mislabelled(source, kind)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None) or _wide(data)
    try:
        text = data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        if encoding is not None:
            line = data.count(b"\n", 0, error.start) + 1
            raise _not_text(source, line) from None
        text = data.decode("cp1252", "replace")
        note(Words("interchange.read_as", encoding="Windows-1252"))
    else:
        if encoding not in (None, "utf-8-sig"):
            note(Words("interchange.read_as", encoding=str(encoding).upper()))
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    odd = _NUL_OR_ODD.search(text)
    if odd:
        raise _not_text(source, text.count("\n", 0, odd.start()) + 1)
    return text


def _wide(data: bytes) -> str | None:
    """Return UTF-16 or UTF-32 where zero bytes stand as in these without a mark."""
    head = data[:400]
    if head[1:4] == b"\0\0\0":
        return "utf-32-le"
    zeros = head[1::2].count(0), head[::2].count(0)
    half = max(1, len(head) // 4)
    if zeros[0] > half and zeros[0] > zeros[1]:
        return "utf-16-le"
    return "utf-16-be" if zeros[1] > half else None


def _not_text(source: Source, line: int) -> FileProblem:
    return source.problem(
        Words("interchange.not_text"), code="not_text", hint=Words("interchange.save_utf8"), line=line
    )


def mislabelled(source: Source, kind: str) -> FileProblem:
    """Return the error for a file that is something else than its name says."""
    reason = Words("interchange.mislabelled", suffix=source.suffix or "—", kind=kind)
    hint = Words("interchange.rename", suffix=kind) if kind == ".xlsx" else Words("interchange.get_again")
    return source.problem(reason, code="mislabelled", hint=hint)
