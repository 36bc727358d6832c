"""Runs the fuzzer: every execution from its own seed, none longer than a second; knows no reader."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from tests.endurance import figures
from tests.endurance.targets import TARGETS, folder, names, quiet

HANG = 1.0
"""Seconds one execution may take: of processor time, or by the clock while nobody else has the processor."""
CLOCKS = ((signal.ITIMER_PROF, signal.SIGPROF), (signal.ITIMER_REAL, signal.SIGALRM))
_SCHEDULER = Path("/proc/thread-self/schedstat")


class Hang(BaseException):
    """An execution took too long; no handler of errors takes it for one."""


class Outcome(NamedTuple):
    """What came of an execution: whether its reader was reached, and the traceback of what must not be."""

    reached: bool
    fault: str | None


def queued() -> float:
    """Return the seconds this thread was ready to run and others had the processor; 0 where nobody counts."""
    try:
        return int(_SCHEDULER.read_text("ascii").split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


@contextmanager
def no_hang() -> Iterator[None]:
    """Raise Hang in the middle of what takes more than its time; waiting for the processor does not count."""
    begin, before = time.monotonic(), queued()

    def late(number: int, _frame: object) -> None:
        if number == signal.SIGALRM:
            spent = time.monotonic() - begin - (queued() - before)
            if spent < HANG:
                signal.setitimer(signal.ITIMER_REAL, max(0.01, HANG - spent))
                return
        raise Hang(signal.Signals(number).name)

    old = [signal.signal(number, late) for _, number in CLOCKS]
    for timer, _ in CLOCKS:
        signal.setitimer(timer, HANG)
    try:
        yield
    finally:
        for (timer, number), handler in zip(CLOCKS, old, strict=True):
            signal.setitimer(timer, 0)
            signal.signal(number, handler)


def once(name: str, seed: int) -> Outcome:
    """Run one execution; one that is late by the clock is run again, and is a hang when it is late again."""
    for last in (False, True):
        try:
            with no_hang():
                return Outcome(bool(TARGETS[name][1](random.Random(f"{name} {seed}"))), None)
        except Hang as hang:
            if last or hang.args == ("SIGPROF",):
                return Outcome(reached=False, fault="".join(traceback.format_exception(hang)))
        except Exception as error:  # noqa: BLE001 - that it is none of ours is what is looked for
            return Outcome(reached=False, fault="".join(traceback.format_exception(error)))
    raise AssertionError("there is no third run")


def run(total: int, first_seed: int = 0, stop_after: int = 20) -> dict[str, Any]:
    """Run so many executions and return how many, got to the reader, how fast, and what went wrong."""
    quiet()
    found: dict[str, str] = {}
    done: dict[str, int] = {}
    reached: dict[str, int] = {}
    begin = time.perf_counter()
    home = Path.cwd()
    os.chdir(folder())  # what a message has written goes there
    for name, count in names(total):
        done[name] = reached[name] = 0
        for seed in range(first_seed, first_seed + count):
            outcome = once(name, seed)
            done[name] += 1
            reached[name] += outcome.reached
            if outcome.fault is not None:
                found[f"{name} {seed}"] = outcome.fault
                if len(found) >= stop_after:
                    break
    os.chdir(home)
    shutil.rmtree(folder())
    folder.cache_clear()
    seconds = time.perf_counter() - begin
    return {
        "executions": sum(done.values()), "each": done, "reached": reached,
        "seconds": round(seconds, 1), "found": found,
    }  # fmt: skip


def _told(at: int, result: dict[str, Any]) -> dict[str, Any]:
    """Say how far it is, and what was found, so that a long run can be stopped."""
    print(f"{at + result['executions']} done, found {result['found']}", file=sys.stderr, flush=True)
    return result


def main() -> int:
    """Run as many as the first argument says, from the seed that the second one says."""
    total, first = int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 0
    os.nice(10)
    step = 20_000
    runs = [_told(at, run(min(step, total - at), first + at)) for at in range(0, total, step)]
    result = {
        "executions": sum(each["executions"] for each in runs),
        **{
            kind: {name: sum(each[kind].get(name, 0) for each in runs) for name in TARGETS}
            for kind in ("each", "reached")
        },
        "seconds": sum(each["seconds"] for each in runs),
        "found": {place: fault for each in runs for place, fault in each["found"].items()},
    }
    figures.write("fuzz_long", run="long", first_seed=first, **{**result, "found": len(result["found"])})
    print(json.dumps({**result, "found": list(result["found"])}, indent=1))
    for place, fault in result["found"].items():
        print(f"── {place}\n{fault}")
    return 1 if result["found"] else 0


if __name__ == "__main__":
    sys.exit(main())
