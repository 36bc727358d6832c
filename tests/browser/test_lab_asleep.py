"""A laptop asleep for a night with JupyterLab open: what was typed before is saved after, as is said."""

from __future__ import annotations

import os
import re
import signal

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.browser.harness.lab import KERNEL_LOST, Lab
from tests.browser.test_lab_document import SET_UP, card, retype, saved_text, wait_saved

CHANNELS = re.compile(r"/api/kernels/.*/channels")
SAID = {"en": ("2 waiting", "Saved"), "fr": ("2 en attente", "Enregistré")}


@pytest.mark.parametrize("locale", SAID)
def test_a_night_asleep(lab: Lab, locale: str) -> None:
    waiting, saved = SAID[locale]
    wires: list[WebSocketRoute] = []

    def connect(wire: WebSocketRoute) -> None:
        wire.connect_to_server()
        wires.append(wire)

    lab.context.route_web_socket(CHANNELS, connect)
    lab.context.clock.install()
    opened = lab.open_notebook([SET_UP, f"cjm.JourneyMap(journey, locale={locale!r})"])
    opened.allow(*KERNEL_LOST)
    opened.run_all()
    status = opened.page.locator(".cjm-status").first
    retype(opened.page, "Searches the web", "In the evening")
    wait_saved(opened.page)
    before, pid = opened.kernel_eval("doc.revision"), opened.kernel_pid()
    os.kill(pid, signal.SIGSTOP)
    try:
        retype(opened.page, "In the evening", "Last thing")
        connections = len(wires)
        for wire in wires[:connections]:
            wire.close()
        retype(opened.page, "Last thing", "With no connection")
        expect(status).to_have_text(waiting)
        assert json_text("With no connection") not in saved_text(lab)
        opened.page.clock.fast_forward("08:00:00")  # every timer is overdue, once
        expect(card(opened.page, "With no connection")).to_be_visible()
    finally:
        os.kill(pid, signal.SIGCONT)
    wait_saved(opened.page)
    expect(status).to_have_text(saved)
    assert len(wires) > connections, "nothing was cut: the test proves nothing"
    assert opened.kernel_eval("doc.revision") == before + 2, "each edit counts once"
    assert json_text("With no connection") in saved_text(lab)
    retype(opened.page, "With no connection", "In the morning")
    wait_saved(opened.page)
    assert json_text("In the morning") in saved_text(lab)


def json_text(text: str) -> str:
    return f'"{text}"'
