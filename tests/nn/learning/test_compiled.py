"""A run in compiled programs is the run Value by Value: the same histories, numbers, checkpoints and refusals."""

import math
import random
import signal
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nn
from autograd import Value, elu, gelu, leaky_relu, relu, sigmoid, silu, softmax, softplus, tanh
from nn import BatchNorm, Dropout, Layer, Module, Residual, Sequential, losses, optim
from nn.learning.compiled.passes import STEPS_THAT_PAY
from tests.conftest import fewer
from tests.nn import runs

ACTIVATIONS = [None, relu, tanh, sigmoid, softplus, elu, gelu, leaky_relu, silu]
OPTIMIZERS: list[Any] = [
    lambda parameters: optim.SGD(parameters, 0.1, decay=0.01),
    lambda parameters: optim.SGD(parameters, lambda step: 0.1 / (1 + step)),
    lambda parameters: optim.Momentum(parameters, optim.step_decay(0.05, every=3)),
    lambda parameters: optim.Nesterov(parameters, 0.05),
    lambda parameters: optim.AdaGrad(parameters, 0.05),
    lambda parameters: optim.RMSProp(parameters, 0.01),
    lambda parameters: optim.AdamW(parameters, optim.cosine(0.05, 20)),
    lambda parameters: optim.Adam(parameters[::2], 0.02),
]
TARGETS: dict[Any, Any] = {
    losses.mean_squared_error: lambda draw: [draw.uniform(-1, 1), draw.uniform(-1, 1)],
    losses.half_squared_error: lambda draw: [draw.uniform(-1, 1), draw.uniform(-1, 1)],
    losses.cross_entropy_from_logits: lambda draw: draw.randrange(2),
    losses.cross_entropy: lambda draw: draw.choice([[0, 1], [1, 0]]),
    losses.binary_cross_entropy_from_logits: lambda draw: draw.randrange(2),
    losses.binary_cross_entropy: lambda draw: draw.randrange(2),
    losses.hinge: lambda draw: draw.choice([-1, 1]),
}


def examples(many: int, seed: int, target: Any) -> SimpleNamespace:
    draw = random.Random(seed)
    return SimpleNamespace(
        xs=[[draw.uniform(-1, 1) for _ in range(3)] for _ in range(many)], ys=[target(draw) for _ in range(many)]
    )


def network(parts: list[Any], loss: Any) -> Sequential:
    random.seed(5)
    layers: list[Any] = [Layer(3, 4, activation=tanh)]
    for part in parts:
        layers.append(part())
    one = loss in (losses.binary_cross_entropy_from_logits, losses.binary_cross_entropy, losses.hinge)
    layers.append(Layer(4, 1 if one else 2, activation=None))
    if loss is losses.cross_entropy:
        layers.append(softmax)
    if loss is losses.binary_cross_entropy:
        layers.append(sigmoid)
    return Sequential(*layers)


PARTS: list[Any] = [
    *[lambda a=a: Layer(4, 4, activation=a) for a in ACTIVATIONS],
    lambda: BatchNorm(4),
    lambda: BatchNorm(4, activation=relu),
    lambda: Dropout(0.3, seed=3),
    lambda: Dropout(0.2),
    lambda: Residual(Layer(4, 4)),
    lambda: Sequential(Layer(4, 4), Dropout(0.5, seed=8), Dropout(0.1)),
]


def both(make: Any, data: Any, loss: Any, optimizer: Any, epochs: int, **options: Any) -> list[Any]:
    found = []
    for compiled in (True, False):
        model = make()
        learned = optimizer(model.parameters())
        random.seed(9)
        history = nn.train(model, data, loss, learned, epochs, progress=False, compiled=compiled, **options)
        rows = [number for row in history.rows for number in row[1:5] if number is not None]
        found.append((history.stopped, [*rows, *runs.numbers(model, learned), *[p.grad for p in model.parameters()]]))
    return found


@settings(max_examples=fewer(40))
@given(
    st.lists(st.sampled_from(PARTS), max_size=3),
    st.sampled_from(list(TARGETS)),
    st.sampled_from(OPTIMIZERS),
    st.sampled_from([None, 0.3]),
    st.integers(3, 9),
    st.booleans(),
)
def test_a_run_in_programs_is_the_run_value_by_value(
    parts: list[Any], loss: Any, optimizer: Any, clip: float | None, batch_size: int, validated: bool
) -> None:
    many = 11 if 11 % batch_size > 1 else 12
    options: dict[str, Any] = {"batch_size": batch_size, "clip": clip}
    if validated:
        options |= {"validation": examples(5, 2, TARGETS[loss]), "patience": 2}
    data = examples(many, 1, TARGETS[loss])
    (stopped, found), (stopped_too, expected) = both(lambda: network(parts, loss), data, loss, optimizer, 4, **options)
    assert stopped == stopped_too
    # A bias before batch normalisation has the gradient 0. What rounding leaves of it, such optimizers scale up.
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-6)


def points(*pairs: Any) -> SimpleNamespace:
    return SimpleNamespace(xs=[[x] for x, _ in pairs], ys=[y for _, y in pairs])


def line() -> Module:
    model = nn.Neuron(1, nonlin=False)
    model.w[0].data, model.b.data = 0.5, 0.0
    return model


def sgd(rate: float) -> Any:
    return lambda parameters: optim.SGD(parameters, rate)


def fit(model: Module, data: Any, optimizer: Any, epochs: int = 3, **options: Any) -> nn.History:
    """Squared errors in silence."""
    return nn.train(model, data, losses.mean_squared_error, optimizer, epochs, **{"progress": False} | options)


def image(seed: int) -> list[list[list[float]]]:
    draw = random.Random(seed)
    return [[[draw.uniform(-1, 1) for _ in range(6)] for _ in range(6)]]


def test_images_go_through_convolutions() -> None:
    def make() -> Module:
        init = nn.init.he(1)
        layers = [
            nn.Conv2D(1, 2, 3, padding=1, init=init),
            nn.MaxPool2D(2),
            nn.AveragePool2D(2, stride=1),
            nn.Flatten(),
        ]
        return Sequential(*layers, BatchNorm(8), Layer(8, 3, nonlin=False, init=init))

    data = SimpleNamespace(xs=[image(i) for i in range(9)], ys=[i % 3 for i in range(9)])
    (_, found), (_, expected) = both(make, data, losses.cross_entropy_from_logits, sgd(0.1), 3, batch_size=4 + 1)
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-9)


def test_rows_of_an_embedding_are_chosen_by_numbers() -> None:
    class Words(Module):
        def __init__(self) -> None:
            self.table, self.layer = nn.Embedding(5, 3, init=nn.init.normal(1.0, 2)), Layer(6, 5, nonlin=False)

        def __call__(self, x: Any) -> Any:
            return self.layer([number for i in x for number in self.table(i)])

    def make() -> Module:
        random.seed(2)
        return Words()

    data = SimpleNamespace(xs=[[i % 5, (i * i) % 5] for i in range(13)], ys=[(3 * i) % 5 for i in range(13)])
    (_, found), (_, expected) = both(make, data, losses.cross_entropy_from_logits, sgd(0.1), 3, batch_size=4)
    assert found == pytest.approx(expected, rel=1e-7, abs=1e-9)


@pytest.mark.parametrize("kind", runs.OPTIMIZERS)
@pytest.mark.parametrize("first", [True, False])
def test_a_checkpoint_goes_on_in_the_other_way(kind: str, first: bool, tmp_path: Path) -> None:
    _, expected = runs.train(None, kind, epochs=6, patience=9, compiled=False)
    file = str(tmp_path / "run")
    runs.train(file, kind, epochs=3, patience=9, compiled=first)
    _, found = runs.train(file, kind, epochs=6, patience=9, compiled=not first)
    assert found == pytest.approx(expected, rel=1e-7, abs=1e-9)


def test_what_a_function_of_the_user_sees_is_up_to_date() -> None:
    found = []
    for compiled in (True, False):
        model, seen = line(), list[float]()

        def rate(step: int, model: Any = model, seen: Any = seen) -> float:
            seen.extend([model.w[0].data, model.w[0].grad])
            return 0.1

        data = points((1.0, 1.0), (2.0, 3.0), (-1.0, 0.5))
        fit(model, data, optim.SGD(model.parameters(), rate), batch_size=2, compiled=compiled)
        found.append(seen)
    assert found[0] == pytest.approx(found[1], rel=1e-9)


@pytest.mark.parametrize("what", ["a constant of the loss", "the rate of dropout"])
def test_what_a_schedule_changes_counts_from_the_next_step(what: str) -> None:
    found = []
    for compiled in (None, False):
        strength, dropout = Value(0.1, name="strength"), Dropout(0.5, seed=4)
        model = Sequential(Layer(1, 3, init=nn.init.he(1)), dropout, Layer(3, 1, nonlin=False, init=nn.init.he(2)))

        def rate(step: int, strength: Any = strength, dropout: Any = dropout) -> float:
            if step == 4 and what == "the rate of dropout":
                dropout.rate = 0.25
            elif step == 4:
                strength.data = 3.0
            return 0.1

        def loss(output: Any, target: float, strength: Any = strength) -> Any:
            return strength * (output - target) ** 2

        optimizer, data = optim.SGD(model.parameters(), rate), points((1.0, 1.0), (2.0, 3.0), (-1.0, 0.5))
        nn.train(model, data, loss, optimizer, 4, batch_size=2, compiled=compiled, progress=False)
        found.append([p.data for p in model.parameters()])
    assert found[0] == pytest.approx(found[1], rel=1e-9)


def test_an_optimizer_of_the_users_own_updates_the_values() -> None:
    class Signs(optim.Optimizer):
        def step_of(self, gradient: Any, slots: list[Any], rate: float) -> Any:
            return math.copysign(rate, gradient)

    data = points((1.0, 1.0), (2.0, 3.0), (-1.0, 0.5))
    (_, found), (_, expected) = both(line, data, losses.mean_squared_error, lambda p: Signs(p, 0.1), 4, batch_size=2)
    assert found == pytest.approx(expected, rel=1e-9)


def test_examples_that_come_when_they_are_asked_for() -> None:
    class Asked:
        def __init__(self, parts: list[Any]) -> None:
            self.parts, self.asked = parts, 0

        def __len__(self) -> int:
            return len(self.parts)

        def __getitem__(self, i: int) -> Any:
            if not 0 <= i < len(self.parts):
                raise IndexError
            self.asked += 1
            return self.parts[i]

    plain, found = points((1.0, 1.0), (2.0, 3.0), (-1.0, 0.5)), []
    asked = SimpleNamespace(xs=Asked(plain.xs), ys=Asked(plain.ys))
    for data in (asked, plain):
        model = line()
        fit(model, data, sgd(0.1)(model.parameters()), 5, batch_size=2, compiled=True)
        found.append([p.data for p in model.parameters()])
    assert found[0] == found[1]
    assert asked.xs.asked >= 15


def test_ctrl_c_leaves_the_numbers_of_the_last_step() -> None:
    """A schedule of the user's presses it; the twin makes as many steps."""

    def rate(step: int) -> float:
        if step == 4:
            signal.raise_signal(signal.SIGINT)
        return 0.1

    data, model, twin = points((1.0, 1.0), (2.0, 3.0), (-1.0, 0.5)), line(), line()
    history = fit(model, data, optim.SGD(model.parameters(), rate), 9, batch_size=1, compiled=True)
    assert history.stopped == "Ctrl-C after epoch 2, batch 2 of 3"

    def stopping(step: int) -> float:
        if step == 5:
            raise KeyboardInterrupt
        return 0.1

    with pytest.raises(KeyboardInterrupt):
        fit(twin, data, optim.SGD(twin.parameters(), stopping), 9, batch_size=1, compiled=True)
    assert [p.data for p in model.parameters()] == [p.data for p in twin.parameters()]


def test_runs_in_threads_do_not_see_each_other() -> None:
    def run(seed: int) -> list[float]:
        model = Sequential(
            Layer(3, 4, init=nn.init.he(seed)), Dropout(0.3, seed=seed), Layer(4, 2, init=nn.init.he(seed))
        )
        data = examples(20, seed, TARGETS[losses.cross_entropy_from_logits])
        optimizer = optim.Adam(model.parameters(), 0.01)
        nn.train(
            model, data, losses.cross_entropy_from_logits, optimizer, 3, batch_size=6, compiled=True, progress=False
        )
        return [p.data for p in model.parameters()]

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(run, range(8)))
    assert found == [run(seed) for seed in range(8)]


def test_a_long_epoch_takes_the_best_back_end() -> None:
    loss = losses.cross_entropy_from_logits
    data = examples(STEPS_THAT_PAY + 20, 1, TARGETS[loss])
    (_, found), (_, expected) = both(
        lambda: network([lambda: Dropout(0.2, seed=1)], loss), data, loss, OPTIMIZERS[4], 2, batch_size=1
    )
    assert found == pytest.approx(expected, rel=1e-7, abs=1e-9)
