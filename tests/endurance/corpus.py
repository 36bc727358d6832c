"""The whole files that are spoiled, by the reader they are for; spoils and reads none."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import cjm_widgets as cjm
from cjm_widgets.interchange.writers import write
from cjm_widgets.model import codec
from cjm_widgets.model.ops import Patch, apply
from cjm_widgets.model.version_log import VersionLog
from tests.interchange.test_cjml import CJML
from tests.interchange.test_data import CSAT, VOC, metric
from tests.interchange.test_grid import GRID
from tests.interchange.test_mermaid import TEA
from tests.interchange.test_metric_table import ENGLISH, FRENCH
from tests.strategies import SMALL

ROOT = Path(__file__).parents[2]
Files = tuple[bytes, ...]


@cache
def glasses() -> cjm.Document:
    """Return a whole map with personas, curves and cards of every kind."""
    doc = cjm.Document()
    cjm.datasets.glasses().build(doc)
    return doc


@cache
def small() -> cjm.Document:
    """Return a map that is quickly read."""
    return cjm.Document.of_state(SMALL)


def own(suffix: str) -> Files:
    """Return our own documents in a format: three in four are small, so that a wound hits what matters."""
    return (*[write(small(), suffix)] * 3, write(glasses(), suffix))


@cache
def documents() -> Files:
    """Return document files, and documents as they are handed to pipelines."""
    plain = json.dumps(codec.to_dict(SMALL)).encode()
    return (codec.dumps(SMALL).encode(), plain, *own(".json"))


DAY = {"dateOfMeasurement": "2026-01-31"}
LAND = {"key": "land", "value": "FR"}
METRICS = (
    metric("NPS", {**DAY, "detractors": 10, "passives": 20, "promoters": 70}, target=50),
    metric("CSAT", {**DAY, **dict.fromkeys(CSAT, 2)}, {**DAY, **dict.fromkeys(CSAT, 0)}),
    metric("CES", {**DAY, "score": 5.5, "respondents": 12}),
    metric("RATIO", {**DAY, "numerator": 1, "denominator": 4, "dimensions": [LAND, LAND]}),
    metric("OTHER", {**DAY, "value": -3}, {"dateOfMeasurement": "2026-02-28", "value": 0.5}),
)
FIELDS = [
    {"fieldId": "q1", "fieldName": "Comment", "fieldType": "TEXT", "required": True},
    {"fieldId": "q2", "fieldName": "Who", "fieldType": "PERSONA", "required": False},
    {"fieldId": "q3", "fieldName": "Id", "fieldType": "IGNORE", "required": False},
]


def _response(number: int) -> dict[str, Any]:
    said = [{"fieldId": "q1", "textValue": f"Good {number}"}, {"fieldId": "q2", "textValue": "Ada"}]
    moment = ("2026-01-05T10:00:00Z", "2026-01-06", "2026-01-06T09:30:00+05:30")[number % 3]
    return {"responseId": f"r{number}", "responseDateTime": moment, "responseFields": said}


@cache
def metrics() -> Files:
    """Return metrics of every kind, together and one by one."""
    files = [list(METRICS), *([each] for each in METRICS)]
    return tuple(json.dumps({"format": "THEYDO_METRICS_V1", "metrics": each}).encode() for each in files)


@cache
def responses() -> Files:
    """Return answers, of surveys and of feedback."""
    about = {"surveyMetadata": {"surveyFields": FIELDS}, "responses": [_response(at) for at in range(4)]}
    return tuple(
        json.dumps({"format": f"THEYDO_{kind}_RESPONSES_V1", **about}).encode()
        for kind in ("SURVEY", "FEEDBACK")
    )


@cache
def cjml() -> Files:
    """Return journeys in CJML, planned and gone."""
    return (CJML.encode(), CJML.replace("actual", "planned").encode())


@cache
def mermaid() -> Files:
    """Return diagrams: our own with their comments, plain ones, and real ones where they are."""
    return (TEA.encode(), *own(".mmd"), *_real("*.mmd"))


@cache
def markdown() -> Files:
    """Return notes with diagrams in them."""
    block = "# Notes\n\nBefore.\n\n```mermaid\n{}\n```\n\nAfter, `code`.\n"
    shown = [block.format(each.decode()).encode() for each in mermaid()]
    return (*shown, shown[0] + shown[1])


@cache
def tables() -> Files:
    """Return tables with commas: our own, grids, answers, and the beginning of a real survey."""
    return (GRID.encode(), VOC.encode(), ENGLISH.encode(), FRENCH.encode(), *own(".csv"), *_real("*.csv"))


@cache
def tabbed() -> Files:
    """Return tables with tabs, as they are copied from a spreadsheet."""
    grid = "\tDiscover\tBuy\nActions\tSearches\tOrders\nEmotion\t4\t2\nBack office\t\tChecks stock\n"
    return (grid.encode(), VOC.replace(",", "\t").encode())


@cache
def workbooks() -> Files:
    """Return workbooks of our own and of LibreOffice."""
    kept = ROOT / "tests" / "fixtures" / "workbooks"
    return (write(small(), ".xlsx"), *(path.read_bytes() for path in sorted(kept.glob("*.xlsx"))))


@cache
def histories() -> Files:
    """Return the history of a document that was edited five times."""
    data = b""
    for number in range(5):
        state = apply(SMALL, [Patch("cards", "card_0000", {"text": f"text {number}"})]).state
        log = VersionLog(data)
        kind = ("opening", "automatic", "named", "automatic", "before_import")[number]
        data += log.line(
            log.new(codec.flat(state), kind, "é" * (kind == "named"), f"2026-01-0{number + 1}T10:00:00")
        )
    return (data, data[: data.index(b"\n") + 1])


def _real(pattern: str) -> list[bytes]:
    real = Path(os.environ.get("CJM_DATA_DIR", ROOT.parent / "shared" / "data"))
    return [path.read_bytes()[:4_000] for path in sorted(real.rglob(pattern))]
