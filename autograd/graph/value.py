"""A number that remembers how it was made.

Calculating with `Value`s records the graph: each result keeps its operation and its inputs. A node holds no reference
to its outputs, so graphs have no cycles and are freed as soon as nobody holds their output.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from autograd import notation
from autograd.calculus.numbers.number import Number, is_array, overload
from autograd.calculus.ops import TABLE
from autograd.calculus.row import MANY, Op, plain
from autograd.language import say
from autograd.language.errors import real
from autograd.language.text import markdown_table, number, printable

_now = 0
"""How often any `.data` was set by hand. A node is out of date if one of its inputs was set after the node was made."""

MOST_SHOWN = 8
"""A notebook shows the inputs of a node that has so many at most."""


class Value(Number):
    """One number of a calculation, and after `backward()` the derivative of the output with respect to it.

    `data` is the number, `grad` the gradient, and `name` the learner's name for it. `op` is the operation that made it,
    None for a leaf. `inputs` are the Values it was made from, in order; `x * x` has two.

    Raises `TypeError` for anything but a real number, `DomainError` for NaN and infinity.

    >>> apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
    >>> price = apple * count * tax
    >>> price.backward()
    >>> round(price.data, 9), apple.grad, round(count.grad, 9), tax.grad
    (220.0, 2.2, 110.0, 200.0)
    """

    # _x and _y: the inputs, spared a tuple because half of the garbage collector's work would be those tuples;
    # a node of many inputs has the tuple in _x. _set: the time when .data was last set, see _now.
    # _name and _made_at are left unset where there is nothing to say: of a network's nodes few have a name.
    # _marked: whether any result has ever had one of them. Else nobody needs to look, which is slow where it is unset.
    rank = 0
    _marked: ClassVar[bool] = False
    _outputs: ClassVar[Callable[..., list[Value]]]  # of a row that has several
    __slots__ = ("_datum", "_made_at", "_name", "_set", "_x", "_y", "grad", "op")

    _datum: float
    _name: str | None
    _set: int
    _x: Any
    _y: Any
    grad: float
    _made_at: str
    op: Op | None

    def __init__(self, data: object, name: str | None = None) -> None:
        self._datum = data if type(data) is float and not data - data else real(data)
        self._set = _now
        self.grad = 0.0
        self.op = None
        if name is not None:
            self.name = name

    @property
    def data(self) -> float:
        """The number. A parameter's number may be set by hand; results that were made from the old number are then out
        of date."""
        return self._datum

    @data.setter
    def data(self, number: object) -> None:
        global _now
        if type(number) is float and not number - number:
            self._datum = number
        else:
            self._datum = real(number, "the data", name=printable(self.name or say("no name")))
        _now += 1
        self._set = _now if self.op is None else -_now  # a result set by hand is out of date by itself

    @property
    def name(self) -> str | None:
        """The learner's name for this Value, or None if it has none."""
        return getattr(self, "_name", None)

    @name.setter
    def name(self, name: str | None) -> None:
        if name is not None and not isinstance(name, str):
            raise TypeError(say("name is no text", kind=type(name).__name__, name=name))
        self._name = name
        if name is not None and self.op is not None:
            Value._marked = True

    @property
    def made_at(self) -> str | None:
        """The file and line that made this node; None unless it was made within `autograd.debug()`."""
        return getattr(self, "_made_at", None)

    @property
    def inputs(self) -> tuple[Value, ...]:
        """The Values this one was made from, in the order they were written; empty for a leaf."""
        if self.op is None:
            return ()
        arity = self.op.arity
        return self._x if arity == MANY else (self._x,) if arity == 1 else (self._x, self._y)

    @classmethod
    def lift(cls, number: object) -> Value:
        return number if isinstance(number, Value) else Value(number)

    if TYPE_CHECKING:
        _total: ClassVar[Callable[[tuple[Any, ...]], Any]]
        _dot: ClassVar[Callable[[tuple[Any, ...]], Any]]

        def backward(self) -> None:
            """Fill `.grad` of everything this Value depends on. The module `backward` gives Value this method."""

    def __float__(self) -> float:
        return plain(self._datum)

    # The numbers themselves are compared: a number that stands for many knows what that means.

    def __eq__(self, other: object) -> bool:
        return bool(self.data == other)

    def __lt__(self, other: Any) -> bool:
        return bool(self.data < other)

    def __le__(self, other: Any) -> bool:
        return bool(self.data <= other)

    def __gt__(self, other: Any) -> bool:
        return bool(self.data > other)

    def __ge__(self, other: Any) -> bool:
        return bool(self.data >= other)

    __hash__ = object.__hash__

    def __format__(self, spec: str) -> str:
        return format(self._datum, spec) if spec else repr(self)

    def __repr__(self) -> str:
        name = f", name={self.name!r}" if self.name is not None else ""
        return f"Value(data={self._datum!r}, grad={self.grad!r}{name})"

    def _repr_markdown_(self) -> str:
        """A row with what made the node, which costs the same for graphs of any size."""
        made = say("(given)")
        if self.op is not None:
            few = len(self.inputs) <= MOST_SHOWN
            made = notation.written(self.op, [_shown(x) for x in self.inputs]) if few else f"{self.op.name}(…)"
        headers = [say("node"), say("formula"), say("value"), ".grad"]
        row = [printable(self.name or ""), made, number(self.data), number(self.grad)]
        return markdown_table(headers, [row], right=[2, 3])

    # Names that micrograd's programs use; read-only.

    @property
    def _prev(self) -> set[Value]:
        return set(self.inputs)

    @property
    def _op(self) -> str:
        op = self.op
        return "" if op is None else (op.symbol or op.name) + ",".join(map(number, op.bound.values()))


def _shown(x: Value) -> str:
    return printable(x.name) if x.name else number(x._datum)


_new = partial(object.__new__, Value)  # a tenth faster than object.__new__(Value)


def restored(op: Op | None, inputs: tuple[Value, ...], data: float, grad: float, name: str | None, time: int) -> Value:
    """A copy of a node. `time` is its `_set`; the counter of this process continues from there."""
    global _now
    _now = max(_now, abs(time))
    node = Value(data)
    node.op, node.grad, node.name, node._set = op, grad, name, time
    if op is not None:
        node._x, node._y = (inputs, None) if op.arity == MANY else (*inputs, None)[:2]
    return node


# How a row is evaluated eagerly. These run once per node of every graph, so each is specialised to its row when the
# module loads, and writes out how a node is made, three times over: a call less per node.


def evaluator(op: Op) -> Callable[..., Value]:
    """The function that makes a node by `op` from one Value, from two, or from a tuple of them."""
    if op.bound:
        notation.refuse_constants(op)
    return (_one, _two, _many)[op.arity - 1](op)


def _one(op: Op) -> Callable[[Value], Value]:
    value = op.value

    def evaluate(x: Value) -> Value:
        try:
            z = value(x._datum)
            if z - z:  # NaN unless z is finite
                raise OverflowError
        except (ValueError, ArithmeticError) as error:
            raise notation.refusal(op, (x,), error) from None
        node = _new()
        node._datum = z
        node._set = _now
        node.grad = 0.0
        node.op = op
        node._x = x
        return node

    return evaluate


def _two(op: Op) -> Callable[[Value, Any], Value]:
    value = op.value

    def evaluate(x: Value, y: Any) -> Value:
        try:
            z = value(x._datum, y._datum)
            if z - z:
                raise OverflowError
        except AttributeError:
            if isinstance(y, Value):  # then the row itself is at fault
                raise
            if not isinstance(y, Number):
                return NotImplemented if op.symbol and is_array(y) else evaluate(x, Value(y))
            # a number of another system carries more: of an operator, Python asks it next; of a method, we do
            return NotImplemented if op.symbol else type(y).evaluator(op)(type(y).lift(x), y)
        except (ValueError, ArithmeticError) as error:
            raise notation.refusal(op, (x, y), error) from None
        node = _new()
        node._datum = z
        node._set = _now
        node.grad = 0.0
        node.op = op
        node._x = x
        node._y = y
        return node

    return evaluate


def _many(op: Op) -> Callable[[tuple[Any, ...]], Any]:
    value = op.value

    def evaluate(xs: tuple[Any, ...]) -> Any:
        try:
            if op.bound and not op.domain(*xs):  # whether there is such an output depends on how many inputs there are
                raise ValueError
            z = value(*[x._datum for x in xs])
            if z - z:
                raise OverflowError
        except AttributeError:
            if all(isinstance(x, Value) for x in xs):  # then the row itself is at fault
                raise
            for x in xs:
                if isinstance(x, Number) and not isinstance(x, Value):
                    return type(x).evaluator(op)(xs)  # a number of another system carries more
            return evaluate(tuple(map(Value.lift, xs)))
        except (ValueError, ArithmeticError) as error:
            raise notation.refusal(op, list(map(Value.lift, xs)), error) from None
        node = _new()
        node._datum = z
        node._set = _now
        node.grad = 0.0
        node.op = op
        node._x = xs
        return node

    return evaluate


def outputs(row: Op, xs: Sequence[Any]) -> list[Value]:
    """The nodes of all outputs of a row with several outputs, at the cost of one output."""
    assert row.outputs
    inputs = tuple(map(Value.lift, xs))
    nodes = []
    try:
        zs = row.outputs([x._datum for x in inputs])
        for j, z in enumerate(zs):
            if z - z:
                raise OverflowError
            node = _new()
            node._datum, node._set, node.grad = z, _now, 0.0
            node.op, node._x = row.bind(float(j)), inputs
            nodes.append(node)
    except (ValueError, ArithmeticError) as error:
        raise notation.refusal(row.bind(float(len(nodes))), inputs, error) from None
    return nodes


Value._outputs = staticmethod(outputs)
overload(Value, TABLE, evaluator)
