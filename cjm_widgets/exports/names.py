"""Names of files for what is exported; writes none."""

from __future__ import annotations

import re

from cjm_widgets.locale import text
from cjm_widgets.render.source import Source

_NOT_PLAIN = re.compile(r"[^\w -]+")
_LONGEST = 60


def file_name(source: Source) -> str:
    """Return a name without an ending that every system takes: that of the map, odd characters left out."""
    named = _NOT_PLAIN.sub(" ", source.name)
    plain = "-".join(named.lower().split())[:_LONGEST].strip("-_.")
    return plain or text("export.file_name", source.locale)
