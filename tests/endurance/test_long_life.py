"""A hundred thousand edits slow nothing down and fill nothing up; boards that are closed are gone."""

from __future__ import annotations

import json
import os
import statistics
from pathlib import Path

from jupyter_client.manager import KernelManager

from cjm_widgets import widgets
from tests.endurance import figures
from tests.endurance.day import BATCH, SAVE_EVERY, Day, memory

OPERATIONS = 100_000
NOISE = figures.size(1.5, 1.2)
"""How much dearer the last thousand edits may be than the first; beside other tests the pace changes."""
WARM = 4_000
"""Until every bounded memory of document and session is full: undo steps, answers, versions."""
TIMES = figures.size(20, 200)
LEFT = 1
"""Boards of a kind that may stay: the last one can still hang on what was shown."""
PATIENCE = figures.size(600, 3_600)
ROOT = Path(__file__).parents[2]

BOARDS = """
import gc, json
from IPython.display import clear_output, display
import cjm_widgets as cjm
from ipywidgets.widgets.widget import _instances
from tests.bench.maps import journey_of
journey = journey_of(12)
doc = journey.document
julie = doc.add_persona("Julie")
sample = cjm.datasets.glasses("en")
measured = sample.build(cjm.Document())
survey = cjm.Survey(sample.survey, touchpoint="step", csat="rating", nps="recommend", time="date")
events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event")
binding = measured.bind(survey, events, stages=sample.matching(measured))
studio = cjm.Studio(measured, binding)
assert len(studio.charts) == 6
studio.close()
makers = {
    "JourneyMap": lambda: cjm.JourneyMap(journey),
    "PersonaCard": lambda: cjm.PersonaCard(julie),
    "PersonaDeck": lambda: cjm.PersonaDeck(doc),
    "EmotionCurve": lambda: cjm.EmotionCurve(journey),
    "Matching": lambda: cjm.Matching(binding),
    "Studio": lambda: cjm.Studio(journey),
    "Studio with charts": lambda: cjm.Studio(measured, binding),
}
left = {}
for name, make in makers.items():
    known, heard = set(_instances), sum(len(one._changes) for one in (doc, measured.document))
    for _ in range(TIMES if name != "Studio with charts" else max(10, TIMES // 10)):
        board = make()
        display(board)
        board.close()
        clear_output()
    kind = type(board)
    del board
    gc.collect()
    alive = [one for one in gc.get_objects() if type(one) is kind]
    left[name] = {
        "instances": len(alive),
        "models": len(set(_instances) - known),
        "listeners": sum(len(one._changes) for one in (doc, measured.document)) - heard,
    }
    del alive
print("LEFT " + json.dumps(left))
"""


def cost(times: list[float]) -> float:
    """Return what an edit costs in ms: the median of each of the turns between two saves, and their mean.

    Gestures of ten kinds take turns; each has its own price, and the save falls on the last.
    """
    return statistics.fmean(statistics.median(times[kind::SAVE_EVERY]) for kind in range(SAVE_EVERY))


def test_the_last_thousand_edits_cost_what_the_first_did(tmp_path: Path) -> None:
    old = Day(tmp_path / "old.cjm.json")
    first = cost(old.play(1_000))
    old.play(WARM - old.count)
    before = memory()
    while old.count < OPERATIONS - 1_000:
        old.play(BATCH)
    after = memory()
    young = Day(tmp_path / "young.cjm.json")
    young.play(BATCH)
    # In turns, so that whatever else this machine does is no difference between the two.
    pairs = [(old.play(BATCH), young.play(BATCH)) for _ in range(10)]
    last, fresh = (cost([each for batch in side for each in batch]) for side in zip(*pairs, strict=True))
    figures.write(
        "long_life",
        operations=old.count,
        first_thousand_ms_each=first,
        last_thousand_ms_each=last,
        fresh_document_ms_each=fresh,
        last_to_first=last / first,
        last_to_fresh=last / fresh,
        memory_grew_by_bytes=after["bytes"] - before["bytes"],
        objects_grew_by=after["objects"] - before["objects"],
        folder_bytes=sum(entry.stat().st_size for entry in tmp_path.iterdir()),
    )
    old.close()
    young.close()
    assert old.count == old.document.revision == OPERATIONS, "every gesture changed something"
    assert last <= NOISE * first
    assert last <= 1.2 * fresh
    assert after["objects"] - before["objects"] < 1_000
    assert after["bytes"] - before["bytes"] < 8_000_000


def test_boards_that_are_closed_are_gone() -> None:
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(env={**os.environ, "PYTHONPATH": str(ROOT)}, cwd=str(ROOT))
    client = manager.blocking_client()
    client.start_channels()
    said: list[str] = []

    def hear(message: dict[str, object]) -> None:
        content = message["content"]
        assert isinstance(content, dict)
        said.append(str(content.get("text") or content.get("traceback") or ""))

    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive(f"TIMES = {TIMES}\n{BOARDS}", timeout=PATIENCE, output_hook=hear)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    (line,) = [line for text in said for line in text.splitlines() if line.startswith("LEFT ")] or [
        "\n".join(said)
    ]
    left = json.loads(line.removeprefix("LEFT "))
    figures.write("closed_boards", times=TIMES, left=left)
    assert set(left) == {*widgets.__all__, "Studio with charts"}
    assert {name: kinds for name, kinds in left.items() if max(kinds.values()) > LEFT} == {}
