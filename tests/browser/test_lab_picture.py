"""The picture stored beside a board in a real JupyterLab: redrawn after edits, and shown in HTML."""

from __future__ import annotations

import re

import nbconvert
from playwright.sync_api import expect

from tests.browser.harness.lab import Lab

SET_UP = """import cjm_widgets as cjm
doc = cjm.open("glasses.cjm.json")
journey = doc.add_journey("Glasses", template="purchase")
card = journey.add_card(lane="actions", stage="Discovery", text="Searches the web")"""
BOARD = "board = cjm.JourneyMap(journey, locale='en')\nboard"
CHANGED = "(old) => ![old, undefined].includes(document.querySelector('.cjm-static img')?.src)"


def stored(lab_page_saved: object) -> list[str]:
    """Return the sources of the pictures in a saved notebook."""
    return re.findall(r'<img[^>]*src=\\?"(data:image/png;base64,[^"\\]+)', str(lab_page_saved))


def test_it_is_redrawn_once_editing_rests_and_is_in_the_page_made_of_it(lab: Lab) -> None:
    opened = lab.open_notebook([SET_UP, BOARD])
    opened.run_all()
    page = opened.page
    picture = page.locator(".cjm-static img")
    expect(picture).to_have_count(1)
    before = picture.get_attribute("src")
    page.locator(".cjm-card", has_text="Searches the web").click()
    page.keyboard.type("Asks a friend")
    page.keyboard.press("Enter")
    page.wait_for_function(CHANGED, arg=before, timeout=10_000)
    by_hand = picture.get_attribute("src")
    opened.kernel_run("journey.edit(card, text='Reads a letter')")
    page.wait_for_function(CHANGED, arg=by_hand, timeout=10_000)
    last = picture.get_attribute("src")
    assert last is not None
    opened.save()
    notebook = opened.saved()
    assert stored(notebook) == [last]
    html, _ = nbconvert.HTMLExporter().from_notebook_node(notebook)
    reader = lab.context.new_page()
    reader.route("**/*", lambda route: route.abort())
    reader.set_content(html)
    shown = reader.locator(f'img[src="{last}"]')
    expect(shown).to_be_visible()
    assert shown.evaluate("(image) => image.naturalWidth") > 600
    expect(reader.get_by_text("model not found")).not_to_be_visible()
    reader.close()
