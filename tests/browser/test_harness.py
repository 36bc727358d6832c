"""The harness itself, tried with a tiny widget, so that a failing board test speaks of the board."""

from __future__ import annotations

import anywidget
import pytest
import traitlets
from playwright.sync_api import Error, expect

from tests.browser.harness import axe
from tests.browser.harness.lab import Lab
from tests.browser.harness.plain import Plain

ESM = """
export default {
  initialize({ model, signal }) {
    window.__initialized = (window.__initialized ?? 0) + 1;
    model.send({ type: "hello" });
    signal.addEventListener("abort", () => { window.__closed = true; });
  },
  render({ model, el, signal }) {
    const button = document.createElement("button");
    const said = document.createElement("output");
    el.classList.add("tiny");
    const draw = () => { button.textContent = `count ${model.get("count")}`; };
    const hear = (message) => { said.textContent += message.text + ";"; };
    button.onclick = () => {
      try { model.send({ type: "add", n: model.get("count") + 1 }); }
      catch (error) { said.textContent += error.message; }
    };
    button.ondblclick = () => { model.set("note", "from page"); model.save_changes(); };
    model.on("change:count", draw);
    model.on("msg:custom", hear);
    signal.addEventListener("abort", () => {
      model.off("change:count", draw);
      model.off("msg:custom", hear);
    });
    draw();
    el.append(button, said);
  },
};
"""


class Tiny(anywidget.AnyWidget):
    _esm = ESM
    _css = ".tiny button { color: rgb(1, 2, 3); }"
    count = traitlets.Int(0).tag(sync=True)
    note = traitlets.Unicode("").tag(sync=True)

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []
        self.on_msg(self._hear)

    def _hear(self, _widget, content, _buffers) -> None:
        self.heard.append(content)
        if content["type"] == "hello":
            self.send({"text": "welcome"})
        elif content["n"] == 13:
            raise ValueError("unlucky")
        else:
            self.count = content["n"]


@pytest.fixture
def tiny() -> Tiny:
    return Tiny()


def test_messages_and_traits_go_both_ways(plain: Plain, tiny: Tiny) -> None:
    view = plain.show(tiny)
    expect(view.locator("button")).to_have_css("color", "rgb(1, 2, 3)")
    view.locator("button").click()
    expect(view.locator("button")).to_have_text("count 1")
    assert tiny.count == 1
    tiny.count = 7
    tiny.send({"text": "hi"})
    expect(view.locator("button")).to_have_text("count 7")
    expect(view.locator("output")).to_contain_text("hi;")
    view.locator("button").dispatch_event("dblclick")
    plain.settle()
    assert tiny.note == "from page"
    link = plain.link(tiny)
    assert link.messages("up")[0] == {"type": "hello"}
    assert {"text": "hi"} in link.messages("down")
    assert link.up_bytes[0] == len(b'{"method":"custom","content":{"type":"hello"}}')


def test_one_model_and_many_views(plain: Plain, tiny: Tiny) -> None:
    views = [plain.show(tiny) for _ in range(3)]
    assert plain.page.evaluate("() => window.__initialized") == 1
    plain.remove(tiny, views[1])
    tiny.count = 4
    for view in (views[0], views[2]):
        expect(view.locator("button")).to_have_text("count 4")
    expect(plain.page.locator(".tiny")).to_have_count(2)


def test_two_pages_both_hear_the_kernel(plain: Plain, tiny: Tiny) -> None:
    first = plain.show(tiny)
    second = plain.open_page().show(tiny)
    first.locator("button").click()
    expect(second.locator("button")).to_have_text("count 1")
    expect(first.locator("output")).to_contain_text("welcome;welcome;")


def test_reload_brings_the_state_of_the_kernel(plain: Plain, tiny: Tiny) -> None:
    plain.show(tiny)
    tiny.count = 5
    (view,) = plain.reload()
    expect(view.locator("button")).to_have_text("count 5")


def test_messages_wait_while_the_kernel_is_busy(plain: Plain, tiny: Tiny) -> None:
    view = plain.show(tiny)
    plain.kernel_busy()
    for _ in range(3):
        view.locator("button").click()
    expect(view.locator("button")).to_have_text("count 0")
    assert tiny.count == 0
    assert len(plain.link(tiny).waiting) == 3
    plain.kernel_resume()
    assert [message["n"] for message in tiny.heard[1:]] == [1, 1, 1]
    expect(view.locator("button")).to_have_text("count 1")


def test_a_lost_kernel_makes_send_throw(plain: Plain, tiny: Tiny) -> None:
    view = plain.show(tiny)
    plain.kernel_gone()
    view.locator("button").click()
    expect(view.locator("output")).to_contain_text("Cannot send")
    assert tiny.count == 0


def test_closing_the_widget_aborts(plain: Plain, tiny: Tiny) -> None:
    plain.show(tiny)
    tiny.close()
    plain.page.wait_for_function("() => window.__closed === true")
    expect(plain.page.locator(".tiny")).to_have_count(0)


def test_an_exception_of_the_kernel_side_fails_the_test(plain: Plain, tiny: Tiny) -> None:
    view = plain.show(tiny)
    tiny.count = 12
    expect(view.locator("button")).to_have_text("count 12")
    view.locator("button").click()
    with pytest.raises(AssertionError, match="unlucky"):
        plain.settle()
    plain.link(tiny).faults.seen.clear()


def test_page_errors_and_outside_requests_are_caught(plain: Plain, tiny: Tiny) -> None:
    plain.show(tiny)
    plain.page.evaluate("() => { setTimeout(() => { throw new Error('boom'); }); }")
    with pytest.raises(Error):
        plain.page.evaluate("() => fetch('https://elsewhere.test/x')")
    assert any("boom" in error for error in plain.errors)
    assert plain.outside == ["https://elsewhere.test/x"]
    plain.errors.clear()
    plain.outside.clear()


def test_not_a_number_is_refused_on_the_wire(plain: Plain, tiny: Tiny) -> None:
    plain.show(tiny)
    with pytest.raises(ValueError, match="JSON"):
        tiny.send({"value": float("nan")})


def test_axe_sees_a_nameless_button(plain: Plain, tiny: Tiny) -> None:
    view = plain.show(tiny)
    assert axe.violations(plain.page, ".tiny", disable=("color-contrast",)) == []
    view.locator("button").evaluate("(button) => { button.textContent = ''; }")
    assert any(line.startswith("button-name") for line in axe.violations(plain.page, ".tiny"))


DEFINES = '''
import anywidget, traitlets
class Tiny(anywidget.AnyWidget):
    _esm = """export default { render({ model, el }) {
      const button = document.createElement("button");
      button.className = "tiny";
      const draw = () => { button.textContent = `count ${model.get("count")}`; };
      button.onclick = () => { model.set("count", model.get("count") + 1); model.save_changes(); };
      model.on("change:count", draw); draw(); el.append(button); } };"""
    count = traitlets.Int(0).tag(sync=True)
tiny = Tiny()
'''
CELLS = [DEFINES, "tiny"]


@pytest.mark.lab
def test_lab_runs_reloads_restarts_and_dies(lab: Lab) -> None:
    notebook = lab.open_notebook(CELLS)
    notebook.run_all()
    button = notebook.page.locator(".tiny")
    button.click()
    expect(button).to_have_text("count 1")
    assert notebook.kernel_eval("tiny.count") == 1
    notebook.kernel_run("tiny.count = 5")
    expect(button).to_have_text("count 5")

    notebook.save()
    assert [cell.outputs for cell in notebook.saved().cells][1]
    notebook.reload()
    expect(notebook.page.locator(".tiny")).to_have_text("count 5")

    pid = notebook.kernel_pid()
    notebook.restart_kernel()
    assert notebook.kernel_pid() != pid
    with pytest.raises(AssertionError, match="NameError"):
        notebook.kernel_run("tiny")
    notebook.run_all()
    expect(notebook.page.locator(".tiny")).to_have_text("count 0")

    pid = notebook.kernel_pid()
    notebook.kill_kernel()
    assert notebook.kernel_pid() != pid

    notebook.shutdown_kernel()
    notebook.start_kernel()
    notebook.run_cell(0)
    assert notebook.kernel_eval("tiny.count") == 0


@pytest.mark.lab
def test_lab_tells_of_failing_cells(lab: Lab) -> None:
    notebook = lab.open_notebook(["1 / 0"])
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        notebook.run_all()
    assert notebook.cell_types() == ["code"]
