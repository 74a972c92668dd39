"""Networks of PyTorch drawn at random, of all modules that have a counterpart, in double precision."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st

from nn.nested import flat

torch = pytest.importorskip("torch")
there = torch.nn
torch.set_num_threads(1)  # for tests that run side by side

ACTIVATIONS: dict[str, Callable[[], Any]] = {
    "relu": there.ReLU,
    "leaky_relu": there.LeakyReLU,
    "leaky_relu of 0.2": lambda: there.LeakyReLU(0.2),
    "elu": there.ELU,
    "elu of 0.5": lambda: there.ELU(0.5),
    "selu": there.SELU,
    "gelu": there.GELU,
    "sigmoid": there.Sigmoid,
    "silu": there.SiLU,
    "softplus": lambda: there.Softplus(threshold=1000.0),  # where it is exact
    "tanh": there.Tanh,
}
IN_DOUBLE = ("relu", "sigmoid", "silu", "tanh")
"""The activations that runtimes of ONNX have in double precision."""


class Sum(there.Module):  # type: ignore[misc, name-defined]
    """x + inner(x), the counterpart of a Residual."""

    def __init__(self, inner: Any) -> None:
        super().__init__()
        self.inner = inner

    def forward(self, x: Any) -> Any:
        return x + self.inner(x)


def _vectors(draw: Any, n: int, names: tuple[str, ...], depth: int = 0) -> tuple[list[Any], int]:
    """Modules for vectors of n numbers, and how many numbers come out."""
    row: list[Any] = []
    kinds = ["layer", "activation", "norm", "dropout", "sum", "inner", "again"]
    for kind in draw(st.lists(st.sampled_from(kinds), max_size=4)):
        if kind == "layer":
            m = draw(st.integers(1, 3))
            row += [there.Linear(n, m)]
            n = m
        elif kind == "again":  # one module at two places
            row += [module for module in row if not list(module.parameters())][:1]
        elif kind == "activation":
            row.append(ACTIVATIONS[draw(st.sampled_from(names))]())
        elif kind == "norm":
            row.append(there.BatchNorm1d(n, eps=draw(st.sampled_from([1e-5, 1e-3, 0.1])), momentum=0.3))
        elif kind == "dropout":
            row.append(draw(st.sampled_from([there.Dropout(0.3), there.Identity()])))
        elif kind == "sum" and depth < 2:
            inner, m = _vectors(draw, n, names, depth + 1)
            row.append(Sum(there.Sequential(*inner, there.Linear(m, n))))
        elif depth < 2:
            inner, n = _vectors(draw, n, names, depth + 1)
            row.append(there.Sequential(*inner))
    return row, n


def _images(draw: Any, names: tuple[str, ...]) -> tuple[list[Any], int, int]:
    """Modules for images of c channels of 5 × 5 numbers, c, and how many numbers come out."""
    channels = c = draw(st.integers(1, 2))
    row: list[Any] = []
    for kind in draw(st.lists(st.sampled_from(["conv", "norm", "activation", "max", "mean", "sum"]), max_size=3)):
        size, stride, padding = draw(st.integers(1, 3)), draw(st.integers(1, 2)), draw(st.integers(0, 1))
        size = max(size, 2 * padding)
        if kind == "conv":
            m = draw(st.integers(1, 2))
            row.append(there.Conv2d(c, m, size, stride, padding))
            c = m
        elif kind == "norm":
            row.append(there.BatchNorm2d(c))
        elif kind == "activation":
            row.append(ACTIVATIONS[draw(st.sampled_from(names))]())
        elif kind == "sum":
            row.append(Sum(there.Sequential(there.Conv2d(c, c, 3, padding="same"), there.ReLU())))
        else:
            row.append((there.MaxPool2d if kind == "max" else there.AvgPool2d)(size, stride, padding))
        if there.Sequential(*row).double().eval()(torch.zeros(1, channels, 5, 5).double()).shape[-1] < 3:
            break
    row.append(there.Flatten())
    return row, channels, there.Sequential(*row).double().eval()(torch.zeros(1, channels, 5, 5).double()).shape[1]


@st.composite
def networks(draw: Any, *, images: bool = True, names: tuple[str, ...] = tuple(ACTIVATIONS)) -> tuple[Any, Any]:
    """A network in use, with all numbers at random, and the shape of an example."""
    row: list[Any] = []
    shape: tuple[int, ...] = (2,)
    if images and draw(st.booleans()):
        row, channels, n = _images(draw, names)
        shape = (channels, 5, 5)
        row.append(there.Linear(n, 2))
    more, _ = _vectors(draw, 2, names)
    last = draw(st.sampled_from([[], [there.Softmax(1)], [there.LogSoftmax(-1)]]))
    network = there.Sequential(*row, *more, there.Identity() if more else there.Linear(2, 2), *last).double().eval()
    return scattered(network, draw(st.integers(0, 999))), shape


def scattered(network: Any, seed: int) -> Any:
    """The network with all its numbers drawn at random, also those that start at 0 and 1."""
    draw = torch.Generator().manual_seed(seed)
    for name, tensor in network.state_dict().items():
        if "num_batches" not in name:
            drawn = torch.randn(tensor.shape, generator=draw, dtype=torch.float64) * 0.5
            tensor.copy_(drawn.abs() if name.endswith("running_var") else drawn)
    return network


def examples(shape: tuple[int, ...], n: int = 3) -> Any:
    return torch.randn((n, *shape), generator=torch.Generator().manual_seed(7), dtype=torch.float64)


def ours(model: Any, xs: Any) -> list[float]:
    """All outputs for all examples."""
    return [float(number) for x in xs.tolist() for number in flat(model(x))]


def theirs(network: Any, xs: Any) -> list[float]:
    with torch.no_grad():
        found: list[float] = network(xs).flatten().tolist()
    return found


def close(found: list[float], true: list[float]) -> None:
    """Equal to 1e-12, absolute below 1 and relative above."""
    assert found == pytest.approx(true, rel=1e-12, abs=1e-12)
