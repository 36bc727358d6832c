"""In a real JupyterLab: whatever has the focus on a board, no shortcut reaches the notebook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.harness.lab import Lab, LabPage

SET_UP = """import pandas
import cjm_widgets as cjm
def build():
    global doc, journey, empty, julie, binding
    doc = cjm.Document()
    journey = doc.add_journey("Glasses", template="purchase")
    empty = doc.add_journey("Empty")
    app = {"channel": "App", "weight": 0.5}
    julie = doc.add_persona("Julie", goals=["See well"], channels=[app], patience=2)
    julie.add_field("Pace", "slider", low="calm", high="hurried")
    doc.add_persona("Robert", template="anxious").place(0.2, 0.4)
    card = journey.add_card(lane="actions", stage="Discovery", text="Searches", channel="Website")
    journey.link(card, journey.add_card(lane="pain_points", stage="Discovery", text="No date", severity=3))
    journey.add_step("Discovery", "Looks")
    journey.set_emotion("Discovery", 1, persona=julie)
    journey.add_view("All")
    journey.edit(journey.lane("touchpoints"), hidden=True)
    told = {"step": ["Discovery", "discoveries", "other"], "rating": [5, 4, 3]}
    binding = journey.bind(cjm.Survey(pandas.DataFrame(told), "step", csat="rating"))
    binding.assign("other", journey.stages[1])"""

# Every chord of JupyterLab's own table is sent to each element. The events are made in the page, so that
# thousands take seconds; that JupyterLab hears such events is shown by `test_the_chords_are_heard`.
CHORDS = """
const FOCUSABLE = "button, a[href], select, input, textarea, summary, [tabindex], [contenteditable]";
const CODES = { Enter: 13, Escape: 27, Tab: 9, Backspace: 8, Delete: 46, End: 35, Home: 36, "-": 189,
  ArrowLeft: 37, ArrowUp: 38, ArrowRight: 39, ArrowDown: 40 };
const code_of = (name) => CODES[name] ?? name.charCodeAt(0);
const press = (element, chord) => {
  for (const stroke of chord) {
    const names = stroke.split(" ");
    const name = names.at(-1);
    const has = (modifier) => names.slice(0, -1).includes(modifier);
    if (!/^[A-Z0-9]$/.test(name) && !(name in CODES)) throw new Error(`no code for ${stroke}`);
    element.dispatchEvent(new KeyboardEvent("keydown", {
      key: name.length > 1 || has("Shift") ? name : name.toLowerCase(), keyCode: code_of(name),
      ctrlKey: has("Ctrl") || has("Accel"), shiftKey: has("Shift"), altKey: has("Alt"), metaKey: has("Meta"),
      bubbles: true, composed: true, cancelable: true,
    }));
  }
};
"""
SWEEP = (
    """async (root) => {
"""
    + CHORDS
    + """
  const drawn = () => new Promise((done) => setTimeout(done));
  const parts = () => [...root.querySelectorAll(FOCUSABLE)].filter(
    (it) => it.getClientRects().length && !it.disabled && getComputedStyle(it).visibility === "visible");
  const chords = [...window.__lab.chords(), ["Delete"], ["Backspace"], ["0", "0"], ["C"], ["F"]];
  // What removes, and what closes a panel, comes last: an element that is gone hears nothing more.
  const wrong = [];
  const seen = parts().length;
  const ends = (chord) => /Escape|Tab/.test(chord.join());
  const removes = (chord) => /Delete|Backspace|X/.test(chord.join());
  const others = chords.filter((chord) => !ends(chord) && !removes(chord));
  for (const wanted of [others, chords.filter(removes), chords.filter(ends)]) {
    for (const element of parts()) {
      if (!element.isConnected) continue;
      element.focus();
      const before = window.__lab.print();
      for (const chord of wanted) {
        if (document.activeElement !== element) element.focus();
        press(element, chord);
      }
      await drawn();
      if (window.__lab.print() === before) continue;
      wrong.push(`${element.outerHTML.slice(0, 120)}: ${before} → ${window.__lab.print()}`);
      if (wrong.length > 3) return { seen, wrong };
    }
  }
  return { seen, wrong };
}"""
)
HEARD = "(chord) => {" + CHORDS + " press(document.activeElement, chord); }"

Open = Callable[[Page, Locator], object]


def rich(panel: str) -> Open:
    """Return what opens a panel by its button."""
    return lambda page, board: board.locator(f"[data-panel={panel}]").click()


def details(page: Page, board: Locator) -> None:
    board.locator(".cjm-card").first.click()
    page.keyboard.press("F4")


def inventory(page: Page, board: Locator) -> None:
    rich("inventory")(page, board)
    board.locator(".cjm-touch").first.click()


def menu_item(place: str, item: str) -> Open:
    """Return what chooses from the menu of a place."""

    def choose(page: Page, board: Locator) -> None:
        board.locator(f"[data-key^='{place}:']").first.click(button="right")
        page.locator(f"[data-action='{item}']").click()

    return choose


def views(page: Page, board: Locator) -> None:
    board.get_by_role("button", name="Filter").first.click()
    page.keyboard.press("Escape")
    board.get_by_role("button", name="Saved views").first.click()
    page.get_by_role("menuitem", name="Save this view…").click()


def find(page: Page, board: Locator) -> None:
    board.locator(".cjm-card").first.focus()
    page.keyboard.press("Control+f")
    page.keyboard.type("e")


def point(page: Page, board: Locator) -> None:
    board.get_by_role("slider").first.press("Enter")


def nothing(page: Page, board: Locator) -> None:
    """Leave the board as it is shown first."""


def labels(page: Page, board: Locator) -> None:
    """Wait for the labels to come."""
    expect(board.locator("tbody tr")).to_have_count(3)


def named(name: str) -> Open:
    """Return what presses a button."""
    return lambda page, board: board.get_by_role("button", name=name).first.click()


#: Board, what is opened on it, and how many parts must take the focus at least.
STATES: tuple[tuple[str, Open, int], ...] = (
    ("JourneyMap(journey", nothing, 90),
    ("JourneyMap(journey", details, 100),
    ("JourneyMap(journey", rich("journey"), 110),
    ("JourneyMap(journey", inventory, 20),
    ("JourneyMap(journey", rich("templates"), 90),
    ("JourneyMap(journey", named("Filter"), 100),
    ("JourneyMap(journey", views, 90),
    ("JourneyMap(journey", find, 90),
    ("JourneyMap(journey", menu_item("lane", "choose_icon"), 150),
    ("JourneyMap(journey", menu_item("card", "shortcuts"), 90),
    ("JourneyMap(journey", menu_item("card", "edit"), 90),
    ("JourneyMap(journey", point, 100),
    ("JourneyMap(journey, view='evidence'", nothing, 90),
    ("JourneyMap(journey, view='overview'", nothing, 10),
    ("JourneyMap(empty", nothing, 8),
    ("PersonaCard(julie", named("Add a field"), 25),
    ("PersonaCard(julie", named("Goals: evidence and privacy"), 20),
    ("PersonaCard(julie", named("Colour: indigo"), 20),
    ("PersonaDeck(doc", nothing, 30),
    ("PersonaDeck(doc", named("2×2"), 8),
    ("PersonaDeck(doc", named("What to do with Julie"), 30),
    ("EmotionCurve(journey", nothing, 8),
    ("EmotionCurve(journey", point, 10),
    ("Matching(binding", labels, 10),
)  # fmt: skip


def show(notebook: LabPage, board: str) -> Locator:
    """Show a fresh board in the middle cell."""
    notebook.kernel_run(f"build(); shown = cjm.{board}, locale='en')")
    notebook.run_cell(1)
    root = notebook.page.locator(".cjm-root").first
    expect(root.locator(".cjm-status").first).to_be_visible()
    return root


def test_no_shortcut_of_the_notebook_is_heard_inside(lab: Lab) -> None:
    notebook = lab.open_notebook([SET_UP, "shown", "# the last cell"])
    notebook.run_cell(0)
    for board, opened, least in STATES:
        root = show(notebook, board)
        opened(notebook.page, root)
        notebook.page.evaluate("() => window.__lab.listen()")
        found: dict[str, Any] = root.evaluate(SWEEP)
        assert notebook.page.evaluate("() => window.__lab.heard()") == [], board
        assert not found["wrong"], f"{board}: " + "\n".join(found["wrong"])
        assert found["seen"] >= least, f"{board}, {opened}: only {found['seen']} parts"


@pytest.mark.parametrize(
    ("chord", "after"), [(["M"], ["code", "markdown", "code"]), (["B"], ["code", "code", "code", "code"]),
                         (["D", "D"], ["code", "code"])],
)  # fmt: skip
def test_the_chords_are_heard(lab: Lab, chord: list[str], after: list[str]) -> None:
    """What the sweep sends does act on a notebook whose own cell has the focus; so would a key that slips."""
    notebook = lab.open_notebook(["1", "2", "3"])
    notebook.page.evaluate("() => window.__lab.stand(1)")
    notebook.page.evaluate("() => window.__lab.listen()")
    notebook.page.evaluate(HEARD, chord)
    same = "(after) => JSON.stringify(window.__lab.cellTypes()) === JSON.stringify(after)"
    notebook.page.wait_for_function(same, arg=after)
    assert len(notebook.page.evaluate("() => window.__lab.heard()")) == 1


REAL = ("a", "m", "x", "d", "d", "0", "0", "j", "Escape", "Shift+Enter", "Control+Enter", "Escape")


def test_typed_keys_do_what_made_ones_do(lab: Lab) -> None:
    """The keyboard itself, on one part of each kind."""
    notebook = lab.open_notebook([SET_UP, "shown", "# the last cell"])
    notebook.run_cell(0)
    root = show(notebook, "JourneyMap(journey")
    notebook.page.evaluate("() => window.__lab.listen()")
    for place in ("step", "card", "cell", "stage", "lane", "curve"):
        for key in REAL:
            root.locator(f"[data-key^='{place}:']").first.focus()
            notebook.page.keyboard.press(key)
        notebook.page.keyboard.press("Escape")
    assert notebook.page.evaluate("() => window.__lab.heard()") == []
    assert notebook.page.evaluate("() => window.__lab.runs()") == [1, 2, None]
    assert notebook.cell_types() == ["code"] * 3


def test_save_still_saves_the_notebook(lab: Lab) -> None:
    notebook = lab.open_notebook([SET_UP, "build()\ncjm.JourneyMap(journey)"])
    notebook.run_all()
    page = notebook.page
    page.locator(".cjm-card").first.click()
    page.keyboard.press("Control+s")
    page.wait_for_function("() => !window.jupyterapp.shell.currentWidget.context.model.dirty")
    assert [len(cell.outputs) for cell in notebook.saved().cells] == [0, 2]
