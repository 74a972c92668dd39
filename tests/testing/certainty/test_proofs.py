"""What is called proved is true: a claim that is false somewhere, or has no value somewhere, is not proved."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("sympy")

from hypothesis import strategies as st

from autograd import Value, check_claim, operation, relu, where
from autograd.by_hand.claims.formulas import Function
from autograd.by_hand.claims.posed import Posed
from autograd.by_hand.claims.sure import Sizes
from autograd.testing import WrongGradient, assert_gradient
from autograd.testing.certainty import further
from autograd.testing.certainty.proofs.process import Prover
from autograd.testing.certainty.proofs.proving import is_proved
from autograd.testing.certainty.reach import case_of, reach_of
from tests.by_hand.claims.test_claim import RIGHT, WRONG
from tests.conftest import takes_long, thinned
from tests.copies import ROOT


def proves(function: str, claim: str, wrt: str = "x", **options: Any) -> bool:
    """Whether all cases of the claim are proved, in this process."""
    read = Function(function, options.get("shapes"), options.get("operations", ()), wrt)
    one_hot, shares = options.get("onehot", []), options.get("shares", [])
    cases = Sizes(read, Posed(read, claim, wrt, one_hot, shares).gradients, one_hot, shares, 60).cases
    return bool(cases) and all(map(is_proved, cases))


TRUE = [
    ("abs(x)", "sqrt(x**2)/x"),
    ("x*abs(x)", "2*sqrt(x**2)"),
    ("sqrt(x**2)", "x/y"),
    ("log(x**2)", "2/x"),
    ("log(x) + log(y)", "1/x"),
    ("1/(x**2 - 1)", "-2*x/((x-1)**2*(x+1)**2)"),
    ("(x-1)**2/(x-1)", "1"),
    ("x + 0*log(x)", "1 + 0*log(x)"),
    ("relu(x)**2", "2*relu(x)"),
    ("clamp(x, 0, 1)", "(x > 0)*(x < 1)"),
    ("max(x, y, z)", "(x >= y)*(x >= z)"),
    ("where(x > y, x, y)", "x >= y"),
    ("where(y > 0, x, 2*x)", "where(y > 0, 1, 2)"),
    ("elu(x, 1)", "where(x >= 0, 1, exp(x))"),
    ("elu(x, 1)", "where(x > 0, 1, exp(x))"),
    ("sqrt(x - 20)*sqrt(21 - x)", "(41 - 2*x)/(2*y)"),
    ("x**(1/3)", "x**(-2/3)/3"),
    ("cbrt(x)", "1/(3*y**2)"),
    ("0.1*x**2", "0.2*x"),
    ("x**x", "y*(log(x) + 1)"),
    ("tan(x)", "1/cos(x)**2"),
    ("log(sin(x))", "cos(x)/sin(x)"),
    ("atan2(x, y)", "y/(x**2 + y**2)"),
    ("x**2", "2*x*(x**2 + 1)/(x**2 + 1)"),
    ("log(x**2 + 1/e)", "2*x/(x**2 + 1/e)"),  # SymPy factors no polynomial with 1/e
    ("1/(x*exp(x))", "-(1 + x)/(x**2*exp(x))"),
]


@pytest.mark.parametrize(("function", "claim"), thinned(TRUE))
def test_what_holds_everywhere_is_proved(function: str, claim: str) -> None:
    assert proves(function, claim)


FALSE = [
    # no value at a point of the domain
    ("x", "x/x"),
    ("x**2", "2*x*x/x"),
    ("x**2/2", "exp(log(x))"),
    ("x", "1 + 0*log(x)"),
    ("x", "(x**(1/3))**3/x"),
    ("x**2", "2*x*(x**2 - 1)/(x**2 - 1)"),
    ("x", "(x-1)**2/(x-1)/(x-1)"),
    ("x", "log(exp(x) - 1)/log(exp(x) - 1)"),
    ("x", "tan(x)/tan(x)"),
    ("x**pi", "pi*x**pi/x"),
    ("max(x, x)", "7"),
    ("x*y", "y*(x+y)/(x+y)"),
    # right under an assumption that is not made
    ("x", "sqrt(x**2)/x"),
    ("x**2", "2*sqrt(x**2)"),
    ("x**2", "2*abs(x)"),
    ("sqrt(x*y)", "sqrt(y)/(2*sqrt(x))"),
    ("asin(sin(x))", "1"),
    # wrong on a piece, or at a single number
    ("x**2", "2*x + (x == 5)"),
    ("x**2", "where(x != 5, 2*x, 7)"),
    ("x**3", "where((x > 4.999)*(x < 5.001), 0, 3*x**2)"),
    ("where(y > 0, x, 2*x)", "where(y >= 0, 1, 2)"),
    ("max(x, y, z)", "(x > y)*(x > z) + (y == x)*(z > x)"),
    ("relu(x)", "x >= 1"),
    # wrong in a digit
    ("0.33333*x**3", "x**2"),
    ("sin(x)", "cos(x) + 1e-15"),
    ("exp(x)", "2.718281828**x"),
    ("erf(x)", "2*exp(-x*x)/1.7724538509"),
]


@pytest.mark.parametrize(("function", "claim"), thinned(FALSE))
def test_what_is_false_anywhere_is_not_proved(function: str, claim: str) -> None:
    assert not proves(function, claim)


@pytest.mark.parametrize(("function", "wrt", "claim", "options"), thinned(RIGHT))
def test_what_is_right_is_proved_for_the_smallest_sizes(
    function: str, wrt: str, claim: str, options: dict[str, Any]
) -> None:
    assert proves(function, claim, wrt, **options)


@pytest.mark.parametrize(("function", "wrt", "claim", "options", "_where", "_code"), thinned(WRONG))
def test_what_is_wrong_is_never_proved(
    function: str, wrt: str, claim: str, options: dict[str, Any], _where: Any, _code: Any
) -> None:
    assert not proves(function, claim, wrt, **options)


def test_an_operation_of_ones_own_means_nothing_to_sympy() -> None:
    own = operation("twofold", lambda x: x * x, lambda z, x: (2 * x,))
    assert check_claim("twofold(x)", "2*x", "x", operations=[own])
    assert not proves("twofold(x)", "2*x", operations=[own])


# Python's functions


def cases(f: Any, claimed: Any, *strategies: Any) -> list[dict[str, Any]]:
    return case_of(f, claimed, [reach_of(strategy) for strategy in strategies])


def test_functions_that_take_any_number_are_proved_within_the_bounds_that_are_drawn() -> None:
    [case] = cases(lambda x: x**3, lambda x: 3 * x * x, st.floats(-1, 1))
    assert is_proved(case)
    [case] = cases(abs, lambda x: 1.0, st.floats(0.5, 3))
    assert is_proved(case)
    [case] = cases(abs, lambda x: 1.0, st.floats(-0.5, 3))
    assert not is_proved(case)
    [case] = cases(lambda x, y: x * y, lambda x, y: (y, None), st.floats(), st.floats())
    assert is_proved(case)


@pytest.mark.parametrize(
    "claimed",
    [
        lambda x: 2 * x if x > 3 else x + x,
        lambda x: {5.0: 0.0}.get(x, 2 * x),
        lambda x: 2 * float(x),
        lambda x: 2 * x if x in (1.0, 2.0) else x + x,
        lambda x: 0.0 if isinstance(x, float) and x > 5 else 2 * x,
    ],
)
def test_functions_that_decide_by_the_number_are_not_taken_for_one_formula(claimed: Any) -> None:
    assert cases(lambda x: x * x, claimed, st.floats(-9, 9)) == []


def test_a_side_that_python_calculates_anyway_must_exist() -> None:
    [case] = cases(lambda x: x * x, lambda x: where(x > 0, 2 * x, 2 * x + 0 / x), st.floats(-9, 9))
    assert not is_proved(case)
    [case] = cases(relu, lambda x: where(x > 0, 1.0, 0.0), st.floats(-9, 9))
    assert is_proved(case)


# The process


def test_what_is_proved_is_said_and_returned(monkeypatch: pytest.MonkeyPatch) -> None:
    claim = check_claim("sigmoid(x)", "y*(1-y)", "x", seconds=60, lang="ja")
    assert (claim.strength, "証明済み" in str(claim)) == ("proved", True)
    sized = check_claim("sum(x**2)", "2*x", "x", shapes={"x": "n"}, seconds=60)
    assert (sized.strength, "the sizes n from 1 to 3" in str(sized)) == ("tried", True)
    assert assert_gradient(lambda x: x * x, lambda x: 2 * x, st.floats(-1, 1), seconds=60) == "proved"
    monkeypatch.setattr(further, "has_sympy", lambda: False)
    monkeypatch.setattr(further, "has_crosshair", lambda: False)
    assert check_claim("sigmoid(x)", "y*(1-y)", "x", seconds=60).strength == "tried"
    assert check_claim("x**2", "x", "x").strength == ""


def test_without_seconds_no_process_is_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(further, "Prover", lambda cases: pytest.fail("begun"))
    assert check_claim("x**2", "2*x", "x", seconds=0).strength == "tried"
    assert assert_gradient(lambda x: x * x, lambda x: 2 * x, st.floats(-1, 1)) == "tried"
    with pytest.raises(ValueError, match="at least 0"):
        check_claim("x**2", "2*x", "x", seconds=-1)


def children() -> set[str]:
    """The processes whose parent is this one, also those that have ended and were not waited for."""
    if not Path("/proc").is_dir():
        pytest.skip("only Linux lists processes as files")
    found = set()
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = path.read_text().rpartition(") ")[2].split()
        except OSError:  # it has gone meanwhile
            continue
        if after[1] == str(os.getpid()):
            found.add(path.parent.name)
    return found


SLOW = "sin(x)**9*cos(x)**9*tanh(x)**9*exp(sin(x)*cos(x))"


def test_a_process_is_ended_in_time_and_leaves_nothing() -> None:
    before = children()
    begun = time.monotonic()
    check_claim(SLOW, f"0*x + {SLOW}*0 + where(x > 1e300, 1, 0)*0 + cos(x)*0 + y*0", "x", seconds=0.3)
    with pytest.raises(WrongGradient):
        assert_gradient(lambda x: x * x, lambda x: 3 * x, st.floats(1, 2), seconds=60)
    assert time.monotonic() - begun < 30
    assert children() == before


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("raise SystemExit(3)", "its process ended before it returned, with exit status 3"),
        ("print('proved', flush=True); raise RecursionError('too deep')", "RecursionError: too deep"),
        ("{}['no']", "KeyError: 'no'"),
        ("import sys; sys.stderr.buffer.write(b'\\xe9\\n'); sys.stderr.flush(); {}['no']", "KeyError: 'no'"),
    ],
)
def test_a_process_that_ends_by_itself_is_told(code: str, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from autograd.testing.certainty.proofs import process

    monkeypatch.setattr(process, "CODE", code)
    prover = Prover([{}] * 1000)
    told = f"the proof ended in an error of its process, so nothing more is proved: {reason}"
    with pytest.warns(RuntimeWarning, match=re.escape(told)):
        assert prover.proved(30.0) == code.count("proved")
    prover.end()


def test_where_no_process_may_begin_nothing_is_proved(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: Any, **__: Any) -> Any:
        raise BlockingIOError("Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refused)
    monkeypatch.setattr(further, "has_crosshair", lambda: False)
    assert check_claim("x**2", "2*x", "x").strength == "tried"


@takes_long
def test_sympy_is_loaded_in_the_process_alone() -> None:
    code = (
        "import sys; from autograd import check_claim;"
        "assert check_claim('x**2', '2*x', 'x', seconds=60).strength == 'proved'; assert 'sympy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_values_compare_as_before() -> None:
    assert Value(2.0) == 2.0 != Value(3.0)
    assert 1.0 < Value(2.0) <= Value(2.0)
    assert Value(2.0) > 1
    assert float(Value(2.0)) == 2.0
