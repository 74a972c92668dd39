"""What `train` does by itself: batches of 32, lines that say how far it is, and a look at the first step."""

from typing import Any

import pytest

import nn
from autograd import Value
from nn import losses, optim
from tests.nn.learning.test_training import fit, line, points, shuffled


@pytest.mark.parametrize(("examples", "steps"), [(31, 1), (32, 1), (33, 2), (64, 2), (65, 3)])
def test_a_batch_has_32_examples(examples: int, steps: int) -> None:
    model = line()
    optimizer = optim.SGD(model.parameters(), 0.01)
    fit(model, points(*[(0.1, 0.2)] * examples), optimizer=optimizer)
    assert optimizer.steps == steps


def test_how_far_a_run_is_is_shown_on_stderr(capsys: pytest.CaptureFixture[str]) -> None:
    cases: list[tuple[dict[str, Any], bool]] = [({}, True), ({"progress": False}, False)]
    for options, shown in cases:
        model: Any = line()
        nn.train(model, points((1.0, 1.0)), losses.mean_squared_error, optim.SGD(model.parameters(), 0.1), 2, **options)
        printed = capsys.readouterr()
        assert (printed.out, "epoch 2/2" in printed.err) == ("", shown)


def test_only_the_first_step_has_to_show_that_something_can_be_learned() -> None:
    """The loss of the example 2 is a constant."""

    def loss(output: Any, target: float) -> Any:
        return Value(4.0) if target == 2.0 else losses.mean_squared_error(output, target)

    data = points((1.0, 1.0), (2.0, 2.0))
    for seed in range(9):
        constant_first = shuffled(2, seed, 1)[0] == [1, 0]
        if constant_first:
            with pytest.raises(ValueError, match="depends on none of the optimizer's parameters"):
                fit(line(), data, loss=loss, batch_size=1, seed=seed)
        else:
            assert fit(line(), data, loss=loss, batch_size=1, seed=seed).rows[0].loss == pytest.approx(2.5)
