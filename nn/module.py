"""What every part of a network has: parameters, and a way to set their gradients back to zero."""

from __future__ import annotations

from autograd import Value


class Module:
    """A part of a network. A subclass says in `parameters` which Values it learns."""

    def parameters(self) -> list[Value]:
        """The Values to be learned, always in the same order."""
        return []

    def zero_grad(self) -> None:
        """Set the gradient of every parameter to 0, since `backward()` adds to what is there."""
        for parameter in self.parameters():
            parameter.grad = 0.0
