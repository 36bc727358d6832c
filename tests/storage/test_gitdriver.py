"""Real git with our driver: records merge by themselves, conflicts are told, diffs can be read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import cjm_widgets as cjm
from cjm_widgets import gitdriver
from cjm_widgets.model.codec import dumps, loads
from cjm_widgets.model.ops import Op, Patch, Put, apply, read_record
from cjm_widgets.model.state import State
from tests.strategies import SMALL

ROOT = Path(cjm.__file__).parents[1]
NAME = "map.cjm.json"


def card(record_id: str = "card_0000", **fields: object) -> Op:
    return Patch("cards", record_id, fields)


def new_card(record_id: str, **fields: object) -> Op:
    data = {"journey_id": "journey_0000", "lane_id": "lane_0000", "stage_id": "stage_0000", **fields}
    return Put("cards", read_record("cards", {"id": record_id, **data}))


class Repository:
    """A git repository whose documents go through the driver, with an identity of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PYTHONPATH": str(ROOT),
            "HOME": str(folder),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
            "CJM_LOCALE": "en",
        }
        for who in ("AUTHOR", "COMMITTER"):
            self.environment |= {f"GIT_{who}_NAME": "Ana", f"GIT_{who}_EMAIL": "ana@example.org"}
        self.git("init", "-q", "-b", "main")
        driver = f'"{sys.executable}" -m cjm_widgets.gitdriver'
        self.git("config", "merge.cjm.name", "customer journey maps")
        self.git("config", "merge.cjm.driver", f"{driver} merge %O %A %B")
        self.git("config", "diff.cjm.textconv", f"{driver} textconv")
        (folder / ".gitattributes").write_text("*.cjm.json merge=cjm diff=cjm\n", "utf-8")

    def git(self, *arguments: str, status: int = 0) -> str:
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == status, done.stdout + done.stderr
        return done.stdout + done.stderr

    def commit(self, state: State, message: str) -> None:
        (self.folder / NAME).write_text(dumps(state), "utf-8")
        self.git("add", "-A")
        self.git("commit", "-q", "-m", message)

    def state(self) -> State:
        return loads((self.folder / NAME).read_text("utf-8"))


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    assert shutil.which("git"), "git is needed"
    made = Repository(tmp_path)
    made.commit(SMALL, "base")
    return made


def diverge(repository: Repository, ours: list[Op], theirs: list[Op]) -> None:
    repository.git("checkout", "-q", "-b", "theirs")
    repository.commit(apply(SMALL, theirs).state, "theirs")
    repository.git("checkout", "-q", "main")
    repository.commit(apply(SMALL, ours).state, "ours")


def test_git_merges_two_fields_of_one_card(repository: Repository) -> None:
    diverge(repository, [card(text="ours")], [card(impact=4), new_card("card_0009", text="new")])
    repository.git("merge", "-q", "-m", "merged", "theirs")
    found = repository.state().tables["cards"]
    assert (found["card_0000"].text, found["card_0000"].impact, found["card_0009"].text) == ("ours", 4, "new")
    assert repository.git("status", "--porcelain").strip() == ""


def test_a_true_conflict_stops_git_and_keeps_both_values_in_a_whole_file(repository: Repository) -> None:
    diverge(repository, [card(text="ours")], [card(text="theirs", impact=2)])
    said = repository.git("merge", "theirs", status=1)
    assert "One field was changed on both sides" in said
    assert 'Card “ours”, Text: "theirs"' in said
    assert repository.git("status", "--porcelain").startswith("UU")
    document = cjm.load(repository.folder / NAME)
    (conflict,) = document.conflicts
    assert document.state.tables["cards"]["card_0000"].impact == 2
    document.resolve(conflict, keep="theirs")
    document.save(repository.folder / NAME)
    repository.git("commit", "-q", "-a", "-m", "chosen")
    assert repository.state().tables["cards"]["card_0000"].text == "theirs"
    assert not repository.state().tables["conflicts"]


def test_the_same_file_begun_on_both_sides_is_merged_without_a_base(repository: Repository) -> None:
    other = "second.cjm.json"
    sides = {"theirs": [card(impact=4)], "main": [card(ease=3)]}
    repository.git("branch", "theirs")
    for branch, ops in sides.items():
        repository.git("checkout", "-q", branch)
        (repository.folder / other).write_text(dumps(apply(SMALL, ops).state), "utf-8")
        repository.git("add", "-A")
        repository.git("commit", "-q", "-m", branch)
    repository.git("merge", "-q", "-m", "merged", "theirs")
    found = loads((repository.folder / other).read_text("utf-8")).tables["cards"]["card_0000"]
    assert (found.impact, found.ease) == (4, 3)


def test_what_is_no_document_leaves_ours_untouched(repository: Repository) -> None:
    repository.git("checkout", "-q", "-b", "theirs")
    (repository.folder / NAME).write_text("not a document", "utf-8")
    repository.git("commit", "-q", "-a", "-m", "spoilt")
    repository.git("checkout", "-q", "main")
    ours = apply(SMALL, [card(text="ours")]).state
    repository.commit(ours, "ours")
    said = repository.git("merge", "theirs", status=1)
    assert "not readable as JSON" in said
    assert repository.state() == ours


def test_a_diff_is_readable(repository: Repository) -> None:
    repository.commit(apply(SMALL, [card(text="Compares prices", sentiment="negative")]).state, "edit")
    said = repository.git("diff", "HEAD~1")
    assert "+    Actions: Compares prices" in said
    assert "+      Sentiment: Negative" in said
    assert '"cards/' not in said


def test_textconv_says_nothing_private_and_never_fails_on_what_it_cannot_read(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document = cjm.Document()
    persona = document.add_persona("Julie", quote="my secret", household="two children")
    persona.set_private("quote")
    path = document.save(tmp_path / NAME)
    assert gitdriver.main(["textconv", str(path)]) == 0
    said = capsys.readouterr().out
    assert "two children" in said
    assert "secret" not in said
    path.write_text("<<<<<<< HEAD\n", "utf-8")
    assert gitdriver.main(["textconv", str(path)]) == 0
    assert capsys.readouterr().out == "<<<<<<< HEAD\n"
    assert gitdriver.main(["textconv", str(tmp_path / "none")]) == 2


def test_in_french(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = []
    for name, ops in (("base", []), ("ours", [card(text="a")]), ("theirs", [card(text="b")])):
        paths.append(tmp_path / name)
        paths[-1].write_text(dumps(apply(SMALL, ops).state), "utf-8")
    assert gitdriver.merge_files(*paths, locale="fr") == 1
    assert "Un champ a été modifié des deux côtés" in capsys.readouterr().err


def test_other_calls_say_how_it_is_called(capsys: pytest.CaptureFixture[str]) -> None:
    assert gitdriver.main(["merge", "one"]) == 2
    assert "BASE OURS THEIRS" in capsys.readouterr().err
