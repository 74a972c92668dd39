"""The question for each row, and the lines that a learner starts from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from autograd.by_hand.sheet.asking.layers import Layers
from autograd.by_hand.sheet.asking.settings import Settings
from autograd.by_hand.sheet.shown.blocks import given_arrays
from autograd.by_hand.sheet.shown.names import derivative_of, operand
from autograd.by_hand.sheet.shown.updates import in_line, put
from autograd.by_hand.sheet.work import Row, Update, Work
from autograd.by_hand.sheet.work.rows import STATE
from autograd.by_hand.sheet.work.textbook import one_factor
from autograd.calculus.row import Op
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import number
from autograd.notation.formulas import applied, text
from autograd.notation.symbols import Symbol

Written = Callable[[Symbol], str]
"""A notation: how symbols are written."""


def _name(name: str, written: Written) -> str:
    return _as_text(name) if written is text else written(Symbol(name))


def _derivative(of: str, to: str, written: Written) -> str:
    return _as_text(of, to) if written is text else written(derivative_of(Symbol(of), Symbol(to)))


@lru_cache(maxsize=20_000)
def _as_text(name: str, to: str | None = None) -> str:
    """A name, or its derivative with respect to another one, as text. The sheets of a class have the same names."""
    return text(Symbol(name) if to is None else derivative_of(Symbol(name), Symbol(to)))


@lru_cache(maxsize=2_000)
def _applied(op: Op, *names: str) -> str:
    return text(applied(op, names))


class Questions:
    """The questions of a sheet in the current language. `asked` are the positions of the rows that it asks for."""

    def __init__(self, work: Work, settings: Settings, layers: Layers, asked: Collection[int]) -> None:
        self.work, self.settings, self.layers = work, settings, layers
        self.whole = settings.level == "nodes"  # formulas are written in whole, up to nodes with a name
        chosen = {*asked}
        self.first = {node: i for done in reversed(work.passes) for node, i in done.value.items()}
        self.shown = {node for node, i in self.first.items() if i in chosen}
        self._formulas: dict[int, str] = {}
        self._symbols: dict[Value, Symbol] = {}
        uses = Counter(x for node in work.record.order for x in {*node.inputs})
        self._repeated = {node for node, n in uses.items() if n > 1}

    def asks(self, position: int, written: Written = text) -> str:
        """The question of the row at this position of the work: its names and formulas as text, or `written` in another
        notation."""
        row = self.work.rows[position]
        step = row.step - (row.kind == "after")  # which belongs to the update before
        question = self._asks(position, row, written)
        return question if step == 1 or row.kind == "improvement" else say("asks in step", asks=question, step=step)

    def _asks(self, position: int, row: Row, written: Written) -> str:
        work, label = self.work, self.work.record.label
        node, to, loss = label[row.node], label[row.to], label[work.pass_of(row).record.output]
        name, gradient = _name(node, written), _derivative(loss, to, written)
        if self.whole and work.is_gradient(position):
            key = "asks delta" if self.layers.is_sum(row.to) else "asks whole gradient"
            return say(key, derivative=gradient, node=_name(to, written))
        match row.kind:
            case "value":
                return say("asks value", node=name, formula=self.formula(position, written))
            case "local":
                shown = f" = {self.formula(position, written)}" if self.settings.formulas else ""
                local = _derivative(node, to, written)
                return say("asks local", derivative=local, formula=shown) + operand(row, "as operand")
            case "contribution":
                key = "asks only contribution" if work.is_gradient(position) else "asks contribution"
                product = f"{_derivative(loss, node, written)} × {_derivative(node, to, written)}"
                return say(key, derivative=gradient, product=product, node=name) + operand(row, "as operand")
            case "gradient":
                return say("asks gradient", derivative=gradient, n=len(row.takes))
            case "updated" | "moved":
                return say("asks updated", node=name, step=self.formula(position, written))
            case "after":
                return say("asks after", node=name)
            case kind if kind in STATE and row.line:
                sign = written(Symbol(row.line.sign))
                return say(f"asks {kind}", sign=sign, node=name, step=self.formula(position, written))
            case _:
                return say("asks improvement", node=_name(loss, written))

    def formula(self, position: int, written: Written = text) -> str:
        """The formula of the row at this position of the work, in names: of a value, a local gradient, or an update."""
        if written is not text:
            return written(self.symbol(position))
        if position not in self._formulas:
            row, label = self.work.rows[position], self.work.record.label
            if row.line:
                loss, parameter = label[self.work.pass_of(row).record.output], label[row.node]
                found = in_line(row, _as_text(parameter), _as_text(loss, parameter))
            elif row.kind == "local" or self.whole:
                found = text(self.symbol(position))
            else:
                assert row.node.op
                found = _applied(row.node.op, *(label[x] for x in row.node.inputs))
            self._formulas[position] = found
        return self._formulas[position]

    def symbol(self, position: int) -> Symbol:
        """The row at this position of the work as a formula of names."""
        row = self.work.rows[position]
        if row.line:
            return put(row, *self._of_update(row))
        return derivative(self.work, row) if row.kind == "local" else self._of_node(row.node)

    def _of_update(self, row: Row) -> tuple[Symbol, Symbol]:
        """The parameter and its gradient, in names."""
        label = self.work.record.label
        parameter, loss = (Symbol(label[x]) for x in (row.node, self.work.pass_of(row).record.output))
        return parameter, derivative_of(loss, parameter)

    def _of_node(self, node: Value) -> Symbol:
        assert node.op is not None
        if not self.whole:
            return applied(node.op, [self.work.record.label[x] for x in node.inputs])
        return Symbol("", node.op.unbound, (*map(self._named, node.inputs), *_constants(node)))

    def _stands(self, node: Value) -> bool:
        """Whether formulas have this node by its name: it is asked for or given, or has a line of its own."""
        return node.op is None or node in self.shown or node in self._repeated

    def _named(self, node: Value) -> Symbol:
        """A node within the formula of another one."""
        todo = [node]
        while todo:
            each = todo[-1]
            missing = [] if self._stands(each) else [x for x in each.inputs if x not in self._symbols]
            if each in self._symbols or not missing:
                todo.pop()
                self._symbols.setdefault(each, self._put_together(each))
            todo += missing
        return self._symbols[node]

    def _put_together(self, node: Value) -> Symbol:
        if self._stands(node) or node.op is None:
            return Symbol(self.work.record.label[node])
        return Symbol("", node.op.unbound, (*(self._symbols[x] for x in node.inputs), *_constants(node)))

    def starts(self, written: Written) -> Iterator[str]:
        """The lines that a learner starts from: the given numbers, the formulas of all that is not asked for, and how
        parameters are updated and numbers are rounded."""
        work, record = self.work, self.work.record
        numbers, formulas, tells = dict[int, str](), dict[int, str](), self.settings.level == "gradients"
        for step, node in zip(record.forward, record.order, strict=True):
            i = self.first[node]
            if node.op is None:
                value = repr(step.value).removesuffix(".0")  # marked against the whole number
                if step.label != value:
                    numbers[i] = f"{written(Symbol(step.label))} = {value}"
            elif node not in self.shown and not (self.whole and node not in self._repeated):
                known = f" = {step.value:.12g}" if tells and node in work.value else ""
                formulas[i] = f"{written(Symbol(step.label))} = {written(self._of_node(node))}{known}"
        if self.settings.grids:
            numbers = given_arrays(work, numbers, written)
        if self.settings.exercise:
            exercises = import_module("autograd.by_hand.exercises")  # by its name: exercises are built upon sheets
            yield from exercises.ready(self.settings.exercise).about(x for x in record.order if x.op is None)
        yield from (line for _, line in sorted((numbers | formulas).items()))
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


def derivative(work: Work, row: Row) -> Symbol:
    """The formula of a local gradient, in names."""
    label = work.record.label
    if factor := one_factor(row.node, row.slot):
        return Symbol.lift(factor.constant) if factor.beside is None else Symbol(label[factor.beside])
    z, *xs = (Symbol(label[x]) for x in (row.node, *row.node.inputs))
    partials: Sequence[Any] = row.op.partials(z, *xs)
    return Symbol.lift(partials[row.slot])
