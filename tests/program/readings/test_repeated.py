"""Code of programs in which an output or an operand repeats, and of names with control characters."""

from __future__ import annotations

import math

import numpy as np
import pytest

import autograd
from autograd import Value, dot, log, softmax, tanh, total
from tests.program.readings.written import gradients_of, run_code


def test_an_output_given_twice_counts_twice() -> None:
    w = Value(2.0, name="w")
    out = -w
    space: dict[str, object] = {"__name__": "written"}
    exec(autograd.compile([out, out], [w], []).source("numpy"), space)
    *_, results = space["forward"](space["w"])  # type: ignore[operator]
    assert float(space["backward"](space["w"], results)["w"]) == -2.0  # type: ignore[operator]


@pytest.mark.parametrize("along", [False, True])
def test_a_sum_of_one_number_repeated_has_all_of_its_terms(along: bool) -> None:
    w, x = Value(1.5, name="w"), Value(2.0, name="x")
    summed = autograd.compile(total([w, w, w]), wrt=[w])
    products = autograd.compile(dot([w, w, w], [x, x, x]), wrt=[w, *[x] * (not along)], inputs=[x] * along)
    for program, output, gradients in ((summed, 4.5, [3.0]), (products, 9.0, [6.0, 4.5][: 2 - along])):
        outputs, _, found = run_code(program)
        assert np.ravel(outputs) == pytest.approx([output])
        assert gradients_of(program, found) == pytest.approx(gradients)


def test_a_constant_next_to_a_parameter_is_no_parameter() -> None:
    """All results have lanes, so that the constant follows the parameter in memory, and they are factors together."""
    w, x, y = Value(2.0), Value(0.5), Value(0.25)
    program = autograd.compile(dot([w, Value(3.0)], [x, y]), wrt=[w], inputs=[x, y])
    assert [(t.kind, t.size) for t in program.explain().names.tensors[:2]] == [("parameter", 1), ("constant", 1)]
    outputs, _, gradients = run_code(program)
    assert np.ravel(outputs) == pytest.approx([1.75])
    assert gradients_of(program, gradients) == pytest.approx([0.5])


def test_no_name_with_control_characters_gets_into_c() -> None:
    w, x = Value(2.0, name="w\nEVIL"), Value(0.5, name="x")
    assert "EVIL" not in autograd.compile(log(w * x), [w], [x]).source("c")


def test_no_name_is_a_link_in_markdown() -> None:
    w, x = Value(2.0, name="[x](javascript:alert(1))"), Value(0.5, name="x")
    assert "](" not in autograd.compile(log(w * x), [w], [x]).explain().markdown().split("## ")[1]


def test_a_list_within_a_rule_may_have_a_constant() -> None:
    own = autograd.operation("with_list", lambda x: autograd.logsumexp([x, 0.0]), lambda z, x: (1.0,))
    a, x = Value(1.0, name="a"), Value(1.3, name="x")
    space: dict[str, object] = {"__name__": "written"}
    exec(autograd.compile(own(a * x), [a], [x]).source("numpy"), space)
    found = space["forward"](space["a"], space["x"])[0]  # type: ignore[operator]
    assert abs(float(found.ravel()[0]) - math.log(math.exp(1.3) + 1.0)) < 1e-12


def test_the_gradients_of_two_numbers_of_a_list_are_two_formulas() -> None:
    w, u, x = Value(1.0, name="w"), Value(2.0, name="u"), Value(3.0, name="x")
    lines = str(autograd.compile(softmax([w, u])[0] * x, [w, u], [x]).explain()).splitlines()
    found = [line.split(" = ")[1] for line in lines if line.startswith(("  ∂L/∂w", "  ∂L/∂u"))]
    assert [one.split()[-2][-3:] for one in found] == ["[0]", "[1]"]
    assert sum("e0 is a column" in line for line in lines) == 1


def test_how_often_an_entry_is_an_output() -> None:
    xs = [Value(0.1 * i, name=f"w[{i}]") for i in range(3)]
    outs = [tanh(x) for x in xs]
    twice = str(autograd.compile([*outs, *outs], xs).explain())
    assert "= 2 ⊙" in twice or "= 2 *" in twice
    mixed = str(autograd.compile([*outs, outs[0]], xs).explain())
    assert "= ν ⊙" in mixed
    assert "ν says of each entry how often it is an output." in mixed


def test_an_output_without_lanes_counts_in_each_of_them() -> None:
    w, x = Value(2.0, name="w"), Value(0.5, name="lanes")
    program = autograd.compile([w * w, w * x], wrt=[w], inputs=[x])
    said = str(program.explain())
    assert "∂L/∂U1 = lanes " in said
    assert "lanes is the number of lanes." in said
    assert "U2 = w * lanes_2 " in said
    assert program([[0.5], [1.5], [2.5]])[1].tolist() == [1.0, 3.0, 5.0]
    _, _, gradients = run_code(program, lanes=3)
    assert gradients["w"] == pytest.approx(3 * 4.0 + 3 * 0.5)
