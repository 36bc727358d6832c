"""The editor works where there are no dataframes, charts, pictures or threads, as in Python in a browser."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.contract.sources import ROOT

BLOCKED = (
    "numpy", "pandas", "scipy", "bqplot", "bqscales", "PIL", "resvg_py", "fpdf", "fontTools", "pptx", "typer",
    "sklearn", "fcntl", "ssl",
)  # fmt: skip
SET_UP = f"""
import asyncio, json, sys, threading
for name in {BLOCKED!r}:
    sys.modules[name] = None

def none_here(self):
    raise RuntimeError("can't start new thread")

threading.Thread.start = none_here
import cjm_widgets as cjm
from pathlib import Path

folder = Path(sys.argv[1])
path = folder / "glasses.cjm.json"
"""
BOARDS = """
async def story():
    doc = cjm.open(path)
    julie = doc.add_persona("Julie", role="Mother of two")
    journey = doc.add_journey("Glasses", template="purchase", personas=[julie.id], locale="fr")
    card = journey.add_card(lane="actions", stage=journey.stages[0].name, text="Searches")
    point = journey.set_emotion(journey.stages[0].name, 0, persona=julie)
    made = [cjm.JourneyMap(journey), cjm.EmotionCurve(journey), cjm.PersonaCard(julie), cjm.PersonaDeck(doc),
            cjm.Studio(journey)]
    patch = {"op": "patch", "table": "cards", "id": card.id, "fields": {"text": "Asks a friend"}}
    sent = []
    made[0].send = sent.append
    edit = {"type": "edit", "id": "e1", "client": "c1", "base_rev": doc.revision, "ops": [patch]}
    made[0]._receive({**edit, "label": "edit"})
    while doc.save_status.state != "saved" or "Asks a friend" not in path.read_text("utf-8"):
        await asyncio.sleep(0.01)
    pictures = [board._picture()["text/plain"] for board in made]
    again = cjm.load(path)
    return [journey.cards[0].text, again.journeys[0].cards[0].text, pictures, [m["type"] for m in sent]]

print(json.dumps(asyncio.run(story())))
"""
EXPORTS = """
doc = cjm.Document()
journey = doc.add_journey("Glasses", template="purchase")
found = {}
for suffix in ("html", "xlsx", "csv", "json", "md", "mmd", "svg", "png", "pdf", "pptx"):
    try:
        cjm.export(journey, folder / f"map.{suffix}")
        found[suffix] = (folder / f"map.{suffix}").stat().st_size
    except cjm.CjmError as error:
        found[suffix] = [error.code, str(error)]
for name in ("html", "csv"):
    assert (folder / f"map.{name}").exists()
cjm.read(folder / "map.csv").apply(cjm.Document())
print(json.dumps(found))
"""
NEEDED = """
doc = cjm.Document()
journey = doc.add_journey("Glasses", template="purchase")
asked = {
    "Survey": lambda: cjm.Survey,
    "EventLog": lambda: cjm.EventLog,
    "emotion": lambda: cjm.charts.emotion(journey),
    "table": lambda: journey.to_frame(),
    "picture": lambda: cjm.render_static(journey),
    "avatar": lambda: doc.add_persona("Julie").set_avatar(b"png"),
}
found = {}
for name, ask in asked.items():
    try:
        ask()
        found[name] = None
    except Exception as error:
        found[name] = [type(error).__name__, getattr(error, "code", ""), str(error)]
print(json.dumps(found))
"""


def run(code: str, folder: Path):
    """Run code in a Python that has none of it; return the JSON of its last line."""
    done = subprocess.run(
        [sys.executable, "-c", SET_UP + code, str(folder)],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_boards_edit_and_save_without_dataframes_charts_pictures_and_threads(tmp_path: Path) -> None:
    ours, stored, pictures, sent = run(BOARDS, tmp_path)
    assert (ours, stored) == ("Asks a friend", "Asks a friend")
    assert "change" in sent
    assert "notice" not in sent
    assert len(pictures) == 5
    assert all("Pillow" in said for said in pictures)
    assert "Julie" in pictures[2]


def test_what_needs_no_picture_is_exported_and_the_rest_says_what_it_needs(tmp_path: Path) -> None:
    found = run(EXPORTS, tmp_path)
    written = [suffix for suffix, size in found.items() if isinstance(size, int)]
    assert written == ["html", "xlsx", "csv", "json", "md", "mmd"]
    for suffix in ("svg", "png", "pdf", "pptx"):
        code, said = found[suffix]
        assert code == "not_installed"
        assert "needs the package Pillow" in said or "needs the package pptx" in said


def test_what_is_missing_is_named_with_the_remedy(tmp_path: Path) -> None:
    found = run(NEEDED, tmp_path)
    assert len(found) == 6
    for kind, code, said in found.values():
        assert (kind, code) == ("NotInstalled", "not_installed")
        assert "Install it: pip install" in said
