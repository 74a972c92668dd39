"""What runs in the browser's Python, run here: answers, refusals, and the numbers of a network in training."""

from __future__ import annotations

import csv
import io
import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import nn
from autograd import Value, mark, softplus, worksheet
from autograd.by_hand import Sheet
from tests.copies import ROOT
from viz.lab.inside.calls import LONGEST, answer
from viz.lab.inside.formulas.examples import EXAMPLES
from viz.lab.inside.formulas.typed import calculated
from viz.lab.inside.networks.health import BARS, histogram, symptoms
from viz.lab.inside.networks.settings import ACTIVATIONS, chosen
from viz.lab.inside.networks.surface import SIDE, surface
from viz.lab.inside.networks.training import MOST_PLACES, Training


def ask(call: str, language: str = "en", **fields: Any) -> Any:
    """The answer, or the sentence about a mistake."""
    found = json.loads(answer(json.dumps({"call": call, "language": language, **fields})))
    return found["answer"] if "answer" in found else found["mistake"]


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_shown(name: str) -> None:
    text, values = EXAMPLES[name]
    found = ask("calculate", text=text, values=values)
    assert found["dot"].startswith("digraph")
    assert len(found["data"]["nodes"]["label"]) > 2


def test_numbers_are_typed_with_blanks_commas_and_japanese_signs_between() -> None:
    found = ask("calculate", "ja", text="りんご * 個数 + v[1]", values="りんご＝100、個数=2, v=[1, 2]")
    assert found["data"]["nodes"]["value"][-1] == "202"
    assert found["data"]["language"] == "ja"


@pytest.mark.parametrize(
    ("text", "values", "told"),
    [
        ("__import__('os').system('ls')", "", "'"),
        ("x.data", "x=1", "."),
        ("2 +* x", "x=1", "missing before *"),
        ("log(x)", "x=-1", "log"),
        ("x", "x=__import__('os')", "after x= comes a number"),
        ("x", "x=1 y=2", "the expression has no such name"),
        ("", "", "expression"),
        ("exp(exp(exp(x)))", "x=9", "large"),
        ("x" * (LONGEST + 1), "", "at most 4,000 characters"),
    ],
)
def test_what_cannot_be_calculated_is_told_in_a_sentence(text: str, values: str, told: str) -> None:
    sentence = ask("calculate", text=text, values=values)
    assert isinstance(sentence, str)
    assert told in sentence


def test_a_claim_about_a_vector_takes_its_size_from_the_numbers() -> None:
    text, values = EXAMPLES["softmax"]
    assert ask("claim", text=text, values=values, wrt="a", formula="p*sum(t) - t")["right"] is True
    wrong = ask("claim", text=text, values=values, wrt="a", formula="t - p", shapes="a=n t=n")
    assert wrong["right"] is False
    assert "counterexample" in wrong["report"]
    assert "NAME=SIZES" in ask("claim", text="x", wrt="x", formula="1", shapes="x")


def test_a_claim_about_one_hot_vectors_and_shares() -> None:
    """The gradient p - t of softmax and cross-entropy holds only where the numbers of t add up to 1."""
    cross_entropy = {"text": "p = softmax(a); -sum(t*log(p))", "wrt": "a", "formula": "p - t"}
    assert ask("claim", **cross_entropy, shapes="a=n t=n")["right"] is False
    assert ask("claim", **cross_entropy, shapes="a=n t=n:onehot")["right"] is True
    assert ask("claim", **cross_entropy, shapes="a=n, t=n：shares")["right"] is True
    assert "t=n:onehot, and not 'hot'" in ask("claim", **cross_entropy, shapes="a=n t=n:hot")
    assert "name the input" in ask("claim", **cross_entropy | {"wrt": " "}, shapes="a=n t=n")


def test_answers_are_marked_by_python() -> None:
    text, values = EXAMPLES["meeting"]
    rows = worksheet(calculated(text, values)).rows
    asked = ask("calculate", text=text, values=values)["data"]["answers"]["asked"]
    assert [each["key"] for each in asked] == [row.key for row in rows]
    answers = [str(row.answer) for row in rows]
    answers[1], answers[-1] = "6", "<b>"
    found = ask("mark", text=text, values=values, answers=answers)
    true = mark(worksheet(calculated(text, values)), {row.key: x for row, x in zip(rows, answers, strict=True)})
    assert [row["verdict"] for row in found] == [row.verdict for row in true.rows]
    assert {row["verdict"] for row in found} >= {"right", "wrong", "unreadable"}
    assert "at most 4,000" in ask("mark", text=text, values=values, answers=["1" * 5000])


def test_a_network_learns_as_it_does_without_the_lab() -> None:
    settings = {"data": "moons", "count": "30", "noise": "0.1", "seed": "3", "hidden": "4 4", "rate": "0.05"}
    ask("start", settings=settings)
    found = ask("advance", most=20, seconds=60)
    data, model = nn.data.moons(30, 0.1, seed=3), nn.MLP(2, [4, 4, 1], init=nn.init.he(seed=3))
    optimizer, losses = nn.optim.Adam(model.parameters(), 0.05), []
    for _ in range(20):
        terms = [softplus(-out if y else out) for out, y in zip(model.batch(data.xs), data.ys, strict=True)]
        loss = sum(terms, Value(0.0)) / 30.0
        model.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.data)
    assert found["steps"] == 20
    drawn = [neuron["weights"] for layer in found["network"]["layers"] for neuron in layer]
    weights = [[w.data for w in neuron.w] for layer in model.layers for neuron in layer.neurons]
    assert drawn == [pytest.approx(row, rel=0.01) for row in weights]
    assert found["losses"] == pytest.approx(losses, rel=1e-9)


def test_the_same_settings_and_steps_lead_to_the_same_network() -> None:
    runs = []
    for most in (7, 50):
        ask("start", settings={"data": "spiral", "count": "20", "activation": "tanh", "optimizer": "SGD"})
        losses: list[float] = []
        while len(losses) < 21:
            losses += ask("advance", most=min(most, 21 - len(losses)), seconds=60)["losses"]
        runs.append(losses)
    assert runs[0] == runs[1]


def test_the_chain_rule_of_an_example_is_that_of_the_weights_as_they_are() -> None:
    started = ask("start", settings={"data": "xor", "count": "4", "noise": "0", "hidden": "2"})
    assert started["points"] == [[0.0, 0.0, 0], [0.0, 1.0, 1], [1.0, 0.0, 1], [1.0, 1.0, 0]]
    labels = ask("example", number=1)["data"]["nodes"]["label"]
    assert {"x", "y", "l1.n1.w1", "loss"} <= set(labels)


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"data": "faces"}, "Data is one of moons,"),
        ({"rate": "fast"}, "rate is a number from 1e-06 to 10.0, and not 'fast'"),
        ({"rate": "nan"}, "rate is a number"),
        ({"count": "1e9"}, "Points is a number"),
        ({"seed": "-1"}, "Seed is a number"),
        ({"hidden": "8 8 8 8 8"}, "up to 4 numbers"),
        ({"hidden": "1000"}, "from 1 to 32"),
        ({"hidden": "<b>"}, "and not '<b>'"),
    ],
)
def test_settings_that_there_are_not_are_refused(settings: dict[str, str], told: str) -> None:
    assert told in ask("start", settings=settings)


def test_a_step_too_far_is_told() -> None:
    ask("start", settings={"count": "10", "rate": "10", "optimizer": "SGD", "loss": "squared error"})
    assert "losses" in ask("advance", most=5, seconds=60)


def symptoms_of(activation: str, hidden: list[int], change: float) -> list[str]:
    """The symptoms of a network whose first biases are moved by `change`."""
    model = nn.MLP(2, [*hidden, 1], activation=ACTIVATIONS[activation], init=nn.init.xavier(seed=0))
    for neuron in model.layers[0].neurons:
        neuron.b.data += change
    rows: list[Any] = [[Value(x), Value(-x)] for x in (0.1, 0.2, 0.3)]
    outputs = []
    for layer in model.layers:
        rows = [layer(row) for row in rows]
        outputs.append([[node.data for node in (row if isinstance(row, list) else [row])] for row in rows])
    sum(rows, Value(0.0)).backward()
    return [each["what"] for each in symptoms(model.layers, outputs, activation)]


def test_what_goes_wrong_is_named() -> None:
    assert symptoms_of("relu", [4], 5.0) == []
    assert "dead" in symptoms_of("relu", [4], -50.0)
    assert "saturated" in symptoms_of("tanh", [4], 50.0)
    assert "saturated" in symptoms_of("sigmoid", [4], -50.0)
    assert symptoms_of("sigmoid", [3, 3, 3, 3], 0.0) == []
    assert "vanishing" in symptoms_of("sigmoid", [3, 3, 3, 3], -6.0)


def test_dead_is_what_gives_nothing_for_any_point() -> None:
    model = nn.MLP(2, [3, 1])
    outputs = [[[1.0, 0.0, 0.0], [0.0, 0.0, 2.0]], [[1.0], [2.0]]]
    [found] = symptoms(model.layers, outputs, "relu")
    assert (found["what"], found["layer"], found["count"], found["of"]) == ("dead", "l1", 1, 3)


def test_the_loss_surface_of_a_bowl() -> None:
    """The loss u² + 4v², from (2, 1) by way of (2, 0) to (0, 0): the plane is the whole plane, turned."""
    path = [[2.0, 1.0], [2.0, 0.0], [0.0, 0.0]]
    found = surface(path, lambda at: at[0] ** 2 + 4.0 * at[1] ** 2)
    lengths = [[math.hypot(*place) for place in found["path"]][i] for i in (1, 2)]
    assert lengths == pytest.approx([1.0, math.sqrt(5.0)])
    left, right, low, high = found["box"]
    for j, row in enumerate(found["losses"]):
        for i, loss in enumerate(row):
            u, v = left + (right - left) * (i + 0.5) / SIDE, high - (high - low) * (j + 0.5) / SIDE
            # the directions: (-2, -1)/√5 to the end, and (1, -2)/√5 across
            x, y = 2.0 + (-2.0 * u + v) / math.sqrt(5.0), 1.0 + (-u - 2.0 * v) / math.sqrt(5.0)
            assert loss == pytest.approx(x**2 + 4.0 * y**2, abs=1e-9)


def test_drawing_the_loss_surface_changes_no_weight() -> None:
    ask("start", settings={"count": "10", "hidden": "2"})
    first = ask("surface")
    assert len(first["path"]) == 2
    ask("advance", most=5, seconds=60)
    found = ask("surface")
    assert (len(found["path"]), found["examples"]) == (7, 10)
    after = ask("advance", most=5, seconds=60)["losses"]
    ask("start", settings={"count": "10", "hidden": "2"})
    assert ask("advance", most=10, seconds=60)["losses"][5:] == after


def test_a_long_path_is_thinned() -> None:
    training = Training(chosen({"count": "4", "hidden": "1"}))
    training.advance(450, 600.0)
    assert len(training.path) <= MOST_PLACES
    assert training.path[0] != training.path[-1]


def test_a_histogram_counts_every_number_once() -> None:
    found = histogram([-2.0, -1.9, 0.0, 1.0, 2.0])
    assert (found["end"], sum(found["counts"]), len(found["counts"])) == (2.0, 5, BARS)
    assert histogram([0.0])["counts"][BARS // 2] == 1


def test_a_program_runs_and_holds_what_was_typed_as_a_text() -> None:
    text = ask("export", form="python", text="りんご * 個数", values="りんご=100 個数=2")["content"]
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, cwd=ROOT)
    assert "200" in done.stdout, done.stderr


def test_a_notebook_holds_the_program() -> None:
    cells = json.loads(ask("export", form="notebook", text="x * y", values="x=2 y=3")["content"])["cells"]
    for cell in cells:
        compile(cell["source"], "cell", "exec")
    assert "parse('x * y', {'x': 2.0, 'y': 3.0})" in cells[0]["source"]
    assert cells[-1]["source"] == "worksheet(out)"
    [*_, last] = json.loads(ask("export", form="notebook", text="w*x", values="w=1 x=2", eta="0.1")["content"])["cells"]
    assert last["source"] == "worksheet(out, learning_rate=0.1)"


def test_a_formula_that_is_too_long_is_told() -> None:
    assert "at most 4,000 characters" in ask("calculate", text="x" + " + x" * 1_000, values="x=1")


def test_a_worksheet_can_be_filled_in_and_marked(tmp_path: Path) -> None:
    content = ask("export", form="worksheet", text="x * y", values="x=2 y=3")["content"]
    file = tmp_path / "sheet.csv"
    file.write_bytes(content.encode())
    sheet = Sheet.load(file)
    assert file.read_bytes() == sheet.save(tmp_path / "saved.csv").read_bytes()  # with the mark of UTF-8
    answers = {row.key: str(row.answer) for row in sheet.rows}
    rows = [
        [*row[:3], answers.get(row[1], row[3])] if len(row) > 3 else row for row in csv.reader(io.StringIO(content))
    ]
    with file.open("w", encoding="utf-8", newline="") as filled:
        csv.writer(filled).writerows(rows)
    assert mark(sheet, file).score == mark(sheet, answers).score
    assert mark(sheet, file).first_wrong is None
