"""Order and grouping of the whole suite, and the few fixtures everything shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

ROOT = Path(__file__).parents[1]
LAST = ("packaging", "notebooks", "bench", "browser")

settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")


def _place(item: pytest.Item) -> int:
    """Return where a test stands: what is fast first, the browser last.

    Playwright's loop runs in this thread until the session ends; tests that start a loop come before it.
    """
    folder = item.path.relative_to(ROOT / "tests").parts[0]
    return LAST.index(folder) + 1 if folder in LAST else 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the folders, mark the browser tests, and keep what shares a server together under xdist."""
    items.sort(key=_place)
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if "lab_server" in fixtures:
            item.add_marker("lab")
        elif "browser" in fixtures:
            item.add_marker("browser")
        group = "lab" if "lab_server" in fixtures else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


@pytest.fixture(scope="session")
def data_dir() -> Path:
    """The folder of real data: ``CJM_DATA_DIR``, by default ``../shared/data``."""
    path = Path(os.environ.get("CJM_DATA_DIR", ROOT.parent / "shared" / "data"))
    assert path.is_dir(), f"No real data in {path}; set CJM_DATA_DIR"
    return path
