"""The doctor in a real JupyterLab: the page answers, and the report on the page says so."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.harness.lab import Lab


def test_the_page_answers_and_the_report_says_so(lab: Lab) -> None:
    opened = lab.open_notebook(["import cjm_widgets as cjm", "report = cjm.doctor(locale='en')\nreport"])
    opened.run_all()
    row = opened.page.get_by_role("row", name=re.compile("Messages"))
    expect(row).to_contain_text(re.compile(r"answered in \d+ ms"), timeout=10_000)
    found = opened.kernel_eval("{f.name: f.state for f in report.findings}")
    assert found["host"] == "ok"
    assert "fault" not in found.values(), found
    assert opened.kernel_eval("str(next(f.found for f in report.findings if f.name == 'trust'))")
