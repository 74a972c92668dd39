"""What cannot be trained, or no longer: numbers that are not finite, and options without a meaning."""

import math
from types import SimpleNamespace
from typing import Any

import pytest

import nn
from autograd import DomainError, Value, log
from nn import MLP, BatchNorm, Module, Sequential, TrainingError, losses, optim
from tests.nn.learning.test_training import fit, line, points


def test_a_loss_that_is_no_longer_finite_names_the_node_and_keeps_the_history() -> None:
    with pytest.raises(TrainingError) as caught:
        fit(line(), points((1.0, 1.0), (2.0, 1.0)), 99, rate=1e60, batch_size=1)
    error = caught.value
    assert isinstance(error, DomainError)
    assert [row.number for row in error.history.rows] == [1]
    assert error.history.stopped == "a number was no longer finite in epoch 2, batch 2 of 2"
    assert str(error).startswith(f"{error.history.stopped}: ")
    assert "is too large: a float ends at 1.8e308" in str(error)
    assert str(error).endswith("Try a smaller rate than 1e+60, or clip=1.0, which shortens the gradient")


def test_the_guilty_node_is_named_in_validation_too() -> None:
    def loss(output: Any, target: float) -> Any:
        return log(output) if target < 0 else losses.mean_squared_error(output, target)

    with pytest.raises(TrainingError, match=r"in the validation after epoch 1: log\(.*\) at .* is not defined"):
        fit(line(), points((1.0, 1.0)), loss=loss, validation=points((-1.0, -1.0)), clip=1.0)


def test_a_parameter_that_overflows_is_named_and_keeps_its_number() -> None:
    model = line(1.0)
    model.w[0].name = "slope"
    optimizer = optim.SGD(model.parameters(), rate=1e300)
    with pytest.raises(
        TrainingError, match=r"epoch 1, batch 1 of 1: the data of slope holds a finite number, not -inf"
    ):
        fit(model, points((1.0, 1.0)), optimizer=optimizer, loss=lambda output, target: 1e9 * output)
    assert (model.w[0].data, model.b.data, optimizer.steps) == (1.0, 0.0, 0)


def test_what_an_optimizer_remembers_may_not_overflow_in_silence() -> None:
    model = line()
    model.w[0].name = "slope"
    adam = optim.Adam(model.parameters())
    with pytest.raises(TrainingError, match="what Adam remembers of slope is no longer finite"):
        fit(model, points((1.0, 1.0)), optimizer=adam, loss=lambda output, target: 1e200 * output)
    assert adam.slots == [[0.0, 0.0], [0.0, 0.0]]


def test_a_gradient_too_long_to_be_clipped_is_refused() -> None:
    with pytest.raises(
        TrainingError, match=r"the gradient, most of all that of w1, is too long to be shortened\. No step was made"
    ):
        fit(line(), points((1.5, 1.0)), loss=lambda output, target: 1.1e308 * output, clip=1.0)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"epochs": 0}, "epochs is a whole number of at least 1, and 0 is not"),
        ({"epochs": True}, "epochs is a whole number of at least 1, and True is not"),
        ({"batch_size": None}, "batch_size is a whole number of at least 1, and None is not"),
        ({"batch_size": 0}, "batch_size is a whole number of at least 1, and 0 is not"),
        ({"batch_size": True}, "batch_size is a whole number of at least 1, and True is not"),
        ({"data": SimpleNamespace(xs=[[1.0], [2.0]], ys=[1.0])}, "data has 2 inputs and 1 target;"),
        (
            {"data": points((1.0, 1.0), (math.nan, 1.0))},
            r"data\.xs\[1\] has no number at 0, but nan: put a number there",
        ),
        ({"data": SimpleNamespace(xs=[[1.0]], ys=[None])}, r"data\.ys\[0\] has no number, but None"),
        ({"validation": points((1.0, math.inf))}, r"validation\.ys\[0\] has no number, but inf"),
        ({"loss": losses.cross_entropy}, "the model has one: give it as many .* or take binary_cross_entropy$"),
        ({"loss": lambda output, target: Value(1.0)}, "depends on none of the optimizer's parameters"),
        ({"batch_size": 2.5}, r"batch_size is a whole number of at least 1, and 2\.5 is not"),
        ({"patience": 0, "validation": points((1.0, 1.0))}, "patience is a whole number"),
        ({"patience": 3}, "patience waits for a lower validation loss: pass validation="),
        ({"clip": 0.0}, r"clip is the largest length of a gradient, more than 0, and 0\.0 is not"),
        ({"clip": "1"}, "clip is the largest length of a gradient, more than 0, and '1' is not"),
        ({"data": points()}, "data has 0 inputs and 0 targets"),
        ({"validation": points()}, "validation has 0 inputs and 0 targets"),
        ({"optimizer": optim.SGD(MLP(1, [1]).parameters(), 0.1)}, "the optimizer has parameters of another model"),
    ],
)
def test_options_without_a_meaning_are_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        fit(line(), **{"data": points((1.0, 1.0))} | options)


MODEL = line()
SGD = optim.SGD(MODEL.parameters(), 0.1)
ONE, SQUARES = points((1.0, 1.0)), losses.mean_squared_error


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((ONE, MODEL, SQUARES, SGD), r"the model is an nn\.Module, not a SimpleNamespace"),
        ((len, ONE, SQUARES, SGD), r"the model is an nn\.Module, not a builtin"),
        ((MODEL, [[1.0]], SQUARES, SGD), r"data has lists \.xs and \.ys, like .*, and a list has not"),
        ((MODEL, ([[1.0]], [1.0]), SQUARES, SGD), "and a tuple has not"),
        ((MODEL, {"xs": [[1.0]], "ys": [1.0]}, SQUARES, SGD), "and a dict has not"),
        ((MODEL, None, SQUARES, SGD), "and None has not"),
        ((MODEL, ONE, "mse", SGD), r"the loss is a function of .*, not str 'mse'"),
        ((MODEL, ONE, None, SGD), "the loss is a function of .*, not None"),
        ((MODEL, ONE, SGD, SQUARES), "the loss is a function of .*, not a SGD"),
        (
            (MODEL, ONE, SQUARES, optim.SGD),
            r"the optimizer is one such as .*, not the class SGD \(it is to be called\)",
        ),
        ((MODEL, ONE, SQUARES, 0.1), "the optimizer is one such as .*, not a float"),
    ],
)
def test_arguments_of_another_kind_are_refused(arguments: tuple[Any, Any, Any, Any], said: str) -> None:
    with pytest.raises(TypeError, match=said):
        nn.train(*arguments, 1, progress=False)


def test_what_learns_nothing_is_said() -> None:
    class Plain(Module):
        def __init__(self) -> None:
            self.w = Value(2.0)

        def __call__(self, x: Any) -> Any:
            return self.w.data * x[0]

    with pytest.raises(TypeError, match=r"the loss is a float, .*nothing can be learned from it: .*without \.data"):
        fit(line(), ONE, loss=lambda output, target: (output.data - target) ** 2)
    with pytest.raises(ValueError, match=r"nothing can be learned from it: the model may put out \.data"):
        fit(Plain(), ONE, loss=SQUARES)

    def doubled(output: Any, target: float) -> Value:
        total = Value(target)
        for _ in range(60):  # 2**60 paths, each node of which is looked at once
            total = total + total
        return total

    with pytest.raises(ValueError, match="depends on none of the optimizer's parameters"):
        fit(line(), ONE, loss=doubled)
    two = MLP(1, [2, 1])
    optimizer = optim.SGD(two.layers[1].parameters(), 0.1)
    with pytest.raises(ValueError, match="depends on none of the optimizer's parameters"):
        fit(two, ONE, loss=lambda output, target: two.layers[0]([1.0])[0] - target, optimizer=optimizer)


@pytest.mark.parametrize("loss", [losses.binary_cross_entropy, lambda o, t: losses.binary_cross_entropy(o, t) + 1.0])
def test_raw_outputs_as_probabilities_are_said_with_their_example(loss: Any) -> None:
    with pytest.raises(ValueError, match=r"-2\.0 is not: .*_from_logits .*in the loss of data\.xs\[1\]$") as told:
        fit(line(1.0), points((0.5, 1.0), (-2.0, 1.0)), loss=loss)
    assert type(told.value) is ValueError
    with pytest.raises(TrainingError, match=r"in the loss of data\.xs\[1\]\. The log .* take nn\.losses\.") as caught:
        fit(line(1.0), points((0.5, 1.0), (0.0, 1.0)), loss=loss)
    assert "rate" not in str(caught.value)


def test_an_example_of_the_validation_is_named_by_its_place_in_all_of_it() -> None:
    validation = points((0.5, 1.0), (0.5, 1.0), (0.5, 0.0), (-2.0, 1.0))
    with pytest.raises(ValueError, match=r"-2\.0\S* is not: .*in the loss of validation\.xs\[3\]$"):
        fit(line(1.0), points((0.5, 0.5)), loss=losses.binary_cross_entropy, validation=validation, batch_size=2)


@pytest.mark.parametrize("checkpoint", [0, True, ["run"], ""])
def test_a_checkpoint_is_a_file_with_a_name(checkpoint: Any) -> None:
    with pytest.raises((TypeError, ValueError), match=r"a file (is named by a text|needs a name)"):
        fit(line(), ONE, checkpoint=checkpoint)


def test_before_the_first_step_the_rate_is_not_to_blame() -> None:
    with pytest.raises(TrainingError, match=r"in the loss of data\.xs\[0\]\. No step was made before, so") as caught:
        fit(line(1.0), points((1e200, 1.0)))
    assert "Try" not in str(caught.value)


@pytest.mark.parametrize(("many", "batch_size", "better"), [(5, 2, 3), (5, 4, 5), (7, 2, 4), (2, 1, 2)])
def test_a_batch_of_one_cannot_be_normalised(many: int, batch_size: int, better: int) -> None:
    data = points(*((i / 10, 1.0) for i in range(many)))
    model = Sequential(BatchNorm(1), line())
    with pytest.raises(ValueError, match=rf"batch_size={batch_size} the last .* such as batch_size={better}$"):
        fit(model, data, batch_size=batch_size)
    assert len(fit(model, data, batch_size=better).rows) == 1
    with pytest.raises(ValueError, match="there is one example: train with more"):
        fit(model, ONE)
