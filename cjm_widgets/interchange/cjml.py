"""CJML 2.0 as a journey: a touchpoint becomes a stage, its ratings the curve; entities are refused."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.extras import need
from cjm_widgets.interchange.source import Source, mislabelled, real_kind
from cjm_widgets.model.commands import COLORS
from cjm_widgets.model.ids import derived_id
from cjm_widgets.model.order import first_keys
from cjm_widgets.model.words import Words

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

Lines = dict["Element", int]
_LANES = ("actions", "frontstage", "touchpoints", "emotions", "thoughts", "free_text")
_JOURNEYS = {"plannedJourney": "future_state", "actualJourney": "current_state"}
_TIMES = ("timeOriginated", "timeReceived", "timeConsumed", "timeStarted", "timeCompleted")
MAX_TOUCHPOINTS = 2_000
MAX_DEPTH = 64
"""Elements that may stand in each other; CJML has eight."""


def read_cjml(source: Source) -> Draft:
    """Return the records of every journey in a CJML file; names of elements are taken tolerantly.

    Raises
    ------
    FileProblem
        Not XML, XML with a document type or entities, or no CJML.
    """
    root, lines = _root(source)
    if _is_deep(root):
        raise source.problem(
            Words("interchange.too_deep", limit=MAX_DEPTH),
            code="not_cjml",
            hint=Words("interchange.cjml_hint"),
        )
    draft = Draft()
    journeys = [node for node in root.iter() if _tag(node) in _JOURNEYS]
    if _tag(root).upper() != "CJML" and root not in journeys:
        raise source.problem(
            Words("interchange.no_cjml"), code="not_cjml", hint=Words("interchange.cjml_hint")
        )
    for key, node in zip(first_keys(len(journeys)), journeys, strict=True):
        _Journey(source, draft, node, key, lines).build()
    if not journeys:
        raise source.problem(
            Words("interchange.no_cjml"), code="not_cjml", hint=Words("interchange.cjml_hint")
        )
    return draft


def _root(source: Source) -> tuple[Element, Lines]:
    """Return the root of a file, and the line each element begins at."""
    need("defusedxml")
    from xml.etree.ElementTree import ParseError, TreeBuilder

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import DefusedXMLParser

    lines: Lines = {}

    class Noting(TreeBuilder):
        def start(self, tag: Any, attrs: Any, /) -> Element:
            element = super().start(tag, attrs)
            lines[element] = parser.parser.CurrentLineNumber
            return element

    kind = real_kind(source)
    if kind is not None:
        raise mislabelled(source, kind)
    parser = DefusedXMLParser(target=Noting(), forbid_dtd=True)
    try:
        parser.feed(source.data)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise source.problem(
            Words("interchange.xml_entities"), code="xml_entities", hint=Words("interchange.xml_no_dtd"),
            expected=type(error).__name__,
        ) from None  # fmt: skip
    except ParseError as error:
        line = error.position[0] if hasattr(error, "position") else 1
        raise source.problem(
            Words("interchange.not_xml"), code="not_xml", hint=Words("interchange.get_again"), line=line,
            expected=str(error),
        ) from None  # fmt: skip
    except (ValueError, LookupError, RecursionError) as error:  # an encoding that is not known
        raise source.problem(
            Words("interchange.not_xml"),
            code="not_xml",
            hint=Words("interchange.save_utf8"),
            expected=str(error),
        ) from None
    return root, lines


def _is_deep(root: Element) -> bool:
    """Tell whether elements stand in each other deeper than is read: all above look through what is below."""
    level = [root]
    for _ in range(MAX_DEPTH):
        level = [part for node in level for part in node]
    return bool(level)


def _tag(node: Element) -> str:
    tag: object = node.tag  # a comment has a function here
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _all(node: Element, *names: str) -> list[Element]:
    return [part for part in node.iter() if _tag(part) in names]


def _text(node: Element | None, *names: str) -> str:
    """Return the text of the first element of these names below `node`."""
    if node is None:
        return ""
    for name in names:
        for part in _all(node, name):
            said = "".join(part.itertext()).strip()
            if said:
                return said
    return ""


class _Journey:
    """Makes the records of one journey."""

    def __init__(self, source: Source, draft: Draft, node: Element, key: str, lines: Lines) -> None:
        self.lines = lines
        self.source, self.draft, self.node, self.key = source, draft, node, key
        self.title = (_text(node, "journeyTitle") or _text(node, "journeyID") or source.stem)[:1_000]
        self.journey = derived_id("journey", self.title)
        self.actors: dict[str, str] = {}
        self.people: dict[str, str] = {}
        self.seen: Counter[str] = Counter()
        self.orders: Counter[str] = Counter()

    def place(self, node: Element, what: str = "") -> Words:
        """Return where an element stands: its line, and what it is called."""
        line = self.lines[node]
        return Words("storage.line_of", path=self.source.name, line=line, place=what or self.title)

    def build(self) -> None:
        """Make all records."""
        self._actors()
        summary = _text(self.node, "journeyShortSummary") or _text(self.node, "journeyLongSummary")
        data = {
            "id": self.journey, "title": self.title, "order": self.key, "kind": _JOURNEYS[_tag(self.node)],
            "objective": summary, "status": _text(self.node, "journeyStatus")[:1_000],
            "personas": list(dict.fromkeys(self.people.values())),
        }  # fmt: skip
        self.draft.put("journeys", data, self.place(self.node))
        phases = self._phases()
        for kind, key in zip(_LANES, first_keys(len(_LANES)), strict=True):
            lane = {"id": self._lane(kind), "journey_id": self.journey, "kind": kind, "order": key}
            self.draft.put("lanes", lane, self.place(self.node))
        points = [
            part for box in _all(self.node, "touchpoints") for part in box
            if _tag(part).endswith(("CommunicationPoint", "Action"))
        ]  # fmt: skip
        if len(points) > MAX_TOUCHPOINTS:
            place = self.place(points[MAX_TOUCHPOINTS])
            self.draft.invalid.note(place, Words("interchange.too_many", limit=MAX_TOUCHPOINTS))
        kept = points[:MAX_TOUCHPOINTS]
        for key, point in zip(first_keys(len(kept)), kept, strict=True):
            self._touchpoint(point, phases, key)

    def _actors(self) -> None:
        users = _all(self.node, "endUser")
        for at, (node, key) in enumerate(zip(users, first_keys(len(users)), strict=True)):
            name = (_text(node, "actorName") or node.get("actorID", ""))[:1_000]
            if not name:
                continue
            persona_id = derived_id("persona", name)
            self.people[node.get("actorID", name)] = persona_id
            data = {"id": persona_id, "name": name, "order": key, "color": COLORS[at % len(COLORS)]}
            if persona_id not in self.draft.records:
                self.draft.put("personas", data, self.place(node, node.get("actorID", "")))
        for node in _all(self.node, "endUser", "serviceProvider"):
            actor = node.get("actorID", "")
            self.actors[actor] = _text(node, "actorName", "companyName") or actor

    def _phases(self) -> dict[str, str]:
        found: dict[str, str] = {}
        nodes = _all(self.node, "journeyPhase")
        for node, key in zip(nodes, first_keys(len(nodes)), strict=True):
            name = (_text(node, "phaseName") or node.get("phaseID", ""))[:1_000]
            phase_id = derived_id("phase", self.journey, name)
            found[node.get("phaseID", name)] = phase_id
            if phase_id not in self.draft.records:
                data = {"id": phase_id, "journey_id": self.journey, "name": name, "order": key}
                self.draft.put("phases", data, self.place(node, node.get("phaseID", "")))
        return found

    def _phase_of(self, point: Element, phases: dict[str, str]) -> str:
        for part in _all(point, "belongsTo"):
            name = part.get("phaseIDref", "")
            if name in phases:
                return phases[name]
            if name:
                place = self.place(part, self._name(point))
                self.draft.unassigned.note(place, Words("interchange.no_phase"), name)
        other = derived_id("phase", self.journey, "during")
        if other not in self.draft.records:
            order = first_keys(len(phases) + 1)[-1]
            data = {"id": other, "journey_id": self.journey, "role": "during", "order": order}
            self.draft.put("phases", data, self.place(self.node))
        return other

    def _name(self, point: Element) -> str:
        labels = _text(point, "initiatorLabel", "actionLabel", "receiverLabel", "touchpointName")
        return (labels or _text(point, "touchpointID", "actionID") or _tag(point)).split("\n")[0][:200]

    def _touchpoint(self, point: Element, phases: dict[str, str], key: str) -> None:
        name, point_id = self._name(point), _text(point, "touchpointID", "actionID")
        self.seen[name] += 1
        again = [self.seen[name]] if self.seen[name] > 1 else []
        stage_id = derived_id("stage", self.journey, name, *again)
        data = {"id": stage_id, "journey_id": self.journey, "phase_id": self._phase_of(point, phases)}
        place = self.place(point, point_id or name)
        if self.draft.put("stages", {**data, "name": name, "order": key}, place) is None:
            return
        tags = ["deviation"] if point_id[:1].upper() == "D" else []
        times = "; ".join(f"{tag} {said}" for tag in _TIMES if (said := _text(point, tag)))
        whose = None
        sides = (("initiator", "initiatorLabel", "actionLabel"), ("receiver", "receiverLabel"))
        for side, *labels in sides:
            part = next(iter(_all(point, side)), point if side == "initiator" else None)
            refs = [node.get("actorIDref", "") for node in _all(part, "refersTo")] if part is not None else []
            actor = refs[0] if refs else ""
            whose = whose or self.people.get(actor)
            lane = "actions" if actor in self.people or not actor else "frontstage"
            said = _text(part, *labels)
            if said and lane == "frontstage" and self.actors.get(actor, actor) not in said:
                said = f"{self.actors.get(actor, actor)}: {said}"
            fields = {"persona_id": self.people.get(actor), "tags": tags, "source": times}
            self._card(lane, stage_id, said, place, **fields)
        self._card("touchpoints", stage_id, _text(point, "channelName"), place)
        self._card("thoughts", stage_id, _text(point, "experienceDescription"), place, persona_id=whose)
        self._card("free_text", stage_id, _text(point, "comment"), place)
        self._rating(point, stage_id, whose, place)

    def _rating(self, point: Element, stage_id: str, whose: str | None, place: Words) -> None:
        said = _text(point, "experienceRating")
        if not said:
            return
        if said not in ("1", "2", "3", "4", "5"):
            node = next(part for part in _all(point, "experienceRating") if "".join(part.itertext()).strip())
            place = self.place(node, self._name(point))
            self.draft.invalid.note(place, Words("interchange.cjml_rating"), said)
            return
        point_id = derived_id("emotion", self.journey, stage_id, whose, "as_is")
        data = {"id": point_id, "journey_id": self.journey, "stage_id": stage_id, "persona_id": whose}
        self.draft.put("emotions", {**data, "value": float(said) - 3}, place)

    def _lane(self, kind: str) -> str:
        return derived_id("lane", self.journey, kind, "", "")

    def _card(self, kind: str, stage_id: str, said: str, place: Words, **fields: Any) -> None:
        if not said:
            return
        lane = self._lane(kind)
        who = fields.get("persona_id")
        card_id = derived_id("card", self.journey, lane, stage_id, said, who)
        if card_id in self.draft.records:
            return
        self.orders[lane + stage_id] += 1
        data = {
            "id": card_id, "journey_id": self.journey, "lane_id": lane, "stage_id": stage_id, "text": said,
            "order": first_keys(self.orders[lane + stage_id])[-1],
        }  # fmt: skip
        self.draft.put("cards", {**data, **fields}, place)
