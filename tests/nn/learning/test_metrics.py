"""Metrics: plain counts, the lecture's table, and scikit-learn's numbers."""

import math
from typing import Any

import numpy as np
import pytest
import sklearn.metrics
from hypothesis import given, settings
from hypothesis import strategies as st

from autograd import Value
from autograd.language.text import width
from nn.learning.metrics import ConfusionMatrix, accuracy, confusion_matrix, predicted_class
from tests.conftest import takes_long

LECTURE = [[10, 3, 3, 4], [2, 8, 5, 5], [0, 5, 12, 3], [3, 2, 3, 12]]
PAIRS = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=40)


def of_lecture() -> ConfusionMatrix:
    """The slide's 80 examples, one by one."""
    cells = [(p, a) for a, row in enumerate(LECTURE) for p, n in enumerate(row) for _ in range(n)]
    return confusion_matrix(*zip(*cells, strict=True))


def test_the_table_of_the_lecture() -> None:
    """000, 課題のための準備: rows are actual classes, columns predicted ones; 42/80 = 52.5 % are right."""
    matrix = of_lecture()
    assert [list(row) for row in matrix.counts] == LECTURE
    assert (matrix.right, matrix.examples, matrix.accuracy) == (42, 80, 0.525)
    assert str(matrix).splitlines() == [
        "actual \\ predicted    0    1    2    3  recall",
        "------------------  ---  ---  ---  ---  ------",
        "0                    10    3    3    4     50%",
        "1                     2    8    5    5     40%",
        "2                     0    5   12    3     60%",
        "3                     3    2    3   12     60%",
        "precision           67%  44%  52%  50%",
        "",
        "42 of 80 right: 52.5%",
    ]


@given(PAIRS)
def test_every_cell_counts_its_pairs(pairs: list[tuple[int, int]]) -> None:
    predicted, actual = zip(*pairs, strict=True)
    matrix = confusion_matrix(predicted, actual)
    assert matrix.classes == tuple(sorted({*predicted, *actual}))
    for a, row in zip(matrix.classes, matrix.counts, strict=True):
        for p, count in zip(matrix.classes, row, strict=True):
            assert count == pairs.count((p, a))
    assert accuracy(predicted, actual) == matrix.accuracy == sum(p == a for p, a in pairs) / len(pairs)


@takes_long
@settings(max_examples=30)
@given(PAIRS)
def test_scikit_learn_has_the_same_numbers(pairs: list[tuple[int, int]]) -> None:
    """It takes the actual classes first."""
    predicted, actual = map(list, zip(*pairs, strict=True))
    matrix = confusion_matrix(predicted, actual, classes=range(5))
    assert [list(row) for row in matrix.counts] == sklearn.metrics.confusion_matrix(
        actual, predicted, labels=range(5)
    ).tolist()
    for average, precision, recall in (
        (None, list(matrix.precision.values()), list(matrix.recall.values())),
        ("macro", matrix.macro_precision, matrix.macro_recall),
    ):
        options: dict[str, Any] = {"labels": range(5), "average": average, "zero_division": 0}
        assert precision == pytest.approx(sklearn.metrics.precision_score(actual, predicted, **options))
        assert recall == pytest.approx(sklearn.metrics.recall_score(actual, predicted, **options))


def test_0_of_0_is_0_and_is_printed_as_what_it_is() -> None:
    """Class 1 was never predicted, and class 2 has no examples."""
    matrix = confusion_matrix([0, 0, 2], [0, 1, 1])
    assert matrix.precision == {0: 0.5, 1: 0.0, 2: 0.0}
    assert matrix.recall == {0: 1.0, 1: 0.0, 2: 0.0}
    rows = [line.split() for line in str(matrix).splitlines()]
    assert rows[4] == ["2", "0", "0", "0", "0/0"]
    assert rows[5] == ["precision", "50%", "0/0", "0%"]
    empty = ConfusionMatrix((), ())
    assert (empty.accuracy, empty.macro_precision, empty.macro_recall) == (0.0, 0.0, 0.0)
    assert str(empty).endswith("0 of 0 right: 0/0")


@given(st.lists(st.text(max_size=6) | st.sampled_from(["犬", "ねこ", "キリン", "ﾈｺ", "é"]), min_size=1, max_size=6))
def test_columns_of_any_names_are_aligned(names: list[str]) -> None:
    table = str(confusion_matrix(names, names[::-1])).rpartition("\n\n")[0].splitlines()
    assert len({width(line) for line in table[:-1]}) == 1


@given(st.lists(st.floats(-3, 3), min_size=2, max_size=6))
def test_the_largest_output_is_the_class(scores: list[float]) -> None:
    k = predicted_class([Value(score) for score in scores])
    assert scores[k] == max(scores)
    assert all(score < scores[k] for score in scores[:k])


@pytest.mark.parametrize("wrapped", [float, Value, lambda x: [x], lambda x: [Value(x)]])
def test_a_single_score_is_of_the_class_of_its_side(wrapped: Any) -> None:
    assert [predicted_class(wrapped(x), threshold=0) for x in (-2.0, 0.0, 0.25, 2.0)] == [0, 0, 1, 1]
    assert [predicted_class(wrapped(x), threshold=0.5) for x in (0.0, 0.5, 0.75)] == [0, 0, 1]
    with pytest.raises(ValueError, match=r"a single score, here 0\.25, needs a threshold .*threshold=0\.5 if"):
        predicted_class(wrapped(0.25))


def test_arrays_and_names_of_classes() -> None:
    assert predicted_class(np.array([0.1, 0.7, 0.2])) == 1
    assert accuracy(np.array([0, 1, 1]), [0, 1, 2]) == pytest.approx(2 / 3)
    assert confusion_matrix(["b", "a"], ["a", "a"], classes="ba").counts == ((0, 0), (1, 1))
    assert confusion_matrix(["b", 2], [None, 2]).classes == (2, None, "b")  # no order but that of texts


def test_numbers_of_classes_are_counted_under_their_names() -> None:
    """Of a table, whose classes are texts even where they look like numbers."""
    predicted, actual, names = [0, 2, 2, True], np.array([0, 1, 2, 2]), ["10", "2", "cat"]
    matrix = confusion_matrix(predicted, actual, names)
    assert (matrix.classes, matrix.counts) == (("10", "2", "cat"), ((1, 0, 0), (0, 0, 1), (0, 1, 1)))
    assert matrix.recall == {"10": 1.0, "2": 0.0, "cat": 0.5}
    assert str(matrix).splitlines()[0].split() == ["actual", "\\", "predicted", "10", "2", "cat", "recall"]
    assert confusion_matrix([names[p] for p in predicted], actual, names) == matrix
    assert confusion_matrix([1], [2], []) == confusion_matrix([1], [2])
    assert confusion_matrix([0.5, 1.5], [0.5, 0.5], [0.5, 1.5]).counts == ((1, 1), (0, 0))
    assert accuracy([0.5, 1.0], [0.5, 1.0]) == 1.0
    for any_names in np.array(names), (name for name in names), dict.fromkeys(names):
        assert confusion_matrix(predicted, actual, any_names) == matrix
    assert confusion_matrix([1, 2], [1, 1], np.array([2, 1])).counts == ((0, 0), (1, 1))
    assert confusion_matrix([1], [2], np.array([])) == confusion_matrix([1], [2])
    assert confusion_matrix([0], ["a"], ["a"]).counts == ((1,),)
    assert confusion_matrix(["b", "c"], ["b", "b"]).counts == ((1, 1), (0, 0))
    with pytest.raises(ValueError, match="there is no class 0 among the classes"):
        confusion_matrix(["b", 0], ["b", "b"], ["b", 7])
    with pytest.raises(ValueError, match="there is no class 2 among the classes"):
        confusion_matrix(["b", 2], ["b", "b"], ["b"])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (([0, -1], [0, 1], ["a", "b"]), r"no class -1 among the classes \['a', 'b'\]"),
        (([0, 1], [0, 2], ["a", "b"]), r"no class 2 among the classes \['a', 'b'\]"),
        (([0, "1"], [0, 1], ["a", "b"]), r"no class '1' among the classes \['a', 'b'\]"),
        (([1, 2], [1]), "2 predictions are for 1 example;"),
        (([1], [1, 2]), "1 prediction is for 2 examples;"),
        (([0.7, 0.2], [1, 0]), r"^0\.7 looks like a score, which is no class: predicted_class\(output\) tells"),
        (([1, 0], [1, np.float64(0.5)]), r"0\.5\)? looks like a score"),
        ((["1", "0"], [1, 0]), r"such as '1', and the actual ones such as 1: write both as numbers"),
        (([1, 0], ["no", "yes"]), r"such as 1, and the actual ones such as 'no': .*, classes="),
        (([], []), "at least one"),
        (([[0, 1]], [1]), r"such as predicted_class tells, and not \[0, 1\]"),
        (([Value(0.5)], [1]), "such as predicted_class tells, and not Value"),
        (([math.nan], [1]), "such as predicted_class tells, and not nan"),
        (([1], [2], [1, 3]), r"no class 2 among the classes \[1, 3\]"),
        (([4], [1], [1, 3]), r"no class 4 among the classes \[1, 3\]"),
        (([1], [1], [1, 1]), "stands twice"),
    ],
)
def test_what_cannot_be_counted_is_said(arguments: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        confusion_matrix(*arguments)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ([], "an output is empty"),
        ([1.0, math.nan], r"an output of 2 numbers has no largest: \[1\.0, nan\]"),
        (math.nan, r"an output of one number has no largest: \[nan\]"),
    ],
)
def test_an_output_without_a_largest_number_is_said(output: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{sentence}$"):
        predicted_class(output)


@pytest.mark.parametrize("threshold", ["x", math.nan, [0.5], 10**400])
def test_a_threshold_that_is_none_is_refused(threshold: Any) -> None:
    for output in (0.3, [0.3, 0.7]):
        with pytest.raises(TypeError, match=r"^threshold is a number, and not "):
            predicted_class(output, threshold=threshold)
    others: list[Any] = [Value(0.2), np.float32(0.2)]
    assert [predicted_class(0.3, threshold=other) for other in others] == [1, 1]


@pytest.mark.parametrize("output", [10**400, [np.array([0.3, 0.7]), 0.5], [[0.3], [0.7]], "0.3"])
def test_an_output_without_scores_is_refused(output: Any) -> None:
    with pytest.raises(TypeError, match=r"^output is a number, or a list of numbers, "):
        predicted_class(output, threshold=0.5)


def test_a_threshold_is_given_by_name() -> None:
    positional: Any = predicted_class
    with pytest.raises(TypeError, match="positional"):
        positional(0.3, 0.5)


@pytest.mark.parametrize(
    ("classes", "counts", "told"),
    [
        ("ab", ((1,),), lambda matrix: matrix.precision),
        ("a", ((1, 2), (3,)), lambda matrix: matrix.precision),
        ("ab", ((1, 2),), lambda matrix: matrix.recall),
        ("a", ((1, 2), (3, 4)), str),
    ],
)
def test_counts_that_do_not_fit_the_classes_are_not_cut_to_them(classes: str, counts: Any, told: Any) -> None:
    with pytest.raises(ValueError, match="zip"):
        told(ConfusionMatrix(tuple(classes), counts))
