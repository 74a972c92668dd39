"""Every row of the table against independent numbers: mpmath at 40 digits, differentiated numerically."""

import copy
import pickle
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from mpmath import mp, mpf

from autograd import DomainError, Value, grad
from autograd.ops import MANY, OPS, TABLE, Op

mp.dps = 40

# What each row means, written without the table. A row that is missing here is read in mpmath's numbers instead.
MEANING: dict[str, Any] = {
    "add": lambda x, y: x + y,
    "sub": lambda x, y: x - y,
    "mul": lambda x, y: x * y,
    "div": lambda x, y: x / y,
    "power": lambda x, n: x**n,
    "pow": lambda x, y: x**y,
    "neg": lambda x: -x,
    "exp": mp.exp,
    "log": mp.log,
    "sqrt": mp.sqrt,
    "sin": mp.sin,
    "cos": mp.cos,
    "tan": mp.tan,
    "tanh": mp.tanh,
    "sigmoid": lambda x: 1 / (1 + mp.exp(-x)),
    "softplus": lambda x: mp.log1p(mp.exp(x)),
    "asin": mp.asin,
    "acos": mp.acos,
    "atan": mp.atan,
    "atan2": mp.atan2,
    "sinh": mp.sinh,
    "cosh": mp.cosh,
    "asinh": mp.asinh,
    "acosh": mp.acosh,
    "atanh": mp.atanh,
    "expm1": mp.expm1,
    "log1p": mp.log1p,
    "log2": lambda x: mp.log(x, 2),
    "log10": mp.log10,
    "cbrt": lambda x: mp.cbrt(x) if x > 0 else -mp.cbrt(-x),
    "hypot": lambda x, y: mp.sqrt(x * x + y * y),
    "erf": mp.erf,
    "erfc": mp.erfc,
    "silu": lambda x: x / (1 + mp.exp(-x)),
    "gelu": lambda x: x * mp.ncdf(x),
    "elu": lambda x, alpha: x if x > 0 else alpha * mp.expm1(x),
    "selu": lambda x: mpf(1.0507009873554805) * (x if x > 0 else mpf(1.6732632423543772) * mp.expm1(x)),
    "clamp": lambda x, low, high: min(max(x, low), high),
    "relu": lambda x: max(x, mpf(0)),
    "leaky_relu": lambda x, slope: x if x > 0 else slope * x,
    "abs": abs,
    "maximum": max,
    "minimum": min,
    "total": lambda *xs: sum(xs),
    "dot": lambda *xs: sum(w * x for w, x in zip(xs[: len(xs) // 2], xs[len(xs) // 2 :], strict=False))
    + (xs[-1] if len(xs) % 2 else 0),
}
rows = pytest.mark.parametrize("row", TABLE, ids=lambda row: row.name)


def inputs_for(row: Op, draw: Any) -> tuple[float, ...]:
    """Inputs within the row's domain, away from kinks and from where floats lose digits."""
    low, high = ENDS.get(row.domain, (-4.0, 4.0))
    number = st.floats(low, high).map(lambda x: round(x, 6))
    count = draw(st.integers(1, 7)) if row.arity == MANY else row.arity
    xs = [draw(number) for _ in range(count)]
    if "!= 0" in row.domain or row.name == "cbrt":
        assume(abs(xs[-1]) > 0.05)
    return tuple(xs)


# Within each domain, and away from its ends, where a local gradient is infinite.
ENDS = {
    "x > 0": (0.05, 4.0),
    "x >= 0": (0.05, 4.0),
    OPS["power"].domain: (0.05, 4.0),
    OPS["pow"].domain: (0.05, 4.0),
    "-1 <= x <= 1": (-0.99, 0.99),
    "-1 < x < 1": (-0.99, 0.99),
    "x >= 1": (1.05, 4.0),
    "x > -1": (-0.95, 4.0),
}


def constants_for(row: Op, draw: Any) -> tuple[float, ...]:
    return tuple(sorted(draw(st.floats(-3, 3).map(lambda x: round(x, 3))) for _ in row.constants))


def away_from_kinks(row: Op, xs: tuple[float, ...], constants: tuple[float, ...]) -> bool:
    """Whether the row is differentiable at `xs`, and not by a hair."""
    if row.name == "hypot":
        return max(map(abs, xs)) > 1e-3
    if row.name == "atan2":  # the angle jumps by a whole turn
        return abs(xs[0]) > 1e-3 or xs[1] > 1e-3
    edges = constants if row.name == "clamp" else (0.0,)
    return not row.kink or all(abs(xs[0] - (xs[1] if row.arity == 2 else edge)) > 1e-3 for edge in edges)


def meaning(row: Op, constants: tuple[float, ...]) -> Any:
    value = MEANING.get(row.name, row.value)
    return lambda *xs: value(*xs, *map(mpf, constants))


def close(number: float, truth: Any) -> bool:
    return bool(abs(mpf(number) - truth) <= mpf("1e-12") * max(1, abs(truth)))


def wrong_partials(row: Op, constants: tuple[float, ...], xs: tuple[float, ...]) -> list[str]:
    """The checker: which local gradients of a row disagree with numerical differentiation at `xs`."""
    bound = row.bind(*constants) if constants else row
    truth = meaning(row, constants)
    locals_ = bound.partials(bound.value(*xs), *xs)
    assert len(locals_) == len(xs)

    def order(slot: int) -> tuple[int, ...]:
        return tuple(int(i == slot) for i in range(len(xs)))

    return [
        f"slot {slot}: {local} is not {true}"
        for slot, local in enumerate(locals_)
        if not close(local, true := mp.diff(truth, tuple(map(mpf, xs)), order(slot)))
    ]


@rows
@given(data=st.data())
def test_value_and_local_gradients_are_those_of_mathematics(row: Op, data: st.DataObject) -> None:
    xs, constants = inputs_for(row, data.draw), constants_for(row, data.draw)
    assume(away_from_kinks(row, xs, constants))
    bound = row.bind(*constants) if constants else row
    assert close(bound.value(*xs), meaning(row, constants)(*map(mpf, xs)))
    assert wrong_partials(row, constants, xs) == []


@rows
@given(data=st.data())
def test_second_derivatives_are_those_of_mathematics(row: Op, data: st.DataObject) -> None:
    xs, constants = inputs_for(row, data.draw), constants_for(row, data.draw)
    assume(away_from_kinks(row, xs, constants))
    bound = row.bind(*constants) if constants else row
    leaves = [Value(x) for x in xs]
    node = _apply(bound, leaves)
    gradients = grad(node, leaves)
    for i, gradient in enumerate(gradients):
        for j, second in enumerate(grad(gradient, leaves)):
            times = [int(k == i) + int(k == j) for k in range(len(xs))]
            assert close(second.data, mp.diff(meaning(row, constants), tuple(map(mpf, xs)), tuple(times)))


def _apply(row: Op, inputs: list[Value]) -> Value:
    from autograd.value import evaluator

    return evaluator(row)(tuple(inputs)) if row.arity == MANY else evaluator(row)(*inputs)


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("sub", lambda z, x, y: (1.0, 1.0)),  # the sign of minus lost
        ("mul", lambda z, x, y: (x, y)),  # operands swapped
        ("div", lambda z, x, y: (1.0 / y, -1.0 / y)),  # a factor missing
        ("sigmoid", lambda z, x: (z * (z - 1.0),)),  # the sign a lecture prints
        ("tanh", lambda z, x: (1.0 - x * x,)),  # taken at the input instead of at the output
        ("exp", lambda z, x: (x,)),
    ],
)
def test_the_checker_catches_a_planted_fault(name: str, wrong: Any) -> None:
    row = copy.copy(OPS[name])
    row = Op(row.name, row.value, wrong, row.symbol)
    assert wrong_partials(row, (), (0.7, 0.3)[: row.arity])


@pytest.mark.parametrize(
    ("name", "at", "convention"),
    [
        ("relu", (0.0,), (0.0,)),
        ("leaky_relu", (0.0,), (0.01,)),
        ("abs", (0.0,), (0.0,)),
        ("maximum", (2.0, 2.0), (0.5, 0.5)),
        ("minimum", (2.0, 2.0), (0.5, 0.5)),
        ("hypot", (0.0, 0.0), (0.0, 0.0)),
        ("atan2", (0.0, -2.0), (-0.5, 0.0)),
        ("selu", (0.0,), (1.0507009873554805 * 1.6732632423543772,)),
        ("elu", (0.0,), (1.0,)),
        ("clamp", (0.0,), (1.0,)),
        ("clamp", (1.0,), (1.0,)),
    ],
)
def test_kinks_follow_the_stated_convention(name: str, at: tuple[float, ...], convention: tuple[float, ...]) -> None:
    row = OPS[name].bind(0.0, 1.0) if name == "clamp" else OPS[name].bind() if OPS[name].constants else OPS[name]
    assert row.kink
    assert row.partials(row.value(*at), *at) == convention


def test_every_kink_has_its_convention_tested() -> None:
    tested = {"relu", "leaky_relu", "abs", "maximum", "minimum", "hypot", "atan2", "elu", "selu", "clamp"}
    assert {row.name for row in TABLE if row.kink} == tested


@pytest.mark.parametrize("x", [-1000.0, -40.0, -1.0, 0.0, 1.0, 40.0, 1000.0])
def test_sigmoid_and_softplus_are_right_at_any_size(x: float) -> None:
    for name in ("sigmoid", "softplus"):
        truth = MEANING[name](mpf(x))
        assert abs(mpf(OPS[name].value(x)) - truth) <= mpf("1e-15") * truth + mpf("1e-320")
        assert 0.0 <= OPS[name].partials(OPS[name].value(x), x)[0] <= 1.0


@pytest.mark.parametrize(
    "refused",
    [
        lambda: Value(-1.0).log(),
        lambda: Value(0.0).log(),
        lambda: Value(-1.0).sqrt(),
        lambda: 1 / Value(0.0),
        lambda: Value(0.0) ** -1,
        lambda: Value(-8.0) ** (1 / 3),
        lambda: Value(-8.0) ** Value(0.5),
        lambda: Value(1000.0).exp(),
        lambda: Value(1e200) * Value(1e200),
        lambda: Value(10.0) ** 400,
        lambda: 2 ** Value(5000.0),
    ],
)
def test_nothing_becomes_infinite_nan_or_complex(refused: Any) -> None:
    with pytest.raises(DomainError):
        refused()


def test_powers_with_whole_exponents_take_negative_numbers_and_zero() -> None:
    x = Value(-2.0)
    assert (x**3).data == -8.0
    assert [g.data for g in grad(x**3, [x])] == [12.0]
    zero = Value(0.0)
    gradient = grad(zero**2, [zero])
    for _ in range(3):  # 2x, 2, 0: no negative power of zero on the way
        gradient = grad(gradient[0], [zero])
    assert gradient[0].data == 0.0


def test_a_row_written_with_operands() -> None:
    assert OPS["sub"].written("a", "-3") == "a - (-3)"
    assert OPS["neg"].written("-3") == "-(-3)"
    assert OPS["dot"].written("w", "v", "x", "y", "b") == "w * x + v * y + b"
    assert OPS["leaky_relu"].bind(0.1).written("x") == "leaky_relu(x, 0.1)"
    assert OPS["power"].bind(-0.5).written("x") == "x ** (-0.5)"


@rows
def test_copies_and_pickles_are_the_row_itself(row: Op) -> None:
    bound = row.bind(*[2.0 for _ in row.constants]) if row.constants else row
    assert pickle.loads(pickle.dumps(bound)) is copy.deepcopy(bound) is bound
