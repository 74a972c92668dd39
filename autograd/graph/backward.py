"""The chain rule, from the output back to the leaves.

`contributions` is the rule itself, one multiplication at a time, for the record and for `grad`. `backward` is the same
rule over floats, written for speed. Tests hold the two equal, to the bit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from math import isfinite
from operator import attrgetter
from typing import Any, NamedTuple

from autograd import notation
from autograd.calculus.needed import needed_partials
from autograd.calculus.order import inputs_first
from autograd.graph import value
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import ChangedDataError, DomainError, TooLargeError, changed_data, real
from autograd.language.text import printable

_SET = attrgetter("_set")


class Contribution(NamedTuple):
    """One multiplication of the chain rule, at one edge of the graph.

    `input` is operand number `slot` of `output`. `product = upstream * local` reaches `input` along this edge, and
    `total_so_far` is the sum of all products that have reached it.
    """

    output: Value
    input: Value
    slot: int
    upstream: Any
    local: Any
    product: Any
    total_so_far: Any


def refuse_changed_data(order: Iterable[Value]) -> None:
    """Raise `ChangedDataError` if some `.data` was set by hand after a result had been made from it."""
    for node in order:
        changed = [node] if node._set < 0 else [x for x in node.inputs if x._set > node._set]
        if changed:
            raise ChangedDataError(changed_data(changed[0]))


def contributions(order: Sequence[Value], seed: Any, read: Callable[[Value], Any]) -> Iterator[Contribution]:
    """The reverse pass over `order` (inputs first, the output last), edge by edge. Edges that leave `order` are not
    followed.

    `read` chooses the number system. It gives the data of a node for floats, or the node itself for Values, and then
    the gradients are a graph again. `seed` is 1 in that system, the derivative of the output with respect to itself.

    Raises `DomainError` where a local gradient is infinite or a gradient overflows, `ChangedDataError` if some
    `.data` was changed after use.
    """
    refuse_changed_data(order)
    total: dict[Value, Any] = {order[-1]: seed}
    inside = set(order)
    for output in reversed(order):
        upstream = total.get(output)
        if output.op is None or upstream is None:
            continue
        try:
            needed = [slot for slot, x in enumerate(output.inputs) if x in inside]
            locals_ = needed_partials(output.op, read(output), list(map(read, output.inputs)), needed)
            if len(locals_) != len(output.inputs):
                raise TypeError(
                    say(
                        "local gradients of an operation",
                        name=output.op.name,
                        inputs=len(output.inputs),
                        gradients=len(locals_),
                    )
                )
            for slot, (input, local) in enumerate(zip(output.inputs, locals_, strict=True)):
                if input in inside:
                    product = upstream * local
                    if input in total:
                        total[input] += product
                    else:  # a sum of floats starts at 0.0, which tells from a product of -0.0
                        total[input] = 0.0 + product if type(product) is float else product
                    if total[input] - total[input]:  # NaN unless finite
                        raise OverflowError
                    yield Contribution(output, input, slot, upstream, local, product, total[input])
        except (ValueError, ArithmeticError) as error:
            from_above = upstream.data if isinstance(upstream, Value) else upstream
            raise notation.gradient_refusal(output.op, output.inputs, output.made_at, error, from_above) from None


def grad(output: Value, wrt: Iterable[Value]) -> list[Value]:
    """The gradients of `output` with respect to each of `wrt`, as Values: they can be differentiated again.

    No `.grad` is read or written. A Value that `output` does not depend on has gradient 0.

    Raises `DomainError` where a local gradient on the way is infinite, and `TypeError` if `wrt` is no list of Values.

    >>> x = Value(3.0)
    >>> [first] = grad(x**3, [x])
    >>> [second] = grad(first, [x])
    >>> first.data, second.data
    (27.0, 18.0)
    """
    wrt = list(wrt) if isinstance(wrt, Iterable) else [wrt]
    if not all(isinstance(x, Value) for x in [output, *wrt]):
        raise TypeError(say("arguments of grad"))
    leads_there = set(wrt)
    order = []
    for node in inputs_first([output]):
        if node in leads_there or any(x in leads_there for x in node.inputs):
            leads_there.add(node)
            order.append(node)
    gradients = {output: Value(1.0)}
    if order:
        gradients |= {c.input: c.total_so_far for c in contributions(order, gradients[output], lambda node: node)}
    return [gradients[x] if x in gradients else Value(0.0) for x in wrt]


def backward(output: Value) -> None:
    """Fill `.grad` of everything `output` depends on, with the derivative of `output` with respect to it.

    A leaf accumulates over calls until its `.grad` is set to 0, so gradients of several outputs add up. An inner node
    holds the gradient of the last call alone. The cost is linear in nodes and edges, whatever the depth. Two threads
    must not call it at once on graphs that share nodes; they may call `grad`, which writes nothing.

    Raises `DomainError` where a local gradient is infinite or a gradient overflows, `ChangedDataError` if some `.data`
    was changed after use, and `TypeError` where the `.grad` of a leaf was set to what is no real number. The leaves
    then keep what they had.

    >>> x = Value(3.0)
    >>> y = x * x
    >>> y.backward()
    >>> y.backward()
    >>> x.grad
    12.0
    """
    leaves: list[tuple[Value, float]] = []
    sound, sums = False, list[float]()
    try:
        order = _results(output, leaves)
        oldest = min(map(_SET, order), default=value._now)
        if oldest < value._now and any(leaf._set > oldest for leaf, _ in leaves):  # else nothing can be out of date
            refuse_changed_data(order)
        _pass_back(output, order)
        sums, sound = _sums(leaves)
    except (ValueError, ArithmeticError):
        pass  # said below, with the place
    finally:
        for i, (leaf, before) in enumerate(leaves):
            leaf.grad = sums[i] if sound else before
    if not sound:
        for _ in contributions(inputs_first([output]), 1.0, lambda node: node._datum):
            pass  # raises at the first number that is not finite
        for leaf, before in leaves:
            if before and before - before:
                name = printable(leaf.name or say("no name"))
                raise DomainError(say("gradient so far not finite", name=name, number=before))
        raise TooLargeError(say("sum of gradients too large"))


def _sums(leaves: list[tuple[Value, float]]) -> tuple[list[float], bool]:
    """The gradient of each leaf with what it had before, and whether all are finite: a gradient that is not makes all
    that it flows into not finite, down to a leaf. Some set `.grad` to None for 0."""
    try:
        sums = [(before or 0.0) + leaf.grad for leaf, before in leaves]
        if {*map(type, sums)} <= {float}:
            return sums, all(map(isfinite, sums))
    except (TypeError, ValueError):  # what was set is no float
        pass
    sums = [
        (0.0 if before is None else real(before, "a gradient", name=printable(leaf.name or say("no name")))) + leaf.grad
        for leaf, before in leaves
    ]
    return sums, not any(total - total for total in sums)


def _results(output: Value, leaves: list[tuple[Value, float]]) -> list[Any]:
    """The nodes that were calculated, inputs first. Leaves are put into `leaves`, each with its gradient so far. Then
    all gradients are set to 0. Where Ctrl-C ends the walk, no mark is left in a gradient."""
    entered, left = object(), object()
    try:
        return _walk(output, leaves, entered, left)  # a call: from a loop, CPython 3.13.0 may go past what is below
    except BaseException:
        for node in inputs_first([output]):
            if node.grad is entered or node.grad is left:
                node.grad = 0.0
        raise


def _walk(output: Value, leaves: list[tuple[Value, float]], entered: object, left: object) -> list[Any]:
    """This is `inputs_first` with marks in `.grad` instead of sets. With sets, making the graph and going back takes
    1.07 times as long. Inputs of a node with the mark `entered` are under way. Those of a node with the mark `left` are
    all in the order."""
    order: list[Any] = []
    node: Any = output
    stack = [node]
    push, pop = stack.append, stack.pop
    while stack:
        node = pop()
        mark = node.grad
        if mark is entered:
            node.grad = left
            order.append(node)
        elif mark is not left:
            op = node.op
            if op is None:
                leaves.append((node, mark))
                node.grad = left
                continue
            node.grad = entered
            push(node)
            if op.arity == 2:
                x = node._y
                if x.grad is not left:
                    push(x)
                x = node._x
                if x.grad is not left:
                    push(x)
            elif op.arity == 1:
                push(node._x)
            else:
                stack += [x for x in reversed(node._x) if x.grad is not left]
    for calculated in order:
        calculated.grad = 0.0
    for leaf, _ in leaves:
        leaf.grad = 0.0
    return order


def _pass_back(output: Value, order: list[Any]) -> None:
    """The chain rule: each node adds upstream * local to the gradient of each of its inputs."""
    output.grad = 1.0
    for node in reversed(order):
        upstream = node.grad
        op = node.op
        arity = op.arity
        if arity == 2:
            x = node._x
            y = node._y
            dx, dy = op.partials(node._datum, x._datum, y._datum)
            x.grad += upstream * dx
            y.grad += upstream * dy
        elif arity == 1:
            x = node._x
            (dx,) = op.partials(node._datum, x._datum)
            x.grad += upstream * dx
        else:
            xs = node._x
            for x, dx in zip(xs, op.partials(node._datum, *[x._datum for x in xs]), strict=True):
                x.grad += upstream * dx


Value.backward = backward  # type: ignore[method-assign, assignment]
