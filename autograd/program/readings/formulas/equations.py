"""All formulas of a program in their order: each result, then each gradient, back to the parameters."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from autograd.calculus.ops import OPS
from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY
from autograd.notation.symbols import Symbol
from autograd.program.groups import Group
from autograd.program.readings.formulas.lists import ListRow
from autograd.program.readings.formulas.rows import Row
from autograd.program.readings.formulas.signs import ENTRYWISE, Two, added, in_code, sign
from autograd.program.readings.formulas.sums import Summed
from autograd.program.readings.formulas.views import Views
from autograd.program.readings.names import Names, Tensor
from autograd.program.readings.regrouped import operands

GRADIENT = sign("∂L/∂$x", r"\frac{\partial L}{\partial $x}", "d$x", "**")
IN_CODE = sign("", "", "d$x")
LANES = Symbol("lanes")
DELTA = sign("Δ$x", r"\Delta_{$x}")


class Equation(NamedTuple):
    """`left = right`, of this shape. `group` is the group that it belongs to, -1 for the gradient of a leaf."""

    tensor: Tensor
    left: Two
    right: Two
    group: int
    is_gradient: bool = False


class Equations:
    """The formulas of a program. A gradient that is used once, and by one formula, is written within that formula.

    >>> import autograd, nn
    >>> from autograd import Value, tanh
    >>> from autograd.notation import text
    >>> xs, model = [Value(0.0), Value(1.0)], nn.MLP(2, [3, 2], activation=tanh)
    >>> program = autograd.compile(model(xs), wrt=model.parameters(), inputs=xs)
    >>> names = Names(program._plan, [p.name for p in model.parameters()], [None, None])
    >>> equations = Equations(names)
    >>> for one in [*equations.forwards, *equations.backwards]:
    ...     print(text(one.left.shown), "=", text(one.right.shown))
    A1 = W1 X + b1
    Z1 = tanh(A1)
    A2 = W2 Z1 + b2
    Δ2 = 1
    ∂L/∂W2 = Δ2 Z1ᵀ
    ∂L/∂b2 = Δ2 1
    Δ1 = (W2ᵀ Δ2) ⊙ tanh′(A1)
    ∂L/∂W1 = Δ1 Xᵀ
    ∂L/∂b1 = Δ1 1
    """

    def __init__(self, names: Names) -> None:
        self.names, self.views = names, Views(names)
        self.groups = [self._made(group, tensor) for group, tensor in zip(names.groups, names.results, strict=True)]
        self.forwards = [
            Equation(tensor, Two.of(tensor.shown), self._plain(made.value()), i)
            for i, (made, tensor) in enumerate(zip(self.groups, names.results, strict=True))
            if not self._is_unused_copy(i)
        ]
        self.backwards = list[Equation]()
        self._parts: defaultdict[Tensor, list[Two]] = defaultdict(list)
        self._seeded = set[Tensor]()
        self._first_use = dict[Tensor, int]()
        for i, group in enumerate(names.groups):
            for tensor in [t for x in operands([group]) if x.needs for t in names.of(x)]:
                self._first_use.setdefault(tensor, i)
        self._outputs()
        self._backwards()

    def _made(self, group: Group, tensor: Tensor) -> Row | ListRow | Summed:
        made: type[Row] | type[ListRow] | type[Summed] = Row
        if group.parts:
            made = Summed
        elif group.op and group.op.arity == MANY and not group.op.index:
            made = ListRow
        return made(self.views, group, tensor)

    def _is_unused_copy(self, i: int) -> bool:
        group, tensor = self.names.groups[i], self.names.results[i]
        if group.op or group.parts or tensor in {self.names.at(*output) for output in self.names.plan.outputs}:
            return False
        return not any(tensor in self.names.of(x) for x in operands(self.names.groups[i + 1 :]))

    def _outputs(self) -> None:
        """The gradient of each output is 1."""
        plan = self.names.plan
        for lanes, address in plan.outputs:
            tensor = self.names.at(lanes, address)
            if tensor in self._seeded:
                continue
            self._seeded.add(tensor)
            mine = [
                a - tensor.start for other, a in plan.outputs if other is lanes and self.names.at(lanes, a) == tensor
            ]
            counts = [mine.count(i) for i in range(tensor.size)]
            one = Two.of(tensor.shown)
            if set(counts) == {1}:
                template = "np.ones_like($x)"
            else:
                sizes = ", ".join(map(str, [*tensor.shape, *[1] * tensor.lanes]))
                template = f"(np.zeros_like($x) + np.array({list(map(float, counts))}).reshape({sizes or '()'}))"
            shown = Symbol(float(counts[0])) if len(set(counts)) == 1 else Symbol("ν")
            code = in_code(one, template).code
            factor = not lanes and bool(plan.placeholders)
            if factor:
                shown = LANES if shown.name == 1.0 else shown * LANES
                code = Symbol("", sign("", "", "$x * lanes", "*"), (code,))
            self._parts[tensor].append(Two(shown, code))

    def _backwards(self) -> None:
        for i in reversed(range(len(self.groups))):
            made, tensor = self.groups[i], self.names.results[i]
            parts = self._parts.pop(tensor, [])
            if not parts or not self.names.groups[i].out.needs:
                continue
            upstream = added(parts)
            if not (self._uses(made) == 1 and len(parts) == 1 and not tensor.name.startswith("A")):
                left = gradient(tensor)
                self.backwards.append(Equation(tensor, left, self._plain(upstream), i, is_gradient=True))
                upstream = Two(upstream.shown, left.code) if _is_short(upstream) and left.shown.op is GRADIENT else left
            for found in made.gradients(upstream):
                self._parts[found.tensor].append(found.formula)
            self._leaves(i)
        self._leaves(0)

    def _uses(self, made: Row | ListRow | Summed) -> int:
        """How often the upstream gradient comes in the formulas of a group."""
        if isinstance(made, ListRow):
            return 2
        if isinstance(made, Row):
            return sum(x.needs for x, _ in made.operands())
        return sum(x.needs for part in made.group.parts for x in part.operands)

    def _leaves(self, group: int) -> None:
        """The gradients of parameters that no group before this one uses."""
        for tensor in [t for t in self._parts if t.kind == "parameter" and self._first_use.get(t, 0) >= group]:
            right = added(self._parts.pop(tensor))
            self.backwards.append(Equation(tensor, gradient(tensor), self._plain(right), group, is_gradient=True))

    def _plain(self, formula: Two) -> Two:
        """The formula with `*` for `⊙`, if all of it are single numbers."""
        order = inputs_first([formula.shown])
        single = {t.shown for t in self.names.tensors if t.shape == ()}
        if any(x.op is None and isinstance(x.name, str) and x.name not in single for x in order):
            return formula
        done = dict[int, Symbol]()
        for x in order:
            op = OPS["mul"] if x.op is ENTRYWISE else x.op
            done[id(x)] = Symbol("", op, tuple(done[id(y)] for y in x.inputs)) if x.op else x
        return Two(done[id(formula.shown)], formula.code)


def _is_short(formula: Two) -> bool:
    """Whether it is 1, or minus a name: as short as a name of its own."""
    op, inputs = formula.shown.op, formula.shown.inputs
    return formula.is_one() or (op is OPS["neg"] and inputs[0].op is None)


def gradient(tensor: Tensor) -> Two:
    """The name of a gradient: Δ1 for A1, and ∂L/∂W1 for any other."""
    if tensor.layer and tensor.name == f"A{tensor.layer}":  # and not an input that is called A
        layer = tensor.layer
        number = Symbol(float(layer) if layer.isdigit() else layer)
        return Two(Symbol("", DELTA, (number,)), Symbol("", sign("Δ", "Δ", f"delta{layer}$x"), (Symbol(""),)))
    return Two(Symbol("", GRADIENT, (Symbol(tensor.shown),)), Symbol("", IN_CODE, (Symbol(tensor.shown),)))
