"""A part of a network compared with independent numbers: with differences of its outputs, and with torch."""

import copy
import math
import random
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from autograd import Value, check_grad, dot
from nn import Module


def numbers(seed: int, *shape: int) -> Any:
    """Normal numbers in nested lists: no two of them alike, and none where a function has a kink."""
    draw = random.Random(seed)

    def of(shape: tuple[int, ...]) -> Any:
        return [of(shape[1:]) for _ in range(shape[0])] if shape else draw.gauss(0.0, 1.0)

    return of(shape)


def flat(x: Any) -> list[Any]:
    return [number for part in x for number in flat(part)] if isinstance(x, list | tuple) else [x]


def shaped(x: Any, parts: Iterable[Any]) -> Any:
    """The parts in the shape of x."""
    rest = iter(parts)

    def of(x: Any) -> Any:
        return [of(part) for part in x] if isinstance(x, list | tuple) else next(rest)

    return of(x)


def values(x: Any) -> Any:
    """A new Value for each number."""
    return shaped(x, map(Value, flat(x)))


def data(x: Any) -> Any:
    return shaped(x, [v.data if isinstance(v, Value) else v for v in flat(x)])


def gradients(x: Any) -> Any:
    return shaped(x, [v.grad for v in flat(x)])


def close(ours: Any, true: Any, relative: float = 1e-10) -> None:
    """Equal up to rounding: relative to each number, or to 0.01 where it is smaller."""
    true = true.tolist() if hasattr(true, "tolist") else true
    assert flat(ours) == pytest.approx(flat(true), rel=relative, abs=relative / 100)


def upstream(n: int) -> list[float]:
    """What flows back into each of n outputs: a loss of its own for each."""
    return [math.cos(1.0 + i) for i in range(n)]


def loss_of(outputs: Any) -> Any:
    outputs = flat(outputs)
    return dot(upstream(len(outputs)), outputs)


def right_by_differences(module: Module, x: Any, run: Callable[[Any, Any], Any] = lambda module, x: module(x)) -> None:
    """The gradients of all inputs and all parameters agree with `check_grad`'s independent numbers."""
    parameters = module.parameters()
    n = len(flat(x))

    def loss(*at: Any) -> Any:
        new = copy.deepcopy(module, {id(p): v for p, v in zip(parameters, at[n:], strict=True)})
        return loss_of(run(new, shaped(x, at[:n])))

    report = check_grad(loss, [*flat(x), *(p.data for p in parameters)])
    assert {row.verdict for row in report.rows} == {"right"}, report


def import_torch() -> Any:
    torch = pytest.importorskip("torch", reason="torch is optional: the same is tested without it, less exactly")
    torch.set_num_threads(1)  # for tests that run side by side
    return torch


def tensor(x: Any) -> Any:
    torch = import_torch()
    return torch.tensor(data(x), dtype=torch.float64, requires_grad=True)


def equal_to_torch(ours: Callable[..., Any], theirs: Callable[..., Any], *given: Any) -> None:
    """Outputs and gradients of all that is given agree with torch; `theirs` takes tensors, `ours` Values or numbers."""
    given = tuple(x if isinstance(flat(x)[0], Value) else values(x) for x in given)
    tensors = [tensor(x) for x in given]
    out, true = ours(*given), theirs(*tensors)
    close(data(out), true)
    assert len(flat(out)) == true.numel()
    for parameter in (v for x in given for v in flat(x)):
        parameter.grad = 0.0
    loss_of(out).backward()
    (true.flatten() * tensor(upstream(true.numel()))).sum().backward()
    for x, true in zip(given, tensors, strict=True):
        close(gradients(x), true.grad)
