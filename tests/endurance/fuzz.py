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
from typing import Any

from tests.endurance import figures
from tests.endurance.targets import TARGETS, folder, names, quiet

HANG = 1.0
"""Seconds of processor time one execution may take."""


class Hang(BaseException):
    """An execution took too long; no handler of errors takes it for one."""


@contextmanager
def no_hang() -> Iterator[None]:
    """Raise Hang in the middle of what takes more than its time."""

    def late(*_: object) -> None:
        raise Hang

    before = signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, HANG)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def once(name: str, seed: int) -> str | None:
    """Run one execution; return the traceback of what it must not do."""
    try:
        with no_hang():
            TARGETS[name][1](random.Random(f"{name} {seed}"))
    except (Exception, Hang) as error:  # noqa: BLE001 - that it is none of ours is what is looked for
        return "".join(traceback.format_exception(error))
    return None


def run(total: int, first_seed: int = 0, stop_after: int = 20) -> dict[str, Any]:
    """Run so many executions and return how many, how fast, and what went wrong with which seed."""
    quiet()
    found: dict[str, str] = {}
    done: dict[str, int] = {}
    begin = time.perf_counter()
    home = Path.cwd()
    os.chdir(folder())  # what a message has written goes there
    for name, count in names(total):
        done[name] = 0
        for seed in range(first_seed, first_seed + count):
            fault = once(name, seed)
            done[name] += 1
            if fault is not None:
                found[f"{name} {seed}"] = fault
                if len(found) >= stop_after:
                    break
    os.chdir(home)
    shutil.rmtree(folder())
    folder.cache_clear()
    seconds = time.perf_counter() - begin
    return {"executions": sum(done.values()), "each": done, "seconds": round(seconds, 1), "found": found}


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
        "each": {name: sum(each["each"].get(name, 0) for each in runs) for name in TARGETS},
        "seconds": sum(each["seconds"] for each in runs),
        "found": {place: fault for each in runs for place, fault in each["found"].items()},
    }
    figures.write("fuzz_long", first_seed=first, **{**result, "found": len(result["found"])})
    print(json.dumps({**result, "found": list(result["found"])}, indent=1))
    for place, fault in result["found"].items():
        print(f"── {place}\n{fault}")
    return 1 if result["found"] else 0


if __name__ == "__main__":
    sys.exit(main())
