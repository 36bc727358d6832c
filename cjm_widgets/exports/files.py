"""Writes a journey, a persona, a chart, a widget, … to a file that others can open; knows no widget."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Real
from pathlib import Path
from typing import Any

from cjm_widgets.errors import BadInput, FileProblem, did_you_mean
from cjm_widgets.exports.chart_file import chart_file
from cjm_widgets.exports.formats import FORMATS, Options, write
from cjm_widgets.locale import known, text
from cjm_widgets.render.drawing import is_chart
from cjm_widgets.render.papers import paper_of
from cjm_widgets.render.source import Source, source_of

MOST_SCALE = 8


def export(
    x: Any,
    path: str | os.PathLike[str],
    *,
    locale: str | None = None,
    theme: str | None = None,
    view: str | None = None,
    filters: Mapping[str, Any] | None = None,
    scale: float | None = None,
    page: str | tuple[float, float] = "a4",
    include_private: bool = False,
    quiet: bool = False,
) -> Path:
    """Write `x` to a file in the format of its ending; return the path and say where it is.

    All show one projection, numbers with n and interval. Private fields, author, paths and times are in none.

    Parameters
    ----------
    x : Journey, Persona, Document, widget or chart
        What is written; a widget also says language, theme, view and filters. Of a document, pictures, pages
        and slides show the personas, and tables and text hold all journeys too. A chart has pictures
        (``.svg``, ``.png``, ``.pdf``) and its table (``.csv``).
    path : str or path
        Ends in one of: ``.html`` (opens anywhere without a network, explorable), ``.pdf``, ``.pptx``
        (editable shapes), ``.svg``, ``.png``, ``.xlsx``, ``.csv``, ``.json``, ``.md``, ``.mmd`` (Mermaid).
        A file that is there is replaced; its folder must exist.
    locale : str, optional
        Language of the words that are not the author's; the widget's own, else that of the environment.
    theme : str, optional
        ``"light"`` or ``"dark"``; left out, an ``.html`` follows its reader.
    view : str, optional
        Of a journey: ``"overview"``, ``"detail"``, ``"evidence"``, or the name of a saved view.
    filters : mapping, optional
        Of a journey: what is shown, as in :class:`JourneyMap`.
    scale : float, optional
        Of a ``.png``: pixels for one unit of the drawing, above 0 and at most 8; more than 64 million pixels
        are refused. Left out, 2, and less for a map that would have more than these.
    page : str or (float, float)
        Of a ``.pdf``: ``"a4"``, ``"a3"``, …, ``"letter"``, ``"fit"`` (as large as the map), or width and
        height in millimetres. A map that could not be read on one page goes over several.
    include_private : bool
        Whether private fields are among it.
    quiet : bool
        Whether nothing is said.

    Raises
    ------
    BadInput
        An ending, a page, a scale, a view or an object that cannot be used; the file is untouched.
    FileProblem
        The file cannot be written.
    """
    wanted = Look(locale, theme, view, filters, scale, page, include_private)
    written, size, language = to_file(x, path_of(path), wanted)
    if not quiet:
        said = text("export.written", language, path=str(written), size=size_text(size, language))
        sys.stdout.write(f"{said}\n")
    return written


@dataclass(frozen=True, slots=True)
class Look:
    """What :func:`export` was asked for, beside what and where."""

    locale: str | None = None
    theme: str | None = None
    view: str | None = None
    filters: Mapping[str, Any] | None = None
    scale: float | None = None
    page: str | tuple[float, float] = "a4"
    include_private: bool = False


def to_file(x: Any, target: Path, look: Look) -> tuple[Path, int, str]:
    """Write `x` to a file; return where it is, how many bytes it has, and the language it is in."""
    suffix = format_of(target.name)
    if is_chart(x):
        options = Options(scale_of(look.scale), paper_of(look.page))
        data = chart_file(x, suffix, options, look.locale, look.theme)
        return put(target, data), len(data), known(look.locale) if look.locale else x.language
    source, options = read(x, look)
    _spare(source, target)
    data = write(source, suffix, options)
    return put(target, data), len(data), source.locale


def path_of(path: object) -> Path:
    """Return where to write, if it is a path."""
    if not isinstance(path, str | os.PathLike) or not isinstance(os.fspath(path), str):
        raise BadInput(
            "This is no path of a file.", where="path", value=path,
            expected=f"a text or a path that ends in {', '.join(FORMATS)}",
        )  # fmt: skip
    return Path(path).expanduser()


def scale_of(scale: object) -> float | None:
    """Return the scale of a picture, if it is one; None where none is asked for."""
    if scale is None:
        return None
    number = isinstance(scale, Real) and not isinstance(scale, bool)
    if not number or not 0 < float(scale) <= MOST_SCALE:  # type: ignore[arg-type]
        raise BadInput(
            "This is no scale for a picture.", where="scale", value=scale,
            expected=f"a number above 0, up to {MOST_SCALE}",
        )  # fmt: skip
    return float(scale)  # type: ignore[arg-type]


def read(x: Any, look: Look) -> tuple[Source, Options]:
    """Return what is written and how; everything that was asked for is checked here."""
    source = source_of(
        x,
        locale=look.locale,
        theme=look.theme,
        view=look.view,
        filters=look.filters,
        include_private=look.include_private,
    )
    scale = scale_of(look.scale)
    follows = look.theme in (None, "auto") and getattr(x, "theme", "auto") == "auto"
    return source, Options(scale, paper_of(look.page), follows, look.include_private)


def size_text(size: int, locale: str) -> str:
    """Return a number of bytes as people read it."""
    from cjm_widgets.render.format import number

    if size < 1_000_000:
        return text("export.kilobytes", locale, size=number(max(1, size / 1000), locale))
    return text("export.megabytes", locale, size=number(size / 1_000_000, locale, 1))


def format_of(name: str) -> str:
    """Return the ending of a file name, if something can be written under it."""
    suffix = Path(name).suffix.lower()
    if suffix not in FORMATS:
        raise BadInput(
            "A map cannot be written under this name.",
            where="path",
            value=name,
            expected=f"a name that ends in {', '.join(FORMATS)}",
            hint=did_you_mean(suffix, FORMATS),
        )
    return suffix


def _spare(source: Source, target: Path) -> None:
    """Refuse to write over the file in which the document itself lives."""
    own = source.document.save_status.path
    if own and Path(own).resolve() == target.resolve():
        raise BadInput(
            "This file holds the document itself.",
            where="path",
            value=str(target),
            hint="Give the export another name.",
        )


def put(target: Path, data: bytes) -> Path:
    """Write a file whole or not at all; return where it is.

    Raises
    ------
    FileProblem
        It cannot be written.
    """
    from cjm_widgets.storage.atomic import write_atomic

    try:
        write_atomic(target, data)
    except OSError as error:
        raise FileProblem(
            f"The file cannot be written: {error.strerror or error}.",
            where=str(target),
            hint="" if target.parent.is_dir() else "The folder does not exist; make it first.",
        ) from error
    return target.resolve()
