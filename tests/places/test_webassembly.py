"""The engine in WebAssembly says what it says here."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import fewer
from tests.places.webassembly import in_webassembly

APPLE = """
from autograd import Value, steps
apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
result = str(steps(apple * count * tax))
"""

CLAIMS = """
from autograd import check_claim
softmax = {"shapes": {"a": "n", "t": "n"}, "onehot": ["t"]}
claims = [
    check_claim("sigmoid(x)", "y*(1-y)", "x"),
    check_claim("sigmoid(x)", "y*(y-1)", "x"),
    check_claim("x = softmax(a); L = -sum(t*log(x))", "x - t", "a", **softmax),
    check_claim("x = softmax(a); L = -sum(t*log(x))", "t - x", "a", **softmax),
]
result = [[bool(claim), claim.counterexample, claim.codes] for claim in claims]
"""

MARKS = """
from autograd import mark, parse, worksheet
sheet = worksheet(parse("apple * num * tax", {"apple": 100, "num": 2, "tax": 1.1}))
answers = {row.key: str(row.answer) for row in sheet.rows}
answers[sheet.rows[-1].key] = "-1"
result = [[row.key, row.verdict, row.reasons] for row in mark(sheet, answers).rows]
"""

CHECKED = """
from autograd import cbrt, check_grad, hessian, sin, tanh
result = [bool(check_grad(lambda x: sin(x) * tanh(x), [0.7])), hessian(lambda x, y: cbrt(x) * y**2, [8.0, 3.0])]
"""

TRAINED = """
import nn
from autograd import mean, tanh
data = nn.data.moons(20, seed=1)
model = nn.MLP(2, [4, 4, 1], activation=tanh, init=nn.init.xavier(seed=1))
optimizer = nn.optim.Adam(model.parameters(), 0.05)
losses = []
for _ in range(30):
    outputs = model.batch(data.xs)
    loss = mean([nn.losses.binary_cross_entropy_from_logits(o, y) for o, y in zip(outputs, data.ys)])
    model.zero_grad()
    loss.backward()
    optimizer.step()
    losses.append(loss.data)
result = [losses, [parameter.data for parameter in model.parameters()]]
"""

DEEP = """
import gc
from autograd import Value, total
MILLION = 1_000_000

def chain(length, x):
    for _ in range(length // 5):
        x = 0.5 - -(total([x, x]) * 0.5)
        x = x - 0.5
    return x

def dropped_by_an_exception():
    y = chain(MILLION // 10, Value(1.0))
    y / 0.0

x = Value(1.0)
y = chain(MILLION, x)
y.backward()
gradient = x.grad
middle = y
for _ in range(MILLION // 2):
    middle = middle.inputs[0] if middle.inputs[0].op else middle.inputs[-1]
del y
middle.backward()
del middle
try:
    dropped_by_an_exception()
except ValueError:
    pass

class Holder: pass
holder = Holder()
holder.itself, holder.y = holder, chain(MILLION // 10, x)
del holder
gc.collect()
result = [gradient, sum(type(thing) is Value for thing in gc.get_objects())]
"""

CODES = {"apple": APPLE, "claims": CLAIMS, "marks": MARKS, "checked": CHECKED, "trained": TRAINED}


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return in_webassembly(CODES, tmp_path_factory.mktemp("python"))


def here(code: str) -> Any:
    names: dict[str, Any] = {}
    exec(code, names)
    return json.loads(json.dumps(names["result"]))


@pytest.mark.parametrize("name", ["apple", "marks"])
def test_tables_and_marks_are_the_same(name: str, answers: dict[str, Any]) -> None:
    assert answers[name] == here(CODES[name])


def test_claims_are_decided_without_hypothesis(answers: dict[str, Any]) -> None:
    right, sigmoid, cross_entropy, slipped = answers["claims"]
    assert (right[0], cross_entropy[0]) == (True, True)
    assert sigmoid == [False, {"x": 0.0}, ["sign"]]
    assert (slipped[0], slipped[2]) == (False, ["sign"])


def test_checks_and_second_derivatives(answers: dict[str, Any]) -> None:
    correct, second = answers["checked"]
    assert correct is True
    # f = x^(1/3) y²: f_xx = -2/9 x^(-5/3) y² = -1/16, f_xy = 2/3 x^(-2/3) y = 1/2, f_yy = 2 x^(1/3) = 4
    assert second == [pytest.approx([-1 / 16, 1 / 2], rel=1e-12), pytest.approx([1 / 2, 4.0], rel=1e-12)]


def test_a_network_learns_the_same_numbers(answers: dict[str, Any]) -> None:
    losses, parameters = answers["trained"]
    true_losses, true_parameters = here(TRAINED)
    assert losses == pytest.approx(true_losses, rel=1e-12)
    assert parameters == pytest.approx(true_parameters, rel=1e-12, abs=1e-12)
    assert losses[-1] < losses[0]


def test_depth_has_no_limit(tmp_path: Path) -> None:
    """A million nodes: made, differentiated, freed in part and as a whole, after an exception, and by the collector.

    In the default profile an eighth of them.
    """
    assert in_webassembly({"deep": DEEP.replace("1_000_000", str(fewer(1_000_000)))}, tmp_path)["deep"] == [1.0, 1]
