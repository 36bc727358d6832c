"""What the endurance tests share: the process that holds the pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.endurance.stores import Stores


@pytest.fixture(scope="module")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The pages' stores, without a screen."""
    found = Stores(tmp_path_factory.mktemp("stores"))
    yield found
    found.close()
