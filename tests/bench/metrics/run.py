"""Run the metrics benchmark: whole processes in turns; writes build/bench-metrics.json, judges bars."""

from __future__ import annotations

import argparse
import compileall
import json
import multiprocessing
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench.metrics.workload import write

ROOT = Path(__file__).parents[3]
OUT = ROOT / "build" / "bench-metrics.json"
OURS = ("polars", "pandas", "arrow", "duckdb", "lazy", "dataset", "parts")
RIVALS = ("pandas", "duckdb", "polars", "scan")
TOOLS = ("retentioneering", "pm4py")
BIGGEST = 10_000_000
PART_MB = 500.0

Found = dict[str, dict[str, float]]


def once(python: str, module: str, way: str, folder: Path) -> dict[str, float] | None:
    """Run one way in a process of its own: seconds, seconds of processor, peak in MB; None when it fails."""
    begun = time.perf_counter()
    settings = os.environ | {"PYTHONPATH": str(ROOT), "RETENTIONEERING_NO_TRACK": "1"}
    child = subprocess.Popen(
        [python, "-m", f"tests.bench.metrics.{module}", way, str(folder)], cwd=ROOT, env=settings,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        return None
    seconds = time.perf_counter() - begun
    return {"s": seconds, "cpu_s": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}


def tools_with(python: str | None) -> dict[str, str]:
    """Return tool → a Python that has it: the one told, else this one."""
    found = {}
    for tool in TOOLS:
        for one in (python, sys.executable):
            if one and not subprocess.run([one, "-c", f"import {tool}"], capture_output=True).returncode:
                found.setdefault(tool, one)
    return found


def sized(folder: Path, rounds: int, tools: Mapping[str, str]) -> Found:
    """Return way → medians and the least of each measure, all ways taking turns."""
    ways = [(sys.executable, "ours", way) for way in OURS]
    ways += [(sys.executable, "rivals", way) for way in RIVALS]
    ways += [(python, "rivals", way) for way, python in tools.items()]
    seen: dict[str, list[dict[str, float]]] = {}
    for turn in range(rounds):
        for python, module, way in ways if turn % 2 == 0 else reversed(ways):
            if way in TOOLS and turn:
                continue  # they take minutes
            found = once(python, module, way, folder)
            print(f"  {module} {way}: {found or 'failed'}", flush=True)
            if found:
                seen.setdefault(f"{module}.{way}", []).append(found)
    return {
        name: {key: statistics.median(run[key] for run in runs) for key in runs[0]}
        | {"least_s": min(run["s"] for run in runs), "least_cpu_s": min(run["cpu_s"] for run in runs)}
        | {"rounds": float(len(runs))}
        for name, runs in seen.items()
    }


def operations(folder: Path) -> dict[str, float]:
    """Return the seconds of the first table, of another segment and of appended rows."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.metrics.operations", str(folder)], cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    found: dict[str, float] = json.loads(done.stdout)
    return found


def judged(sizes: dict[str, Found], after: dict[str, float]) -> dict[str, dict[str, Any]]:
    """Return each bar with its figure, and whether it holds."""
    big, small = sizes[str(BIGGEST)], sizes.get(str(BIGGEST // 10), {})
    ours = min(found["s"] for name, found in big.items() if name.startswith("ours."))
    hand = min(found["s"] for name, found in big.items() if name in ("rivals.duckdb", "rivals.polars"))
    figures: dict[str, tuple[float, float]] = {
        "of_pandas": (ours / big["rivals.pandas"]["s"], 0.20),
        "of_best_by_hand": (ours / hand, 0.8),
        "of_scan_and_sort": (ours / big["rivals.scan"]["s"], 4.0),
        "parts_mb": (big["ours.parts"]["mb"], PART_MB),
        "segment_s": (after["segment"], 0.005),
        "segment_of_first": (after["segment"] / after["first"], 0.01),
        "append_of_first": (after["append"] / after["first"], 0.05),
    }
    for tool in TOOLS:
        if f"rivals.{tool}" in big:
            figures[f"of_{tool}"] = (ours / big[f"rivals.{tool}"]["s"], 0.2)
    if small:
        fewer = min(found["s"] for name, found in small.items() if name.startswith("ours."))
        figures["growth"] = (ours / fewer, 10.0)
    return {
        name: {"figure": figure, "bar": bar, "holds": figure <= bar} | _of_processor(name, big)
        for name, (figure, bar) in figures.items()
    }


_BESIDE = {
    "of_pandas": ("pandas",), "of_best_by_hand": ("duckdb", "polars"), "of_scan_and_sort": ("scan",),
    **{f"of_{tool}": (tool,) for tool in TOOLS},
}  # fmt: skip


def _of_processor(name: str, big: Found) -> dict[str, float]:
    """Return the same ratio in processor time: what a machine that others use too cannot blur."""
    if name not in _BESIDE:
        return {}
    ours = min(found["cpu_s"] for way, found in big.items() if way.startswith("ours."))
    return {"of_processor": ours / min(big[f"rivals.{way}"]["cpu_s"] for way in _BESIDE[name])}


def main() -> int:
    """Measure the sizes asked for."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--sizes", default="100000,1000000,10000000")
    told.add_argument("--rounds", type=int, default=3)
    told.add_argument(
        "--tools", default=os.environ.get("CJM_BENCH_TOOLS"), help="a Python that has both tools"
    )
    asked = told.parse_args()
    compileall.compile_dir(ROOT / "cjm_widgets", quiet=1)  # as every library beside it was when installed
    data, sizes = ROOT / "build" / "bench-metrics", dict[str, Found]()
    tools = tools_with(asked.tools)
    missing = [tool for tool in TOOLS if tool not in tools]
    if missing:
        print(f"Left out: {', '.join(missing)}; name a Python that has them in CJM_BENCH_TOOLS.")
    for count in map(int, asked.sizes.split(",")):
        print(f"{count:,} events …", flush=True)
        made = multiprocessing.get_context("spawn").Process(target=write, args=(data / str(count), count))
        made.start()  # the memory of this process would count as that of those it starts
        made.join()
        sizes[str(count)] = sized(data / str(count), asked.rounds, tools)
    result: dict[str, Any] = {"machine": platform.platform(), "processors": os.cpu_count(), "sizes": sizes}
    result["left_out"] = missing
    if str(BIGGEST) in sizes:
        result["operations"] = operations(data / str(BIGGEST))
        result["bars"] = judged(sizes, result["operations"])
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps(result, indent=1) + "\n", "utf-8")
    print(json.dumps(result.get("bars", sizes), indent=1))
    return 0 if all(bar["holds"] for bar in result.get("bars", {}).values()) else 1


if __name__ == "__main__":
    sys.exit(main())
