"""Act 5: the curve of emotions, channels, views, and the settings of the journey; knows no kernel."""

from __future__ import annotations

from playwright.sync_api import Locator

from tests.browser.map_story import middle
from tests.browser.session.hands import Hands
from tests.browser.session.twin import Gesture, Twin


def empty(hands: Hands, stage: str, persona: str = "Julie") -> Locator:
    """Return where a feeling can be added."""
    return hands.map.get_by_role("button", name=f"Add an emotion: {stage}, {persona}")


def haul(hands: Hands, stage: str, by: float) -> None:
    """Drag a point up or down, beyond what it can be."""
    point = hands.point(stage)
    point.scroll_into_view_if_needed()
    x, y = middle(point.locator(".cjm-point__hit"))
    mouse = hands.page.mouse
    mouse.move(x, y)
    mouse.down()
    mouse.move(x, y + by, steps=5)
    mouse.up()


def feel(hands: Hands, label: str, quote: str) -> None:
    """Name a feeling in the window of its point, from the keyboard."""
    hands.keys("Enter")
    hands.page.keyboard.type(label)
    hands.keys("Tab")
    hands.page.keyboard.type(quote)
    hands.keys("Enter")


def unfeel(twin: Twin, stage: str, persona: str) -> None:
    wanted = twin.journey.stage(stage).id, twin.person(persona).id
    found = (each for each in twin.journey.emotions if (each.stage_id, each.persona_id) == wanted)
    twin.journey.remove(next(found))


CURVE: list[Gesture] = [
    (lambda h: h.menu(h.lane("Emotion"), "Robert"),
     lambda t: t.journey.edit(t.journey.lane("emotions"), persona_id=t.person("Robert").id)),
    (lambda h: h.keys("Enter", at=empty(h, "Staying", "Robert")), lambda t: t.feel("Staying", 0, "Robert")),
    (lambda h: h.keys("ArrowDown", "Tab", at=h.point("Staying", "Robert")),
     lambda t: t.feel("Staying", -0.1, "Robert")),
    (lambda h: h.menu_keys(h.lane("Emotion"), "Julie"),
     lambda t: t.journey.edit(t.journey.lane("emotions"), persona_id=t.person("Julie").id)),
    (lambda h: h.keys("Enter", at=empty(h, "Discovery")), lambda t: t.feel("Discovery", 0)),
    (lambda h: feel(h, "curious", "Let us see."),
     lambda t: t.feel("Discovery", 0, label="curious", quote="Let us see.")),
    (lambda h: h.keys("ArrowUp", "ArrowUp", "ArrowUp", "Tab", at=h.point("Discovery")),
     lambda t: t.feel("Discovery", 0.3, label="curious", quote="Let us see.")),
    (lambda h: h.keys("Enter", at=empty(h, "Consideration")), lambda t: t.feel("Consideration", 0)),
    (lambda h: haul(h, "Consideration", 300), lambda t: t.feel("Consideration", -2)),
    (lambda h: h.keys("Enter", at=empty(h, "Purchase")), lambda t: t.feel("Purchase", 0)),
    (lambda h: haul(h, "Purchase", -300), lambda t: t.feel("Purchase", 2)),
    (lambda h: h.button("Undo"), lambda t: t.doc.undo()),
    (lambda h: h.button("Redo"), lambda t: t.doc.redo()),
    (lambda h: h.keys("PageDown", "Tab", at=h.point("Purchase")), lambda t: t.feel("Purchase", 1)),
    (lambda h: h.keys("Enter", at=empty(h, "Staying")), lambda t: t.feel("Staying", 0)),
    (lambda h: h.keys("Delete", at=h.point("Staying")), lambda t: unfeel(t, "Staying", "Julie")),
    (lambda h: h.menu(h.lane("Emotion"), "Everybody"),
     lambda t: t.journey.edit(t.journey.lane("emotions"), persona_id=None)),
]  # fmt: skip


def channel(hands: Hands, name: str) -> None:
    """Choose a touchpoint of the inventory."""
    hands.touch(name).click()


CHANNELS: list[Gesture] = [
    (lambda h: (h.button("Touchpoints and channels"), h.fill(h.field("New channel"), "Chatbot")),
     lambda t: t.doc.add_channel("Chatbot")),
    (lambda h: (h.panel.locator(".cjm-icons__button").click(), h.page.keyboard.type("robot"),
                h.keys("Enter")),
     lambda t: t.doc.edit_channel("Chatbot", icon="bot")),
    (lambda h: h.keys("Alt+ArrowUp", at=h.touch("Chatbot")),
     lambda t: t.doc.edit_channel("Chatbot", medium="human")),
    (lambda h: h.drag(h.touch("Letter"), h.map.locator('tr[data-medium="physical"] th')),
     lambda t: t.doc.edit_channel("Letter", medium="physical")),
    (lambda h: (channel(h, "Letter"), h.fill(h.field("Name"), "Post")),
     lambda t: t.doc.rename_channel("Letter", "Post")),
    (lambda h: h.pick("Use", "intended"), lambda t: t.edit("No date was given", usage="intended")),
    (lambda h: (channel(h, "Chatbot"), h.pick("Merge", "Post")),
     lambda t: t.doc.merge_channels("Chatbot", into="Post")),
    (lambda h: h.button("Undo"), lambda t: t.doc.undo()),
    (lambda h: (channel(h, "Chatbot"), h.button("Remove from the vocabulary", h.panel)),
     lambda t: t.doc.remove_channel("Chatbot")),
    (lambda h: (h.keys("Escape", at=h.panel.get_by_role("button", name="Close")),
                h.write(h.cell("Touchpoints", "Consideration"), "post")),
     lambda t: t.journey.add_card(lane="touchpoints", stage="Consideration", channel="Post")),
]  # fmt: skip


def filter_by(hands: Hands, name: str) -> None:
    hands.map.get_by_role("button", name="Filter").first.click()
    hands.map.get_by_role("button", name=name).last.click()
    hands.keys("Escape")


def view(hands: Hands, item: str) -> None:
    hands.map.get_by_role("button", name="Saved views").first.click()
    hands.choose(item)


VIEWS: list[Gesture] = [
    (lambda h: filter_by(h, "Negative"), lambda t: None),
    (lambda h: (view(h, "Save this view…"), h.go_on("What hurts most")),
     lambda t: t.journey.add_view("What hurts most", sentiments=["negative"])),
    (lambda h: view(h, "The whole map"), lambda t: None),
    (lambda h: (h.map.get_by_role("radio", name="Evidence").click(), view(h, "Save this view…"),
                h.go_on("Proof")),
     lambda t: t.journey.add_view("Proof", depth="evidence")),
    (lambda h: (view(h, "Rename “Proof”…"), h.go_on("What it rests on")),
     lambda t: t.journey.edit(t.journey.views[1], name="What it rests on")),
    (lambda h: (h.map.get_by_role("radio", name="Detail").click(), view(h, "Update “What it rests on”")),
     lambda t: t.journey.edit(t.journey.views[1], depth="detail")),
    (lambda h: (h.keys("Control+f", at=h.card("Searches")), h.page.keyboard.type("glasses"),
                h.keys("Escape")),
     lambda t: None),
    (lambda h: view(h, "Remove “What it rests on”"), lambda t: t.journey.remove(t.journey.views[1])),
]  # fmt: skip


def setting(label: str, name: str, text: str) -> Gesture:
    """Return the gesture that writes a field of the journey, and its command."""
    return lambda h: h.fill(h.field(label), text), lambda t: t.set(**{name: text})


SETTINGS: list[Gesture] = [
    (lambda h: (h.button("Journey settings"), h.fill(h.field("Title"), "Two pairs")),
     lambda t: t.set(title="Two pairs")),
    setting("Owner", "owner", "Family cover"),
    setting("Status", "status", "Draft"),
    setting("Problem", "problem", "Nobody knows the date"),
    setting("Business goal", "business_goal", "Fewer calls"),
    setting("Trigger", "trigger", "A letter from school"),
    setting("Finish line", "finish_line", "The contract is renewed"),
    setting("Expected duration", "expected_duration", "Ten weeks"),
    setting("Frequency", "frequency", "Once a year"),
    setting("Stake", "stake", "Two happy children"),
    (lambda h: (h.keys("Control+a", "Delete", at=h.field("Target KPIs")), h.page.keyboard.type("CSAT 75%"),
                h.keys("Shift+Enter"), h.page.keyboard.type("NPS 20"), h.keys("Enter")),
     lambda t: t.set(target_kpis=["CSAT 75%", "NPS 20"])),
    (lambda h: h.fill(h.field("At hand"), "One researcher"),
     lambda t: t.set(resources_at_hand=["One researcher"])),
    (lambda h: h.fill(h.field("Needed"), "A developer"), lambda t: t.set(resources_needed=["A developer"])),
    (lambda h: h.pick("Shape", "cyclic"), lambda t: t.set(shape="cyclic")),
    (lambda h: h.pick("Kind", "future_state"), lambda t: t.set(kind="future_state")),
    (lambda h: h.panel.get_by_label("Julie, Mother of two").check(),
     lambda t: t.set(personas=[t.person("Julie")])),
    (lambda h: (h.keys("Escape", at=h.panel.get_by_role("button", name="Close")),
                h.map.locator(".cjm-title__button").click(), h.go_on("Glasses for two children")),
     lambda t: t.set(title="Glasses for two children")),
    (lambda h: (h.map.locator(".cjm-header .cjm-tag").click(), h.choose("Current state")),
     lambda t: t.set(kind="current_state")),
]  # fmt: skip
