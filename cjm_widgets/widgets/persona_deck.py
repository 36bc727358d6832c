"""The personas of a document, side by side and on a 2×2, as a widget; thin: all is in the document."""

from __future__ import annotations

import json
from typing import Any

from cjm_widgets.model.document import Document
from cjm_widgets.model.persona_templates import described
from cjm_widgets.widgets import scripts
from cjm_widgets.widgets._base import Board, expect
from cjm_widgets.widgets.scope import Scope


class PersonaDeck(Board):
    """The personas of a document: compared side by side, filtered, placed on a 2×2, added from templates.

    Parameters
    ----------
    document : Document
        Whose personas; :meth:`Document.personas_frame` is the same as a table.
    **display
        locale, theme, width, height; see :class:`Board`.

    Raises
    ------
    BadInput
        Not a document.

    Examples
    --------
    >>> import cjm_widgets as cjm
    >>> doc = cjm.Document()
    >>> julie = doc.add_persona("Julie", template="hurried")
    >>> deck = cjm.PersonaDeck(doc)
    """

    entry = "persona_deck"
    namespaces = ("common", "errors", "presence", "persona", "upload", "deck")
    _esm = scripts.loader("persona_deck")
    _css = scripts.style("persona_deck")

    def __init__(self, document: Document, **display: Any) -> None:
        super().__init__(expect(document, Document, "cjm.PersonaDeck(doc)"), Scope(), **display)

    def static_source(self) -> Document:
        """Return the document."""
        return self.document

    def _strings(self) -> tuple[str, dict[str, str]]:
        """Return the words of the board; the templates of personas are words too."""
        locale, words = super()._strings()
        return locale, {**words, "deck.templates": json.dumps(described(locale), ensure_ascii=False)}
