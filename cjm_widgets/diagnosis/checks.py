"""Looks at what the boards need: versions, host, trust, messages, files, formats; repairs nothing."""

from __future__ import annotations

import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from cjm_widgets import __version__
from cjm_widgets.diagnosis import host as hosts
from cjm_widgets.diagnosis.report import Finding, Report
from cjm_widgets.errors import CjmError
from cjm_widgets.locale import default_locale, known
from cjm_widgets.model.words import Words
from cjm_widgets.render.png import drawable

_SHOWN = ("anywidget", "ipywidgets", "bqplot", "pandas", "numpy")
_EXTRAS = {"openpyxl": ".xlsx", "defusedxml": "CJML", "pptx": ".pptx", "fpdf": ".pdf"}
_REQUIRED = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[[^\]]*\])?\s*>=\s*([0-9.]+)")


def doctor(path: str | os.PathLike[str] = ".", *, locale: str | None = None) -> Report:
    """Look at what the boards need here, in less than five seconds, and say what to do about each fault.

    In a notebook the report also asks the page for an answer and shows it when it comes.

    Parameters
    ----------
    path : path-like
        A folder, or a document in it; whether it can be written to is tried with a file that goes again.
    locale : str, optional
        ``"en"`` or ``"fr"``; that of the environment when left out.

    Returns
    -------
    Report
        Shows itself; ``report.ok``, ``report.faults`` and ``report.to_dict()`` are for programs.
    """
    language = known(locale) if locale else default_locale()
    checks: tuple[Callable[[], Finding], ...] = (
        _versions, _packages, _bundles, _host, _trust, _messages, lambda: _files(Path(os.fsdecode(path))),
        _pictures, _formats,
    )  # fmt: skip
    return Report([check() for check in checks], language)


def _versions() -> Finding:
    found = [f"{name} {_version(name) or '—'}" for name in _SHOWN]
    about = f"cjm_widgets {__version__}, Python {platform.python_version()}, {platform.system()}"
    return Finding("versions", "ok", Words("doctor.versions", list=f"{about}, {', '.join(found)}"))


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def _packages() -> Finding:
    """Compare what is installed with what this package was published to need."""
    try:
        required = metadata.requires("cjm-widgets") or []
    except metadata.PackageNotFoundError:
        required = []
    wrong = []
    needed = [match for line in required if _holds(line) and (match := _REQUIRED.match(line))]
    for match in needed:
        there = _version(match[1])
        if there is None or _parts(there) < _parts(match[2]):
            wrong.append(f"{match[1]}>={match[2]}")
    if wrong and hosts.host() == "jupyterlite":
        return Finding("packages", "info", Words("doctor.packages_lite", list=", ".join(wrong)))
    if wrong:
        line = "pip install " + " ".join(f'"{each}"' for each in wrong)
        return Finding("packages", "fault", Words("doctor.packages_old", list=", ".join(wrong)),
                       Words("doctor.run", line=line))  # fmt: skip
    return Finding("packages", "ok", Words("doctor.packages", count=len(needed)))


def _holds(line: str) -> bool:
    """Tell whether a requirement is one of this platform and of no extra."""
    elsewhere = "sys_platform" in line and sys.platform == "emscripten"
    return "extra ==" not in line and not elsewhere


def _parts(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])


def _bundles() -> Finding:
    from cjm_widgets.widgets import scripts

    missing = scripts.missing()
    if missing:
        return Finding("bundles", "fault", Words("doctor.bundles_missing", list=", ".join(missing)),
                       Words("doctor.bundles_remedy"))  # fmt: skip
    return Finding(
        "bundles", "ok", Words("doctor.bundles", count=sum(name.endswith(".js") for name in scripts.built()))
    )


def _host() -> Finding:
    where = hosts.host()
    limits = Words(f"doctor.limits_{where}") if where in hosts.KNOWN_LIMITS else None
    return Finding("host", "ok" if limits is None else "info", Words(f"doctor.host_{where}"), limits)


def _trust() -> Finding:
    path = hosts.notebook()
    if path is None:
        return Finding("trust", "info", Words("doctor.no_notebook"))
    signed = hosts.trusted(path)
    if signed is None:
        return Finding("trust", "info", Words("doctor.trust_unknown", path=path.name))
    if signed:
        return Finding("trust", "ok", Words("doctor.trusted", path=path.name))
    return Finding("trust", "fault", Words("doctor.untrusted", path=path.name), Words("doctor.trust_remedy"))


def _messages() -> Finding:
    if not hosts.has_page():
        return Finding("messages", "info", Words("doctor.no_page"))
    return Finding("messages", "waiting", Words("doctor.waiting"))


def _files(path: Path) -> Finding:
    """Write, replace and remove a file as a document is saved."""
    folder = path if path.is_dir() else path.parent
    shown = str(path)
    if not folder.is_dir():
        return Finding("files", "fault", Words("doctor.no_folder", path=shown), Words("doctor.folder_remedy"))
    try:
        handle, name = tempfile.mkstemp(prefix=".cjm-doctor-", dir=folder)
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(b"{}")
                stream.flush()
                os.fsync(stream.fileno())
            Path(name).replace(f"{name}.new")
            name = f"{name}.new"
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError as error:
        reason = error.strerror or str(error)
        return Finding("files", "fault", Words("doctor.unwritable", path=shown, reason=reason),
                       Words("doctor.files_remedy"))  # fmt: skip
    if path.is_file() and not os.access(path, os.W_OK):
        return Finding("files", "fault", Words("doctor.read_only", path=shown), Words("doctor.files_remedy"))
    return Finding("files", "ok", Words("doctor.writable", path=shown))


def _pictures() -> Finding:
    """Draw one small picture, which is what readers without a kernel see."""
    if hosts.host() == "jupyterlite" and not drawable():
        return Finding("pictures", "info", Words("doctor.pictures_lite"))
    try:
        import cjm_widgets as cjm

        picture = cjm.render_static(cjm.Document().add_journey("Doctor"))
        size = len(picture.png)
    except (CjmError, ImportError, OSError, ValueError) as error:
        return Finding("pictures", "fault", Words("doctor.no_pictures", reason=str(error)),
                       Words("doctor.run", line="pip install --force-reinstall resvg-py Pillow"))  # fmt: skip
    return Finding("pictures", "ok", Words("doctor.pictures", size=size))


def _formats() -> Finding:
    missing = [suffix for name, suffix in _EXTRAS.items() if find_spec(name) is None]
    if missing:
        remedy = Words("doctor.run", line='pip install "cjm-widgets[export]"')
        found = Words("doctor.formats_missing", list=", ".join(missing))
        return Finding("formats", "info", found, None if hosts.host() == "jupyterlite" else remedy)
    return Finding("formats", "ok", Words("doctor.formats", list=", ".join(_EXTRAS.values())))
