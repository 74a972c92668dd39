"""What every number system shares: operators, and one method per row of the table of operations.

A rule in `ops.py` is plain arithmetic, so it means whatever its numbers mean. A class becomes such a number by
deriving from `Number` and telling `overload` how it evaluates a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, Self, TypeVar

from autograd.language import say

OPERATORS = {"+": "add", "-": "sub", "*": "mul", "/": "truediv", "**": "pow", "%": "mod", "//": "floordiv"}
"""Python's infix operators, and the names of their methods."""


ARRAY_METHODS = {
    "asin": "arcsin", "acos": "arccos", "atan": "arctan", "asinh": "arcsinh", "acosh": "arccosh", "atanh": "arctanh",
    "atan2": "arctan2",
}  # fmt: skip
"""Methods that NumPy calls by names of its own, of each number in an array."""


class Number:
    """A number of some number system. See `autograd.graph.value.Value` for the one that records a graph."""

    __slots__ = ()
    rank = 1  # of two systems in one calculation the higher one decides: it carries more
    symbolic = False  # whether it stands for any number, to be read, rather than for one, to be calculated with

    @classmethod
    def lift(cls, number: object) -> Self:
        """A number of this system: a plain number becomes a constant, and a number of this system stays as it is."""
        raise TypeError(f"{cls.__name__} cannot stand for the plain number {number!r}")

    if TYPE_CHECKING:  # installed by `overload`; written out so that type checkers know them
        evaluator: ClassVar[Callable[[Any], Callable[..., Any]]]

        def __add__(self, other: Any) -> Self: ...
        def __radd__(self, other: Any) -> Self: ...
        def __sub__(self, other: Any) -> Self: ...
        def __rsub__(self, other: Any) -> Self: ...
        def __mul__(self, other: Any) -> Self: ...
        def __rmul__(self, other: Any) -> Self: ...
        def __truediv__(self, other: Any) -> Self: ...
        def __rtruediv__(self, other: Any) -> Self: ...
        def __pow__(self, other: Any) -> Self: ...
        def __rpow__(self, other: Any) -> Self: ...
        def __neg__(self) -> Self: ...
        def __abs__(self) -> Self: ...
        def __getattr__(self, name: str) -> Callable[..., Self]: ...

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
        """NumPy's function of numbers of this system: its row."""
        from autograd.calculus.numbers.ufuncs import called  # only now: importing autograd stays cheap

        return called(system_of, ufunc, method, inputs, options)

    # What people write of a number, and what has no derivative.

    def __xor__(self, other: Any) -> Self:
        raise TypeError(say("power written with ^"))

    def __floordiv__(self, other: Any) -> Self:
        raise TypeError(say("jumps between whole numbers", sign="//"))

    def __mod__(self, other: Any) -> Self:
        raise TypeError(say("jumps between whole numbers", sign="%"))

    __rxor__, __rfloordiv__, __rmod__ = __xor__, __floordiv__, __mod__

    def __pos__(self) -> Self:
        return self

    @property
    def real(self) -> Self:
        """The number itself, as for any real number."""
        return self

    def conjugate(self) -> Self:
        """The number itself, as for any real number. NumPy's var and std ask for it."""
        return self

    # Numbers compare as the real numbers they stand for, the left one first: Python then asks the right one. But two of
    # them are two nodes: they hash by identity.

    def __float__(self) -> float:
        raise TypeError(f"a {type(self).__name__} stands for no single real number")

    def plainly(self) -> float:
        """The real number that it stands for, to be compared: without its derivatives, if it has some."""
        return float(self)

    def __eq__(self, other: object) -> bool:
        return bool(self.plainly() == other)

    def __lt__(self, other: Any) -> bool:
        return bool(self.plainly() < other)

    def __le__(self, other: Any) -> bool:
        return bool(self.plainly() <= other)

    def __gt__(self, other: Any) -> bool:
        return bool(self.plainly() > other)

    def __ge__(self, other: Any) -> bool:
        return bool(self.plainly() >= other)

    __hash__ = object.__hash__

    def __bool__(self) -> bool:
        return self.plainly() != 0.0

    def __int__(self) -> int:
        return int(self.plainly())

    def __round__(self, digits: int | None = None) -> Any:
        return round(self.plainly(), digits)


def plainly(x: Any) -> float:
    """The real number that a number of any system stands for."""
    return x.plainly() if isinstance(x, Number) else float(x)


def system_of(inputs: Iterable[Any]) -> type[Number] | None:
    """The number system of a calculation with these inputs, or None if all are plain numbers."""
    return max((type(x) for x in inputs if isinstance(x, Number)), key=lambda system: system.rank, default=None)


def calculated(row: Any, inputs: Sequence[Any], system: Any = None) -> Any:
    """The row at these inputs, in the given system or in the system of the inputs. Plain numbers give a plain number.

    Raises `ValueError` or `ArithmeticError` where there is no finite result.
    """
    system = system or system_of(inputs)
    if system is None:
        z = row.value(*inputs)
        if z - z:  # NaN unless finite
            raise OverflowError
        return z
    evaluate = system.evaluator(row)
    return evaluate(tuple(inputs)) if row.arity > 2 else evaluate(system.lift(inputs[0]), *inputs[1:])


def is_array(x: Any) -> bool:
    """Whether x is an array of NumPy, which then takes a number to each of its own."""
    return hasattr(x, "__array_function__") and bool(x.ndim)


class Row(Protocol):
    """The parts of a row that `overload` needs."""

    @property
    def name(self) -> str: ...
    @property
    def symbol(self) -> str: ...
    @property
    def arity(self) -> int: ...
    @property
    def constants(self) -> tuple[str, ...]: ...
    @property
    def bound(self) -> Mapping[str, float]: ...
    def filled(self, *given: object, **named: object) -> Any: ...


R = TypeVar("R", bound=Row)


def overload(system: type[Number], rows: Iterable[R], evaluator: Callable[[R], Callable[..., Any]]) -> None:
    """Give `system` every operator and method of the table; `evaluator(row)` returns the function for one row.

    The rows given to `evaluator` have their constants filled in, since a method takes constants after its inputs. A
    symbolic system gets the row as it stands, because there a constant may be a letter.
    """

    def of(row: R) -> Callable[..., Any]:
        is_open = row.constants and not row.bound and not system.symbolic
        return _taking_constants(row, evaluator) if is_open else evaluator(row)

    system.evaluator = staticmethod(of)
    of_a_constant: dict[str, Callable[..., Any]] = {}  # x ** 3 has one input, and the exponent as a constant
    for row in rows:
        method = of(row)
        if row.arity > 2:
            setattr(system, f"_{row.name}", staticmethod(method))  # takes a tuple: the function of its name calls it
        elif not row.symbol:
            setattr(system, row.name, method)
        elif row.constants:
            of_a_constant[row.symbol] = method
        elif row.arity == 1:
            setattr(system, f"__{row.name}__", method)
        else:
            operator = OPERATORS[row.symbol]
            direct = _power(method, of_a_constant[row.symbol]) if row.symbol in of_a_constant else method
            setattr(system, f"__{operator}__", direct)
            setattr(system, f"__r{operator}__", _reflected(system, method))
        if row.name == "abs":
            system.__abs__ = method  # type: ignore[method-assign]
        if row.name in ARRAY_METHODS:
            setattr(system, ARRAY_METHODS[row.name], method)


def _taking_constants(row: R, evaluator: Callable[[R], Callable[..., Any]]) -> Callable[..., Any]:
    def with_constants(*given: object, **named: object) -> Callable[..., Any]:
        return evaluator(row.filled(*given, **named))

    remembered = lru_cache(maxsize=1024)(with_constants)
    count = row.arity if row.arity < 3 else 1  # inputs, or a tuple of them

    def evaluate(*arguments: Any, **named: Any) -> Any:
        try:
            evaluate_bound = remembered(*arguments[count:], **named)
        except TypeError:  # what cannot be looked up is no number, and is refused in a sentence
            evaluate_bound = with_constants(*arguments[count:], **named)
        return evaluate_bound(*arguments[:count])

    return evaluate


def _reflected(system: type[Number], method: Callable[..., Any]) -> Callable[[Any, Any], Any]:
    def reflected(self: Any, other: Any) -> Any:
        return method(system.lift(other), self)

    return reflected


def _power(variable: Callable[..., Any], constant: Callable[..., Any]) -> Callable[[Any, Any], Any]:
    """`x ** 3` has one input and the exponent as a constant; `x ** y` has two inputs."""

    def power(self: Any, exponent: Any, modulus: object = None) -> Any:
        if modulus is not None:  # pow(x, y, modulus)
            raise TypeError(say("jumps between whole numbers", sign="%"))
        if isinstance(exponent, Number):
            return variable(self, exponent)
        try:
            return constant(self, exponent)
        except TypeError:
            if is_array(exponent):
                return NotImplemented
            raise

    return power
