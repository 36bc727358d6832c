"""Mermaid in and out: the grammar as Mermaid's own parser has it, comments, edits by hand, hostile text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import cjm_widgets as cjm
from cjm_widgets.errors import FileProblem
from cjm_widgets.interchange.mermaid_extra import MERMAID_LIMIT, diagram_of
from cjm_widgets.interchange.mermaid_text import escape, unescape
from cjm_widgets.interchange.writers import write
from tests import hostile
from tests.interchange.trips import applied, document, file, mermaid_parser, read_back, tables
from tests.strategies import states, texts

TEA = """journey
    title My working day
    section Go to work
      Make tea: 5: Me
      Go upstairs: 3: Me, Cat
      Do work: 1: Me, Cat
    section Go home
      Sit down: 4.5
"""


def read(folder: Path, text: str, **options) -> cjm.Preview:
    return cjm.read(file(folder, "day.mmd", text), **options)


def test_sections_are_phases_and_tasks_are_stages(tmp_path) -> None:
    preview = read(tmp_path, TEA)
    assert preview.counts == {"valid": len(preview.valid), "invalid": 0, "duplicate": 0, "unassigned": 0}
    (journey,) = preview.apply(cjm.Document())
    assert journey.title == "My working day"
    assert [phase.name for phase in journey.phases] == ["Go to work", "Go home"]
    assert [stage.name for stage in journey.stages] == ["Make tea", "Go upstairs", "Do work", "Sit down"]
    names = {persona.id: persona.name for persona in journey.personas}
    assert list(names.values()) == ["Me", "Cat"]
    stages = {stage.id: stage.name for stage in journey.stages}
    points = {(stages[p.stage_id], names.get(p.persona_id or "")): p.value for p in journey.emotions}
    assert points == {
        ("Make tea", "Me"): 2, ("Go upstairs", "Me"): 0, ("Go upstairs", "Cat"): 0, ("Do work", "Me"): -2,
        ("Do work", "Cat"): -2, ("Sit down", None): 1.5,
    }  # fmt: skip


def test_tasks_can_be_cards(tmp_path) -> None:
    (journey,) = read(tmp_path, TEA, tasks="cards").apply(cjm.Document())
    assert [stage.name for stage in journey.stages] == ["Go to work", "Go home"]
    assert [card.text for card in journey.cards] == ["Make tea", "Go upstairs", "Do work", "Sit down"]
    me = journey.document.persona("Me").id
    (point,) = [p for p in journey.emotions if p.persona_id == me]
    assert (point.value, point.low, point.high) == (0, -2, 2)
    assert [card.tags for card in journey.cards][1] == ("Me", "Cat")


def test_a_second_time_changes_nothing_and_one_undo_takes_all_back(tmp_path) -> None:
    doc = cjm.Document()
    preview = read(tmp_path, TEA)
    first = preview.apply(doc)
    after = doc.state
    assert read(tmp_path, TEA).apply(doc) == first
    assert doc.state is after
    assert doc.revision == 1
    doc.undo()
    assert doc.is_empty


def test_what_was_edited_since_stays(tmp_path) -> None:
    doc = cjm.Document()
    (journey,) = read(tmp_path, TEA).apply(doc)
    journey.edit(journey.stages[0], name="Brew tea")
    journey.set_emotion(journey.stages[0], -1, persona="Me")
    before = doc.state
    read(tmp_path, TEA).apply(doc)
    assert doc.state is before


def test_people_and_journeys_are_found_by_name(tmp_path) -> None:
    doc = cjm.Document()
    me = doc.add_persona("Somebody")
    me.edit(name="Me")
    journey = doc.add_journey("A day")
    journey.edit(title="My working day")
    assert read(tmp_path, TEA).apply(doc) == (journey,)
    assert [persona.name for persona in doc.personas] == ["Me", "Cat"]
    assert {p.persona_id for p in journey.emotions} >= {me.id}
    revision = doc.revision
    read(tmp_path, TEA).apply(doc)
    assert doc.revision == revision


GRAMMAR = {
    "no section": ("journey\nMake tea: 5: Me", ["Make tea"]),
    "head and statement on one line": ("journey title A\nMake tea: 5: Me", ["Make tea"]),
    "front matter": ("---\ntitle: Front\nconfig:\n  x: 1\n---\njourney\nMake tea: 5: Me", ["Make tea"]),
    "directive": ('%%{init: {"theme":\n "dark"}}%%\njourney\nMake tea: 5: Me', ["Make tea"]),
    "comments": ("%% first\njourney\n%% c\nMake tea: 5: Me # no\n# c\n", ["Make tea"]),
    "carriage returns": ("journey\r\n  title A\r\n  Make tea: 5: Me\r\n", ["Make tea"]),
    "entities": ("journey\nAt 10#58;30 #35;1#59; #quot;x#quot;: 5: Me", ['At 10:30 #1; "x"']),
    "capitals": ("journey\nTITLE A\nSECTION B\nMake tea: 5: Me", ["Make tea"]),
    "break": ("journey\nMake<br>tea: 5: Me", ["Make\ntea"]),
    "third part": ("journey\nMake tea: 5: Me: note", ["Make tea"]),
    "names like keywords": ("journey\nJourneys end: 5: Me\nTitles: 3: Me", ["Journeys end", "Titles"]),
    "twice": ("journey\nsection A\nx: 1: Me\nsection B\nx: 2: Me\nsection A\nx: 3: Me", ["x", "x", "x"]),
    "one step of two": ("journey\nx: 1: Me\nx: 2: You", ["x"]),
    "accessible": ("journey\naccTitle: T\naccDescr {\n a\n b\n}\nx: 1: Me", ["x"]),
    "emoji": ("journey\n👩‍👧 تسوق: 4: Zoë", ["👩‍👧 تسوق"]),
}  # fmt: skip


@pytest.mark.parametrize("name", GRAMMAR)
def test_the_whole_grammar(name: str, tmp_path) -> None:
    text, stages = GRAMMAR[name]
    preview = read(tmp_path, text)
    assert preview.invalid == []
    (journey,) = preview.apply(cjm.Document())
    assert [stage.name for stage in journey.stages] == stages


def test_mermaid_reads_the_same_grammar() -> None:
    read_by_mermaid = mermaid_parser([text for text, _ in GRAMMAR.values()])
    for (name, (_, stages)), found in zip(GRAMMAR.items(), read_by_mermaid, strict=True):
        assert "error" not in found, name
        if name not in ("entities", "break", "one step of two"):
            assert [task["name"].strip() for task in found["tasks"]] == stages, name


REFUSED = [
    ("Make tea", "score", 2),
    ("Make; tea: 5: Me", "#59;", 2),
    ("Make # tea: 5: Me", "#35;", 2),
    ("section A: b\nMake tea: 5: Me", "#58;", 2),
]


@pytest.mark.parametrize(("line", "said", "number"), REFUSED)
def test_what_mermaid_refuses_is_told_with_its_line(line: str, said: str, number: int, tmp_path) -> None:
    preview = read(tmp_path, f"journey\n{line}\nGood: 4: Me\n")
    (finding,) = preview.invalid
    assert said in finding.reason
    assert f"line {number}" in finding.place
    assert "Good" in [stage.name for (stage,) in zip(preview.state.tables["stages"].values(), strict=True)]
    assert mermaid_parser([f"journey\n{line}\nGood: 4: Me\n"])[0].keys() == {"error"}


@pytest.mark.parametrize("score", ["happy", "9", "-2", "", "1_0", "nan", "1e400"])
def test_a_score_beyond_the_scale_costs_only_the_point(score: str, tmp_path) -> None:
    preview = read(tmp_path, f"journey\nMake tea: {score}: Me\n")
    assert len(preview.invalid) == 1
    (journey,) = preview.apply(cjm.Document())
    assert [stage.name for stage in journey.stages] == ["Make tea"]
    assert journey.emotions == ()


@pytest.mark.parametrize("text", ["graph TD\n A-->B", "Journey\nx: 5: Me", "# A readme\n\nwords", "{}"])
def test_what_is_no_journey_is_refused(text: str, tmp_path) -> None:
    with pytest.raises(FileProblem, match=r"day\.mmd, line 1.*journey"):
        read(tmp_path, text)


def test_a_block_in_markdown(tmp_path) -> None:
    path = file(tmp_path, "readme.md", f"# Title\n\n```mermaid\n{TEA}```\n\nwords: 5: x\n")
    (journey,) = cjm.read(path).apply(cjm.Document())
    assert len(journey.stages) == 4
    bad = file(tmp_path, "bad.md", "# Title\n\n```mermaid\njourney\nMake tea\n```\n")
    assert "line 5" in cjm.read(bad).invalid[0].place


def test_every_journey_in_a_markdown_file_is_read_and_the_rest_is_counted(tmp_path) -> None:
    other = "```mermaid\ngraph TD\n  A --> B\n```\n"
    day = "~~~~ mermaid\njourney\n  section Evening\n    Rest: 5: Dog, Me\n~~~~\n"
    text = f"# Days\n\n{other}\n```mermaid\n{TEA}```\n\n{day}\n{day}\n{other}"
    path = file(tmp_path, "days.md", text)
    preview = cjm.read(path)
    assert preview.counts["invalid"] == preview.counts["duplicate"] == 0
    assert [str(note) for note in preview.notes] == ["2 Mermaid diagrams that are no journeys were left out."]
    doc = cjm.Document()
    preview.apply(doc)
    assert [journey.title for journey in doc.journeys] == ["My working day", "days", "days (2)"]
    assert [stage.name for stage in doc.journeys[2].stages] == ["Rest"]
    assert [persona.name for persona in doc.personas] == ["Me", "Cat", "Dog"]
    assert len({persona.color for persona in doc.personas}) == 3
    revision = doc.revision
    cjm.read(path).apply(doc)
    assert doc.revision == revision
    with pytest.raises(FileProblem, match=r"days\.md, line 4.*journey"):
        cjm.read(file(tmp_path, "days.md", f"# Days\n\n{other}\n{other}"))


def test_diagrams_of_our_own_side_by_side_come_back_whole(tmp_path) -> None:
    doc = cjm.Document()
    julie = doc.add_persona("Julie")
    for title in ("One", "Two"):
        journey = doc.add_journey(title, template="purchase", personas=[julie])
        journey.add_card(lane="actions", stage=journey.stages[0], text=f"Card of {title}")
    text = "".join(f"```mermaid\n{write(each, '.mmd').decode()}```\n\n" for each in doc.journeys)
    preview = cjm.read(file(tmp_path, "own.md", text))
    assert preview.counts["duplicate"] == preview.counts["invalid"] == 0
    assert tables(applied(preview).state) == tables(doc.state)
    twice = cjm.read(file(tmp_path, "own.md", text + text))
    assert twice.counts["duplicate"] == len(list(doc.state.records())) - 1  # all but Julie
    assert twice.state.tables == preview.state.tables


# ---- out -----------------------------------------------------------------------------------------


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(state=states())
def test_out_and_in_again_is_the_same(state, tmp_path) -> None:
    doc = document(state)
    for journey in doc.journeys:
        first = write(journey, ".mmd", locale="en")
        preview = read_back(journey, ".mmd", tmp_path)
        assert preview.invalid == []
        again = applied(preview)
        assert write(again.journeys[0], ".mmd", locale="en") == first


def test_hostile_text_is_parsed_by_mermaid_and_comes_back_whole(tmp_path) -> None:
    diagrams, wanted = [], []
    for group in hostile.groups():
        doc = hostile.document(group)
        journey = doc.journeys[0]
        diagrams.append(write(journey, ".mmd", locale="en", include_private=True).decode())
        wanted.append(doc)
        again = applied(read_back(journey, ".mmd", tmp_path, include_private=True))
        held = tables(doc.state)
        held.pop("decks", None)
        assert tables(again.state) == held
    for found, doc in zip(mermaid_parser(diagrams), wanted, strict=True):
        assert "error" not in found, found
        assert found["type"] == "journey"
        stages = {stage.id for stage in doc.journeys[0].stages}
        assert len({task["name"] for task in found["tasks"]}) <= len(stages) <= len(found["tasks"])


@settings(max_examples=200)
@given(text=texts | st.text(max_size=30) | st.sampled_from(list(hostile.CORPUS.values())))
def test_a_name_is_a_name_whatever_it_holds(text: str) -> None:
    name = escape(text)
    if not name:
        return
    diagram = diagram_of(f"journey\n title {name}\n section {name}\n  {name}: 3: a\n")
    (task,) = diagram.tasks
    assert (diagram.title, diagram.sections[0].name, task.name) == (unescape(name),) * 3
    assert task.score == 3


@settings(max_examples=1)
@given(data=st.data())
def test_mermaid_reads_names_as_we_do(data) -> None:
    drawn = data.draw(st.lists(texts | st.text(max_size=20), min_size=300, max_size=300))
    names = [name for text in [*hostile.CORPUS.values(), *drawn] if (name := escape(text))]
    diagrams = [f"journey\n section {name}\n  {name}: 3: {escape('a,' + name, also=',')}\n" for name in names]
    for name, found in zip(names, mermaid_parser(diagrams), strict=True):
        assert "error" not in found, (name, found)
        (task,) = found["tasks"]
        assert (task["score"], len(task["people"])) == (3, 1)
        assert task["name"].strip().replace("<br>", "\n") == unescape(name)


def test_a_large_map_stays_below_the_limit_of_mermaid(tmp_path) -> None:
    doc = cjm.Document()
    journey = doc.add_journey("Large", template="purchase")
    for stage in journey.stages:
        for at in range(60):
            journey.add_card(lane="actions", stage=stage, text=f"Card {at} of {stage.name}: {'words ' * 30}")
    data = write(journey, ".mmd")
    assert len(data) < MERMAID_LIMIT
    assert tables(applied(read_back(journey, ".mmd", tmp_path)).state) == tables(doc.state)


@pytest.fixture
def tea() -> cjm.Journey:
    doc = cjm.Document()
    me = doc.add_persona("Me")
    journey = doc.add_journey("Tea", personas=[me])
    for name in ("Boil", "Pour", "Drink"):
        journey.add_stage(name)
    lane = journey.add_lane("pain_points")
    journey.add_card(lane=lane, stage="Pour", text="Spills")
    journey.set_emotion("Boil", 1, persona=me, label="calm")
    return journey


def by_hand(journey: cjm.Journey, folder: Path, *changes: tuple[str, str]) -> cjm.Preview:
    """Return the preview of a diagram of ours in which lines were changed."""
    text = write(journey, ".mmd", locale="fr").decode()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    return cjm.read(file(folder, "x.mmd", text))


def test_edits_by_hand_are_brought_into_what_the_comments_hold(tea, tmp_path) -> None:
    preview = by_hand(
        tea, tmp_path, ("Boil: 4: Me", "Boil: 1: Me, Cat"), ("title Tea", "title Green tea"),
        ("      Drink: 3\n", "      Drink: 5: Me\n    section Later\n      Wash up: 2: Cat\n"),
    )  # fmt: skip
    assert preview.invalid == []
    doc = tea.document
    assert preview.apply(doc) == (tea,)
    assert tea.title == "Green tea"
    assert [stage.name for stage in tea.stages] == ["Boil", "Pour", "Drink", "Wash up"]
    assert [phase.name for phase in tea.phases][-1] == "Later"
    assert [card.text for card in tea.cards] == ["Spills"]
    people = {persona.id: persona.name for persona in doc.personas}
    stages = {stage.id: stage.name for stage in tea.stages}
    points = {(stages[p.stage_id], people[p.persona_id]): (p.value, p.label) for p in tea.emotions}
    assert points == {
        ("Boil", "Me"): (-2, "calm"), ("Boil", "Cat"): (-2, ""), ("Drink", "Me"): (2, ""),
        ("Wash up", "Cat"): (-1, ""),
    }  # fmt: skip
    revision = doc.revision
    preview.apply(doc)
    assert doc.revision == revision


def test_what_is_too_long_in_an_edit_by_hand_is_told_and_the_rest_is_brought_in(tea, tmp_path) -> None:
    long = "x" * 1_001
    later = f"    section {long}\n      Lost: 3: Me\n    section Then\n      Sit: 4"
    new = f"      Boil: 2: Me\n      {long}: 3: Me\n{later}"
    preview = by_hand(tea, tmp_path, ("      Boil: 4: Me", new))
    assert [str(each.reason).partition(";")[0] for each in preview.invalid] == [
        "The field name is not valid"
    ] * 2
    (journey,) = preview.apply(cjm.Document())
    assert "Sit" in [stage.name for stage in journey.stages]
    assert not {"Lost", long} & {stage.name for stage in journey.stages}


def test_a_task_taken_out_by_hand_stays_and_is_told(tea, tmp_path) -> None:
    preview = by_hand(tea, tmp_path, ("      Pour: 3\n", ""))
    assert any("1 step" in note for note in preview.notes)
    preview.apply(tea.document)
    assert len(tea.stages) == 3


def test_where_the_comments_were_edited_too_only_the_diagram_is_read(tea, tmp_path) -> None:
    preview = by_hand(tea, tmp_path, ("Boil: 4: Me", "Boil: 1: Me"), ('"name": "Drink"', '"name": "Sip"'))
    assert any("only the diagram" in note for note in preview.notes)
    assert not [record for record in preview.valid if record.table == "cards"]


def test_spoilt_comments_are_told(tmp_path) -> None:
    doc = cjm.Document()
    journey = doc.add_journey("Tea", template="purchase")
    lines = write(journey, ".mmd", locale="en").decode().split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("%% cjm stages/"))
    lines[at] = lines[at].split("{")[0] + '{"name": 7}'
    preview = cjm.read(file(tmp_path, "x.mmd", "\n".join(lines)))
    assert f"line {at + 1}" in preview.invalid[0].place
    assert preview.counts["valid"] > 5
