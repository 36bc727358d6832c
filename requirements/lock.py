"""Writes constraints.txt from what is installed in this environment; decides no version itself."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HEAD = """\
# Exact versions of everything the package and its tools pull in; written by `make lock`.
"""
LEFT_OUT = ("cjm-widgets", "cjm_widgets", "pip==")  # setuptools stays: pyspark is built with it


def main() -> None:
    """Freeze, without ourselves and without anything that names a place on this machine."""
    frozen = subprocess.run(
        [sys.executable, "-m", "pip", "freeze", "--all", "--exclude-editable"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout.splitlines()
    pins = sorted(
        (line for line in frozen if "==" in line and not line.startswith(LEFT_OUT)),
        key=lambda line: line.lower(),
    )
    strange = [line for line in frozen if " @ " in line and not line.startswith(LEFT_OUT)]
    if strange:
        sys.exit(f"Not from a registry, so not reproducible elsewhere: {', '.join(strange)}")
    target = Path(__file__).with_name("constraints.txt")
    target.write_text(HEAD + "\n".join(pins) + "\n", "utf-8")
    print(f"{len(pins)} versions in requirements/{target.name}")


if __name__ == "__main__":
    main()
