"""Draws a PNG in a process of its own, so that a kernel answers meanwhile; knows nothing of what it shows."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import PIPE

from cjm_widgets.render.png import png


async def png_apart(svg: str, *, scale: float, limit: int, background: str) -> bytes:
    """Return what `png` returns; where no process can be started, drawn here after all."""
    options = (str(scale), str(limit), background)
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", __name__, *options, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
    except (OSError, NotImplementedError):
        return png(svg, scale=scale, limit=limit, background=background)
    data, _ = await process.communicate(svg.encode())
    if process.returncode:
        return png(svg, scale=scale, limit=limit, background=background)
    return data


def main(scale: str, limit: str, background: str) -> None:
    """Read an SVG, write its PNG."""
    svg = sys.stdin.buffer.read().decode()
    sys.stdout.buffer.write(png(svg, scale=float(scale), limit=int(limit), background=background))


if __name__ == "__main__":
    main(*sys.argv[1:])
