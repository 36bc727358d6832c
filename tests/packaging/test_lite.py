"""What the JupyterLite site is made of: exact versions, and a list of packages that leaves out none."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LITE = ROOT / "requirements" / "lite"


def load(name: str):
    spec = importlib.util.spec_from_file_location(f"lite_{name}", LITE / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line and not line.startswith("#")]


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name.split("==")[0]).lower()


@pytest.mark.parametrize("name", ["builder.txt", "page.txt"])
def test_every_version_is_exact(name: str) -> None:
    pinned = {normal(line) for line in lines(ROOT / "requirements" / "constraints.txt")}
    loose = [line for line in lines(LITE / name) if "==" not in line and normal(line) not in pinned]
    assert loose == []
    twice = [line for line in lines(LITE / name) if "==" in line and normal(line) in pinned]
    assert twice == []  # two places for one version would drift apart


def wheel(folder: Path, name: str, needs: tuple[str, ...] = (), version: str = "1.0") -> Path:
    """Write a wheel that holds one module of its own name."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    head = "\n".join([f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {need}" for need in needs)])
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{name}/__init__.py", "")
        archive.writestr(f"{name}-{version}.dist-info/METADATA", head + "\n\n")
    return path


def distribution(folder: Path, **entries: dict) -> None:
    lock = {"info": {"python": "3.14.2"}, "packages": entries}
    (folder / "pyodide-lock.json").write_text(json.dumps(lock), "utf-8")


def entry(path: Path, sha256: str | None = None) -> dict:
    found = sha256 or hashlib.sha256(path.read_bytes()).hexdigest()
    name, version = path.name.split("-")[:2]
    return {"name": name, "version": version, "file_name": path.name, "sha256": found, "depends": ["kept"]}


def packages(folder: Path) -> dict:
    return json.loads((folder / "pyodide-lock.json").read_text("utf-8"))["packages"]


def test_a_wheel_is_listed_with_what_it_needs_in_a_page(tmp_path: Path) -> None:
    needs = ("Other_One>=1", "typer", "resvg-py; sys_platform != 'emscripten'", "openpyxl; extra == 'export'")
    wheel(tmp_path, "cjm_widgets", needs)
    wheel(tmp_path, "other_one")
    wheel(tmp_path, "openpyxl")
    distribution(tmp_path)
    assert load("lockfile").complete(tmp_path) == ["cjm-widgets", "openpyxl", "other-one"]
    found = packages(tmp_path)["cjm-widgets"]
    assert found["imports"] == ["cjm_widgets"]
    assert found["depends"] == ["openpyxl", "other-one"]
    assert found["sha256"] == hashlib.sha256((tmp_path / found["file_name"]).read_bytes()).hexdigest()


def test_of_pyodides_own_list_stays_what_is_there(tmp_path: Path) -> None:
    mine = wheel(tmp_path, "numpy", version="2.4")
    same_name = wheel(tmp_path, "micropip")
    distribution(
        tmp_path,
        numpy=entry(mine),
        micropip=entry(same_name, "0" * 64),
        scipy={**entry(mine), "file_name": "scipy-1.0-py3-none-any.whl"},
    )
    assert load("lockfile").complete(tmp_path) == ["micropip", "numpy"]
    assert packages(tmp_path)["numpy"]["depends"] == ["kept"]
    assert packages(tmp_path)["micropip"]["sha256"] == hashlib.sha256(same_name.read_bytes()).hexdigest()


def test_with_the_full_distribution_dataframes_are_loaded_too(tmp_path: Path) -> None:
    distribution(tmp_path, numpy=entry(wheel(tmp_path, "numpy")))
    wheel(tmp_path, "cjm_widgets", ("numpy>=2", "pandas"))
    load("lockfile").complete(tmp_path)
    assert packages(tmp_path)["cjm-widgets"]["depends"] == ["numpy"]


def test_a_package_that_was_forgotten_stops_the_build(tmp_path: Path) -> None:
    wheel(tmp_path, "anywidget", ("psygnal>=0.8",))
    distribution(tmp_path)
    with pytest.raises(SystemExit, match="anywidget needs psygnal"):
        load("lockfile").complete(tmp_path)
