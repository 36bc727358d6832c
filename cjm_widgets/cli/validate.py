"""Whether files can be read, and what in them cannot; changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import cjm_widgets
from cjm_widgets.cli.output import (
    FOUND,
    OK,
    complaint,
    each,
    fault,
    language,
    say_json,
    say_line,
    words,
    working,
)
from cjm_widgets.errors import CjmError


def validate(files: Sequence[Path], *, strict: bool, as_json: bool, tasks: str, lanes: str) -> int:
    """Read each file; return 0 where all are valid, else 1."""
    if len(files) == 1:
        working(words("cli.reading", path=files[0]))
    found = [_one(path, strict, tasks, lanes, quiet=as_json) for path in each(files, str)]
    ok = all(one["ok"] for one in found)
    if as_json:
        say_json({"ok": ok, "files": found})
    return OK if ok else FOUND


def _one(path: Path, strict: bool, tasks: str, lanes: str, *, quiet: bool) -> dict[str, Any]:
    try:
        preview = cjm_widgets.read(path, tasks=tasks, lanes=lanes)
    except CjmError as error:
        if not quiet:
            say_line(words("cli.not_readable", path=path))
            say_line(f"  {complaint(error)}")
        return {"path": str(path), "ok": False, "error": fault(error)}
    counts = preview.counts
    bad = counts["invalid"] + (counts["duplicate"] + counts["unassigned"] if strict else 0)
    if not quiet:
        say_line(preview.text(language()))
        say_line("  " + words("cli.is_not_valid" if bad else "cli.is_valid", count=bad))
    return {**preview.to_dict(), "ok": not bad}
