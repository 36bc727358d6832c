"""Builds the JupyterLite site: Pyodide, the wheels and the notebooks in one folder; downloads nothing."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

import lockfile

HERE = Path(__file__).resolve().parent
CORE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
APPS = ("lab", "notebooks", "tree")
NOT_PACKAGES = (".map", ".d.ts", ".html", ".md")


def main() -> None:
    """Lay out what JupyterLite reads, have it build, and say how large it became."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyodide", type=Path, required=True, help="folder of Pyodide, core or full")
    parser.add_argument("--wheels", type=Path, required=True, help="folder of wheels that run in the page")
    parser.add_argument("--notebooks", type=Path, required=True, help="folder of what the site opens with")
    parser.add_argument("--work", type=Path, required=True, help="folder for what JupyterLite reads")
    parser.add_argument("--out", type=Path, required=True, help="folder of the site, emptied first")
    asked = parser.parse_args()
    missing = [name for name in CORE if not (asked.pyodide / name).is_file()]
    if missing:
        sys.exit(f"{asked.pyodide} is no distribution of Pyodide: {', '.join(missing)} missing.")
    for folder in (asked.work, asked.out):
        shutil.rmtree(folder, ignore_errors=True)
    pyodide = asked.work / "static" / "pyodide"
    shutil.copytree(
        asked.pyodide, pyodide, ignore=lambda _, names: [n for n in names if n.endswith(NOT_PACKAGES)]
    )
    for wheel in sorted(asked.wheels.glob("*.whl")):
        shutil.copy(wheel, pyodide)
    packages = lockfile.complete(pyodide)
    for name in ("jupyter-lite.json", "overrides.json"):
        shutil.copy(HERE / name, asked.work)
    build(asked.work, asked.notebooks, asked.out)
    size = sum(path.stat().st_size for path in asked.out.rglob("*") if path.is_file())
    print(f"{asked.out}: {size / 1e6:.0f} MB, {len(packages)} packages")


def build(work: Path, notebooks: Path, out: Path) -> None:
    """Have JupyterLite write the site; its own words are shown only when it fails."""
    command = [
        *(sys.executable, "-m", "jupyterlite_core", "build"),
        f"--lite-dir={work.resolve()}",
        f"--contents={notebooks.resolve()}",
        f"--output-dir={out.resolve()}",
        f"--LiteBuildConfig.cache_dir={work.resolve() / '.cache'}",
        *(word for app in APPS for word in ("--apps", app)),
        *("--no-sourcemaps", "--no-libarchive"),
    ]
    done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=work)  # noqa: S603 - ours
    if done.returncode:
        sys.exit(f"{done.stdout}\n{done.stderr}\nJupyterLite could not be built.")


if __name__ == "__main__":
    main()
