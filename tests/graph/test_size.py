"""Graphs of any size: they are freed at once, have no limit of depth, and a node costs little memory."""

import gc
import subprocess
import sys

import pytest

from autograd import Value
from tests.conftest import fewer


def test_nodes_hold_no_cycle() -> None:
    gc.collect()
    gc.disable()
    try:
        before = len(gc.get_objects())
        x = Value(1.0)
        y = x
        for _ in range(1000):
            y = (y * x + x).tanh()
        y.backward()
        del x, y
        assert len(gc.get_objects()) - before < 20
    finally:
        gc.enable()


DEEP = """
import copy, pickle, sys
from autograd import Value, grad, steps
x = Value(1.0, name="x")
y = x
for _ in range({depth}):
    y = -y
y.backward()
assert x.grad == 1.0
{action}
del y
print("done")
"""


@pytest.mark.parametrize(
    "action",
    [
        "assert grad(y, [x])[0].data == 1.0",
        "z = copy.deepcopy(y); del z",
        "z = pickle.loads(pickle.dumps(y)); assert z.data == y.data; del z",
        "assert len(steps(y).backward) == {depth}",
    ],
)
def test_depth_has_no_limit(action: str) -> None:
    """Builds, runs backward, is differentiated, copied, pickled, recorded and freed at depth 200,000."""
    depth = fewer(200_000)
    program = DEEP.format(depth=depth, action=action.format(depth=depth))
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == ("done\n", "", 0)


def test_a_node_costs_at_most_250_bytes() -> None:
    program = (
        "import tracemalloc; from autograd import Value; x = Value(1.5); y = x; tracemalloc.start()\n"
        "for _ in range(20_000): y = y * x\ny.backward() if y.data < 1e300 else None\n"
        "print(tracemalloc.get_traced_memory()[0] / 20_000)"
    ).replace("Value(1.5)", "Value(1.000001)")
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert float(done.stdout) <= 250
