"""Writes the list of packages that Pyodide loads by themselves when a cell imports them; knows no site."""

from __future__ import annotations

import hashlib
import json
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Any

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

NOT_IN_A_PAGE = frozenset(
    canonicalize_name(name)
    for name in (
        "bqplot", "numpy", "pandas", "pillow", "scipy",  # in Pyodide's full distribution, or built on it
        "setuptools", "typer",  # no building, no command line
        "jupyterlab-widgets", "widgetsnbextension",  # front ends: the site has them
    )
)  # fmt: skip
"""What a package may ask for and go without."""
EXTRAS = {"cjm-widgets": "export"}
"""Of these packages, what the extra asks for is loaded too, as far as it is there."""


def complete(folder: Path) -> list[str]:
    """Rewrite ``pyodide-lock.json`` so that it lists what lies beside it; return the names it lists.

    Pyodide's own entries stay where their very files are there; every other wheel gets an entry.

    Raises
    ------
    SystemExit
        A package needs one that is neither there nor known to be dispensable.
    """
    path = folder / "pyodide-lock.json"
    lock = json.loads(path.read_text("utf-8"))
    own = {name: entry for name, entry in lock["packages"].items() if _is_there(folder, entry)}
    listed = {entry["file_name"] for entry in own.values()}
    wheels = [wheel for wheel in sorted(folder.glob("*.whl")) if wheel.name not in listed]
    environment = _environment(lock["info"]["python"])
    described = [_describe(wheel, environment) for wheel in wheels]
    packages = {**own, **{canonicalize_name(entry["name"]): entry for entry in described}}
    missing = {
        f"{entry['name']} needs {need}"
        for entry in described
        for need in entry["depends"]
        if need not in packages and need not in NOT_IN_A_PAGE
    }
    if missing:
        raise SystemExit("Add to requirements/lite/page.txt: " + "; ".join(sorted(missing)))
    for entry in described:
        entry["depends"] = [need for need in entry.pop("extras") if need in packages]
    path.write_text(json.dumps({**lock, "packages": dict(sorted(packages.items()))}), "utf-8")
    return sorted(packages)


def _is_there(folder: Path, entry: dict[str, Any]) -> bool:
    """Tell whether the file an entry speaks of lies in the folder, not another one of the same name."""
    path = folder / entry["file_name"]
    return path.is_file() and _hash(path) == entry["sha256"]


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _environment(python: str) -> dict[str, str]:
    """Return what the markers of requirements are held against: Python in a page."""
    return {
        **{name: str(value) for name, value in default_environment().items()},
        "implementation_name": "cpython",
        "os_name": "posix",
        "platform_machine": "wasm32",
        "platform_python_implementation": "CPython",
        "platform_system": "Emscripten",
        "python_full_version": python,
        "python_version": ".".join(python.split(".")[:2]),
        "sys_platform": "emscripten",
        "extra": "",
    }


def _names(needs: list[Requirement], environment: dict[str, str]) -> list[str]:
    """Return the names of the requirements that hold in an environment."""
    held = [one for one in needs if one.marker is None or one.marker.evaluate(environment)]
    return sorted({canonicalize_name(one.name) for one in held})


def _describe(wheel: Path, environment: dict[str, str]) -> dict[str, Any]:
    """Return the entry of one wheel, with everything it asks for."""
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        about = next(name for name in names if name.endswith(".dist-info/METADATA"))
        head = Parser().parsestr(archive.read(about).decode("utf-8"))
    needs = [Requirement(line) for line in head.get_all("Requires-Dist", ())]
    more = {**environment, "extra": EXTRAS.get(canonicalize_name(head["Name"]), "")}
    tops = {name.split("/")[0].removesuffix(".py") for name in names if ".dist-info/" not in name}
    return {
        "name": head["Name"],
        "version": head["Version"],
        "file_name": wheel.name,
        "install_dir": "site",
        "package_type": "package",
        "sha256": _hash(wheel),
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": _names(needs, environment),
        "extras": _names(needs, more),
        "unvendored_tests": False,
    }
