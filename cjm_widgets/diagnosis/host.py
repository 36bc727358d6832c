"""Where this Python runs: which notebook host, and whether it trusts the notebook; displays nothing."""

from __future__ import annotations

import json
import os
import sys
from importlib import import_module
from pathlib import Path

KNOWN_LIMITS = ("marimo", "colab", "vscode", "voila", "jupyterlite")
"""Hosts of which the doctor has something to say."""


def host() -> str:
    """Return the host: jupyter, voila, vscode, colab, marimo, jupyterlite, terminal or python."""
    if sys.platform == "emscripten":
        return "jupyterlite"
    if _in_marimo():
        return "marimo"
    if "COLAB_RELEASE_TAG" in os.environ or "google.colab" in sys.modules:
        return "colab"
    if "VSCODE_PID" in os.environ or "VSCODE_IPC_HOOK_CLI" in os.environ:
        return "vscode" if in_kernel() else ("terminal" if _ipython() else "python")
    if os.environ.get("SERVER_SOFTWARE", "").lower().startswith("voila"):
        return "voila"
    if in_kernel():
        return "jupyter"
    return "terminal" if _ipython() else "python"


def in_kernel() -> bool:
    """Tell whether a kernel runs this, so that a page can be there."""
    return getattr(_ipython(), "kernel", None) is not None


def has_page() -> bool:
    """Tell whether a page is there that can answer messages."""
    return in_kernel() and host() != "terminal"


def _ipython() -> object | None:
    module = sys.modules.get("IPython")
    shell: object | None = module.get_ipython() if module is not None else None
    return shell


def _in_marimo() -> bool:
    module = sys.modules.get("marimo")
    try:
        return bool(module is not None and module.running_in_notebook())
    except AttributeError:
        return False


def notebook() -> Path | None:
    """Return the notebook the server started this kernel for, or None."""
    named = os.environ.get("JPY_SESSION_NAME")
    path = Path(named) if named else None
    return path if path is not None and path.suffix == ".ipynb" and path.is_file() else None


def trusted(path: Path) -> bool | None:
    """Tell whether a notebook as it is stored is signed as trusted; None where that cannot be told."""
    try:
        nbformat, sign = import_module("nbformat"), import_module("nbformat.sign")
        text = path.read_text("utf-8")
        if not any(cell.get("outputs") for cell in json.loads(text).get("cells", ())):
            return True  # nothing in it that needs trust
        return bool(sign.NotebookNotary().check_signature(nbformat.reads(text, as_version=4)))
    except Exception:  # noqa: BLE001 - nbformat is not ours, and no answer is an answer here
        return None
