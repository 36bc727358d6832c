"""Act 1: two people on the deck, compared, ordered and placed; knows no kernel."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.session.hands import Hands
from tests.browser.session.twin import Gesture


def box(hands: Hands, label: str, at: int) -> Locator:
    """Return the field of the persona in column `at`."""
    return hands.deck.get_by_role("textbox", name=label, exact=True).nth(at)


def add(hands: Hands, template: str) -> None:
    hands.button("Add a persona", hands.deck)
    hands.choose(template)


def other(hands: Hands, name: str, item: str) -> None:
    """Choose from the menu of a persona."""
    hands.button(f"What to do with {name}", hands.deck)
    hands.choose(item)


def token(hands: Hands, name: str) -> Locator:
    return hands.deck.get_by_role("button", name=name)


PEOPLE: list[Gesture] = [
    (lambda h: add(h, "Blank"), lambda t: t.doc.add_persona("New persona")),
    (lambda h: h.go_on("Julie"), lambda t: t.person("New persona").edit(name="Julie")),
    (lambda h: h.fill(box(h, "Role", 0), "Mother of two"),
     lambda t: t.person("Julie").edit(role="Mother of two")),
    (lambda h: add(h, "Anxious"), lambda t: t.doc.add_persona("Anxious", template="anxious")),
    (lambda h: h.go_on("Robert"), lambda t: t.person("Anxious").edit(name="Robert")),
    (
        lambda h: h.fill(box(h, "Quote", 0), "What will I pay?", end="Tab"),
        lambda t: t.person("Julie").edit(quote="What will I pay?"),
    ),
    (lambda h: other(h, "Robert", "Duplicate"), lambda t: t.person("Robert").duplicate("Robert, copy")),
    (lambda h: h.fill(box(h, "Name", 2), "Mia"), lambda t: t.person("Robert, copy").edit(name="Mia")),
    (
        lambda h: h.keys("Alt+ArrowLeft", at=token(h, "What to do with Mia")),
        lambda t: t.person("Mia").move(1),
    ),
    (lambda h: other(h, "Mia", "Move left"), lambda t: t.person("Mia").move(0)),
    (lambda h: other(h, "Mia", "Remove"), lambda t: t.person("Mia").remove()),
    (
        lambda h: (h.button("2×2", h.deck), h.fill(box(h, "left", 0), "At leisure", end="Tab")),
        lambda t: t.doc.edit_deck(left="At leisure"),
    ),
    (lambda h: h.fill(box(h, "right", 0), "In a hurry", end="Tab"),
     lambda t: t.doc.edit_deck(right="In a hurry")),
    (lambda h: token(h, "Julie, not placed").press("Enter"), lambda t: t.person("Julie").place(0, 0)),
    (
        lambda h: h.keys("Shift+ArrowRight", "Shift+ArrowRight", "ArrowUp", "Tab", at=token(h, "Julie")),
        lambda t: t.person("Julie").place(0.5, 0.05),
    ),
    (lambda h: token(h, "Robert, not placed").press("Enter"), lambda t: t.person("Robert").place(0, 0)),
    (lambda h: h.keys("Delete", at=token(h, "Robert")), lambda t: t.person("Robert").place(None, None)),
    (lambda h: h.button("Undo", h.deck), lambda t: t.doc.undo()),
    (lambda h: h.button("Redo", h.deck), lambda t: t.doc.redo()),
]  # fmt: skip


def mark(hands: Hands, field: str) -> None:
    """Open what a field rests on."""
    hands.sheet.get_by_role("button", name=field).press("Enter")


def line(hands: Hands, label: str) -> Locator:
    return hands.sheet.get_by_role("textbox", name=label, exact=True)


def new_field(hands: Hands, name: str) -> None:
    toggle = hands.sheet.get_by_role("button", name="Add a field")
    if toggle.get_attribute("aria-expanded") == "false":
        toggle.click()
    hands.button(f"+ {name}", hands.sheet)


JULIE: list[Gesture] = [
    (
        lambda h: (new_field(h, "Goals"), h.page.keyboard.type("Glasses before term"), h.keys("Enter")),
        lambda t: t.person("Julie").edit(goals=["Glasses before term"]),
    ),
    (
        lambda h: (h.go_on("No money up front", end="Tab"), line(h, "Name").focus()),
        lambda t: t.person("Julie").edit(goals=["Glasses before term", "No money up front"]),
    ),
    (
        lambda h: (new_field(h, "Place"), h.go_on("Lyon")),
        lambda t: t.person("Julie").edit(place="Lyon"),
    ),
    (
        lambda h: (new_field(h, "Digital ease"),
                h.sheet.get_by_role("radio", name="high", exact=True).click()),
        lambda t: t.person("Julie").edit(digital_ease=4),
    ),
    (
        lambda h: (mark(h, "Goals: evidence"), h.sheet.get_by_role("radio", name="reported").click()),
        lambda t: t.person("Julie").set_evidence("goals", "reported"),
    ),
    (
        lambda h: h.fill(h.sheet.get_by_role("dialog").get_by_role("textbox", name="Source"), "Interview 3"),
        lambda t: t.person("Julie").set_evidence("goals", "reported", source="Interview 3"),
    ),
    (
        lambda h: (h.keys("Escape"), mark(h, "Place: evidence"), h.sheet.get_by_role("switch").click(),
                   h.keys("Escape")),
        lambda t: t.person("Julie").set_private("place"),
    ),
]  # fmt: skip
