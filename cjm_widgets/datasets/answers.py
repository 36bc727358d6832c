"""Draws the answers of the sample survey from a seed; knows no journey and no metric."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Part = dict[str, Any]

WAVES = (
    date(2026, 1, 12),
    date(2026, 2, 9),
    date(2026, 3, 2),
    date(2026, 3, 16),
    date(2026, 3, 30),
    date(2026, 4, 13),
    date(2026, 4, 27),
    date(2026, 5, 11),
    date(2026, 5, 25),
)
"""The Mondays of the survey: once a month until the new claims form of 2 March, every other week since."""

RATED: dict[str, tuple[int, int]] = {
    "discovery": (371, 237),
    "consideration": (340, 197),
    "purchase": (402, 346),
    "reimbursement": (296, 121),
    "loyalty": (17, 12),
}
"""Stage → how many rated it, and how many of them with 4 or 5."""

REFUND_WAVES = ((30, 20), (30, 19), (30, 16), (35, 13), (35, 12), (34, 11), (34, 10), (34, 10), (34, 10))
"""The same pair for reimbursement, wave by wave: 67 % in January, 29 % at the end of May."""

SILENT = 0.12
"""Share of those who rate and leave the question on recommending open."""

UNRATED = 0.08
"""Rows added, as a share of the rated ones, that answer only the question on recommending."""

COMMENTED = 0.4
"""Share of the rows with a comment."""


def survey_frame(plan: Part, words: Part, seed: int) -> pd.DataFrame:
    """Return the survey: columns step, rating, recommend, segment, date, comment, by date."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng([seed, 1])
    parts = [_stage_rows(rng, stage, plan, words) for stage in plan["stages"]]
    frame = pd.concat([*parts, _faulty_rows(plan, words)], ignore_index=True)
    frame = frame.sort_values("date", kind="stable", ignore_index=True, na_position="last")
    frame["date"] = frame["date"].astype("datetime64[ns]")
    frame.attrs = {"sample": True, "notice": words["notice"]}
    return frame


def _stage_rows(rng: np.random.Generator, stage: str, plan: Part, words: Part) -> pd.DataFrame:
    import numpy as np
    import pandas as pd

    wave, happy, rated = _who_rates(rng, stage)
    count = len(happy)
    rating = np.where(
        happy, rng.choice([4, 5], count, p=[0.55, 0.45]), rng.choice([1, 2, 3], count, p=[0.2, 0.3, 0.5])
    )
    recommend = _recommend(rng, rating)
    recommend[rated & (rng.random(count) < SILENT)] = np.nan
    mood = np.where(happy, "good", "bad")
    comments = [str(rng.choice(words["comments"][stage][key])) for key in mood]
    steps = [words["steps"][step] for step in plan["steps"][stage]]
    monday = np.array(WAVES, dtype="datetime64[D]")[wave]
    return pd.DataFrame(
        {
            "step": rng.choice(steps, count),
            "rating": np.where(rated, rating.astype(float), np.nan),
            "recommend": recommend,
            "segment": _segments(rng, happy, stage, words),
            "date": pd.to_datetime(monday + rng.integers(0, 6, count)),
            "comment": pd.Series(comments).where(rng.random(count) < COMMENTED),
        }
    )


def _who_rates(rng: np.random.Generator, stage: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return for each row of a stage: the wave, whether the person is content, whether a rating was given."""
    import numpy as np

    total, content = RATED[stage]
    if stage == "reimbursement":
        wave = np.repeat(np.arange(len(WAVES)), [n for n, _ in REFUND_WAVES])
        happy = np.concatenate([np.arange(n) < k for n, k in REFUND_WAVES])
    else:
        wave = np.arange(total) % len(WAVES)
        happy = rng.permutation(np.arange(total) < content)
    extra = round(total * UNRATED)
    again = rng.integers(0, total, extra)
    rated = np.concatenate([np.ones(total, bool), np.zeros(extra, bool)])
    return np.concatenate([wave, wave[again]]), np.concatenate([happy, happy[again]]), rated


def _recommend(rng: np.random.Generator, rating: np.ndarray) -> np.ndarray:
    """Return an answer from 0 to 10 that goes with each rating from 1 to 5."""
    import numpy as np

    low = np.array([0, 3, 5, 7, 8])[rating - 1]
    high = np.array([4, 6, 8, 9, 10])[rating - 1]
    return np.asarray(rng.integers(low, high, endpoint=True), dtype=float)


def _segments(rng: np.random.Generator, happy: np.ndarray, stage: str, words: Part) -> np.ndarray:
    """Return a segment for each row, a few left open; families suffer more from the refund."""
    import numpy as np

    senior = np.where(happy, 0.42, 0.26) if stage == "reimbursement" else np.full(len(happy), 0.32)
    known = words["segments"]
    names = np.where(rng.random(len(happy)) < senior, known["senior"], known["family"]).astype(object)
    names[rng.random(len(happy)) < 0.04] = None
    return np.asarray(names)


def _faulty_rows(plan: Part, words: Part) -> pd.DataFrame:
    """Return what every export holds: scores off the scale, a row without a step, rows without a date."""
    import pandas as pd

    steps = {stage: words["steps"][names[0]] for stage, names in plan["steps"].items()}
    day = date(2026, 4, 14)
    rows: list[tuple[str | None, float | None, float | None, str, date | None]] = [
        (steps["purchase"], 9.0, 8.0, "family", day),
        (steps["reimbursement"], 0.0, None, "senior", day + timedelta(days=1)),
        (steps["discovery"], None, 11.0, "family", day + timedelta(days=2)),
        (None, 4.0, 8.0, "family", day),
        (None, 2.0, 5.0, "senior", day),
        (steps["consideration"], None, 7.0, "family", None),
        (steps["purchase"], None, 10.0, "senior", None),
    ]
    frame = pd.DataFrame(rows, columns=["step", "rating", "recommend", "segment", "date"])
    frame["segment"] = frame["segment"].map(words["segments"])
    frame["date"] = pd.to_datetime(frame["date"])
    frame["comment"] = None
    return frame
