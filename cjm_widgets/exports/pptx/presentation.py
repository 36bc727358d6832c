"""Puts the slides of a source together: overview, a slide a stage, a slide a persona; draws none of them."""

from __future__ import annotations

import io
from typing import Any

from cjm_widgets.exports.pptx.ink import HEIGHT, WIDTH, Slide, paint
from cjm_widgets.exports.pptx.overview_slide import overview_slide
from cjm_widgets.exports.pptx.persona_slide import persona_slides
from cjm_widgets.exports.pptx.stage_slide import stage_slides
from cjm_widgets.interchange.timeless import NO_TIME, timeless
from cjm_widgets.locale import text
from cjm_widgets.model.records import PersonaRecord
from cjm_widgets.render.drawing import words_of
from cjm_widgets.render.source import Source
from cjm_widgets.render.text import clean
from cjm_widgets.render.theme import theme as theme_of

_TITLE_ONLY = 5
_LEFT_BEHIND = ("thumbnail", "printerSettings", "extended-properties")
"""What the empty file that is filled brings along: pictures and names of the programs that made it."""


class Show:
    """A presentation that is being filled."""

    def __init__(self, source: Source) -> None:
        from pptx import Presentation
        from pptx.util import Inches

        self.source, self.theme = source, theme_of(source.theme)
        self._made: Any = Presentation()
        self._made.slide_width, self._made.slide_height = Inches(WIDTH), Inches(HEIGHT)

    def slide(self) -> Slide:
        """Return a new slide in the colours of the theme."""
        slide = self._made.slides.add_slide(self._made.slide_layouts[_TITLE_ONLY])
        paint(slide.background.fill, self.theme.bg)
        return Slide(slide, self.theme)

    def saved(self) -> bytes:
        """Return the file; it says what it is, not who made it, when or with what."""
        about = self._made.core_properties
        about.title = clean(self.source.name)[:250]
        about.language = self.source.locale
        about.comments = clean(words_of(self.source))[:250]
        about.author = about.last_modified_by = about.keywords = ""
        about.created = about.modified = NO_TIME
        about.revision = 1
        _drop(self._made.part.package)
        _drop(self._made.part)
        out = io.BytesIO()
        self._made.save(out)
        return timeless(out.getvalue())


def pptx(source: Source) -> bytes:
    """Return a source as slides of native shapes and text."""
    show = Show(source)
    if source.of_journey:
        overview_slide(show.slide(), source)
        for number in range(len(source.view.stages)):
            stage_slides(show.slide, source, number)
    for record, view in _people(source):
        persona_slides(show.slide, source, record, view)
    if not len(show._made.slides):
        empty = show.slide()
        empty.title(source.name or text("deck.picture_empty", source.locale))
    return show.saved()


def _people(source: Source) -> list[Any]:
    if not source.of_journey:
        return source.people
    shown = {view.id: view for view in source.view.personas}
    return [(one, shown[one.id]) for one in source.state.where(PersonaRecord) if one.id in shown]


def _drop(part: Any) -> None:
    rels = part._rels if hasattr(part, "_rels") else part.rels
    for key, rel in list(rels.items()):
        if any(name in rel.reltype for name in _LEFT_BEHIND):
            rels.pop(key)
