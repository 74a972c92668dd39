"""The C of a program, compiled by itself and without a warning, prints the program's numbers."""

from __future__ import annotations

import random
import subprocess
from pathlib import Path

import pytest

import autograd
import nn
from autograd import Value, choose, dot, exp, log, log_softmax, maximum, softmax, tanh, total, variance
from tests.bench.against_micrograd import build
from tests.program.agreement import NEEDS_COMPILER
from tests.program.readings.written import printed

pytestmark = NEEDS_COMPILER


def test_a_recorded_batch(tmp_path: Path) -> None:
    rng = random.Random(1337)
    random.seed(0)
    model = nn.MLP(2, [4, 3, 1])
    points = [([rng.uniform(-1, 1), rng.uniform(-1, 1)], rng.choice([-1, 1])) for _ in range(7)]
    program = autograd.compile(build(Value, model, points), wrt=model.parameters(), backend="numpy")
    assert printed(program, tmp_path) == pytest.approx([program(), *program.gradients()], rel=1e-12, abs=1e-15)


def test_examples_from_lines_of_numbers(tmp_path: Path) -> None:
    """Rows of every kind, names that mean something in C, and layers' names in the loops."""
    random.seed(1)
    model = nn.MLP(2, [3, 3], activation=tanh)
    x, y = Value(0.5, name="double"), Value(0.25, name='x"; */ system("false") /*')
    hidden = model([x, y])
    scale = [Value(0.3, name="rm all"), Value(-0.7, name="main"), Value(1.5, name="exp")]
    shares = [a + b for a, b in zip(softmax(hidden), log_softmax(hidden), strict=True)]
    long = total([*hidden, *[a * b for a in hidden for b in scale], x])
    out = dot(shares, scale) + variance(hidden) * log(exp(x) + 2.0) + long + maximum(x, y) ** 3.0
    program = autograd.compile([out, shares[0]], wrt=[*model.parameters(), *scale], inputs=[x, y], backend="numpy")
    lines = [[0.1, 0.2], [-0.4, 2.5], [0.0, 0.0]]
    found = printed(program, tmp_path, "\n".join(" ".join(map(repr, line)) for line in lines))
    values = program(lines)
    expected = [number for pair in zip(*values, strict=True) for number in pair]
    assert found == pytest.approx([*expected, *program.gradients()], rel=1e-12, abs=1e-14)
    source = (tmp_path / "program.c").read_text("utf-8")
    assert "W1[" in source
    assert "dW2[" in source
    assert "system" not in source
    assert "rm all" not in source


def test_convolution_and_tied_weights(tmp_path: Path) -> None:
    """Addresses that follow no rule, and one weight in many places."""
    kernel = [Value(0.1 * i) for i in range(3)]
    image = [Value(0.3 * i - 1.0) for i in range(8)]
    sums = [dot(kernel, [image[i], image[(2 * i) % 8], image[7 - i]]) for i in range(6)]
    program = autograd.compile(total([tanh(one) for one in sums]), wrt=kernel, inputs=image, backend="numpy")
    numbers = [x.data for x in image]
    expected = [program(numbers), *program.gradients()]
    assert printed(program, tmp_path, " ".join(map(repr, numbers))) == pytest.approx(expected, rel=1e-12)


def test_numbers_without_a_value_end_the_program(tmp_path: Path) -> None:
    x = Value(2.0)
    program = autograd.compile(log(x), wrt=[], inputs=[x], backend="numpy")
    assert printed(program, tmp_path, "1.0") == [0.0]
    done = subprocess.run([str(tmp_path / "program")], input="-1.0", capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr == "there is no value for these numbers\n"


def test_inputs_and_outputs_in_another_order_than_the_formula(tmp_path: Path) -> None:
    """One input is not used; of the outputs some lie side by side, and one stands there twice."""
    x, y, z, w = Value(1.0), Value(2.0), Value(3.0), Value(5.0)
    products = [w * z, w * x, z * x]
    program = autograd.compile([*products, products[0]], wrt=[w], inputs=[x, y, z], backend="numpy")
    assert printed(program, tmp_path, "1 2 3\n4 5 6") == [15, 5, 3, 15, 30, 20, 24, 30, 7 + 16]


def test_nothing_is_left_unused(tmp_path: Path) -> None:
    """A softmax of inputs has no gradient, and of one number there is nothing to choose."""
    w, x, y = Value(1.0, name="w"), Value(0.5, name="x"), Value(0.7, name="y")
    for out in (softmax([x, y])[0] * w, choose([w * x], 0)):
        program = autograd.compile(out, wrt=[w], inputs=[x, y], backend="numpy")
        expected = [*program([[0.5, 0.7]]), *program.gradients()]
        assert printed(program, tmp_path, "0.5 0.7") == pytest.approx(expected, rel=1e-14)


def test_gradients_have_the_names_of_their_parameters(tmp_path: Path) -> None:
    """In the order of `wrt`, each with its place in its tensor."""
    w = [Value(float(i), name=f"w[{i}]") for i in range(2)]
    b, x = Value(0.5, name="b"), Value(3.0)
    program = autograd.compile(dot(w, [x, 2.0 * x]) + b, wrt=[b, *w[::-1]], inputs=[x], backend="numpy")
    assert printed(program, tmp_path, "3") == [6.5, 1.0, 6.0, 3.0]
    done = subprocess.run([str(tmp_path / "program")], input="3\n4\n", capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[2:] == ["gradient of b[0]: 2", "gradient of w[1]: 14", "gradient of w[0]: 7"]


def test_a_parameter_that_no_output_uses_leaves_nothing_unused(tmp_path: Path) -> None:
    w, x = Value(2.0, name="w"), Value(3.0, name="x")
    program = autograd.compile(tanh(x), wrt=[w], inputs=[x], backend="numpy")
    assert printed(program, tmp_path, "0.0") == [0.0, 0.0]
    assert "static number s[]" not in program.source("c")


@pytest.mark.parametrize("language", ["numpy", "c"])
def test_the_code_of_a_program_in_float32_says_that_it_is_in_doubles(language: str) -> None:
    w = Value(2.0, name="w")
    assert "calculates in float32" in autograd.compile(w * w, wrt=[w], dtype="float32").source(language)
    assert "float32" not in autograd.compile(w * w, wrt=[w]).source(language)


def test_one_number_is_no_plural(tmp_path: Path) -> None:
    x = Value(1.0)
    program = autograd.compile(x * x, inputs=[x], backend="numpy")
    assert printed(program, tmp_path, "3") == [9.0]
    for given, said in ("", "give 1 number for each example, one"), ("1 2", "line 1: give 1 number and no more\n"):
        done = subprocess.run([str(tmp_path / "program")], input=given, capture_output=True, text=True, check=False)
        assert done.stderr.startswith(said)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "give 2 numbers for each example, one example a line"),
        ("1 2\n1\n", "line 2: give 2 numbers and no more"),
        ("1 2\n\n1 two\n", "line 3: give 2 numbers and no more"),
        ("1 2 abc\n", "line 1: give 2 numbers and no more"),
        ("1 2 3", "line 1: give 2 numbers and no more"),
    ],
)
def test_lines_that_are_refused(given: str, said: str, tmp_path: Path) -> None:
    x, y = Value(1.0), Value(2.0)
    program = autograd.compile(x * y, inputs=[x, y], backend="numpy")
    assert printed(program, tmp_path, "3 4\r\n\n 5 6 ") == [12.0, 30.0]
    done = subprocess.run([str(tmp_path / "program")], input=given, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr == said + "\n"
