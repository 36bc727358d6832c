"""Act 2: stages, phases, steps and lanes, from an empty map on; knows no kernel."""

from __future__ import annotations

from tests.browser.session.hands import Hands
from tests.browser.session.twin import Gesture, Twin

USUAL = ("actions", "touchpoints", "emotions", "pain_points", "opportunities")


def first_stage(twin: Twin) -> None:
    with twin.doc.batch("add_stage"):
        twin.journey.add_stage("Discovery")
        for kind in USUAL:
            twin.journey.add_lane(kind)


def add_phase(twin: Twin, name: str, at: int | None = None) -> None:
    """Add a phase as the map does: with a first stage, so that it can be seen."""
    with twin.doc.batch("add_phase"):
        phase = twin.journey.add_phase(name, index=at)
        stage = twin.journey.add_stage(f"First of {name}", phase=phase)
        twin.journey.edit(stage, name="New stage")


def new(hands: Hands, key: str, text: str) -> None:
    """Add something by a key where the focus is, and name it."""
    hands.keys(key)
    hands.go_on(text)


STRUCTURE: list[Gesture] = [
    (lambda h: (h.button("First stage and the usual lanes"), h.go_on("Discovery")), first_stage),
    (lambda h: (h.stage("Discovery").focus(), new(h, "Insert", "Consideration")),
     lambda t: t.journey.add_stage("Consideration")),
    (lambda h: new(h, "Insert", "Purchase"), lambda t: t.journey.add_stage("Purchase")),
    (lambda h: new(h, "Insert", "Refund"), lambda t: t.journey.add_stage("Refund")),
    (lambda h: (h.add("Stage"), h.go_on("Loyalty")), lambda t: t.journey.add_stage("Loyalty")),
    (lambda h: h.write(h.stage("Refund"), "Reimbursement", by="F2"),
     lambda t: t.journey.edit(t.journey.stage("Refund"), name="Reimbursement")),
    (lambda h: (h.menu(h.stage("Discovery"), "Edit description"), h.go_on("Before any shop")),
     lambda t: t.journey.edit(t.journey.stage("Discovery"), description="Before any shop")),
    (lambda h: h.write(h.phase("During"), "In the shop"),
     lambda t: t.journey.edit(t.journey.phase("during"), name="In the shop")),
    (lambda h: h.keys("Alt+ArrowLeft", at=h.stage("Discovery")),
     lambda t: t.journey.move(t.journey.stage("Discovery"), phase="before", index=0)),
    (lambda h: h.menu(h.stage("Consideration"), "Move left"),
     lambda t: t.journey.move(t.journey.stage("Consideration"), phase="before", index=1)),
    (lambda h: (h.add("Stage in “After”"), h.go_on("Renewal")),
     lambda t: t.journey.add_stage("Renewal", phase="after")),
    (lambda h: h.drag(h.stage("Loyalty"), h.stage("Renewal"), by=(-30, 0)),
     lambda t: t.journey.move(t.journey.stage("Loyalty"), phase="after", index=0)),
    (lambda h: (h.phase("After").focus(), new(h, "Insert", "Much later")),
     lambda t: add_phase(t, "Much later")),
    (lambda h: h.write(h.stage("New stage"), "Second pair"),
     lambda t: t.journey.edit(t.journey.stage("New stage"), name="Second pair")),
    (lambda h: (h.menu(h.phase("Much later"), "Add phase before"), h.go_on("Soon")),
     lambda t: add_phase(t, "Soon", 3)),
    (lambda h: (h.keys("Delete", at=h.phase("Soon")),
                h.page.get_by_role("button", name="Remove them too").click()),
     lambda t: t.journey.remove(t.journey.phase("Soon"))),
    (lambda h: h.menu(h.stage("Second pair"), "Remove"),
     lambda t: t.journey.remove(t.journey.stage("Second pair"))),
    (lambda h: h.keys("Delete", at=h.stage("Renewal")),
     lambda t: t.journey.remove(t.journey.stage("Renewal"))),
    (lambda h: h.dropped(h.stage("Loyalty"), h.stage("Discovery")), lambda t: None),
    (lambda h: h.keys("Control+Shift+d", at=h.stage("Loyalty")),
     lambda t: t.journey.duplicate(t.journey.stage("Loyalty"), name="Loyalty (copy)")),
    (lambda h: h.write(h.stage("Loyalty (copy)"), "Advice"),
     lambda t: t.journey.edit(t.journey.stage("Loyalty (copy)"), name="Advice")),
    (lambda h: h.keys("Control+z"), lambda t: t.doc.undo()),
    (lambda h: h.keys("Control+z"), lambda t: t.doc.undo()),
    (lambda h: h.keys("Control+y"), lambda t: t.doc.redo()),
    (lambda h: h.keys("Control+Shift+Z"), lambda t: t.doc.redo()),
    (lambda h: h.keys("Space", at=h.phase("After")),
     lambda t: t.journey.edit(t.journey.phase("After"), collapsed=True)),
    (lambda h: h.menu_keys(h.phase("After"), "Expand phase"),
     lambda t: t.journey.edit(t.journey.phase("After"), collapsed=False)),
    (lambda h: h.menu_keys(h.phase("In the shop"), "Move left"),
     lambda t: t.journey.move(t.journey.phase("In the shop"), index=0)),
    (lambda h: h.drag(h.phase("In the shop"), h.phase("After"), by=(-60, 0)),
     lambda t: t.journey.move(t.journey.phase("In the shop"), index=1)),
    (lambda h: (h.keys("Delete", at=h.phase("After")),
                h.page.get_by_role("button", name="Keep them").press("Enter")),
     lambda t: t.journey.remove(t.journey.phase("After"), keep_stages=True)),
    (lambda h: h.button("Undo"), lambda t: t.doc.undo()),
    (lambda h: (h.stage("Purchase").focus(), new(h, "Alt+Insert", "Pays")),
     lambda t: t.journey.add_step("Purchase", "Pays")),
    (lambda h: new(h, "Insert", "Leaves"), lambda t: t.journey.add_step("Purchase", "Leaves")),
    (lambda h: h.keys("Alt+ArrowUp", at=h.step("Leaves")),
     lambda t: t.journey.move(t.journey.step("Purchase", "Leaves"), index=0)),
    (lambda h: h.write(h.step("Leaves"), "Tries on", by="F2"),
     lambda t: t.journey.edit(t.journey.step("Purchase", "Leaves"), name="Tries on")),
    (lambda h: h.keys("Control+Shift+d", at=h.step("Pays")),
     lambda t: t.journey.duplicate(t.journey.step("Purchase", "Pays"), name="Pays (copy)")),
    (lambda h: h.menu(h.step("Pays (copy)"), "Remove"),
     lambda t: t.journey.remove(t.journey.step("Purchase", "Pays (copy)"))),
]  # fmt: skip

LANES: list[Gesture] = [
    (lambda h: h.add("Thoughts"), lambda t: t.journey.add_lane("thoughts")),
    (lambda h: h.keys("Alt+ArrowUp", at=h.lane("Thoughts")),
     lambda t: t.journey.move(t.journey.lane("thoughts"), index=4)),
    (lambda h: h.drag(h.lane("Thoughts"), h.lane("Touchpoints"), by=(0, -12)),
     lambda t: t.journey.move(t.journey.lane("thoughts"), index=1)),
    (lambda h: h.add("Service blueprint"), lambda t: t.journey.add_lanes("blueprint")),
    (lambda h: h.menu(h.lane("Support"), "Remove"),
     lambda t: t.journey.remove(t.journey.lane("support_processes"))),
    (lambda h: (h.lane("Opportunities").focus(), new(h, "Insert", "Open questions")),
     lambda t: t.journey.add_lane("free_text", title="Open questions", index=6)),
    (lambda h: h.write(h.lane("Pain points"), "What hurts", by="F2"),
     lambda t: t.journey.edit(t.journey.lane("pain_points"), title="What hurts")),
    (lambda h: (h.menu(h.lane("What hurts"), "Edit subtitle"), h.go_on("In their words")),
     lambda t: t.journey.edit(t.journey.lane("What hurts"), subtitle="In their words")),
    (lambda h: (h.menu_keys(h.lane("Open questions"), "Edit prompt"), h.go_on("Who would know?")),
     lambda t: t.journey.edit(t.journey.lane("Open questions"), prompt="Who would know?")),
    (lambda h: h.menu(h.lane("Backstage"), "Hide lane"),
     lambda t: t.journey.edit(t.journey.lane("backstage"), hidden=True)),
    (lambda h: h.menu(h.lane("Frontstage"), "backstage"),
     lambda t: t.journey.edit(t.journey.lane("frontstage"), role="backstage")),
    (lambda h: h.menu(h.lane("Actions"), "Pin under the header"),
     lambda t: t.journey.edit(t.journey.lane("actions"), pinned=True)),
    (lambda h: h.menu_keys(h.lane("What hurts"), "raspberry"),
     lambda t: t.journey.edit(t.journey.lane("What hurts"), color="raspberry")),
    (lambda h: (h.menu(h.lane("Open questions"), "Choose icon"), h.page.keyboard.type("Heart"),
                h.keys("Enter")),
     lambda t: t.journey.edit(t.journey.lane("Open questions"), icon="heart")),
    (lambda h: h.menu(h.lane("Open questions"), "Robert"),
     lambda t: t.journey.edit(t.journey.lane("Open questions"), persona_id=t.person("Robert").id)),
    (lambda h: (h.button("Hidden lane (1)"), h.choose("Show Backstage")),
     lambda t: t.journey.edit(t.journey.lane("backstage"), hidden=False)),
    (lambda h: h.keys("Control+Shift+d", at=h.lane("Backstage")),
     lambda t: t.journey.duplicate(t.journey.lane("backstage"), name="Backstage (copy)")),
    (lambda h: h.keys("Delete", at=h.lane("Backstage (copy)")),
     lambda t: t.journey.remove(t.journey.lane("Backstage (copy)"))),
    (lambda h: h.keys("Delete", at=h.lane("Backstage")),
     lambda t: t.journey.remove(t.journey.lane("backstage"))),
]  # fmt: skip
