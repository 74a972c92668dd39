"""Everything that writes files, each as a program that runs in a child process, in the folder that is to hold them."""

from __future__ import annotations

import contextlib
import functools
import io
import os
import shutil
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple
from unittest import mock

import autograd
import nn
import viz
from autograd import Value
from autograd.__main__ import main
from autograd.commands import gallery as gallery_
from autograd.commands.gallery.trained import TRAINED, can_be_drawn
from viz.lab import site
from viz.lab.packed import packed

SUM = ["(w*x - t)**2", "w=0.5", "x=2", "t=1"]


def ringo(*words: str) -> int:
    """A command, with what it prints kept."""
    return main(list(words))


def drawn() -> Any:
    return viz.draw(Value(2.0, name="a") * Value(3.0, name="b"))


def network() -> nn.MLP:
    return nn.MLP(2, [2, 1], init=nn.init.he(seed=0))


def trained(_: Path) -> None:
    model, data = network(), SimpleNamespace(xs=[[0.0, 1.0], [1.0, 0.0]], ys=[0.0, 1.0])
    optimizer = nn.optim.SGD(model.parameters(), 0.1)
    nn.train(
        model, data, nn.losses.mean_squared_error, optimizer, epochs=1, checkpoint="run.safetensors", progress=False
    )


def animated(_: Path) -> None:
    viz.animation(viz.plot({"loss": [(1, 2), (2, n)]}) for n in (1, 2)).save("moving.gif")


GALLERY = functools.cache(lambda: dict(gallery_._files(TRAINED if can_be_drawn() else ())))
PACKED = functools.cache(packed)
"""What takes seconds before the first file is written: made once, and not by each child."""


def gallery(_: Path) -> int:
    with mock.patch.object(gallery_, "_files", return_value=GALLERY().items()):
        return ringo("gallery", "gallery", "--overwrite")


def lab(inputs: Path) -> int:
    with mock.patch.object(site, "packed", PACKED):
        return ringo("lab", "lab", "--pyodide", str(inputs / "pyodide"))


def library(_: Path) -> float:
    """The cache of libraries. Where it takes none, a private folder does, and nothing is told."""
    x = Value(3.0)
    with mock.patch.dict(os.environ, {"XDG_CACHE_HOME": os.path.abspath("cache")}):
        return float(autograd.compile(x * x, wrt=[x], backend="c")())


WRITERS: dict[str, Callable[[Path], Any]] = {
    **{
        f"worksheet --save sheet.{ending}": lambda _, ending=ending: ringo(  # type: ignore[misc]
            "worksheet", *SUM, "--learning-rate", "0.1", "--save", f"sheet.{ending}", "--overwrite"
        )
        for ending in ("csv", "md", "json", "xlsx", "pdf", "xml", "html")
    },
    **{
        f"--save picture.{ending}": lambda _, ending=ending: ringo(*SUM, "--save", f"picture.{ending}", "--overwrite")  # type: ignore[misc]
        for ending in ("svg", "png", "pdf", "dot", "html")
    },
    "exercise --save": lambda _: ringo("exercise", "apple", "--save", "apple.csv", "--overwrite"),
    "class --save": lambda inputs: ringo(
        "class", str(inputs / "students.csv"), *SUM, "--seed", "1", "--save", "class", "--format", "csv", "--overwrite",
    ),
    **{
        f"mark --report class.{ending}": lambda inputs, ending=ending: ringo(  # type: ignore[misc]
            "mark", str(inputs / "handed"), "--processes", "1", "--report", f"class.{ending}", "--overwrite"
        )
        for ending in ("html", "md", "csv", "json")
    },
    "mark --feedback": lambda inputs: ringo(
        "mark", str(inputs / "handed"), "--processes", "1", "--feedback", "feedback", "--overwrite"
    ),
    "mark --keep": lambda inputs: ringo("mark", str(inputs / "handed"), "--processes", "1", "--keep", "marks.kept"),
    "compile --output": lambda _: ringo("compile", *SUM, "--source", "c", "--output", "code.c", "--overwrite"),
    "compile, a library": library,
    "lab": lab,
    "gallery": gallery,
    "nn.save": lambda _: nn.save("model.safetensors", nn.MLP(16, [64, 1], init=nn.init.he(seed=0))),
    "nn.to_onnx": lambda _: nn.to_onnx(network(), "model.onnx", (2,), overwrite=True),
    "nn.train(checkpoint=)": trained,
    "viz.plot().save": lambda _: viz.plot({"loss": [(1, 2), (2, 1)]}).save("loss.png"),
    "viz.animation().save": animated,
    "viz.network().save": lambda _: viz.network(network()).save("network.svg"),
}  # fmt: skip
"""By what is typed. Commands return their status; calls raise. `inputs` is the folder that `prepared` filled."""


def prepared(folder: Path) -> Path:
    """What commands read."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.chdir(folder):
        for name in ("handed", "pyodide"):
            (folder / name).mkdir()
        (folder / "students.csv").write_text("name,id\nAiko,1\nBen,2\n", "utf-8", newline="\n")
        ringo("worksheet", *SUM, "--save", "sheet.csv")
        for who in ("aiko", "ben"):
            shutil.copy(folder / "sheet.csv", folder / "handed" / f"{who}.csv")
        for name in site.PYODIDE:
            (folder / "pyodide" / name).write_text(name, "utf-8", newline="\n")
    return folder


class Ended(NamedTuple):
    """How a child ended: its status, or minus the signal; the last line that it said; whether it said a traceback."""

    status: int
    said: str
    has_traceback: bool


def run(writer: str, folder: Path, inputs: Path, before: Callable[[], None] = lambda: None) -> Ended:
    """Run a writer in a child process whose folder is `folder`. `before` is called there first."""
    out = inputs.with_name("said.txt")
    child = os.fork()
    if child == 0:  # pragma: no cover
        status = 70
        try:
            with out.open("w", encoding="utf-8", newline="\n") as told:
                sys.stdout = sys.stderr = told
                os.chdir(folder)
                warnings.simplefilter("ignore")
                before()
                status = _status(WRITERS[writer], inputs)
        finally:
            os._exit(status)
    _, waited = os.waitpid(child, 0)
    text = out.read_text("utf-8").strip()
    return Ended(os.waitstatus_to_exitcode(waited), (text.splitlines() or [""])[-1], "Traceback" in text)


def _status(writer: Callable[[Path], Any], inputs: Path) -> int:
    import traceback

    try:
        status = writer(inputs)
    except (OSError, ValueError) as error:  # a call tells by its error what a command prints
        print(f"{type(error).__name__}: {error}")
        return 2
    except BaseException:
        traceback.print_exc()
        return 70
    return status if isinstance(status, int) else 0


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def killed_at(number: int, folder: Path) -> Callable[[], None]:
    """Kills the process by -9 before its operation of this number on a file in the folder."""

    def install() -> None:
        left = [number]

        def heard(event: str, of: tuple[Any, ...]) -> None:
            if event in ("open", "os.rename", "os.link", "os.remove", "os.mkdir", "os.chmod", "os.truncate"):
                place = os.path.join(os.getcwd(), os.fsdecode(of[0])) if isinstance(of[0], str | bytes) else ""
                if place.startswith(str(folder)):
                    left[0] -= 1
                    if left[0] == 0:
                        os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(heard)

    return install
