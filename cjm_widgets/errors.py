"""The errors people meet: what failed, where, what was expected, a near match; knows no other module."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager


class CjmError(Exception):
    """Base of every error this package raises on purpose.

    Parameters
    ----------
    message : str
        What failed, in one sentence.
    code : str
        A stable machine name, for instance ``"missing_reference"``.
    where : str, optional
        The place: a table and field, a column, a file and line.
    value : object, optional
        The value that was refused.
    expected : str, optional
        What would have been accepted.
    hint : str, optional
        The remedy, often a near match.
    """

    default_code = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        where: str | None = None,
        value: object = None,
        expected: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.default_code
        self.where = where
        self.value = value
        self.expected = expected
        self.hint = hint

    def __str__(self) -> str:
        parts = [self.message]
        if self.where:
            parts.append(f"Where: {self.where}.")
        if self.value is not None:
            parts.append(f"Value: {shorten(self.value)}.")
        if self.expected:
            parts.append(f"Expected: {self.expected}.")
        if self.hint:
            parts.append(self.hint)
        return printable(" ".join(parts))


class BadInput(CjmError, ValueError):
    """A value, a column or an argument that cannot be used as it is."""

    default_code = "invalid_value"


class NotFound(CjmError, LookupError):
    """A name that nothing in the document or the data carries."""

    default_code = "gone"


class OperationRefused(CjmError):
    """A batch of operations that would leave the document invalid; nothing of it was applied.

    Attributes
    ----------
    table, record_id, field : str or None
        The place of the first operation that was refused.
    """

    default_code = "invalid_value"

    def __init__(
        self,
        message: str,
        *,
        code: str,
        table: str | None = None,
        record_id: str | None = None,
        field: str | None = None,
        value: object = None,
        expected: str | None = None,
        hint: str | None = None,
    ) -> None:
        place = ".".join(part for part in (table, record_id, field) if part)
        super().__init__(message, code=code, where=place or None, value=value, expected=expected, hint=hint)
        self.table = table
        self.record_id = record_id
        self.field = field


class FileProblem(CjmError, OSError):
    """A document file that cannot be read or written; what is in memory is untouched."""

    default_code = "file"


class NotInstalled(CjmError, ImportError):
    """A package that something needs is not there; names it and how to get it."""

    default_code = "not_installed"


def not_installed(what: str, error: ImportError, install: str | None = None) -> NotInstalled:
    """Return the error that says what needs which package.

    Parameters
    ----------
    what : str
        What was asked for, as the beginning of a sentence: ``"Writing .pdf"``.
    error : ImportError
        What Python said.
    install : str, optional
        What to give to pip; the package itself when left out.
    """
    package = (error.name or "").partition(".")[0]
    package = {"PIL": "Pillow", "resvg_py": "resvg-py"}.get(package, package)
    hint = f"Install it: pip install {install or package}"
    if sys.platform == "emscripten":
        hint = (
            f"In a browser, try: %pip install {package}. "
            "numpy, pandas, scipy and Pillow come with Pyodide's full distribution only, bqplot needs them, "
            "and resvg-py is not to be had."
        )
    return NotInstalled(f"{what} needs the package {package}.", hint=hint)


@contextmanager
def needed_for(what: str) -> Iterator[None]:
    """Say what needs it where a package that is imported inside is not there.

    Raises
    ------
    NotInstalled
        Names `what`, the package and the remedy.
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise not_installed(what, error) from error


def near_match(word: str, choices: Iterable[str]) -> str | None:
    """Return the choice that looks most like `word`, or None when none is near."""
    by_folded = {choice.casefold(): choice for choice in choices}
    found = difflib.get_close_matches(str(word).casefold(), list(by_folded), n=1, cutoff=0.55)
    return by_folded[found[0]] if found else None


def did_you_mean(word: str, choices: Iterable[str]) -> str | None:
    """Return ``Did you mean "…"?`` with the near match, or None."""
    match = near_match(word, choices)
    return f'Did you mean "{match}"?' if match else None


def an(noun: str) -> str:
    """Return `noun` behind its article, as a sentence begins: ``"An emotion"``."""
    return f"An {noun}" if noun[:1] in "aeio" else f"A {noun}"


def printable(text: str) -> str:
    """Return a text that every screen, file and message can carry: halves of characters become marks."""
    return text.encode("utf-8", "replace").decode()


def shorten(value: object, limit: int = 80) -> str:
    """Return `value` as text of at most `limit` characters."""
    text = repr(value)
    return text if len(text) <= limit else text[: limit - 1] + "…"
