"""Starts and stops one JupyterLab or Notebook 7 of its own, with its own settings; knows no notebook."""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path
from typing import ClassVar

REPOSITORY = Path(__file__).parents[3]
TOKEN = "harness"
START_SECONDS = 90
QUIET: dict[str, dict[str, object]] = {
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False}
}


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LabServer:
    """A JupyterLab on the loopback address that shares nothing with the user's own.

    Parameters
    ----------
    base : Path
        An empty folder for notebooks, settings, runtime files and the log.
    """

    settings: ClassVar[dict[str, dict[str, object]]] = QUIET
    options: ClassVar[dict[str, str]] = {}
    module = "jupyterlab"
    app = "LabApp"
    place = "lab/tree"
    status = f"/api/status?token={TOKEN}"
    python = sys.executable

    def __init__(self, base: Path) -> None:
        self.base = base
        self.root = base / "root"
        self.log = base / "server.log"
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Return the address, without a slash at the end."""
        return f"http://127.0.0.1:{self.port}"

    def address(self, name: str) -> str:
        """Return where the notebook `name`, a path below the root, is opened."""
        return f"{self.url}/{self.place}/{name}?token={TOKEN}&reset"

    def folder(self, name: str) -> Path:
        """Return a new folder under the root for one test."""
        path = self.root / re.sub(r"\W+", "_", name)[:60]
        path.mkdir(parents=True)
        return path

    def start(self) -> None:
        """Start it and wait until it answers."""
        settings = self.base / "app_settings"
        settings.mkdir()
        (settings / "overrides.json").write_text(json.dumps(self.settings), "utf-8")
        self.root.mkdir(exist_ok=True)
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                self._command(settings), env=self._environment(), cwd=self.root, stdout=log, stderr=log
            )
        self._wait()

    def stop(self) -> None:
        """End it with its kernels."""
        if self.process:
            self.process.terminate()
            self.process.wait(30)

    def _command(self, settings: Path) -> list[str]:
        options = {
            "ServerApp.ip": "127.0.0.1",
            "ServerApp.port": str(self.port),
            "ServerApp.port_retries": "0",
            "ServerApp.root_dir": str(self.root),
            "IdentityProvider.token": TOKEN,
            f"{self.app}.expose_app_in_browser": "True",
            "LabApp.extension_manager": "readonly",
            "LabApp.app_settings_dir": str(settings),
            **self.options,
        }
        root = ["--allow-root"] if os.geteuid() == 0 else []
        flags = [f"--{name}={value}" for name, value in options.items()]
        return [self.python, "-m", self.module, "--no-browser", *root, *flags]

    def _environment(self) -> dict[str, str]:
        own = {
            name: str(self.base / name.lower())
            for name in (
                "JUPYTER_CONFIG_DIR",
                "JUPYTER_DATA_DIR",
                "JUPYTER_RUNTIME_DIR",
                "IPYTHONDIR",
                "JUPYTERLAB_SETTINGS_DIR",
                "JUPYTERLAB_WORKSPACES_DIR",
            )
        }
        path = os.pathsep.join(filter(None, [str(REPOSITORY), os.environ.get("PYTHONPATH", "")]))
        return {**os.environ, **own, "PYTHONPATH": path, "PYDEVD_DISABLE_FILE_VALIDATION": "1"}

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        pause = threading.Event()
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(self.url + self.status, timeout=5) as answer:
                    if answer.status == 200:
                        return
            except OSError:
                pause.wait(0.1)
        raise RuntimeError(f"{self.module} did not start:\n{self.log.read_text('utf-8')[-4000:]}")
