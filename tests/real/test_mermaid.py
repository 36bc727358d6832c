"""Journey diagrams of public repositories: all import, as Mermaid reads them, and come back the same."""

from __future__ import annotations

import pytest

import cjm_widgets as cjm
from cjm_widgets.interchange.writers import write
from tests.interchange.trips import applied, mermaid_parser, read_back
from tests.real.data import real_file

NAMES = (
    "01_freclean-investor-book_05-customers",
    "02_talentys-oss-data-platform_user-journey",
    "03_ai-prototyping-tool_user-journey",
    "05_space_user-journey",
    "07_mermaid_user-journey",
    "09_daoskills_user-journey",
)


@pytest.mark.parametrize("name", NAMES)
def test_it_is_read_as_mermaid_reads_it(name: str, tmp_path) -> None:
    path = real_file(f"mermaid/{name}.mmd")
    preview = cjm.read(path)
    assert preview.counts["invalid"] == preview.counts["duplicate"] == preview.counts["unassigned"] == 0
    (journey,) = preview.apply(cjm.Document())
    (seen,) = mermaid_parser([path.read_text("utf-8")])
    assert journey.title == seen["title"].strip()
    assert [phase.name for phase in journey.phases] == [section.strip() for section in seen["sections"]]
    assert [stage.name for stage in journey.stages] == [task["name"].strip() for task in seen["tasks"]]
    people = {persona.id: persona.name for persona in journey.personas}
    scores = {stage.id: set() for stage in journey.stages}
    for point in journey.emotions:
        scores[point.stage_id].add((people[point.persona_id], point.value + 3))
    for stage, task in zip(journey.stages, seen["tasks"], strict=True):
        assert scores[stage.id] == {(who, task["score"]) for who in task["people"]}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("suffix", [".mmd", ".json", ".csv", ".xlsx"])
def test_out_and_in_again_is_the_same(name: str, suffix: str, tmp_path) -> None:
    (journey,) = cjm.read(real_file(f"mermaid/{name}.mmd")).apply(cjm.Document())
    again = applied(read_back(journey, suffix, tmp_path))
    assert again.state.tables == journey.document.state.tables
    assert write(again.journeys[0], ".mmd") == write(journey, ".mmd")


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_diagram_comes_back_as_it_was(name: str, tmp_path) -> None:
    """What we write says to Mermaid what it was read from."""
    path = real_file(f"mermaid/{name}.mmd")
    (journey,) = cjm.read(path).apply(cjm.Document())
    before, after = mermaid_parser([path.read_text("utf-8"), write(journey, ".mmd").decode()])
    for seen in (before, after):
        for task in seen["tasks"]:
            task["people"] = sorted(task["people"])
            task["name"], task["section"] = task["name"].strip(), task["section"].strip()
    assert after["tasks"] == before["tasks"]
