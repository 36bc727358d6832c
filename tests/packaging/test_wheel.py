"""The wheel holds what it needs and nothing else, and shows a map where there is no Node."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ENTRIES = ("journey_map", "persona_card", "emotion_curve")
SHOWS_A_MAP = """
import json, shutil
import cjm_widgets as cjm

doc = cjm.Document()
journey = doc.add_journey("x", template="purchase")
from cjm_widgets.widgets import scripts
board = cjm.JourneyMap(journey)
bundle = board._repr_mimebundle_()
picture = cjm.render_static(journey)
print(json.dumps({
    "home": cjm.__file__,
    "node": shutil.which("node"),
    "types": sorted(bundle[0]),
    "esm": len(board._esm),
    "script": len(scripts.answer("journey_map")["data"]),
    "css": len(board._css),
    "stages": len(journey.stages),
    "picture": picture.html[:60],
    "french": doc.add_journey("y", template="purchase", locale="fr").stages[0].name,
}))
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built with what is installed already: nothing is downloaded."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    (found,) = out.glob("*.whl")
    return found


@pytest.fixture(scope="module")
def names(wheel: Path) -> list[str]:
    with zipfile.ZipFile(wheel) as archive:
        return archive.namelist()


def test_wheel_is_for_every_machine(wheel: Path) -> None:
    assert wheel.name == "cjm_widgets-0.1.0-py3-none-any.whl"
    assert wheel.stat().st_size < 2_000_000


@pytest.mark.parametrize("entry", ENTRIES)
@pytest.mark.parametrize("kind", ["js", "css"])
def test_wheel_carries_the_bundles(wheel: Path, entry: str, kind: str) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = archive.read(f"cjm_widgets/static/{entry}.{kind}")
    assert inside == (ROOT / "cjm_widgets" / "static" / f"{entry}.{kind}").read_bytes()


def test_wheel_carries_the_data(names: list[str]) -> None:
    assert "cjm_widgets/py.typed" in names
    for folder in ("locale/en", "locale/fr", "templates", "templates/personas", "datasets"):
        here = {path.name for path in (ROOT / "cjm_widgets" / folder).iterdir() if path.suffix == ".json"}
        there = {
            name.rsplit("/", 1)[1] for name in names if re.match(rf"cjm_widgets/{folder}/[^/]+\.json$", name)
        }
        assert here
        assert here == there


def test_wheel_carries_nothing_else(names: list[str]) -> None:
    assert {name.split("/")[0] for name in names} == {"cjm_widgets", "cjm_widgets-0.1.0.dist-info"}
    assert "cjm_widgets-0.1.0.dist-info/licenses/LICENSE" in names
    kinds = {Path(name).suffix for name in names if name.startswith("cjm_widgets/")}
    assert kinds <= {".py", ".json", ".js", ".css", ".typed", ".csv", ".svg", ".png", ".ttf"}
    assert not [
        name
        for name in names
        if re.search(r"/(tests?|js|notebooks|__pycache__)/|\.gen\.ts|node_modules", name)
    ]


@pytest.fixture(scope="module")
def fresh_python(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A new environment with the wheel in it; a path file lends it the dependencies of this one.

    A path file is not followed into the path files it leads to: our editable install stays out.
    """
    home = tmp_path_factory.mktemp("fresh") / "env"
    venv.create(home, with_pip=False, symlinks=True)
    python = home / "bin" / "python"
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps", str(wheel)],
        check=True,
        capture_output=True,
        text=True,
    )
    site = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    lent = dict.fromkeys((sysconfig.get_path("purelib"), sysconfig.get_path("platlib")))
    (site / "lent.pth").write_text("\n".join(lent) + "\n", "utf-8")
    return python


def test_installed_wheel_shows_a_map_without_node(fresh_python: Path, tmp_path: Path) -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "VIRTUAL_ENV", "CJM_"))
    }
    environment["PATH"] = str(fresh_python.parent)
    done = subprocess.run(
        [str(fresh_python), "-W", "error:::cjm_widgets", "-c", SHOWS_A_MAP],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    assert Path(said["home"]).is_relative_to(fresh_python.parents[1])
    assert said["node"] is None
    assert "application/vnd.jupyter.widget-view+json" in said["types"]
    assert 100 < said["esm"] < 2_000  # the loader
    assert said["script"] > 30_000
    assert said["css"] > 1_000
    assert said["stages"] == 5
    assert "<" in said["picture"]
    assert said["french"] != "Awareness"
