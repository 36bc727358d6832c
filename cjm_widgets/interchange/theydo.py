"""Metrics and responses in TheyDo's JSON as frames to be bound or looked at; knows no journey."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from cjm_widgets.errors import needed_for, printable
from cjm_widgets.interchange.draft import Draft
from cjm_widgets.interchange.metric_table import metrics_preview
from cjm_widgets.interchange.preview import Preview
from cjm_widgets.interchange.source import Source
from cjm_widgets.interchange.words import moment
from cjm_widgets.model.fields import is_broken
from cjm_widgets.model.words import Words

METRICS = "THEYDO_METRICS_V1"
RESPONSES = ("THEYDO_SURVEY_RESPONSES_V1", "THEYDO_FEEDBACK_RESPONSES_V1")
_COUNTS: dict[str, tuple[str, ...]] = {
    "NPS": ("detractors", "passives", "promoters"),
    "CSAT": ("veryUnsatisfied", "unsatisfied", "neutral", "satisfied", "verySatisfied"),
    "CES": ("score", "respondents"),
    "RATIO": ("numerator", "denominator"),
    "OTHER": ("value",),
}


def is_theydo(data: dict[str, Any]) -> bool:
    """Tell whether parsed JSON is metrics or responses of this kind."""
    return data.get("format") in (METRICS, *RESPONSES)


def read_theydo(source: Source, data: dict[str, Any], draft: Draft) -> Preview:
    """Return metrics (one row a measurement) or responses (one row a response) as a preview with a frame.

    The value of an NPS is promoters less detractors in percent, that of a CSAT the share of satisfied and
    very satisfied, of a ratio numerator by denominator; n are the answers behind it.

    Raises
    ------
    FileProblem
        The lists that such a file consists of are missing.
    """
    if data["format"] == METRICS:
        rows = list(_metrics(source, _listed(source, data, "metrics"), draft))
        return metrics_preview(source.name, rows, (), draft)
    names = _field_names(source, data, draft)
    rows = list(_responses(source, _listed(source, data, "responses"), names, draft))
    columns = ("id", "date", *dict.fromkeys(names.values()))
    line = 'journey.bind(cjm.Survey(preview.frame, touchpoint="…", time="date", verbatim="…"))'
    with needed_for("Reading this file"):
        import pandas as pd

    frame = pd.DataFrame(rows, columns=list(columns))
    frame["date"] = pd.to_datetime(frame["date"])
    return Preview(
        source.name, "feedback", draft, frame=frame, hint=Words("interchange.bind_answers", line=line)
    )


def _listed(source: Source, data: dict[str, Any], name: str) -> list[Any]:
    found = data.get(name)
    if not isinstance(found, list):
        raise source.problem(
            Words("interchange.no_list", name=name), code="not_theydo", hint=Words("interchange.get_again")
        )
    return found


def _place(source: Source, what: str) -> Words:
    return Words("interchange.element", path=source.name, element=printable(what)[:200])


def _is_whole(draft: Draft, place: Words, **texts: str) -> bool:
    """Tell whether all texts can stand in a frame; the first that cannot is told by its field."""
    field = next((name for name, text in texts.items() if is_broken(text)), None)
    if field is not None:
        draft.invalid.note(place, Words("interchange.half_letter", field=field), texts[field])
    return field is None


def _metrics(source: Source, metrics: list[Any], draft: Draft) -> Iterator[dict[str, Any]]:
    seen: dict[object, Words] = {}
    for at, metric in enumerate(metrics):
        kind = metric.get("type") if isinstance(metric, dict) else None
        name = (
            str(metric.get("importKey") or metric.get("title") or at) if isinstance(metric, dict) else str(at)
        )
        here = _place(source, f"metrics[{at}] {name}")
        if not isinstance(kind, str) or kind not in _COUNTS or not isinstance(metric.get("dataPoints"), list):
            draft.invalid.note(
                here, Words("interchange.no_metric_kind", kinds=", ".join(_COUNTS)), kind or ""
            )
            continue
        told = {k: str(metric.get(k) or "") for k in ("title", "unit")}
        if not _is_whole(draft, here, importKey=name, **told):
            continue
        for number, point in enumerate(metric["dataPoints"]):
            place = _place(source, f"metrics[{at}] {name} dataPoints[{number}]")
            row = _measured(kind, point)
            if row is None:
                draft.invalid.note(
                    place, Words("interchange.bad_point", fields=", ".join(_COUNTS[kind])), point
                )
                continue
            if not _is_whole(draft, place, dimensions=row["dimensions"]):
                continue
            key = (name, row["date"], row["dimensions"])
            if key in seen:
                draft.duplicates.note(place, Words("interchange.stands_twice", where=seen[key]), row["date"])
                continue
            seen[key] = place
            yield {"metric": name, "type": kind, "target": _number(metric.get("target")), **told, **row}


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > 1e300:
        return None
    return float(value) if math.isfinite(value) else None


def _measured(kind: str, point: Any) -> dict[str, Any] | None:
    """Return date, value and n of one measurement; None where one of its numbers cannot be."""
    day = _day(point.get("dateOfMeasurement")) if isinstance(point, dict) else None
    values = [_number(point.get(name)) for name in _COUNTS[kind]] if day else []
    counts = [value for value in values if value is not None]
    if day is None or len(counts) < len(_COUNTS[kind]) or (kind in ("NPS", "CSAT") and min(counts) < 0):
        return None
    value, n = _value(kind, counts)
    return {"date": day, "value": value, "n": n, "dimensions": _dimensions(point.get("dimensions"))}


def _value(kind: str, counts: list[float]) -> tuple[float | None, float | None]:
    total = sum(counts)
    if kind == "NPS":
        return (100 * (counts[2] - counts[0]) / total if total else None), total
    if kind == "CSAT":
        return ((counts[3] + counts[4]) / total if total else None), total
    if kind == "CES":
        return counts[0], counts[1]
    if kind == "RATIO":
        return (counts[0] / counts[1] if counts[1] else None), counts[1]
    return counts[0], None


def _dimensions(value: Any) -> str:
    found = [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []
    return "; ".join(f"{part.get('key')}: {part.get('value')}" for part in found)


def _day(value: Any) -> datetime | None:
    try:
        return (
            datetime.combine(date.fromisoformat(value), datetime.min.time())
            if isinstance(value, str)
            else None
        )
    except ValueError:
        return None


def _field_names(source: Source, data: dict[str, Any], draft: Draft) -> dict[str, str]:
    """Return field id → column of the fields that are not to be ignored."""
    about = data.get("surveyMetadata")
    fields = about.get("surveyFields") if isinstance(about, dict) else None
    found: dict[str, str] = {}
    for at, field in enumerate(fields if isinstance(fields, list) else []):
        if isinstance(field, dict) and field.get("fieldType") != "IGNORE" and "fieldId" in field:
            called, name = str(field["fieldId"]), str(field.get("fieldName") or field["fieldId"])
            place = _place(source, f"surveyFields[{at}]")
            if not _is_whole(draft, place, fieldId=called, fieldName=name):
                continue
            taken = name in ("id", "date") or name in found.values()
            found[called] = f"{name} ({called})" if taken else name
    return found


def _responses(
    source: Source, responses: list[Any], names: dict[str, str], draft: Draft
) -> Iterator[dict[str, Any]]:
    seen: dict[str, Words] = {}
    for at, response in enumerate(responses):
        held = response if isinstance(response, dict) else {}
        name = str(held.get("responseId") or "")
        place = _place(source, f"responses[{at}] {name}".strip())
        fields = held.get("responseFields")
        day = moment(str(held.get("responseDateTime", "")))
        if day is None or not name or not isinstance(fields, list):
            draft.invalid.note(place, Words("interchange.bad_response"), name)
            continue
        if name in seen:
            draft.duplicates.note(place, Words("interchange.stands_twice", where=seen[name]), name)
            continue
        seen[name] = place
        said = _said(fields, names)
        if _is_whole(draft, place, responseId=name, textValue="\n".join(said.values())):
            yield {"id": name, "date": day, **said}


def _said(fields: list[Any], names: dict[str, str]) -> dict[str, str]:
    """Return column → text of one response."""
    told = [field for field in fields if isinstance(field, dict)]
    columns = ((names.get(str(field.get("fieldId"))), field.get("textValue")) for field in told)
    return {column: str(value or "") for column, value in columns if column}
