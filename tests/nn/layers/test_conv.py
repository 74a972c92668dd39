"""Convolution and pooling on images of odd sizes, with strides that do not divide and padding."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from autograd import Value, tanh
from nn import AveragePool2D, Conv2D, MaxPool2D, Module
from tests.nn.agreement import data, equal_to_torch, gradients, import_torch, numbers, right_by_differences, values

SEED = st.integers(0, 10_000)
SIDE = st.integers(1, 6)


@st.composite
def windows(draw: Any, most_padding: int = 2) -> tuple[int, int, int]:
    """Size, stride and padding."""
    size = draw(st.integers(1, 3))
    return size, draw(st.integers(1, 3)), draw(st.integers(0, min(most_padding, 2)))


@st.composite
def images(draw: Any, window: tuple[int, int, int]) -> Any:
    size, _, padding = window
    channels, rows, columns = draw(st.integers(1, 2)), draw(SIDE), draw(SIDE)
    assume(min(rows, columns) + 2 * padding >= size)
    return numbers(draw(SEED), channels, rows, columns)


def plain_conv(x: Any, weight: Any, bias: Any, stride: int, padding: int) -> Any:
    """Σ_c Σ_p Σ_q w[m][c][p][q] · x[c][i·stride + p - padding][j·stride + q - padding] + b_m, with 0 outside."""
    channels, rows, columns, size = len(x), len(x[0]), len(x[0][0]), len(weight[0][0])

    def at(c: int, i: int, j: int) -> float:
        number: float = x[c][i][j] if 0 <= i < rows and 0 <= j < columns else 0.0
        return number

    def unit(m: int, i: int, j: int) -> float:
        return bias[m] + sum(  # type: ignore[no-any-return]
            weight[m][c][p][q] * at(c, i * stride + p - padding, j * stride + q - padding)
            for c in range(channels) for p in range(size) for q in range(size)
        )  # fmt: skip

    below, right = (n + 2 * padding - size for n in (rows, columns))
    return [
        [[unit(m, i, j) for j in range(right // stride + 1)] for i in range(below // stride + 1)]
        for m in range(len(weight))
    ]


@given(st.data())
def test_a_convolution_is_the_sum_over_its_window(draw: st.DataObject) -> None:
    size, stride, padding = window = draw.draw(windows())
    x = draw.draw(images(window))
    conv = Conv2D(len(x), 2, size, stride, padding, activation=None)
    conv.bias[1].data = 0.5
    true = plain_conv(x, data(conv.weight), data(conv.bias), stride, padding)
    out = data(conv(x))
    assert [len(out), len(out[0]), len(out[0][0])] == [len(true), len(true[0]), len(true[0][0])]
    for ours, plain in zip(out, true, strict=True):
        for row, plain_row in zip(ours, plain, strict=True):
            assert row == pytest.approx(plain_row, rel=1e-12, abs=1e-12)


@settings(max_examples=60)
@given(st.data())
def test_a_convolution_equals_torch(draw: st.DataObject) -> None:
    functional = import_torch().nn.functional
    size, stride, padding = window = draw.draw(windows())
    x = draw.draw(images(window))
    conv = Conv2D(len(x), 3, size, stride, padding, activation=tanh)
    equal_to_torch(
        lambda x, weight, bias: conv(x),
        lambda x, weight, bias: functional.conv2d(x[None], weight, bias, stride, padding)[0].tanh(),
        x,
        conv.weight,
        conv.bias,
    )


@pytest.mark.parametrize(
    ("pool", "name"), [(MaxPool2D, "max_pool2d"), (AveragePool2D, "avg_pool2d")], ids=["max", "average"]
)
@settings(max_examples=60)
@given(draw=st.data())
def test_pooling_equals_torch(pool: Any, name: str, draw: st.DataObject) -> None:
    functional = import_torch().nn.functional
    size, stride, padding = window = draw.draw(windows())
    assume(2 * padding <= size)
    x = draw.draw(images(window))
    equal_to_torch(
        pool(size, stride, padding), lambda x: getattr(functional, name)(x[None], size, stride, padding)[0], x
    )


@pytest.mark.parametrize(
    ("module", "shape"),
    [
        (Conv2D(2, 2, 2, stride=2, padding=1, activation=tanh), (2, 3, 2)),
        (Conv2D(1, 1, 3, stride=2), (1, 5, 4)),
        (MaxPool2D(2, stride=1), (1, 3, 4)),
        (MaxPool2D(3, stride=2, padding=1), (1, 4, 5)),
        (AveragePool2D(2), (2, 3, 2)),
        (AveragePool2D(3, stride=2, padding=1), (1, 3, 4)),
    ],
    ids=str,
)
def test_gradients_by_differences(module: Module, shape: tuple[int, ...]) -> None:
    for i, parameter in enumerate(module.parameters()):
        parameter.data = numbers(i, 1)[0]
    right_by_differences(module, numbers(1, *shape))


@given(st.data())
def test_pooling_is_the_largest_or_the_mean_of_the_window(draw: st.DataObject) -> None:
    size, stride, padding = window = draw.draw(windows())
    assume(2 * padding <= size)
    x = draw.draw(images(window))
    rows, columns = len(x[0]), len(x[0][0])

    def seen(channel: Any, i: int, j: int) -> list[float]:
        places = [(i * stride + p - padding, j * stride + q - padding) for p in range(size) for q in range(size)]
        return [channel[k][l] for k, l in places if 0 <= k < rows and 0 <= l < columns]

    largest, means = data(MaxPool2D(size, stride, padding)(x)), data(AveragePool2D(size, stride, padding)(x))
    assert [len(means[0]), len(means[0][0])] == [(n + 2 * padding - size) // stride + 1 for n in (rows, columns)]
    for channel, tops, averages in zip(x, largest, means, strict=True):
        for i, row in enumerate(tops):
            for j, top in enumerate(row):
                assert top == max(seen(channel, i, j))
                assert averages[i][j] == pytest.approx(sum(seen(channel, i, j)) / size**2, abs=1e-14)


def test_a_tie_is_shared_where_torch_gives_it_to_the_first() -> None:
    x = values([[[1.0, 2.0], [2.0, 0.0]]])
    MaxPool2D(2)(x)[0][0][0].backward()
    assert gradients(x) == [[[0.0, 0.5], [0.5, 0.0]]]


def test_one_dot_per_unit_and_no_edge_to_the_padding() -> None:
    conv = Conv2D(2, 1, 3, padding=1, activation=None)
    units = conv(numbers(0, 2, 3, 3))[0]
    assert [[len(unit.inputs) for unit in row] for row in units] == [[17, 25, 17], [25, 37, 25], [17, 25, 17]]
    assert len({id(v) for row in units for unit in row for v in unit.inputs}) == 2 * 9 + 2 * 9 + 1


def test_windows_stand_side_by_side_unless_a_stride_is_given() -> None:
    x = numbers(0, 1, 5, 7)
    assert [(len(out[0]), len(out[0][0])) for out in (MaxPool2D(2)(x), MaxPool2D(2, 1)(x))] == [(2, 3), (4, 6)]


def test_names_of_weights_tell_filter_channel_row_and_column() -> None:
    names = [p.name for p in Conv2D(2, 2, 2, name="c.").parameters()]
    assert names[:3] + names[-2:] == ["c.f1.c1.w1_1", "c.f1.c1.w1_2", "c.f1.c1.w2_1", "c.f1.b", "c.f2.b"]
    assert len(set(names)) == 2 * 2 * 4 + 2


ODD: list[Any] = [1.5, "same", (3, 3)]


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Conv2D(1, 1, 0), "at least 1"),
        (lambda: Conv2D(1, 1, 2, stride=0), "a stride is a whole number of at least 1, not 0"),
        (lambda: Conv2D(1, 1, 2, stride=ODD[0]), "a stride is a whole number of at least 1, not 1.5"),
        (lambda: AveragePool2D(2, padding=-1), "a padding is a whole number of at least 0, not -1"),
        (lambda: Conv2D(1, 1, 2, padding=ODD[1]), "a padding is a whole number of at least 0, not 'same'"),
        (lambda: Conv2D(1, 2, ODD[2]), r"the size of a window is a whole number of at least 1, not \(3, 3\)"),
        (lambda: Conv2D(0, 2, 3), "the number of channels is a whole number of at least 1, not 0"),
        (lambda: Conv2D(1, 0, 3), "the number of filters is a whole number of at least 1, not 0"),
        (lambda: MaxPool2D(3, padding=2), "without anything to pool"),
        (lambda: Conv2D(2, 1, 2)(numbers(0, 1, 3, 3)), "of 2 channels .* was given 1 × 3 × 3"),
        (lambda: MaxPool2D(2)([1.0, 2.0]), "was given 2 numbers"),
        (lambda: MaxPool2D(3)(numbers(0, 1, 2, 3)), "3 × 3 is larger than an image of 1 × 2 × 3"),
        (lambda: MaxPool2D(2)([[[1.0, 2.0], [3.0, 4.0, 5.0]]]), "rows are all as long"),
        (lambda: MaxPool2D(1)([[[1.0]], [[2.0], [3.0]]]), "channels are all as large"),
    ],
)
def test_what_cannot_be_seen_is_said(make: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        make()


def test_the_same_image_may_be_values_or_numbers() -> None:
    conv, x = Conv2D(1, 2, 2), numbers(3, 1, 3, 3)
    assert data(conv(x)) == data(conv(values(x)))
    assert isinstance(conv(x)[0][0][0], Value)
