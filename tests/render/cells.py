"""A measured cell as the metrics give it, for tests of what is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FakeCell:
    metric: str = "csat"
    stage_id: str = ""
    value: float | None = 0.64
    low: float | None = 0.59
    high: float | None = 0.69
    n: int = 371
    unit: str = "share"
    state: str = "ok"
    reason: str | None = None
    base: float | None = None
    target: float | None = None
