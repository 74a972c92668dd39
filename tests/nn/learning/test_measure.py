"""What a run counts as right."""

from typing import Any

import numpy as np
import pytest

from autograd import DomainError, log
from nn import losses
from nn.learning.run.measure import Judge, measured, right_by_class
from tests.nn.learning.test_training import line, points


@pytest.mark.parametrize(
    ("outputs", "first"),
    [([0.5, 0.5], 0), ([0.1, 0.7, 0.7], 1), ([0.0, 0.0, 0.0], 0), ([-1.0, -2.0, -1.0], 0)],
)
def test_of_tied_scores_the_first_names_the_class(outputs: list[float], first: int) -> None:
    """As NumPy's and torch's argmax do."""
    classes = range(len(outputs))
    by_number: Any = Judge(losses.cross_entropy_from_logits, classes)
    assert [by_number(outputs, k) for k in classes] == [k == first for k in classes]
    vectors = [[float(j == k) for j in classes] for k in classes]
    by_vector = Judge(losses.cross_entropy_from_logits, vectors)
    assert [by_vector(outputs, vector) for vector in vectors] == [k == first for k in classes]


def test_of_several_outputs_targets_that_are_no_classes_have_no_verdict() -> None:
    for targets in [0.5, 1.5], [-1.0, 0.0], [-1.0, 0.0, 1.0]:
        assert Judge(losses.mean_squared_error, targets)([0.2, 0.8], targets[0]) is None


def test_a_single_output_on_the_border_names_the_lower_class() -> None:
    for loss, lower, border in (losses.hinge, -1, 0.0), (losses.binary_cross_entropy, 0, 0.5):
        of_border = Judge(loss, [lower, 1])
        assert (of_border(border, lower), of_border(border, 1)) == (True, False)
    indifferent = Judge(lambda output, target: output * 0, [0, 1])  # no logit: the border is at ½
    assert (indifferent(0.25, 0), indifferent(0.75, 0)) == (True, False)


@pytest.mark.parametrize(
    ("loss", "kind"), [(losses.binary_cross_entropy, ValueError), (lambda output, target: log(output), DomainError)]
)
def test_an_example_is_named_by_its_place_in_all_batches_and_the_kind_of_error_stays(loss: Any, kind: type) -> None:
    data = points((0.5, 1.0), (0.5, 0.0), (0.5, 1.0), (-2.0, 1.0))
    with pytest.raises(ValueError, match=r"in the loss of validation\.xs\[3\]$") as told:
        measured(line(1.0), data, loss, 2, Judge(loss, data.ys))
    assert type(told.value) is kind


@pytest.mark.parametrize("of", [list, np.array])
def test_targets_that_are_rows_are_not_the_numbers_of_classes(of: Any) -> None:
    assert right_by_class([True, False], of([[1, 0], [0, 1]]), classes=2) == ()
    assert right_by_class([True, False], of([1, 1]), classes=2) == (None, 0.5)
