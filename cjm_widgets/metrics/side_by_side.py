"""Independent pieces of work on as many threads as the machine has processors; knows not what they do."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

A = TypeVar("A")
B = TypeVar("B")

_MOST = 8
_THREADS = 1 if sys.platform == "emscripten" else min(_MOST, os.cpu_count() or 1)


def side_by_side(fn: Callable[[A], B], pieces: Sequence[A]) -> list[B]:
    """Return what a function gives for each piece, in their order.

    Threads help where the work is numpy's, which lets go of the interpreter in long loops. A fault in a piece
    is raised as it is; pieces that nobody has begun then, or at an interruption, are dropped.
    """
    if _THREADS == 1 or len(pieces) < 2:
        return [fn(piece) for piece in pieces]
    pool = ThreadPoolExecutor(min(_THREADS, len(pieces)), thread_name_prefix="cjm")
    try:
        return list(pool.map(fn, pieces))
    finally:
        pool.shutdown(cancel_futures=True)
