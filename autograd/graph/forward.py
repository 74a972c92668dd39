"""Forward mode: the same rows, fed with dual numbers, which carry a derivative along with their value.

The reverse pass gives the derivatives of one output with respect to all inputs. Forward mode gives the derivatives of
all outputs along one direction of the inputs.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from typing import Any

from autograd import notation
from autograd.calculus.needed import needed_partials
from autograd.calculus.numbers.number import Number, overload, plainly
from autograd.calculus.ops import TABLE
from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op
from autograd.graph.backward import grad
from autograd.graph.functions import applied
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import real, refuse_kind


class Dual(Number):
    """`primal + tangent·ε` with `ε² = 0`: a number and its derivative along one direction.

    The parts are floats; or Values, and then the forward pass is recorded too; or Duals of a lower `level`, for
    derivatives of derivatives. The level keeps the ε of one `jvp` apart from the ε of another `jvp` within it.
    """

    __slots__ = ("level", "primal", "tangent")

    def __init__(self, primal: Any, tangent: Any, level: int) -> None:
        self.primal, self.tangent, self.level = primal, tangent, level

    @classmethod
    def lift(cls, number: object) -> Dual:
        """A constant: its tangent is 0."""
        if isinstance(number, Dual):
            return number
        return Dual(number if isinstance(number, Number) else real(number, "a calculation"), 0.0, level=0)

    def __float__(self) -> float:
        if self.level:  # as `math.exp` asks for it, and the derivative would be lost
            lost = import_module("autograd.record.lost")  # by its name, since it is built upon this
            lost.refuse_float(sys._getframe(1))
        return self.plainly()

    def plainly(self) -> float:
        return plainly(self.primal)

    def __repr__(self) -> str:
        return f"Dual({self.primal!r}, tangent={self.tangent!r})"


def _dual(row: Op) -> Callable[..., Dual]:
    """A row in dual numbers: `z.tangent = Σ ∂z/∂xᵢ · xᵢ.tangent`, the chain rule forwards."""

    def evaluate(*inputs: Any) -> Dual:
        duals = [Dual.lift(x) for x in (inputs[0] if row.arity == MANY else inputs)]
        level = max(x.level for x in duals)
        primals = [x if 0 < x.level < level else x.primal for x in duals]
        z = applied(row, primals)
        tangent: Any = 0.0
        moved = [slot for slot, x in enumerate(duals) if x.level == level > 0]
        try:
            locals_ = needed_partials(row, z, primals, moved) if moved else ()
            if moved and len(locals_) != len(duals):
                raise TypeError(
                    say("local gradients of an operation", name=row.name, inputs=len(duals), gradients=len(locals_))
                )
            for slot in moved:
                tangent = tangent + locals_[slot] * duals[slot].tangent
            if tangent - tangent:  # NaN unless finite
                raise OverflowError
        except (ValueError, ArithmeticError) as error:
            raise notation.gradient_refusal(row, [Value(plainly(x)) for x in primals], None, error) from None
        return Dual(z, tangent, level)

    if row.bound:
        notation.refuse_constants(row)
    return evaluate


overload(Dual, TABLE, _dual)

_levels = itertools.count(1)  # a jvp within another always draws the larger one, also when threads take turns


def jvp(f: Callable[..., Any], at: Sequence[Any], direction: Sequence[Any]) -> tuple[Any, Any]:
    """The value of `f(*at)`, and its derivative along `direction`, which is the Jacobian times this vector.

    `at` and `direction` are numbers, as many as `f` takes. Where f returns a list, both results are lists. Inside
    another `jvp` the results are dual numbers again, so that derivatives nest.

    Raises `ValueError` for a direction of another length, `DomainError` where a local gradient is infinite.

    >>> from autograd import sin
    >>> jvp(lambda x, y: x * y + sin(x), [0.0, 5.0], [1.0, 0.0])
    (0.0, 6.0)
    """
    _require_function(f)
    if not isinstance(at, Iterable) or not isinstance(direction, Iterable):
        raise TypeError(say("at and direction"))
    if len(at) != len(direction):
        raise ValueError(say("numbers of a direction", direction=len(direction), at=len(at)))
    level = next(_levels)
    out = f(*[_moved(x, t, level) for x, t in zip(map(_plain, at), map(_plain, direction), strict=True)])
    if isinstance(out, list | tuple):
        pairs = [_parts(one, level) for one in out]
        return [value for value, _ in pairs], [tangent for _, tangent in pairs]
    return _parts(out, level)


def _moved(x: Any, along: Any, level: int) -> Dual:
    """`x` with a tangent. Where the tangent is 0, x is a constant: no derivative with respect to it is needed."""
    return Dual.lift(x) if type(along) is float and along == 0.0 else Dual(x, along, level)


def _plain(number: Any) -> Any:
    return number if isinstance(number, Number) else real(number, "an argument")


def _parts(out: Any, level: int) -> tuple[Any, Any]:
    if isinstance(out, Dual) and out.level == level:
        return out.primal, out.tangent
    if isinstance(out, Dual) and out.level == 0:
        return out.primal, 0.0
    return _plain(out), 0.0


def jacobian(f: Callable[..., Any], at: Sequence[Any]) -> list[list[float]]:
    """The derivatives of every output of `f(*at)`, one row each, with respect to every argument, one column each.

    >>> jacobian(lambda x, y: [x * y, x + y], [2.0, 3.0])
    [[3.0, 2.0], [1.0, 1.0]]
    """
    _require_function(f)
    leaves = _leaves(at)
    return [[g.data for g in grad(out, leaves)] for out in _outputs(f(*leaves))]


def hessian(f: Callable[..., Any], at: Sequence[Any]) -> list[list[float]]:
    """The second derivatives of the one output of `f(*at)`: row i, column j is `∂²f/∂xᵢ∂xⱼ`.

    >>> hessian(lambda x, y: x**2 * y, [2.0, 3.0])
    [[6.0, 4.0], [4.0, 0.0]]
    """
    _require_function(f)
    return jacobian(lambda *xs: grad(_one(f(*xs)), xs), at)


def hessian_vector_product(f: Callable[..., Any], at: Sequence[Any], vector: Sequence[Any]) -> list[float]:
    """The Hessian of `f` times `vector`, without the Hessian: forward mode over the graph of the reverse pass.

    The cost is a few times that of f, whatever the number of arguments (B. Pearlmutter, Fast exact multiplication by
    the Hessian, 1994).

    >>> hessian_vector_product(lambda x, y: x**2 * y, [2.0, 3.0], [1.0, 10.0])
    [46.0, 4.0]
    """
    _require_function(f)
    leaves, along = _leaves(at), [x.data for x in _leaves(vector, "the vector")]
    if len(leaves) != len(along):
        raise ValueError(say("numbers of a vector", vector=len(along), at=len(leaves)))
    gradients = grad(_one(f(*leaves)), leaves)
    tangent = {leaf: far for leaf, far in zip(leaves, along, strict=True) if far}
    for node in inputs_first(gradients):
        moved = [slot for slot, x in enumerate(node.inputs) if x in tangent]
        if node.op is not None and moved:
            try:
                locals_ = needed_partials(node.op, node.data, [x.data for x in node.inputs], moved)
                tangent[node] = sum(locals_[slot] * tangent[node.inputs[slot]] for slot in moved)
                if tangent[node] - tangent[node]:  # NaN unless finite
                    raise OverflowError
            except (ValueError, ArithmeticError) as error:
                raise notation.gradient_refusal(node.op, node.inputs, node.made_at, error) from None
    return [tangent.get(g, 0.0) for g in gradients]


def _require_function(f: object) -> None:
    if not callable(f):
        refuse_kind("f", f, "kind function")


def _leaves(numbers: Sequence[Any], what: str = "at") -> list[Value]:
    if not isinstance(numbers, Iterable):
        raise TypeError(say("no list for arguments", what=what, numbers=numbers))
    return [Value(x.data if isinstance(x, Value) else x) for x in numbers]


def _outputs(out: Any) -> list[Value]:
    return [Value.lift(one) for one in (out if isinstance(out, list | tuple) else [out])]


def _one(out: Any) -> Value:
    if isinstance(out, list | tuple):
        raise TypeError(say("Hessian of several outputs", count=len(out)))
    return Value.lift(out)
