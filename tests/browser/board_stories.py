"""One edit a widget, by mouse and keys, and where it must have arrived; the same in every host."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

import cjm_widgets as cjm
from cjm_widgets.model.ids import new_id
from cjm_widgets.model.records import Assignment
from tests.browser.harness.until import until

FILE = "glasses.cjm.json"
TOLD = "told.json"
SET_UP = f"""import json
import os
import cjm_widgets as cjm
doc = cjm.open("{FILE}")
sample = cjm.datasets.glasses("en")
journey = sample.build(doc)
julie = journey.personas[0]
survey = cjm.Survey(
    sample.survey, touchpoint="step", csat="rating", nps="recommend", segment="segment", time="date")
events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event")
binding = journey.bind(survey, events, stages=sample.matching(journey))
def tell(_change):
    names = {{stage.id: stage.name for stage in journey.stages}}
    reach = {{names[key]: cell.value for key, cell in binding.cells()["reach"].items()}}
    matching = dict(zip(binding.matching["label"], binding.matching["stage"], strict=True))
    with open("told.part", "w") as file:
        json.dump({{"matching": matching, "reach": reach}}, file)
    os.replace("told.part", "{TOLD}")
forget = doc.subscribe(tell)"""
"""A notebook's first cell: the sample with its numbers; after each edit it is told what they are."""
NAMES = "cjm, doc, journey, julie, binding"
SHOWN = {
    "JourneyMap": "cjm.JourneyMap(journey, locale='en')",
    "PersonaCard": "cjm.PersonaCard(julie, locale='en')",
    "PersonaDeck": "cjm.PersonaDeck(doc, locale='en')",
    "EmotionCurve": "cjm.EmotionCurve(journey, locale='en')",
    "Matching": "cjm.Matching(binding, locale='en')",
    "Studio": "cjm.Studio(journey, binding, locale='en')",
    "charts": "display(cjm.charts.trend(binding, 'csat', stage=journey.stages[3], locale='en'),"
    " cjm.charts.funnel(binding, locale='en'))",
}
"""Widget → the cell that shows it."""
SLOW = 30_000
"""Milliseconds that an edit may take there and back while others keep the machine busy."""
ALONE = ":not(.cjm-studio *)"


@dataclass(frozen=True)
class Opened:
    """A page that shows widgets of `SHOWN`, and the folder its kernel works in."""

    page: Page
    folder: Path

    def board(self, name: str) -> Locator:
        """Return the board of that kind that stands alone."""
        return self.page.locator(f".cjm-live.cjm-root--{name}{ALONE}")

    def document(self) -> cjm.Document:
        """Return what the kernel has stored."""
        return cjm.load(self.folder / FILE)

    def told(self) -> Any:
        """Return what the kernel knew of its numbers after the last edit."""
        path = self.folder / TOLD
        return json.loads(path.read_text("utf-8")) if path.exists() else {"matching": {}, "reach": {}}

    def arrives(self, read: Callable[[Opened], Any], wanted: Any) -> None:
        """Wait until what the kernel stored or told is read as `wanted`."""
        seen: list[Any] = []

        def there() -> bool:
            seen.append(read(self))
            return bool(seen[-1] == wanted)

        name = new_id("there")
        self.page.expose_function(name, there)
        try:
            until(self.page, f"() => window.{name}()", timeout=SLOW)
        except Exception as error:
            raise AssertionError(f"{wanted!r} did not arrive; there is {seen[-1]!r}") from error


def edit_map(opened: Opened) -> None:
    """A card is written over."""
    board, keys = opened.board("map"), opened.page.keyboard
    expect(board.locator(".cjm-status")).to_have_text("Saved", timeout=SLOW)
    before = opened.document().journeys[0].cards
    card = next(one.id for one in before if one.text == "Books an eye exam")
    board.locator(".cjm-card", has_text="Books an eye exam").click()
    keys.press("F2")
    keys.press("Control+A")
    keys.type("Asks an optician")
    keys.press("Enter")
    expect(board.locator(".cjm-card", has_text="Asks an optician")).to_be_focused(timeout=SLOW)
    opened.arrives(lambda it: text_of(it, card), "Asks an optician")


def text_of(opened: Opened, card_id: str) -> str:
    """Return the text of a card in the file."""
    return next(one.text for one in opened.document().journeys[0].cards if one.id == card_id)


def edit_card(opened: Opened) -> None:
    """The role of a persona is written, and stands on her chip of the map too."""
    role = opened.board("persona").get_by_role("textbox", name="Role", exact=True)
    role.fill("Mother of three")
    role.blur()
    opened.arrives(lambda it: it.document().personas[0].role, "Mother of three")


def edit_deck(opened: Opened) -> None:
    """A goal of the other persona is written in the table."""
    goals = opened.board("deck").get_by_role("row").filter(has_text="Goals")
    goal = goals.get_by_role("textbox", name="Goals, 1", exact=True).nth(1)
    goal.fill("A clear price")
    opened.page.keyboard.press("Tab")
    opened.arrives(lambda it: it.document().personas[1].goals[0], "A clear price")


def edit_curve(opened: Opened) -> None:
    """A point is raised by a key."""
    point = opened.board("curve").get_by_role("slider", name=re.compile("^Discovery, Julie")).first
    value = float(point.get_attribute("aria-valuenow") or "nan")
    point.focus()
    opened.page.keyboard.press("ArrowUp")
    opened.page.keyboard.press("Tab")
    expect(point).to_have_attribute("aria-valuenow", f"{value + 0.1:g}", timeout=SLOW)
    opened.arrives(lambda it: it.document().journeys[0].emotions[0].value, round(value + 0.1, 1))


def edit_matching(opened: Opened) -> None:
    """One event is given its stage: the decision is stored, and the numbers are of it."""
    board, before = opened.board("matching"), opened.document().journeys[0]
    expect(board).to_contain_text("0.3% of the rows meet no stage", timeout=SLOW)
    loyalty = before.stages[-1]
    stage = board.get_by_role("combobox", name="Stage of newsletter_opened")
    stage.focus()
    opened.page.keyboard.type(loyalty.name)
    expect(stage).to_have_value(loyalty.id, timeout=SLOW)
    expect(board).to_contain_text("Every row meets a stage", timeout=SLOW)
    opened.arrives(lambda it: it.told()["matching"].get("newsletter_opened"), loyalty.name)
    opened.arrives(decided, {"newsletter_opened": loyalty.id})


def decided(opened: Opened) -> dict[str, str | None]:
    """Return the decisions in the file, label → id of the stage."""
    found = opened.document().state.table(Assignment).values()
    return {one.label: one.stage_id for one in found}


def edit_studio(opened: Opened) -> None:
    """A stage goes to the left on the map: the bars go with it, and its numbers are measured anew."""
    view = opened.page.locator(".cjm-studio")
    funnel = view.locator(".bqplot", has_text="Where customers leave")
    number = view.locator('[data-number^="conversion"]').first
    expect(number).to_contain_text("70%", timeout=SLOW)
    head = view.get_by_role("columnheader", name=re.compile("^Consideration"))
    head.click(position={"x": 120, "y": 40})
    expect(view.locator(".bqplot .mainheading").first).to_contain_text("Consideration", timeout=SLOW)
    opened.page.keyboard.press("Alt+ArrowLeft")
    expect(number).to_contain_text("78%", timeout=SLOW)
    expect_order(funnel, ["Consideration", "Discovery"])
    opened.arrives(lambda it: it.document().journeys[0].stages[0].name, "Consideration")
    opened.arrives(lambda it: list(it.told()["reach"])[:2], ["Consideration", "Discovery"])


def follow_charts(opened: Opened) -> None:
    """A stage is named anew on the map, and so on the title of one chart and the axis of another."""
    board, keys = opened.board("map"), opened.page.keyboard
    trend, funnel = (opened.page.locator(f".bqplot{ALONE}").nth(at) for at in range(2))
    expect(trend.locator(".mainheading")).to_contain_text("Reimbursement", timeout=SLOW)
    head = board.get_by_role("columnheader", name=re.compile("^Reimbursement"))
    head.click(position={"x": 120, "y": 40})
    keys.press("F2")
    keys.press("Control+A")
    keys.type("Refund")
    keys.press("Enter")
    expect(trend.locator(".mainheading")).to_contain_text("CSAT by week, Refund", timeout=SLOW)
    expect(funnel.locator(".axis .tick text", has_text="Refund")).to_have_count(1, timeout=SLOW)
    opened.arrives(lambda it: it.document().journeys[0].stages[3].name, "Refund")


def expect_order(figure: Locator, names: list[str]) -> None:
    """Wait until the ticks of a figure that are these stand in this order, from the top."""
    ticks = [figure.locator(".axis .tick text", has_text=name) for name in names]
    figure.page.wait_for_function(
        "(ticks) => ticks.every((it, at) => !at ||"
        " it.getBoundingClientRect().top > ticks[at - 1].getBoundingClientRect().top)",
        arg=[tick.element_handle() for tick in ticks],
        timeout=SLOW,
    )


STORIES: dict[str, Callable[[Opened], None]] = {
    "JourneyMap": edit_map,
    "PersonaCard": edit_card,
    "PersonaDeck": edit_deck,
    "EmotionCurve": edit_curve,
    "Matching": edit_matching,
    "Studio": edit_studio,
    "charts": follow_charts,
}
"""Widget → its story."""
