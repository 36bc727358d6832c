"""Takes the picture of the README: the sample map with its numbers, as Chromium draws it (make picture)."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

import cjm_widgets as cjm
from tests.browser.harness.chromium import launch
from tests.browser.harness.plain import Plain

OUT = Path(__file__).parents[2] / "notebooks" / "images" / "map.png"


def board() -> cjm.JourneyMap:
    """Return the map of the quickstart, bound to its sample data."""
    sample = cjm.datasets.glasses("en")
    journey = sample.build(cjm.Document())
    survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", nps="recommend", time="date")
    events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event")
    journey.bind(survey, events, stages=sample.matching(journey))
    return cjm.JourneyMap(journey, locale="en")


def main() -> None:
    """Draw and write."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        plain = Plain(browser.new_context(viewport={"width": 1296, "height": 900}, device_scale_factor=1.25))
        shown = plain.show(board()).screenshot(type="png")
        plain.finish()
        browser.close()
    OUT.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(shown)).convert("RGB")
    picture.save(OUT, optimize=True)
    print(f"{OUT.name}: {picture.width} x {picture.height}, {OUT.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
