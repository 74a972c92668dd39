"""Explanations: a textbook's formulas, whatever the names, and no sign of a user's name where it could be obeyed."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograd
import nn
from autograd import Value, dot, log_softmax, operation, relu, sigmoid, tanh, total
from autograd.language import speaking
from autograd.program import Program
from tests.program.readings.written import agrees, gradients_of, names, run_code
from tests.program.test_networks import attention, demo, values


def lines(program: Program) -> list[str]:
    explained = program.explain()
    return explained.lines([*explained.forwards, *explained.backwards])


def of_network(model: Any, nin: int, nout: int) -> Program:
    """The cross-entropy of softmax, in lanes."""
    xs, ts = ([Value(0.1 * i, name=f"{c}{i}") for i in range(n)] for c, n in (("x", nin), ("t", nout)))
    return autograd.compile(-dot(ts, log_softmax(model(xs))), wrt=model.parameters(), inputs=[*xs, *ts])


def test_a_classifier_of_digits() -> None:
    program = of_network(nn.MLP(64, [32, 10], activation=relu), 64, 10)
    assert lines(program) == [
        "A1 = W1 X + b1",
        "Z1 = relu(A1)",
        "A2 = W2 Z1 + b2",
        "Z2 = log_softmax(A2)",
        "L = -(T · Z2)",
        "∂L/∂Z2 = -T",
        "Δ2 = softmax(A2) ⊙ Σ T - T",
        "∂L/∂W2 = Δ2 Z1ᵀ",
        "∂L/∂b2 = Δ2 1",
        "Δ1 = (W2ᵀ Δ2) ⊙ relu′(A1)",
        "∂L/∂W1 = Δ1 Xᵀ",
        "∂L/∂b1 = Δ1 1",
    ]
    said = str(program.explain())
    assert "32 × lanes, 32 nodes" in said
    assert "relu′(x) = where(x > 0, 1, 0)" in said
    assert "Δ2 = softmax(A2) - T" in said
    assert "- Δ1 is short for ∂L/∂A1;" in said
    with speaking("ja"):
        assert "逆伝播" in str(program.explain())
    tex = program.explain().latex()
    assert r"\Delta_{1} &= \left(W_{2}^{\top} \Delta_{2}\right) \odot \operatorname{relu}'\left(A_{1}\right)" in tex


def test_the_demo_with_its_weight_decay() -> None:
    loss, parameters = demo(lambda: nn.MLP(2, [16, 16, 1]), 10)
    found = lines(autograd.compile(loss, wrt=parameters))
    assert "L = 0.0001 * (‖W1‖² + ‖b1‖² + ‖W2‖² + ‖b2‖² + ‖W3‖² + ‖b3‖²) + 0.1 * Σ U2" in found
    assert "∂L/∂W2 = 0.0002 * W2 + Δ2 Z1ᵀ" in found
    agrees(loss, parameters)


def test_attention_convolution_tied_weights_and_batch_norm() -> None:
    q, k, v = [values(3, 4, seed=i).tolist() for i in range(3)]
    out = total([tanh(x) for row in attention(q, k, v) for x in row])
    program = agrees(out, [x for part in (q, k, v) for row in part for x in row])
    assert "U3 = softmax(U2ᵀ)" in lines(program)
    named = [Value(x.data, name=f"{c}[{i}][{j}]") for c, m in zip("QKV", (q, k, v), strict=True)
             for i, row in enumerate(m) for j, x in enumerate(row)]  # fmt: skip
    parts = [[named[12 * m + 4 * i : 12 * m + 4 * i + 4] for i in range(3)] for m in range(3)]
    of_named = autograd.compile([x for row in attention(*parts) for x in row], wrt=named)
    assert lines(of_named)[:4] == ["U1 = Q Kᵀ", "U2 = U1 / 2", "U3 = softmax(U2ᵀ)", "A1 = Vᵀ U3"]
    assert {t.name: t.shape for t in names(of_named).tensors[:3]} == dict.fromkeys("QKV", (3, 4))
    random.seed(0)
    model = nn.Sequential(nn.Conv2D(2, 3, 2, padding=1), nn.MaxPool2D(2), nn.Conv2D(3, 2, 1), nn.Flatten())
    image = values(2, 5, 4, seed=6).tolist()
    pixels = [x for channel in image for row in channel for x in row]
    for inputs in ([], pixels):
        agrees(total([tanh(x) for x in model(image)]), model.parameters(), inputs)
    encoder = nn.Layer(4, 3, activation=tanh, name="l1.")
    decoder = encoder.transposed(activation=None, name="l2.")
    loss = total([nn.losses.sum_squared_error(decoder(encoder(x)), [0.5] * 4) for x in values(5, 4).tolist()])
    tied = list(dict.fromkeys([*encoder.parameters(), *decoder.parameters()]))
    assert "Δ1 = (W1 Δ2) ⊙ tanh′(A1)" in lines(agrees(loss, tied))
    norm = nn.Sequential(nn.Layer(3, 4, activation=None), nn.BatchNorm(4, activation=relu), nn.Dropout(0.5, seed=1))
    outs = norm.train().batch(values(5, 3, seed=7).tolist())
    agrees(total([Value.lift(x) for out in outs for x in out]), norm.parameters())


def test_a_layer_in_several_formulas() -> None:
    """A padded image has windows of 4, of 6 and of 9 pixels. Weight decay takes no weight apart."""
    random.seed(0)
    model = nn.Sequential(nn.Conv2D(1, 2, 3, padding=1, activation=None))
    out = total([x for channel in model(values(1, 4, 4, seed=3).tolist()) for row in channel for x in row])
    said = str(autograd.compile(out, wrt=model).explain())
    assert "has several formulas, A1, U1, U2: its neurons have unlike numbers of inputs" in said
    loss, parameters = demo(lambda: nn.MLP(2, [16, 16, 1]), 10)
    assert "several formulas" not in str(autograd.compile(loss, wrt=parameters).explain())


def test_batch_norm_scales_and_shifts_rows() -> None:
    norm = nn.Sequential(nn.Layer(3, 4, activation=None), nn.BatchNorm(4, activation=tanh))
    outs = norm.train().batch(values(5, 3, seed=7).tolist())
    found = lines(agrees(total([x for out in outs for x in out]), norm.parameters()))
    assert "U7 = U6 ⊙ U4 + beta2" in found
    assert {"∂L/∂beta2 = ∂L/∂U7 1", "∂L/∂U6 = (∂L/∂U7 ⊙ U4) 1"} <= set(found)


def test_an_operation_of_ones_own_and_several_outputs() -> None:
    swish = operation(
        "swish",
        value=lambda x, beta=1.0: x * sigmoid(beta * x),
        partials=lambda z, x, beta: (sigmoid(beta * x) + beta * x * sigmoid(beta * x) * (1 - sigmoid(beta * x)),),
    )
    w, x = values(4, 3).tolist(), values(3, seed=1).tolist()
    program = agrees(total([swish(dot(row, x), beta=2.0) for row in w]), [v for row in w for v in row], x)
    assert "Δ1 = swish′(A1, 2)" in lines(program)
    a, b = Value(2.0, name="a"), Value(3.0, name="b")
    several = autograd.compile([a * b, sigmoid(a)], wrt=[a, b])
    several()
    outputs, _, gradients = run_code(several)
    assert outputs == pytest.approx([6.0, 0.8807970779778823])
    norm = operation("norm", value=lambda *xs: sum(x * x for x in xs), partials=lambda z, *xs: tuple(2 * x for x in xs))
    agrees(norm([a, b, a]) * b, [a, b])
    assert gradients_of(several, gradients) == pytest.approx(several.gradients())
    assert "L is the sum of all outputs" in str(several.explain())
    one = nn.MLP(2, [1])
    assert "L is the output " in str(autograd.compile(relu(one([a, b])), wrt=one.parameters()).explain())


HOSTILE = [
    '"""\nimport os',
    "W; rm -rf /",
    "__import__('os')",
    "<script>",
    "$x$",
    "\\input{a}",
    "lambda",
    "りんご",
    "dW1",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_gets_into_code_or_markup_as_it_is(name: str) -> None:
    w, x = Value(2.0, name=name), Value(3.0, name=name + "2")
    program = autograd.compile((w * x) ** 2, wrt=[w], inputs=[x])
    program()
    _, _, gradients = run_code(program)
    assert gradients_of(program, gradients) == pytest.approx([36.0])
    assert all(t.name.isidentifier() for t in names(program).tensors)
    if not name.isidentifier():
        assert name not in program.source("numpy")
        assert "<script>" not in program.explain().markdown()
        assert r"\input" not in program.explain().markdown()


def test_code_runs_alone(tmp_path: Path) -> None:
    """In a process of its own, in which this package cannot be imported."""
    random.seed(1)
    program = of_network(nn.MLP(3, [4, 2], activation=tanh), 3, 2)
    path = tmp_path / "network.py"
    path.write_text(program.source("numpy"), "utf-8")
    block = "import sys; sys.modules['autograd'] = None; exec(open(sys.argv[1]).read())"
    done = subprocess.run([sys.executable, "-c", block, path], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    assert f"output: [{program():.8f}"[:14] in done.stdout
    assert "gradient of W1" in done.stdout


def test_code_takes_lanes() -> None:
    program = of_network(nn.MLP(3, [4, 2], activation=tanh), 3, 2)
    space: dict[str, Any] = {}
    exec(program.source("numpy"), space)
    batch = np.random.default_rng(0).normal(size=(6, 5))
    weights = [space[name] for name in ("W1", "b1", "W2", "b2")]
    loss, results = space["forward"](*weights, batch[:, :3].T, batch[:, 3:].T)
    assert loss == pytest.approx(program(batch), rel=1e-13)
    gradients = space["backward"](*weights, batch[:, :3].T, batch[:, 3:].T, results)
    assert gradients_of(program, gradients) == pytest.approx(program.gradients(), rel=1e-12)


def test_another_language_gets_a_sentence() -> None:
    w = Value(2.0)
    with pytest.raises(ValueError, match="none of them"):
        autograd.compile(w * w, wrt=[w]).source("ada")


def test_folded_nodes_are_counted() -> None:
    w, c = Value(2.0, name="w"), Value(3.0)
    said = str(autograd.compile(w * sigmoid(c * c), wrt=[w]).explain())
    assert "Nodes that were recorded: 5" in said
    assert "calculated from constants alone, and now constants: 2" in said


def test_what_went_to_several_places_names_them_on_the_way_back() -> None:
    w = [Value(1.0, name="w[0]"), Value(2.0, name="w[1]"), Value(3.0, name="w[2]")]
    z = [tanh(x) for x in w]
    program = agrees(z[0] + 3.0 * z[2], w)
    [back] = [line for line in lines(program) if "scatter" in line]
    assert "scatter[0](1)" in back  # U1 has no room for z[1], which nothing uses
    assert "scatter[1](3)" in back
