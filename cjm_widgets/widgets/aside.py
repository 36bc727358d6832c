"""Long work beside the event loop of the kernel, which goes on answering; knows not what the work is."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

from cjm_widgets.errors import CjmError

T = TypeVar("T")
_THREADS = sys.platform != "emscripten"


def aside(work: Callable[[], T], done: Callable[[T], object], failed: Callable[[CjmError], object]) -> None:
    """Do some work, then hand what came of it to `done`, or its error to `failed`, on the event loop.

    Pieces of work are done one after the other. Without an event loop or threads it is done at once.
    """
    try:
        loop = asyncio.get_running_loop()
    except RuntimeError:
        loop = None
    if loop is None or not _THREADS:
        _told(work, done, failed)()
        return
    _thread().submit(lambda: loop.call_soon_threadsafe(_told(work, done, failed)))


def _told(
    work: Callable[[], T], done: Callable[[T], object], failed: Callable[[CjmError], object]
) -> Callable[[], object]:
    """Do the work, and return what is left to do: to tell what came of it."""
    try:
        found = work()
    except CjmError as error:
        wrong = error
        return lambda: failed(wrong)
    return lambda: done(found)


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="cjm_aside")
