"""What is shown is what is calculated: every formula, read back, gives the numbers of the rule it came from.

Text is read back by Python itself and by `parse`, LaTeX by a reader of its own, MathML by an XML parser.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograd import DomainError, Value, parse
from autograd.calculus.ops import OPS, TABLE
from autograd.calculus.row import MANY, Op, nowhere
from autograd.graph.functions import apply
from autograd.notation import formulas
from autograd.notation.formulas import condition, formula, latex, mathml, partials, text
from autograd.notation.symbols import Symbol
from autograd.testing.programs import Program
from autograd.testing.strategies import inputs_for, programs, rows
from tests.conftest import IN_EACH_ROW, fewer, thinned
from tests.latex import in_python
from tests.notation.read_back import MATHML_TAGS, NOTATIONS, evaluated, tags

NAMES = [row.name for row in TABLE]
SAME_ARITHMETIC = [row for row in TABLE if not row.reads_as]
"""The rows that are written as themselves. Those that stand for a sum round it in another order."""


def close(x: float, y: float) -> bool:
    """Equal but for rounding: a formula as textbooks have it may lose digits that the rule keeps, like `1 - z * z`."""
    return abs(x - y) <= 1e-9 * (1.0 + abs(y))


# Rows


@pytest.mark.parametrize("name", thinned(NAMES, 2))
@settings(max_examples=IN_EACH_ROW)
@given(data=st.data())
def test_the_formula_of_a_local_gradient_is_the_rule(name: str, data: st.DataObject) -> None:
    row = data.draw(rows(OPS[name]))
    inputs = drawn_inputs(row, data)
    z = row.value(*inputs.values())
    try:
        expected = row.partials(z, *inputs.values())
    except (ValueError, ArithmeticError):  # infinite, as that of sqrt at 0
        expected = None
    for write in NOTATIONS:
        shown = [write(partial) for partial in partials(row)]
        names = {letter: Value(x) for letter, x in {"z": z, **inputs}.items()}
        if expected is None:
            with pytest.raises((DomainError, ZeroDivisionError)):
                [evaluated(formula, **names) for formula in shown]
        else:
            found = [float(evaluated(formula, **names)) for formula in shown]
            assert len(found) == len(expected)
            assert all(map(close, found, expected)), (shown, found, expected)


@pytest.mark.parametrize("name", [row.name for row in TABLE if row.constants and row.arity < MANY])
@settings(max_examples=fewer(50))
@given(data=st.data())
def test_constants_may_stay_letters(name: str, data: st.DataObject) -> None:
    row = data.draw(rows(OPS[name]).filter(lambda row: row.bound != {"n": 0.0}))  # of n * x ** (n - 1), a case apart
    inputs = drawn_inputs(row, data)
    for write in NOTATIONS:
        for with_letters, with_numbers in zip(partials(OPS[name]), partials(row), strict=True):
            names = {"z": Value(row.value(*inputs.values())), **{letter: Value(x) for letter, x in inputs.items()}}
            try:
                expected = float(evaluated(write(with_numbers), **names))
            except (DomainError, ZeroDivisionError):
                assume(False)
            assert close(float(evaluated(write(with_letters), **names, **row.bound)), expected)


@pytest.mark.parametrize("name", thinned(NAMES))
@settings(max_examples=IN_EACH_ROW)
@given(data=st.data())
def test_the_formula_of_a_row_is_its_value(name: str, data: st.DataObject) -> None:
    row = data.draw(rows(OPS[name]))
    inputs = drawn_inputs(row, data)
    values = {letter: Value(x, letter) for letter, x in inputs.items()}
    for write in NOTATIONS:
        shown = write(apply(row, [*values.values()]))
        assert close(float(evaluated(shown, **values)), row.value(*inputs.values())), shown


def drawn_inputs(row: Op, data: st.DataObject) -> dict[str, float]:
    xs = data.draw(inputs_for(row, kinks=row.kink is not nowhere and data.draw(st.booleans())))
    names = [str(letter.name) for letter in formulas.letters(row)[0]]
    repeated = (xs * 3)[: len(names)]
    return dict(zip(names, (*repeated[:-1], float(xs[-1] > 0)) if row.index else repeated, strict=True))


WITH_CONDITIONS = [(row.name, which) for row in TABLE for which in ("domain", "kink")
                   if not isinstance(condition(row, which), bool)]  # fmt: skip


@pytest.mark.parametrize(("name", "which"), thinned(WITH_CONDITIONS))
@settings(max_examples=IN_EACH_ROW)
@given(data=st.data())
def test_the_formula_of_a_condition_is_the_condition(name: str, which: str, data: st.DataObject) -> None:
    row = OPS[name]
    number = st.integers(-3, 3).map(float) | st.floats(-3.0, 3.0)
    xs = {str(letter.name): data.draw(number) for letter in formulas.letters(row)[0]}
    constants = {c: data.draw(number) for c in row.constants}
    expected = getattr(row, which)(*xs.values(), **constants)
    for write in NOTATIONS:
        asked = write(condition(row, which)).replace(" is whole", ".is_integer()")
        assert bool(evaluated(asked, **xs, **constants)) is expected, asked


def test_a_planted_fault_in_a_rule_is_shown() -> None:
    wrong = Op("mul", "x, y", lambda x, y: x * y, lambda z, x, y: (x, y), symbol="*")
    assert [text(partial) for partial in partials(wrong)] == ["x", "y"]


def test_a_rule_that_chooses_with_if_is_refused_and_not_half_shown() -> None:
    half = Op("half", "x", lambda x: x, lambda z, x: (1.0 if x > 0.0 else 0.0,))
    with pytest.raises(TypeError, match=r"choose with where\(condition, x, y\)"):
        partials(half)
    with pytest.raises(TypeError, match="neither true nor false"):
        partials(OPS["softmax"])  # whether i == j, of an open j
    assert [text(p) for p in partials(OPS["softmax"].bind(0.0))] == [
        "z * (1 - z)", "-z * softmax(x1, x2, x3)[1]", "-z * softmax(x1, x2, x3)[2]",
    ]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_mathml_of_every_row_and_rule_is_well_formed(name: str) -> None:
    row = OPS[name].bind(0.0) if OPS[name].arity == MANY and OPS[name].constants else OPS[name]
    conditions = [c for c in (condition(row, "domain"), condition(row, "kink")) if not isinstance(c, bool)]
    for shown in map(mathml, [formula(row), *partials(row), *conditions]):
        assert set(tags(ElementTree.fromstring(shown))) <= MATHML_TAGS
        assert not any(0xE000 <= ord(c) < 0xF8FF for c in shown), "a slot was left open"


# Whole expressions


def outcome(program: Program) -> Any:
    return program(*[Value(x, f"x{i}") for i, x in enumerate(program.leaves, 1)])


def formula_or_too_long(write: Callable[[Any], str], node: Any) -> str:
    try:
        return write(node)
    except ValueError:
        assume(False)
        raise


@pytest.mark.parametrize("write", NOTATIONS)
@given(program=programs(SAME_ARITHMETIC, steps=8))
def test_a_random_program_read_back_gives_the_same_number(write: Callable[[Any], str], program: Program) -> None:
    output = outcome(program)
    shown = formula_or_too_long(write, output)
    names = {f"x{i}": Value(x) for i, x in enumerate(program.leaves, 1)}
    assume(len(shown) < 5_000)  # Python's own parser is recursive
    assert float(evaluated(shown, **names)) == output.data, shown


@given(program=programs([row for row in SAME_ARITHMETIC if row.name != "where"], steps=6))
def test_parse_reads_what_text_writes(program: Program) -> None:
    output = outcome(program)
    shown = formula_or_too_long(text, output)
    assume(len(shown) < 2_000)
    again = parse(shown, {f"x{i}": x for i, x in enumerate(program.leaves, 1)})
    assert again.data == output.data
    assert text(again) == shown


@given(program=programs(steps=8))
def test_latex_is_balanced_and_mathml_is_well_formed(program: Program) -> None:
    output = outcome(program)
    shown = formula_or_too_long(latex, output)
    assert shown.count("{") == shown.count("}")
    assert shown.count(r"\left") == shown.count(r"\right")
    root = ElementTree.fromstring(formula_or_too_long(mathml, output))
    assert set(tags(root)) <= MATHML_TAGS
    variables = [e for e in root.iter("msub") if e[0].tag == "mi" and e[0].text == "x"]
    assert {int(e[1].text or 0) for e in variables} == set(range(1, len(program.leaves) + 1))


# Numbers


@pytest.mark.parametrize(
    "number",
    [0.0, -0.0, 1.0, -2.0, 0.1, 1 / 3, -2 / 7, 2 / 3, 1e-300, -1e-300, 1.5e-7, 1e15, 1e16, 1e22, 123456789.0, math.pi,
     1.7976931348623157e308, 2.2250738585072014e-308],
)  # fmt: skip
def test_a_number_read_back_is_the_number(number: float) -> None:
    for node in (Value(number), Symbol(number)):
        assert evaluated(text(node)) == number
        assert evaluated(in_python(latex(node))) == pytest.approx(number, rel=1e-15)
        ElementTree.fromstring(mathml(node))


def test_numbers_are_short_where_they_can_be() -> None:
    numbers = [1 / 3, 0.5, 100.0, 1e-5, 123456789.0, 1e22]
    assert [text(Value(n)) for n in numbers] == ["1 / 3", "0.5", "100", "1e-05", "123456789", "1e+22"]
    assert latex(Value(1e-5)) == "10^{-5}"
    assert latex(Value(2.0, name="x").leaky_relu(2e-7)).endswith(r"\left(x, 2 \cdot 10^{-7}\right)")


def test_constants_with_a_name_are_shown_by_it() -> None:
    (partial,) = partials(OPS["erf"])
    assert text(partial) == "2 * exp(-x * x) / sqrt(pi)"
    assert latex(partial).endswith(r"{\sqrt{\pi}}")
    assert "<msqrt>" in mathml(partial)


def test_constants_of_symbols_have_their_defaults_and_names() -> None:
    x = Symbol("x")
    assert text(x.leaky_relu()) == text(x.leaky_relu(slope=0.01)) == "leaky_relu(x, 0.01)"
    assert text(x.clamp(-1, high=2)) == "clamp(x, -1, 2)"
    assert text(apply(OPS["softmax"].bind(1.0), [x, 2.0])) == "softmax(x, 2)[1]"
    for constants, named in [((), {}), ((1, 2, 3), {}), ((1,), {"slope": 1})]:
        with pytest.raises(TypeError, match="clamp takes x, low, high"):
            x.clamp(*constants, **named)
