"""What six charts cost beside one bare figure of bqplot, in a real kernel and in one run."""

from __future__ import annotations

import json
from typing import Any

import nbformat
from nbclient import NotebookClient

ROUNDS = 40
CODE = """
import json, statistics, time
import bqplot
import cjm_widgets as cjm

doc = cjm.Document()
sample = cjm.datasets.glasses("en")
journey = sample.build(doc)
survey = cjm.Survey(
    sample.survey, touchpoint="step", csat="rating", nps="recommend", segment="segment", time="date")
events = cjm.EventLog(sample.events, customer="user_id", time="timestamp", event="event", segment="segment")
binding = journey.bind(survey, events, stages=sample.matching(journey))
charts = cjm.charts

def bare():
    scales = {"x": bqplot.LinearScale(), "y": bqplot.LinearScale()}
    lines = bqplot.Lines(x=[1.0, 2.0], y=[1.0, 2.0], scales=scales)
    return bqplot.Figure(marks=[lines], axes=[bqplot.Axis(scale=scale) for scale in scales.values()])

def closed(figure):
    for part in (*figure.marks, *figure.axes, *(axis.scale for axis in figure.axes), figure.scale_x,
                 figure.scale_y, figure.layout, figure):
        part.close()

six = {
    "trend": lambda: charts.trend(binding, "csat", stage=journey.stages[3], annotations=sample.annotations),
    "funnel": lambda: charts.funnel(binding),
    "by_stage": lambda: charts.by_stage(binding, "csat"),
    "distribution": lambda: charts.distribution(binding, "nps"),
    "emotion": lambda: charts.emotion(journey, binding),
    "heatmap": lambda: charts.heatmap(binding, "csat"),
}

def timed(make):
    start = time.process_time()
    made = make()
    spent = time.process_time() - start
    (made.close if hasattr(made, "focus") else lambda: closed(made))()
    return spent

found = {"bare": [], **{name: [] for name in six}}
for turn in range(ROUNDS + 2):
    for name, make in {"bare": bare, **six}.items():
        spent = timed(make)
        if turn > 1:
            found[name].append(spent)
print(json.dumps({name: statistics.median(times) for name, times in found.items()}))
"""


def charts() -> dict[str, Any]:
    """Return the processor time of making all six, in times of one bare figure made in turns with them."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(f"ROUNDS = {ROUNDS}\n{CODE}")])
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    printed = "".join(output.text for output in notebook.cells[0].outputs if output.output_type == "stream")
    times: dict[str, float] = json.loads(printed.strip().splitlines()[-1])
    one = times.pop("bare")
    return {
        "bare_figure_s": one,
        **{f"{name}_s": spent for name, spent in times.items()},
        "ratio": sum(times.values()) / one,
        "bar": {"ratio": 10.0},
    }
