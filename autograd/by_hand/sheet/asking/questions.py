"""The question for each row, and the lines that a learner starts from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from autograd.by_hand.sheet.asking.layers import Layers
from autograd.by_hand.sheet.asking.names import operand
from autograd.by_hand.sheet.asking.settings import Settings
from autograd.by_hand.sheet.work import Row, Update, Work
from autograd.by_hand.sheet.work.optimizers import Constants
from autograd.by_hand.sheet.work.rows import STATE
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import number
from autograd.notation.formulas import text, written
from autograd.notation.symbols import Symbol


class Questions:
    """The questions of a sheet in the current language. `asked` are the positions of the rows that it asks for."""

    def __init__(self, work: Work, settings: Settings, layers: Layers, asked: Collection[int]) -> None:
        self.work, self.settings, self.layers = work, settings, layers
        self.whole = settings.level == "nodes"  # formulas are written in whole, up to nodes with a name
        chosen = {*asked}
        first = {node: i for done in reversed(work.passes) for node, i in done.value.items()}
        self.shown = {node for node, i in first.items() if i in chosen}
        self._formulas: dict[int, str] = {}
        self._symbols: dict[Value, Symbol] = {}
        uses = Counter(x for node in work.record.order for x in {*node.inputs})
        self._repeated = {node for node, n in uses.items() if n > 1}

    def asks(self, position: int) -> str:
        """The question of the row at this position of the work."""
        row = self.work.rows[position]
        step = row.step - (row.kind == "after")  # which belongs to the update before
        question = self._asks(position, row)
        return question if step == 1 or row.kind == "improvement" else say("asks in step", asks=question, step=step)

    def _asks(self, position: int, row: Row) -> str:
        work, label = self.work, self.work.record.label
        node, to, loss = label[row.node], label[row.to], label[work.pass_of(row).record.output]
        derivative = f"∂{loss}/∂{to}"
        if self.whole and work.is_gradient(position):
            key = "asks delta" if row.to in self.layers.sums else "asks whole gradient"
            return say(key, derivative=derivative, node=to)
        match row.kind:
            case "value":
                return say("asks value", node=node, formula=self.formula(position))
            case "local":
                shown = f" = {self.formula(position)}" if self.settings.formulas else ""
                return say("asks local", derivative=f"∂{node}/∂{to}", formula=shown) + operand(row, "as operand")
            case "contribution":
                key = "asks only contribution" if work.is_gradient(position) else "asks contribution"
                product = f"∂{loss}/∂{node} × ∂{node}/∂{to}"
                return say(key, derivative=derivative, product=product, node=node) + operand(row, "as operand")
            case "gradient":
                return say("asks gradient", derivative=derivative, n=len(row.takes))
            case "updated" | "moved":
                return say("asks updated", node=node, step=self.formula(position))
            case "after":
                return say("asks after", node=node)
            case kind if kind in STATE and row.line:
                return say(f"asks {kind}", sign=row.line.sign, node=node, step=self.formula(position))
            case _:
                return say("asks improvement", node=loss)

    def formula(self, position: int) -> str:
        """The formula of the row at this position of the work, in names: of a value, a local gradient, or an update."""
        if position not in self._formulas:
            self._formulas[position] = self._formula(self.work.rows[position])
        return self._formulas[position]

    def _formula(self, row: Row) -> str:
        label = self.work.record.label
        if row.line:
            loss = label[self.work.pass_of(row).record.output]
            return in_line(row, label[row.node], f"∂{loss}/∂{label[row.node]}")
        if row.kind == "local":
            return text(derivative(self.work, row))
        return self._of_node(row.node)

    def _of_node(self, node: Value) -> str:
        label = self.work.record.label
        assert node.op is not None
        if not self.whole:
            return written(node.op, [label[x] for x in node.inputs])
        return text(Symbol("", node.op.unbound, (*map(self._symbol, node.inputs), *_constants(node))))

    def _stands(self, node: Value) -> bool:
        """Whether formulas have this node by its name: it is asked for or given, or has a line of its own."""
        return node.op is None or node in self.shown or node in self._repeated

    def _symbol(self, node: Value) -> Symbol:
        """A node in the formula of another one."""
        todo = [node]
        while todo:
            each = todo[-1]
            missing = [] if self._stands(each) else [x for x in each.inputs if x not in self._symbols]
            if each in self._symbols or not missing:
                todo.pop()
                self._symbols.setdefault(each, self._written(each))
            todo += missing
        return self._symbols[node]

    def _written(self, node: Value) -> Symbol:
        if self._stands(node) or node.op is None:
            return Symbol(self.work.record.label[node])
        return Symbol("", node.op.unbound, (*(self._symbols[x] for x in node.inputs), *_constants(node)))

    def given(self) -> Iterator[str]:
        """The lines that a learner starts from: the given numbers, the formulas of all that is not asked for, and how
        parameters are updated and numbers are rounded."""
        work, record, tells = self.work, self.work.record, self.settings.level == "gradients"
        for step, node in zip(record.forward, record.order, strict=True):
            if node.op is None:
                value = repr(step.value).removesuffix(".0")  # marked against the whole number
                if step.label != value:
                    yield f"{step.label} = {value}"
            elif node not in self.shown and not (self.whole and node not in self._repeated):
                known = f" = {step.value:.12g}" if tells and node in work.value else ""
                yield f"{step.label} = {self._of_node(node) if self.whole else step.formula}{known}"
        if work.update is not None:
            yield from of_update(work.update, record.label, [done.record.output for done in work.passes])
        if self.settings.decimals is not None:
            yield say("given decimals", n=self.settings.decimals)
        elif self.settings.digits is not None:
            yield say("given digits", n=self.settings.digits)


def _constants(node: Value) -> list[Symbol]:
    assert node.op is not None
    return [Symbol(number(constant)) for constant in node.op.bound.values()]


def of_update(update: Update, label: dict[Value, str], outputs: Sequence[Value]) -> Iterator[str]:
    """The lines that tell the learning rates, the optimizer and its steps."""
    for key, numbers in (("given learning rate", update.rates), ("given decay", update.decays)):
        groups: dict[float, list[str]] = {}
        for parameter, each in numbers.items():
            groups.setdefault(each, []).append(label[parameter])
        groups = {each: names for each, names in groups.items() if each or key == "given learning rate"}
        one = len(groups) == 1 and len(next(iter(groups.values()))) == len(update.rates)
        for each, names in groups.items():
            line = say(key, rate=repr(each).removesuffix(".0"))
            yield line if one else say("given for a group", line=line, names=", ".join(names))
    if update.name != "sgd":
        constants = ", ".join(f"{name} = {number(each)}" for name, each in update.constants.items())
        yield say("given optimizer", name=update.name, constants=constants)
    if update.steps > 1:
        yield say("given steps", n=update.steps)
    losses = [label[output] for output in outputs]
    if len({*losses}) > 1:
        yield say("given losses", losses=", ".join(losses))


def in_line(row: Row, parameter: str, gradient: str) -> str:
    """The formula of a row of an update, with the numbers of its constants."""
    assert row.line
    assert row.constants
    constants = {
        name: each if name == "step" or (name == "decay" and not each) else Symbol(number(each))
        for name, each in vars(row.constants).items()
    }
    formula = Symbol.lift(row.line.rule(Constants(**constants), *map(Symbol, row.line.takes.split())))
    names = {"θ": parameter, "g": gradient, " * ": " × "}
    return re.sub(r"θ|\bg\b| \* ", lambda found: names[found[0]], text(formula))


def derivative(work: Work, row: Row) -> Symbol:
    """The formula of a local gradient, in names."""
    label = work.record.label
    z, *xs = (Symbol(label[x]) for x in (row.node, *row.node.inputs))
    partials: Sequence[Any] = row.op.partials(z, *xs)
    return Symbol.lift(partials[row.slot])
