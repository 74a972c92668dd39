"""The record: every step with its seven fields, and tables that line up whatever the names are."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import ChangedDataError, Value, dot, steps
from autograd.calculus.order import inputs_first
from autograd.language.text import width
from autograd.record.record import labels
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.programs import run


def apple() -> Value:
    return Value(100, name="apple") * Value(2, name="num") * Value(1.1, name="tax")


def test_the_apple_has_four_contributions() -> None:
    record = steps(apple())
    seen = [(record.label[c.output], record.label[c.input], *c[2:]) for c in record.backward]
    assert seen == [
        ("v2", "v1", 0, 1.0, 1.1, 1.1, 1.1),
        ("v2", "tax", 1, 1.0, 200.0, 200.0, 200.0),
        ("v1", "apple", 0, 1.1, 2.0, 2.2, 2.2),
        ("v1", "num", 1, 1.1, 100.0, 110.00000000000001, 110.00000000000001),
    ]
    assert [step.formula for step in record.forward] == ["", "", "apple * num", "", "v1 * tax"]
    assert [step.numbers for step in record.forward] == ["", "", "100 * 2", "", "200 * 1.1"]


@given(programs())
def test_the_record_is_the_backward_pass(program: Program) -> None:
    _, out = run(program)
    record = steps(out)
    for c in record.backward:
        assert c.output.inputs[c.slot] is c.input
        assert c.product == c.upstream * c.local
        assert c.upstream == record.gradient[c.output]
    assert len(record.backward) == sum(len(node.inputs) for node in record.order)
    before = [node.grad for node in record.order]
    assert before == [0.0] * len(before)  # the record writes nothing
    out.backward()
    assert {node: node.grad for node in record.order} == record.gradient


def test_accumulation_shows_in_the_last_column() -> None:
    x = Value(3.0, name="x")
    assert [(c.slot, c.product, c.total_so_far) for c in steps(x * x).backward] == [(0, 3.0, 3.0), (1, 3.0, 6.0)]


@given(st.text(max_size=60), st.text(max_size=60))
def test_tables_line_up_for_any_names(first: str, second: str) -> None:
    text = str(steps(Value(2.0, name=first) * Value(3.0, name=second)))
    for block in text.split("\n\n")[1::2]:
        lines = block.split("\n")
        rule = lines[1]
        ends = [i + 1 for i, c in enumerate(rule + " ") if c == "-" and (rule + " ")[i + 1] == " "]
        for line in lines:
            columns = [c for c in line for _ in range(width(c))]
            for end in ends[:-1]:
                assert "".join(columns[end : end + 2]).strip() == ""


def test_markdown_cannot_be_broken_by_names() -> None:
    name = "a|b `c` <b>d</b> [e](f) \\N"
    text = steps(Value(2.0, name=name) * 3).markdown()
    assert "<b>" not in text
    for line in text.split("\n"):
        if line.startswith("|"):
            assert line.replace("\\|", "").count("|") in (6, 9)


def test_names_are_cut_in_tables_and_kept_in_the_record() -> None:
    x = Value(2.0, name="x" * 10_000)
    record = steps(x * x)
    assert max(map(len, str(record).splitlines())) < 300
    assert record.backward[0].input.name == "x" * 10_000


@given(st.lists(st.sampled_from(["x", "y", "", "v1", "v2", "x#2", "3"]), min_size=1, max_size=12))
def test_no_two_nodes_share_a_label(names: list[str]) -> None:
    values = [Value(3.0, name=name or None) for name in names]
    out = sum(values[1:], values[0])
    found = labels(inputs_first([out]))
    assert len(set(found.values())) == len(found)


def test_a_dot_reads_as_a_sum_of_products() -> None:
    w, x = [Value(1.0, name="w1"), Value(2.0, name="w2")], [Value(3.0, name="x1"), Value(4.0, name="x2")]
    step = steps(dot(w, x, 5)).forward[-1]
    assert (step.formula, step.numbers) == ("w1 * x1 + w2 * x2 + 5", "1 * 3 + 2 * 4 + 5")


def test_changed_data_is_detected_even_where_the_value_stays() -> None:
    changes: list[tuple[float, Callable[[Value], Value]]] = [
        (-2.0, lambda x: abs(x)),
        (-2.0, lambda x: x**2),
        (5.0, lambda x: x * 0),
        (2.0, lambda x: x + 1),  # the same number written again is a change of mind all the same
    ]
    for change, make in changes:
        x = Value(2.0, name="x")
        out = make(x)
        x.data = change
        with pytest.raises(ChangedDataError, match="'x' was set to"):
            steps(out)
        steps(make(x))


def test_a_record_keeps_its_numbers_when_data_is_set_later() -> None:
    x = Value(2.0, name="x")
    record = steps(x * 3)
    before = str(steps(x * 3))
    x.data = 9.0
    assert str(record) == before


def test_steps_wants_a_value() -> None:
    with pytest.raises(TypeError, match="not float"):
        steps(2.0)  # type: ignore[arg-type]


def test_a_constant_without_a_name_has_no_line_of_its_own() -> None:
    lines = steps(Value(2.0, name="x") * 3).latex().splitlines()
    assert [line.partition(" &= ")[0] for line in lines if " &= " in line] == ["x", "v_{1}"]


def test_the_apple_as_formulas() -> None:
    lines = [line.removesuffix(r" \\") for line in steps(apple()).latex().splitlines()]
    assert lines[1:-1] == [
        r"\text{apple} &= 100",
        r"\text{num} &= 2",
        r"v_{1} &= \text{apple} \cdot \text{num} = 100 \cdot 2 = 200",
        r"\text{tax} &= 1.1",
        r"v_{2} &= v_{1} \cdot \text{tax} = 200 \cdot 1.1 = 220",
        r"\frac{\partial v_{2}}{\partial v_{1}} &\mathrel{+}= 1 \cdot 1.1 = 1.1",
        r"\frac{\partial v_{2}}{\partial \text{tax}} &\mathrel{+}= 1 \cdot 200 = 200",
        r"\frac{\partial v_{2}}{\partial \text{apple}} &\mathrel{+}= 1.1 \cdot 2 = 2.2",
        r"\frac{\partial v_{2}}{\partial \text{num}} &\mathrel{+}= 1.1 \cdot 100 = 110",
    ]


def test_a_sum_of_products_is_worked_out_before_the_eyes() -> None:
    z = dot([Value(1.0, name="w"), Value(3.0, name="v")], [Value(0.0, name="x"), Value(-2.0, name="y")], Value(0.0))
    lines = steps(z).latex().splitlines()
    [line] = [line for line in lines if " = " in line and "mathrel" not in line]
    assert line.removesuffix(r" \\").endswith(r"= 1 \cdot 0 + 3 \cdot \left(-2\right) + 0 = -6")
