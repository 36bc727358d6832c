"""The persona card in a browser: typing, lists, bars and steps reach Python; nothing typed is overwritten."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, expect

import cjm_widgets as cjm
from tests.browser.harness import axe
from tests.browser.harness.plain import Plain


@pytest.fixture
def julie() -> cjm.Persona:
    return cjm.Document().add_persona(
        "Julie",
        role="Mother of two",
        quote="I just want to know what I will pay.",
        goals=["Glasses before the school term", "No money up front"],
        channels=[{"channel": "App", "weight": 0.8}, {"channel": "Phone", "weight": 0.45}],
        digital_ease=4,
    )


def box(view: Locator, name: str) -> Locator:
    return view.get_by_role("textbox", name=name, exact=True)


def test_typing_is_one_step_and_reaches_python(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    before = julie.document.revision
    box(view, "Role").fill("Nurse, mother of two")
    plain.settle()
    assert julie.document.revision == before
    plain.page.keyboard.press("Tab")
    plain.settle()
    assert julie.document.revision == before + 1
    assert julie.role == "Nurse, mother of two"
    view.get_by_role("button", name="Undo").click()
    expect(box(view, "Role")).to_have_value("Mother of two")


def test_a_change_that_arrives_leaves_text_and_caret_alone(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    area = box(view, "Quote")
    area.click()
    plain.page.keyboard.press("Control+Home")
    plain.page.keyboard.type("Well, ")
    julie.edit(quote="From Python", role="From Python")
    plain.settle()
    expect(box(view, "Role")).to_have_value("From Python")
    plain.page.keyboard.type("really: ")
    expect(area).to_have_value("Well, really: I just want to know what I will pay.")
    area.blur()
    plain.settle()
    assert julie.quote == "Well, really: I just want to know what I will pay."


def test_a_list_is_written_with_the_keyboard_alone(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    keys = plain.page.keyboard
    before = julie.document.revision
    box(view, "Goals, 2").focus()
    keys.press("End")
    keys.press("Enter")
    keys.type("A clear price")
    keys.press("Alt+ArrowUp")
    plain.settle()
    assert julie.document.revision == before
    keys.press("Enter")
    plain.settle()
    assert julie.document.revision == before + 1
    assert list(julie.goals) == ["Glasses before the school term", "A clear price", "No money up front"]
    keys.press("Backspace")
    keys.press("Alt+ArrowUp")
    expect(box(view, "Goals, 1")).to_be_focused()
    box(view, "Name").focus()
    plain.settle()
    assert julie.document.revision == before + 2
    assert list(julie.goals) == ["A clear price", "Glasses before the school term", "No money up front"]


def test_an_item_that_was_left_is_sent_though_the_next_is_being_written(
    plain: Plain, julie: cjm.Persona
) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    keys = plain.page.keyboard
    before = julie.document.revision
    box(view, "Goals, 1").fill("A clear price")
    keys.press("Tab")
    expect(box(view, "Goals, 2")).to_be_focused()
    plain.settle()
    assert list(julie.goals) == ["A clear price", "No money up front"]
    keys.press("End")
    keys.type(" ever")
    box(view, "Goals, 1").click()
    plain.settle()
    assert list(julie.goals) == ["A clear price", "No money up front ever"]
    box(view, "Name").focus()
    plain.settle()
    assert julie.document.revision == before + 2


def test_an_empty_field_is_opened_from_the_quiet_row(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    view.get_by_role("button", name="Add a field").click()
    view.get_by_role("button", name="Accessibility").click()
    expect(box(view, "Accessibility, 1")).to_be_focused()
    plain.page.keyboard.type("Low vision")
    plain.page.keyboard.press("Enter")
    plain.page.keyboard.type("One hand free")
    box(view, "Name").focus()
    plain.settle()
    assert list(julie.accessibility_needs) == ["Low vision", "One hand free"]


def test_a_bar_is_dragged_and_a_step_is_chosen(plain: Plain, julie: cjm.Persona) -> None:
    view = plain.show(cjm.PersonaCard(julie, locale="en"))
    before = julie.document.revision
    bar = view.get_by_role("slider", name="Weight of Phone")
    size = bar.bounding_box()
    assert size
    x, y, width = size["x"], size["y"] + size["height"] / 2, size["width"]
    plain.page.mouse.move(x + 0.45 * width, y)
    plain.page.mouse.down()
    plain.page.mouse.move(x + 0.8 * width, y, steps=4)
    plain.page.mouse.move(x + 0.65 * width, y + 90, steps=4)
    expect(bar).to_have_attribute("aria-valuetext", "65%")
    plain.page.mouse.up()
    plain.settle()
    assert julie.document.revision == before + 1
    assert [each.weight for each in julie.channels] == [0.8, 0.65]
    ease = view.get_by_role("radiogroup", name="Digital ease")
    ease.get_by_role("radio", name="very low").click()
    plain.settle()
    assert julie.digital_ease == 1
    ease.get_by_role("radio", name="very low").click()
    plain.settle()
    assert julie.digital_ease is None


@pytest.mark.parametrize("width", [280, 340, 480, 600])
def test_long_words_stay_inside(plain: Plain, width: int) -> None:
    long = "Anticonstitutionnellementdéraisonnablement" * 3
    persona = cjm.Document().add_persona(
        long,
        role=long,
        quote=long,
        household=long,
        goals=[long, "אני רק רוצה לדעת כמה אשלם 👓"],
        channels=[{"channel": long, "weight": 1}],
        digital_ease=3,
        accessibility_needs=[long],
    )
    plain.page.evaluate(f"document.querySelector('#cell').style.cssText = 'width:{width}px'")
    view = plain.show(cjm.PersonaCard(persona, locale="fr"))
    outside = view.locator(".cjm-persona").evaluate(
        """(card) => {
          const edge = card.getBoundingClientRect();
          const wide = (it) => it.scrollWidth > it.clientWidth + 1;
          const beyond = (it) => {
            const { left, right } = it.getBoundingClientRect();
            return right > edge.right || left < edge.left;
          };
          const all = [...card.querySelectorAll("textarea, button, .cjm-field")];
          return all.filter((it) => beyond(it) || (it.tagName === "TEXTAREA" && wide(it))).length;
        }"""
    )
    assert outside == 0
    clipped = "(all) => all.filter((it) => it.scrollHeight > it.clientHeight + 1).length"
    assert view.locator("textarea").evaluate_all(clipped) == 0


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("locale", ["en", "fr"])
def test_axe_finds_nothing_grave(plain: Plain, theme: str, locale: str) -> None:
    doc = cjm.Document()
    cjm.datasets.glasses(locale).build(doc)
    view = plain.show(cjm.PersonaCard(doc.personas[0], locale=locale, theme=theme))
    assert axe.violations(plain.page) == []
    view.locator(".cjm-face__face").click()
    assert axe.violations(plain.page) == []
