"""Spoiled files, values and messages: only the errors that are documented, and no hang over a second."""

from __future__ import annotations

import time

import pytest

from tests.endurance import figures, fuzz

EXECUTIONS = figures.size(20_000, 100_000)
FAIR = 0.1
"""Which part of the executions of a target gets to its reader; the others try the parser only."""


def test_what_is_spoiled_is_refused_in_words() -> None:
    result = fuzz.run(EXECUTIONS, first_seed=0)
    figures.write("fuzz", **{**result, "found": len(result["found"])})
    assert not result["found"], "\n".join(f"{place}\n{fault}" for place, fault in result["found"].items())
    assert result["executions"] >= EXECUTIONS * 0.99
    shares = {name: result["reached"][name] / count for name, count in result["each"].items()}
    assert {name: share for name, share in shares.items() if share < FAIR} == {}


def busy(_chance: object) -> bool:
    while True:
        pass


def waits(_chance: object) -> bool:
    time.sleep(60)
    return True


def broken(_chance: object) -> bool:
    raise KeyError("x")


@pytest.mark.parametrize(("target", "fault"), [(busy, "Hang"), (waits, "SIGALRM"), (broken, "KeyError")])
def test_the_fuzzer_itself_sees(target, fault: str, monkeypatch) -> None:
    monkeypatch.setattr(fuzz, "HANG", 0.05)
    monkeypatch.setattr(fuzz, "TARGETS", {"target": (1, target)})
    assert fault in (fuzz.once("target", 1).fault or "")


def test_what_is_late_once_is_no_hang(monkeypatch) -> None:
    naps = [60, 0]

    def late(_chance: object) -> bool:
        time.sleep(naps.pop(0))
        return True

    monkeypatch.setattr(fuzz, "HANG", 0.05)
    monkeypatch.setattr(fuzz, "TARGETS", {"target": (1, late)})
    assert fuzz.once("target", 1) == (True, None)
