"""Act 3: cards written, moved and set; then ranges and the clipboard; knows no kernel."""

from __future__ import annotations

from tests.browser.session.hands import Hands
from tests.browser.session.twin import Gesture, Twin

WRITTEN = [
    ("Actions", "actions", "Discovery", "Searches for glasses"),
    ("Actions", "actions", "Consideration", "Compares three shops"),
    ("Actions", "actions", "Purchase", "Books an eye exam"),
    ("Actions", "actions", "Reimbursement", "Sends the invoice"),
    ("Thoughts", "thoughts", "Discovery", "Two pairs, how much?"),
    ("Thoughts", "thoughts", "Loyalty", "I would come again"),
    ("What hurts", "What hurts", "Reimbursement", "No date given"),
    ("What hurts", "What hurts", "Consideration", "Prices are hidden"),
    ("Opportunities", "opportunities", "Reimbursement", "Say when it comes"),
    ("Frontstage", "frontstage", "Purchase", "Measures the eyes"),
]


def write(lane: str, kind: str, stage: str, text: str, by: str) -> Gesture:
    """Return the gesture that writes a card into an empty cell, and its command."""
    return (
        lambda h: h.write(h.cell(lane, stage), text, by=by),
        lambda t: t.put(kind, stage, text),
    )


def both(hands: Hands, one: str, other: str) -> None:
    """Pick two cards by the space bar."""
    hands.keys("Escape", "Space", at=hands.card(one))
    hands.keys("Space", at=hands.card(other))


def edit_both(twin: Twin, one: str, other: str, **fields: object) -> None:
    with twin.doc.batch("edit"):
        twin.edit(one, **fields)
        twin.edit(other, **fields)


CARDS: list[Gesture] = [
    *(write(*row, by=("", "Enter", "Insert", "F2")[at % 4]) for at, row in enumerate(WRITTEN)),
    (lambda h: h.write(h.card("Books an eye exam"), "Shows the card", by="Insert"),
     lambda t: t.put("actions", "Purchase", "Shows the card")),
    (lambda h: h.write(h.card("Shows the card"), "Pays at the desk", by="Insert", end="Tab"),
     lambda t: t.put("actions", "Purchase", "Pays at the desk")),
    (lambda h: (h.card("Sends the invoice").click(), h.card("Sends the invoice").click(),
                h.go_on("Sends the **invoice**")),
     lambda t: t.edit("Sends the invoice", text="Sends the **invoice**")),
    (lambda h: h.write(h.card("Compares"), " by phone", by="F2"),
     lambda t: t.edit("Compares", text="Compares three shops by phone")),
    (lambda h: h.write(h.card("Compares"), "Asks", end="Escape"), lambda t: None),
    (lambda h: (h.keys("Escape", "F2", at=h.card("Searches")), h.keys("End", "Shift+Enter"),
                h.page.keyboard.type("- on the web"), h.keys("Enter")),
     lambda t: t.edit("Searches", text="Searches for glasses\n- on the web")),
    (lambda h: h.write(h.card("I would come"), "I shall be back"),
     lambda t: t.edit("I would come", text="I shall be back")),
    (lambda h: h.keys("Alt+ArrowDown", at=h.card("Books an eye exam")),
     lambda t: t.move("Books an eye exam", index=1)),
    (lambda h: h.keys("Alt+ArrowUp", at=h.card("Books an eye exam")),
     lambda t: t.move("Books an eye exam", index=0)),
    (lambda h: h.keys("Alt+ArrowRight", at=h.card("Pays at the desk")),
     lambda t: t.move("Pays at the desk", stage="Reimbursement", index=1)),
    (lambda h: h.menu(h.card("Pays at the desk"), "Move left"),
     lambda t: t.move("Pays at the desk", stage="Purchase", index=1)),
    (lambda h: h.drag(h.card("Pays at the desk"), h.cell("Actions", "Loyalty")),
     lambda t: t.move("Pays at the desk", stage="Loyalty")),
    (lambda h: h.drag(h.card("Pays at the desk"), h.card("Shows the card"), by=(0, -12)),
     lambda t: t.move("Pays at the desk", stage="Purchase", index=1)),
    (lambda h: h.dropped(h.card("No date given"), h.cell("What hurts", "Discovery")), lambda t: None),
    (lambda h: h.drag(h.card("Measures"), h.cell("Opportunities", "Purchase")),
     lambda t: t.move("Measures", lane="opportunities")),
    (lambda h: h.keys("Control+z"), lambda t: t.doc.undo()),
    (lambda h: h.menu(h.card("No date given"), "Negative"),
     lambda t: t.edit("No date given", sentiment="negative")),
    (lambda h: h.menu_keys(h.card("I shall be back"), "Positive"),
     lambda t: t.edit("I shall be back", sentiment="positive")),
    (lambda h: h.menu(h.card("No date given"), "observed"),
     lambda t: t.edit("No date given", evidence="observed")),
    (lambda h: h.menu_keys(h.card("No date given"), "Moment of truth"),
     lambda t: t.edit("No date given", moment_of_truth=True)),
    (lambda h: h.menu(h.card("Books an eye exam"), "2"),
     lambda t: t.edit("Books an eye exam", step="Pays")),
    (lambda h: h.menu_keys(h.card("Prices are hidden"), "Robert"),
     lambda t: t.edit("Prices are hidden", persona_id=t.person("Robert").id)),
    (lambda h: h.keys("Alt+Shift+ArrowRight", at=h.card("Compares")),
     lambda t: t.edit("Compares", span=2)),
    (lambda h: h.menu(h.card("Compares"), "Wider"), lambda t: t.edit("Compares", span=3)),
    (lambda h: h.keys("Alt+Shift+ArrowLeft", at=h.card("Compares")),
     lambda t: t.edit("Compares", span=2)),
    (lambda h: (h.menu(h.card("No date given"), "Link to…"), h.card("Say when").click()),
     lambda t: t.journey.link(t.card("No date given"), t.card("Say when"))),
    (lambda h: (both(h, "Two pairs", "Prices are hidden"),
                h.menu_keys(h.card("Prices are hidden"), "Attention")),
     lambda t: edit_both(t, "Two pairs", "Prices are hidden", sentiment="attention")),
    (lambda h: (both(h, "Shows the card", "Pays at the desk"), h.keys("Delete")),
     lambda t: t.remove("Shows the card", "Pays at the desk")),
    (lambda h: h.keys("Control+z"), lambda t: t.doc.undo()),
    (lambda h: h.keys("Control+Shift+d", at=h.card("Say when")),
     lambda t: t.journey.duplicate(t.card("Say when"))),
    (lambda h: (h.keys("F2"), h.go_on("Text a date")),
     lambda t: t.journey.edit([c for c in t.journey.cards if "Say when" in c.text][1], text="Text a date")),
    (lambda h: (h.keys("F2", at=h.card("Measures")), h.go_on("")), lambda t: t.remove("Measures")),
]  # fmt: skip

BOOK = 'Asks a friend\t"Waits\nCalls"\nCounter\tPhone\n'


def paste_book(twin: Twin) -> None:
    with twin.doc.batch("paste"):
        twin.put("Open questions", "Reimbursement", "Asks a friend")
        twin.put("Open questions", "Loyalty", "Waits", "Calls")
        twin.put("frontstage", "Reimbursement", "Counter")
        twin.put("frontstage", "Loyalty", "Phone")


def paste_row(twin: Twin) -> None:
    with twin.doc.batch("paste"):
        twin.put("thoughts", "Consideration", "Asks a friend")
        twin.put("thoughts", "Purchase", "Waits", "Calls")


def grow(twin: Twin) -> None:
    """Paste beyond the last stage: it is added with what it takes."""
    with twin.doc.batch("paste"):
        twin.put("opportunities", "Staying", "one")
        twin.put("opportunities", "Advice", "two")
        stage = twin.journey.add_stage("New stage")
        twin.put("opportunities", stage.name, "three")


CLIPBOARD: list[Gesture] = [
    (lambda h: h.paste(h.cell("Touchpoints", "Discovery"), "Website"),
     lambda t: t.put("touchpoints", "Discovery", "Website")),
    (lambda h: h.paste(h.cell("Open questions", "Reimbursement"), BOOK), paste_book),
    (lambda h: h.keys("Control+z"), lambda t: t.doc.undo()),
    (lambda h: h.keys("Control+y"), lambda t: t.doc.redo()),
    (lambda h: h.paste(h.stage("Loyalty"), "Staying"),
     lambda t: t.journey.edit(t.journey.stage("Loyalty"), name="Staying")),
    (lambda h: h.keys("Control+x", at=h.card("No date given")), lambda t: t.remove("No date given")),
    (lambda h: h.keys("Control+z"), lambda t: t.doc.undo()),
    (lambda h: h.keys("Control+c", at=h.card("Two pairs")), lambda t: None),
    (lambda h: h.keys("Control+v", at=h.cell("What hurts", "Purchase")),
     lambda t: t.put("What hurts", "Purchase", "Two pairs, how much?", sentiment="attention")),
    (lambda h: h.menu(h.card("Counter"), "Cut"), lambda t: t.remove("Counter")),
    (lambda h: h.keys("Control+v", at=h.cell("Touchpoints", "Purchase")),
     lambda t: t.put("touchpoints", "Purchase", "Counter")),
    (lambda h: (h.reaches(h.card("Asks a friend"), "Shift+ArrowRight"), h.keys("Control+c")), lambda t: None),
    (lambda h: h.keys("Control+v", at=h.cell("Thoughts", "Consideration")), paste_row),
    (lambda h: h.write(h.cell("Thoughts", "Reimbursement"), "Unsure"),
     lambda t: t.put("thoughts", "Reimbursement", "Unsure")),
    (lambda h: h.keys("Control+d", at=h.cell("Touchpoints", "Reimbursement")),
     lambda t: t.put("touchpoints", "Reimbursement", "Unsure")),
    (lambda h: (h.reaches(h.card("Unsure"), "Shift+ArrowDown"), h.keys("Delete")),
     lambda t: t.remove("Unsure", "Unsure")),
    (lambda h: (h.paste(h.cell("Opportunities", "Staying"), "one\ttwo\tthree\n"),
                h.button("Add 1 stage to fit")), grow),
    (lambda h: h.keys("Control+z"), lambda t: t.doc.undo()),
]  # fmt: skip
