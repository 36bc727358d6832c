"""The notebooks run from the first cell to the last, again and again, and can be read without a kernel."""

from __future__ import annotations

import base64
import copy
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter, MarkdownExporter

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
LITE = sorted((ROOT / "notebooks" / "lite").glob("*.ipynb"))
"""Those of the JupyterLite site; they are run there."""
TOURS = [path for path in NOTEBOOKS if not path.stem.startswith("9")]
PICTURE_LIMIT = 120_000
IMAGE = re.compile(r'<img\b[^>]*\bsrc="data:image/png;base64,([^"]+)"')


def read(path: Path) -> nbformat.NotebookNode:
    return nbformat.read(path, as_version=nbformat.NO_CONVERT)


@dataclass(frozen=True)
class Executed:
    """What three runs of one notebook left behind."""

    path: Path
    first: nbformat.NotebookNode
    again: nbformat.NotebookNode
    files: tuple[dict[str, bytes], ...]


def execute(notebook: nbformat.NotebookNode, folder: Path, *, store_widget_state: bool) -> dict[str, bytes]:
    """Run a notebook in a fresh kernel; return the documents in the folder afterwards."""
    client = NotebookClient(
        notebook,
        timeout=120,
        kernel_name="python3",
        store_widget_state=store_widget_state,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute()
    return {path.name: path.read_bytes() for path in sorted(folder.glob("*.cjm.json"))}


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.stem)
def executed(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Executed]:
    """Run each notebook once; then, in a new kernel, every cell of it four times over."""
    folder = tmp_path_factory.mktemp(request.param.stem)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT))
        patch.setenv("IPYTHONDIR", str(tmp_path_factory.mktemp("ipython")))
        patch.setenv("LC_ALL", "C.UTF-8")
        first, again = read(request.param), read(request.param)
        again.cells = [copy.deepcopy(cell) for _ in range(4) for cell in again.cells]
        for number, cell in enumerate(again.cells):
            cell.id = f"{cell.id}-{number}"
        files = (
            execute(first, folder, store_widget_state=False),
            execute(again, folder, store_widget_state=True),
        )
        yield Executed(request.param, first, again, files)


def test_there_are_notebooks() -> None:
    tours = {"01_quickstart", "01_quickstart_fr", "02_personas", "02_personas_fr"}
    tours |= {"03_journey_map", "03_journey_map_fr", "04_metrics", "04_metrics_fr"}
    tours |= {"06_live_charts", "06_live_charts_fr"}
    tours |= {"05_emotion_curve", "05_emotion_curve_fr"}
    assert {*tours, "90_playground"} <= {path.stem for path in NOTEBOOKS}
    assert [path.stem for path in LITE] == ["editor", "editor_fr"]


@pytest.mark.parametrize("path", [*NOTEBOOKS, *LITE], ids=lambda path: path.stem)
def test_stored_notebooks_hold_sources_and_nothing_else(path: Path) -> None:
    notebook = read(path)
    nbformat.validate(notebook)
    assert (notebook.nbformat, notebook.nbformat_minor) == (4, 5)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert notebook.metadata.kernelspec.name == "python3"
    for cell in notebook.cells:
        assert cell.metadata == {}
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None
    assert path.read_text("utf-8") == nbformat.writes(notebook) + "\n"


@pytest.mark.parametrize("path", [*NOTEBOOKS, *LITE], ids=lambda path: path.stem)
def test_cell_ids_are_names_that_stay(path: Path) -> None:
    ids = [cell.id for cell in read(path).cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", cell_id) for cell_id in ids)


@pytest.mark.parametrize("path", [*TOURS, *LITE], ids=lambda path: path.stem)
def test_every_code_cell_is_short_and_explained(path: Path) -> None:
    cells = read(path).cells
    for before, cell in itertools.pairwise(cells):
        if cell.cell_type == "code":
            assert before.cell_type == "markdown"
            assert len(cell.source.splitlines()) <= 12


@pytest.mark.parametrize(
    "path", [p for p in (*TOURS, *LITE) if p.stem.endswith("_fr")], ids=lambda path: path.stem
)
def test_the_french_tour_shows_what_the_english_one_shows(path: Path) -> None:
    french, english = read(path).cells, read(path.with_stem(path.stem.removesuffix("_fr"))).cells
    assert [(cell.id, cell.cell_type) for cell in french] == [(cell.id, cell.cell_type) for cell in english]
    for ours, theirs in zip(french, english, strict=True):
        if ours.cell_type == "markdown":
            assert ours.source != theirs.source


def test_each_notebook_runs_without_an_error_or_a_warning(executed: Executed) -> None:
    for notebook in (executed.first, executed.again):
        outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
        assert outputs
        assert [output for output in outputs if output.output_type == "error"] == []
        assert [output.text for output in outputs if output.get("name") == "stderr"] == []


def test_running_again_leaves_the_document_byte_for_byte(executed: Executed) -> None:
    first, again = executed.files
    assert first == again
    if executed.path in TOURS:
        (content,) = first.values()
        assert content.count(b'"persona_') > 2


def test_a_reader_without_a_kernel_sees_pictures(executed: Executed) -> None:
    boards = sum("cjm.JourneyMap(" in cell.source for cell in executed.first.cells)
    html, _ = HTMLExporter().from_notebook_node(executed.first)
    pictures = [base64.b64decode(data) for data in IMAGE.findall(html)]
    assert len(pictures) >= boards + 1
    assert all(picture.startswith(b"\x89PNG") for picture in pictures)
    assert max(map(len, pictures)) <= PICTURE_LIMIT
    assert "model not found" not in html.lower()


def test_pictures_are_there_with_stored_widget_state_too(executed: Executed) -> None:
    html, _ = HTMLExporter().from_notebook_node(executed.again)
    assert len(IMAGE.findall(html)) >= 4
    assert "model not found" not in html.lower()


def test_pictures_say_in_words_what_they_show(executed: Executed) -> None:
    html, _ = HTMLExporter().from_notebook_node(executed.first)
    tags = [tag for tag in re.findall(r"<img\b[^>]*>", html) if "data:image/png" in tag]
    assert tags
    assert all(re.search(r'\balt="[^"]{3,}"', tag) for tag in tags)


def test_markdown_made_of_a_notebook_has_its_pictures_and_no_script(executed: Executed) -> None:
    text, _ = MarkdownExporter().from_notebook_node(executed.first)
    assert len(IMAGE.findall(text)) >= 2
    assert "<script" not in text.lower()
    assert "model not found" not in text.lower()


def test_papermill_runs_a_notebook_and_keeps_its_pictures(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    done = tmp_path / "done.ipynb"
    papermill.execute_notebook(
        ROOT / "notebooks" / "01_quickstart.ipynb", done, {"week": 48}, cwd=tmp_path, progress_bar=False,
        log_output=False,
    )  # fmt: skip
    html, _ = HTMLExporter().from_filename(str(done))
    assert "week = 48" in done.read_text("utf-8")
    assert len(IMAGE.findall(html)) >= 2
    assert "model not found" not in html.lower()
    assert list(tmp_path.glob("*.cjm.json"))
