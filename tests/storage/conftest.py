"""What the storage tests share: a path, a way to open that never saves by itself, and a clean end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cjm_widgets import storage
from cjm_widgets.model.document import Document
from cjm_widgets.storage import registry
from tests.storage.kernels import IDLE


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "map.cjm.json"


@pytest.fixture
def open_idle() -> Callable[..., Document]:
    """Open a document whose thread never saves by itself."""
    return lambda path: storage.open(path, pace=IDLE)


@pytest.fixture(autouse=True)
def close_everything(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield
    monkeypatch.undo()
    for opened in list(registry._OPEN.values()):
        if opened.saver is not None:
            opened.saver.stop()
    registry._OPEN.clear()
