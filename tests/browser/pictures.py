"""Takes the pictures of README and notebooks: main views, both themes, both languages (make pictures)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

import cjm_widgets as cjm
from tests.browser.harness.chromium import launch
from tests.browser.harness.plain import Plain

FOLDER = Path(__file__).parents[2] / "notebooks" / "images"
COLORS = 256


def boards(locale: str, theme: str) -> Iterator[tuple[str, cjm.JourneyMap | cjm.PersonaDeck]]:
    """Return the name and the board of each picture: the sample journey bound to its data, and its people."""
    sample = cjm.datasets.glasses(locale)
    document = cjm.Document()
    journey = sample.build(document)
    survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", nps="recommend", time="date")
    events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event")
    journey.bind(survey, events, stages=sample.matching(journey))
    display = {"locale": locale, "theme": theme}
    for view in ("detail", "overview", "evidence"):
        yield f"map_{view}", cjm.JourneyMap(journey, view=view, **display)
    yield "personas", cjm.PersonaDeck(document, **display)


def take(browser: Browser, board: cjm.JourneyMap | cjm.PersonaDeck, theme: str, path: Path) -> None:
    """Draw one board as Chromium does and write it as a small palette PNG."""
    context = browser.new_context(viewport={"width": 1296, "height": 900}, color_scheme=theme)
    plain = Plain(context)
    view = plain.show(board)
    plain.page.evaluate("() => document.activeElement.blur()")
    shown = Image.open(io.BytesIO(view.screenshot(type="png", animations="disabled"))).convert("RGB")
    plain.finish()
    context.close()
    shown.quantize(COLORS, Image.Quantize.MEDIANCUT, kmeans=1, dither=Image.Dither.NONE).save(
        path, optimize=True
    )
    print(f"{path.name}: {shown.width} x {shown.height}, {path.stat().st_size // 1000} kB", flush=True)


def main() -> None:
    """Take all of them; English and light ones have the plain names."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for locale in ("en", "fr"):
            for theme in ("light", "dark"):
                for name, board in boards(locale, theme):
                    take(browser, board, theme, FOLDER / f"{name}_{locale}_{theme}.png")
                    board.close()
        browser.close()


if __name__ == "__main__":
    main()
