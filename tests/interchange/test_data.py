"""Metrics and answers become frames to be bound; what cannot be read in them is told by its line."""

from __future__ import annotations

import json

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, FileProblem
from tests.interchange.trips import file

VOC = """date,score,verbatim,stage
2026-01-05,9,"Easy, really",Discovery
2026-01-06,3,No date,Reimbursement
2026-01-06,3,No date,Reimbursement
2026-02-30,8,No such day,Discovery
2026-01-07,eleven,No number,Discovery
2026-01-08,11,Beyond,Discovery
2026-01-09,10,Nowhere,
"""


def test_answers_are_a_frame_to_bind(tmp_path) -> None:
    preview = cjm.read(file(tmp_path, "voc.csv", VOC))
    assert preview.format == "feedback"
    assert preview.counts == {"valid": 3, "invalid": 3, "duplicate": 1, "unassigned": 1}
    lines = [int(str(each.place).rpartition(" ")[2]) for each in preview.invalid]
    assert sorted(lines) == [5, 6, 7]
    assert "line 4" in preview.duplicates[0].place
    assert preview.frame is not None
    assert list(preview.frame.columns) == ["date", "score", "verbatim", "stage"]
    assert preview.frame["date"].iloc[0] == pd.Timestamp("2026-01-05")
    journey = cjm.Document().add_journey("J")
    for name in ("Discovery", "Reimbursement"):
        journey.add_stage(name)
    binding = journey.bind(
        cjm.Survey(preview.frame, touchpoint="stage", nps="score", time="date", verbatim="verbatim")
    )
    table = binding.table()
    assert table.loc[(table["stage"] == "Discovery") & (table["metric"] == "nps"), "n"].item() == 1
    with pytest.raises(BadInput, match=r"journey\.bind"):
        preview.apply(journey.document)


@pytest.mark.parametrize(
    ("scores", "scale"), [("1 5 3", "csat"), ("0 10 7", "nps"), ("-1 0.5 1", "sentiment"), ("9 8 10", "nps")]
)
def test_the_scale_is_told_by_the_scores(scores: str, scale: str, tmp_path) -> None:
    text = "Date;Note\n" + "".join(f"2026-01-0{at};{score}\n" for at, score in enumerate(scores.split(), 1))
    frame = cjm.read(file(tmp_path, "x.csv", text)).frame
    assert frame is not None
    assert frame.attrs["scale"] == scale
    assert len(frame) == 3


@pytest.mark.parametrize(
    ("days", "first", "note"),
    [("03/04/2026 25/04/2026", "2026-04-03", False), ("03/04/2026 04/25/2026", "2026-03-04", False),
     ("03/04/2026 05/06/2026", "2026-04-03", True), ("2026-04-03T10:00:00+02:00", "2026-04-03 08:00", False)],
)  # fmt: skip
def test_days_are_read_as_their_column_tells(days: str, first: str, note: bool, tmp_path) -> None:
    text = "date,score\n" + "".join(f"{day},{at}\n" for at, day in enumerate(days.split()))
    preview = cjm.read(file(tmp_path, "x.csv", text))
    assert preview.frame is not None
    assert preview.frame["date"].iloc[0] == pd.Timestamp(first)
    assert any("day first" in said for said in preview.notes) == note


@pytest.mark.parametrize("day", ["9999-12-31T23:59:59-05:00", "0001-01-01T00:00:00+05:00"])
def test_a_moment_that_is_in_no_calendar_is_told_by_its_line(day: str, tmp_path) -> None:
    preview = cjm.read(file(tmp_path, "x.csv", f"date,score\n{day},9\n2026-01-05,8\n"))
    assert preview.counts == {"valid": 1, "invalid": 1, "duplicate": 0, "unassigned": 1}
    assert "line 2" in preview.invalid[0].place


def test_answers_in_a_workbook(tmp_path) -> None:
    frame = pd.DataFrame(
        {
            "Date": pd.to_datetime(["2026-01-05", "2026-01-06"]),
            "Score": [4, 5],
            "Comment": ["a", None],
            "Tags": "x",
        }
    )
    frame.to_excel(tmp_path / "lumoa.xlsx", index=False)
    preview = cjm.read(tmp_path / "lumoa.xlsx")
    assert preview.counts == {"valid": 2, "invalid": 0, "duplicate": 0, "unassigned": 2}
    assert preview.frame is not None
    assert list(preview.frame["verbatim"]) == ["a", ""]
    assert list(preview.frame["Tags"]) == ["x", "x"]


CSAT = ("veryUnsatisfied", "unsatisfied", "neutral", "satisfied", "verySatisfied")


def metric(kind: str, *points: dict, **more) -> dict:
    return {
        "type": kind,
        "importKey": kind.lower(),
        "title": kind,
        "unit": "",
        "dataPoints": list(points),
        **more,
    }


def theydo(tmp_path, *metrics) -> cjm.Preview:
    data = {"format": "THEYDO_METRICS_V1", "metrics": list(metrics)}
    return cjm.read(file(tmp_path, "m.json", json.dumps(data)))


def test_metrics_are_calculated_as_defined(tmp_path) -> None:
    day, land = {"dateOfMeasurement": "2026-01-31"}, {"key": "land", "value": "FR"}
    preview = theydo(
        tmp_path,
        metric("NPS", {**day, "detractors": 10, "passives": 20, "promoters": 70}, target=50),
        metric("CSAT", {**day, **dict(zip(CSAT, (1, 1, 2, 3, 3), strict=True))}),
        metric("CES", {**day, "score": 5.5, "respondents": 12}),
        metric("RATIO", {**day, "numerator": 1, "denominator": 4, "dimensions": [land]}),
        metric("OTHER", {**day, "value": -3}),
    )  # fmt: skip
    assert preview.counts == {"valid": 5, "invalid": 0, "duplicate": 0, "unassigned": 0}
    frame = preview.frame.set_index("type")
    assert list(frame["value"]) == [60, 0.6, 5.5, 0.25, -3]
    assert frame.loc["NPS", ["n", "target"]].tolist() == [100, 50]
    assert frame.loc["RATIO", "dimensions"] == "land: FR"


def test_bad_metrics_are_told_by_their_place(tmp_path) -> None:
    good = {"dateOfMeasurement": "2026-01-31", "value": 1}
    less = {**good, "detractors": -1, "passives": 0, "promoters": 0}
    points = (good, good, {**good, "value": "1"}, {"value": 1}, {**good, "value": True}, 7)
    preview = theydo(
        tmp_path, metric("OTHER", *points), metric("ODD", good), "text", None, metric("NPS", less)
    )
    assert preview.counts == {"valid": 1, "invalid": 8, "duplicate": 1, "unassigned": 0}
    assert "dataPoints[2]" in preview.invalid[0].place


def test_responses(tmp_path) -> None:
    fields = [
        {"fieldId": "q1", "fieldName": "Comment", "fieldType": "TEXT", "required": True},
        {"fieldId": "q2", "fieldName": "Who", "fieldType": "PERSONA", "required": False},
        {"fieldId": "q3", "fieldName": "Id", "fieldType": "IGNORE", "required": False},
    ]
    one = {
        "responseId": "r1", "responseDateTime": "2026-01-05T10:00:00Z",
        "responseFields": [{"fieldId": "q1", "textValue": "Good"}, {"fieldId": "q3", "textValue": "no"}],
    }  # fmt: skip
    data = {
        "format": "THEYDO_SURVEY_RESPONSES_V1", "surveyMetadata": {"surveyFields": fields},
        "responses": [one, one, {**one, "responseId": "r2", "responseDateTime": "yesterday"}],
    }  # fmt: skip
    preview = cjm.read(file(tmp_path, "r.json", json.dumps(data)))
    assert preview.counts == {"valid": 1, "invalid": 1, "duplicate": 1, "unassigned": 0}
    assert preview.frame.to_dict("records")[0] == {
        "id": "r1", "date": pd.Timestamp("2026-01-05 10:00"), "Comment": "Good", "Who": None,
    } or preview.frame["Comment"].tolist() == ["Good"]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "read"),
    [("2026-01-05T10:00:00+05:00", "2026-01-05 05:00"), ("2026-01-05T10:00:00", "2026-01-05 10:00"),
     ("9999-12-31T23:59:59-05:00", None)],
)  # fmt: skip
def test_the_moment_of_a_response_is_read_in_utc(said: str, read: str | None, tmp_path) -> None:
    one = {"responseId": "r1", "responseDateTime": said, "responseFields": []}
    data = {"format": "THEYDO_FEEDBACK_RESPONSES_V1", "responses": [one]}
    preview = cjm.read(file(tmp_path, "r.json", json.dumps(data)))
    assert preview.counts["invalid"] == (read is None)
    assert list(preview.frame["date"]) == ([pd.Timestamp(read)] if read else [])


HALF = "\ud800"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": HALF}, "title"),
        ({"unit": HALF}, "unit"),
        ({"importKey": f"a{HALF}"}, "importKey"),
    ],
)
def test_a_metric_with_half_a_letter_is_told_and_the_rest_stays(changed, field: str, tmp_path) -> None:
    day = {"dateOfMeasurement": "2026-01-31", "value": 1}
    preview = theydo(tmp_path, {**metric("OTHER", day), **changed}, metric("RATIO"), metric("OTHER", day))
    assert preview.counts == {"valid": 1, "invalid": 1, "duplicate": 0, "unassigned": 0}
    (finding,) = preview.invalid
    assert "metrics[0]" in str(finding.place)
    assert field in str(finding.reason)
    assert preview.text("fr").encode()


def test_a_dimension_with_half_a_letter_takes_only_its_measurement(tmp_path) -> None:
    day = {"dateOfMeasurement": "2026-01-31", "value": 1}
    preview = theydo(tmp_path, metric("OTHER", {**day, "dimensions": [{"key": "k", "value": HALF}]}, day))
    assert preview.counts == {"valid": 1, "invalid": 1, "duplicate": 0, "unassigned": 0}
    assert "dataPoints[0]" in str(preview.invalid[0].place)
    assert preview.text().encode()


def answers(tmp_path, names: dict[str, str], texts: list[dict[str, str]]) -> cjm.Preview:
    data = {
        "format": "THEYDO_FEEDBACK_RESPONSES_V1",
        "surveyMetadata": {"surveyFields": [{"fieldId": each, "fieldName": names[each]} for each in names]},
        "responses": [
            {
                "responseId": f"r{at}",
                "responseDateTime": "2026-01-05",
                "responseFields": [{"fieldId": each, "textValue": said[each]} for each in said],
            }
            for at, said in enumerate(texts)
        ],
    }
    return cjm.read(file(tmp_path, "r.json", json.dumps(data)))


def test_half_letters_of_answers_are_told_and_the_rest_stays(tmp_path) -> None:
    broken = f"Bad {HALF}"
    preview = answers(tmp_path, {"q1": "Comment"}, [{"q1": broken}, {"q1": "Good 👓"}])
    assert preview.counts == {"valid": 1, "invalid": 1, "duplicate": 0, "unassigned": 0}
    assert list(preview.frame["Comment"]) == ["Good 👓"]
    assert "responses[0] r0" in str(preview.invalid[0].place)
    assert preview.text().encode()
    preview = answers(tmp_path, {"q1": HALF, "q2": "Who"}, [{"q1": "x", "q2": "y"}])
    assert preview.counts == {"valid": 1, "invalid": 1, "duplicate": 0, "unassigned": 0}
    assert list(preview.frame.columns) == ["id", "date", "Who"]
    assert "surveyFields[0]" in str(preview.invalid[0].place)
    assert preview.text().encode()


def test_other_json_is_refused(tmp_path) -> None:
    with pytest.raises(FileProblem, match="THEYDO_METRICS_V1"):
        cjm.read(file(tmp_path, "x.json", '{"a": 1}'))
    with pytest.raises(FileProblem, match="metrics"):
        cjm.read(file(tmp_path, "x.json", '{"format": "THEYDO_METRICS_V1"}'))
