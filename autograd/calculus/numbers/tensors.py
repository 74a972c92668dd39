"""torch's functions, as rules call them: a plain number may stand beside a tensor, and the cube root is there.

A rule that is read in tensors finds its functions here. What is not below is torch's own.
"""

from collections.abc import Callable
from typing import Any

import torch


def __getattr__(name: str) -> Any:
    return getattr(torch, name)


def where(condition: Any, yes: Any, no: Any) -> Any:
    """`yes` where the condition holds, else `no`. Of two plain numbers torch itself would make float32."""
    if isinstance(yes, (int, float)):
        yes = torch.full((), yes, dtype=getattr(no, "dtype", torch.float64), device=condition.device)
    return torch.where(condition, yes, no)


def sinh(x: Any) -> Any:
    return _grown(torch.sinh, x) * torch.where(x.abs() < LARGE, 1.0, x.sign())


def cosh(x: Any) -> Any:
    return _grown(torch.cosh, x)


LARGE = 40.0
"""From here on sinh(x) and cosh(x) are the same to rounding, apart from the sign."""


def _grown(function: Callable[[Any], Any], x: Any) -> Any:
    """torch's own sinh and cosh of 710 are infinite, in some elements of a tensor and not in others."""
    root = (0.5 * x.abs()).exp()
    return torch.where(x.abs() < LARGE, function(x), 0.5 * root * root)


def cbrt(x: Any) -> Any:
    """The cube root. One step of Newton's method gives the last digits, which a power loses."""
    root = x.sign() * x.abs() ** (1 / 3)
    return root - torch.where(root == 0.0, 0.0, (root - x / (root * root)) / 3.0)


def _of_two(function: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def of_any(x: Any, y: Any) -> Any:
        tensor = x if isinstance(x, torch.Tensor) else y
        x, y = (torch.as_tensor(z, dtype=tensor.dtype, device=tensor.device) for z in (x, y))
        return function(x, y)

    return of_any


hypot, atan2 = _of_two(torch.hypot), _of_two(torch.atan2)
