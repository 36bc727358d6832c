"""Every form that stays open, all on one page of a host; checks nothing."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.harness.lab import LabPage
from tests.browser.matrix.forms import GALLERY, Form

OUTERMOST = ".cjm-root:not(.cjm-root .cjm-root)"


def cells(set_up: str, locale: str = "en", forms: tuple[Form, ...] = GALLERY) -> list[str]:
    """Return the cells that show all of them, one below the other, each with its picture."""
    made = "\n".join(f"    {form.code(locale)}," for form in forms)
    return [set_up, f"boards = [\n{made}\n]\nfor one in boards:\n    display(one)"]


def show(notebook: LabPage, locale: str = "en", forms: tuple[Form, ...] = GALLERY) -> None:
    """Run the cells and open on each board what belongs to it."""
    notebook.run_all()
    roots = notebook.page.locator(OUTERMOST)
    expect(roots).to_have_count(len(forms), timeout=60_000)
    for at, form in enumerate(forms):
        form.open(notebook.page, roots.nth(at), locale)


def close(notebook: LabPage, forms: tuple[Form, ...] = GALLERY) -> None:
    """Take the boards off the page, so that their pictures are seen."""
    notebook.kernel_run("for one in boards: one.close()")
    expect(notebook.page.locator(".cjm-live")).to_have_count(0)
    expect(notebook.page.locator(".cjm-static:visible")).to_have_count(len(forms), timeout=20_000)
