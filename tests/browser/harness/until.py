"""Waits in a page for what can only be asked with a promise; knows no page.

Playwright's `wait_for_function` takes the promise itself for the answer: it never asks twice.
"""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

AGAIN = 50
"""Milliseconds between an answer and the next question."""


def until(page: Page, ask: str, arg: Any = None, *, timeout: float) -> None:
    """Ask until the answer is true; an error where none is within `timeout` milliseconds."""
    page.evaluate(
        f"""async ([arg, timeout, again]) => {{
          const ask = {ask};
          const pause = (ms, what) => new Promise((done) => setTimeout(done, ms, what));
          const late = pause(timeout, "late");
          for (;;) {{
            const found = await Promise.race([ask(arg), late]);
            if (found === "late") throw new Error(`Not so within ${{timeout}} ms: ${{ask}}`);
            if (found) return;
            await pause(again);
          }}
        }}""",
        [arg, timeout, AGAIN],
    )
