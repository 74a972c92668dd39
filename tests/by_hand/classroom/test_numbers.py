"""Numbers of one's own: of the same size and sign, no easier and no harder, and the same from the same seed."""

from __future__ import annotations

import math
import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, clamp, maximum, parse, relu, worksheet
from autograd.by_hand.classroom.numbers import Choice, like, own_numbers, parsed
from autograd.by_hand.sheet.sheet import Sheet
from autograd.commands.gallery.graphs import GRAPHS
from autograd.language.errors import WorksheetError
from tests.conftest import PROFILE, thinned

SHEETS = {graph.name: worksheet(graph.output(), graph.rate) for graph in GRAPHS}


def leaves(sheet: Sheet) -> dict[str, float]:
    return {str(node.name): node.data for node in sheet.work.record.order if node.op is None and node.name}


def digits_to_write(sheet: Sheet) -> int:
    """The digits of all numbers that are multiplied and added, each as a person with four digits writes it."""
    total = 0
    for row in sheet.rows:
        for j in sheet.work.rows[row.position].takes:
            shown = f"{Decimal(f'{sheet.work.numbers[j]:.3e}'):f}"
            total += max(
                1,
                len((shown.rstrip("0") if "." in shown else str(int(shown)).rstrip("0")).replace(".", "").lstrip("-0")),
            )
    return total


@pytest.mark.parametrize("name", thinned(SHEETS, 3))
def test_own_numbers_are_like_those_of_the_sheet(name: str) -> None:
    sheet = SHEETS[name]
    before, asked = leaves(sheet), digits_to_write(sheet)
    for student in range(1 if PROFILE == "default" else 3):
        own = own_numbers(sheet, f"seed {student}")
        after = leaves(own)
        assert [*after] == [*before]
        for leaf, number in after.items():
            assert math.copysign(1, number) == math.copysign(1, before[leaf])
            assert (number == 0) == (before[leaf] == 0)
            assert number == float(f"{number:.1e}")  # two digits
            assert (
                not number or abs(math.floor(math.log10(abs(number))) - math.floor(math.log10(abs(before[leaf])))) == 0
            )
        assert [row.key for row in own.rows] == [row.key for row in sheet.rows]
        assert [row.answer == 0 for row in own.rows] == [row.answer == 0 for row in sheet.rows]
        assert abs(digits_to_write(own) - asked) <= 0.1 * asked + 1


def test_classes_and_targets_stay() -> None:
    own = [own_numbers(SHEETS["softmax"], str(i)) for i in range(5)]
    assert {tuple(leaves(sheet)[f"t[{i}]"] for i in range(3)) for sheet in own} == {(0, 0, 1)}
    assert len({leaves(sheet)["a[0]"] for sheet in own}) > 1
    neuron = [leaves(own_numbers(SHEETS["neuron"], str(i))) for i in range(5)]
    assert {one["t"] for one in neuron} == {1}


def test_nobody_has_a_dead_neuron_that_the_sheet_has_not() -> None:
    x, y = Value(2.0, name="x"), Value(3.0, name="y")
    sheet = worksheet(relu(x - y * 0.5) + maximum(x, y) * 2 + relu(y - 9.0))
    for i in range(40):
        own = own_numbers(sheet, str(i))
        a, b = leaves(own)["x"], leaves(own)["y"]
        assert a > b * 0.5
        assert b < 9  # dead in the sheet, and so dead for all


def test_nobody_stands_at_a_kink() -> None:
    sheet = worksheet(clamp(Value(2.0, name="x"), -1.0, 3.0) * Value(5.0, name="w"))
    few = [Choice("x", (1.0, 2.0, 3.0)), Choice("w", (2.0, 3.0))]
    found = [leaves(own_numbers(sheet, str(i), few)) for i in range(20)]
    assert {one["x"] for one in found} == {1.0, 2.0}  # at 3 the derivative is a convention


def test_the_same_seed_gives_the_same_bits_in_another_process() -> None:
    program = """if True:
        from autograd import parse, worksheet
        from autograd.by_hand.classroom.numbers import own_numbers
        sheet = worksheet(parse("(w*x + b - t)**2", {"w": 0.25, "x": 3, "b": -0.5, "t": 1}), 0.1)
        print(own_numbers(sheet, "2026 花子").code)
    """
    codes = {subprocess.run([sys.executable, "-c", program], capture_output=True, text=True).stdout for _ in range(2)}
    sheet = worksheet(parse("(w*x + b - t)**2", {"w": 0.25, "x": 3, "b": -0.5, "t": 1}), 0.1)
    assert codes == {own_numbers(sheet, "2026 花子").code + "\n"}
    assert own_numbers(sheet, "2026 花男").code not in codes


def test_numbers_are_chosen_for_a_name_or_for_a_whole_matrix() -> None:
    sheet = SHEETS["affine"]
    choices = [Choice("W", (2.0, 4.0)), Choice("W[0][1]", (8.0,)), Choice("x")]
    for i in range(8):
        numbers = leaves(own_numbers(sheet, str(i), choices))
        assert {numbers["W[0][0]"], numbers["W[1][0]"], numbers["W[1][1]"]} <= {2.0, 4.0}
        assert numbers["W[0][1]"] == 8.0
        assert (numbers["x[0]"], numbers["x[1]"]) == (1.0, 2.0)
    with pytest.raises(WorksheetError, match="V"):
        own_numbers(sheet, "", [Choice("V", (1.0,))])


@given(st.integers(-99, 99).filter(bool), st.integers(-5, 5))
def test_what_is_like_a_number(digits: int, power: int) -> None:
    given = float(Decimal(digits).scaleb(power))
    found = like(given)
    assert given in found
    assert len(found) == len(set(found)) >= 8
    assert all(math.copysign(1, x) == math.copysign(1, given) for x in found)
    assert all(float(f"{x:.1e}") == x for x in found)


@pytest.mark.parametrize(
    ("text", "choice"),
    [
        ("tax=1.05, 1.08", Choice("tax", (1.05, 1.08))),
        ("x = -2..1", Choice("x", (-2.0, -1.0, 0.0, 1.0))),
        ("apple=100..300", Choice("apple", (100.0, 200.0, 300.0))),
        ("b=0", Choice("b", (0.0,))),
        ("W[0][1]=0.5..0.6", Choice("W[0][1]", (0.5, 0.6))),
    ],
)
def test_a_choice_as_it_is_typed(text: str, choice: Choice) -> None:
    assert parsed(text) == choice


@pytest.mark.parametrize(
    "text", ["", "x", "x=", "=1", "x=a", "x=1..", "x=3..1", "x=0..99999", "x=nan", "x=1..inf", "x=__import__('os')"]
)
def test_what_is_no_choice(text: str) -> None:
    with pytest.raises(WorksheetError, match="is no choice of numbers"):
        parsed(text)


def test_numbers_that_cannot_be_found_are_told() -> None:
    with pytest.raises(WorksheetError, match="no number to vary"):
        own_numbers(worksheet(parse("x * y", {"x": 0, "y": 0})), "")
    with pytest.raises(WorksheetError, match="allow more of them"):
        own_numbers(worksheet(parse("sqrt(x) * y", {"x": 2, "y": 3})), "", [Choice("x", (-1.0, 1e9))])


@pytest.mark.parametrize("y", [Choice("y"), Choice("y", (3.0,))])
def test_numbers_that_are_all_kept_are_told(y: Choice) -> None:
    with pytest.raises(WorksheetError, match=r"no number is left to vary: --keep, .* that could be: x, y$"):
        own_numbers(worksheet(parse("x * y * z", {"x": 2, "y": 3, "z": 0})), "", [Choice("x"), y])


@pytest.mark.parametrize(
    ("formula", "choice", "reason"),
    [
        ("log(x) * y", "x=-5..-1", r"log\(x\) at x = -\d is not defined"),
        ("x / y", "y=0", r"x / y at x = \d, y = 0 is not defined"),
        ("exp(x) * y", "x=1000..1001", r"exp\(x\) at x = 100\d is too large"),
    ],
)
def test_numbers_without_a_value_are_told(formula: str, choice: str, reason: str) -> None:
    with pytest.raises(WorksheetError, match=rf"allowed give no value: {reason}"):
        own_numbers(worksheet(parse(formula, {"x": 1, "y": 2})), "", [parsed(choice)])
