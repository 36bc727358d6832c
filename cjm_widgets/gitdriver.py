"""What git calls to merge documents and to show them as text; knows no git and no widgets.

A merge writes the merged document over our file. It ends with 0 when nobody has to choose, with 1 when some
fields hold two values (the file is a whole document, and both values are in it), and with 2 when a file
cannot be read; then ours is untouched.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from cjm_widgets.errors import CjmError, FileProblem
from cjm_widgets.locale import default_locale, text
from cjm_widgets.model.codec import dumps
from cjm_widgets.model.outline import outline_text
from cjm_widgets.model.record_words import field_name, record_name, short, table_name
from cjm_widgets.model.records import Conflict
from cjm_widgets.model.state import State
from cjm_widgets.model.words import Words, say
from cjm_widgets.storage.atomic import write_atomic
from cjm_widgets.storage.merge import merge3
from cjm_widgets.storage.reading import read

MERGED, IN_CONFLICT, FAILED = 0, 1, 2
USAGE = "python -m cjm_widgets.gitdriver merge BASE OURS THEIRS | textconv FILE"
PathLike = str | os.PathLike[str]


def merge_files(
    base: PathLike, ours: PathLike, theirs: PathLike, *, err: TextIO | None = None, locale: str | None = None
) -> int:
    """Merge three files as git's ``%O %A %B`` over `ours`; say to `err` what is undecided.

    Parameters
    ----------
    base, ours, theirs : path
        The common file (empty where there was none) and the two edited ones.
    err : text file, optional
        Where it is said; standard error when left out.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.

    Returns
    -------
    int
        0 merged, 1 some fields hold two values, 2 a file cannot be read or written.
    """
    out, language = err or sys.stderr, locale or default_locale()
    try:
        merged = merge3(_state(base, empty=True), _state(ours, empty=True), _state(theirs, empty=True))
        try:
            write_atomic(Path(ours), dumps(merged.state).encode("utf-8"))
        except OSError as error:
            raise FileProblem(str(error), where=os.fspath(ours)) from error
    except CjmError as error:
        print(_fault(error, language), file=out)
        return FAILED
    if not merged.conflicts:
        return MERGED
    print(Words("storage.merged_in_conflict", count=len(merged.conflicts)).say(language), file=out)
    for conflict in merged.conflicts:
        print(f"  {_place(merged.state, conflict, language)}", file=out)
    return IN_CONFLICT


def textconv(path: PathLike, *, out: TextIO | None = None, locale: str | None = None) -> int:
    """Write a document as readable lines to `out`, for ``git diff`` and ``git log -p``.

    What cannot be read as a document is written as it is, so that git still has something to compare.

    Parameters
    ----------
    path : path
        The file.
    out : text file, optional
        Standard output when left out.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.

    Returns
    -------
    int
        0; 2 when there is no such file.
    """
    target, language = out or sys.stdout, locale or default_locale()
    try:
        lines = outline_text(_state(path, empty=True), language)
    except CjmError as error:
        try:
            lines = Path(path).read_bytes().decode("utf-8", "replace")
        except OSError:
            print(_fault(error, language), file=sys.stderr)
            return FAILED
    target.write(lines)
    return MERGED


def _state(path: PathLike, *, empty: bool) -> State:
    """Return the content of a file; git gives an empty one for a side that has no such file."""
    real = Path(path)
    if empty and real.is_file() and not real.stat().st_size:
        return State()
    content = read(real)
    if content is None:
        raise FileProblem("There is no such file.", code="no_file", where=os.fspath(path))
    if content.partial:
        raise FileProblem(content.partial, code="newer_schema", where=os.fspath(path))
    return content.state


def _fault(error: CjmError, locale: str) -> str:
    return f"cjm_widgets: {say(error.message, locale)} ({say(str(error.where), locale)})"


def _place(state: State, conflict: Conflict, locale: str) -> str:
    record = state.tables[conflict.of_table][conflict.of_id]
    kind, field = table_name(conflict.of_table, locale), field_name(conflict.of_table, conflict.field, locale)
    named = text("difference.record", locale, kind=kind, name=record_name(state, record, locale))
    return f"{named}, {field}: {short(conflict.other, 80)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Do what the command line says; returns the exit status."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    match given:
        case ["merge", base, ours, theirs, *_]:
            return merge_files(base, ours, theirs)
        case ["textconv", path]:
            return textconv(path)
    print(USAGE, file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
