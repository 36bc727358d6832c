"""The picture stored beside a board is drawn again after edits and after new numbers, once they rest."""

from __future__ import annotations

import asyncio
from typing import Any

import pandas as pd
import pytest

import cjm_widgets as cjm
from cjm_widgets.widgets import two_outputs

ANSWERS = pd.DataFrame({"step": ["Discovery"] * 40, "rating": [5, 4, 2, 1] * 10})


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pictures sent to the notebook, as they come."""
    sent: list[str] = []

    def update(data: dict[str, str], **_: Any) -> None:
        sent.append(data["text/html"])

    monkeypatch.setattr("IPython.display.update_display", update)
    monkeypatch.setattr("IPython.display.display", lambda *_, **__: None)
    monkeypatch.setattr(two_outputs, "PICTURE_DELAY", 0.0)
    return sent


def test_edits_and_new_numbers_draw_it_once_each(drawn: list[str]) -> None:
    journey = cjm.Document().add_journey("Glasses", template="purchase")
    journey.add_lane("metrics", metric="csat")
    survey = cjm.Survey(ANSWERS, touchpoint="step", csat="rating")
    binding = journey.bind(survey)

    async def use() -> None:
        board = cjm.JourneyMap(journey)
        journey.add_stage("Not shown yet")
        await asyncio.sleep(0)
        assert drawn == []
        board._ipython_display_()
        for text in ("one", "two"):
            journey.add_card(lane="actions", stage="Discovery", text=text)
        for _ in range(3):
            await asyncio.sleep(0)
        assert len(drawn) == 1
        binding.refresh(ANSWERS.assign(rating=1))
        for _ in range(3):
            await asyncio.sleep(0)
        assert len(drawn) == 2
        assert drawn[0] != drawn[1]
        board.close()

    asyncio.run(use())
