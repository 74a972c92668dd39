"""A program as C that a learner reads, compiles and runs alone: `for` and `if` suffice, in the layers' names.

The loops are those that the back end compiles, for one example. No name of a user and no text of one gets into the
code, except words: of ASCII in names, and of any letters in a comment that tells what these names are in the formula.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import fill, indent

from autograd.language import say
from autograd.language.text import printable
from autograd.notation.formulas import text as text_of
from autograd.program.backends.native.flows import Flows
from autograd.program.backends.native.writing.expressions import literal
from autograd.program.backends.native.writing.unit import Unit
from autograd.program.groups import Plan
from autograd.program.readings.formulas.equations import Equations
from autograd.program.readings.in_c.frame import ADDED, HEAD, LAST, LOOP, MAIN, PRINTED, READING
from autograd.program.readings.names import Names, Tensor

MARKS = re.compile(r" *(VECTORS|SUM_OF_T)")
OWN = re.compile(
    "[a-z]+|d[as]|t[0-9]+|at_.*|.*_(back|softmax|example)|[A-Z_]{2,}|[jy][01n]|log1?[0p2]|expm1|exp2|atan2"
)
"""Names of the code itself, and those that C's library may have."""
COMMENT = re.compile(r"/\*.*?\*/")
WIDTH = 100


def c_source(plan: Plan, names: Names, numbers: Sequence[float], note: str = "") -> str:
    """The code of a program. `numbers` are those of the parameters. Its head has the `note`.

    Raises `ValueError` for a program with a rule that cannot be written in C.
    """
    return "\n".join(_Code(plan, names, numbers).lines(note))


class _Code:
    def __init__(self, plan: Plan, names: Names, numbers: Sequence[float]) -> None:
        self.plan, self.names = plan, names
        self.copies = 0
        self.tensors = {(t.lanes, t.start): self._in_ascii(t) for t in names.tensors}
        for group in plan.groups:
            key = group.out.lanes, group.out.start
            if key not in self.tensors:  # a copy
                self.copies += 1
                name = names.free(f"copy{self.copies}")
                self.tensors[key] = Tensor(_free(name), name, "result", *key, group.out.shape)
        self.unit = unit = Unit(plan, self._named)
        missing = next((g for g, code in enumerate(unit.codes) if code is None), None)
        if missing is not None:
            op = plan.groups[missing].op
            raise ValueError(say("rule not in C", rule=op.name if op else say("sum of a program")))
        self.assigns = Flows(plan, [False] * len(plan.groups)).assigns
        self.singles = [0.0] * plan.singles + [*plan.constants]
        for address, number in zip(plan.parameters, numbers, strict=True):
            self.singles[address] = number

    def _in_ascii(self, tensor: Tensor) -> Tensor:
        name = tensor.name if tensor.name.isascii() else self.names.free(tensor.kind[0])
        return tensor._replace(name=_free(name))

    def _named(self, lanes: bool, address: int) -> tuple[str, int]:
        starts = [start for along, start in self.tensors if along is lanes and start <= address]
        tensor = self.tensors[lanes, max(starts)]
        return tensor.name, address - tensor.start

    def lines(self, note: str) -> Iterator[str]:
        """The code, from what it includes to its main function."""
        forward, backward, main = [*self._forward()], [*self._backward()], self._main()
        text = COMMENT.sub("", "\n".join([*forward, *backward, main]))
        plan, functions = self.plan, self.unit.preamble([text])
        has_inputs = bool(plan.placeholders)
        run = (
            "echo 1 2 3 | ./program    # the numbers of each example, one example a line" if has_inputs else "./program"
        )
        summed = ", summed over the examples" if has_inputs else ""
        yield HEAD.format(run=run, lanes=summed, note=f"\n   {note}" if note else "")
        others = [t for t in self.tensors.values() if t.otherwise and t.name != _free(t.otherwise)]
        if others:
            listed = "\n".join(f"       {t.name}: {t.otherwise}" for t in others)
            yield f"/* What these are named in the formula:\n\n{listed}\n*/"
        yield "#include <math.h>\n#include <stdio.h>\n\ntypedef double number;\n"
        yield from self._memory(text)
        yield from self._data(text)
        yield functions
        yield "/* From the parameters to the outputs. 1 where there is no value. */"
        yield "static int forward(void)\n{\n    int outside = 0;"
        yield from (indent(line, "    ") for line in forward)
        yield "    return outside;\n}\n"
        yield "/* From the outputs to the gradients, by the chain rule. */\nstatic void backward(void)\n{"
        yield from (indent(line, "    ") for line in backward)
        yield "}\n"
        yield "static void clear(void)\n{"
        if self.singles:
            yield "    for (int i = 0; i < SINGLES; i++)\n        ds[i] = 0.0;"
        if plan.rows:
            yield "    for (int i = 0; i < ROWS; i++)\n        da[i] = 0.0;"
        yield "}"
        at = "at_inputs[i]" if self._are_mixed() else "i"
        yield READING.replace("PLACE", at) if has_inputs else ""
        yield main

    def _memory(self, text: str) -> Iterator[str]:
        """All numbers in one array, and names for its pieces."""
        plan = self.plan
        yield f"enum {{ SINGLES = {len(self.singles)}, ROWS = {plan.rows}, PARAMETERS = {len(plan.parameters)}, " + (
            f"INPUTS = {len(plan.placeholders)} }};\n"
        )
        if plan.parameters:
            yield f"static number gradient[{len(plan.parameters)}];"
        pointers = [*self._pointers(text)]
        if self.singles:
            yield from self._singles(is_read=any(re.search(r"= s \+", line) for line in pointers))
        if plan.rows:
            yield f"static number a[{plan.rows}], da[{plan.rows}];  /* the numbers of one example: inputs first */"
        yield from pointers

    def _singles(self, *, is_read: bool) -> Iterator[str]:
        yield "/* Single numbers: parameters first, results, which begin with 0, and constants at the end. */"
        if is_read:
            yield f"static number s[] = {{\n{_list([*map(literal, self.singles)])}\n}};"
        yield f"static number ds[{len(self.singles)}];  /* their gradients */"

    def _pointers(self, text: str) -> Iterator[str]:
        for tensor in sorted(self.tensors.values(), key=lambda t: (t.lanes, t.start)):
            memory = "a" if tensor.lanes else "s"
            shape = " x ".join(map(str, tensor.shape)) or "a number"
            name = tensor.name
            if re.search(rf"\b{name}\[", text):
                yield f"static number *const {name} = {memory} + {tensor.start};  /* {tensor.kind}, {shape} */"
            if re.search(rf"\bd{name}\[", text):
                yield f"static number *const d{name} = d{memory} + {tensor.start};"
        yield ""

    def _data(self, text: str) -> Iterator[str]:
        data, plan = self.unit.data, self.plan
        if data.addresses:
            yield "/* Places that follow no rule. */"
            yield f"static const int at[] = {{\n{_list([*map(str, data.addresses)])}\n}};"
        if data.coefs:
            yield f"static const number c[] = {{\n{_list([*map(literal, data.coefs)])}\n}};"
        if plan.parameters:
            yield f"static const int at_parameters[] = {{\n{_list([*map(str, plan.parameters)])}\n}};"
            named = sorted([t for t in self.tensors.values() if t.kind == "parameter"], key=lambda t: t.start)
            yield "/* The names of parameters, and where each begins. */"
            yield f"enum {{ TENSORS = {len(named)} }};"
            words = [f'"{t.otherwise if t.otherwise.isascii() and t.otherwise else t.name}"' for t in named]
            yield f"static const char *const tensors[] = {{\n{_list(words)}\n}};"
            yield f"static const int at_tensors[] = {{\n{_list([str(t.start) for t in named])}\n}};"
        if self._are_mixed():
            yield f"static const int at_inputs[] = {{\n{_list([*map(str, plan.placeholders)])}\n}};"

    def _are_mixed(self) -> bool:
        """Whether the inputs stand in another order than that in which they are read."""
        return self.plan.placeholders != [*range(len(self.plan.placeholders))]

    def _forward(self) -> Iterator[str]:
        formulas = {(e.tensor.lanes, e.tensor.start): e for e in Equations(self.names).forwards}
        for group, code in zip(self.plan.groups, self.unit.codes, strict=True):
            assert code is not None
            key = group.out.lanes, group.out.start
            name = self.tensors[key].name
            equation = formulas.get(key)
            formula = text_of(equation.right.shown) if equation else ""
            said = f" = {formula}" if formula.isprintable() and len(formula) < WIDTH and "*/" not in formula else ""
            yield f"\n/* {name}{said if self._is_plain(said) else ''} */"
            yield from _plain(code.forward())
        yield ""
        yield from self._of_outputs("outside |= !isfinite({});")

    def _is_plain(self, said: str) -> bool:
        """Whether a formula has names of the code alone, and none that a user gave."""
        return not any(printable(t.shown) in said for t in self.tensors.values() if t.shown != t.name)

    def _backward(self) -> Iterator[str]:
        yield "/* The gradient of the output by itself. */"
        yield from self._of_outputs("d{} += 1.0;")
        for g in reversed(range(len(self.plan.groups))):
            lines = _plain(self.unit.backward_of(g, self.assigns[g]))
            if lines:
                out = self.plan.groups[g].out
                yield f"\n/* back from {self.tensors[out.lanes, out.start].name} */"
                yield from lines

    def _of_outputs(self, statement: str) -> Iterator[str]:
        """The statement about each output: in a loop, where outputs lie side by side."""
        runs = list[list[tuple[str, int]]]()
        for lanes, address in self.plan.outputs:
            name, place = self._named(lanes, address)
            if runs and runs[-1][-1] == (name, place - 1):
                runs[-1].append((name, place))
            else:
                runs.append([(name, place)])
        for run in runs:
            name, first = run[0]
            if len(run) == 1:
                yield statement.format(f"{name}[{first}]")
            else:
                yield f"for (int i = {first}; i < {first + len(run)}; i++)"
                yield "    " + statement.format(f"{name}[i]")

    def _main(self) -> str:
        shown = indent("\n".join(self._of_outputs('printf("%.17g\\n", (double){});')), " " * 8)
        has_inputs = bool(self.plan.placeholders)
        loop = LOOP if has_inputs else "{"
        main = MAIN if self.plan.parameters else MAIN.replace("ADDED", "").replace("PRINTED", "")
        main = main.replace("ADDED", ADDED).replace("PRINTED", PRINTED)
        main = main.replace("    }\nLAST", "    }" + (LAST if has_inputs else "\n"))
        return main.replace("OUTPUTS", shown).replace("LOOP", loop)


def _free(name: str) -> str:
    """The name, if it means nothing else in the code."""
    return f"v_{name}" if OWN.fullmatch(name) else name


def _plain(lines: Sequence[str]) -> list[str]:
    """The lines without the marks for compilers."""
    return [line for line in lines if not MARKS.fullmatch(line)]


def _list(numbers: Sequence[str]) -> str:
    return fill(", ".join(numbers), WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False)
