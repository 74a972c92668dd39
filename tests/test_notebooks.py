"""Every example as a notebook, run from top to bottom in a kernel, as Jupyter does it.

In the default profile one that takes a second, in the others all of them, which learn for an epoch or two. What
they print after as many epochs as they tell, other tests show.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Any, NamedTuple

import jupytext
import nbclient
import pytest

from autograd.language.notebook import typed
from tests.conftest import ROOT, SHARED, takes_long

TITANIC = SHARED / "data" / "titanic.csv"
"""What one of them is given."""
EXAMPLES = sorted(path.stem for path in (ROOT / "examples").glob("*.py"))


class Notebook(NamedTuple):
    """What the cells of a notebook show."""

    outputs: list[Any]

    def rich(self, kind: str) -> list[str]:
        """The last expressions of cells that have a form of this kind."""
        return [one.data[kind] for one in self.outputs if one.output_type == "execute_result" and kind in one.data]

    @property
    def printed(self) -> str:
        return "".join(one.text for one in self.outputs if one.output_type == "stream" and one.name == "stdout")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The examples in a folder where they may write, and nothing beside them."""
    return Path(shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("out")))


def run(folder: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> Notebook:
    """Run the notebook in its folder. A cell that raises is an error of the test, and tells the cell."""
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    monkeypatch.setenv(
        "PYTHONWARNINGS", "error:::__main__"
    )  # those of the cells; Jupyter's own are no business of ours
    notebook = jupytext.read(folder / f"{name}.py")
    assert notebook.cells[0].cell_type == "markdown"
    assert notebook.cells[0].source.startswith("# ")
    in_folder = {"metadata": {"path": str(folder)}}
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=in_folder).execute()
    return Notebook([output for cell in notebook.cells for output in cell.get("outputs", [])])


def test_apple_shows_its_tables_and_pictures(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run(folder, "apple", monkeypatch)
    assert "price 220; gradients: apple 2.2, count 110, tax 200" in shown.printed
    assert "Backward pass" not in shown.printed  # as text it is for a terminal
    tables, pictures = shown.rich("text/markdown"), shown.rich("image/svg+xml")
    assert [len(tables), len(pictures)] == [2, 2]
    assert "| 4 | v1 | count | 1 | 1.1 | 100 | 110 | 110 |" in tables[0]
    assert all(picture.startswith("<svg") for picture in pictures)
    assert sorted(path.name for path in (folder / "out").iterdir()) == ["apple.dot", "apple.png", "apple.svg"]


@pytest.mark.parametrize(("of_a_kernel", "words"), [(True, []), (False, ["-f", "kernel.json"])])
def test_a_notebook_has_no_command_line(of_a_kernel: bool, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.argv", ["launcher.py", "-f", "kernel.json"])
    if of_a_kernel:
        monkeypatch.setattr("builtins.__IPYTHON__", True, raising=False)
    assert typed() == words


@takes_long
def test_by_hand_shows_a_worksheet_and_marks(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, marks, in_japanese, result = run(folder, "by_hand", monkeypatch).rich("text/markdown")
    assert sheet.startswith("# Worksheet: L")
    assert "77 of 79 points" in marks
    assert "| grad v4 | 0.5 |" in marks
    assert "最初の誤りは 37 番です" in in_japanese
    assert "biases were not updated" in result


@takes_long
def test_training_shows_its_history(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run(folder, "moons", monkeypatch)
    [history] = shown.rich("text/markdown")
    assert history.startswith("| epoch | loss | accuracy | validation loss | validation accuracy |")
    assert "best: epoch" in history
    assert "of the held-out points are right" in shown.printed


@takes_long
def test_plots_are_shown(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = run(folder, "optimizers", monkeypatch)
    bowls, curves = shown.rich("image/svg+xml")
    places, losses = shown.rich("text/markdown")
    assert "| 1 | -6.3350, -1.8000 |" in places  # SGD by hand: -7 + 0.95 · 0.7, and 2 - 0.95 · 4
    assert len(losses.splitlines()) == 2 + 7
    for name in ("SGD", "Momentum", "Nesterov", "AdaGrad", "RMSProp", "Adam"):
        assert f">{name}<" in bowls
        assert f">{name} " in curves  # and its rate


LENGTHS = re.compile(r'("--(?:epochs|steps)", type=[^=]*, default=)\d+')
"""The options that say how long an example learns."""
OTHERS = [name for name in EXAMPLES if name not in ("apple", "by_hand", "moons", "optimizers")]


@takes_long
@pytest.mark.parametrize("name", OTHERS)
def test_examples_run(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if name == "titanic" and not TITANIC.is_file():
        pytest.skip(f"{TITANIC.name} is not beside this repository")
    if name == "in_c" and not any(map(shutil.which, ("cc", "gcc", "clang"))):
        pytest.skip("there is no C compiler")
    example = folder / f"{name}.py"
    text = LENGTHS.sub(r"\g<1>2", example.read_text("utf-8"))
    example.write_text(text.replace('\nPATH = ""', f"\nPATH = {str(TITANIC)!r}"), "utf-8")
    assert run(folder, name, monkeypatch).outputs


def test_no_example_waits_for_a_name() -> None:
    """A guard hides the results of a cell. Two need it: tests import one, and processes start from the other."""
    guarded = [name for name in EXAMPLES if "__main__" in (ROOT / "examples" / f"{name}.py").read_text("utf-8")]
    assert guarded == ["gpt", "titanic"]
