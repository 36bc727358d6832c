"""Run every benchmark, write build/bench.json and say which bars hold; ends with 1 when one does not."""

from __future__ import annotations

import json
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.bench import browser, charts, curve, exports, kernel, scale

OUT = Path(__file__).parents[2] / "build" / "bench.json"
BENCHES: dict[str, Callable[[], dict[str, Any]]] = {
    "import": kernel.import_cost,
    "ten_boards": kernel.ten_boards,
    "charts": charts.charts,
    "edits": browser.edits,
    "curve": curve.curve,
    "scale": scale.scale,
    "exports": exports.exports,
}


def broken_bars(results: dict[str, dict[str, Any]]) -> list[str]:
    """Return a sentence for every figure above its bar."""
    return [
        f"{name}.{figure} is {result[figure]:.3g}, the bar is {bar:.3g}"
        for name, result in results.items()
        for figure, bar in result.get("bar", {}).items()
        if not result[figure] <= bar
    ]


def main() -> int:
    """Run them one after the other, saying which."""
    results: dict[str, dict[str, Any]] = {}
    for name, bench in BENCHES.items():
        print(f"{name} …", flush=True)
        results[name] = bench()
        print(json.dumps(results[name], indent=1), flush=True)
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(json.dumps({"machine": platform.platform(), **results}, indent=1) + "\n", "utf-8")
    broken = broken_bars(results)
    print("\n".join(broken) or f"All bars hold. Written to {OUT.parent.name}/{OUT.name}.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
