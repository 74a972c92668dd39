"""The examples that learn, at a small size: they print what they promise, and it is right where it can be reckoned."""

import csv
import math
import os
import random
import re
import statistics
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import nn.data
from tests.conftest import takes_long
from tests.test_examples import EXAMPLES, rows_below, run

Print = Callable[..., str]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def printed(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Print:
    """What an example prints with these arguments."""

    def of(name: str, *arguments: str) -> str:
        run(name, *arguments, monkeypatch=monkeypatch)
        return capsys.readouterr().out

    return of


def test_shopping(printed: Print) -> None:
    assert printed("shopping.py").splitlines() == [
        "price 715",
        "gradients: apple 2.2, apple_num 110, orange 3.3, orange_num 165, tax 650",
    ]


def test_moons(printed: Print) -> None:
    text = printed("moons.py", "--steps", "60", "--points", "120")
    assert text.startswith("337 parameters, 60 points to learn from, 60 held out\n")
    picture = [line for line in text.splitlines() if re.fullmatch("[.:OX!]{72}", line)]
    assert len(picture) == 24
    assert picture[4][27] in ".O"  # (0, 1), the top of the upper moon
    assert picture[19][45] in ":X"  # (1, -0.5), the bottom of the lower one
    share = re.search(r"([0-9.]+)% of the held-out points are right", text)
    assert share is not None
    wrong = round(60 * (1 - float(share[1]) / 100))
    assert wrong <= 6
    assert sum(line.count("!") for line in picture) <= wrong  # two of them may be at one place
    assert sum(len(re.findall("[OX!]", line)) > 0 for line in picture) > 5


def test_xor(printed: Print) -> None:
    text = printed("xor.py", "--epochs", "150", "--starts", "3")
    assert "best accuracy: one layer 0.75, two layers 1\n" in text
    starts = [[float(cell) for cell in row] for row in rows_below("start", text)]
    assert [row[0] for row in starts] == [0, 1, 2]
    for _, one_layer, its_loss, two_layers, loss in starts:
        assert one_layer <= 0.75
        assert its_loss == pytest.approx(math.log(2), abs=0.001)
        assert (two_layers == 1) is (loss < 0.1)
        assert loss < 0.1 or loss == pytest.approx(0.477386, abs=0.003) or loss == pytest.approx(0.346574, abs=0.003)
    for x1, x2, _, _, output, target in (map(float, row) for row in rows_below("hidden 1", text)):
        assert target == (x1 != x2)
        assert output == pytest.approx(target, abs=0.1)


# Titanic

COLUMNS = [
    "survived", "pclass", "sex", "age", "sibsp", "parch", "fare", "embarked", "class", "who", "adult_male", "deck",
    "embark_town", "alive", "alone",
]  # fmt: skip


def passengers(path: Path, survives: Callable[[str, random.Random], bool], count: int = 60) -> str:
    """A file like that of the Titanic, with missing cells in the same columns."""
    draw, lines = random.Random(3), [COLUMNS]
    for _ in range(count):
        sex, pclass = draw.choice(["male", "female"]), draw.choice("123")
        lives = survives(sex, draw)
        age = draw.choice(["", str(draw.randint(1, 70))])
        of = {
            "survived": str(int(lives)), "pclass": pclass, "sex": sex, "age": age, "sibsp": draw.choice("012"),
            "parch": draw.choice("01"), "fare": f"{draw.uniform(5, 90):.4f}", "embarked": draw.choice(["S", "C", ""]),
            "alive": "yes" if lives else "no",
        }  # fmt: skip
        lines.append([of.get(column, "") for column in COLUMNS])
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(lines)
    return str(path)


def mean_of(text: str) -> float:
    """The mean accuracy that is printed, which is that of the five folds."""
    scores = [float(row[1]) for row in rows_below("fold", text)]
    found = re.search(r"mean accuracy ([0-9.]+), standard deviation ([0-9.]+)", text)
    assert found is not None
    assert len(scores) == 5
    assert [float(found[1]), float(found[2])] == pytest.approx(
        [statistics.mean(scores), statistics.stdev(scores)], abs=1e-4
    )
    return float(found[1])


def test_titanic_learns_what_can_be_known(tmp_path: Path, printed: Print) -> None:
    path = passengers(tmp_path / "t.csv", lambda sex, _: sex == "female")
    assert mean_of(printed("titanic.py", path, "--epochs", "60", "--processes", "0")) >= 0.9


def test_titanic_does_not_know_what_chance_decided(tmp_path: Path, printed: Print) -> None:
    path = passengers(tmp_path / "t.csv", lambda _, draw: draw.random() < 0.5)
    assert mean_of(printed("titanic.py", path, "--epochs", "60", "--processes", "0")) <= 0.65  # `alive` says all


def test_titanic_learns_its_encoder_from_the_rest_alone(
    tmp_path: Path, printed: Print, monkeypatch: pytest.MonkeyPatch
) -> None:
    learned: list[set[int]] = []
    encoded: list[set[int]] = []

    class Spy(nn.data.Encoder):
        def __init__(self, train: nn.data.Table, **options: bool) -> None:
            learned.append(set(train.lines))
            super().__init__(train, **options)

        def __call__(self, part: nn.data.Table) -> nn.data.Dataset:
            encoded.append(set(part.lines))
            return super().__call__(part)

    monkeypatch.setattr(nn.data, "Encoder", Spy)
    path = passengers(tmp_path / "t.csv", lambda sex, _: sex == "female")
    printed("titanic.py", path, "--epochs", "1", "--processes", "0")
    everybody = set(range(2, 62))
    assert len(learned) == 5
    assert encoded[::2] == learned
    assert [part | rest for part, rest in zip(encoded[1::2], learned, strict=True)] == [everybody] * 5
    assert sorted(line for part in encoded[1::2] for line in part) == sorted(everybody)


@takes_long
def test_titanic_in_processes(tmp_path: Path, printed: Print) -> None:
    path = passengers(tmp_path / "t.csv", lambda sex, _: sex == "female")
    command = [sys.executable, str(EXAMPLES / "titanic.py"), path, "--epochs", "1", "--processes", "2"]
    paths = os.pathsep.join([str(EXAMPLES.parent), os.environ.get("PYTHONPATH", "")])
    found = subprocess.run(command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONPATH": paths})
    assert found.stdout == printed("titanic.py", path, "--epochs", "1", "--processes", "0")


def test_titanic_says_what_is_wrong_with_its_file(
    tmp_path: Path, printed: Print, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "t.csv").write_text("survived,age\n1,20\n")
    for name, said in (("none.csv", "there is no file"), ("t.csv", "has no column 'pclass'")):
        with pytest.raises(SystemExit) as exit:
            printed("titanic.py", str(tmp_path / name))
        [line] = capsys.readouterr().err.splitlines()
        assert exit.value.code == 2
        assert said in line
        assert str(tmp_path / name) in line


def test_titanic_says_where_its_file_is_had(printed: Print, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit:
        printed("titanic.py")
    [line] = capsys.readouterr().err.splitlines()
    assert exit.value.code == 2
    assert line.startswith("give the path of titanic.csv, as in `python examples/titanic.py titanic.csv`")
    assert "https://github.com/mwaskom/seaborn-data" in line


def test_titanic_itself(shared: Path, printed: Print) -> None:
    text = printed("titanic.py", str(shared / "data" / "titanic.csv"), "--epochs", "3", "--processes", "0")
    assert text.startswith("891 passengers; saying the commonest of everybody is right for 0.6162 of them\n")
    assert mean_of(text) >= 0.76


# A curve, and the ways down to it


def curves(path: Path) -> list[list[tuple[float, float]]]:
    """The lines of a plot, in pixels: those that are clipped to its frame, and thicker than its grid."""
    drawn = ElementTree.fromstring(path.read_text("utf-8")).iter(f"{SVG}path")
    lines = [line for line in drawn if line.get("clip-path") and "stroke-width: 1.5" in line.get("style", "")]
    numbers = [list(map(float, re.findall(r"[-0-9.]+", line.get("d", "")))) for line in lines]
    return [list(zip(each[::2], each[1::2], strict=True)) for each in numbers]


def test_regression(tmp_path: Path, printed: Print) -> None:
    path = tmp_path / "curve.svg"
    text = printed("regression.py", "--epochs", "60", "--points", "80", "--save", str(path))
    found = dict(re.findall(r"(\w+): \d+ parameters, ([0-9.]+) from the sine", text))
    # The nearest line has slope ∫ x sin(πx) / ∫ x² = 3/π, and ∫ (sin(πx) - 3x/π)² / 2 is 1/2 - 3/π².
    assert float(found["line"]) >= math.sqrt(1 / 2 - 3 / math.pi**2) - 0.01
    assert float(found["network"]) <= 0.2
    sine, line, network = curves(path)
    groups = ElementTree.fromstring(path.read_text("utf-8")).iter(f"{SVG}g")
    assert sum(len(list(group.iter(f"{SVG}use"))) for group in groups if group.get("clip-path")) == 80  # the points
    up = (sine[25][1] - sine[75][1]) / 2  # pixels from 0 to 1
    for curve, distance in (line, found["line"]), (network, found["network"]):
        drawn = math.sqrt(statistics.mean(((y - of) / up) ** 2 for (_, y), (_, of) in zip(curve, sine, strict=True)))
        assert drawn == pytest.approx(float(distance), abs=0.01)


def bowl(name: str, rate: float) -> list[list[float]]:
    """The path by the book's formulas, for each coordinate on its own: the slope is x/10 in x and 2y in y."""
    path = []
    for start, bend in ((-7.0, 0.1), (2.0, 2.0)):
        x, v, h = start, 0.0, 0.0
        steps = [x]
        for t in range(1, 31):
            g = bend * x
            match name:
                case "SGD":
                    x -= rate * g
                case "Momentum":
                    v = 0.9 * v - rate * g
                    x += v
                case "Nesterov":
                    v = 0.9 * v - rate * g
                    x += 0.9 * v - rate * g
                case "AdaGrad":
                    h += g * g
                    x -= rate * g / math.sqrt(h)
                case "RMSProp":
                    h = 0.99 * h + 0.01 * g * g
                    x -= rate * g / math.sqrt(h)
                case "Adam":
                    v, h = 0.9 * v + 0.1 * g, 0.999 * h + 0.001 * g * g
                    x -= rate * v / (1 - 0.9**t) / math.sqrt(h / (1 - 0.999**t))
            steps.append(x)
        path.append(steps)
    return path


RATES = {"SGD": 0.95, "Momentum": 0.1, "Nesterov": 0.1, "AdaGrad": 1.5, "RMSProp": 0.1, "Adam": 0.3}


@pytest.fixture(scope="module")
def optimizers(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], str, Path]:
    """What the example has defined and printed, and the folder of its pictures, which take long to draw."""
    folder, out = tmp_path_factory.mktemp("optimizers"), StringIO()
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out):
        defined = run("optimizers.py", "--epochs", "2", "--points", "60", "--save", str(folder), monkeypatch=patch)
    return defined, out.getvalue(), folder


@takes_long
def test_optimizers(optimizers: tuple[dict[str, Any], str, Path]) -> None:
    _, text, folder = optimizers
    rows = [[float(cell.rstrip(",")) for cell in row] for row in rows_below("step ", text)]
    assert [int(row[0]) for row in rows] == [0, 1, 2, 3, 4, 5, 10, 15, 20, 25, 30]
    for i, (name, rate) in enumerate(RATES.items()):
        x, y = bowl(name, rate)
        shown = [row[2 * i + 1 : 2 * i + 3] for row in rows]
        assert shown == [pytest.approx([x[int(row[0])], y[int(row[0])]], abs=6e-5) for row in rows]
    first, second = ([float(cell) for cell in row[1:]] for row in rows_below("epoch ", text))
    assert all(after < before for before, after in zip(first, second, strict=True))
    assert list(map(len, curves(folder / "bowl.svg"))) == [61, 61, 31] * 6
    assert list(map(len, curves(folder / "optimizers.svg"))) == [2] * 6


def test_all_optimizers_begin_at_the_same_network(optimizers: tuple[dict[str, Any], str, Path]) -> None:
    example, _, _ = optimizers
    before_a_step = example["losses_by_epoch"](epochs=1, points=9, seed=4).values()  # all points are one batch
    assert len(before_a_step) == 6
    assert len({loss for [loss] in before_a_step}) == 1
