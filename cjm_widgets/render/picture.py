"""A picture of a journey, a persona or a widget that every reader shows, without a kernel or a script."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import BadInput
from cjm_widgets.locale import default_locale, known
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.persona import Persona
from cjm_widgets.model.records import Card, PersonaRecord
from cjm_widgets.render.png import LIMIT, SCALE
from cjm_widgets.render.theme import theme as theme_of
from cjm_widgets.render.together import Together, sheet

if TYPE_CHECKING:
    from cjm_widgets.metrics import Binding

SUFFIXES = (".png", ".svg", ".html")


@dataclass(frozen=True)
class StaticPicture:
    """A drawn picture; the PNG is made when it is first asked for.

    Attributes
    ----------
    svg : str
        The picture as SVG, with plain colours and escaped texts.
    alt : str
        What it shows, in a sentence or two, for those who do not see it.
    scale : float
        Pixels of the PNG for one unit of the SVG.
    background : str
        ``#rrggbb`` behind its round corners.
    limit : int
        Bytes that the PNG may take.
    """

    svg: str
    alt: str
    scale: float = SCALE
    background: str = "#ffffff"
    limit: int = LIMIT

    @cached_property
    def png(self) -> bytes:
        """The picture as a PNG of at most 256 colours and `limit` bytes."""
        from cjm_widgets.render.png import png

        return png(self.svg, scale=self.scale, limit=self.limit, background=self.background)

    @cached_property
    def html(self) -> str:
        """The picture as one image element that holds its own bytes; no script, no style, no address."""
        from cjm_widgets.render.png import size_of

        source = b64encode(self.png).decode("ascii")
        wide = round(size_of(self.svg)[0])
        return (
            f'<div class="cjm-static"><img alt="{escape(self.alt)}" '
            f'src="data:image/png;base64,{source}" width="{wide}"></div>'
        )

    def save(self, path: str | Path) -> Path:
        """Write the picture to a ``.png``, ``.svg`` or ``.html`` file; return its path.

        Raises
        ------
        BadInput
            Any other ending.
        """
        target = Path(path)
        if target.suffix.lower() not in SUFFIXES:
            raise BadInput(
                "A picture cannot be saved under this name.",
                where="path",
                value=str(path),
                expected="a name that ends in .png, .svg or .html",
            )
        if target.suffix.lower() == ".png":
            target.write_bytes(self.png)
        elif target.suffix.lower() == ".svg":
            target.write_text(self.svg, "utf-8")
        else:
            title = escape(self.alt)
            page = f'<!doctype html><meta charset="utf-8"><title>{title}</title>{self.html}\n'
            target.write_text(page, "utf-8")
        return target

    def _repr_png_(self) -> bytes:
        return self.png

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<StaticPicture: {self.alt}>"


def render_static(
    x: Any,
    *,
    locale: str | None = None,
    theme: str | None = None,
    scale: float = SCALE,
    limit: int = LIMIT,
    view: str | None = None,
    filters: Mapping[str, Any] | None = None,
    intensity: bool | None = None,
) -> StaticPicture:
    """Return a picture of a journey, a persona or a widget.

    Parameters
    ----------
    x : Journey, Persona, Document, Binding or widget
        What to draw; a bound journey shows its numbers, a document its personas side by side, a binding which
        labels of its data meet which stage.
    locale : str, optional
        Language of the words that are not the author's; the widget's own, else that of the environment.
    theme : str, optional
        ``"light"`` (also for a widget that follows the notebook) or ``"dark"``.
    scale : float
        Pixels of the PNG for one unit of the drawing, above 0 and at most 8.
    limit : int
        Bytes that the PNG may take; it is made smaller until it fits.
    view : str, optional
        Of a journey: ``"overview"`` (one slide of 1280 × 720), ``"detail"``, ``"evidence"``, or the name of a
        saved view; the widget's own, else ``"detail"``.
    filters : mapping, optional
        Of a journey: what is shown, as in :class:`JourneyMap`; that of the widget or the saved view, else
        everything.
    intensity : bool, optional
        Whether the first curve shows how strongly its emotions are felt; as the widget does, else not.

    Raises
    ------
    BadInput
        Nothing that can be drawn, or no such theme, language or scale.
    """
    if not 0 < scale <= 8:
        raise BadInput(
            "This is no scale for a picture.", where="scale", value=scale, expected="above 0, up to 8"
        )
    source, own_theme = x, "light"
    if hasattr(x, "static_source"):
        source = x.static_source()
        locale = locale or getattr(x, "locale", None)
        own_theme = "dark" if getattr(x, "theme", "") == "dark" else "light"
    language = known(locale) if locale else default_locale()
    chosen = theme_of(own_theme if theme is None or theme == "auto" else theme).name
    svg, alt = _drawn(source, x, language, chosen, view, filters, intensity)
    return StaticPicture(svg, alt, scale, theme_of(chosen).bg, limit)


def _drawn(
    source: Any,
    x: Any,
    locale: str,
    theme: str,
    view: str | None,
    filters: Mapping[str, Any] | None,
    intensity: bool | None,
) -> tuple[str, str]:
    """Return the picture of `source`, which is `x` or what the widget `x` shows, and what it says."""
    if isinstance(source, Together):
        return _together(source, locale, theme)
    if isinstance(source, Persona):
        return _persona(source, locale, theme)
    if isinstance(source, Document):
        return _deck(source, locale, theme)
    if _is_binding(source):
        return _matching(source, locale, theme)
    if not isinstance(source, Journey):
        raise BadInput(
            f"A {type(x).__name__} cannot be drawn.",
            where="x",
            expected="a journey, a persona, a document, a binding or one of the widgets",
            hint="For instance: cjm.render_static(doc.journeys[0])",
        )
    levels = bool(getattr(x, "intensity", False) if intensity is None else intensity)
    if getattr(x, "entry", "") == "emotion_curve":
        return _curve(source, locale, theme, levels)
    depth, shown = _look(source, x, view, filters)
    return _journey(source, locale, theme, depth, shown, levels)


def _together(source: Together, locale: str, theme: str) -> tuple[str, str]:
    drawn = []
    for part in source.parts:
        own = part.static_source() if hasattr(part, "static_source") else part
        drawn.append(_drawn(own, part, locale, theme, None, None, None))
    said = " ".join(alt for _, alt in drawn)
    return (drawn[0][0], said) if len(drawn) == 1 else (sheet([svg for svg, _ in drawn], said), said)


def journey_shown(board: Any) -> Journey | None:
    """Return the journey whose map a widget shows; None for one that shows no map."""
    if getattr(board, "entry", "") == "emotion_curve":
        return None
    source = board.static_source()
    first = source.parts[0].static_source() if isinstance(source, Together) else source
    return first if isinstance(first, Journey) else None


def _is_binding(source: Any) -> bool:
    """Tell whether something is a binding, without loading what bindings are made of."""
    return any(kind.__name__ == "Binding" for kind in type(source).__mro__) and hasattr(source, "roster")


def _matching(binding: Binding, locale: str, theme: str) -> tuple[str, str]:
    from cjm_widgets.render import alt
    from cjm_widgets.render.svg import matching_svg

    roster, stages = binding.roster, {stage.id: stage.name for stage in binding.journey.stages}
    said = alt.matching_alt(roster, stages, binding.journey.title, locale)
    title = binding.journey.title
    return matching_svg(roster, stages, title, locale=locale, theme=theme, said=said), said


def alternative(board: Any) -> str:
    """Return in words what the picture of a map shows, without drawing it; "" where no map is shown."""
    from cjm_widgets.render import alt
    from cjm_widgets.render.views import project

    journey = journey_shown(board)
    if journey is None:
        return ""
    binding = journey.binding
    cells = binding.cells() if binding is not None else None
    return alt.map_alt(project(journey.document.state, journey.id, cells), known(board.locale))


def _look(
    journey: Journey, x: Any, view: str | None, wanted: Mapping[str, Any] | None
) -> tuple[str, Mapping[str, Any]]:
    """Return depth and filter: as asked for, else as the widget has them."""
    from cjm_widgets.model import saved

    state = journey.document.state
    depth, own = saved.depth_of(state, journey.id, view or getattr(x, "view", "detail"))
    filters = saved.filters_of(own) if own else getattr(x, "filters", {})
    return depth, filters if wanted is None else saved.read_filters(state, journey.id, wanted)


def _curve(journey: Journey, locale: str, theme: str, intensity: bool) -> tuple[str, str]:
    from cjm_widgets.render import alt
    from cjm_widgets.render.svg import curve_svg
    from cjm_widgets.render.views import project

    binding = journey.binding
    view = project(journey.document.state, journey.id, binding.cells() if binding is not None else None)
    said = alt.curve_alt(view, locale, intensity=intensity)
    return curve_svg(view, locale=locale, theme=theme, title=said, intensity=intensity), said


def _journey(
    journey: Journey, locale: str, theme: str, depth: str, filters: Mapping[str, Any], intensity: bool
) -> tuple[str, str]:
    from cjm_widgets.locale import text
    from cjm_widgets.render import alt
    from cjm_widgets.render.filters import Filters, seen
    from cjm_widgets.render.svg import map_svg, overview_svg
    from cjm_widgets.render.views import project

    state, binding = journey.document.state, journey.binding
    shown = seen(state, journey.id, Filters.of(filters))
    view = project(shown, journey.id, binding.cells() if binding is not None else None)
    note = ""
    if shown is not state:
        # How much is assumed is said of the whole map, whatever part of it is shown.
        view = replace(view, assumption_share=project(state, journey.id).assumption_share)
        counts = [len(part.where(Card, journey_id=journey.id)) for part in (shown, state)]
        note = text("views.shown", locale, shown=counts[0], count=counts[1])
    levels = intensity and depth != "overview"
    told = alt.map_alt(view, locale, intensity=levels)
    said = " ".join(part for part in (told, note and f"{note}.") if part)
    cards = {card.id: card for card in shown.where(Card, journey_id=journey.id)}
    if depth == "overview":
        return overview_svg(view, cards, locale=locale, theme=theme, title=said, note=note), said
    proof = depth == "evidence"
    svg = map_svg(
        view, cards, locale=locale, theme=theme, title=said, proof=proof, note=note, intensity=levels
    )
    return svg, said


def _persona(persona: Persona, locale: str, theme: str) -> tuple[str, str]:
    from cjm_widgets.render import alt
    from cjm_widgets.render.svg import persona_svg
    from cjm_widgets.render.views import persona_view

    record = persona.public
    position = persona.document.state.where(PersonaRecord).index(persona.record)
    said = alt.persona_alt(record, locale)
    view = persona_view(record, position)
    return persona_svg(record, view, locale=locale, theme=theme, title=said), said


def _deck(document: Document, locale: str, theme: str) -> tuple[str, str]:
    from cjm_widgets.model.persona_fields import public
    from cjm_widgets.render import alt
    from cjm_widgets.render.svg import deck_svg
    from cjm_widgets.render.views import persona_view

    people = [public(one, at) for at, one in enumerate(document.state.where(PersonaRecord))]
    said = alt.deck_alt(people, document.deck, locale)
    views = [(one, persona_view(one, at)) for at, one in enumerate(people)]
    return deck_svg(views, document.deck, locale=locale, theme=theme, title=said), said
