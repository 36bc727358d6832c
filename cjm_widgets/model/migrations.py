"""Steps from one schema version to the next, on plain JSON values; knows no records."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cjm_widgets.model.records import SCHEMA_VERSION

Tables = dict[str, Any]

MIGRATIONS: dict[int, Callable[[Tables], Tables]] = {}
"""Version → the function that leads from it to the next one."""


def migrate(
    tables: Tables,
    version: int,
    *,
    to: int = SCHEMA_VERSION,
    steps: dict[int, Callable[[Tables], Tables]] = MIGRATIONS,
) -> Tables:
    """Return `tables` as schema `to` writes them; what was given is not changed."""
    for step in range(version, to):
        tables = steps[step](tables)
    return tables
