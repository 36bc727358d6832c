"""Column roles: proposed by name and content, overridden by hand, and named where one is missing."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound

Frame = pd.DataFrame
N = 60


def log(customer: str, event: str, time: str, **more: Any) -> Frame:
    names = {
        time: pd.date_range("2026-01-05", periods=N, freq="h").astype(str),
        event: ["open", "add", "pay"] * (N // 3),
        customer: [f"u{number % 7}" for number in range(N)],
    }
    return Frame(names | more)


@pytest.mark.parametrize(
    ("frame", "expected"),
    [
        (log("user_id", "event", "timestamp"), ("user_id", "timestamp", "event")),  # Retentioneering
        (
            log("case:concept:name", "concept:name", "time:timestamp", **{"org:resource": "x"}),
            ("case:concept:name", "time:timestamp", "concept:name"),
        ),  # PM4Py
        (
            log(
                "case_id", "activity_id", "timestamp", lifecycle_id="complete", activity_instance_id=range(N)
            ),
            ("case_id", "timestamp", "activity_id"),
        ),  # bupaR
        (log("id_client", "événement", "horodatage"), ("id_client", "horodatage", "événement")),
        (log("Numéro client", "Activité", "Date"), ("Numéro client", "Date", "Activité")),
        (log("CustomerID", "Action", "created_at"), ("CustomerID", "created_at", "Action")),
    ],
)
def test_roles_of_event_logs_are_found(frame: Frame, expected: tuple[str, str, str]) -> None:
    found = cjm.propose_roles(frame)
    assert found.kind == "events"
    assert tuple(found.columns[role] for role in ("customer", "time", "event")) == expected
    made = found.event_log()
    assert int(made.usable.sum()) == N
    assert made.columns.lifecycle == ("lifecycle_id" if "lifecycle_id" in frame else None)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (
            ["étape", "note", "recommandation", "commentaire", "canal"],
            {"touchpoint": "étape", "csat": "note", "nps": "recommandation", "verbatim": "commentaire",
             "channel": "canal"},
        ),
        (
            ["touchpoint", "rating", "likelihood_to_recommend", "feedback", "Channel"],
            {"touchpoint": "touchpoint", "csat": "rating", "nps": "likelihood_to_recommend",
             "verbatim": "feedback"},
        ),
    ],
)  # fmt: skip
def test_roles_of_surveys_are_found(names: list[str], expected: dict[str, str]) -> None:
    values = [["Buy", "Pay"] * (N // 2), ["4", "5"] * (N // 2), [9, 10] * (N // 2), ["good"] * N, ["web"] * N]
    found = cjm.propose_roles(Frame(dict(zip(names, values, strict=True))))
    assert found.kind == "survey"
    assert expected.items() <= found.columns.items()
    assert found.survey().questions == ("csat", "nps")


def test_content_decides_against_a_name() -> None:
    frame = log("user_id", "event", "when").assign(date=["blue", "red"] * (N // 2), time=["n/a"] * N)
    frame["event_time"] = frame.pop("when")
    assert cjm.propose_roles(frame).columns["time"] == "event_time"


def test_roles_are_overridden_by_hand() -> None:
    frame = log("user_id", "event", "timestamp").assign(claim=["c1", "c2"] * (N // 2))
    found = cjm.propose_roles(frame).with_roles(customer="claim", channel=None)
    assert len(found.event_log().customers.labels) == 2
    assert found.event_log(customer="user_id", name="web").name == "web"
    taken = found.table().query("taken")
    assert set(taken["role"]) == {"time", "event"}, "what was set by hand was not proposed"
    with pytest.raises(NotFound, match='Did you mean "customer"'):
        found.with_roles(custmer="claim")


def test_a_missing_role_is_named_with_proposals() -> None:
    frame = log("user_id", "event", "timestamp")
    with pytest.raises(BadInput, match='Perhaps customer="user_id"'):
        cjm.EventLog(frame)
    with pytest.raises(BadInput, match="role of event") as caught:
        cjm.propose_roles(frame.drop(columns="event"), "events").event_log()
    assert caught.value.code == "missing_column"
    with pytest.raises(BadInput, match="csat, nps or ces"):
        cjm.propose_roles(frame.assign(step="x"), "survey").survey()
    for wrong in (5, {"a": 1}):
        with pytest.raises(BadInput, match="cannot read"):
            cjm.propose_roles(wrong)
    with pytest.raises(BadInput, match='Did you mean "events"'):
        cjm.propose_roles(frame, "event")


def test_purchases_have_roles_too() -> None:
    frame = Frame({"customer_id": [1, 2] * 30, "date": "2026-01-05", "dollar_value": ["1,50", "2"] * 30})
    found = cjm.propose_roles(frame)
    assert (found.kind, found.columns["revenue"]) == ("business", "dollar_value")
