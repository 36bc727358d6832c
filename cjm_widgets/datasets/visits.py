"""Draws the event log of the sample from a seed; knows no journey and no metric."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd

Part = dict[str, Any]

REACH = {"discovery": 2140, "consideration": 1502, "purchase": 1211, "reimbursement": 1174, "loyalty": 388}
"""Stage → how many customers get there; everyone has been through the stages before."""

FIRST_DAY, ENTRY_DAYS = "2026-01-05", 90
"""The day the log begins, and in how many days the customers arrive."""

WAIT_DAYS = {"discovery": 0.0, "consideration": 1.5, "purchase": 8.0, "reimbursement": 5.0, "loyalty": 12.0}
"""Stage → the usual wait, in days, between the first event of the stage before and the first one here."""

CHANNELS: dict[str, dict[str, tuple[str, ...]]] = {
    "discovery": {"web_search": ("search",), "site_visit": ("website",)},
    "consideration": {"cover_read": ("website",), "advice_call": ("phone",)},
    "purchase": {"exam_booked": ("clinic", "app"), "glasses_ordered": ("optician",)},
    "reimbursement": {"claim_sent": ("app", "email"), "refund_paid": ("app",)},
    "loyalty": {"contract_renewed": ("email", "website"), "friend_referred": ("app",)},
}
"""Stage → event → the channels it comes through."""

REPEATS = {"discovery": 0.5, "consideration": 0.7, "purchase": 0.4, "reimbursement": 1.8, "loyalty": 0.2}
"""Stage → how often an event is done again, on average; an invoice is photographed 1.8 times more."""

DAY = 86_400


def events_frame(plan: Part, words: Part, seed: int) -> pd.DataFrame:
    """Return the log: columns user_id, timestamp, event, channel, segment, by time."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng([seed, 2])
    total = REACH["discovery"]
    at = np.sort(rng.integers(0, ENTRY_DAYS * DAY, total))
    segment = rng.choice(["family", "senior"], total, p=[0.66, 0.34]).astype(object)
    segment[rng.random(total) < 0.03] = None
    here = np.arange(total)
    parts = []
    for stage in plan["stages"]:
        here = np.sort(rng.choice(here, REACH[stage], replace=False))
        at[here] += _waits(rng, stage, at[here])
        parts.append(_stage_events(rng, stage, here, at[here]))
    parts.append(_newsletters(rng, total))
    frame = pd.concat(parts, ignore_index=True)
    frame["segment"] = segment[frame["customer"]]
    return _finish(_with_faults(frame, rng), words)


def _waits(rng: np.random.Generator, stage: str, at: np.ndarray) -> np.ndarray:
    """Return the seconds each customer waits before a stage; refunds take longer with the new form."""
    import numpy as np

    days = rng.gamma(2.0, WAIT_DAYS[stage] / 2.0, len(at)) if WAIT_DAYS[stage] else np.zeros(len(at))
    slower = 1.4 if stage == "reimbursement" else 1.0
    days = np.where(at > 56 * DAY, days * slower, days).clip(0, 3 * WAIT_DAYS[stage])
    return np.asarray(60 + days * DAY, dtype=np.int64)


def _stage_events(
    rng: np.random.Generator, stage: str, customers: np.ndarray, at: np.ndarray
) -> pd.DataFrame:
    """Return the events of one stage: one for everybody, then what is done again within two days."""
    import numpy as np
    import pandas as pd

    names = list(CHANNELS[stage])
    again = np.repeat(np.arange(len(customers)), rng.poisson(REPEATS[stage], len(customers)))
    last = rng.random(len(customers)) < 0.85
    event = np.concatenate(
        [np.full(len(customers), names[0]), np.full(len(again), names[0]), np.full(int(last.sum()), names[1])]
    )
    delay = np.concatenate(
        [
            np.zeros(len(customers), np.int64),
            rng.integers(600, 2 * DAY, len(again)),
            rng.integers(2 * DAY, 4 * DAY, int(last.sum())),
        ]
    )
    index = np.concatenate([np.arange(len(customers)), again, np.flatnonzero(last)])
    channel = [str(rng.choice(CHANNELS[stage][str(name)])) for name in event]
    return pd.DataFrame(
        {"customer": customers[index], "second": at[index] + delay, "event": event, "channel": channel}
    )


def _newsletters(rng: np.random.Generator, total: int) -> pd.DataFrame:
    """Return events that belong to no stage of the map."""
    import pandas as pd

    count = 60
    seconds = rng.integers(0, 140 * DAY, count)
    return pd.DataFrame(
        {
            "customer": rng.integers(0, total, count),
            "second": seconds,
            "event": "newsletter",
            "channel": "email",
        }
    )


def _with_faults(frame: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Add rows that come twice, rows without a customer or a time, and channels left open."""
    import pandas as pd

    picked = rng.choice(len(frame), 36, replace=False)
    twice, nobody, never = frame.iloc[picked[:25]], frame.iloc[picked[25:31]], frame.iloc[picked[31:]]
    frame["channel"] = frame["channel"].mask(rng.random(len(frame)) < 0.02)
    nobody, never = nobody.assign(customer=-1), never.assign(second=-1)
    return pd.concat([frame, twice, nobody, never], ignore_index=True)


def _finish(frame: pd.DataFrame, words: Part) -> pd.DataFrame:
    """Put names, times and words where the codes are, and sort by time."""
    import pandas as pd

    start = pd.Timestamp(FIRST_DAY)
    customer = frame["customer"].map("C{:05d}".format).where(frame["customer"] >= 0)
    stamp = (start + pd.to_timedelta(frame["second"], unit="s")).where(frame["second"] >= 0)
    log = pd.DataFrame(
        {
            "user_id": customer,
            "timestamp": stamp.astype("datetime64[ns]"),
            "event": frame["event"].map(words["events"]),
            "channel": frame["channel"].map(words["channels"]),
            "segment": frame["segment"].map(words["segments"]),
        }
    )
    log = log.sort_values(["timestamp", "user_id"], kind="stable", ignore_index=True, na_position="last")
    log.attrs = {"sample": True, "notice": words["notice"]}
    return log
