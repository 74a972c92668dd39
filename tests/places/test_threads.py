"""Threads that work with graphs of their own at once, with and without the lock of the interpreter (the GIL)."""

import os
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

import nn
from autograd import Value, check_claim, exp, hessian, parse, steps, tanh
from autograd.language import speaking
from tests.conftest import fewer, takes_long
from tests.copies import ROOT


def chain(seed: int) -> Any:
    """A graph that is built, differentiated, copied by parts and freed, many times."""
    numbers = []
    for i in range(fewer(200)):
        x, y = Value(0.1 * seed + 0.01 * i, name="x"), Value(1.0 + seed)
        out = tanh(x * y) * exp(-x) + x**2 / y
        for _ in range(30):
            out = out * 0.9 + x
        out.backward()
        numbers += [out.data, x.grad, y.grad]
    return numbers


def second_derivatives(seed: int) -> Any:
    return [hessian(lambda x, y: exp(x * y) * tanh(x), [0.1 * i, 1.0 + seed]) for i in range(1, fewer(40))]


def trained(seed: int) -> Any:
    data = nn.data.moons(12, seed=seed)
    model = nn.MLP(2, [3, 1], activation=tanh, init=nn.init.xavier(seed=seed))
    optimizer = nn.optim.Adam(model.parameters(), 0.05)
    for _ in range(fewer(40)):
        loss = sum(((model(x) - y) ** 2 for x, y in data), start=Value(0.0))
        model.zero_grad()
        loss.backward()
        optimizer.step()
    return [parameter.data for parameter in model.parameters()]


def told(seed: int) -> Any:
    """A language is of a thread, not of all."""
    found = []
    for i in range(fewer(40)):
        with speaking("ja" if seed % 2 else "en"):
            found.append(str(steps(parse("a*b + exp(a)", {"a": 1.0 + i, "b": float(seed)}))))
    return found


def claims(seed: int) -> Any:
    wrong = seed % 2
    claim = check_claim("sigmoid(x)", "y*(y-1)" if wrong else "y*(1-y)", "x", lang="ja" if seed % 3 else "en")
    return bool(claim), claim.counterexample, claim.codes


@pytest.mark.parametrize(
    ("work", "threads"),
    [(chain, 6), (second_derivatives, 6), (trained, 6), (told, 6), pytest.param(claims, 2, marks=takes_long)],
)
def test_threads_with_graphs_of_their_own_get_what_they_get_alone(work: Callable[[int], Any], threads: int) -> None:
    alone = [work(seed) for seed in range(threads)]
    start = Barrier(threads)

    def at_once(seed: int) -> Any:
        start.wait(60)
        return work(seed)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)  # with the lock, threads take turns as often as they can
    try:
        with ThreadPoolExecutor(threads) as pool:
            together = list(pool.map(at_once, range(threads)))
    finally:
        sys.setswitchinterval(before)
    assert together == alone


FIRST = """
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

sys.setswitchinterval(1e-5)
start = Barrier(16)

def work(_):
    start.wait(60)
    from autograd import Value, exp, steps, worksheet
    import nn, viz

    x, y = Value(2.0, name="x"), Value(3.0, name="y")
    out = exp(x / y) * y + x
    out.backward()
    said = []
    for wrong in (lambda: Value("a"), lambda: nn.MLP(0, [1]), lambda: viz.draw(3)):
        try:
            wrong()
        except (TypeError, ValueError) as error:
            said.append(str(error))
    return repr((x.grad, y.grad, str(steps(out)), str(worksheet(out)), viz.draw(out).dot, said))

with ThreadPoolExecutor(16) as pool:
    [told] = set(pool.map(work, range(16)))
print(told)
"""


@pytest.mark.parametrize("spoken", ["ja", "en"])
def test_threads_may_be_the_first_to_use_everything(spoken: str) -> None:
    """Names, rules and catalogues are loaded when they are used first: here by 16 threads at once, in a new process."""
    environment = {**os.environ, "RINGO_LANG": spoken, "PYTHONUTF8": "1"}
    command = [sys.executable, "-W", "error", "-c", FIRST]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", cwd=ROOT, env=environment)
    assert (done.returncode, done.stderr) == (0, "")
    assert ("convert it first" in done.stdout) == (spoken == "en")


@pytest.mark.skipif(not sysconfig.get_config_var("Py_GIL_DISABLED"), reason="this Python has a lock")
def test_the_lock_stays_off() -> None:
    """A compiled module that was not made for it would switch it on for the whole process, with a warning."""
    code = "import sys, autograd, nn, viz, autograd.testing; from autograd import check_claim; "
    code += "assert check_claim('x*x', '2*x', 'x'); assert not sys._is_gil_enabled()"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")
