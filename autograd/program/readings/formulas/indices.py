"""How an operand is taken from a tensor: as a whole, repeated, with its axes in another order, or some of its rows.

Templates are those of NumPy, with `$x` for the tensor.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

from autograd.program.groups import Operand, operand
from autograd.program.readings.names import Tensor


def is_all(x: Operand, tensors: Sequence[Tensor]) -> bool:
    """Whether it is all of these tensors, one after the other."""
    return list(x.addresses()) == list(range(sum(tensor.size for tensor in tensors)))


def in_shape(x: Operand, shape: tuple[int, ...]) -> Operand:
    return x if x.shape == shape else operand(list(x.addresses()), shape, lanes=x.lanes, needs=x.needs)


def rowwise(shape: Sequence[int]) -> list[int]:
    """The strides of an array of this shape."""
    found, step = list[int](), 1
    for n in reversed(shape):
        found.append(step if n > 1 else 0)
        step *= n
    return found[::-1]


def kept(x: Operand) -> list[int]:
    """The axes along which numbers are not repeated."""
    return [axis for axis, n in enumerate(x.shape) if n > 1 and x.strides[axis] != 0]


def whole(x: Operand, tensor: Tensor) -> str | None:
    """The template for all of a tensor, repeated along some axes; None if it is another operand."""
    once = kept(x)
    sizes = [x.shape[axis] for axis in once]
    if x.listed is not None or x.start != tensor.start or prod(sizes) != tensor.size:
        return None
    if [x.strides[axis] for axis in once] != rowwise(sizes):
        return None
    if tensor.shape == x.shape:
        return "$x"
    if len(once) == sum(n > 1 for n in x.shape):  # nothing is repeated
        return f"$x.reshape({listed([*x.shape, *[-1] * x.lanes])})" if x.shape or x.lanes else "$x.reshape(())"
    if tensor.shape in ((), (1,)):
        return "$x"
    base = "$x" if list(tensor.shape) == sizes else f"$x.reshape({listed([*sizes, *[-1] * x.lanes])})"
    index = [":" if axis in once else "None" for axis in range(len(x.shape))]
    return f"{base}[{', '.join(index)}]"


def along_lanes(template: str, shape: Sequence[int], repeated: bool) -> str:
    """The template of numbers in this shape, which are the same in all lanes."""
    if not repeated or (not shape and template == "$x"):
        return template
    if template.startswith("$x[:") and template.endswith("]") and template.count("[") == 1:
        return f"{template[:-1]}, None]"
    return template + ("[:, None]" if len(shape) == 1 and template == "$x" else "[..., None]")


def order(x: Operand, tensor: Tensor) -> tuple[list[int], list[int]] | None:
    """All of a tensor with its axes in another order: its shape with an axis for each of the operand's, and their
    order."""
    axes = [axis for axis, n in enumerate(x.shape) if n > 1]
    if x.listed is not None or x.start != tensor.start or prod(x.shape) != tensor.size or len(axes) < 2:
        return None
    by_stride = sorted(axes, key=lambda axis: -x.strides[axis])
    fine = [x.shape[axis] for axis in by_stride]
    if [x.strides[axis] for axis in by_stride] != rowwise(fine):
        return None
    return fine, [by_stride.index(axis) for axis in axes]


def sliced(x: Operand, tensor: Tensor) -> str | None:
    """A row, a column, some rows, or one number of a tensor, as the index that takes them."""
    start = x.start - tensor.start
    if x.listed is not None or not tensor.shape:
        return None
    if any(n == 1 for n in x.shape) or 0 in x.strides:
        return None
    if not x.shape:
        places, rest = list[int](), start
        for n in reversed(tensor.shape):
            places.append(rest % n)
            rest //= n
        return ", ".join(map(str, places[::-1]))
    columns = prod(tensor.shape[1:])
    if len(tensor.shape) == 2 and x.shape == (tensor.shape[0],) and x.strides == (columns,) and start < columns:
        return f":, {start}"
    if start % columns == 0:
        row = start // columns
        if x.shape == tensor.shape[1:] and list(x.strides) == rowwise(x.shape):
            return str(row)
        if x.shape[1:] == tensor.shape[1:] and list(x.strides) == rowwise(x.shape):
            return f"{row}:{row + x.shape[0]}"
    return None


def flat(tensor: Tensor) -> str:
    if len(tensor.shape) == 1:
        return ""
    return f".reshape({tensor.size}, -1)" if tensor.lanes else ".reshape(-1)"


def listed(numbers: Sequence[int]) -> str:
    return ", ".join(map(str, numbers))


def full(template: str, shape: tuple[int, ...], xs: Sequence[tuple[Operand, tuple[int, ...]]], lanes: bool) -> str:
    """The template for a result in this shape, which is entered if no operand has some of its axes."""
    axes = {axis for x, of in xs for axis in kept(in_shape(x, of))}
    some = any(x.lanes for x, _ in xs)
    if all(n == 1 or axis in axes for axis, n in enumerate(shape)) and (some or not lanes):
        return template
    return broadcast(template, shape, lanes)


def broadcast(template: str, shape: Sequence[int], lanes: bool) -> str:
    """The template, repeated along all axes that it lacks."""
    sizes = "".join(f"{n}, " for n in shape) + "lanes," * lanes
    return f"np.broadcast_to({template}, ({sizes.rstrip()}))"


def places(at: Operand) -> str:
    """The list of places in a few signs, where it follows a rule."""
    listed = list(at.addresses())
    axes, rest = list[tuple[int, int]](), listed
    while len(rest) > 1:
        step = rest[1] - rest[0]
        n = next((i for i in range(2, len(rest)) if rest[i] - rest[i - 1] != step), len(rest))
        while len(rest) % n:
            n -= 1
        blocks = [rest[i : i + n] for i in range(0, len(rest), n)]
        if n == 1 or any([a - block[0] for a in block] != [i * step for i in range(n)] for block in blocks):
            shape = ", ".join(map(str, at.shape)) or "()"
            return f"np.array({listed}).reshape({shape})"
        axes.append((n, step))
        rest = [block[0] for block in blocks]
    found = f"places({', '.join(map(str, [rest[0], *reversed(axes)]))})"
    sizes = tuple(n for n, _ in reversed(axes))
    return found if sizes == at.shape else f"{found}.reshape({', '.join(map(str, at.shape)) or '()'})"
