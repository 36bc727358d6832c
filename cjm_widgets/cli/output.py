"""What commands print and how they end: text or JSON, progress, codes; knows no command."""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import typer

from cjm_widgets import locale as catalogue
from cjm_widgets.errors import CjmError, FileProblem
from cjm_widgets.locale import text
from cjm_widgets.model.words import say
from cjm_widgets.storage.atomic import write_atomic

T = TypeVar("T")

OK, FOUND, FAILED = 0, 1, 2
"""Nothing to say; faults or differences were found; it could not be done."""
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def language() -> str:
    """Return the language of what is printed."""
    return catalogue.default_locale()


def words(key: str, **values: object) -> str:
    """Return a text of the command line."""
    return text(key, language(), **values)


def safe(said: str) -> str:
    """Return a text that no terminal takes for a command of its own."""
    return _CONTROL.sub("", said)


def say_line(said: str = "") -> None:
    """Print a line."""
    typer.echo(safe(said))


def say_json(data: Any) -> None:
    """Print JSON, one value."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False, default=str))


def complaint(error: CjmError) -> str:
    """Return an error in the language of the reader, as far as it can be said in it."""
    parts = [say(error.message, language())]
    if error.where:
        parts.append(words("cli.where", where=say(error.where, language())))
    if error.expected:
        parts.append(words("cli.expected", expected=say(error.expected, language())))
    if error.hint:
        parts.append(say(error.hint, language()))
    return safe(" ".join(parts))


def fault(error: CjmError) -> dict[str, Any]:
    """Return an error as JSON values."""
    return {
        "code": error.code,
        "message": str(error.message),
        "where": str(error.where) if error.where else None,
        "expected": str(error.expected) if error.expected else None,
        "hint": str(error.hint) if error.hint else None,
    }


@contextlib.contextmanager
def told(*, as_json: bool) -> Iterator[None]:
    """End with :data:`FAILED` where one of our own errors stops a command, and print it."""
    try:
        yield
    except CjmError as error:
        if as_json:
            say_json({"ok": False, "error": fault(error)})
        else:
            typer.echo(complaint(error), err=True)
        raise typer.Exit(FAILED) from None


def each(items: Sequence[T], label: Callable[[T], str]) -> Iterator[T]:
    """Yield items, on a terminal with progress on the error stream where there are several."""
    if len(items) < 2 or not sys.stderr.isatty():
        yield from items
        return
    with typer.progressbar(
        items, item_show_func=lambda one: label(one) if one else None, file=sys.stderr
    ) as bar:
        yield from bar


def working(what: str) -> None:
    """Say on a terminal what is being done, on the error stream."""
    if sys.stderr.isatty():
        typer.echo(safe(what), err=True)


def check_free(path: Path, *, force: bool) -> None:
    """Refuse a file that is there already, unless it may be replaced.

    Raises
    ------
    FileProblem
        It is there.
    """
    if path.exists() and not force:
        raise FileProblem(
            words("cli.there_already"), code="exists", where=str(path), hint=words("cli.use_force")
        )


def write(path: Path, data: bytes, *, force: bool) -> None:
    """Write a file whole or not at all; one that is there only with `force`.

    Raises
    ------
    FileProblem
        It is there already, or cannot be written.
    """
    check_free(path, force=force)
    try:
        write_atomic(path, data)
    except OSError as error:
        reason = words("storage.unwritable", reason=error.strerror or str(error))
        hint = words("cli.check_folder")
        raise FileProblem(reason, code="unwritable", where=str(path), hint=hint) from error
