"""The audit says what is known, and never that all is well when it could not ask; runs with stand-ins."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
CONTROL = {"name": "django", "version": "1.2", "vulns": [{"id": "PYSEC-1"}]}
GOOD = {"name": "numpy", "version": "2.0", "vulns": []}
BAD = {"name": "pillow", "version": "1.0", "vulns": [{"id": "PYSEC-2"}]}
SKIPPED = {"name": "scipy", "skip_reason": "not found"}


def audit(folder: Path, python: str, npm: str) -> subprocess.CompletedProcess[str]:
    """Run the audit with programs that say these things."""
    tools = folder / "bin"
    tools.mkdir()
    for name, said in (("pip-audit", python), ("npm", npm)):
        (folder / f"{name}.out").write_text(said, "utf-8")
        (tools / name).write_text(f"#!/bin/sh\ncat '{folder / name}.out'\n", "utf-8")
        (tools / name).chmod(0o755)
    (tools / "python").symlink_to(sys.executable)
    environment = {**os.environ, "CJM_AUDIT_VENV": str(folder), "PATH": f"{tools}:{os.environ['PATH']}"}
    command = ["bash", str(ROOT / "requirements" / "audit.sh")]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def pip(*dependencies: dict[str, Any]) -> str:
    return json.dumps({"dependencies": dependencies})


def npm(total: int) -> str:
    return json.dumps({"metadata": {"vulnerabilities": {"total": total}}})


@pytest.mark.parametrize(
    ("python", "javascript", "code", "says"),
    [
        (pip(CONTROL, GOOD), npm(0), 0, "nothing known of 1 packages"),
        (pip(CONTROL, GOOD, BAD), npm(0), 1, "pillow: PYSEC-2"),
        (pip(CONTROL, GOOD), npm(3), 1, "nothing known of 1"),
        (pip(CONTROL, SKIPPED), npm(0), 2, "does not know scipy"),
        (pip({**CONTROL, "vulns": []}, GOOD), npm(0), 2, "tells of no vulnerability"),
        ("", npm(0), 2, "did not answer"),
        (pip(CONTROL, GOOD), "{}", 2, "answers no audit"),
        (pip(CONTROL, BAD), "{}", 1, "answers no audit"),
    ],
)
def test_what_the_audit_says(tmp_path: Path, python: str, javascript: str, code: int, says: str) -> None:
    done = audit(tmp_path, python, javascript)
    assert done.returncode == code, done.stdout + done.stderr
    assert says in done.stdout + done.stderr
