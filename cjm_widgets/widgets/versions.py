"""What a page asks of versions: their list, one as a map, one compared with now; changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from cjm_widgets.errors import CjmError, NotFound
from cjm_widgets.locale import text
from cjm_widgets.model.difference import SIGNS, Difference
from cjm_widgets.model.difference_words import Sentence, sentences, summary
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey
from cjm_widgets.model.records import JourneyRecord, Lane, Record
from cjm_widgets.model.state import State
from cjm_widgets.model.versions import Version
from cjm_widgets.model.words import Words, say
from cjm_widgets.widgets.refusals import is_text, not_protocol
from cjm_widgets.widgets.scope import Scope

if TYPE_CHECKING:
    from cjm_widgets.render.source import Source

Message = dict[str, Any]
ASKS = ("versions", "version", "marks")
CHANGED: Message = {"type": "versions_changed"}
"""Tells every page that there is a version more: one that shows the list asks for it again."""
MOST = 300
"""Changes that are told one by one."""
_NO_WORDS: Message = {"sum": "", "lines": [], "more": 0}
_DEPTHS = ("overview", "detail", "evidence")


def ready(
    document: Document, scope: Scope, locale: str, content: Mapping[str, Any], client: str
) -> Callable[[], Message]:
    """Read what a page asks for; return what answers it.

    Parameters
    ----------
    content : mapping
        ``{"type": "versions", "id", "counted"}`` asks for the list, the newest first, with how many records
        differ from now where ``counted``; ``{"type": "version", "id", "version", "compared", "view",
        "theme"}`` for one as a picture, or ``compared`` with now in a picture and in words; ``{"type":
        "marks", "id", "version"}`` for what became of each record of the map since.

    Returns
    -------
    callable
        May be called on another thread, as it reads the history. It raises CjmError: NotFound where the
        version is gone, FileProblem where it cannot be read.

    Raises
    ------
    OperationRefused
        Another message; nothing is read.
    """
    if scope.journey_id is None or scope.labels:
        raise not_protocol("Versions are those of a map.", content["type"])
    head = {"type": content["type"], "to": client, "id": content["id"]}
    if content["type"] == "version":
        return _told(head, *_one(Journey(document, scope.journey_id), locale, content))
    if content["type"] == "marks":
        wanted, now, journey_id = content.get("version"), document.state, scope.journey_id
        if not is_text(wanted):
            raise not_protocol("This names no version.", wanted)
        return _told(
            head,
            lambda: _marks(now, document.version(wanted), journey_id, locale),
            {"version": wanted},
        )
    counted = content.get("counted")
    if not isinstance(counted, bool):
        raise not_protocol("Versions are counted or not.", counted)
    return _told(head, lambda: _listed(document, locale, counted), {"counted": counted})


def _told(head: Message, made: Callable[[], Message], asked: Message) -> Callable[[], Message]:
    def told() -> Message:
        try:
            return {**head, **asked, **made()}
        except NotFound as error:  # the words of a record that is gone would say something else
            raise NotFound(Words("versions.gone"), code="version_gone", where="version") from error
        except CjmError:
            raise
        except Exception as error:  # a fault of ours is told in place; what was asked for is over
            raise CjmError(f"{type(error).__name__}: {error}", code="fault") from error

    return told


def _listed(document: Document, locale: str, counted: bool) -> Message:
    far = document.version_distances() if counted else {}
    reason = document.read_only
    return {
        "versions": [_entry(version, far) for version in reversed(document.versions)],
        "read_only": say(reason, locale) if isinstance(reason, Words) else reason,
    }


def _entry(version: Version, far: Mapping[str, int | None]) -> Message:
    return {
        "id": version.id,
        "label": version.label,
        "kind": version.kind,
        "at": version.time.isoformat(),
        "changes": far.get(version.id),
    }


def _one(journey: Journey, locale: str, content: Mapping[str, Any]) -> tuple[Callable[[], Message], Message]:
    """Return what draws a version, and what was asked for."""
    wanted, compared, view, theme = (content.get(name) for name in ("version", "compared", "view", "theme"))
    if not is_text(wanted) or not isinstance(compared, bool):
        raise not_protocol("This names no version.", wanted)
    if view not in _DEPTHS or theme not in ("light", "dark"):
        raise not_protocol("This is no way to look at a map.", (view, theme))
    document, asked = journey.document, {"version": wanted, "compared": compared}
    if not compared:
        return (lambda: _past(document.version(wanted), journey.id, locale, str(view), theme)), asked
    from cjm_widgets.render.source import source_of

    depth = "detail" if view == "overview" else str(view)  # an overview has no cards to mark
    source, now = source_of(journey, locale=locale, theme=theme, view=depth), document.state
    return (lambda: _compared(source, now, document.version(wanted))), asked


def _past(version: Version, journey_id: str, locale: str, view: str, theme: str) -> Message:
    """Draw the journey as it was; there is no picture where it was not there yet.

    Its numbers are not drawn: they come from data, which no version holds.
    """
    state = version.state
    if state.find(JourneyRecord, journey_id) is None:
        return {"title": "", "alt": "", "svg": None, **_NO_WORDS}
    from cjm_widgets.render.picture import render_static

    lanes: dict[str, Record] = {
        lane.id: lane for lane in state.table(Lane).values() if lane.kind != "metrics"
    }
    without = len(state.where(Lane, journey_id=journey_id, kind="metrics"))
    journey = Journey(Document.of_state(state.with_tables({"lanes": lanes})), journey_id)
    drawn = render_static(journey, locale=locale, theme=theme, view=view)
    said = text("versions.no_numbers", locale) if without else ""
    return {"title": journey.title, "alt": drawn.alt, "svg": drawn.svg, **_NO_WORDS, "sum": said}


def _marks(now: State, version: Version, journey_id: str, locale: str) -> Message:
    """Say what became of each record of a map, and all of it in words: not everything has a place on it."""
    from cjm_widgets.render.compared import compare

    then = version.state
    found = compare(now, then, journey_id)
    said = [each for each in sentences(Difference(then, now), locale) if each.id in found.marks]
    return {
        "title": version.title(locale),
        "sum": found.summary(locale) if found.marks else text("difference.none", locale),
        "marks": {record_id: kind for record_id, kind in found.marks.items() if kind != "removed"},
        **_in_lines(said),
    }


def _compared(source: Source, now: State, version: Version) -> Message:
    """Draw what differs between now and then, and say it."""
    from cjm_widgets.render.compared import compared_sheet
    from cjm_widgets.render.svg import svg_of

    found, drawn = Difference(version.state, now), compared_sheet(source, version)
    counts = {kind: found.count(kind) for kind in SIGNS}
    return {
        "title": source.name,
        "alt": drawn.title,
        "svg": svg_of(drawn),
        "sum": summary(counts, source.locale) if found else text("difference.none", source.locale),
        **_in_lines(list(sentences(found, source.locale))),
    }


def _in_lines(said: Sequence[Sentence]) -> Message:
    """Return the first of the sentences, and how many are left out."""
    told = [{**each._asdict(), "fields": list(each.fields)} for each in said[:MOST]]
    return {"lines": told, "more": len(said) - len(told)}
