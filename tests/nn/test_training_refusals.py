"""What cannot be trained, or no longer: numbers that are not finite, and options without a meaning."""

from typing import Any

import pytest

from autograd import DomainError, log
from nn import MLP, TrainingError, losses, optim
from tests.nn.test_training import fit, line, points


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

    with pytest.raises(TrainingError, match=r"in the validation after epoch 1: log\(.*\) is not defined"):
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
        TrainingError, match=r"the gradient, most of all that of w1, is too long to be shortened\. Try a"
    ):
        fit(line(), points((1.5, 1.0)), loss=lambda output, target: 1.1e308 * output, clip=1.0)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"epochs": 0}, "epochs is a whole number of at least 1, and 0 is not"),
        ({"batch_size": 2.5}, r"batch_size is a whole number of at least 1, and 2\.5 is not"),
        ({"patience": 0, "validation": points((1.0, 1.0))}, "patience is a whole number"),
        ({"patience": 3}, "patience waits for a lower validation loss: pass validation="),
        ({"clip": 0.0}, r"clip is the largest length of a gradient, more than 0, and 0\.0 is not"),
        ({"data": points()}, "data has 0 inputs and 0 targets"),
        ({"validation": points()}, "validation has 0 inputs and 0 targets"),
        ({"optimizer": optim.SGD(MLP(1, [1]).parameters(), 0.1)}, "the optimizer has parameters of another model"),
    ],
)
def test_options_without_a_meaning_are_refused(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        fit(line(), **{"data": points((1.0, 1.0))} | options)
