"""A computation graph as a picture: DOT text, made from the record of its output.

Every number in the picture comes from `autograd.steps`, so the picture cannot disagree with the tables.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from autograd.calculus.row import Op
from autograd.graph.backward import Contribution
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import cut, refuse_kind
from autograd.language.text import number
from autograd.program.readings.explanation import Explanation
from autograd.program.running.program import Program
from autograd.record.steps import Steps, steps
from viz.pictures.fold import Fold, between, fold, kept
from viz.pictures.programs import draw_program
from viz.pictures.shapes import Drawing, Shape, drawn

LARGEST = 200
"""The most nodes of a picture that is not folded, and half its most edges: about as many as can be read, and laid out
in seconds."""

SIGNS = {"*": "×", "/": "÷", "-": "−"}
"""The signs of operators for which Python has substitutes."""


def draw(output: Value | Steps | Program | Explanation, fold_above: int = LARGEST, prefix: str = "") -> Drawing:
    """The graph of `output`, from left to right, with every value, gradient and local gradient.

    A node shows its name, its operation, its value, and `grad`: the derivative of `output` with respect to the node. An
    edge shows the local gradient, and upstream × local, the product that flows along the edge. `.grad` is neither used
    nor changed. A graph of more than `fold_above` nodes, or twice as many edges, is folded by layer: a box says how
    many nodes it stands for, and the range of their values and of their gradients. The ids of an SVG's elements begin
    with `prefix`. Without a prefix they begin with a mark of the picture's content, so that different
    pictures can share a page. A program, or its explanation, is drawn with a box for each formula.

    Raises `ValueError` for a prefix that is no plain word, `ChangedDataError` if some `.data` was changed after use,
    and `DomainError` where a local gradient is infinite.

    >>> apple, count = Value(100, name="apple"), Value(2, name="count")
    >>> "apple" in draw(apple * count).dot
    True
    """
    if isinstance(output, Program | Explanation):
        return draw_program(output, prefix)
    if not isinstance(fold_above, int | float):
        refuse_kind("fold_above", fold_above, "kind whole number")
    record = recorded(output, "viz.draw")
    folded = _folds(record, fold_above)
    return drawn(_folded(record, folded) if folded else _whole(record), prefix)


def recorded(output: Any, function: str) -> Steps:
    """The record of an output, or the record itself. Raises `TypeError` that names the `function` for anything else."""
    if not isinstance(output, Steps | Value):
        raise TypeError(say("picture of no Value", function=function, given=cut(repr(output))))
    return output if isinstance(output, Steps) else steps(output)


def boxes(record: Steps, fold_above: int = LARGEST) -> Mapping[Any, str]:
    """The box of the picture in which each node stands: its own, or the one of the nodes that are folded with it.

    >>> x = Value(2.0, name="x")
    >>> list(boxes(steps(x * x)).values()), list(boxes(steps(---x), 2).values())
    (['n0', 'n1'], ['n0', 'f1', 'f1', 'f1', 'n3'])
    """
    return _names(record.order, _folds(record, fold_above))


def _folds(record: Steps, fold_above: int) -> dict[Value, Fold]:
    """The fold of each node that does not stay visible; none if the graph is small enough."""
    if len(record.order) <= fold_above and len(record.backward) <= 2 * fold_above:
        return {}
    return fold(record.order, kept(record.order, 2 * fold_above))


def _names(order: Sequence[Value], folded: Mapping[Value, Fold]) -> dict[Value | Fold, str]:
    """A name for the box of each node and of each fold: its first node gives it the number."""
    names: dict[Value | Fold, str] = {}
    for i, node in enumerate(order):
        names[node] = names.setdefault(folded[node], f"f{i}") if node in folded else f"n{i}"
    return names


def _whole(record: Steps) -> list[Shape]:
    box = _names(record.order, {})
    return [_node(record, box, node) for node in record.order] + [_edge(record, box, c) for c in record.backward]


def _folded(record: Steps, folded: Mapping[Value, Fold]) -> list[Shape]:
    box = _names(record.order, folded)
    shapes = []
    for node in record.order:
        if node not in folded:
            shapes.append(_node(record, box, node))
        elif folded[node].nodes[0] is node:
            shapes.append(_fold(record, box[node], folded[node]))
    shapes += [_edge(record, box, c) for c in record.backward if c.input not in folded and c.output not in folded]
    for (start, end), count in between(record.order, folded).items():
        label = say("picture edges", count=f"{count:,}") if count > 1 else say("picture edge")
        shapes.append(Shape((box[start], box[end]), "edge", (label,), say("picture folded edges", edges=label)))
    return shapes


def _fold(record: Steps, box: str, folded: Fold) -> Shape:
    summary = folded.summary()
    values = [record.value[node] for node in folded.nodes]
    gradients = [record.gradient.get(node, 0.0) for node in folded.nodes]
    label = (*summary, _range(values), say("picture gradient", number=_range(gradients)))
    return Shape((box,), "fold", label, say("picture folded", lines=", ".join(label)))


def _range(numbers: Sequence[float]) -> str:
    """The least and the greatest number.

    >>> _range([3.0, -1.0, 2.0]), _range([2.0, 2.0])
    ('-1 … 3', '2')
    """
    return " … ".join(dict.fromkeys([number(min(numbers)), number(max(numbers))]))


def _node(record: Steps, box: Mapping[Any, str], node: Value) -> Shape:
    step = record.forward_step(node)
    kind = "output" if node is record.output else "leaf" if node.op is None else "inner"
    is_number = not node.name and step.label == number(step.value)
    value = step.label if is_number else f"{step.label} = {number(step.value)}"
    shown = (sign(node.op),) if node.op else ()
    formula = " = ".join(filter(None, [step.label, step.formula, step.numbers, number(step.value)]))
    gradient = say("picture gradient", number=number(record.gradient.get(node, 0.0)))
    return Shape((box[node],), kind, (*shown, value, gradient), formula)


def _edge(record: Steps, box: Mapping[Any, str], c: Contribution) -> Shape:
    product = f"{number(c.upstream)} × {_in_parentheses(number(c.local))} = {number(c.product)}"
    numbers = {"upstream": number(c.upstream), "local": number(c.local), "product": number(c.product)}
    tooltip = say("picture product", from_=record.label[c.output], to=record.label[c.input], **numbers)
    ends = (box[c.input], box[c.output], str(c.slot))
    return Shape(ends, "edge", (say("picture local", number=number(c.local)), product), tooltip)


def sign(op: Op) -> str:
    """The sign of an operation in a box, with its constants."""
    sign = SIGNS.get(op.symbol, op.symbol) or op.name
    constants = [f"[{number(c)}]" if name == "j" else number(c) for name, c in op.bound.items()]  # softmax [1]
    return " ".join([sign, *constants])


def _in_parentheses(text: str) -> str:
    return f"({text})" if text.startswith("-") else text
