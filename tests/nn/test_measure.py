"""What a run counts as right."""

from typing import Any

import pytest

from nn import losses
from nn.measure import judge


@pytest.mark.parametrize(
    ("outputs", "first"),
    [([0.5, 0.5], 0), ([0.1, 0.7, 0.7], 1), ([0.0, 0.0, 0.0], 0), ([-1.0, -2.0, -1.0], 0)],
)
def test_of_tied_scores_the_first_names_the_class(outputs: list[float], first: int) -> None:
    """As NumPy's and torch's argmax do."""
    classes = range(len(outputs))
    by_number: Any = judge(losses.cross_entropy_from_logits, classes)
    assert [by_number(outputs, k) for k in classes] == [k == first for k in classes]
    vectors = [[float(j == k) for j in classes] for k in classes]
    by_vector = judge(losses.cross_entropy_from_logits, vectors)
    assert [by_vector(outputs, vector) for vector in vectors] == [k == first for k in classes]
