"""Every public function refuses what it cannot use in a sentence of its own, and never by Python's of its insides."""

from __future__ import annotations

import dis
import inspect
import random
from collections.abc import Callable, Iterator
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import strategies as st

import autograd
import nn
import nn.data
import nn.learning.schedules
import viz
from autograd import Value, relu
from autograd.by_hand import mark_files
from autograd.calculus.ops import OPS
from autograd.graph.functions import FUNCTIONS
from autograd.testing import assert_gradient, op_properties, strategies
from tests.conftest import ROOT, thinned

WRONG = (None, 3, "a", object())
ROOMS: dict[str, ModuleType] = {
    "autograd": autograd, "nn": nn, "nn.data": nn.data, "nn.init": nn.init, "nn.losses": nn.losses,
    "nn.metrics": nn.metrics, "nn.optim": nn.optim, "nn.schedules": nn.learning.schedules, "nn.search": nn.search,
    "viz": viz,
}  # fmt: skip

HELPERS = {"nn.init.generator", "nn.init.require_init", "nn.schedules.require_schedule"}
"""For other modules of the project."""

NO_CALLS = {
    "autograd.Contribution", "autograd.debug", "nn.CheckpointError", "nn.Epoch", "nn.History", "nn.Module",
    "nn.TrainingError", "nn.data.Encoder", "nn.data.Table", "nn.metrics.ConfusionMatrix", "nn.optim.Optimizer",
    "nn.schedules.Schedule", "nn.search.CrossValidation", "nn.search.Results", "nn.search.Setting", "nn.search.Trial",
    "viz.Animation", "viz.Drawing", "viz.MissingGlyphWarning", "viz.Plot", "viz.RenderError",
}  # fmt: skip
"""Records, errors, base classes, and what other functions make."""

ELSEWHERE = {
    "nn.from_torch", "nn.from_onnx", "nn.from_sklearn", "nn.to_torch", "nn.to_onnx", "nn.data.digits",
}  # fmt: skip
"""They need packages that are not everywhere. Their refusals have tests beside them."""


def model() -> nn.MLP:
    return nn.MLP(2, [2, 1], init=nn.init.he(seed=0))


def data() -> nn.data.Dataset:
    return nn.data.moons(8, seed=0)


def square() -> Value:
    x = Value(3.0, name="x")
    return x * x


def stepped() -> Value:
    x = Value(0.5)
    (x * x).backward()
    return x


def trained(network: nn.MLP) -> nn.History:
    optimizer = nn.optim.SGD(network.parameters(), 0.1)
    return nn.train(network, data(), nn.losses.binary_cross_entropy_from_logits, optimizer, 1, progress=False)


def losses() -> nn.History:
    return trained(model())


def saved(path: Path) -> str:
    nn.save(path / "model.safetensors", model())
    return "model.safetensors"


def table(path: Path) -> str:
    (path / "table.csv").write_text("x,y\n1,2\n3,4\n")
    return "table.csv"


def image(x: float = 1.0) -> list[list[list[float]]]:
    return [[[x, 2.0], [3.0, 4.0]]]


def confused() -> nn.metrics.ConfusionMatrix:
    return nn.metrics.confusion_matrix([0, 1], [0, 1], [0, 1])


def right_calls(path: Path) -> dict[str, dict[str, Any]]:
    """Arguments that each function takes."""
    x = Value(3.0, name="x")
    network, some = model(), data()
    optimizer = nn.optim.SGD(network.parameters(), 0.1)
    plot = viz.plot({"loss": [(1.0, 1.0), (2.0, 2.0)]})
    return {
        "autograd.Steps": {"output": square()},
        "autograd.Value": {"data": 3.0, "name": "x"},
        "autograd.check_claim": {"function": "x", "claim": "2", "wrt": "x"},
        "autograd.check_grad": {"f": lambda x: x * x, "at": [3.0], "order": 1},
        "autograd.explain_result": {"out": square(), "claimed": "9", "learning_rate": 0.1},
        "autograd.grad": {"output": x * x, "wrt": [x]},
        "autograd.hessian": {"f": lambda x: x * x, "at": [3.0]},
        "autograd.hessian_vector_product": {"f": lambda x: x * x, "at": [3.0], "vector": [1.0]},
        "autograd.jacobian": {"f": lambda x: [x * x], "at": [3.0]},
        "autograd.jvp": {"f": lambda x: x * x, "at": [3.0], "direction": [1.0]},
        "autograd.mark": {"sheet": autograd.worksheet(square()), "answers": {"v1": "9"}},
        "autograd.operation": {"name": "cube", "value": lambda x: x**3, "partials": lambda z, x: (3 * x**2,)},
        "autograd.parse": {"text": "x*x", "variables": {"x": 3.0}},
        "autograd.speaking": {"lang": "ja"},
        "autograd.steps": {"output": square()},
        "autograd.worksheet": {"out": square()},
        "autograd.compile": {"out": x * x, "wrt": [x]},
        "nn.MLP": {"nin": 2, "nouts": [2, 1]},
        "nn.AddLayer": {}, "nn.MulLayer": {}, "nn.ReLU": {}, "nn.Sigmoid": {}, "nn.SoftmaxWithLoss": {},
        "nn.Flatten": {},
        "nn.Affine": {"W": [[1.0]], "b": [0.0]},
        "nn.AveragePool2D": {"size": 2}, "nn.MaxPool2D": {"size": 2},
        "nn.BatchNorm": {"n": 2},
        "nn.Box": {"function": lambda x: x * x},
        "nn.Conv2D": {"channels": 1, "filters": 1, "size": 2},
        "nn.Dropout": {"rate": 0.5, "seed": 0},
        "nn.Embedding": {"count": 2, "size": 2},
        "nn.Layer": {"nin": 2, "nout": 1}, "nn.Neuron": {"nin": 2},
        "nn.Residual": {"inner": network}, "nn.Sequential": {"layers": network},
        "nn.load": {"path": saved(path), "model": network},
        "nn.save": {"path": "saved.safetensors", "model": network},
        "nn.train": {"model": network, "data": some, "loss": nn.losses.binary_cross_entropy_from_logits,
                     "optimizer": optimizer, "epochs": 1, "progress": False},
        "nn.data.Dataset": {"xs": [[1.0], [2.0]], "ys": [0, 1]},
        "nn.data.circles": {"count": 8, "noise": 0.1, "seed": 0},
        "nn.data.csv": {"path": table(path), "target": "y"},
        "nn.data.linear": {"count": 8, "noise": 0.1, "seed": 0},
        "nn.data.mnist": {"path": "nowhere"},
        "nn.data.moons": {"count": 8, "noise": 0.1, "seed": 0},
        "nn.data.spiral": {"count": 8, "noise": 0.1, "seed": 0},
        "nn.init.he": {"seed": 0}, "nn.init.xavier": {"seed": 0}, "nn.init.zeros": {"fan_in": 2, "fan_out": 1},
        "nn.init.normal": {"deviation": 0.1, "seed": 0}, "nn.init.uniform": {"limit": 0.1, "seed": 0},
        "nn.losses.binary_cross_entropy": {"probability": Value(0.5), "target": 1},
        "nn.losses.binary_cross_entropy_from_logits": {"logit": Value(0.5), "target": 1},
        "nn.losses.cross_entropy": {"probabilities": [Value(0.5), Value(0.5)], "target": 1},
        "nn.losses.cross_entropy_from_logits": {"logits": [Value(0.5), Value(0.5)], "target": 1},
        "nn.losses.half_squared_error": {"output": [Value(0.5)], "target": [1.0]},
        "nn.losses.hinge": {"score": Value(0.5), "target": 1},
        "nn.losses.mean_squared_error": {"output": [Value(0.5)], "target": [1.0]},
        "nn.losses.sum_squared_error": {"output": [Value(0.5)], "target": [1.0]},
        "nn.losses.weight_decay": {"parameters": [Value(0.5)], "strength": 0.1},
        "nn.metrics.accuracy": {"predicted": [0, 1], "actual": [0, 1]},
        "nn.metrics.confusion_matrix": {"predicted": [0, 1], "actual": [0, 1], "classes": [0, 1]},
        "nn.metrics.predicted_class": {"output": [0.5, 0.2]},
        "nn.optim.AdaGrad": {"parameters": [Value(0.5)], "rate": 0.1},
        "nn.optim.Adam": {"parameters": [Value(0.5)], "rate": 0.1},
        "nn.optim.AdamW": {"parameters": [Value(0.5)], "rate": 0.1},
        "nn.optim.Momentum": {"parameters": [Value(0.5)], "rate": 0.1},
        "nn.optim.Nesterov": {"parameters": [Value(0.5)], "rate": 0.1},
        "nn.optim.RMSProp": {"parameters": [Value(0.5)], "rate": 0.1},
        "nn.optim.SGD": {"parameters": [Value(0.5)], "rate": 0.1},
        "nn.optim.clip_norm": {"parameters": [stepped()], "largest": 1.0},
        "nn.schedules.cosine": {"rate": 0.1, "steps": 3},
        "nn.schedules.exponential_decay": {"rate": 0.1, "factor": 0.5},
        "nn.schedules.step_decay": {"rate": 0.1, "every": 3},
        "nn.search.at_random": {"values": {"rate": [0.1]}, "count": 1, "seed": 0},
        "nn.search.cross_validated": {"fit_and_score": lambda rest, part: 1.0, "data": some, "k": 2, "executor": 0},
        "nn.search.grid": {"values": {"rate": [0.1]}}, "nn.search.log_uniform": {"low": 0.1, "high": 1.0},
        "nn.search.search": {"trial": lambda rate: rate, "settings": [{"rate": 0.1}], "executor": 0},
        "viz.animation": {"plots": [plot, plot]}, "viz.beside": {"plots": [plot, plot]},
        "viz.boundary": {"model": network, "data": some},
        "viz.confusion": {"matrix": confused()},
        "viz.draw": {"output": square()},
        "viz.filters": {"part": nn.Conv2D(1, 1, 2)},
        "viz.histograms": {"model": network},
        "viz.losses": {"history": losses()},
        "viz.network": {"model": network},
        "viz.page": {"output": square(), "path": "page.html"},
        "viz.plot": {"lines": {"loss": [(1.0, 1.0), (2.0, 2.0)]}},
    }  # fmt: skip


def names_of(module: ModuleType) -> list[str]:
    """What a room offers: its list, or what is written in its file."""
    if hasattr(module, "__all__"):
        return [*module.__all__, *(["compile"] if module is autograd else [])]
    own = [name for name, found in vars(module).items() if getattr(found, "__module__", "") == module.__name__]
    return [name for name in own if not name.startswith("_")]


def public() -> Iterator[tuple[str, Callable[..., Any]]]:
    for room, module in ROOMS.items():
        for name in names_of(module):
            found = getattr(module, name)
            is_error = isinstance(found, type) and issubclass(found, BaseException)
            if callable(found) and not is_error and found not in FUNCTIONS.values():
                yield f"{room}.{name}", found


PUBLIC = {name: one for name, one in public() if name not in NO_CALLS | ELSEWHERE | HELPERS}


@wraps(mark_files)
def marked(*arguments: Any, **options: Any) -> list[Any]:
    return list(mark_files(*arguments, **options))


def others() -> list[tuple[Callable[..., Any], dict[str, Any]]]:
    """Methods, and functions that stand in none of these rooms, with arguments that they take."""
    some, network, row = data(), model(), OPS["exp"]
    return [
        (assert_gradient, {"f": relu, "claimed": lambda x: 1.0, "arguments": st.floats(1, 2), "examples": 2}),
        (autograd.steps(square()).derivation, {"x": "x"}),
        (marked, {"paths": []}),
        (network.batch, {"xs": [[1.0, 2.0]]}), (network.train, {"mode": True}),
        (op_properties, {"op": row}),
        (some.batches, {"size": 3}), (some.folds, {"k": 2}), (some.part, {"places": [1]}), (some.split, {"test": 0.5}),
        (strategies.cases, {"row": row}), (strategies.lanes, {"row": row}), (strategies.rows, {"op": row}),
        (strategies.programs, {"ops": [row], "leaves": 1}),
    ]  # fmt: skip


def raised_by_hand(error: BaseException) -> bool:
    """Whether a statement `raise` of the project has raised it."""
    last = error.__traceback__
    while last and last.tb_next:
        last = last.tb_next
    assert last
    code = last.tb_frame.f_code
    return code.co_filename.startswith(str(ROOT)) and code.co_code[last.tb_lasti] == dis.opmap["RAISE_VARARGS"]


def complaint(function: Callable[..., Any], /, *inputs: Any, **named: Any) -> str:
    """What Python says where the function does not speak for itself; empty if it does, or takes the arguments."""
    try:
        function(*inputs, **named)
    except (TypeError, ValueError, RuntimeError, OSError, ArithmeticError) as error:
        if isinstance(error, OSError) or raised_by_hand(error):
            return ""
        return f"{type(error).__name__}: {error}"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


def test_every_public_function_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert {*right_calls(tmp_path)} == {*PUBLIC}


@pytest.mark.parametrize("name", thinned(PUBLIC))
def test_a_wrong_argument_is_refused_in_a_sentence(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    random.seed(0)
    assert told_by_python(PUBLIC[name], right_calls(tmp_path)[name]) == {}


@pytest.mark.parametrize("place", range(len(others())))
def test_a_wrong_argument_of_a_method_is_refused_in_a_sentence(
    place: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert told_by_python(*others()[place]) == {}


def told_by_python(function: Callable[..., Any], right: dict[str, Any]) -> dict[tuple[str, str], str]:
    """What Python says of each argument in which one thing of `WRONG` stands, where the function does not speak."""
    parameters = inspect.signature(function).parameters.values()
    names = [p.name for p in parameters if p.kind is not p.VAR_KEYWORD]
    told = dict[tuple[str, str], str]()
    for argument in names:
        for wrong in WRONG:
            named = right | {argument: wrong}
            listed = [named.pop(p.name) for p in parameters if p.kind is p.VAR_POSITIONAL]
            if words := complaint(function, *listed, **named):
                told[argument, repr(wrong)[:10]] = words
    return told


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_of_the_table_refuses_what_is_no_number(name: str) -> None:
    for inputs in ([wrong] * many for wrong in WRONG for many in (1, 2, 3)):
        told = complaint(FUNCTIONS[name], *inputs)
        assert not told or f"{name}()" in told  # with another number of inputs


def test_what_python_says_is_told_from_what_is_said_by_hand() -> None:
    assert complaint(len, 3) == "TypeError: object of type 'int' has no len()"
    assert not complaint(Value, "a")
