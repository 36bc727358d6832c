"""The persona card: evidence, privacy, own fields and pictures, by keyboard alone and by mouse."""

from __future__ import annotations

import base64
import io

import pytest
from PIL import Image
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain


@pytest.fixture
def julie() -> cjm.Persona:
    return cjm.Document().add_persona(
        "Julie", role="Mother of two", goals=["Glasses before term"], place="Lyon", quote="How much?"
    )


def button(view: Locator, name: str) -> Locator:
    return view.get_by_role("button", name=name, exact=True)


def box(view: Locator, name: str) -> Locator:
    return view.get_by_role("textbox", name=name, exact=True)


def test_evidence_is_set_with_the_keyboard_alone(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    keys = plain.page.keyboard
    box(view, "Goals, 1").focus()
    keys.press("Tab")
    expect(button(view, "Goals: evidence and privacy")).to_be_focused()
    keys.press("Enter")
    form = view.get_by_role("dialog", name="Goals: evidence and privacy")
    expect(form.get_by_role("radio", name="observed")).to_be_focused()
    keys.press("ArrowRight")
    keys.press("ArrowRight")
    keys.press("Tab")
    keys.type("“Before school”")
    keys.press("Tab")
    keys.type("Interview 4")
    keys.press("Tab")
    keys.type("12-40")
    keys.press("Tab")
    keys.press("Space")
    keys.press("Escape")
    expect(form).to_have_count(0)
    expect(view.get_by_role("button", name="Goals: reported, private")).to_be_focused()
    plain.settle()
    (said,) = julie.evidence
    assert (said.field, said.evidence, said.quote, said.source, said.rows) == (
        "goals", "reported", "“Before school”", "Interview 4", "12-40",
    )  # fmt: skip
    assert julie.private == ("goals",)
    assert julie.document.history.undo_label == "set_private"


def test_evidence_is_set_by_mouse_and_counted(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    meter = view.locator(".cjm-meter__text")
    expect(meter).to_have_text("0 of 4 fields observed")
    for title, kind in (("Goals", "observed"), ("Place", "assumed")):
        view.locator(f".cjm-field--{title.lower()}").hover()
        button(view, f"{title}: evidence and privacy").click()
        view.get_by_role("radio", name=kind).click()
        plain.page.mouse.click(900, 700)
    expect(meter).to_have_text("1 of 4 fields observed 1 assumed")
    hollow = view.locator(".cjm-field--place .cjm-mark--assumed")
    assert hollow.evaluate("(it) => getComputedStyle(it).backgroundColor") == "rgba(0, 0, 0, 0)"
    plain.settle()
    assert julie.evidence_tally.observed == 1
    view.get_by_role("button", name="Place: assumed").click()
    view.get_by_role("radio", name="assumed").click()
    plain.settle()
    assert julie.evidence_tally.assumed == 0


def test_own_fields_are_made_named_moved_and_removed(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    keys = plain.page.keyboard
    button(view, "Add a field").click()
    button(view, "+ Tags").click()
    expect(box(view, "Name of the field Tags")).to_be_focused()
    keys.type("Pets")
    keys.press("Tab")
    keys.type("cat,dog")
    keys.press("Enter")
    keys.press("Backspace")
    plain.settle()
    (pets,) = julie.custom_fields
    assert (pets.name, pets.kind, list(pets.items)) == ("Pets", "tags", ["cat"])
    button(view, "+ Slider").click()
    keys.type("Pace")
    keys.press("Tab")
    keys.press("End")
    keys.press("Tab")
    keys.type("calm")
    keys.press("Tab")
    keys.type("hurried")
    keys.press("Tab")
    slider = view.get_by_role("slider", name="Pace")
    expect(slider).to_have_attribute("aria-valuetext", "100% from calm to hurried")
    plain.settle()
    assert [(own.name, own.value, own.low, own.high) for own in julie.custom_fields][1] == (
        "Pace", 1.0, "calm", "hurried",
    )  # fmt: skip
    button(view, "Pace: evidence and privacy").press("Enter")
    button(view, "Move up").click()
    plain.settle()
    assert [own.name for own in julie.custom_fields] == ["Pace", "Pets"]
    plain.page.keyboard.press("Escape")
    view.get_by_role("button", name="Pets: evidence and privacy").press("Enter")
    button(view, "Remove field").click()
    plain.settle()
    assert [own.name for own in julie.custom_fields] == ["Pace"]
    assert julie.document.history.undo_label == "remove_field"


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    image = Image.effect_noise((width, height), 120).convert("RGB")
    exif = Image.Exif()
    exif[0x010F] = "Secretcamera"
    image.save(out, kind, exif=exif)
    return out.getvalue()


def test_a_picture_is_chosen_made_small_and_taken_away(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    button(view, "JM, Colour: indigo").click()
    chooser = view.locator("input[type=file]")
    chooser.set_input_files({"name": "a.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"})
    expect(view.get_by_role("alert")).to_contain_text("SVG")
    chooser.set_input_files({"name": "a.png", "mimeType": "image/png", "buffer": b"nothing"})
    expect(view.get_by_role("alert")).to_contain_text("cannot be read")
    plain.settle()
    assert julie.avatar == ""
    photo = {"name": "p.jpg", "mimeType": "image/jpeg", "buffer": picture(1600, 900, "JPEG")}
    chooser.set_input_files(photo)
    expect(view.locator(".cjm-face__picture")).to_be_visible()
    plain.settle()
    data = base64.b64decode(julie.avatar.split(",", 1)[1])
    assert len(data) <= 64 * 1024
    assert b"Secretcamera" not in data
    assert Image.open(io.BytesIO(data)).size == (192, 192)
    expect(button(view, "JM, picture")).to_be_focused()
    plain.page.keyboard.press("Enter")
    button(view, "Remove the picture").click()
    plain.settle()
    assert julie.avatar == ""
    assert julie.document.history.undo_label == "set_avatar"


def test_a_file_dropped_on_the_face_is_taken_an_address_is_not(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    drop = """(face, bytes) => {
      const data = new DataTransfer();
      if (bytes) {
        const raw = Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0));
        data.items.add(new File([raw], "p.png", { type: "image/png" }));
      } else data.setData("text/uri-list", "https://example.org/face.png");
      face.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }"""
    view.locator(".cjm-face__face").evaluate(drop, "")
    expect(view.get_by_role("alert")).to_contain_text("No file")
    view.locator(".cjm-face__face").evaluate(drop, base64.b64encode(picture(300, 500)).decode())
    expect(view.locator(".cjm-face__picture")).to_be_visible()
    plain.settle()
    assert julie.avatar.startswith("data:image/jpeg;base64,")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_axe_finds_nothing_grave_in_forms_and_own_fields(plain: Plain, theme: str, locale: str) -> None:
    doc = cjm.Document()
    julie = doc.add_persona("Julie", template="anxious", locale=locale)
    julie.add_field("Pets", "tags", items=["cat"])
    julie.add_field("Pace", "slider", low="calm", high="hurried")
    julie.set_private("goals", "name")
    view = plain.show(cjm.PersonaCard(julie, locale=locale, theme=theme))
    assert axe.violations(plain.page) == []
    view.locator(".cjm-field--own .cjm-mark-button").first.press("Enter")
    assert axe.violations(plain.page) == []
    plain.page.keyboard.press("Escape")
    view.locator(".cjm-face__face").click()
    assert axe.violations(plain.page) == []


@pytest.mark.parametrize("width", [280, 320, 480, 640])
def test_long_words_stay_inside(plain: Plain, width: int) -> None:
    long = "Anticonstitutionnellementdéraisonnablement" * 3
    julie = cjm.Document().add_persona(long, archetype=long, goals=[long], segment=long)
    julie.add_field(long, "tags", items=[long, "אני רק רוצה לדעת 👓", "<img src=x onerror=alert(1)>"])
    julie.add_field(f"{long} 2", "slider", low=long, high=long)
    julie.set_evidence("goals", "inferred", quote=long)
    plain.page.evaluate(f"document.querySelector('#cell').style.cssText = 'width:{width}px'")
    view = plain.show(cjm.PersonaCard(julie, locale="fr"))
    outside = view.locator(".cjm-persona").evaluate(
        """(card) => {
          const edge = card.getBoundingClientRect();
          const all = [...card.querySelectorAll("textarea, button, input, .cjm-field, .cjm-tag")];
          return all.filter((it) => {
            const { left, right } = it.getBoundingClientRect();
            return right > edge.right + 0.5 || left < edge.left - 0.5;
          }).map((it) => it.className);
        }"""
    )
    assert outside == []
    assert view.locator("img").count() == 0


def test_the_form_stays_in_a_small_window(plain: Plain, julie: cjm.Persona) -> None:
    plain.page.set_viewport_size({"width": 300, "height": 330})
    view = plain.show(cjm.PersonaCard(julie, locale="fr"))
    view.locator(".cjm-field--goals .cjm-mark-button").press("Enter")
    size = view.get_by_role("dialog").bounding_box()
    assert size
    assert size["x"] >= 0
    assert size["y"] >= 0
    assert size["x"] + size["width"] <= 300
    assert size["y"] + size["height"] <= 330


def test_a_segment_rule_that_cannot_be_read_is_said_in_place(plain: Plain, julie: cjm.Persona) -> None:
    julie.edit(segment="age >= 30")
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    field = box(view, "Segment")
    field.fill("age >= 30 und children")
    field.press("Enter")
    wrong = view.get_by_role("alert").filter(has_text="At character 11")
    expect(wrong).to_contain_text('stands "und", where and, or, or the end should')
    expect(field).to_have_value("age >= 30 und children")
    assert julie.segment == "age >= 30"
    assert axe.violations(plain.page) == []
    field.fill("age >= 30 and children >= 1")
    field.press("Tab")
    expect(wrong).to_have_count(0)
    plain.settle()
    assert julie.segment == "age >= 30 and children >= 1"
    field.fill("age >")
    field.press("Tab")
    button(view, "Back to the stored rule").click()
    expect(field).to_have_value("age >= 30 and children >= 1")
    assert julie.segment == "age >= 30 and children >= 1"
