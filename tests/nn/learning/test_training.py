"""Training is the textbook's loop: the same numbers as plain Python and torch, and a sentence for all that ends it."""

import random
import signal
import threading
from types import SimpleNamespace
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

import nn.learning.training
from autograd import Value
from nn import BatchNorm, Dropout, History, Layer, Module, Neuron, Sequential, losses, optim
from nn.learning.run.history import Epoch
from tests.nn import runs


def points(*pairs: tuple[float, float]) -> SimpleNamespace:
    return SimpleNamespace(xs=[[x] for x, _ in pairs], ys=[y for _, y in pairs])


def line(slope: float = 0.0, offset: float = 0.0) -> Neuron:
    model = Neuron(1, nonlin=False)
    model.w[0].data, model.b.data = slope, offset
    return model


def fit(model: Module, data: Any, epochs: int = 1, rate: float = 0.1, **options: Any) -> History:
    optimizer = options.pop("optimizer", None) or optim.SGD(model.parameters(), rate)
    loss = options.pop("loss", losses.mean_squared_error)
    return nn.train(model, data, loss, optimizer, epochs, **{"progress": False} | options)


def shuffled(many: int, seed: int, epochs: int) -> list[list[int]]:
    draw, orders = random.Random(seed), []
    for _ in range(epochs):
        orders.append(list(range(many)))
        draw.shuffle(orders[-1])
    return orders


@given(
    st.lists(st.tuples(st.floats(-1, 1), st.floats(-1, 1)), min_size=1, max_size=7),
    st.integers(1, 8),
    st.integers(0, 9),
    st.sampled_from([None, 0.5]),
)
def test_a_line_is_fitted_as_by_the_formulas(
    pairs: list[tuple[float, float]], batch_size: int, seed: int, clip: float | None
) -> None:
    model, slope, offset, expected = line(0.5), 0.5, 0.0, []
    history = fit(model, points(*pairs), 3, batch_size=batch_size, seed=seed, clip=clip)
    for order in shuffled(len(pairs), seed, 3):
        total = 0.0
        for start in range(0, len(pairs), batch_size):
            batch = [pairs[i] for i in order[start : start + batch_size]]
            errors = [slope * x + offset - y for x, y in batch]
            total += sum(e * e for e in errors)
            by_slope = sum(2 * e * x for e, (x, _) in zip(errors, batch, strict=True)) / len(batch)
            by_offset = sum(2 * e for e in errors) / len(batch)
            shorter = min(1.0, clip / max(1e-300, (by_slope**2 + by_offset**2) ** 0.5)) if clip else 1.0
            slope, offset = slope - 0.1 * shorter * by_slope, offset - 0.1 * shorter * by_offset
        expected.append(total / len(pairs))
    assert [model.w[0].data, model.b.data] == pytest.approx([slope, offset], rel=1e-9, abs=1e-12)
    assert [row.loss for row in history.rows] == pytest.approx(expected, rel=1e-9, abs=1e-12)
    if {y for _, y in pairs} not in ({0.0, 1.0}, {-1.0, 1.0}):
        assert [row.accuracy for row in history.rows] == [None] * 3


def test_a_network_is_trained_as_by_torch() -> None:
    torch = pytest.importorskip("torch")
    random.seed(0)
    data = runs.examples(10, seed=4)
    model = Sequential(Layer(2, 3), BatchNorm(3), Layer(3, 2, nonlin=False))
    twin = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.ReLU(), torch.nn.BatchNorm1d(3), torch.nn.Linear(3, 2))
    twin = twin.double()
    state = twin.state_dict()
    for i, j in ((0, 0), (1, 2), (2, 3)):
        for name, tensor in model.layers[i].tensors().items():  # type: ignore[attr-defined]
            numbers = [[w.data for w in row] if isinstance(row, list) else row.data for row in tensor]
            state[f"{j}.{name}"] = torch.tensor(numbers, dtype=torch.double)
    twin.load_state_dict(state)
    stepper = torch.optim.Adam(twin.parameters(), lr=0.05)
    xs, ys = torch.tensor(data.xs, dtype=torch.double), torch.tensor(data.ys)
    for order in shuffled(10, seed=6, epochs=5):
        for start in range(0, 10, 4):
            batch = order[start : start + 4]
            stepper.zero_grad()
            torch.nn.functional.cross_entropy(twin(xs[batch]), ys[batch]).backward()
            stepper.step()
    adam = optim.Adam(model.parameters(), rate=0.05)
    history = fit(
        model, data, 5, optimizer=adam, loss=losses.cross_entropy_from_logits, batch_size=4, seed=6, validation=data
    )
    outputs = twin.eval()(xs)
    assert [[y.data for y in model(x)] for x in data.xs] == pytest.approx(outputs.detach().numpy(), abs=1e-10)
    last = history.rows[-1]
    assert last.validation_loss == pytest.approx(torch.nn.functional.cross_entropy(outputs, ys).item(), abs=1e-10)
    assert last.validation_accuracy == (outputs.argmax(1) == ys).double().mean().item()


def test_validation_teaches_nothing() -> None:
    def trained(validation: Any) -> list[float]:
        random.seed(1)
        model = Sequential(Layer(2, 3), BatchNorm(3), Dropout(0.5, seed=2), Layer(3, 2, nonlin=False))
        loss = losses.cross_entropy_from_logits
        history = fit(model, runs.examples(8, seed=1), 3, loss=loss, validation=validation, batch_size=4)
        assert (history.rows[0].validation_loss is None) is (validation is None)
        assert not any(module.training for _, module in model.modules())
        return [parameter.data for parameter in model.parameters()]

    assert trained(None) == trained(runs.examples(5, seed=9))


@pytest.mark.parametrize(
    ("loss", "ys", "outputs", "right"),
    [
        (losses.cross_entropy_from_logits, [0, 1, 2], [[3, 1, 2], [3, 1, 2], [1, 2, 3]], 2),
        (losses.mean_squared_error, [[1, 0], [0, 1]], [[0.2, 0.1], [0.9, 0.1]], 1),
        (losses.binary_cross_entropy, [1, 0, 1], [0.6, 0.6, 0.4], 1),
        (losses.binary_cross_entropy_from_logits, [1, 0, 1], [0.6, 0.6, 0.4], 2),
        (losses.hinge, [1, -1, -1], [0.5, -0.5, 0.5], 2),
        (losses.mean_squared_error, [1, 0, 2], [0.9, 0.1, 2.0], None),  # numbers, not classes
        (losses.mean_squared_error, [1, 0.0], [0.9, 0.6], 1),
        (losses.mean_squared_error, [1, -1], [0.4, -0.1], 2),
        (losses.cross_entropy_from_logits, [0.0, 1.0], [[3, 1], [2, 1]], 1),
        (losses.cross_entropy_from_logits, numpy.array([0, 1]), [[3, 1], [2, 1]], 1),
        (losses.cross_entropy_from_logits, [True, False], [[3, 1], [2, 1]], 1),
        (lambda o, t: 1.0 + losses.cross_entropy_from_logits(o, t), [0, 1], [[3, 1], [2, 1]], 1),
        (lambda o, t: 1.0 + losses.binary_cross_entropy(o, t), [1, 0, 1], [0.6, 0.6, 0.4], 1),
        (lambda o, t: 1.0 + losses.binary_cross_entropy_from_logits(o, t), [1, 0, 1], [0.6, 0.6, 0.4], 2),
        (lambda o, t: 1.0 + losses.hinge(o, t), [1.0, -1.0, -1.0], [0.5, -0.5, 0.5], 2),
        (losses.mean_squared_error, [[1, 0], [0, 2]], [[0.2, 0.1], [0.9, 0.1]], None),
    ],
)
def test_accuracy_where_targets_are_classes(loss: Any, ys: Any, outputs: Any, right: int | None) -> None:
    class Told(Module):
        """Puts out what it is told."""

        def __init__(self) -> None:
            self.one = Value(1.0)

        def __call__(self, x: Any) -> Any:
            return [self.one * number for number in x] if isinstance(x, list) else self.one * x

    [row] = fit(Told(), SimpleNamespace(xs=outputs, ys=ys), loss=loss, rate=1e-300).rows
    assert row.accuracy == (None if right is None else right / len(ys))


def test_patience_puts_the_best_parameters_and_buffers_back() -> None:
    model = line()
    # With each epoch of one step the slope goes from 0 to 0.5, to 0.75, …; validation likes 0.6 best.
    data, validation = points((1.0, 1.0)), points((1.0, 0.6))
    model.b.data = 0.0
    optimizer = optim.SGD([model.w[0]], rate=0.25)
    history = fit(model, data, 50, optimizer=optimizer, validation=validation, patience=3)
    assert [row.number for row in history.rows] == [1, 2, 3, 4]
    assert history.best is not None
    assert (history.best.number, model.w[0].data) == (1, 0.5)
    assert history.stopped == "3 epochs without a lower validation loss than that of epoch 1"
    norm = Sequential(BatchNorm(1), Layer(1, 1, nonlin=False))
    means = []

    def watched(output: Any, target: float) -> Any:
        if not norm.training:
            means.append(norm.layers[0].buffers()["running_mean"][0])  # type: ignore[attr-defined]
        return losses.mean_squared_error(output, target if norm.training else 1e3 * len(means))

    fit(norm, points((1.0, 1.0), (3.0, 2.0)), 9, loss=watched, validation=validation, patience=2)
    assert len(set(means)) == 3
    assert norm.layers[0].buffers()["running_mean"] == means[:1]  # type: ignore[attr-defined]


def test_patience_looks_at_each_epoch_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A look at all rows after each epoch would take a long run's time."""
    looked = []

    def to_beat(row: Epoch) -> float:
        looked.append(row.number)
        return row.validation_loss or 0.0

    monkeypatch.setattr(Epoch, "to_beat", property(to_beat))
    data = points((1.0, 1.0))
    assert len(fit(line(), data, 40, validation=data, patience=40).rows) == 40
    assert len(looked) <= 3 * 40


def interrupting(at: int, times: int = 1) -> Any:
    """The squared error, with Ctrl-C pressed when it is asked for the `at`-th time, counted from 1."""
    calls = iter(range(1, 10**6))

    def loss(output: Any, target: Any) -> Any:
        if next(calls) == at:
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)
        return losses.mean_squared_error(output, target)

    return loss


@pytest.mark.parametrize("at", range(1, 7))
def test_ctrl_c_ends_after_the_step_with_the_history(at: int) -> None:
    data, model, twin = points((1.0, 1.0), (2.0, 1.0)), line(), line()
    before = signal.getsignal(signal.SIGINT)
    history = fit(model, data, 3, loss=interrupting(at), batch_size=1)
    assert signal.getsignal(signal.SIGINT) is before
    slopes = []
    for order in shuffled(2, 0, 3):
        for i in order:
            fit(twin, points((data.xs[i][0], data.ys[i])))
            slopes.append(twin.w[0].data)
    assert model.w[0].data == slopes[at - 1]
    assert len(history.rows) == (at - 1) // 2
    assert history.stopped == f"Ctrl-C after epoch {(at + 1) // 2}, batch {2 - at % 2} of 2"


def test_a_second_ctrl_c_stops_at_once() -> None:
    model = line(0.5)
    with pytest.raises(KeyboardInterrupt):
        fit(model, points((1.0, 1.0)), loss=interrupting(1, times=2))
    assert model.w[0].data == 0.5


def test_a_step_is_made_as_a_whole() -> None:
    class Interrupted(optim.Momentum):
        def step_of(self, gradient: Any, slots: list[Any], rate: float) -> Any:
            if self.steps == 3 and slots is self.slots[1]:
                raise KeyboardInterrupt
            return super().step_of(gradient, slots, rate)

    model, twin = line(), line()
    optimizer, other = Interrupted(model.parameters(), rate=0.1), optim.Momentum(twin.parameters(), rate=0.1)
    with pytest.raises(KeyboardInterrupt):
        fit(model, points((1.0, 1.0)), 5, optimizer=optimizer)
    fit(twin, points((1.0, 1.0)), 2, optimizer=other)
    assert [p.data for p in model.parameters()] == [p.data for p in twin.parameters()]
    assert (optimizer.slots, optimizer.steps) == (other.slots, 2)


def test_ctrl_c_is_left_alone_off_the_main_thread_where_it_is_ignored_and_after_a_run() -> None:
    found = []

    def seen(output: Any, target: Any) -> Any:
        found.append(signal.getsignal(signal.SIGINT))
        return losses.mean_squared_error(output, target)

    thread = threading.Thread(target=fit, args=(line(), points((1.0, 1.0))), kwargs={"loss": seen})
    before = signal.getsignal(signal.SIGINT)
    thread.start()
    thread.join()
    assert found == [before]
    fit(line(), points((1.0, 1.0)), loss=seen)
    assert found.pop() is not before
    assert signal.getsignal(signal.SIGINT) is before
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        fit(line(), points((1.0, 1.0)), loss=seen)
        assert found[1:] == [signal.SIG_IGN]
    finally:
        signal.signal(signal.SIGINT, before)
