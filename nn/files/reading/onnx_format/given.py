"""The inputs and the options of an operator, checked. An option that is not known is refused, and not passed over."""

from __future__ import annotations

from typing import Any

from autograd.language import say
from nn.files.reading.onnx_format.graph import Node
from nn.files.tensors import told


def options(node: Node, **allowed: Any) -> None:
    """Raise `ValueError` unless the operator has these options alone, each with one of the values allowed."""
    for name, x in node.options.items():
        if name not in allowed or (allowed[name] is not ... and x not in allowed[name]):
            given = x.decode("ascii", "replace") if isinstance(x, bytes) else str(x)
            raise ValueError(say("option without a counterpart", name=told(name), given=told(given)))


def inputs(node: Node, least: int, most: int | None = None) -> tuple[str, ...]:
    """The names of the inputs, with an empty name for each that is left out."""
    most = most or least
    if not least <= len(node.inputs) <= most or not all(node.inputs[:least]):
        if most > least:
            raise ValueError(say("inputs from to", count=len(node.inputs), least=least, most=most))
        raise ValueError(say("inputs of an operator", count=len(node.inputs), least=least))
    return node.inputs + ("",) * (most - len(node.inputs))


def side(node: Node, name: str, default: int, count: int = 2) -> int:
    """An option that is one number for all sides of a window."""
    sides = node.options.get(name, [default] * count)
    if not isinstance(sides, list) or len(sides) != count or len(set(sides)) != 1:
        raise ValueError(say("sides of a window", name=name, sides=told(str(sides))))
    return int(sides[0])


def padding(node: Node, size: int, stride: int) -> int:
    """How many rows and columns of zeros are added on each side, by its option pads or auto_pad."""
    automatic = node.options.get("auto_pad", b"NOTSET")
    if automatic == b"NOTSET":
        return side(node, "pads", 0, 4)
    if "pads" in node.options:
        raise ValueError(say("pads twice"))
    if automatic == b"VALID":
        return 0
    if size % 2 == 0 or stride != 1:
        raise ValueError(say("auto_pad without a counterpart"))
    return size // 2


def single(number: float) -> float:
    import numpy as np

    return float(np.float32(number))


def typed(number: float) -> float:
    """A number of single precision as one types it: 0.01, where the nearest float of 32 bits is 0.009999999776.

    >>> typed(0.009999999776482582)
    0.01
    """
    import numpy as np

    return float(str(np.float32(number)))
