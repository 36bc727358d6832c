"""The bundles keep their budgets, ask for nothing, and their style stays under one root class."""

from __future__ import annotations

import base64
import re
import tomllib
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import tinycss2

from cjm_widgets.widgets import scripts
from tests.contract.sources import FRONT, ROOT, STATIC, short

KILO = 1000
# What a notebook stores for each board is the loader and the style; the script is sent once a page.
LOADER = 1.2
# The map holds its panels too: cards, filters and views, the inventory of touchpoints, settings, templates,
# versions.
BUDGETS = {
    "persona_card": 115,
    "persona_deck": 140,
    "emotion_curve": 133,
    "journey_map": 348,
    "matching": 71,
    "export_page": 376,
}
CSS_BUDGET = {
    "persona_card": 26,
    "persona_deck": 36,
    "emotion_curve": 20,
    "journey_map": 65,
    "matching": 16,
    "export_page": 84,
}
NESTING = ("media", "supports", "container", "layer")
# What stands before the root class may only say which theme the page has.
_MARK = r"(\[[^\]]*\]|\.vscode-[\w-]+)"
SCOPED = re.compile(rf"^((html|body|:root)({_MARK}|:not\({_MARK}\))*\s+|{_MARK}+\s+)*\.cjm-root\b")
# A shadow is the absence of light in either theme.
SHADOW = re.compile(r"shadow:[^#]*rgb\(0 0 0 / \d+%\);?$")
HIDES_PICTURE = re.compile(r"^\.jp-OutputArea-child:has\(\.cjm-live\)")


def test_every_entry_is_built_and_budgeted() -> None:
    entries = {path.stem for path in (FRONT / "entries").glob("*.tsx")}
    assert entries == set(BUDGETS) == set(CSS_BUDGET) == set(scripts.ENTRIES)
    assert {path.name for path in STATIC.iterdir()} == set(scripts.built())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    hook = project["tool"]["hatch"]["build"]["hooks"]["jupyter-builder"]
    assert {Path(target).name for target in hook["ensured-targets"]} == set(scripts.built())


@pytest.mark.parametrize("entry", BUDGETS)
def test_budget(entry: str) -> None:
    script = (STATIC / f"{entry}.js").stat().st_size
    style = (STATIC / f"{entry}.css").stat().st_size
    assert 20 * KILO < script <= BUDGETS[entry] * KILO
    assert 0 < style <= CSS_BUDGET[entry] * KILO
    assert 100 < len(scripts.loader(entry)) <= LOADER * KILO


@pytest.mark.parametrize("entry", BUDGETS)
def test_the_script_that_is_sent_is_the_one_the_loader_asks_for(entry: str) -> None:
    sent = scripts.answer(entry)
    data = zlib.decompress(base64.b64decode(sent["data"]), -zlib.MAX_WBITS)
    assert data == (STATIC / f"{entry}.js").read_bytes()
    assert sent["hash"] in scripts.loader(entry)
    assert "__HASH__" not in scripts.loader(entry)


@pytest.mark.parametrize("entry", BUDGETS)
def test_bundle_imports_nothing_and_names_no_address(entry: str) -> None:
    loader = scripts.loader(entry)
    assert len(re.findall(r"\bimport\b", loader)) == 1  # of what the kernel sent
    text = (STATIC / f"{entry}.js").read_text("utf-8")
    assert "export" in text
    assert not re.search(r"""\bimport\s*[("'{*]|\bfrom\s*["']|\brequire\(""", text)
    assert not re.search(r"sourceMappingURL", text)
    addresses = set(re.findall(r"https?://[^\s\"'`)]+", text + (STATIC / f"{entry}.css").read_text("utf-8")))
    assert {a for a in addresses if not a.startswith("http://www.w3.org/")} == set()


def rules(nodes: list[Any]) -> Iterator[Any]:
    """Yield the qualified rules and keyframes of a style sheet, out of media queries too."""
    for node in nodes:
        if node.type == "error":
            raise AssertionError(f"style sheet: {node.message}")
        if node.type == "at-rule" and node.at_keyword in NESTING and node.content is not None:
            yield from rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))
        elif node.type in ("qualified-rule", "at-rule"):
            yield node


def selectors(prelude: list[Any]) -> list[str]:
    """Return the selectors of a list, cut at its outer commas."""
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tinycss2.serialize(part).strip() for part in parts]


@pytest.mark.parametrize("entry", BUDGETS)
def test_style_is_scoped(entry: str) -> None:
    path = STATIC / f"{entry}.css"
    found = list(
        rules(tinycss2.parse_stylesheet(path.read_text("utf-8"), skip_comments=True, skip_whitespace=True))
    )
    assert len(found) > 5
    wrong = []
    for rule in found:
        if rule.type == "at-rule":
            name = tinycss2.serialize(rule.prelude).strip()
            if rule.at_keyword != "keyframes" or not name.startswith("cjm-"):
                wrong.append(f"@{rule.at_keyword} {name}")
            continue
        wrong += [s for s in selectors(rule.prelude) if not (SCOPED.match(s) or HIDES_PICTURE.match(s))]
    assert not wrong, f"{short(path)}: {wrong}"


def test_colours_come_from_tokens_only() -> None:
    """A literal colour belongs into the theme; style sheets name tokens."""
    found = [path for path in (FRONT / "styles").rglob("*.css") if ".gen." not in path.name]
    assert found
    literal = re.compile(r":[^;{}]*(#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|oklch)a?\()")
    wrong = [
        f"{short(path)}: {line.strip()}"
        for path in found
        for line in re.sub(r"/\*.*?\*/", "", path.read_text("utf-8"), flags=re.DOTALL).splitlines()
        if literal.search(line) and not SHADOW.search(line)
    ]
    assert not wrong, "\n".join(wrong)
