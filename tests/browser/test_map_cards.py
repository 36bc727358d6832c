"""The details of a card on the map: its panel, links, width and picture, by keyboard alone and by mouse."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from cjm_widgets.model.records import Card
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain
from tests.browser.map_story import card, glasses, middle
from tests.hostile import CORPUS


@pytest.fixture
def journey() -> cjm.Journey:
    made = glasses()
    stage = made.stages[3]
    made.add_card(
        lane=made.add_lane("opportunities"), stage=stage, text="Say **when** it comes", tags=["date"]
    )
    made.add_card(lane=made.add_lane("solutions"), stage=stage, text="Date on the receipt")
    return made


def held(journey: cjm.Journey, text: str) -> Card:
    return next(item for item in journey.cards if item.text.startswith(text))


def panel(view: Locator) -> Locator:
    return view.locator(".cjm-panel")


def open_panel(plain: Plain, view: Locator, text: str) -> Locator:
    card(view, text).click()
    plain.page.keyboard.press("F4")
    expect(panel(view).get_by_role("textbox", name="Text")).to_be_focused()
    return panel(view)


def picture(size: tuple[int, int] = (900, 600), kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(out, kind)
    return out.getvalue()


PASTE = """([selector, data, type]) => {
  const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
  const transfer = new DataTransfer();
  transfer.items.add(new File([bytes], type === 'image/svg+xml' ? 'a.svg' : 'a.png', {type}));
  const target = document.querySelector(selector);
  if (selector.includes('card:')) {
    for (const name of ['dragover', 'drop'])
      target.dispatchEvent(new DragEvent(name, {dataTransfer: transfer, bubbles: true, cancelable: true}));
  } else target.dispatchEvent(
    new ClipboardEvent('paste', {clipboardData: transfer, bubbles: true, cancelable: true}));
}"""


def test_every_field_by_keyboard_is_one_step_each(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.revision
    keys = plain.page.keyboard
    open_panel(plain, view, "No date given")
    keys.press("Control+End")
    keys.type(" at all")
    keys.press("Tab")  # to the sentiments
    keys.press("ArrowLeft")
    keys.press("Enter")
    keys.press("Tab")
    keys.press("Space")  # moment of truth
    keys.press("Tab")
    keys.press("Enter")  # the icons unfold
    keys.type("flam")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("Letter box")
    keys.press("Enter")
    keys.press("Tab")  # its use
    keys.press("Tab")
    keys.type("dat")
    keys.press("ArrowDown")
    keys.press("Enter")
    keys.type("slow,")
    keys.press("Enter")
    for _ in range(2):
        keys.press("Tab")  # the severity, the frequency
        keys.press("4")
    plain.settle()
    found = held(journey, "No date given at all")
    assert (found.sentiment, found.moment_of_truth, found.icon) == ("attention", True, "flame")
    assert found.tags == ("date", "slow,")
    assert [channel.name for channel in journey.document.channels if channel.id == found.channel_id] == [
        "Letter box"
    ]
    assert (found.severity, found.frequency) == (4, 4)
    assert journey.document.revision == before + 9
    keys.press("Escape")
    expect(panel(view)).to_have_count(0)
    expect(card(view, "No date given at all")).to_be_focused()
    keys.press("Control+z")
    plain.settle()
    assert held(journey, "No date given at all").frequency is None


def test_the_rows_a_card_rests_on_are_written_and_stand_in_the_evidence(
    plain: Plain, journey: cjm.Journey
) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.revision
    open_panel(plain, view, "No date given")
    rows = panel(view).get_by_role("textbox", name="Data rows")
    rows.click()
    plain.page.keyboard.type("12–40")
    plain.page.keyboard.press("Tab")
    plain.settle()
    found = held(journey, "No date given")
    assert (found.rows, journey.document.revision) == ("12–40", before + 1)
    view.get_by_role("radio", name="Evidence").click()
    expect(card(view, "No date given")).to_contain_text("rows 12–40")
    svg = cjm.render_static(journey, view="evidence", locale="en").svg
    assert "rows 12–40" in re.sub("<[^>]+>", "", svg)


def test_the_panel_follows_the_selection_and_never_loses_what_is_typed(
    plain: Plain, journey: cjm.Journey
) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    shown = open_panel(plain, view, "Books an eye exam")
    quote = shown.get_by_label("Quote")
    quote.fill("Half a sent")
    journey.edit(held(journey, "Books"), quote="From Python", source="Interview 3")
    plain.settle()
    expect(quote).to_have_value("Half a sent")
    expect(shown.get_by_label("Source")).to_have_value("Interview 3")
    expect(shown.get_by_text("Changed elsewhere meanwhile: “From Python”")).to_be_visible()
    card(view, "Shows the card").click()
    plain.settle()
    assert held(journey, "Books").quote == "Half a sent"
    expect(shown.get_by_role("textbox", name="Text")).to_have_value("Shows the card")
    expect(card(view, "Shows the card")).to_be_focused()
    plain.page.keyboard.press("ArrowUp")
    expect(shown.get_by_role("textbox", name="Text")).to_have_value("Books an eye exam")
    plain.kernel_gone(announced=True)
    expect(shown.get_by_label("Quote")).not_to_be_editable()
    expect(shown.get_by_role("button", name="Choose a picture")).to_have_count(0)


def test_links_are_made_by_keyboard_and_by_mouse_drawn_and_followed(
    plain: Plain, journey: cjm.Journey
) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    keys = plain.page.keyboard
    card(view, "No date given").click()
    keys.press("Shift+F10")
    view.get_by_role("menuitem", name="Link to…").click()
    expect(view.get_by_text("“No date given” leads to which card?")).to_be_visible()
    keys.press("Enter")
    expect(view.locator("[aria-live]")).to_have_text("A card does not lead to itself")
    keys.press("ArrowDown")
    keys.press("Enter")
    plain.settle()
    pain, chance = held(journey, "No date"), held(journey, "Say")
    assert pain.links == (chance.id,)
    expect(view.locator("[aria-live]")).to_have_text("No date given now leads to Say when it comes")
    expect(card(view, "No date given")).to_be_focused()
    expect(view.locator(".cjm-link-lines path")).to_have_count(1)
    shown = open_panel(plain, view, "Say when")
    shown.get_by_role("button", name="Pick on the map").click()
    card(view, "Date on the receipt").click()
    plain.settle()
    assert held(journey, "Say").links == (held(journey, "Date on").id,)
    expect(shown.get_by_role("button", name="Pick on the map")).to_be_focused()
    card(view, "No date given").hover()
    expect(view.locator(".cjm-link-lines path")).to_have_count(2)
    x, y = middle(card(view, "Say when"))
    over = plain.page.evaluate("([x, y]) => document.elementFromPoint(x, y)?.closest('svg') === null", [x, y])
    assert over
    shown.get_by_role("button", name="No date given Pain points").click()
    expect(card(view, "No date given")).to_be_focused()
    shown.get_by_role("button", name="Remove the link to Say when it comes").click()
    plain.settle()
    assert held(journey, "No date").links == ()
    find = shown.get_by_role("combobox", name="Link to…")
    find.click()
    plain.page.keyboard.type("receipt")
    keys.press("Enter")
    plain.settle()
    assert held(journey, "No date").links == (held(journey, "Date on").id,)


def test_escape_leaves_a_link_unmade(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    before = journey.document.revision
    card(view, "No date given").click(button="right")
    view.get_by_role("menuitem", name="Link to…").click()
    plain.page.keyboard.press("x")
    plain.page.keyboard.press("Delete")
    plain.page.keyboard.press("Escape")
    expect(view.locator(".cjm-link-bar")).to_have_count(0)
    expect(card(view, "No date given")).to_be_focused()
    plain.settle()
    assert journey.document.revision == before


def test_a_card_is_widened_by_keys_menu_and_pull(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    keys = plain.page.keyboard
    shown = card(view, "Shows the card")
    narrow = shown.bounding_box()
    shown.click()
    keys.press("Alt+Shift+ArrowRight")
    plain.settle()
    assert held(journey, "Shows").span == 2
    expect(view.locator("[aria-live]")).to_have_text("2 stages, up to Reimbursement")
    expect(shown).to_be_focused()
    wide = shown.bounding_box()
    head = view.get_by_role("columnheader", name="Reimbursement").bounding_box()
    assert narrow and wide and head
    assert wide["width"] > narrow["width"] * 1.9
    assert head["x"] < wide["x"] + wide["width"] < head["x"] + head["width"]
    keys.press("ArrowRight")
    expect(view.get_by_role("gridcell", name="Actions, Reimbursement: empty")).to_be_focused()
    shown.click(button="right")
    view.get_by_role("menuitem", name="Wider").click()
    plain.settle()
    assert held(journey, "Shows").span == 3
    box = shown.bounding_box()
    target = view.get_by_role("columnheader", name="Purchase").bounding_box()
    assert box and target
    pointer = plain.page.mouse
    pointer.move(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    pointer.down()
    pointer.move(target["x"] + target["width"] + 20, box["y"], steps=5)
    keys.press("Escape")
    pointer.up()
    plain.settle()
    assert held(journey, "Shows").span == 3
    pointer.move(box["x"] + box["width"] - 3, box["y"] + box["height"] / 2)
    pointer.down()
    pointer.move(target["x"] + target["width"] + 20, box["y"], steps=5)
    pointer.up()
    plain.settle()
    assert held(journey, "Shows").span == 1
    assert view.get_by_role("columnheader", name="Purchase").bounding_box() == target


def test_a_wide_card_ends_at_the_last_stage(plain: Plain, journey: cjm.Journey) -> None:
    journey.edit(held(journey, "Shows"), span=9)
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    box, grid = card(view, "Shows the card").bounding_box(), view.get_by_role("grid").bounding_box()
    assert box and grid
    assert box["x"] + box["width"] <= grid["x"] + grid["width"]
    shown = open_panel(plain, view, "Shows the card")
    expect(shown.get_by_text("3 stages, up to Loyalty")).to_be_visible()
    journey.move(journey.stages[2], phase="after")
    plain.settle()
    expect(shown.get_by_text("One stage")).to_be_visible()


def test_a_picture_is_chosen_described_and_taken_away(plain: Plain, journey: cjm.Journey) -> None:
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    shown = open_panel(plain, view, "No date given")
    with plain.page.expect_file_chooser() as chooser:
        shown.get_by_role("button", name="Choose a picture").click()
    chooser.value.set_files({"name": "letter.png", "mimeType": "image/png", "buffer": picture()})
    expect(shown.get_by_label("Description")).to_be_focused()
    plain.page.keyboard.type("A letter without a date")
    plain.page.keyboard.press("Enter")
    plain.settle()
    found = held(journey, "No date")
    assert found.picture.startswith("data:image/jpeg;base64,") and len(found.picture) < 88_000
    assert found.picture_alt == "A letter without a date"
    expect(card(view, "No date given").get_by_role("img", name="A letter without a date")).to_be_visible()
    shown.get_by_role("button", name="Remove", exact=True).click()
    plain.settle()
    assert held(journey, "No date").picture == ""


@pytest.mark.parametrize("selector", [".cjm-picture", '[data-key^="card:"][aria-label^="No date"]'])
def test_pictures_are_pasted_and_dropped_and_others_refused_in_words(
    plain: Plain, journey: cjm.Journey, selector: str
) -> None:
    import base64

    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    shown = open_panel(plain, view, "No date given")
    svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>").decode()
    plain.page.evaluate(PASTE, [selector, svg, "image/svg+xml"])
    expect(shown.get_by_role("alert")).to_contain_text("SVG")
    assert held(journey, "No date").picture == ""
    plain.page.evaluate(PASTE, [selector, base64.b64encode(b"no picture").decode(), "image/png"])
    expect(shown.get_by_role("alert")).to_contain_text("cannot be read")
    plain.page.evaluate(PASTE, [selector, base64.b64encode(picture()).decode(), "image/png"])
    expect(shown.get_by_label("Description")).to_be_focused()
    expect(shown.get_by_role("alert")).to_have_count(0)
    plain.settle()
    assert held(journey, "No date").picture


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_no_serious_fault_of_access_in_the_panel(plain: Plain, journey: cjm.Journey, theme: str) -> None:
    pain = held(journey, "No date")
    journey.link(pain, held(journey, "Say"))
    journey.set_picture(pain, picture(), alt="A letter")
    journey.edit(pain, span=2, tags=["date", "slow"], channel="Mail", severity=3, icon="flame")
    view = plain.show(cjm.JourneyMap(journey, locale="en", theme=theme))
    shown = open_panel(plain, view, "No date given")
    assert axe.violations(plain.page) == []
    shown.get_by_role("button", name="Flame").click()
    assert axe.violations(plain.page) == []
    plain.page.keyboard.press("Escape")
    shown.get_by_role("combobox", name="Tags").click()
    assert axe.violations(plain.page) == []


def test_the_little_markdown_is_drawn_as_elements_and_addresses_only_shown(
    plain: Plain, journey: cjm.Journey
) -> None:
    text = (
        "**Bold** *soft* `code` [form](https://example.org/a)\n- one\n- <b>two</b>\n[no](javascript:alert(1))"
    )
    journey.add_card(lane=journey.lanes[0], stage=journey.stages[1], text=text)
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    shown = card(view, "Bold")
    expect(shown.locator("strong")).to_have_text("Bold")
    expect(shown.locator("em")).to_have_text("soft")
    expect(shown.locator("code")).to_have_text("code")
    expect(shown.locator("[title='https://example.org/a']")).to_have_text("form")
    expect(shown.locator(".cjm-rich__item")).to_have_text(["• one", "• <b>two</b>"])
    expect(shown).to_contain_text("[no](javascript:alert(1))")
    assert view.locator("a").count() == 0
    shown.click()
    plain.page.keyboard.press("F2")
    expect(view.locator(".cjm-editor")).to_have_value(text)


@pytest.mark.parametrize("name", ["script", *sorted(CORPUS)[:6]])
def test_hostile_words_stay_words_in_every_field(plain: Plain, journey: cjm.Journey, name: str) -> None:
    words = CORPUS.get(name, '<img src=x onerror="window.__hit=1"><script>window.__hit=1</script>')
    pain = held(journey, "No date")
    journey.edit(
        pain, quote=words, source=words, tags=[words[:900]], icon=words[:900], picture_alt=words[:900],
        channel=words[:900].strip() or "x", span=2,
    )  # fmt: skip
    journey.link(pain, held(journey, "Say"))
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    shown = open_panel(plain, view, "No date given")
    expect(shown.get_by_role("combobox", name="Tags")).to_be_visible()
    assert view.locator(".cjm-panel script, .cjm-card script, .cjm-card img").count() == 0
    assert plain.page.evaluate("() => window.__hit") is None


def test_the_panel_stands_where_one_looks_beside_a_tall_map(plain: Plain, journey: cjm.Journey) -> None:
    for number in range(40):
        journey.add_card(lane="actions", stage="Purchase", text=f"Card {number}")
    view = plain.show(cjm.JourneyMap(journey, locale="en"))
    card(view, "Date on the receipt").scroll_into_view_if_needed()
    shown = open_panel(plain, view, "Date on the receipt")
    box = shown.get_by_role("button", name="Close").bounding_box()
    assert box and 0 <= box["y"] < 400
    plain.page.mouse.move(300, 300)
    plain.page.mouse.wheel(0, -700)
    expect(shown.get_by_role("button", name="Close")).to_be_in_viewport()
