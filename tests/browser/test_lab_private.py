"""What is private, in a real JupyterLab: on the live boards and in the file, in no byte of the notebook."""

from __future__ import annotations

import base64

import nbconvert
from playwright.sync_api import expect

from tests.browser.harness.lab import Lab

SECRETS = ("Xylophonia", "Salaryband", "Zanzibarine")
SET_UP = """import cjm_widgets as cjm
doc = cjm.open("people.cjm.json")
name, own = "Xylo" + "phonia", "Salary" + "band"
julie = doc.add_persona("Julie " + name, role="Nurse", place=name, goals=[name, "Open"])
julie.add_field(own, text=name)
julie.set_evidence("goals", "observed", quote=name, source=name)
julie.set_private("name", "place", "goals", own)
journey = doc.add_journey("Glasses", template="purchase")
journey.set_emotion(journey.stages[0], 1, persona=julie)
journey.add_card(lane="actions", stage="Discovery", text="Calls", persona=julie)"""
CELLS = (
    "cjm.PersonaCard(julie, locale='en')",
    "cjm.PersonaDeck(doc, locale='en')",
    "cjm.JourneyMap(journey, locale='en')",
    "cjm.EmotionCurve(journey, locale='en')",
    "cjm.Studio(journey, locale='en')",
    "julie",
    "julie.record",
    "doc.personas_frame()",
    "journey.to_frame()",
    "cjm.render_static(julie)",
    "print(*journey.emotion_summary())",
)


def test_no_byte_of_the_saved_notebook_holds_what_is_private(lab: Lab) -> None:
    opened = lab.open_notebook([SET_UP, *CELLS])
    opened.run_all()
    page = opened.page
    card = page.locator(".cjm-root--persona").first
    place = card.get_by_role("textbox", name="Place", exact=True)
    expect(place).to_have_value("Xylophonia")
    expect(page.locator(".cjm-root--deck").get_by_text("Salaryband").first).to_be_visible()
    before = page.locator(".cjm-static img").first.get_attribute("src")
    place.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("Zanzibarine")
    page.keyboard.press("Enter")
    assert opened.kernel_eval("julie.record.place == 'Zanzi' + 'barine'")
    opened.kernel_run("julie.edit(device='Phone')")
    page.wait_for_function(
        "(old) => document.querySelector('.cjm-static img').src !== old", arg=before, timeout=10_000
    )
    opened.save()
    notebook = next(lab.root.glob("*.ipynb")).read_bytes()
    html = nbconvert.HTMLExporter().from_notebook_node(opened.saved())[0].encode()
    for secret in SECRETS:
        for data in (notebook, html):
            assert secret.encode() not in data
            assert base64.b64encode(secret.encode())[:12] not in data
    expect(page.locator(".cjm-status").first).to_have_attribute("data-tone", "good")
    assert all(secret.encode() in next(lab.root.glob("*.cjm.json")).read_bytes() for secret in SECRETS)
