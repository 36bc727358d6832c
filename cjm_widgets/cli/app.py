"""The commands and their options; each is a thin call of what does the work."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cjm_widgets import __version__
from cjm_widgets.cli.output import FAILED, FOUND, OK, say_line, words

app = typer.Typer(
    name="cjm", help=words("cli.help"), no_args_is_help=True, add_completion=False, rich_markup_mode=None,
    pretty_exceptions_enable=False, context_settings={"help_option_names": ["-h", "--help"]},
    epilog=words("cli.codes", ok=OK, found=FOUND, failed=FAILED),
)  # fmt: skip

Files = Annotated[list[Path], typer.Argument(help=words("cli.files"), show_default=False)]
File = Annotated[Path, typer.Argument(help=words("cli.file"), show_default=False)]
Out = Annotated[Path, typer.Argument(help=words("cli.out"), show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help=words("cli.as_json"))]
JourneyName = Annotated[
    str, typer.Option("--journey", "-j", help=words("cli.journey_option"), show_default=False)
]
Tasks = Annotated[str, typer.Option("--tasks", help=words("cli.tasks_option"))]
Lanes = Annotated[str, typer.Option("--lanes", help=words("cli.lanes_option"))]
Locale = Annotated[str, typer.Option("--locale", "-l", help=words("cli.locale_option"), show_default=False)]
Theme = Annotated[str, typer.Option("--theme", help=words("cli.theme_option"), show_default=False)]
Page = Annotated[str, typer.Option("--page", help=words("cli.page_option"), show_default=False)]
Scale = Annotated[float | None, typer.Option("--scale", help=words("cli.scale_option"), show_default=False)]
Force = Annotated[bool, typer.Option("--force", "-f", help=words("cli.force_option"))]
Private = Annotated[bool, typer.Option("--include-private", help=words("cli.private_option"))]


def _version(wanted: bool) -> None:
    if wanted:
        say_line(f"cjm_widgets {__version__}")
        raise typer.Exit


@app.callback()
def cjm(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=words("cli.version_option"))
    ] = False,
) -> None:
    """Give the options of the whole."""


@app.command(help=words("cli.validate"))
def validate(
    files: Files,
    strict: Annotated[bool, typer.Option("--strict", help=words("cli.strict_option"))] = False,
    as_json: AsJson = False,
    tasks: Tasks = "stages",
    lanes: Lanes = "auto",
) -> None:
    """Say whether files can be read, and what in them cannot."""
    from cjm_widgets.cli.validate import validate as run

    raise typer.Exit(run(files, strict=strict, as_json=as_json, tasks=tasks, lanes=lanes))


@app.command(help=words("cli.show"))
def show(file: File, journey: JourneyName = "", as_json: AsJson = False) -> None:
    """Print what a file holds."""
    from cjm_widgets.cli.show import show as run

    raise typer.Exit(run(file, journey=journey, as_json=as_json))


@app.command(help=words("cli.export"))
def export(
    file: File,
    out: Out,
    journey: JourneyName = "",
    locale: Locale = "",
    theme: Theme = "",
    page: Page = "",
    scale: Scale = None,
    include_private: Private = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Write a picture, a page, slides, tables or text of a document."""
    from cjm_widgets.cli.export import export as run

    options = {"locale": locale, "theme": theme, "page": page, "scale": scale}
    raise typer.Exit(
        run(file, out, journey=journey, include_private=include_private, force=force, as_json=as_json,
            options={name: value for name, value in options.items() if value not in ("", None)})
    )  # fmt: skip


@app.command(help=words("cli.convert"))
def convert(
    file: File,
    out: Out,
    into: Annotated[bool, typer.Option("--into", help=words("cli.into_option"))] = False,
    journey: JourneyName = "",
    tasks: Tasks = "stages",
    lanes: Lanes = "auto",
    include_private: Private = False,
    force: Force = False,
    as_json: AsJson = False,
) -> None:
    """Read a file in one format and write it in another, or add it to a document."""
    from cjm_widgets.cli.convert import convert as run

    raise typer.Exit(
        run(file, out, into=into, journey=journey, tasks=tasks, lanes=lanes, include_private=include_private,
            force=force, as_json=as_json)
    )  # fmt: skip


@app.command(help=words("cli.diff"))
def diff(
    old: Annotated[Path, typer.Argument(help=words("cli.old"), show_default=False)],
    new: Annotated[Path, typer.Argument(help=words("cli.new"), show_default=False)],
    include_private: Private = False,
    as_json: AsJson = False,
) -> None:
    """Say what differs between two files."""
    from cjm_widgets.cli.diff import diff as run

    raise typer.Exit(run(old, new, include_private=include_private, as_json=as_json))


@app.command(help=words("cli.doctor"))
def doctor(
    path: Annotated[Path, typer.Argument(help=words("cli.doctor_path"))] = Path(),
    locale: Locale = "",
    as_json: AsJson = False,
) -> None:
    """Say what works here and what does not."""
    import cjm_widgets
    from cjm_widgets.cli.output import say_json, told

    with told(as_json=as_json):
        report = cjm_widgets.doctor(path, locale=locale or None)
    if as_json:
        say_json(report.to_dict())
    else:
        say_line(report.text())
    raise typer.Exit(OK if report.ok else FOUND)
