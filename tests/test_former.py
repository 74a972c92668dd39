"""What was written before the modules had rooms is still read: pickles, checkpoints, codes and files of sheets.

The files in `former` were written by version 0.1.0 as it stood then; each is compared with numbers that stand here.
"""

from __future__ import annotations

import importlib
import pickle
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import autograd
import nn
from autograd import DomainError, ExpressionError, TooLargeError, Value, mark
from autograd.by_hand import Sheet
from autograd.by_hand.sheet.sheet import from_code
from tests.conftest import ROOT, takes_long, thinned

FORMER = ROOT / "tests" / "former"
TENTHS = pytest.approx([0.1] * 3)


def former(name: str) -> Any:
    return pickle.loads((FORMER / f"{name}.pickle").read_bytes())


def test_a_graph_with_its_gradients() -> None:
    price = former("graph")
    count, tax = price.inputs[0].inputs[1], price.inputs[1]
    assert (price.data, price.op.name, tax.name, tax.grad, count.grad) == (
        220.00000000000003,
        "mul",
        "tax",
        200.0,
        110.00000000000001,
    )
    price.backward()
    assert tax.grad == 400.0


def test_every_kind_of_row() -> None:
    """Rows with constants, with several outputs, of a list, and a choice."""
    out, x, y = former("operations")
    before = x.grad, y.grad
    x.grad = y.grad = 0.0
    out.backward()
    assert (x.grad, y.grad) == before
    assert (x.name, x.data, y.data) == ("x", 0.5, -2.0)
    assert {node.op.name for node in autograd.graph.inputs_first([out]) if node.op} >= {
        "softmax", "leaky_relu", "dot", "where", "clamp", "logsumexp", "log_softmax", "power",
    }  # fmt: skip


def test_networks_and_an_optimizer() -> None:
    model = former("mlp")
    assert len(model.parameters()) == 13
    assert isinstance(model, nn.MLP)
    assert isinstance(model([1.0, 2.0]), Value)
    network = former("sequential")
    assert isinstance(network, nn.Sequential)
    assert len(network.eval()([[[0.1 * i * j for i in range(4)] for j in range(4)]])) == 3
    stepped, adam = former("optimizer")
    assert (type(adam), adam.steps, adam.parameters[0] is stepped.parameters()[0]) == (nn.optim.Adam, 1, True)
    assert adam.slots[0] == pytest.approx([0.05, 0.00025])
    adam.step()


def test_functions() -> None:
    relu, cross_entropy, accuracy, he, total, softmax = former("functions")
    assert relu is autograd.relu
    assert total is autograd.total
    assert softmax is autograd.softmax
    assert (cross_entropy, accuracy, he) == (
        nn.losses.cross_entropy_from_logits,
        nn.metrics.accuracy,
        nn.init.he,
    )


def test_records_and_refusals() -> None:
    refused, too_large = former("errors")
    assert isinstance(refused, DomainError)
    assert isinstance(too_large, TooLargeError)
    assert isinstance(former("expression_error"), ExpressionError)
    assert former("contribution").product == pytest.approx(1.1)
    assert "220" in str(former("steps"))
    assert bool(former("report"))
    assert former("history").rows[-1].number == 5
    assert str(former("history")).endswith("best: epoch 4; stopped: all 5 epochs are done")
    assert not former("claim")
    assert not former("result").right
    assert former("marks").rows[0].verdict == "right"
    assert len(former("data")[0].xs) == 4


def test_an_encoder_and_its_table() -> None:
    """Their columns knew of no missing texts of a table's own, and of no decimal comma."""
    encoder, table = former("encoder")
    assert encoder.features == ["age", "age missing", "sex=female", "sex=male", "sex missing"]
    data = encoder(table)
    ages = [20.0, 30.0, 30.0, 1040.0]  # the median of 20, 30 and 1040 is 30
    mean = sum(ages) / 4
    deviation = (sum((age - mean) ** 2 for age in ages) / 4) ** 0.5
    assert [x[0] for x in data.xs] == pytest.approx([(age - mean) / deviation for age in ages])
    assert [x[1:] for x in data.xs] == [[0, 0, 1, 0], [0, 1, 0, 0], [1, 0, 1, 0], [0, 0, 0, 1]]
    assert data.ys == [0, 1, 0, 1]
    assert nn.data.Encoder(table)(table[1:]).xs == data.xs[1:]


def test_sheets() -> None:
    code = (FORMER / "sheet_code.txt").read_text("utf-8")
    sheets = [former("sheet"), from_code(code), Sheet.load(FORMER / "sheet.csv"), Sheet.load(FORMER / "sheet.json")]
    assert {sheet.code for sheet in sheets} == {code}
    assert mark(sheets[0], FORMER / "sheet.csv").score == 0.0


def test_checkpoints() -> None:
    saved, _ = former("optimizer")
    model = nn.MLP(2, [3, 1])
    adam = nn.optim.Adam(model.parameters(), rate=0.1)
    nn.load(FORMER / "model.safetensors", model, adam)
    assert [p.data for p in model.parameters()] == [p.data for p in saved.parameters()]
    assert adam.steps == 1


def test_a_run_goes_on(tmp_path: Path) -> None:
    """The checkpoint of a run that had ended after five epochs is prolonged to six."""
    from types import SimpleNamespace

    path = tmp_path / "run.safetensors"
    path.write_bytes((FORMER / "run.safetensors").read_bytes())
    line = SimpleNamespace(xs=[[0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], ys=[2.0, 3.0, 5.0])
    model = nn.MLP(2, [1])
    options: dict[str, Any] = {"batch_size": 2, "progress": False, "checkpoint": path}

    def run(epochs: int) -> nn.History:
        optimizer = nn.optim.Momentum(model.parameters(), rate=0.1)
        return nn.train(model, line, nn.losses.mean_squared_error, optimizer, epochs, **options)

    assert len(run(5).rows) == 5
    text = (FORMER / "run_parameters.txt").read_text("utf-8")
    assert [float(number) for number in text.strip("[]\n").split(", ")] == [p.data for p in model.parameters()]
    assert len(run(6).rows) == 6


@pytest.mark.parametrize("name", thinned(sorted({path.stem for path in FORMER.glob("*.pickle")})))
def test_a_pickle_needs_no_import_before(name: str) -> None:
    code = "import pickle, sys; print(type(pickle.load(sys.stdin.buffer)))"
    with open(FORMER / f"{name}.pickle", "rb") as file:
        subprocess.run(
            [sys.executable, "-W", "error", "-c", code], stdin=file, cwd=ROOT, check=True, capture_output=True
        )


def test_a_module_is_the_same_by_its_former_name() -> None:
    """In a process of its own, where nothing was imported before."""
    code = (
        "import autograd.debug, autograd.value, nn.optim, nn.resume, nn.learning.run.resume, autograd.graph.value;"
        "assert autograd.value is autograd.graph.value and nn.optim is nn.learning.optim;"
        "assert nn.resume is nn.learning.run.resume;"
        "from autograd.debug import debug; assert autograd.debug is debug;"
        "from autograd.report import Report; from nn.optim import SGD, Schedule"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_a_name_that_no_module_ever_had_is_not_found() -> None:
    with pytest.raises(ModuleNotFoundError, match=r"autograd\.nothing"):
        importlib.import_module("autograd.nothing")


@pytest.mark.parametrize(
    ("former", "today"),
    [
        ("autograd.value", "autograd.graph.value"),
        ("autograd.testing.claims", "autograd.testing.certainty.assertion"),
        ("autograd.language.mistakes_en", "autograd.language.en.by_hand.mistakes"),
        ("autograd.language.mistakes_ja", "autograd.language.ja.by_hand.mistakes"),
        ("autograd.by_hand.work", "autograd.by_hand.sheet.work"),
    ],
)
def test_a_module_is_found_by_its_former_name(former: str, today: str) -> None:
    program = f"import {former}, {today}, sys; print(sys.modules[{former!r}] is sys.modules[{today!r}])"
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout == "True\n"


@takes_long
def test_every_module_of_the_first_version_is_found() -> None:
    names = (FORMER / "modules.txt").read_text("utf-8").split()
    program = f"from importlib import import_module\nfor name in {names}: import_module(name)"
    ended = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True)
    assert ended.stderr == ""
