"""The names of rows in sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from autograd.by_hand.sheet.work import Row, Work
from autograd.calculus.row import Op
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import number
from autograd.notation.symbols import Symbol

MOST_NAMES = 6
"""The most rows that one sentence names. Of the others it says only how many there are."""


def name(work: Work, i: int) -> str:
    """The name of row number i in the current language: in English its key, in Japanese the words of lectures.

    >>> from autograd import Value
    >>> from autograd.language import speaking
    >>> from autograd.record.record import Record
    >>> x = Value(3.0, name="x")
    >>> work = Work(Record(x * x))
    >>> name(work, 3)
    'local x from v1'
    >>> with speaking("ja"):
    ...     [name(work, i) for i in (1, 3, 4, 7)]
    ['v1', '局所的な微分 ∂v1/∂x (1 番目の入力)', 'v1 を通って ∂v1/∂x に届く分 (1 番目の入力)', '勾配 ∂v1/∂x']
    """
    row, label = work.rows[i], work.record.label
    node, to, loss = label[row.node], label[row.to], label[work.pass_of(row).record.output]
    kind, step = row.kind, row.step - (row.kind == "after")
    if kind == "given":
        whole = i in work.pass_of(row).gradient.values()
        kind = "gradient" if whole else "value" if work.pass_of(row).value.get(row.node) == i else "first"
    elif work.is_gradient(i):
        kind = "gradient"
    called = say(NAMES[kind], key=row.key, node=node, to=to, loss=loss, sign=row.line.sign if row.line else "")
    again = step > 1 and kind != "improvement"
    called = say("name of a row in a step" if again else "name of a row", name=called, step=step)
    return called + operand(row, "name of a use") if kind in BY_USE else called


def names(work: Work, rows: Sequence[int], numbers: Sequence[float] | None = None) -> str:
    """The names of some rows, one after the other, with their `numbers` (by position) if these are given."""
    few = [name(work, i) if numbers is None else f"{name(work, i)} = {number(numbers[i])}" for i in rows[:MOST_NAMES]]
    more = [say("more names", n=len(rows) - MOST_NAMES)] if len(rows) > MOST_NAMES else []
    return say("between names").join(few + more)


def operand(row: Row, key: str) -> str:
    """The sentence with this `key` about which use of an input is meant, if an operation uses it several times, as in x
    * x; else nothing."""
    return say(key, n=row.slot + 1) if row.to in _used_again(row.node) else ""


@lru_cache(maxsize=64)
def _used_again(node: Value) -> frozenset[Value]:
    """The inputs that the operation of this node uses several times."""
    times = Counter(node.inputs)
    return frozenset(x for x in times if times[x] > 1)


NAMES = {
    "value": "name of a value",
    "local": "name of a local gradient",
    "contribution": "name of a contribution",
    "gradient": "name of a gradient",
    "updated": "name of an update",
    "moved": "name of an update",
    "first": "name of a first state",
    "velocity": "name of a state",
    "squares": "name of a state",
    "mean": "name of a state",
    "corrected": "name of a state",
    "after": "name of an update",
    "improvement": "name of the improvement",
}
BY_USE = ("local", "contribution")

PARTIAL = Op(
    "partial derivative", "x, y", lambda x, y: 0.0, lambda z, x, y: (), text="∂$x/∂$y",
    latex=r"\frac{\partial {$x}}{\partial {$y}}",
)  # fmt: skip
"""How a derivative is written. It is worked out elsewhere."""


def derivative_of(node: Symbol, to: Symbol) -> Symbol:
    """The derivative of a node with respect to another one, to be written.

    >>> from autograd.notation import latex, text
    >>> print(text(derivative_of(Symbol("cost"), Symbol("x"))), latex(derivative_of(Symbol("y"), Symbol("x"))))
    ∂cost/∂x \\frac{\\partial {y}}{\\partial {x}}
    """
    return Symbol("", PARTIAL, (node, to))
