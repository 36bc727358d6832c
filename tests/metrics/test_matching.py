"""Which label meets which stage, and what stays behind."""

from __future__ import annotations

import pytest

from cjm_widgets.errors import BadInput
from cjm_widgets.metrics.matching import declared_labels, match, normalised

NAMES = {"s1": "Discovery", "s2": "Thé glacé", "s3": "Check-in"}


def how(
    labels: list[str], declared: dict[str, str] | None = None, **names: dict[str, str]
) -> dict[str, tuple[str | None, str]]:
    found = match(labels, declared or {}, names.get("anchors", NAMES), names.get("names", NAMES))
    return {label: (hit.stage_id, hit.how) for label, hit in found.items()}


def test_declared_then_exact_then_a_name_that_reads_the_same() -> None:
    assert how(["Discovery", "THE   GLACE", "check_in", "main", "exit"], {"main": "s1"}) == {
        "Discovery": ("s1", "exact"),
        "THE   GLACE": ("s2", "normalised"),
        "check_in": ("s3", "normalised"),
        "main": ("s1", "by_hand"),
        "exit": (None, "unassigned"),
    }


def test_what_is_declared_beats_a_name() -> None:
    assert how(["Discovery"], {"Discovery": "s2"}) == {"Discovery": ("s2", "by_hand")}


def test_a_renamed_stage_keeps_its_labels() -> None:
    renamed = {**NAMES, "s1": "Need"}
    assert how(["Discovery", "Need"], names=renamed)["Discovery"] == ("s1", "exact")


def test_a_stage_that_meets_nothing_is_matched_by_its_name_now() -> None:
    renamed = {**NAMES, "s1": "Need"}
    assert how(["Need"], names=renamed)["Need"] == ("s1", "exact")
    assert how(["Need"], names={**NAMES, "s9": "Need"})["Need"] == ("s9", "exact")


def test_a_stage_that_is_gone_gives_its_labels_free() -> None:
    left = {key: name for key, name in NAMES.items() if key != "s1"}
    assert how(["Discovery", "main"], {"main": "s1"}, names=left) == {
        "Discovery": (None, "unassigned"),
        "main": (None, "unassigned"),
    }


def test_names_without_letters_do_not_meet() -> None:
    stages = {"s1": "?", "s2": "!!"}
    assert how(["...", "!!"], anchors=stages, names=stages) == {
        "...": (None, "unassigned"),
        "!!": ("s2", "exact"),
    }


def test_of_two_stages_of_one_name_the_first_is_met() -> None:
    stages = {"s1": "Wait", "s2": "Wait"}
    assert how(["Wait"], anchors=stages, names=stages) == {"Wait": ("s1", "exact")}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("Thé – Glacé!", "the glace"),
        ("  CHECK_in ", "check in"),
        ("Straße", "strasse"),
        ("١٢ مرحبا", "١٢ مرحبا"),
    ],
)
def test_normalised(name: str, plain: str) -> None:
    assert normalised(name) == plain


def test_a_label_that_two_stages_claim_is_refused() -> None:
    assert declared_labels({"s1": ["a", 5], "s2": "b"}) == {"a": "s1", "5": "s1", "b": "s2"}
    with pytest.raises(BadInput, match='"a" is claimed by two stages'):
        declared_labels({"s1": ["a"], "s2": ["a"]})
