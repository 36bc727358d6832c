"""Pages without a screen: the page's real store in a process of its own; knows no kernel."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
JS = ROOT / "js"


class PageFault(AssertionError):
    """The store threw."""


class Stores:
    """A Node process that holds any number of pages; see ``js/tests/endurance/pages.ts``."""

    def __init__(self, folder: Path) -> None:
        script = folder / "pages.mjs"
        shared = ["--bundle", "--platform=node", "--format=esm", "--log-level=warning"]
        jsx = ["--jsx=automatic", "--jsx-import-source=preact", f"--outfile={script}"]
        esbuild = str(JS / "node_modules" / ".bin" / "esbuild")
        subprocess.run([esbuild, "tests/endurance/pages.ts", *shared, *jsx], cwd=JS, check=True)
        self._process = subprocess.Popen(
            ["node", str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def ask(self, page: str, do: str, **rest: Any) -> dict[str, Any]:
        """Give a page an order and return what came of it: result, messages sent, what is seen.

        Raises
        ------
        PageFault
            With the trace of what the store threw.
        """
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None
        assert stdout is not None
        stdin.write(json.dumps({"page": page, "do": do, **rest}, allow_nan=False) + "\n")
        answer: dict[str, Any] = json.loads(stdout.readline())
        if "fault" in answer:
            raise PageFault(answer["fault"])
        return answer

    def close(self) -> None:
        """End the process."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait(10)
