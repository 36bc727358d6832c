"""The doctor: each fault is found and has one remedy, in both languages, in less than five seconds."""

from __future__ import annotations

import re
import time
from importlib import metadata

import nbformat
import pytest
from nbformat.sign import NotebookNotary

import cjm_widgets as cjm
from cjm_widgets.diagnosis import checks, host
from cjm_widgets.diagnosis.report import Finding, Report
from cjm_widgets.model.words import Words
from cjm_widgets.widgets import scripts
from cjm_widgets.widgets.probe import make_probe


def one(report: Report, name: str):
    return next(finding for finding in report.findings if finding.name == name)


def test_all_is_well_here_and_quickly(tmp_path) -> None:
    start = time.perf_counter()
    report = cjm.doctor(tmp_path)
    assert time.perf_counter() - start < 5
    assert report.ok, report
    assert [finding.name for finding in report.findings] == [
        "versions", "packages", "bundles", "host", "trust", "messages", "files", "pictures", "formats",
    ]  # fmt: skip
    assert cjm.__version__ in one(report, "versions").found
    assert list(tmp_path.iterdir()) == []
    assert "Tout fonctionne." in cjm.doctor(tmp_path, locale="fr").text()


def test_an_old_package_is_named_with_the_line_that_repairs_it(monkeypatch) -> None:
    monkeypatch.setattr(
        metadata, "requires", lambda _name: ["anywidget>=99.1", "numpy>=2.0", 'x>=1; extra == "a"']
    )
    finding = checks._packages()
    assert finding.state == "fault"
    assert "anywidget>=99.1" in finding.found
    assert 'pip install "anywidget>=99.1"' in finding.remedy


def test_in_a_page_what_cannot_be_there_is_no_fault(monkeypatch) -> None:
    monkeypatch.setattr(host, "host", lambda: "jupyterlite")
    monkeypatch.setattr(checks, "drawable", lambda: False)
    monkeypatch.setattr(checks, "find_spec", lambda _name: None)
    monkeypatch.setattr(metadata, "requires", lambda _name: ["bqplot>=99.1", "anywidget>=0.1"])
    found = [checks._packages(), checks._host(), checks._pictures(), checks._formats()]
    assert [finding.state for finding in found] == ["info"] * 4
    assert "bqplot" in found[0].found
    assert "anywidget" not in found[0].found
    assert [finding.remedy for finding in (found[0], *found[2:])] == [None] * 3
    for finding in found:
        assert finding.found.say("fr") != finding.found.say("en") or finding.name == "host"


def test_what_another_platform_needs_is_not_asked_for(monkeypatch) -> None:
    line = 'resvg-py>=99.0; sys_platform != "emscripten"'
    monkeypatch.setattr(metadata, "requires", lambda _name: [line])
    assert checks._packages().state == "fault"
    monkeypatch.setattr("sys.platform", "emscripten")
    assert checks._packages().state == "ok"


def test_a_package_that_is_not_built(monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(scripts, "files", lambda _name: tmp_path)
    (tmp_path / "static").mkdir()
    for name in scripts.built():
        (tmp_path / "static" / name).write_text("built")
    assert checks._bundles().state == "ok"
    assert "7 " in str(checks._bundles().found)
    for name in scripts.built():
        (tmp_path / "static" / name).rename(tmp_path / name)
        finding = checks._bundles()
        assert finding.state == "fault", name
        assert name in finding.found
        assert "make build" in finding.remedy
        (tmp_path / name).rename(tmp_path / "static" / name)


def test_where_nothing_can_be_written(monkeypatch, tmp_path) -> None:
    def refuse(*_a, **_k):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    finding = checks._files(tmp_path)
    assert finding.state == "fault"
    assert "Permission denied" in finding.found
    assert finding.remedy


def test_no_picture_can_be_drawn(monkeypatch) -> None:
    def broken(*_a, **_k):
        raise OSError("no fonts")

    monkeypatch.setattr(cjm, "render_static", broken)
    finding = checks._pictures()
    assert finding.state == "fault"
    assert "no fonts" in finding.found


def notebook(tmp_path, monkeypatch, *, signed: bool, outputs: bool = True):
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    cell = nbformat.v4.new_code_cell("1")
    if outputs:
        cell.outputs = [nbformat.v4.new_output("execute_result", {"text/html": "<b>1</b>"})]
    made = nbformat.v4.new_notebook(cells=[cell])
    path = tmp_path / "x.ipynb"
    nbformat.write(made, path)
    if signed:
        NotebookNotary().sign(nbformat.read(path, as_version=4))
    monkeypatch.setenv("JPY_SESSION_NAME", str(path))
    return path


@pytest.mark.parametrize(
    ("signed", "outputs", "state"), [(True, True, "ok"), (False, True, "fault"), (False, False, "ok")]
)
def test_trust(signed: bool, outputs: bool, state: str, tmp_path, monkeypatch) -> None:
    notebook(tmp_path, monkeypatch, signed=signed, outputs=outputs)
    finding = checks._trust()
    assert finding.state == state
    assert bool(finding.remedy) == (state == "fault")
    assert "x.ipynb" in finding.found


@pytest.mark.parametrize(
    ("variable", "value", "name"),
    [
        ("COLAB_RELEASE_TAG", "x", "colab"),
        ("SERVER_SOFTWARE", "voila/0.5", "voila"),
        ("VSCODE_PID", "1", "python"),
    ],
)
def test_hosts_are_told_by_their_environment(variable: str, value: str, name: str, monkeypatch) -> None:
    for known in ("COLAB_RELEASE_TAG", "SERVER_SOFTWARE", "VSCODE_PID", "VSCODE_IPC_HOOK_CLI"):
        monkeypatch.delenv(known, raising=False)
    assert host.host() == "python"
    monkeypatch.setenv(variable, value)
    assert host.host() == name
    finding = checks._host()
    assert (finding.remedy is not None) == (name in host.KNOWN_LIMITS)


def test_the_table_of_a_report_is_text(tmp_path) -> None:
    folder = tmp_path / "<script>"
    folder.mkdir()
    shown = cjm.doctor(folder)._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


# ---- messages ------------------------------------------------------------------------------------


def waiting() -> Report:
    """Return a report as a kernel makes it: the page has not answered yet."""
    return Report([Finding("messages", "waiting", Words("doctor.waiting"))], "en")


def test_a_page_that_answers_is_told_with_its_time() -> None:
    report = waiting()
    sent = []
    probe = make_probe(report._answered)
    probe.send = sent.append
    probe._receive({"type": "script", "hash": probe.token})
    assert sent[0]["hash"] == probe.token
    assert probe.token in probe._esm
    assert one(report, "messages").state == "waiting"
    probe._receive({"type": "probe"})
    finding = one(report, "messages")
    assert finding.state == "ok"
    assert re.search(r"answered in \d+ ms", finding.found)
    report._unanswered()
    assert one(report, "messages").state == "ok"


def test_a_page_that_does_not_answer_is_a_fault_with_a_remedy() -> None:
    report = waiting()
    assert report.ok
    report._unanswered()
    finding = one(report, "messages")
    assert finding.state == "fault"
    assert "Reload the page" in finding.remedy
    assert not report.ok


def test_a_page_asks_anew_for_each_probe() -> None:
    first, second = make_probe(print), make_probe(print)
    assert first.token != second.token
    assert first._esm != second._esm
