"""Imports run one way, in Python and in TypeScript."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

from tests.contract.sources import FRONT, PACKAGE, ROOT, front_files, python_files, short, tree_of

MAY_IMPORT = {
    "errors": set(),
    "locale": {"errors"},
    "model": {"errors", "locale"},
    "storage": {"errors", "locale", "model"},
    "interchange": {"errors", "locale", "model"},
    "gitdriver": {"errors", "locale", "model", "storage"},
    "metrics": {"errors", "locale", "model"},
    "analysis": {"errors", "locale", "model", "metrics"},
    "render": {"errors", "locale", "model", "metrics", "analysis"},
    "charts": {"errors", "locale", "model", "metrics", "analysis", "render"},
    "exports": {
        *("errors", "locale", "model", "storage", "interchange", "metrics", "analysis", "render", "charts"),
    },
    "widgets": {"errors", "locale", "model", "metrics", "analysis", "render", "charts", "exports"},
    "datasets": {"errors", "locale", "model", "metrics"},
    "diagnosis": {"errors", "locale", "model", "render", "widgets"},
    "cli": {"errors", "locale", "model", "storage", "interchange", "diagnosis"},
}
# Verbs on the handles that reach up, inside the function that needs it.
UPWARD = {
    ("cjm_widgets/model/journey.py", "metrics"),  # Journey.bind
    ("cjm_widgets/model/emotion_verbs.py", "analysis"),  # Journey.emotion_summary, emotion_gaps
    ("cjm_widgets/model/document.py", "storage"),  # Document.save
}
FRONT_MAY_IMPORT = {
    "core": {"core"},
    "ui": {"core", "ui"},
    "host": {"core", "host"},
    "entries": {"core", "ui", "host", "entries"},
}
DOM = re.compile(
    r"\bwindow\.|\bnavigator\.|\bHTML\w*Element\b|\bdocument\.(create|query|body|head|get|add|active|document)\w*"
)


def layer_of(path: Path) -> str:
    """Return the first part of the path below the package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.AST, own: tuple[str, ...]) -> Iterator[tuple[str, ast.stmt]]:
    """Yield the layer of every import of our own package, with its statement."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level:
            base = [*own[: len(own) - node.level + 1], *(node.module or "").split(".")]
            names = [".".join(part for part in base if part)]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "cjm_widgets" and len(parts) > 1:
                yield parts[1], node


def test_python_layers() -> None:
    wrong = []
    seen = set()
    for path in python_files():
        layer = layer_of(path)
        if layer == "__init__":
            continue
        assert layer in MAY_IMPORT, f"{short(path)} belongs to no layer"
        seen.add(layer)
        for target, node in imported(tree_of(path), path.relative_to(ROOT).parent.parts):
            allowed = target == layer or target in MAY_IMPORT[layer] or target == "__version__"
            if not allowed and (short(path), target) not in UPWARD:
                wrong.append(f"{short(path)}:{node.lineno} imports {target}")
    assert seen >= {
        "errors",
        "model",
        "storage",
        "metrics",
        "render",
        "charts",
        "widgets",
        "locale",
        "datasets",
    }
    assert not wrong, "\n".join(wrong)


def test_upward_calls_are_lazy_and_still_needed() -> None:
    for name, target in UPWARD:
        tree = tree_of(ROOT / name)
        inside = [
            node
            for function in ast.walk(tree)
            if isinstance(function, ast.FunctionDef)
            for layer, node in imported(function, ("cjm_widgets", "model"))
            if layer == target
        ]
        typing_only = [
            node
            for block in tree.body
            if isinstance(block, ast.If)
            and isinstance(block.test, ast.Name)
            and block.test.id == "TYPE_CHECKING"
            for layer, node in imported(block, ("cjm_widgets", "model"))
            if layer == target
        ]
        everywhere = [node for layer, node in imported(tree, ("cjm_widgets", "model")) if layer == target]
        assert inside, f"{name} no longer imports {target}: take it out of UPWARD"
        assert len(everywhere) == len(inside) + len(typing_only), f"{name} imports {target} at its top"


def front_imports(path: Path) -> list[str]:
    """Return the specifiers of all imports and re-exports of a TypeScript file."""
    text = path.read_text("utf-8")
    return re.findall(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)["']([^"']+)["']""", text)


def test_typescript_layers() -> None:
    packages = set(json.loads((ROOT / "js" / "package.json").read_text("utf-8"))["dependencies"])
    wrong = []
    seen = set()
    for path in front_files(generated=True):
        layer = path.relative_to(FRONT).parts[0]
        assert layer in FRONT_MAY_IMPORT, f"{short(path)} belongs to no layer"
        seen.add(layer)
        for target in front_imports(path):
            if target.startswith("."):
                where = (path.parent / target).resolve().relative_to(FRONT).parts[0]
                if where not in FRONT_MAY_IMPORT[layer]:
                    wrong.append(f"{short(path)} imports {target}")
            elif "/".join(target.split("/")[: 2 if target.startswith("@") else 1]) not in packages:
                wrong.append(f"{short(path)} imports {target}, which is no runtime dependency")
            elif layer == "core" and target.startswith("preact"):
                wrong.append(f"{short(path)} imports {target}: core draws nothing")
    assert seen == set(FRONT_MAY_IMPORT)
    assert not wrong, "\n".join(wrong)


def test_core_touches_no_dom() -> None:
    core = [path for path in front_files() if path.is_relative_to(FRONT / "core")]
    assert core
    wrong = [f"{short(path)}: {found[0]}" for path in core if (found := DOM.search(path.read_text("utf-8")))]
    assert not wrong, "\n".join(wrong)
