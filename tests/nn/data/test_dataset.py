"""Examples divided: every one is in one part, and every class has its share."""

import random
from collections import Counter
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from nn.data import Dataset, moons

labels = st.lists(st.integers(0, 4), min_size=2, max_size=60)
seeds = st.integers(0, 2**32)


def numbered(ys: list[Any]) -> Dataset:
    """Each example is its own index."""
    return Dataset([[float(i)] for i in range(len(ys))], ys)


def indices(data: Dataset) -> list[int]:
    return [int(x[0]) for x in data.xs]


@given(st.one_of(labels, st.lists(st.floats(0, 1), min_size=2, max_size=60)), st.floats(0.01, 0.99), seeds)
def test_every_example_is_in_one_part_with_its_target(ys: list[Any], test: float, seed: int) -> None:
    assume(0 < round(test * len(ys)) < len(ys))
    train, tested = numbered(ys).split(test, seed)
    assert sorted(indices(train) + indices(tested)) == list(range(len(ys)))
    assert len(tested) == round(test * len(ys))
    for part in (train, tested):
        assert part.ys == [ys[i] for i in indices(part)]
        assert indices(part) == sorted(indices(part))


@given(labels, st.floats(0.01, 0.99), seeds)
def test_each_class_has_its_share_of_a_test_part(ys: list[int], test: float, seed: int) -> None:
    assume(0 < round(test * len(ys)) < len(ys))
    _, tested = numbered(ys).split(test, seed)
    found = Counter(tested.ys)
    for label, count in Counter(ys).items():
        assert abs(found[label] - count * len(tested) / len(ys)) < 1


@given(labels, st.integers(2, 10), seeds)
def test_each_example_is_tested_in_one_fold_and_learned_in_the_others(ys: list[int], k: int, seed: int) -> None:
    assume(k <= len(ys))
    folds = numbered(ys).folds(k, seed)
    assert sorted(i for _, tested in folds for i in indices(tested)) == list(range(len(ys)))
    for train, tested in folds:
        assert sorted(indices(train) + indices(tested)) == list(range(len(ys)))
        assert len(tested) in (len(ys) // k, -(-len(ys) // k))
        for label, count in Counter(ys).items():
            assert Counter(tested.ys)[label] in (count // k, -(-count // k))


@pytest.mark.parametrize("ys", [[0] * 12, [0.5] * 12, [0, 1, 2] * 4, ["a", "b"] * 6, [0] * 5 + [1, 2, 3, 4, 5, 6, 7]])
def test_chance_decides_alike_for_all_examples(ys: list[Any]) -> None:
    """Of 400 seeds an example is tested 100 times, with a standard deviation of 8.7."""
    often = Counter(i for seed in range(400) for i in indices(numbered(ys).split(0.25, seed)[1]))
    assert all(60 < often[i] < 140 for i in range(12))
    first = Counter(i for seed in range(400) for i in indices(numbered(ys).folds(4, seed)[0][1]))
    assert all(60 < first[i] < 140 for i in range(12))


@given(labels, seeds)
def test_a_seed_repeats_every_division(ys: list[int], seed: int) -> None:
    data = numbered(ys)
    assert [part.xs for part in data.split(0.5, seed)] == [part.xs for part in data.split(0.5, seed)]
    assert [test.xs for _, test in data.folds(2, seed)] == [test.xs for _, test in data.folds(2, seed)]
    assert data.shuffled(random.Random(seed)).xs == data.shuffled(random.Random(seed)).xs


def test_other_seeds_divide_in_other_ways() -> None:
    data = numbered([0] * 40)
    assert len({tuple(indices(data.split(0.5, seed)[1])) for seed in range(20)}) == 20
    assert len({tuple(indices(data.shuffled(random.Random(seed)))) for seed in range(20)}) == 20


@given(labels, st.integers(1, 70), st.none() | seeds)
def test_batches_hold_all_examples_once(ys: list[int], size: int, seed: int | None) -> None:
    batches = numbered(ys).batches(size, None if seed is None else random.Random(seed))
    assert {len(xs) for xs, _ in batches[:-1]} <= {size}
    assert 1 <= len(batches[-1][0]) <= size
    pairs = [(int(x[0]), y) for xs, targets in batches for x, y in zip(xs, targets, strict=True)]
    assert sorted(pairs) == list(enumerate(ys))
    if seed is None:
        assert pairs == list(enumerate(ys))


def test_each_epoch_has_batches_in_another_order() -> None:
    data, draw = numbered([0] * 40), random.Random(0)
    assert len({tuple(x[0] for xs, _ in data.batches(8, draw) for x in xs) for _ in range(20)}) == 20


def test_an_index_gives_an_example_and_a_slice_a_part() -> None:
    data = Dataset([[1.0], [2.0], [3.0]], [0, 1, 0], classes=["no", "yes"], features=["age"])
    assert (data[1], data[-1], next(iter(data))) == (([2.0], 1), ([3.0], 0), ([1.0], 0))
    part = data[1:]
    assert (part.xs, part.ys, part.classes, part.features) == ([[2.0], [3.0]], [1, 0], ["no", "yes"], ["age"])
    assert len(data) == 3
    with pytest.raises(IndexError):
        data[3]


def test_a_part_is_changed_alone() -> None:
    data = numbered([0, 1, 0, 1])
    data[:].xs.append([9.0])
    data.split(0.5)[0].ys.clear()
    assert (len(data.xs), data.ys) == (4, [0, 1, 0, 1])


def test_arrays_become_lists_of_numbers_of_python() -> None:
    data = Dataset(np.arange(6.0).reshape(3, 2), np.array([0, 1, 0]), classes=["no", "yes"])
    assert (data.xs, data.ys) == ([[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]], [0, 1, 0])
    assert {type(x) for x in [*data.xs[0], *data.ys]} == {float, int}


def test_lists_of_numbers_of_arrays_become_numbers_of_python_and_classes_have_their_share() -> None:
    data = Dataset(list(np.arange(24.0).reshape(12, 2)), list(np.array([0] * 8 + [1] * 4)))
    assert {type(x) for x in [*data.xs[0], *data.ys]} == {float, int}
    assert all(sorted(data.split(0.25, seed)[1].ys) == [0, 0, 1] for seed in range(20))
    flags = Dataset([[0.0]] * 4, [np.True_, np.False_, np.True_, np.False_])
    assert sorted(flags.split(0.5)[1].ys) == [False, True]


def test_images_are_examples_too() -> None:
    image = [[[0.0, 1.0], [1.0, 0.0]]]
    assert str(Dataset([image, image], [0.5, 1.5])) == "Dataset of 2 examples of 1 × 2 × 2 numbers"


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda: Dataset([[1.0]], [0, 1]), "^1 example has 2 targets; each example needs one"),
        (lambda: Dataset([[1.0], [2.0]], [0]), "^2 examples have 1 target;"),
        (
            lambda: Dataset([[1.0], [1.0, 2.0]], [0, 1]),
            "first example is a list of one number, and that with index 1 is 2",
        ),
        (
            lambda: Dataset([[1.0]], [0], features=["a", "b"]),
            "2 names of features are for examples of a list of one number",
        ),
        (lambda: Dataset([[1.0]], [2], classes=["a", "b"]), "target 2 with index 0 is no class: .* 0 to 1"),
        (lambda: Dataset([[1.0]], [0.0], classes=["a", "b"]), r"target 0\.0 with index 0 is no class"),
        (lambda: numbered([0, 1]).split(0.0), r"more than 0 and less than 1, not 0\.0"),
        (lambda: numbered([0, 1]).split(1.5), r"more than 0 and less than 1, not 1\.5"),
        (lambda: numbered([0, 1]).split(float("nan")), "more than 0 and less than 1, not nan"),
        (lambda: numbered([0, 1]).split(0.1), r"share of 0\.1 of 2 examples is 0, which leaves one"),
        (lambda: numbered([0, 1]).split(0.9), r"share of 0\.9 of 2 examples is 2, which leaves one"),
        (lambda: numbered([0, 1]).folds(1), "2 examples are divided into 2 to 2 folds, not 1"),
        (lambda: numbered([0, 1]).folds(3), "into 2 to 2 folds, not 3"),
        (lambda: numbered([0, 1]).batches(0), "at least one example, not 0"),
    ],
)
def test_what_cannot_be_is_said(make: Any, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        make()


def test_a_seed_is_no_source_of_new_orders() -> None:
    with pytest.raises(TypeError, match=r"as in random\.Random\(0\), not from 0"):
        numbered([0, 1]).shuffled(0)  # type: ignore[arg-type]


def test_numbers_of_other_packages_count_too() -> None:
    data = moons(12, seed=0)
    three: Any = np.int64(3)
    assert (len(data.folds(three)), len(data.batches(three))) == (3, 4)
    quarters: list[Any] = [Decimal("0.25"), np.array(0.25)]
    assert [[len(part) for part in data.split(quarter)] for quarter in quarters] == [[9, 3], [9, 3]]
