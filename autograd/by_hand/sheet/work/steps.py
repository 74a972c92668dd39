"""The rows of the work, made step by step: the forward pass, the backward pass, and the update, as often as asked for.

The work is the record with one row per number: forward values, local gradients, contributions, their sums, and with an
update the state of the optimizer, the updated parameters, and the forward pass at the new values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from autograd.by_hand.sheet.roles import has_own_name
from autograd.by_hand.sheet.work.passes import Pass
from autograd.by_hand.sheet.work.rows import Row
from autograd.by_hand.sheet.work.textbook import one_factor
from autograd.by_hand.sheet.work.update import Update
from autograd.graph.backward import Contribution
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError
from autograd.language.text import number
from autograd.record.record import Record


class Steps:
    """The `rows` of the work with their true `numbers`, the `passes`, and the position of the last output, `after`."""

    def __init__(
        self, whole: Record, records: Sequence[Record], parameters: Sequence[Value], update: Update | None
    ) -> None:
        self.record, self.records, self.parameters = whole, records, parameters
        self.rows: list[Row] = []
        self.numbers: list[float] = []
        self.passes: list[Pass] = []
        self._taken, self._times = set[str](), Counter[str]()  # keys, and how often each was wanted again
        self._worked_out: dict[tuple[Value, tuple[int, ...]], int] = {}
        self._state: dict[tuple[Value, str], int] = {}
        named = any(map(has_own_name, (x for x in whole.order if x.op is None)))  # then no plain number is asked about
        self._asked = {x for x in whole.order if x.op or has_own_name(x) or not named} | set(parameters)
        self._pass(1)
        self.after = self.passes[0].output
        if update is None:
            return
        try:
            self._updates(update)
        except (ValueError, ArithmeticError) as error:
            rate = number(next(iter(update.rates.values()), 0.0))
            raise DomainError(say("no value after the update", rate=rate, error=error)) from None

    def _updates(self, update: Update) -> None:
        for step in range(1, update.steps + 1):
            if step > 1:
                self._pass(step)
            self._update(step, update)
        if len(self.records) == 1:  # else the next example has not come yet
            self._improvement(update.steps + 1)

    def _pass(self, step: int) -> None:
        record = self.records[(step - 1) % len(self.records)]
        self._forward(record, step)
        self._backward([c for c in record.backward if c.input in self._asked], step)

    def _add(self, row: Row, known: float | None = None) -> int:
        """The position of a new row; its number is worked out unless it is known."""
        self.rows.append(row)
        self.numbers.append(row.number(self.numbers) if known is None else known)
        return len(self.rows) - 1

    def _key(self, key: str, step: int = 1) -> str:
        """The key with the step, from the second on; or if another row has it, with a number."""
        key = key if step == 1 else f"step {step} {key}"
        of_this_name = key = key.strip()  # as it comes back from a file, whatever blanks a name begins or ends with
        while key in self._taken:
            self._times[of_this_name] += 1
            key = f"{of_this_name} #{self._times[of_this_name] + 1}"
        self._taken.add(key)
        return key

    def _forward(self, record: Record, step: int) -> None:
        updated = self.passes[-1].updated if self.passes else {}
        value = dict[Value, int]()
        for node in record.order:
            takes = tuple(value[x] for x in node.inputs)
            value[node] = updated.get(node, self._worked_out.get((node, takes), -1))
            if value[node] >= 0:
                continue
            label, known = self.record.label[node], record.value[node] if step == 1 or node.op is None else None
            changed = any(self.rows[i].kind in ("updated", "moved", "after") for i in takes)
            kind = "given" if node.op is None else "after" if changed else "value"
            key = self._key(f"new {label}", step - 1) if kind == "after" else self._key(label)
            value[node] = self._worked_out[node, takes] = self._add(Row(kind, key, takes, node, node, step=step), known)
        self.passes.append(Pass(record, value, {}, {}))

    def _backward(self, edges: Sequence[Contribution], step: int) -> None:
        done, label = self.passes[step - 1], self.record.label
        output, gradient = done.record.output, done.gradient
        gradient[output] = self._one(output)
        left = Counter(edge.input for edge in edges)
        arrived: dict[Value, list[int]] = {input: [] for input in left}
        reads = {node: tuple(done.value[x] for x in (node, *node.inputs)) for node in done.record.order}
        first = step == 1  # whose numbers are known
        for edge in edges:
            node, to, slot = edge.output, edge.input, edge.slot
            edge_name = f"{label[to]} from {label[node]}"
            takes, factor = reads[node], one_factor(node, slot)
            if factor:
                takes = () if factor.beside is None else (done.value[factor.beside],)
            row = Row("local", self._key(f"local {edge_name}", step), takes, node, to, slot, step)
            local = self._add(row, edge.local if first else None)
            key = self._key(f"grad {label[to]}" if left[to] == 1 else f"grad {edge_name}", step)
            row = Row("contribution", key, (gradient[node], local), node, to, slot, step)
            arrived[to].append(self._add(row, edge.product if first else None))
            if len(arrived[to]) == left[to] == 1:
                gradient[to] = arrived[to][0]
            elif len(arrived[to]) == left[to]:
                row = Row("gradient", self._key(f"grad {label[to]}", step), tuple(arrived[to]), to, to, step=step)
                gradient[to] = self._add(row, edge.total_so_far if first else None)

    def _one(self, output: Value) -> int:
        """The position of the output's gradient with respect to itself."""
        known = next((done.gradient[output] for done in self.passes if output in done.gradient), None)
        key = f"grad {self.record.label[output]}"
        return self._add(Row("given", self._key(key), (), output, output), 1.0) if known is None else known

    def _update(self, step: int, update: Update) -> None:
        """All rows of a step of the optimizer, parameter by parameter."""
        done, before = self.passes[-1], self.passes[-2].updated if step > 1 else {}
        done.updated.update(before)  # a parameter that this step has no gradient of keeps its number
        for parameter in self.parameters:
            if parameter not in done.gradient or parameter not in update.rates:
                continue
            found = {"θ": done.value[parameter], "g": done.gradient[parameter]}
            for line in update.optimizer.lines:
                known = found | ({line.sign: self._before(parameter, line.sign, line.kind)} if line.remembers else {})
                name = f"{line.called} {self.record.label[parameter]}"
                row = Row(
                    line.kind, self._key(name, step), tuple(known[sign] for sign in line.takes.split()), parameter,
                    parameter, 0, step, line, update.constants_of(parameter, step),
                )  # fmt: skip
                found[line.sign] = self._state[parameter, line.sign] = self._add(row)
            done.updated[parameter] = found[""]

    def _before(self, parameter: Value, sign: str, kind: str) -> int:
        """The position of a number of the optimizer after the step before; before the first step it is 0."""
        if (parameter, sign) not in self._state:
            key = self._key(f"first {kind} {self.record.label[parameter]}")
            self._state[parameter, sign] = self._add(Row("given", key, (), parameter, parameter), 0.0)
        return self._state[parameter, sign]

    def _improvement(self, step: int) -> None:
        """The forward pass at the last values, and by how much the output has become less."""
        self._forward(self.record, step)
        before, self.after = self.passes[0].output, self.passes[-1].output
        if self.after != before:
            output = self.record.output
            self._add(Row("improvement", self._key("improvement"), (before, self.after), output, output, step=step))
