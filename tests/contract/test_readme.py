"""What the README shows is there and runs."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd
import pytest

from tests.contract.sources import ROOT

README = (ROOT / "README.md").read_text("utf-8")


def test_the_example_runs_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    assert len(example.splitlines()) <= 14
    monkeypatch.chdir(tmp_path)
    answers = pd.DataFrame(
        {"step": ["leaflet", "call"] * 20, "rating": [5, 2] * 20, "recommend": [9, 4] * 20}
    )
    for _ in range(2):
        names = {"df": answers}
        exec(example, names)
        assert len(names["journey"].cards) == 1
        table = names["binding"].table().set_index(["stage", "metric"])
        assert table.loc[("Discovery", "csat"), "n"] == 20
    assert (tmp_path / "glasses.cjm.json").exists()


def test_links_and_pictures_exist() -> None:
    places = [place for place in re.findall(r"\]\(([^)]+)\)", README) if "://" not in place]
    assert "notebooks/images/map_detail_en_light.png" in places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_commands_are_targets() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`?\bmake (\w+)", README):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
