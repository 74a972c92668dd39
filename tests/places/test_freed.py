"""Graphs freed without recursion, as WebAssembly needs it. Here CPython is told to free them so."""

import subprocess
import sys
import textwrap

import pytest

from tests.copies import ROOT

pytestmark = pytest.mark.skipif(not hasattr(sys, "getrefcount"), reason="this Python counts no references")
AS_IN_WEBASSEMBLY = """
import sys
here, sys.platform = sys.platform, "emscripten"
import autograd
sys.platform = here
"""
FREED = """
import gc
from autograd import Value, total
from autograd.graph.memory import freed

def chain(length, x):
    for _ in range(length):
        x = Value(0.0) - x
    return x

def count(free):
    \"\"\"How often the list is emptied while `free` runs, and how many things it has held.\"\"\"
    emptied = 0
    class Counted(list):
        held = 0
        def pop(self):
            Counted.held += 1
            return super().pop()
    def watch(frame, event, argument):
        nonlocal emptied
        emptied += event == "call" and frame.f_code.co_name == "_empty"
    freed._waiting = Counted()
    sys.setprofile(watch)
    free()
    sys.setprofile(None)
    return emptied, Counted.held

def values():
    return sum(type(thing) is Value for thing in gc.get_objects())

gc.disable()
before = values()
"""


def run(code: str) -> None:
    nothing_left = "\nassert values() == before and not freed._waiting"
    code = AS_IN_WEBASSEMBLY + FREED + textwrap.dedent(code) + nothing_left
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stderr) == (0, "")


def test_elsewhere_python_frees_by_itself() -> None:
    from autograd import Value

    assert not hasattr(Value, "__del__")


@pytest.mark.parametrize("step", ["Value(0.0) - x", "x - Value(0.0)", "-x", "total([x, x]) * 0.5", "0.0 + 1.0 * x"])
def test_a_chain_is_freed_at_one_go(step: str) -> None:
    """If the list were emptied again for each node, each of these calls would lie within the one before."""
    run(f"""
    x = Value(1.0)
    for _ in range(1000):
        x = {step}
    held = [x]
    del x
    assert count(held.clear)[0] == 1
    """)


def test_what_is_held_elsewhere_is_not_walked_through() -> None:
    run("""
    held = [chain(1000, Value(1.0))]
    held.append(-held[0])
    assert count(held.pop)[1] <= 2
    del held
    """)


def test_what_is_still_held_stays_whole() -> None:
    run("""
    x = Value(3.0)
    middle = chain(1000, x * x)
    end = chain(1000, middle)
    del end
    middle.backward()
    assert x.grad == 6.0
    del x, middle
    """)


@pytest.mark.parametrize("shared", ["inputs = (a, b)", "inputs = (a, a)"])
def test_many_inputs(shared: str) -> None:
    run(f"""
    a = b = Value(1.0)
    for _ in range(1000):
        {shared}
        a, b = total(inputs) * 0.5, total(inputs) * 0.25
    del a, b, inputs
    """)


def test_a_graph_dropped_by_an_exception() -> None:
    run("""
    def fails():
        y = chain(1000, Value(1.0))
        y / 0.0
    try:
        fails()
    except ValueError:
        pass
    """)


def test_a_value_that_was_never_finished() -> None:
    run("""
    try:
        Value("3")
    except TypeError:
        pass
    Value.__new__(Value)
    """)


def test_a_graph_in_a_cycle() -> None:
    run("""
    class Holder: pass
    holder = Holder()
    holder.itself, holder.y = holder, chain(1000, Value(1.0))
    del holder
    gc.collect()
    """)


def test_a_graph_in_a_cycle_that_still_needs_it() -> None:
    """Python's collector calls finalizers in any order, and one of another class may still use the graph."""
    run("""
    gradients = []
    class Last:
        def __del__(self):
            self.y.backward()
            gradients.append(self.x.grad)
    x = Value(3.0)
    y = chain(1000, x * x)
    last = Last()
    last.itself, last.x, last.y = last, x, y
    del last, x, y
    gc.collect()
    assert gradients == [6.0]
    """)
