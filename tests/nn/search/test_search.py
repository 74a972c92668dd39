"""Searches: settings, the same results wherever they run, failures among them, and cross-validation."""

import itertools
import math
import random
import statistics
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from decimal import Decimal
from fractions import Fraction
from multiprocessing import get_context
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, relu, tanh
from nn.search import Results, at_random, cross_validated, grid, log_uniform, search
from tests.conftest import PROFILE, thinned
from tests.nn.trials import KINDS, Numbers, drawn, error_of_the_mean, square, weight_and_draw

NAMES = st.sampled_from(["rate", "hidden", "decay", "りんご"])
HARMLESS = [kind for kind in KINDS if kind != "ends"]


@given(st.dictionaries(NAMES, st.lists(st.integers(0, 9), min_size=1, max_size=4)))
def test_a_grid_is_the_nested_loops(values: dict[str, list[int]]) -> None:
    settings = grid(values)
    assert len(settings) == math.prod(map(len, values.values()))
    assert [tuple(setting.values()) for setting in settings] == list(itertools.product(*values.values()))
    assert all(list(setting) == list(values) for setting in settings)


def test_two_nested_loops() -> None:
    looped = [{"a": a, "b": b} for a in range(2) for b in "xyz"]
    assert grid({"a": range(2), "b": iter(["x", "y", "z"])}) == looped


@given(st.floats(1e-300, 1e300), st.floats(1e-300, 1e300), st.integers())
def test_log_uniform_keeps_its_bounds(one: float, other: float, seed: int) -> None:
    low, high = sorted([one, other])
    draw, chance = log_uniform(low, high), random.Random(seed)
    assert all(low <= draw(chance) <= high for _ in range(20))


def test_log_uniform_gives_each_power_of_ten_alike() -> None:
    draw, chance = log_uniform(1e-4, 1.0), random.Random(5)
    powers = Counter(math.floor(math.log10(draw(chance))) for _ in range(4000))
    assert sorted(powers) == [-4, -3, -2, -1]
    assert all(abs(count - 1000) < 4 * math.sqrt(4000 * 0.25 * 0.75) for count in powers.values())  # 4 deviations


@given(st.integers(), st.integers(0, 10), st.integers(0, 10))
def test_a_seed_repeats_settings_and_more_of_them_begin_alike(seed: int, few: int, more: int) -> None:
    values = {"rate": log_uniform(1e-3, 1.0), "hidden": [2, 4, 8], "steps": lambda chance: chance.randint(1, 6)}
    settings = at_random(values, few + more, seed)
    assert settings[:few] == at_random(values, few, seed)
    assert all(1e-3 <= s["rate"] <= 1.0 and s["hidden"] in (2, 4, 8) and 1 <= s["steps"] <= 6 for s in settings)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: grid({"hidden": []}), "hidden has no values"),
        (lambda: grid({"how": "adam"}), "how needs a list of values, and was given 'adam'"),
        (lambda: at_random({"rate": 0.1}, 3), "rate needs a list of values, and was given 0.1"),
        (lambda: log_uniform(0.0, 1.0), "above 0, the smaller first, not 0.0 and 1.0"),
        (lambda: log_uniform(1.0, 0.1), "above 0, the smaller first, not 1.0 and 0.1"),
        (lambda: at_random({"rate": [0.1]}, -1), "number of settings to draw is a whole number of at least 0, not -1"),
        (lambda: search(square, []), "no settings to try"),
        (lambda: cross_validated(error_of_the_mean, Numbers([1.0]), k=1), "needs 2 folds or more"),
        (lambda: Results([]).best, "there are no trials"),
        (lambda: search(square, [{"y": 1}], 0).best, "no trial has a score; of the first: TypeError: square.. got an"),
    ],
)
def test_what_cannot_be_searched_is_said(make: Any, sentence: str) -> None:
    with pytest.raises((ValueError, TypeError), match=sentence):
        make()


@pytest.mark.parametrize(
    ("call", "arguments", "sentence"),
    [
        (search, (square, {"x": [1]}), r"as grid or at_random makes it, .*, not \{'x': \[1\]\}"),
        (search, (square, 3), "as grid or at_random makes it, .*, not 3"),
        (search, ([{"x": 1}], square), r"the function first, search\(trial, settings\), not \[\{'x': 1\}\]"),
        (search, (square, [1.0]), r"a setting is a dict of names and values, not 1\.0"),
        (cross_validated, (error_of_the_mean, [[1.0]]), r"divides a Dataset or a Table, .* not \[\[1\.0\]\]"),
    ],
)
def test_arguments_that_are_something_else_are_said(call: Any, arguments: Any, sentence: str) -> None:
    with pytest.raises(TypeError, match=sentence):
        call(*arguments, executor=0)


# The same everywhere

RATES = [2.0] if PROFILE == "default" else [1.0, 2.0, 3.0]  # for each of them, a process ends and is replaced
SETTINGS = grid({"rate": RATES, "how": KINDS})


@pytest.fixture(scope="module")
def of_one_process() -> Results:
    return search(drawn, SETTINGS, 1, seed=7)


def test_the_score_of_each_trial_is_that_of_its_own_seed(of_one_process: Results) -> None:
    assert [{**trial.setting, "seed": None} for trial in of_one_process] == [{**s, "seed": None} for s in SETTINGS]
    assert len({trial.setting["seed"] for trial in of_one_process}) == len(SETTINGS)
    for trial in of_one_process:
        if trial.setting["how"] == "well":
            assert trial.score == trial.setting["rate"] + random.Random(trial.setting["seed"]).random()
            assert drawn(**trial.setting) == trial.score


def test_every_way_to_fail_is_told_and_the_rest_goes_on(of_one_process: Results) -> None:
    errors = [trial.error for trial in of_one_process if trial.setting["rate"] == 2.0]
    assert errors == [
        "",
        "ZeroDivisionError: float division by zero",
        "TypeError: a score is one number, and what was returned is None",
        "ValueError: the score is nan, which is not better or worse than others",
        "SystemExit: 4",
        "BrokenProcessPool: its process ended before it returned, with exit status 3",
    ]
    assert len(of_one_process.failed) == 5 * len(RATES)


@pytest.mark.parametrize("processes", thinned([2, 3]))
def test_any_number_of_processes_gives_the_same(of_one_process: Results, processes: int) -> None:
    again = search(drawn, SETTINGS, processes, seed=7)
    assert list(again) == list(of_one_process)
    assert str(again) == str(of_one_process)


def test_what_is_drawn_without_a_seed_is_the_same_in_any_number_of_processes() -> None:
    random.seed(5)
    before = random.getstate()
    here = list(search(weight_and_draw, [{}] * 5, 0, seed=7))
    assert random.getstate() == before
    assert len({trial.score for trial in here}) == 5
    assert all(list(search(weight_and_draw, [{}] * 5, processes, seed=7)) == here for processes in thinned([2, 1]))
    assert list(search(weight_and_draw, [{}] * 5, 0, seed=8)) != here
    folds = [cross_validated(lambda train, rest: random.random(), Numbers([1.0, 2.0]), 2, executor=0) for _ in "ab"]
    assert folds[0] == folds[1]
    assert random.getstate() == before


def test_the_draws_of_a_trial_are_unlike_those_of_its_seed() -> None:
    [trial] = search(lambda seed: random.random() - random.Random(seed).random(), [{}], 0)
    assert trial.score != 0.0


def test_other_executors_give_the_same() -> None:
    settings = grid({"rate": [1.0, 2.0], "how": HARMLESS})
    here = list(search(drawn, settings, 0, seed=7))
    with ProcessPoolExecutor(2, get_context("spawn")) as pool:
        assert list(search(drawn, settings, pool, seed=7)) == here
    assert list(search(drawn, settings, 0, seed=8)) != here


@given(st.lists(st.sampled_from([*HARMLESS, "well"]), min_size=1, max_size=6), st.integers(1, 3), st.integers(0, 2**64))
def test_threads_give_the_same(kinds: list[str], threads: int, seed: int) -> None:
    settings = [{"rate": 1000.0 * (len(kinds) - i), "how": kind} for i, kind in enumerate(kinds)]
    with ThreadPoolExecutor(threads) as pool:
        assert list(search(drawn, settings, pool, seed=seed)) == list(search(drawn, settings, 0, seed=seed))


def test_a_seed_in_the_setting_stays() -> None:
    trials = search(lambda seed: seed, [{"seed": 3}, {}], 0)
    assert trials[0].score == 3.0
    assert trials[1].score == trials[1].setting["seed"] != 3.0
    assert search(lambda x: x, [{"x": 1}], 0)[0].setting == {"x": 1}
    assert 0 <= trials[1].setting["seed"] < 2**32


def test_seeds_and_positions_with_the_same_digits_are_apart() -> None:
    one, other = (search(lambda seed: seed, [{}] * 12, 0, seed=seed) for seed in (1, 11))
    assert one[11].score != other[1].score


@given(st.lists(st.none() | st.integers(-3, 3) | st.floats(-3, 3), min_size=1), st.booleans())
def test_the_best_comes_first(scores: list[float | None], lower_is_better: bool) -> None:
    results = search(lambda x: x, [{"x": x} for x in scores], 0, lower_is_better=lower_is_better)
    found = [(float(x), i) for i, x in enumerate(scores) if x is not None]
    ranked = sorted(found, key=lambda pair: (pair[0] if lower_is_better else -pair[0], pair[1]))
    assert results.ranked == [results[i] for _, i in ranked]
    if found:
        assert results.best is results[ranked[0][1]]
    assert results.failed == [results[i] for i, x in enumerate(scores) if x is None]
    assert str(results).count("failed") == len(results.failed) + 1


def test_a_table_of_activations_and_of_settings_with_other_names() -> None:
    results = search(
        lambda f=None, りんご=0.0: Value(りんご) + (f is tanh),
        [{"f": relu}, {"f": tanh}, {"りんご": 0.123456789}, {"f": 5, "x": 6}],
        0,
    )
    assert str(results).splitlines() == [
        "   score     f    りんご  x  error",
        "--------  ----  --------  -  " + "-" * len(results.failed[0].error),
        "       1  tanh",
        "0.123457        0.123457",
        "       0  relu",
        "  failed     5            6  " + results.failed[0].error,
        "",
        "4 trials, 1 failed",
    ]


def test_an_error_of_many_lines_has_one_line_in_the_table() -> None:
    def fails(x: str) -> float:
        raise ValueError("one\ntwo\r\nthree")

    results = search(fails, [{"x": "a\nb"}], 0)
    assert results[0].error == "ValueError: one\ntwo\r\nthree"
    assert str(results).splitlines()[2] == "failed  a b  ValueError: one two three"


# Cross-validation


@given(st.lists(st.floats(-9, 9), min_size=6, max_size=12), st.integers(2, 5), st.integers(0, 99))
def test_cross_validation_scores_every_fold(numbers: list[float], k: int, seed: int) -> None:
    data = Numbers(numbers)
    found = cross_validated(error_of_the_mean, data, k, seed, executor=0)
    scores = [error_of_the_mean(train, validation) for train, validation in data.folds(k, seed)]
    assert found.scores == tuple(scores)
    assert found.mean == pytest.approx(sum(scores) / k)
    assert found.deviation == pytest.approx(math.sqrt(sum((s - sum(scores) / k) ** 2 for s in scores) / (k - 1)))


def test_cross_validation_in_processes() -> None:
    data = Numbers([1.0, 2.0, 4.0, 8.0])
    found = cross_validated(error_of_the_mean, data, 2, executor=2)
    assert found == cross_validated(error_of_the_mean, data, 2, executor=0)
    assert (
        str(found)
        == f"{statistics.fmean(found.scores):.6g} ± {found.deviation:.6g} ("
        + ", ".join(f"{score:.6g}" for score in found.scores)
        + ")"
    )


def test_folds_have_seeds_of_their_own_and_a_failed_one_is_told() -> None:
    data = Numbers([1.0, 2.0, 3.0])
    found = cross_validated(lambda train, validation, seed: seed, data, 3, executor=0)
    assert len({*found.scores}) == 3
    with pytest.raises(RuntimeError, match="fold 2 of 3 failed: ZeroDivisionError"):
        cross_validated(lambda train, rest: 1 / (rest[0] - list(data.folds(3, 0))[1][1][0]), data, 3, executor=0)


def test_ctrl_c_in_cross_validation_gives_no_mean() -> None:
    def interrupted(train: Any, validation: Any) -> float:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        cross_validated(interrupted, Numbers([1.0, 2.0, 3.0]), 3, executor=0)


def test_settings_take_numbers_and_chance_of_other_kinds() -> None:
    ends: list[Any] = [Decimal("0.1"), Fraction(1, 2)]
    draw = log_uniform(*ends)
    values = {"rate": draw, "hidden": [2, 4]}
    assert at_random(values, 3, random.Random(7)) == at_random(values, 3, 7)
    assert all(0.1 <= setting["rate"] <= 0.5 for setting in at_random(values, 20))
