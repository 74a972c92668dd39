"""Ready exercises: their numbers are those that were published, and those that torch gives."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest

from autograd import mark, worksheet
from autograd.by_hand import Sheet, WorksheetError
from autograd.by_hand.exercises import READY, Exercise, ready
from autograd.language import LANGUAGES, catalogue, speaking
from tests.by_hand.exercises.drawn import drawn

EVERY = pytest.mark.parametrize("exercise", READY, ids=[exercise.name for exercise in READY])

PUBLISHED: dict[str, dict[str, Any]] = {
    # lecture 001: りんごの値段; the book's buy_apple.py
    "apple": {"price": 220, "grad apple": 2.2, "grad apple_num": 110, "grad tax": 200},
    # Karpathy, building micrograd: d = a*b, e = a+b, f = d*e with a = -2, b = 3
    "chain": {"z": -6, "grad x": -3, "grad y": -8},
    # CS231n, Backpropagation, Intuitions, to the two decimals printed there
    "neuron": {"y": 0.73, "grad w0": -0.20, "grad x0": 0.39, "grad w1": -0.39, "grad x1": -0.59, "grad w2": 0.20},
    # the book's 5.6.2: dY = (1, 2, 3), so dB = dY, dW = Xᵀ dY, dX = dY Wᵀ
    "affine": {"grad b": [1, 2, 3], "grad W": [[1, 2, 3], [2, 4, 6]], "grad x": [22, 28]},
    # the book's 3.5.3, to its digits; lecture 001: ∂L/∂A = Y - T
    "softmax": {
        "y": [0.01821127, 0.24519181, 0.73659691],
        "grad a": [0.01821127, 0.24519181, 0.73659691 - 1],
    },
    # the book's 5.6.2: the sum of dY = ((1, 2, 3), (4, 5, 6)) is (5, 7, 9), and half of it the mean
    "batch": {"grad B": [2.5, 3.5, 4.5]},
    # the book's 7.2: (18, 19), (9, 18); behind the maximum only the place of 19 counts, and y - 17 = 2
    "convolution": {"grad W": [[4, 6, 0], [2, 4, 6], [0, 2, 4]], "grad b": 2},
    # by hand, from (-7, 2): ∂f/∂x = x/10 and ∂f/∂y = 2y
    "sgd": {"grad x": -0.7, "grad y": 4, "new x": -6.335, "new y": -1.8, "step 2 new x": -5.733175,
            "step 2 new y": 1.62},
    "momentum": {"velocity x": 0.07, "velocity y": -0.4, "new x": -6.93, "new y": 1.6, "step 2 velocity x": 0.1323,
                 "step 2 velocity y": -0.68, "step 2 new x": -6.7977, "step 2 new y": 0.92},
    "adagrad": {"squares x": 0.49, "squares y": 16, "new x": -5.5, "new y": 0.5, "step 2 squares x": 0.49 + 0.55**2,
                "step 2 squares y": 17, "step 2 new y": 0.5 - 1.5 / 17**0.5},
    "adam": {"mean x": -0.07, "mean y": 0.4, "squares y": 0.016, "corrected mean x": -0.7, "corrected squares y": 16,
             "new x": -6.7, "new y": 1.7},
    # by hand: (x - 3)/3 = (-1, -1/3, -1/3, 5/3), ∂L/∂y = (-1, 1/3, -2/3, 1/3), ∂L/∂h = 2 ∂L/∂y, and
    # ∂L/∂x = (∂L/∂h - mean - h · mean of h ∂L/∂h)/3
    "normalisation": {
        "grad beta": -1, "grad gamma": 1 + 1 / 9 * (-1 + 2 + 5),
        "grad x": [(2 * d + 0.5 - h * 2 / 4 * 5 / 3) / 3 for d, h in
                   zip((-1, 1 / 3, -2 / 3, 1 / 3), (-1, -1 / 3, -1 / 3, 5 / 3), strict=True)],
    },
    # by hand: y = 0, so ∂L/∂w = (y - 1) x + 0.1 w, and ∂L/∂b = y - 1
    "decay": {"y": 0, "grad w": [-0.8, -3.1], "grad b": -1, "new w": [2.08, -0.69], "new b": 1.1},
}  # fmt: skip


def numbers(sheet: Sheet, key: str) -> Any:
    if key not in sheet.lines:
        rows = {row.key: i for i, row in enumerate(sheet.work.rows)}
        return sheet.work.numbers[rows[key]]
    grid, _ = sheet.lines[key]
    found = [[sheet.work.numbers[i] for i in line.rows if i is not None] for line in grid.lines]
    return found if len(grid.shape) == 2 else found[0]


@pytest.mark.parametrize("name", PUBLISHED)
def test_the_numbers_are_those_that_were_published(name: str) -> None:
    sheet = ready(name).sheet()
    digits = 0.005 if name == "neuron" else 2e-8
    for key, published in PUBLISHED[name].items():
        for ours, theirs in zip(flat(numbers(sheet, key)), flat(published), strict=True):
            assert ours == pytest.approx(theirs, abs=digits), key


def flat(numbers: Any) -> list[float]:
    return [x for part in numbers for x in flat(part)] if isinstance(numbers, list) else [numbers]


def test_the_update_of_the_2_2_2_network_is_that_by_hand() -> None:
    """By hand: h = (2, 1), a = (1, 1), so both shares are 1/2 and L = ln 2; δ = (-1/2, 1/2), ∂L/∂W2 = hᵀ δ, and
    W2 δ = (-1/2, 1) goes back through two units that are on: ∂L/∂W1 = xᵀ (-1/2, 1)."""
    sheet = ready("network").sheet()
    assert sheet.work.numbers[sheet.work.value[sheet.work.record.output]] == pytest.approx(0.69314718056, abs=1e-11)
    assert numbers(sheet, "grad W2") == [[-1, 1], [-0.5, 0.5]]
    assert numbers(sheet, "grad b2") == [-0.5, 0.5]
    assert numbers(sheet, "grad W1") == [[-0.5, 1], [-1, 2]]
    assert numbers(sheet, "new W1") == [[0.05, 0.9], [1.1, -0.2]]
    # then h = (0.05 + 2·1.1 + 0.05, 0.9 - 2·0.2 - 0.1) = (2.3, 0.4), and a = (2.2, 0.1)
    assert numbers(sheet, "new L") == pytest.approx(math.log(1 + math.exp(-2.1)))
    assert numbers(sheet, "improvement") == pytest.approx(math.log(2) - math.log(1 + math.exp(-2.1)))


def in_torch(exercise: Exercise, given: dict[str, Any]) -> Any:
    """The exercise's output, written anew in torch."""
    torch = pytest.importorskip("torch")
    n = {name: torch.tensor(x, dtype=torch.float64, requires_grad=True) for name, x in given.items()}
    written = {
        "apple": lambda: n["apple"] * n["apple_num"] * n["tax"],
        "chain": lambda: n["x"] * n["y"] * (n["x"] + n["y"]),
        "neuron": lambda: torch.sigmoid(n["w0"] * n["x0"] + n["w1"] * n["x1"] + n["w2"]),
        "affine": lambda: ((n["x"] @ n["W"] + n["b"] - n["t"]) ** 2).sum() / 2,
        "softmax": lambda: torch.nn.functional.cross_entropy(n["a"], n["t"]),
        "network": lambda: torch.nn.functional.cross_entropy(
            torch.relu(n["x"] @ n["W1"] + n["b1"]) @ n["W2"] + n["b2"], n["t"]
        ),
        "tied": lambda: torch.nn.functional.mse_loss(
            torch.sigmoid(n["W"] @ torch.sigmoid(n["W"].T @ n["x"])), n["x"], reduction="sum"
        ) / 2,
        "convolution": lambda: (
            torch.nn.functional.max_pool2d(
                torch.nn.functional.conv2d(n["X"][None, None], n["W"][None, None], n["b"][None]), 2
            ).sum() - n["y"]
        ) ** 2 / 2,
        "batch": lambda: ((n["X"] @ n["W"] + n["B"] - n["T"]) ** 2).sum(1).mean() / 2,
        "sgd": lambda: n["x"] ** 2 / 20 + n["y"] ** 2,
        "normalisation": lambda: (
            (
                torch.nn.functional.batch_norm(
                    n["x"][:, None], None, None, n["gamma"][None], n["beta"][None], training=True, eps=1e-300
                )[:, 0] - n["t"]
            ) ** 2
        ).sum() / 2,
        "decay": lambda: (n["w"] @ n["x"] + n["b"] - n["t"]) ** 2 / 2 + n["decay"] / 2 * (n["w"] ** 2).sum(),
    }  # fmt: skip
    return written.get(exercise.name, written["sgd"])(), n


def numbers_of(exercise: Exercise, sheet: Sheet) -> dict[str, Any]:
    """The numbers of a sheet by the names of the inputs."""
    leaves = {str(leaf.name): leaf.data for leaf in sheet.work.record.order if leaf.op is None}

    def of(name: str, shape: tuple[int, ...]) -> Any:
        return [of(f"{name}[{i}]", shape[1:]) for i in range(shape[0])] if shape else leaves[name]

    return {given.name: of(given.name, given.shape) for given in exercise.inputs}


@EVERY
@pytest.mark.parametrize("seed", [None, 1])
def test_torch_gives_the_same_gradients_and_the_same_update(exercise: Exercise, seed: int | None) -> None:
    sheet = exercise.sheet() if seed is None else drawn(exercise, seed)
    given = numbers_of(exercise, sheet)
    out, leaves = in_torch(exercise, given)
    out.backward()
    assert sheet.work.numbers[sheet.work.value[sheet.work.record.output]] == pytest.approx(out.item(), 1e-9)
    asked = {row.key for row in sheet.rows} | sheet.lines.keys()
    checked = 0
    for name, leaf in leaves.items():
        for key, theirs in ((f"grad {name}", leaf.grad), (f"new {name}", leaf - (exercise.rate or 0) * leaf.grad)):
            if key.startswith("new") and exercise.optimizer != "sgd":
                continue
            if key in asked and not (name == "t" and exercise.name in ("softmax", "network")):
                assert flat(numbers(sheet, key)) == pytest.approx(flat(theirs.tolist()), 1e-9, 1e-12), key
                checked += 1
    assert checked >= 1 + (exercise.rate is not None and exercise.optimizer == "sgd")


@pytest.mark.parametrize("name", ["sgd", "momentum", "adagrad", "adam"])
def test_the_steps_are_those_of_torch(name: str) -> None:
    optim = pytest.importorskip("torch").optim
    exercise = ready(name)
    _, leaves = in_torch(exercise, {of.name: float(of.default) for of in exercise.inputs})
    made = {
        "sgd": lambda: optim.SGD(leaves.values(), lr=0.95),
        "momentum": lambda: optim.SGD(leaves.values(), lr=0.1, momentum=0.9),
        "adagrad": lambda: optim.Adagrad(leaves.values(), lr=1.5),
        "adam": lambda: optim.Adam(leaves.values(), lr=0.3),
    }[name]()
    sheet = exercise.sheet()
    for key in ("new", "step 2 new"):
        made.zero_grad()
        (leaves["x"] ** 2 / 20 + leaves["y"] ** 2).backward()
        made.step()
        for of, leaf in leaves.items():
            assert numbers(sheet, f"{key} {of}") == pytest.approx(leaf.item(), 1e-7)


@EVERY
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_exercise_says_what_it_teaches_and_where_it_is_from(exercise: Exercise, lang: str) -> None:
    with speaking(lang):
        sheet = exercise.sheet()
        assert (sheet.title, *sheet.given[:2]) == (
            exercise.title,
            catalogue(lang)["exercise aim"].format(aim=exercise.aim),
            catalogue(lang)["exercise source"].format(
                source=exercise.source, numbers=catalogue(lang)[f"exercise {exercise.name}: numbers"]
            ),
        )
        assert re.search(r"00[0-4]", exercise.source)
        assert len(exercise.title) < 60


def test_a_slide_that_is_named_is_in_its_lecture(shared: Path) -> None:
    for exercise in READY:
        with speaking("ja"):
            source = exercise.source
        lecture = re.search(r"講義 (00[0-4])", source)
        assert lecture, exercise.name
        (path,) = (shared / "lectures").glob(f"{lecture[1]}_*.txt")
        text = re.sub(r"\s", "", path.read_text("utf-8"))
        slides = re.findall(r"「((?:「[^」]*」|[^「」])*)」", source.partition("スライド")[2].partition("。")[0])
        named = [slide for slide in slides if not slide.startswith("ゼロから")]
        assert named, exercise.name
        for slide in named:
            assert re.sub(r"\s", "", slide) in text, (exercise.name, slide)


def test_the_numbers_of_the_lectures_are_in_the_lectures(shared: Path) -> None:
    (path,) = (shared / "lectures").glob("001_*.txt")
    text = path.read_text("utf-8")
    for printed in ("1個100円のりんごを2個", "消費税は10%", "2.2, 110", "-> 200", r"\mathbf{Y} - \mathbf{T}"):
        assert printed in text
    # its scores and shares: softmax as the exercise has it
    scores, shares = ([float(x) for x in re.findall(r"\d+\.\d+", line)] for line in re.findall("□□: (.*)", text))
    sheet = ready("softmax").sheet({"a": scores, "t": [0, 0, 0, 1, 0]})
    assert numbers(sheet, "y") == pytest.approx(shares, abs=5e-9)
    assert numbers(sheet, "grad a") == pytest.approx([y - (i == 3) for i, y in enumerate(shares)], abs=5e-9)


@EVERY
def test_other_numbers_are_of_the_kind_that_the_data_tell(exercise: Exercise) -> None:
    one, same, other = (drawn(exercise, seed) for seed in (1, 1, 2))
    assert one.code == same.code != other.code
    for sheet in (one, other):
        given = numbers_of(exercise, sheet)
        for of in exercise.inputs:
            found = flat(given[of.name])
            assert len(found) == len(flat(of.default))
            if of.kind != "number":
                assert found == flat(of.default)
                continue
            for number in found:
                steps = number / of.unit
                assert steps == pytest.approx(round(steps), abs=1e-9)
                assert of.least <= abs(round(steps)) <= of.most
                assert of.signed or number > 0
                assert len(str(number).removesuffix(".0").lstrip("-0.").replace(".", "")) <= 3


def test_seeds_give_the_same_numbers_on_every_machine() -> None:
    assert numbers_of(ready("apple"), drawn(ready("apple"), 7)) == {"apple": 100.0, "apple_num": 8.0, "tax": 1.3}


@EVERY
def test_an_exercise_is_handed_out_and_marked(exercise: Exercise, tmp_path: Path) -> None:
    sheet = exercise.sheet()
    path = sheet.save(tmp_path / "sheet.csv", answers=True)
    again = Sheet.load(path)
    assert (again.exercise, again.title, again.code) == (exercise.name, exercise.title, sheet.code)
    marks = mark(sheet, path)
    assert {row.verdict for row in marks.rows} == {"right"}
    assert marks.title == exercise.title
    assert len(sheet.rows) <= 40


def test_a_code_with_another_exercise_has_the_usual_title() -> None:
    for name in ("unknown", "apple: aim", "../apple", ""):
        assert worksheet(ready("apple").output(), exercise=name).title.startswith("Worksheet: price")


@pytest.mark.parametrize(
    ("name", "said"), [("aple", "did you mean 'apple'?"), ("", "there are apple, chain"), ("../x", "'../x'")]
)
def test_an_unknown_exercise_is_told_with_the_nearest_name(name: str, said: str) -> None:
    with pytest.raises(WorksheetError, match="no exercise") as refused:
        ready(name)
    assert said in str(refused.value)


def test_names_are_words_for_the_shell_and_differ() -> None:
    names = [exercise.name for exercise in READY]
    assert len(set(names)) == len(names)
    assert all(re.fullmatch("[a-z]+", name) for name in names)
