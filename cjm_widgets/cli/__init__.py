"""The command line: validate, show, export, convert, diff, doctor; loads nothing until it is called."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the entry point ``cjm``."""
    from cjm_widgets.cli.app import app

    app(prog_name="cjm")
