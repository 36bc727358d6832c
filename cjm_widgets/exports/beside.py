"""Writes an export beside the file of its document, under a name that is free; knows no page."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

from cjm_widgets.errors import FileProblem
from cjm_widgets.exports.files import Look, format_of, put, read
from cjm_widgets.exports.formats import write
from cjm_widgets.exports.names import file_name
from cjm_widgets.model.document import Document


@dataclass(frozen=True, slots=True)
class Written:
    """What came of an export.

    Attributes
    ----------
    name : str
        Of the file.
    data : bytes
        What is in it.
    path : Path or None
        Where it is; None where it could not be written.
    problem : str
        Why not; else empty.
    """

    name: str
    data: bytes
    path: Path | None
    problem: str = ""


def write_beside(x: Any, suffix: str, look: Look) -> Written:
    """Write `x` in the format of `suffix` into the folder of its document, else into the one worked in.

    No file that is there is replaced.

    Raises
    ------
    BadInput, CjmError
        No such format, or nothing that can be written; no file is made.
    """
    return ready_beside(x, suffix, look)()


def ready_beside(x: Any, suffix: str, look: Look) -> Callable[[], Written]:
    """Read and check all that :func:`write_beside` needs, and return what writes it.

    Later changes are not seen. What it returns may be called on another thread, one at a time.
    """
    format_of(f"x{suffix}")
    source, options = read(x, look)
    folder = folder_of(source.document)

    def written() -> Written:
        data = write(source, suffix, options)
        target = _free(folder, file_name(source), suffix)
        try:
            return Written(target.name, data, put(target, data))
        except FileProblem as error:
            return Written(target.name, data, None, error.message)

    return written


def folder_of(document: Document) -> Path:
    """Return the folder of the file of a document; the one worked in where it has none."""
    own = document.save_status.path
    return Path(own).resolve().parent if own else Path.cwd()


def _free(folder: Path, name: str, suffix: str) -> Path:
    for number in count(1):
        target = folder / (f"{name}{suffix}" if number == 1 else f"{name}-{number}{suffix}")
        if not os.path.lexists(target):
            return target
    raise AssertionError("count never ends")
