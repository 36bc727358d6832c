"""Spoiled files, values and messages: only the errors that are documented, and no hang over a second."""

from __future__ import annotations

from tests.endurance import figures, fuzz

EXECUTIONS = figures.size(20_000, 100_000)


def test_what_is_spoiled_is_refused_in_words() -> None:
    result = fuzz.run(EXECUTIONS, first_seed=0)
    figures.write("fuzz", **{**result, "found": len(result["found"])})
    assert not result["found"], "\n".join(f"{place}\n{fault}" for place, fault in result["found"].items())
    assert result["executions"] >= EXECUTIONS * 0.99


def test_the_fuzzer_itself_sees(monkeypatch) -> None:
    def slow(_chance: object) -> None:
        while True:
            pass

    def broken(_chance: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(fuzz, "HANG", 0.05)
    monkeypatch.setattr(fuzz, "TARGETS", {"slow": (1, slow), "broken": (1, broken)})
    assert "Hang" in (fuzz.once("slow", 1) or "")
    assert "KeyError" in (fuzz.once("broken", 1) or "")
