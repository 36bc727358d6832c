"""The command line as a pipeline meets it: output, JSON, codes, languages; nothing is half written."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from PIL import Image
from typer.testing import CliRunner

import cjm_widgets as cjm
from cjm_widgets.cli.app import app
from cjm_widgets.cli.output import each
from cjm_widgets.cli.validate import validate
from tests.contract.sources import ROOT

TEA = "journey\n title Tea\n section Kitchen\n  Boil water: 4: Me\n  Wait: 2: Me\n"
COMMANDS = ("validate", "show", "export", "convert", "diff", "doctor")


class Cli:
    """Runs commands in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.runner = CliRunner()

    def path(self, name: str, text: str | None = None) -> str:
        path = self.folder / name
        if text is not None:
            path.write_text(text, "utf-8")
        return str(path)

    def run(self, *arguments: str, code: int = 0) -> str:
        done = self.runner.invoke(app, list(arguments), catch_exceptions=False)
        assert done.exit_code == code, done.output + done.stderr
        return done.stdout if code == 0 or done.stdout else done.stderr

    def json(self, *arguments: str, code: int = 0):
        return json.loads(self.run(*arguments, "--json", code=code))


@pytest.fixture
def cli(tmp_path, monkeypatch) -> Cli:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CJM_LOCALE", "en")
    return Cli(tmp_path)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help(command: str, cli) -> None:
    said = cli.run(*([command] if command else []), "--help")
    assert "Usage: cjm" in said
    assert "--help" in said
    if not command:
        assert all(name in said for name in COMMANDS)
        assert "Ends with 0" in " ".join(said.split())


def test_the_entry_point_is_declared_and_runs(tmp_path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["scripts"] == {"cjm": "cjm_widgets.cli:main"}
    code = "import sys; from cjm_widgets.cli import main; sys.argv[0] = 'cjm'; main()"
    command = [sys.executable, "-c", code]
    done = subprocess.run([*command, "--version"], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == f"cjm_widgets {cjm.__version__}\n"
    wrong = subprocess.run([*command, "vaildate"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "validate" in wrong.stderr


def test_validate(cli) -> None:
    good, bad = cli.path("good.mmd", TEA), cli.path("bad.mmd", TEA + "  Pour\n")
    assert "All of it is valid." in cli.run("validate", good)
    said = cli.run("validate", good, bad, code=1)
    assert "line 6" in said
    found = cli.json("validate", good, bad, cli.path("absent.mmd"), code=1)
    assert [one["ok"] for one in found["files"]] == [True, False, False]
    assert found["files"][1]["invalid"][0]["value"] == "Pour"
    assert found["files"][2]["error"]["code"] == "no_file"


def test_strict_counts_duplicates_too(cli) -> None:
    voc = cli.path("voc.csv", "date,score,verbatim,stage\n2026-01-05,9,a,S\n2026-01-05,9,a,S\n")
    cli.run("validate", voc)
    cli.run("validate", voc, "--strict", code=1)


def test_show(cli) -> None:
    said = cli.run("show", cli.path("tea.mmd", TEA))
    assert "Kitchen\n   1. Boil water" in said
    assert "▅▃  Me" in said or "▆▃  Me" in said
    (journey,) = cli.json("show", cli.path("tea.mmd"))["journeys"]
    assert journey["curves"] == [{"persona": "Me", "variant": "as_is", "values": [1.0, -1.0]}]
    assert "Tee" not in said
    assert 'Did you mean "Tea"' in cli.run("show", cli.path("tea.mmd"), "--journey", "Tee", code=2)


def test_show_of_data_is_json_without_nan(cli) -> None:
    voc = cli.path("voc.csv", "date,score,verbatim,stage,more\n2026-01-05,9,a,S,\n")
    assert cli.json("show", voc)["rows"][0]["score"] == 9


@pytest.mark.parametrize("ending", [".cjm.json", ".xlsx", ".csv", ".mmd"])
def test_convert_and_back_is_the_same(ending: str, cli) -> None:
    cli.path("tea.mmd", TEA)
    cli.run("convert", "tea.mmd", f"out{ending}")
    cli.run("convert", f"out{ending}", "again.cjm.json")
    assert "The two are the same." in cli.run("diff", f"out{ending}", "again.cjm.json")
    assert "Boil water" in cli.run("show", "again.cjm.json")


def test_nothing_is_replaced_unless_asked_for(cli) -> None:
    cli.path("tea.mmd", TEA)
    cli.path("out.csv", "mine")
    assert "--force" in cli.run("convert", "tea.mmd", "out.csv", code=2)
    assert (cli.folder / "out.csv").read_text() == "mine"
    assert cli.json("convert", "tea.mmd", "out.csv", "--force")["bytes"] > 100
    cli.run("convert", "tea.mmd", "nowhere/out.csv", code=2)


def test_convert_into_a_document_a_second_time_changes_nothing(cli) -> None:
    cli.path("tea.mmd", TEA)
    doc = cjm.Document()
    doc.add_journey("There already")
    doc.save(cli.folder / "doc.cjm.json")
    cli.run("convert", "tea.mmd", "doc.cjm.json", "--into")
    first = (cli.folder / "doc.cjm.json").read_bytes()
    assert [j.title for j in cjm.load(cli.folder / "doc.cjm.json").journeys] == ["There already", "Tea"]
    cli.run("convert", "tea.mmd", "doc.cjm.json", "--into")
    assert (cli.folder / "doc.cjm.json").read_bytes() == first


def test_what_is_left_out_is_told_and_counts(cli) -> None:
    cli.path("bad.mmd", TEA + "  Pour\n")
    assert cli.json("convert", "bad.mmd", "out.cjm.json", code=1)["counts"]["invalid"] == 1
    assert len(cjm.load(cli.folder / "out.cjm.json").journeys[0].stages) == 2


def test_answers_come_out_without_formulas(cli) -> None:
    cli.path("voc.csv", "date,score,verbatim,stage\n2026-01-05,9,=1+1,S\n")
    cli.run("convert", "voc.csv", "out.csv")
    assert "'=1+1" in (cli.folder / "out.csv").read_text("utf-8-sig")
    assert "journey.bind" in cli.run("convert", "voc.csv", "out.cjm.json", code=2)


def test_export(cli) -> None:
    cli.path("tea.mmd", TEA)
    cli.run("export", "tea.mmd", "out.md", "--journey", "Tea", "--locale", "fr")
    assert "Émotion" in (cli.folder / "out.md").read_text("utf-8")
    assert ".pptx" in cli.run("export", "tea.mmd", "out.docx", code=2)
    assert not (cli.folder / "out.docx").exists()


@pytest.mark.parametrize("ending", [".svg", ".html", ".pdf", ".pptx"])
def test_what_is_drawn_is_the_one_journey(ending: str, cli) -> None:
    cli.path("tea.mmd", TEA)
    named = cjm.read(cli.path("tea.mmd"))
    named.apply(doc := cjm.Document())
    cli.run("export", "tea.mmd", f"out{ending}")
    whole = cjm.export(doc.journeys[0], cli.folder / f"want{ending}", quiet=True).stat().st_size
    assert abs((cli.folder / f"out{ending}").stat().st_size - whole) < 0.02 * whole
    cli.run("convert", "tea.mmd", f"again{ending}")
    assert (cli.folder / f"again{ending}").stat().st_size > 0.9 * whole


def test_of_several_journeys_one_is_named(cli) -> None:
    doc = cjm.Document()
    for title in ("Tea", "Coffee"):
        doc.add_journey(title, template="purchase")
    doc.save(cli.folder / "two.cjm.json")
    said = cli.run("export", "two.cjm.json", "out.svg", code=2)
    assert "2 journeys" in said
    assert "Tea, Coffee" in said
    assert not (cli.folder / "out.svg").exists()
    cli.run("export", "two.cjm.json", "out.svg", "--journey", "Coffee")
    assert "Coffee" in (cli.folder / "out.svg").read_text("utf-8")
    cli.run("export", "two.cjm.json", "out.json")
    assert len(cjm.load(cli.folder / "out.json").journeys) == 2


def test_options_of_pictures(cli) -> None:
    cli.path("tea.mmd", TEA)
    for theme, background in (("light", "#ffffff"), ("dark", "#16181d")):
        cli.run("export", "tea.mmd", f"{theme}.svg", "--theme", theme)
        assert background in (cli.folder / f"{theme}.svg").read_text("utf-8")
    sizes = []
    for scale in ("1", "2"):
        cli.run("export", "tea.mmd", f"{scale}.png", "--scale", scale)
        sizes.append(Image.open(cli.folder / f"{scale}.png").width)
    assert sizes[1] == pytest.approx(2 * sizes[0], abs=2)
    assert "scale" in cli.run("export", "tea.mmd", "0.png", "--scale", "0", code=2)
    for page in ("a4", "a3"):
        cli.run("export", "tea.mmd", f"{page}.pdf", "--page", page)
    assert (cli.folder / "a4.pdf").read_bytes() != (cli.folder / "a3.pdf").read_bytes()


def test_a_file_that_was_not_read_whole_is_told_by_every_command(cli) -> None:
    cli.path("tea.mmd", TEA)
    cli.path("bad.mmd", TEA + "  Pour\n")
    for command in (("export", "bad.mmd", "out.svg"), ("show", "bad.mmd"), ("diff", "bad.mmd", "tea.mmd")):
        done = cli.runner.invoke(app, list(command), catch_exceptions=False)
        assert done.exit_code == 1, command
        assert "line 6" in done.stderr, command
    assert "Tea" in (cli.folder / "out.svg").read_text("utf-8"), "what is valid is written"
    assert not cli.json("diff", "bad.mmd", "tea.mmd", code=1)["same"]
    assert cli.json("show", "bad.mmd", code=1)["counts"]["invalid"] == 1


@pytest.mark.parametrize("command", ["export", "convert"])
def test_the_file_that_is_read_is_never_written_over(command: str, cli) -> None:
    doc = cjm.Document()
    doc.add_journey("Tea", template="purchase")
    doc.add_persona("Julie", place="Lyon").set_private("place")
    doc.save(cli.folder / "own.cjm.json")
    before = (cli.folder / "own.cjm.json").read_bytes()
    said = cli.run(command, "own.cjm.json", "./own.cjm.json", "--force", code=2)
    assert "This is the file that is read" in said
    assert (cli.folder / "own.cjm.json").read_bytes() == before


def test_private_fields_stay_private(cli) -> None:
    for name, place in (("a", "Canaryville"), ("b", "Canarytown")):
        doc = cjm.Document()
        julie = doc.add_persona("Julie", place=place)
        julie.set_private("place")
        doc.add_journey("J", template="purchase")
        doc.save(cli.folder / f"{name}.cjm.json")
    for ending in (".md", ".csv", ".json", ".mmd"):
        cli.run("export", "a.cjm.json", f"out{ending}")
        assert "anary" not in (cli.folder / f"out{ending}").read_text("utf-8")
    said = cli.run("diff", "a.cjm.json", "b.cjm.json", code=1)
    assert "place: differs (private)" in said
    assert "anary" not in said + cli.run("show", "a.cjm.json")
    assert "Canarytown" in cli.run("diff", "a.cjm.json", "b.cjm.json", "--include-private", code=1)


def test_diff(cli) -> None:
    doc = cjm.Document()
    journey = doc.add_journey("J", template="purchase")
    card = journey.add_card(lane="actions", stage=journey.stages[0], text="Before")
    doc.save(cli.folder / "a.cjm.json")
    journey.edit(card, text="After")
    journey.remove(journey.stages[-1])
    journey.add_stage("New")
    doc.save(cli.folder / "b.cjm.json")
    found = cli.json("diff", "a.cjm.json", "b.cjm.json", code=1)["differences"]
    assert {(one["table"], one["status"]) for one in found} == {
        ("cards", "changed"), ("stages", "removed"), ("stages", "added"),
    }  # fmt: skip
    (changed,) = [one for one in found if one["status"] == "changed"]
    assert changed["fields"] == {"text": ["Before", "After"]}
    assert '"Before" → "After"' in cli.run("diff", "a.cjm.json", "b.cjm.json", code=1)


def test_no_text_is_a_command_of_the_terminal(cli) -> None:
    cli.path("x.mmd", "journey\n title A\u202eB\n x: 9\u009b31m: Me\n")
    said = cli.run("validate", "x.mmd", code=1)
    assert not any(ord(char) < 32 and char != "\n" for char in said)
    assert "\u202e" not in said
    assert "\u009b" not in said


def test_french(cli, monkeypatch) -> None:
    monkeypatch.setenv("CJM_LOCALE", "fr")
    assert "Ce fichier n’existe pas" in cli.run("show", "absent.mmd", code=2)
    assert "Tout est valide." in cli.run("validate", cli.path("tea.mmd", TEA))


def test_doctor(cli) -> None:
    assert "✓" in cli.run("doctor")
    found = cli.json("doctor", "--locale", "fr")
    assert found["ok"]
    broken = cli.json("doctor", "nowhere/x.cjm.json", code=1)
    (fault,) = [each for each in broken["findings"] if each["state"] == "fault"]
    assert fault["name"] == "files"
    assert fault["remedy"]


def test_long_work_shows_its_progress_on_a_terminal_only(cli, monkeypatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    paths = [cli.path(f"{at}.mmd", TEA) for at in range(3)]
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(each(paths, str)) == paths
        assert ("100%" in stream.getvalue()) == shown
    for stream, shown in ((Terminal(), True), (io.StringIO(), False)):
        monkeypatch.setattr(sys, "stderr", stream)
        validate([Path(paths[0])], strict=False, as_json=True, tasks="stages", lanes="auto")
        assert ("Reading" in stream.getvalue()) == shown
