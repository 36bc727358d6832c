"""Writes a document or a journey as text or tables; knows no file system and draws nothing."""

from __future__ import annotations

from cjm_widgets.errors import BadInput, did_you_mean
from cjm_widgets.interchange.content import content, the_state
from cjm_widgets.locale import default_locale, known
from cjm_widgets.model.privacy import veiled_ids
from cjm_widgets.model.reids import with_ids

SUFFIXES = (".json", ".csv", ".xlsx", ".md", ".mmd")
"""The endings :func:`write` knows."""


def write(x: object, suffix: str, *, locale: str | None = None, include_private: bool = False) -> bytes:
    """Return a document or journey as the bytes of a file.

    Parameters
    ----------
    x : Document or Journey
        What is written; a journey goes with the personas and channels it needs.
    suffix : str
        ``".json"`` (opens with :func:`cjm_widgets.open`), ``".csv"`` and ``".xlsx"`` (tables to be edited and
        read back), ``".md"`` (to be read by people) or ``".mmd"`` (a Mermaid journey; one journey only).
    locale : str, optional
        ``"en"`` or ``"fr"``: the language of headings in Markdown and of unnamed stages in Mermaid.
    include_private : bool
        Whether private fields of personas are written.

    Raises
    ------
    BadInput
        Another ending, or `x` is neither a document nor a journey.
    """
    language = known(locale) if locale else default_locale()
    state = content(x, include_private=include_private)
    if not include_private:
        state = with_ids(state, veiled_ids(the_state(x)))
    match str(suffix).lower():
        case ".json":
            from cjm_widgets.interchange.json_file import write_json

            return write_json(state)
        case ".csv":
            from cjm_widgets.interchange.csv_file import write_csv

            return write_csv(state)
        case ".xlsx":
            from cjm_widgets.interchange.xlsx import write_xlsx

            return write_xlsx(state)
        case ".md":
            from cjm_widgets.interchange.markdown import write_markdown

            return write_markdown(state, language)
        case ".mmd":
            from cjm_widgets.interchange.mermaid_out import write_mermaid

            return write_mermaid(state, language)
    raise BadInput(
        "There is no such text or table format.", where="suffix", value=suffix,
        expected="one of " + ", ".join(SUFFIXES), hint=did_you_mean(str(suffix), SUFFIXES),
    )  # fmt: skip
