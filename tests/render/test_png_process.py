"""A PNG drawn by another process is the one drawn here; where there is no other process, it is drawn here."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from cjm_widgets.render import png_process
from cjm_widgets.render.png import png

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><text x="2" y="14">Été</text></svg>'


def apart() -> bytes:
    return asyncio.run(png_process.png_apart(SVG, scale=1.0, limit=9000, background="#ffffff"))


def test_the_other_process_draws_the_same() -> None:
    assert apart() == png(SVG, scale=1.0, limit=9000)


def test_without_processes_it_is_drawn_here(monkeypatch: pytest.MonkeyPatch) -> None:
    async def none(*_args: Any, **_more: Any) -> None:
        raise NotImplementedError

    monkeypatch.setattr(png_process.asyncio, "create_subprocess_exec", none)
    assert apart() == png(SVG, scale=1.0, limit=9000)
