"""The public names can be had, stay light to import, and rest on declared dependencies."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import inspect
import re
import subprocess
import sys
import tomllib

import pytest

import cjm_widgets as cjm
from tests.contract.sources import ROOT, python_files, tree_of

PUBLIC = (
    "open", "load", "Document", "JourneyMap", "PersonaCard", "EmotionCurve", "Survey", "EventLog",
    "render_static", "charts", "CjmError", "Journey", "Persona", "Binding", "datasets", "Matching",
    "Studio", "read", "Preview", "diff", "merge", "set_locale",
)  # fmt: skip
DOCUMENT = (
    "revision", "undo", "redo", "subscribe", "to_dict", "from_dict", "save", "add_journey", "add_persona",
    "journeys", "personas", "journey", "persona", "versions", "save_version", "preview", "restore",
    "conflicts", "resolve",
)  # fmt: skip
JOURNEY = (
    "add_stage", "add_lane", "add_card", "edit", "move", "remove", "set_emotion", "stages", "lanes", "cards",
    "emotions", "to_frame", "bind",
)  # fmt: skip
BINDING = ("table", "append", "refresh", "trend", "funnel", "cells")
HEAVY = (
    "pandas",
    "numpy",
    "scipy",
    "bqplot",
    "PIL",
    "resvg_py",
    "babel",
    "pydantic",
    "openpyxl",
    "defusedxml",
    "anywidget",
    "ipywidgets",
)


@pytest.mark.parametrize("name", PUBLIC)
def test_public_name(name: str) -> None:
    assert getattr(cjm, name) is not None
    assert name in dir(cjm)
    assert name in cjm.__all__


CHARTS = ("trend", "funnel", "by_stage", "distribution", "emotion", "heatmap")


@pytest.mark.parametrize("chart", CHARTS)
def test_charts(chart: str) -> None:
    assert callable(getattr(cjm.charts, chart))


@pytest.mark.parametrize(
    ("owner", "names"),
    [("Document", DOCUMENT), ("Journey", JOURNEY), ("Binding", BINDING)],
    ids=lambda x: str(x)[:8],
)
def test_methods(owner: str, names: tuple[str, ...]) -> None:
    kind = getattr(cjm, owner)
    fields = {name for base in kind.__mro__ for name in getattr(base, "__annotations__", {})}
    assert not [name for name in names if not hasattr(kind, name) and name not in fields]


@pytest.mark.parametrize(
    ("call", "arguments"),
    [
        (lambda: cjm.Survey, ("touchpoint", "csat", "nps", "ces", "segment", "time", "verbatim")),
        (lambda: cjm.EventLog, ("customer", "time", "event", "channel", "segment")),
        (lambda: cjm.Journey.bind, ("stages", "by")),
        (lambda: cjm.Journey.add_card, ("lane", "stage", "text", "sentiment")),
        (lambda: cjm.Journey.set_emotion, ("persona", "label", "quote")),
        (lambda: cjm.Document.add_journey, ("template", "locale")),
        (lambda: cjm.read, ("tasks", "lanes", "max_bytes")),
    ],
)
def test_keyword_arguments(call, arguments: tuple[str, ...]) -> None:
    parameters = inspect.signature(call()).parameters
    open_ended = any(p.kind is inspect.Parameter.VAR_KEYWORD for p in parameters.values())
    assert open_ended or not [name for name in arguments if name not in parameters]


def test_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        cjm.no_such_name  # noqa: B018


def test_import_is_light() -> None:
    code = f"import sys, cjm_widgets; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_document_needs_no_dataframe() -> None:
    heavy = ("pandas", "numpy", "scipy", "bqplot", "PIL", "anywidget")
    code = (
        "import sys, cjm_widgets as cjm; j = cjm.Document().add_journey('x', template='purchase'); j.stages;"
        f"print([name for name in {heavy!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_everything_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {normal(re.split(r"[<>=!~\[; ]", line)[0]) for line in project["dependencies"]}
    extras = project["optional-dependencies"]
    declared |= {
        normal(re.split(r"[<>=!~\[; ]", line)[0])
        for line in (*extras["export"], *extras["personas"], *extras["scale"])
    }
    # What our direct dependencies promise as their own interface.
    declared |= {"ipython", "traitlets", "pydantic-core"}
    roots = {
        name.split(".")[0]
        for path in python_files()
        for node in ast.walk(tree_of(path))
        for name in imported_names(node)
    }
    homes = importlib.metadata.packages_distributions()
    foreign = {name for name in roots if name not in sys.stdlib_module_names and name != "cjm_widgets"}
    assert foreign >= {"anywidget", "pydantic", "pandas", "bqplot"}
    unknown = {name for name in foreign if not {normal(dist) for dist in homes.get(name, [])} & declared}
    assert not unknown, f"imported, but not in pyproject: {unknown}"


def normal(name: str) -> str:
    """Return a distribution's name in its normal form."""
    return re.sub(r"[-_.]+", "-", name).lower()


def imported_names(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and not node.level:
        return [node.module or ""]
    return []


def test_versions_agree() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    front = (ROOT / "js" / "package.json").read_text("utf-8")
    assert f'"version": "{cjm.__version__}"' in front
    assert project["version"] == cjm.__version__
    assert f"[{cjm.__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_module_can_be_imported_first() -> None:
    """No module needs another to have been imported before it."""
    modules = [
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in python_files()
    ]
    code = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    ours = [known for known in sys.modules if known.split('.')[0] == 'cjm_widgets']\n"
        "    for known in ours: del sys.modules[known]\n"
        "    importlib.import_module(name)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *modules], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
