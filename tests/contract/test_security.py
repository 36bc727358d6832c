"""Every test that SECURITY.md names is there."""

from __future__ import annotations

import re

from tests.contract.sources import ROOT


def test_named_tests_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text)
    assert len(named) > 15
    for path, test in named:
        source = (ROOT / path).read_text("utf-8")
        assert re.search(rf"^def {test or 'test_'}", source, re.MULTILINE), (path, test)


def test_targets_exist() -> None:
    text = (ROOT / "SECURITY.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"`make (\w+)", text):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
