"""Says which extra is missing where a format needs a package that is not installed; imports nothing else."""

from __future__ import annotations

from importlib.util import find_spec

from cjm_widgets.errors import CjmError
from cjm_widgets.model.words import Words


def need(*names: str) -> None:
    """Refuse to go on where a package is missing, with the line that installs it.

    Raises
    ------
    CjmError
        Code ``"missing_package"``.
    """
    for name in names:
        if find_spec(name) is None:
            raise CjmError(
                Words("interchange.missing_package", name=name), code="missing_package",
                hint=Words("interchange.install", line='pip install "cjm-widgets[export]"'),
            )  # fmt: skip
