"""Labels given to stages by pattern, alias, hand and proposal: nothing fuzzy is taken unasked."""

from __future__ import annotations

import re
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.errors import BadInput, NotFound
from cjm_widgets.metrics import Binding
from cjm_widgets.metrics.likeness import likeness
from tests.metrics.shop import row

LABELS = {
    "Main page": 40, "main_PAGE": 30, "pay:card": 20, "pay:cash": 10, "comparison": 8, "Choose a frame": 6,
    "photo of the bill": 5, "zzz": 1,
}  # fmt: skip


def log() -> cjm.EventLog:
    what = [label for label, count in LABELS.items() for _ in range(count)]
    frame = pd.DataFrame({"who": range(len(what)), "when": "2026-01-05", "what": what})
    return cjm.EventLog(frame, "who", "when", "what")


def how(binding: Binding) -> dict[str, tuple[Any, str]]:
    found = binding.matching
    return {r.label: (r.stage, r.how) for r in found.itertuples()}


def test_every_label_says_why_it_is_where_it_is(journey: cjm.Journey) -> None:
    binding = journey.bind(log(), stages={"Discover": ["Main page"], "Buy": ["pay:*", "never"]})
    assert how(binding) == {
        "Main page": ("Discover", "by_hand"), "main_PAGE": ("Discover", "alias"),
        "pay:card": ("Buy", "pattern"), "pay:cash": ("Buy", "pattern"), "comparison": (None, "unassigned"),
        "Choose a frame": (None, "unassigned"), "photo of the bill": (None, "unassigned"),
        "zzz": (None, "unassigned"), "never": ("Buy", "by_hand"),
    }  # fmt: skip
    shares = binding.matching.groupby("how")["share"].sum()
    assert shares["unassigned"] == pytest.approx(20 / 120)


def test_the_longest_pattern_wins_and_a_label_beats_it(journey: cjm.Journey) -> None:
    stages: dict[str, Any] = {
        "Discover": ["p*"],
        "Choose": "pay:card",
        "Buy": [re.compile(r"^pay:c(ard|ash)$")],
    }
    binding = journey.bind(log(), stages=stages)
    found = how(binding)
    assert (found["pay:card"], found["pay:cash"]) == (("Choose", "by_hand"), ("Buy", "pattern"))
    assert found["photo of the bill"] == ("Discover", "pattern")
    with pytest.raises(BadInput, match="no pattern"):
        journey.bind(log(), stages={"Buy": ["re:("]})


def test_proposals_stay_proposals_until_they_are_accepted(journey: cjm.Journey) -> None:
    journey.add_lane("touchpoints")
    journey.add_card(lane="touchpoints", stage=journey.stage("Buy"), text="Photo of a bill")
    binding = journey.bind(
        log(), stages={"Discover": ["Main page"], "Choose": ["comparisons"], "Buy": ["pay:*"]}
    )
    before = binding.cells()
    found = binding.proposals()
    assert found[["label", "stage"]].to_numpy().tolist() == [
        ["comparison", "Choose"], ["Choose a frame", "Choose"], ["photo of the bill", "Buy"],
    ]  # fmt: skip
    assert found["because"].tolist() == ["comparisons", "Choose", "Photo of a bill"]
    assert binding.cells() == before
    told: list[Any] = []
    binding.on_change(told.append)
    binding.accept("comparison")
    assert row(binding, "reach")[1] == 8
    assert how(binding)["comparison"] == ("Choose", "by_hand")
    assert len(told) == 1
    binding.accept(found[found["stage"] == "Buy"])
    assert row(binding, "reach")[2] == 35
    binding.accept()
    assert how(binding)["Choose a frame"] == ("Choose", "by_hand")
    assert how(binding)["zzz"] == (None, "unassigned")
    again = journey.bind(log(), stages=binding.stages)
    assert again.cells() == binding.cells(), "the decisions can be written down as code"


def test_labels_are_assigned_and_released_by_hand(journey: cjm.Journey) -> None:
    binding = journey.bind(log(), stages={"Discover": ["Main page"]})
    binding.assign(["zzz", "pay:*"], "Buy")
    assert row(binding, "reach")[2] == 31
    binding.assign("zzz", journey.stage("Choose"))
    assert (row(binding, "reach")[1], row(binding, "reach")[2]) == (1, 30)
    binding.assign("zzz", None)
    assert how(binding)["zzz"] == (None, "unassigned")
    before = binding.cells()
    for call, error in (
        (lambda: binding.assign("zzzz", "Buy"), 'Did you mean "zzz"'),
        (lambda: binding.assign("zzz", "Byu"), 'Did you mean "Buy"'),
        (lambda: binding.accept("comparson"), "Nothing is proposed"),
    ):
        with pytest.raises(NotFound, match=error):
            call()
    with pytest.raises(BadInput, match="no likeness"):
        binding.proposals(0)
    with pytest.raises(BadInput, match="no pattern"):
        binding.assign("re:(", "Buy")
    assert binding.cells() == before


@pytest.mark.parametrize(
    ("one", "other", "least", "most"),
    [("Checkout", "check-out", 0.9, 1), ("photo bill", "photo of the bill", 0.85, 1),
     ("pay", "zebra", 0, 0.4),
     ("", "x", 0, 0)],
)  # fmt: skip
def test_likeness(one: str, other: str, least: float, most: float) -> None:
    assert least <= likeness(one, other) <= most
    assert likeness(one, other) == pytest.approx(likeness(other, one), abs=0.15)
