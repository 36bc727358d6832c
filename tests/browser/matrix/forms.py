"""Every widget, in each form it takes and with all that opens on it; knows no host and checks nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from cjm_widgets.locale import text

SET_UP = """import pandas
import cjm_widgets as cjm
from cjm_widgets.model.ops import Put
from cjm_widgets.model.records import Conflict
told = pandas.DataFrame({
    "step": ["Discovery", "discoveries", "other"] * 4, "rating": [5, 4, 3] * 4,
    "at": pandas.date_range("2026-01-05", periods=12, freq="5D"), "who": list("abcd") * 3})
def bind(journey):
    return journey.bind(
        cjm.Survey(told, "step", csat="rating", time="at"), cjm.EventLog(told, "who", "at", "step"))
def story():
    doc = cjm.Document()
    journey = doc.add_journey("Glasses", template="purchase")
    doc.add_journey("Lenses", template="purchase", shape="cyclic")
    doc.add_journey("Empty")
    app = {"channel": "App", "weight": 0.5}
    julie = doc.add_persona("Julie", goals=["See well"], channels=[app], patience=2)
    julie.add_field("Pace", "slider", low="calm", high="hurried")
    doc.add_persona("Robert", template="anxious").place(0.2, 0.4)
    card = journey.add_card(lane="actions", stage="Discovery", text="Searches", channel="Website")
    journey.link(card, journey.add_card(lane="pain_points", stage="Discovery", text="No date", severity=3))
    journey.add_step("Discovery", "Looks")
    for stage in ("Discovery", "Decision"):
        journey.set_emotion(stage, 1, persona=julie)
    journey.add_view("All")
    journey.edit(journey.lane("touchpoints"), hidden=True)
    bind(journey).assign("other", journey.stages[1])
    first = dict(of_table="stages", of_id=journey.stages[1].id, field="name", other='"Weighs"')
    second = dict(of_table="cards", of_id=card.id, field="text", other='"Asks"')
    both = [Conflict(id=f"conflict_000{at}", **one) for at, one in enumerate((first, second))]
    doc.commit([Put("conflicts", one) for one in both], label="merge_file", origin="file")
    return doc.state
state = story()
def build():
    global doc, journey, cyclic, empty, julie, binding
    doc = cjm.Document.of_state(state)  # there is nothing to take back in it
    doc.save_version("First")
    journey, cyclic, empty = map(doc.journey, ("Glasses", "Lenses", "Empty"))
    julie = doc.personas[0]
    binding = bind(journey)
def restore():
    while doc.undo():
        pass"""
CHARTS = 6
"""How many charts a studio has of these data."""
PATIENCE = 30_000
"""Milliseconds for a board to come while the others are drawn too."""

Say = Callable[..., str]
Open = Callable[[Page, Locator, Say], object]


@dataclass(frozen=True)
class Form:
    """One form of a widget.

    Attributes
    ----------
    board : str
        The expression that makes it, up to its own display settings.
    opened : callable
        Opens something on it, given the page, the board and what says a key in its language.
    least : int
        How many parts take the focus at least.
    stays : bool
        Whether what is opened stays when another board is used, so that all can be looked at together.
    words : bool
        Whether there are words of the document on it that are on no other form.
    """

    board: str
    opened: Open
    least: int
    stays: bool = False
    words: bool = False

    def code(self, locale: str) -> str:
        """Return the expression in a language."""
        return f"cjm.{self.board}, locale={locale!r})"

    def open(self, page: Page, root: Locator, locale: str) -> None:
        """Open what is to be opened, once the board is there."""
        expect(root.locator(".cjm-status").first).to_be_visible(timeout=PATIENCE)
        if self.board.startswith("Studio"):
            expect(root.locator(".bqplot")).to_have_count(CHARTS, timeout=PATIENCE)
        self.opened(page, root, lambda key, **values: text(key, locale, **values))


def nothing(page: Page, board: Locator, say: Say) -> None:
    """Leave the board as it is shown first."""


def rich(panel: str) -> Open:
    """Return what opens a panel by its button."""
    return lambda page, board, say: board.locator(f"[data-panel={panel}]").click()


def details(page: Page, board: Locator, say: Say) -> None:
    board.locator(".cjm-card").first.click()
    page.keyboard.press("F4")


def inventory(page: Page, board: Locator, say: Say) -> None:
    rich("inventory")(page, board, say)
    board.locator(".cjm-touch").first.click()


def menu_item(place: str, item: str) -> Open:
    """Return what chooses from the menu of a place."""

    def choose(page: Page, board: Locator, say: Say) -> None:
        board.locator(f"[data-key^='{place}:']").first.click(button="right")
        page.locator(f"[data-action='{item}']").click()

    return choose


def conflict(page: Page, board: Locator, say: Say) -> None:
    board.locator(".cjm-conflict-mark").first.click()


def versions(page: Page, board: Locator, say: Say) -> None:
    """Open the list and show one of them on the map."""
    rich("versions")(page, board, say)
    expect(page.get_by_text("First", exact=True).first).to_be_visible(timeout=PATIENCE)


def you(page: Page, board: Locator, say: Say) -> None:
    board.locator(".cjm-share").click()
    page.get_by_role("menuitem", name=say("presence.you_menu")).click()


def views(page: Page, board: Locator, say: Say) -> None:
    named("views.filter")(page, board, say)
    page.keyboard.press("Escape")
    named("views.views_title")(page, board, say)
    page.get_by_role("menuitem", name=say("views.save_as")).click()


def find(page: Page, board: Locator, say: Say) -> None:
    board.locator(".cjm-card").first.focus()
    page.keyboard.press("Control+f")
    page.keyboard.type("e")


def point(page: Page, board: Locator, say: Say) -> None:
    board.get_by_role("slider").first.press("Enter")


def labels(page: Page, board: Locator, say: Say) -> None:
    """Wait for the labels to come."""
    expect(board.locator("tbody tr").nth(2)).to_be_visible(timeout=PATIENCE)


def named(key: str, **values: str) -> Open:
    """Return what presses a button that the catalogue names."""
    return lambda page, board, say: board.get_by_role("button", name=say(key, **values)).first.click()


def evidence(page: Page, board: Locator, say: Say) -> None:
    named("persona.mark", field=say("persona.goals"))(page, board, say)


def colours(page: Page, board: Locator, say: Say) -> None:
    colour = say("common.labelled", name=say("persona.color"), value=say("persona.color_indigo"))
    board.get_by_role("button", name=colour).first.click()


FORMS: tuple[Form, ...] = (
    Form("JourneyMap(journey", nothing, 90, stays=True),
    Form("JourneyMap(journey", details, 100, stays=True, words=True),
    Form("JourneyMap(journey", rich("journey"), 110, stays=True, words=True),
    Form("JourneyMap(journey", inventory, 20, stays=True, words=True),
    Form("JourneyMap(journey", rich("templates"), 90, stays=True),
    Form("JourneyMap(journey", versions, 20, stays=True),
    Form("JourneyMap(journey, compared_with='First'", nothing, 90, stays=True),
    Form("JourneyMap(journey", conflict, 90),
    Form("JourneyMap(journey", you, 90),
    Form("JourneyMap(journey", named("views.filter"), 100),
    Form("JourneyMap(journey", views, 90),
    Form("JourneyMap(journey", find, 90),
    Form("JourneyMap(journey", menu_item("lane", "choose_icon"), 150),
    Form("JourneyMap(journey", menu_item("card", "shortcuts"), 90),
    Form("JourneyMap(journey", menu_item("card", "edit"), 90),
    Form("JourneyMap(journey", point, 100),
    Form("JourneyMap(cyclic", nothing, 90, stays=True),
    Form("JourneyMap(journey, view='evidence'", nothing, 90, stays=True, words=True),
    Form("JourneyMap(journey, view='overview'", nothing, 10, stays=True, words=True),
    Form("JourneyMap(empty", nothing, 8, stays=True),
    Form("PersonaCard(julie", nothing, 20, stays=True, words=True),
    Form("PersonaCard(julie", named("persona.add_field"), 25),
    Form("PersonaCard(julie", evidence, 20),
    Form("PersonaCard(julie", colours, 20),
    Form("PersonaDeck(doc", nothing, 30, stays=True, words=True),
    Form("PersonaDeck(doc", named("deck.view_plane"), 8, stays=True, words=True),
    Form("PersonaDeck(doc", named("deck.actions", name="Julie"), 30),
    Form("EmotionCurve(journey", nothing, 8, stays=True, words=True),
    Form("EmotionCurve(journey", point, 10),
    Form("Matching(binding", labels, 10, stays=True, words=True),
    Form("Studio(journey", nothing, 110, stays=True, words=True),
)  # fmt: skip
GALLERY = tuple(form for form in FORMS if form.stays)
"""The forms that are looked at on one page."""
SPOKEN = tuple(form for form in GALLERY if form.words)
"""Those of them that together show all words of a document."""
