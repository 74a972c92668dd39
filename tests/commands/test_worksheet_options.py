"""How many steps and which optimizer a worksheet asks for, as they are typed."""

import pytest

from tests.commands.test_commands import SUM
from tests.commands.test_main import ringo


def test_steps_and_an_optimizer() -> None:
    status, out, err = ringo("worksheet", *SUM, "--steps", " 2 ", "--optimizer", " Adam ", "--answers")
    assert (status, err) == (0, "")
    once = ringo("worksheet", *SUM, "--answers")[1]
    assert len(out.splitlines()) > len(once.splitlines())
    assert "step 2 grad w" in out
    assert "step 2 corrected squares w" in out


@pytest.mark.parametrize("steps", ["", "x", "-1", "1.5", "123456", "２x"])
def test_what_is_no_number_of_steps_is_told(steps: str) -> None:
    status, out, err = ringo("worksheet", *SUM, "--steps", steps)
    assert (status, out) == (2, "")
    assert err.startswith("ringo: ")
    assert steps in err


def test_answers_on_the_screen_are_short() -> None:
    """They are those of a pocket calculator: 1.1 × 2 is no 2.1999999999999997 there."""
    apple = ["apple * num * tax", "apple=100", "num=2", "tax=1.1"]
    answers = [line.split()[-1] for line in ringo("worksheet", *apple, "--answers")[1].splitlines()[8:]]
    assert answers == ["200", "220", "1.1", "1.1", "200", "200", "2", "2.2", "100", "110"]
    assert "0.6666666666666666" in ringo("worksheet", "a / b", "a=2", "b=3", "--digits", "12", "--answers")[1]
