"""Act 4: the details of cards in their panel; knows no kernel."""

from __future__ import annotations

from tests.browser.session.hands import Hands
from tests.browser.session.twin import Gesture


def mark(hands: Hands, name: str) -> None:
    hands.panel.get_by_role("button", name=name).click()


def combo(hands: Hands, name: str, *words: str) -> None:
    """Write words into a field that offers what is known; Enter takes each."""
    hands.panel.get_by_role("combobox", name=name).click()
    for word in words:
        hands.page.keyboard.type(word)
        hands.keys("Enter")


DETAILS: list[Gesture] = [
    (lambda h: (h.details("No date given"), h.fill(h.field("Quote"), "When will I see my money?")),
     lambda t: t.edit("No date given", quote="When will I see my money?")),
    (lambda h: h.fill(h.field("Source"), "Interview 3", end="Tab"),
     lambda t: t.edit("No date given", source="Interview 3")),
    (lambda h: mark(h, "Severity: 5"), lambda t: t.edit("No date given", severity=5)),
    (lambda h: mark(h, "Frequency: 3"), lambda t: t.edit("No date given", frequency=3)),
    (lambda h: combo(h, "Tags", "money"), lambda t: t.edit("No date given", tags=["money"])),
    (lambda h: combo(h, "Tags", "date"), lambda t: t.edit("No date given", tags=["money", "date"])),
    (lambda h: combo(h, "Channel", "Letter"), lambda t: t.edit("No date given", channel="Letter")),
    (lambda h: h.pick("Use", "today"), lambda t: t.edit("No date given", usage="today")),
    (lambda h: h.pick("Evidence", "reported"), lambda t: t.edit("No date given", evidence="reported")),
    (lambda h: h.panel.get_by_role("checkbox", name="Moment of truth").uncheck(),
     lambda t: t.edit("No date given", moment_of_truth=False)),
    (lambda h: (h.panel.locator(".cjm-icons__button").click(), h.page.keyboard.type("flam"), h.keys("Enter")),
     lambda t: t.edit("No date given", icon="flame")),
    (lambda h: h.fill(h.panel.get_by_role("textbox", name="Text"), "No date was given"),
     lambda t: t.edit("No date given", text="No date was given")),
    (lambda h: (h.card("Say when").click(), mark(h, "Impact: 4")), lambda t: t.edit("Say when", impact=4)),
    (lambda h: mark(h, "Ease: 2"), lambda t: t.edit("Say when", ease=2)),
    (lambda h: mark(h, "Ease: 2"), lambda t: t.edit("Say when", ease=None)),
    (lambda h: combo(h, "Link to…", "Text a"),
     lambda t: t.journey.link(t.card("Say when"), t.card("Text a date"))),
    (lambda h: h.button("Remove the link to Text a date", h.panel),
     lambda t: t.journey.unlink(t.card("Say when"), t.card("Text a date"))),
    (lambda h: (h.card("Books").click(), h.pick("Step", "Tries on")),
     lambda t: t.edit("Books", step="Tries on")),
    (lambda h: h.pick("Persona", "Julie"),
     lambda t: t.edit("Books", persona_id=t.person("Julie").id)),
    (lambda h: h.button("Wider", h.panel), lambda t: t.edit("Books", span=2)),
    (lambda h: mark(h, "Positive"), lambda t: t.edit("Books", sentiment="positive")),
    (lambda h: h.keys("Escape", at=h.panel.get_by_role("button", name="Close")), lambda t: None),
]  # fmt: skip
