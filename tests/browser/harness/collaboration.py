"""The JupyterLab of the tests with jupyter-collaboration beside it, started and stopped; knows no widget."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.browser.harness.hosts import HostServer
from tests.browser.harness.server import REPOSITORY, LabServer

PYTHON = REPOSITORY / ".venv-collaboration" / "bin" / "python"


def collaboration_python() -> str:
    """Return the Python that has it: `CJM_COLLABORATION_PYTHON`, or that of .venv-collaboration."""
    found = Path(os.environ.get("CJM_COLLABORATION_PYTHON", PYTHON))
    if not found.exists():
        raise RuntimeError(
            f"{found} is missing: `make test` makes it, or CJM_COLLABORATION_PYTHON names one."
        )
    return str(found)


class CollaborationServer(HostServer):
    """JupyterLab of this environment, with what the other one adds: the notebook itself is shared."""

    module = "jupyterlab"
    app = "LabApp"

    def _python(self) -> str:
        return collaboration_python()

    def _command(self, settings: Path) -> list[str]:
        return [*LabServer._command(self, settings), f"--LabApp.app_dir={self._here('share/jupyter/lab')}"]

    def _environment(self) -> dict[str, str]:
        own = super()._environment()
        kernels, shared = own["JUPYTER_PATH"], self._here("share/jupyter")
        path = os.pathsep.join([kernels, str(shared)])
        return {**own, "JUPYTER_PATH": path, "JUPYTER_CONFIG_PATH": str(self._here("etc/jupyter"))}

    @staticmethod
    def _here(place: str) -> Path:
        return Path(sys.prefix) / place
