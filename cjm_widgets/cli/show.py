"""What a file holds, as a few lines or JSON; draws no map."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from cjm_widgets.cli.documents import document_of, left_out, read
from cjm_widgets.cli.output import FOUND, OK, language, say_json, say_line, told, words
from cjm_widgets.interchange.preview import Preview
from cjm_widgets.locale import text
from cjm_widgets.model.document import Document
from cjm_widgets.model.journey import Journey

_BARS = "▁▂▃▄▅▆▇█"
_WIDE = 72


def show(path: Path, *, journey: str, as_json: bool) -> int:
    """Print the journeys of a file: stages, curves, lanes and cards; data as their first rows.

    Returns 1 where not all of the file could be read.
    """
    with told(as_json=as_json):
        preview = read(path)
        if preview.frame is None:
            _document(preview, document_of(preview), journey, as_json=as_json)
        else:
            _data(preview, preview.frame.head(10), as_json=as_json)
    return FOUND if left_out(preview, as_json=as_json) else OK


def _document(preview: Preview, document: Document, journey: str, *, as_json: bool) -> None:
    shown = (document.journey(journey),) if journey else document.journeys
    people = [persona.public.name for persona in document.personas]
    if as_json:
        about = {"path": str(preview.path), "format": preview.format, "counts": preview.counts}
        say_json({**about, "journeys": [summary(one) for one in shown], "personas": people})
        return
    for one in shown:
        _journey(one)
    if people:
        say_line(words("cli.personas", list=", ".join(people)))


def _data(preview: Preview, rows: Any, *, as_json: bool) -> None:
    if as_json:
        plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
        say_json({**preview.to_dict(), "rows": plain})
        return
    say_line(preview.text(language()))
    say_line(rows.to_string(index=False))


def summary(journey: Journey) -> dict[str, Any]:
    """Return stages, lanes and curves of a journey as JSON values."""
    phases = {phase.id: phase.name or phase.role for phase in journey.phases}
    cards = Counter(card.lane_id for card in journey.cards)
    return {
        "title": journey.title,
        "kind": journey.kind,
        "stages": [{"name": stage.name, "phase": phases[stage.phase_id]} for stage in journey.stages],
        "lanes": [
            {
                "kind": lane.kind,
                "title": lane.title,
                "cards": cards[lane.id],
            }
            for lane in journey.lanes
        ],
        "curves": [
            {"persona": who, "variant": variant, "values": values, **_between(journey, who, variant)}
            for (who, variant), values in _curves(journey).items()
        ],
    }


def _between(journey: Journey, who: str | None, variant: str) -> dict[str, Any]:
    """Return the points of a curve that stand between stages, where there are any."""
    names = {persona.id: persona.public.name for persona in journey.document.personas}
    place = {stage.id: at for at, stage in enumerate(journey.stages)}
    found = [
        {"stage": place[point.stage_id], "after": point.after, "value": point.value}
        for point in journey.emotions
        if point.after and (names.get(point.persona_id or ""), point.variant) == (who, variant)
    ]
    return {"between": found} if found else {}


def _curves(journey: Journey) -> dict[tuple[str | None, str], list[float | None]]:
    names = {persona.id: persona.public.name for persona in journey.document.personas}
    place = {stage.id: at for at, stage in enumerate(journey.stages)}
    curves: dict[tuple[str | None, str], list[float | None]] = {}
    order = {persona_id: at for at, persona_id in enumerate(names)}
    for point in sorted(journey.emotions, key=lambda point: order.get(point.persona_id or "", -1)):
        key = (names.get(point.persona_id or ""), point.variant)
        values = curves.setdefault(key, [None] * len(place))
        if not point.after:
            values[place[point.stage_id]] = point.value
    return curves


def _journey(journey: Journey) -> None:
    say_line(journey.title)
    say_line("─" * min(_WIDE, max(8, len(journey.title))))
    phases = {phase.id: phase for phase in journey.phases}
    last = ""
    for at, stage in enumerate(journey.stages, 1):
        if stage.phase_id != last:
            last = stage.phase_id
            phase = phases[last]
            say_line(phase.name or text(f"map.phase_{phase.role or 'unnamed'}", language()))
        count = sum(card.stage_id == stage.id for card in journey.cards)
        name = stage.name or text("map.stage_unnamed", language())
        say_line(f"  {at:>2}. {name}  ({text('interchange.count_cards', language(), count=count)})")
    for (who, variant), values in _curves(journey).items():
        bars = "".join("·" if value is None else _BARS[round((value + 2) / 4 * 7)] for value in values)
        mark = f" ({text('curve.to_be', language())})" if variant == "to_be" else ""
        say_line(f"  {bars}  {who or words('cli.everyone')}{mark}")
    for lane in journey.lanes:
        cards = [card for card in journey.cards if card.lane_id == lane.id]
        if cards:
            name = lane.title or text(f"lanes.{lane.kind}", language())
            say_line(f"  {name}: {text('interchange.count_cards', language(), count=len(cards))}")
    say_line()
