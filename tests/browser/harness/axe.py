"""Runs axe-core on a page and returns what is serious; knows no board."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).parents[3] / "js" / "node_modules" / "axe-core" / "axe.min.js"
GRAVE = ("serious", "critical")


@cache
def _source() -> str:
    return SOURCE.read_text("utf-8")


#: Rules that axe leaves out unless they are asked for.
ASKED = ("label-content-name-mismatch",)


def violations(page: Page, root: str = ".cjm-root", *, disable: tuple[str, ...] = ()) -> list[str]:
    """Return one line per serious or critical violation under `root`: rule, element, what is wrong.

    Parameters
    ----------
    page : Page
        The page to look at, as it is now.
    root : str
        Selector of what is examined; the page around it is not ours.
    disable : tuple of str
        Rules left out; say why where you do.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_source())
    assert page.locator(root).count() > 0, f"nothing matches {root}"
    result: dict[str, Any] = page.evaluate(
        "([root, rules]) => axe.run(root, {resultTypes: ['violations'], rules})",
        [root, {rule: {"enabled": rule not in disable} for rule in (*ASKED, *disable)}],
    )
    return [
        f"{found['id']} ({found['impact']}): {' '.join(map(str, node['target']))} — {node['failureSummary']}"
        for found in result["violations"]
        if found["impact"] in GRAVE
        for node in found["nodes"]
    ]
