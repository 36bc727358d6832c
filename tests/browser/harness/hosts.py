"""Hosts beside JupyterLab: Notebook 7, Voila and marimo, started and stopped; knows no widget."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from textwrap import indent

from tests.browser.harness.server import REPOSITORY, LabServer

HOSTS = REPOSITORY / ".venv-hosts" / "bin" / "python"
INDENT = "    "
KERNEL = {
    "argv": [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"],
    "display_name": "Python 3",
    "language": "python",
}


def hosts_python() -> str:
    """Return the Python that has Notebook 7 and Voila: `CJM_HOSTS_PYTHON`, or that of .venv-hosts."""
    found = Path(os.environ.get("CJM_HOSTS_PYTHON", HOSTS))
    if not found.exists():
        raise RuntimeError(f"{found} is missing: `make test` makes it, or CJM_HOSTS_PYTHON names one.")
    return str(found)


class HostServer(LabServer):
    """A server of the other environment; its kernels run in this one, where the package is."""

    def start(self) -> None:
        """Name this environment's kernel, then start."""
        folder = self.base / "kernels_here" / "kernels" / "python3"
        folder.mkdir(parents=True)
        (folder / "kernel.json").write_text(json.dumps(KERNEL), "utf-8")
        self.python = self._python()
        super().start()

    def _python(self) -> str:
        return hosts_python()

    def _environment(self) -> dict[str, str]:
        return {**super()._environment(), "JUPYTER_PATH": str(self.base / "kernels_here")}


class NotebookServer(HostServer):
    """Notebook 7."""

    module = "notebook"
    app = "JupyterNotebookApp"
    place = "notebooks"


class VoilaServer(HostServer):
    """Voila: each visit runs a notebook anew and shows its outputs alone."""

    module = "voila"
    status = "/"

    def address(self, name: str) -> str:
        """Return where the outputs of the notebook `name` are shown."""
        return f"{self.url}/voila/render/{name}"

    def _command(self, _settings: Path) -> list[str]:
        options = {"port": self.port, "Voila.ip": "127.0.0.1", "Voila.port_retries": 0}
        options["VoilaConfiguration.show_tracebacks"] = True  # else a failed cell leaves one polite sentence
        flags = [f"--{name}={value}" for name, value in options.items()]
        return [self.python, "-m", self.module, "--no-browser", *flags, str(self.root)]


class MarimoServer(LabServer):
    """One marimo app, served to be read and its widgets to be edited."""

    module = "marimo"
    status = "/health"

    def write(self, set_up: str, names: str, shown: list[str]) -> None:
        """Write the app: a cell that sets up, then one for each expression of its `names`."""
        first = f"@app.cell\ndef _():\n{indent(set_up, INDENT)}\n{INDENT}return {names}\n"
        rest = [f"@app.cell\ndef _({names}):\n{INDENT}{one}\n{INDENT}return\n" for one in shown]
        self.root.mkdir()
        text = "\n\n".join(["import marimo\n\napp = marimo.App()\n", first, *rest])
        (self.root / "app.py").write_text(text, "utf-8")

    def address(self, _name: str) -> str:
        """Return where the app is."""
        return f"{self.url}/"

    def _command(self, _settings: Path) -> list[str]:
        options = ["--headless", "--no-token", "--host=127.0.0.1", f"--port={self.port}"]
        return [self.python, "-m", self.module, "run", str(self.root / "app.py"), *options]
