"""Charts as files: pictures and their table; hostile names stay text, secrets and formulas stay out."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from PIL import Image

import cjm_widgets as cjm
from tests.hostile import CORPUS, groups
from tests.render.test_hostile import check_svg

GROUPS = groups()
NAMES = ("trend", "funnel", "by_stage", "distribution", "emotion", "heatmap")


def six(texts: list[str]) -> dict[str, Any]:
    """Return all charts of a journey whose stages, segments and personas are called like some texts."""
    doc = cjm.Document()
    julie = doc.add_persona(texts[0][:80].strip() or "Julie")
    journey = doc.add_journey(texts[-1][:80].strip() or "Map")
    stages = [journey.add_stage(text[:80].strip() or "Stage") for text in texts]
    for at, stage in enumerate(stages):
        journey.set_emotion(stage, at % 5 - 2, persona=julie, label=texts[at][:60], quote=texts[at])
    steps = [f"step {at}" for at in range(len(stages))] * 40
    answers = pd.DataFrame({
        "step": steps, "csat": [1 + at % 5 for at in range(len(steps))], "nps": 9,
        "who": [texts[at % 3] for at in range(len(steps))],
        "day": pd.date_range("2026-01-01", periods=len(steps), freq="6h"),
    })  # fmt: skip
    visits = answers.assign(user=[f"u{at % 40}" for at in range(len(steps))])
    binding = journey.bind(
        cjm.Survey(answers, "step", csat="csat", nps="nps", segment="who", time="day"),
        cjm.EventLog(visits, "user", "day", "step", segment="who"),
        stages={stage: [f"step {at}"] for at, stage in enumerate(stages)},
    )
    charts = cjm.charts
    return {
        "trend": charts.trend(binding, "csat", stage=stages[0], annotations={"2026-01-09": texts[1]}),
        "funnel": charts.funnel(binding),
        "by_stage": charts.by_stage(binding, "csat"),
        "distribution": charts.distribution(binding, "nps"),
        "emotion": charts.emotion(journey, binding),
        "heatmap": charts.heatmap(binding, "csat"),
    }


USUAL = ["Discover", "Compare", "Pay", "Wait", "Collect", "Wear", "Return", "Recommend"]


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_written_as_picture_and_table(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    chart = six(USUAL)[name]
    path = cjm.export(chart, tmp_path / f"{name}.csv", locale="fr")
    assert capsys.readouterr().out.startswith(f"Enregistré dans {path} (")
    found = pd.read_csv(path, encoding="utf-8-sig")
    assert list(found.columns) == [str(column) for column in chart.table().columns]
    assert len(found) == len(chart.table()) > 0
    svg = cjm.export(chart, tmp_path / f"{name}.svg", theme="dark", quiet=True).read_text("utf-8")
    check_svg(svg)
    assert "#16181d" in svg
    image = Image.open(
        io.BytesIO(cjm.export(chart, tmp_path / f"{name}.png", scale=1, quiet=True).read_bytes())
    )
    assert image.width == 640
    assert len(set(image.convert("L").tobytes())) > 20
    paper = cjm.export(chart, tmp_path / f"{name}.pdf", quiet=True)
    words = subprocess.run(["pdftotext", paper, "-"], capture_output=True, text=True, check=True).stdout
    assert chart.view.title.split()[0] in words
    assert {each.suffix for each in tmp_path.iterdir()} == {".csv", ".svg", ".png", ".pdf"}


def test_what_a_chart_has_no_format_for_is_refused(tmp_path: Path) -> None:
    chart = six(USUAL)["funnel"]
    kept = tmp_path / "funnel.pptx"
    kept.write_text("mine")
    with pytest.raises(cjm.CjmError, match=r"chart cannot be written as \.pptx"):
        cjm.export(chart, kept)
    assert kept.read_text() == "mine"
    for options, hint in (({"scale": 0}, "above 0"), ({"theme": "pink"}, "light"), ({"page": "a44"}, "a4")):
        with pytest.raises(cjm.CjmError, match=hint):
            cjm.export(chart, tmp_path / "funnel.png", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("texts", GROUPS, ids=range(len(GROUPS)))
def test_hostile_names_stay_text_in_every_chart(texts: list[str], tmp_path: Path) -> None:
    for name, chart in six(texts).items():
        check_svg(cjm.export(chart, tmp_path / f"{name}.svg", quiet=True).read_text("utf-8"))
        table = cjm.export(chart, tmp_path / f"{name}.csv", quiet=True).read_text("utf-8-sig")
        cells = pd.read_csv(io.StringIO(table), dtype=str, keep_default_na=False)
        for cell in [*cells.columns, *cells.to_numpy().ravel().tolist()]:
            assert not cell.startswith(("=", "+", "@", "\t", "\r"))
            assert not cell.startswith("-") or float(cell) <= 0, "a number, or guarded"


def test_the_corpus_has_formulas() -> None:
    assert any(text.startswith(("=", "@")) for text in CORPUS.values())
