"""Hand calculations from well-known courses and papers: through `parse` and through Python, to 1e-12."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from autograd import Value, grad, parse, steps
from autograd.graph.functions import FUNCTIONS

# Kept here so that something of it runs everywhere; the rest lies beside the repository.
FEW: list[dict[str, Any]] = [
    {
        "id": "apple",
        "expr": "apple*num*tax",
        "inputs": {"apple": "100", "num": "2", "tax": "1.1"},
        "value": "220",
        "grad": {"apple": "2.2", "num": "110", "tax": "200"},
        "source": "Saitoh, Deep Learning from Scratch (2016), chapter 5",
    },
    {
        "id": "apple_orange",
        "expr": "(apple*apple_num+orange*orange_num)*tax",
        "inputs": {"apple": "100", "apple_num": "2", "orange": "150", "orange_num": "3", "tax": "1.1"},
        "value": "715",
        "grad": {"apple": "2.2", "apple_num": "110", "orange": "3.3", "orange_num": "165", "tax": "650"},
        "source": "Saitoh, Deep Learning from Scratch (2016), chapter 5",
    },
    {
        "id": "baydin",
        "expr": "log(x1)+x1*x2-sin(x2)",
        "inputs": {"x1": "2", "x2": "5"},
        "value": "11.652071455223084",
        "grad": {"x1": "5.5", "x2": "1.7163378145367737"},
        "source": "Baydin et al., Automatic Differentiation in Machine Learning: a Survey (2018), table 2",
    },
]


def check(example: dict[str, Any]) -> None:
    inputs = {name: float(Fraction(number)) for name, number in example["inputs"].items()}

    def agree(number: float, truth: str) -> None:
        assert number == pytest.approx(float(truth), rel=1e-12, abs=1e-300), example["id"]

    typed = {name: Value(number, name=name) for name, number in inputs.items()}
    written = {name: Value(number, name=name) for name, number in inputs.items()}
    in_python = eval(example["expr"], {"__builtins__": {}}, {**FUNCTIONS, **written})
    for leaves, out in [(typed, parse(example["expr"], typed)), (written, in_python)]:
        out.backward()
        record = steps(out)
        agree(out.data, example["value"])
        for name, truth in example["grad"].items():
            agree(leaves[name].grad, truth)
            agree(record.gradient[leaves[name]], truth)
            agree(grad(out, [leaves[name]])[0].data, truth)


@pytest.mark.parametrize("example", FEW, ids=lambda e: e["id"])
def test_example(example: dict[str, Any]) -> None:
    check(example)


def test_all_examples_beside_the_repository(shared: Path) -> None:
    examples = json.loads((shared / "worked_examples.json").read_text(encoding="utf-8"))
    assert len(examples) >= 26
    for example in examples:
        check(example)


def test_a_wrong_published_number_would_be_noticed() -> None:
    with pytest.raises(AssertionError):
        check(FEW[0] | {"grad": {"apple": "2.2000000001", "num": "110", "tax": "200"}})


def test_mazur_one_step_by_hand() -> None:
    """M. Mazur, A Step by Step Backpropagation Example: the loss before, and after one update of the weights.

    He prints 0.291027924, which comes of using output weights that were already updated.
    """
    w = [Value(x) for x in (0.15, 0.20, 0.25, 0.30, 0.40, 0.45, 0.50, 0.55)]

    def loss() -> Value:
        h = [(w[i] * 0.05 + w[i + 1] * 0.10 + 0.35).sigmoid() for i in (0, 2)]
        o = [(w[i] * h[0] + w[i + 1] * h[1] + 0.60).sigmoid() for i in (4, 6)]
        return ((0.01 - o[0]) ** 2 + (0.99 - o[1]) ** 2) / 2

    before = loss()
    assert before.data == pytest.approx(0.2983711087600027, rel=1e-14)
    before.backward()
    for weight in w:
        weight.data -= 0.5 * weight.grad
    assert loss().data == pytest.approx(0.2910277736937, rel=1e-12)
