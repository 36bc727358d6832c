"""The kernel's side asks nobody outside: not on import, not for a board, an export, a file or the doctor."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

WORK = """
import json, socket, sys
asked = []
def hear(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "socket.sendto"):
        asked.append((event, args[1:] if event in ("socket.connect", "socket.sendto") else args))
sys.addaudithook(hear)
import cjm_widgets as cjm
from cjm_widgets import storage
doc = cjm.open("glasses.cjm.json")
sample = cjm.datasets.glasses("en")
journey = sample.build(doc)
survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", nps="recommend", time="date")
events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event")
binding = journey.bind(survey, events, stages=sample.matching(journey))
boards = [
    cjm.JourneyMap(journey), cjm.PersonaCard(doc.personas[0]), cjm.PersonaDeck(doc),
    cjm.EmotionCurve(journey), cjm.Matching(binding), cjm.Studio(journey), cjm.charts.funnel(binding),
]
for one in boards[:-1]:
    one._repr_mimebundle_()
    cjm.render_static(one)
for suffix in ("html", "svg", "png", "pdf", "pptx", "xlsx", "csv", "json", "md", "mmd"):
    cjm.export(journey, f"map.{suffix}", quiet=True)
for suffix in ("xlsx", "csv", "json", "mmd"):
    cjm.read(f"map.{suffix}").apply(cjm.Document())
cjm.export(cjm.pseudonymize(doc, key="names.key"), "all.xlsx", quiet=True)
cjm.doctor()
doc.save_version("First")
assert storage.flush(doc)
try:
    socket.create_connection(("192.0.2.1", 9), timeout=0.01)
except OSError:
    pass
print(json.dumps([str(one) for one in asked]))
"""
CONTROL = "192.0.2.1"
"""The address that is asked for on purpose at the end, which nobody has."""


def test_nobody_is_asked(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", WORK], cwd=tmp_path, capture_output=True, text=True, check=False, timeout=240
    )
    assert done.returncode == 0, done.stderr
    asked = json.loads(done.stdout.strip().splitlines()[-1])
    assert asked, "the one that is asked on purpose was not heard"
    assert all(CONTROL in one for one in asked), asked
