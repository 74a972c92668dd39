"""Permutations as copies of blocks, against a list of places."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from autograd.program.backends.in_numpy.blocks import MOST_BLOCKS, Permutation, blocks

SIZES = st.lists(st.integers(1, 4) | st.integers(20, 24), min_size=1, max_size=4)


@given(st.permutations(range(7)) | st.permutations(range(24)))
def test_any_permutation(places: list[int]) -> None:
    _agrees(places)


@given(st.integers(1, 5), SIZES)
def test_the_tensors_of_neurons(neurons: int, sizes: list[int]) -> None:
    """Each neuron names its tensors in turn, and a program has each tensor for itself."""
    named = [(tensor, neuron) for neuron in range(neurons) for tensor, size in enumerate(sizes) for _ in range(size)]
    places = sorted(range(len(named)), key=named.__getitem__)
    assert len(blocks(places)) <= len(sizes)
    _agrees(places)


def test_no_parameters() -> None:
    _agrees([])


def test_long_rows_are_blocks_and_short_ones_a_list() -> None:
    assert len(Permutation([*range(20, 40), *range(20)]).blocks or []) == 2
    assert Permutation([*range(0, 40, 2), *range(1, 40, 2)]).blocks is None
    _agrees([*range(20, 40), *range(20)])


def test_what_has_no_blocks_is_a_list() -> None:
    assert Permutation([*range(4 * MOST_BLOCKS, 0, -1), 0]).blocks is None


def _agrees(places: list[int]) -> None:
    permutation, numbers = Permutation(places), np.arange(10.0, 10.0 + len(places))
    here, there = np.zeros(len(places)), np.zeros(len(places))
    permutation.bring(numbers, here)
    permutation.give(here, there)
    assert here.tolist() == [numbers[place] for place in places]
    assert there.tolist() == numbers.tolist()
