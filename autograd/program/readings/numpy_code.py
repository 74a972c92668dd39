"""A program as NumPy code that a learner reads and runs alone: a function per direction, in the layers' names.

Lines are the formulas of the explanation. No name of a user and no text of one gets into the code, except words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from textwrap import fill, indent
from typing import Any

from autograd.calculus.ops import OPS
from autograd.calculus.row import Op
from autograd.language.text import printable
from autograd.notation.formulas import in_style
from autograd.notation.styles import TEXT, Style, parts
from autograd.notation.symbols import Symbol
from autograd.program.readings.formulas.equations import Equation, Equations
from autograd.program.readings.formulas.indices import places
from autograd.program.readings.formulas.signs import Sign, expanded
from autograd.program.readings.names import Names, Tensor

OF_ONE = re.compile(
    "exp|log|expm1|log1p|log2|log10|sin|cos|tan|sinh|cosh|tanh|sqrt|cbrt|abs|asin|acos|atan|asinh|acosh|atanh"
)
OF_TWO = re.compile("maximum|minimum|hypot|atan2")
"""Functions of the table that NumPy has. It writes arc for a."""
OPERATORS = ("add", "sub", "mul", "div", "neg", "pow", "power")
"""Rows that are written with a sign of Python."""
CODE = {
    "where": "np.where($condition, $x, $y)",
    "erf": "np.vectorize(math.erf)($x)",
    "erfc": "np.vectorize(math.erfc)($x)",
    "and": "($x) & ($y)",
    "or": "($x) | ($y)",
    "whole": "($x % 1 == 0)",
}
LISTS = {
    "max": "np.max(np.stack(np.broadcast_arrays($xs)), 0)",
    "min": "np.min(np.stack(np.broadcast_arrays($xs)), 0)",
    "mean": "np.mean(np.stack(np.broadcast_arrays($xs)), 0)",
}

HELPERS = {
    "placed": '''
def placed(upstream, at, shape, last=0):
    """Zeros of this shape, with `upstream` added at the places `at`. Its last axes stay as they are."""
    found = np.zeros((*shape, *upstream.shape[upstream.ndim - last :]))
    np.add.at(found, at, upstream)
    return found
''',
    "places": '''
def places(start, *axes):
    """start + i * step + …, for i from 0 to n - 1, with an axis for each pair (n, step)."""
    found = np.array(start)
    for n, step in axes:
        found = found[..., None] + step * np.arange(n)
    return found
''',
    "sigmoid": '''
def sigmoid(x):
    """1 / (1 + exp(-x)), with no exp that overflows."""
    return np.exp(np.minimum(x, 0)) / (1 + np.exp(-np.abs(x)))
''',
    "softmax": '''
def softmax(x):
    """exp(x) / Σ exp(x), down each column, with no exp that overflows."""
    weights = np.exp(x - np.max(x, 0))
    return weights / np.sum(weights, 0)
''',
    "log_softmax": '''
def log_softmax(x):
    """log(softmax(x)), down each column."""
    x = x - np.max(x, 0)
    return x - np.log(np.sum(np.exp(x), 0))
''',
    "logsumexp": '''
def logsumexp(x):
    """log(Σ exp(x)), down each column."""
    top = np.max(x, 0)
    return top + np.log(np.sum(np.exp(x - top), 0))
''',
    "variance": '''
def variance(x):
    """The mean squared distance from the mean, down each column."""
    return np.mean((x - np.mean(x, 0)) ** 2, 0)
''',
}  # fmt: skip
WIDTH, LONGEST = 100, 200
"""The columns of a line of numbers, and of the formula of a comment."""


def numpy_source(names: Names, numbers: Sequence[float], inputs: Sequence[float], note: str = "") -> str:
    """The code of a program. `numbers` are those of the parameters, `inputs` the recorded ones. Its head has the
    `note`."""
    return "".join(_Code(names, numbers, inputs).lines(note))


class _Code:
    def __init__(self, names: Names, numbers: Sequence[float], inputs: Sequence[float]) -> None:
        self.names, self.equations = names, Equations(names)
        self.identifiers = {tensor.shown: tensor.name for tensor in names.tensors}
        self.style = Style(self.template, self.name, _number, "(", ")", ", ", built_up=False)
        self.data = _numbers(names, numbers, inputs)

    def template(self, op: Op) -> tuple[Any, ...]:
        if isinstance(op, Sign):
            return parts(op.code)
        if op.arity == 3:
            every = f"{op.name}(np.stack(np.broadcast_arrays($xs)))"
            return parts(LISTS.get(op.name, every + "[int($j)]" * bool(op.outputs)))
        arguments = "$x" if OF_ONE.fullmatch(op.name) else "$x, $y" if OF_TWO.fullmatch(op.name) else ""
        name = re.sub("^a(?!bs)", "arc", op.name)
        return parts(f"np.{name}({arguments})" if arguments else CODE.get(op.name, op.text))

    def name(self, shown: str) -> str:
        return self.identifiers.get(shown, "" if shown == "" else "unknown")

    def written(self, node: Symbol) -> str:
        return in_style(expanded(node, _is_written), self.style)

    def commented(self, one: Equation) -> str:
        """The formula as a comment, in the names of the code: no name of a user stands there."""
        style = TEXT._replace(name=lambda shown: self.identifiers.get(shown, shown))
        return printable(f"{in_style(one.left.shown, style)} = {in_style(one.right.shown, style)}", LONGEST)

    def lines(self, note: str) -> Iterator[str]:
        equations, names = self.equations, self.names
        leaves = [t for t in names.tensors if t.kind != "result"]
        given = [t.name for t in leaves if t.kind == "parameter"] + [t.name for t in leaves if t.kind == "input"]
        forwards = list(self._body(equations.forwards))
        backwards = list(self._body(equations.backwards))
        results = [one.tensor.name for one in equations.forwards]
        outputs = [self._output(lanes, address) for lanes, address in names.plan.outputs]
        body = [
            *self._lanes(forwards),
            *forwards,
            f"return {', '.join(outputs)}, {{{', '.join(f'{r!r}: {r}' for r in results)}}}".replace("'", '"'),
        ]
        used = re.findall(r"\w+", " ".join(backwards))
        taken = [f'{r} = results["{r}"]' for r in results if r in used]
        gradients = [f'"{t.name}": {self._gradient(t)}' for t in leaves if t.kind == "parameter"]
        back = [*self._lanes(backwards), *taken, *backwards, f"return {{{', '.join(gradients)}}}"]
        code = "\n".join([*body, *back])
        yield HEAD.format(lanes=LANES if names.plan.placeholders else "", note=f"\n{note}\n" if note else "")
        yield "import math\n\nimport numpy as np\n" if "math." in code else "import numpy as np\n"
        listed = [f"{name} = {places(at)}" for name, at in equations.views.places.items()]
        everything = code + " ".join(listed)
        for helper, source in HELPERS.items():
            if re.search(rf"(?<![.\w]){helper}\(", everything):
                yield "\n" + source
        if listed:
            yield "\n\n" + "".join(f"{place}\n" for place in listed)
        yield f"\n\ndef forward({', '.join(given)}):\n" + indent("\n".join(body), "    ") + "\n"
        arguments = ", ".join([*given, "results"])
        yield f"\n\ndef backward({arguments}):\n" + indent("\n".join(back), "    ") + "\n"
        yield from self._numbers(leaves, given)

    def _body(self, equations: Iterable[Equation]) -> Iterator[str]:
        for one in equations:
            shape = " × ".join(map(str, [*one.tensor.shape, *["lanes"] * one.tensor.lanes])) or "a number"
            line = f"{self.written(one.left.code)} = {self.written(one.right.code)}"
            yield f"# {self.commented(one)}: {shape}"
            yield line

    def _lanes(self, lines: Sequence[str]) -> Iterator[str]:
        first = next((t for t in self.names.tensors if t.kind == "input"), None)
        if first and re.search(r"\blanes,\)|\* lanes\b", "\n".join(line for line in lines if not line.startswith("#"))):
            yield f"lanes = {first.name}.shape[-1]"

    def _gradient(self, tensor: Tensor) -> str:
        reached = any(one.tensor == tensor for one in self.equations.backwards)
        return f"d{tensor.name}" if reached else f"np.zeros_like({tensor.name})"

    def _output(self, lanes: bool, address: int) -> str:
        tensor = self.names.at(lanes, address)
        places, rest = list[str](), address - tensor.start
        for n in reversed(tensor.shape):
            places.append(str(rest % n))
            rest //= n
        return tensor.name + (f"[{', '.join(reversed(places))}]" if places else "")

    def _numbers(self, leaves: Sequence[Tensor], given: Sequence[str]) -> Iterator[str]:
        yield "\n\n# The numbers that were recorded.\n"
        for tensor in leaves:
            if tensor.otherwise:
                yield f"# {tensor.name} is named {tensor.otherwise} in the formula.\n"
            start = tensor.start - (self.names.plan.singles if tensor.kind == "constant" else 0)
            numbers = self.data[tensor.kind][start : start + tensor.size]
            shape = (*tensor.shape, *[1] * tensor.lanes)
            if not shape:
                yield f"{tensor.name} = np.array({numbers[0]!r})\n"
                continue
            listed = fill(", ".join(map(repr, numbers)), WIDTH, initial_indent="    ", subsequent_indent="    ")
            reshaped = f".reshape({', '.join(map(str, shape))})" if shape != (tensor.size,) else ""
            short = f"{tensor.name} = np.array([{', '.join(map(repr, numbers))}]){reshaped}\n"
            yield short if len(short) < WIDTH else f"{tensor.name} = np.array([\n{listed},\n]){reshaped}\n"
        arguments = ", ".join(given)
        outputs = len(self.names.plan.outputs)
        yield '\nif __name__ == "__main__":\n'
        yield (
            f"    *outputs, results = forward({arguments})\n"
            if outputs > 1
            else f"    output, results = forward({arguments})\n"
        )
        yield f'    print("{"outputs" if outputs > 1 else "output"}:", {"*outputs" if outputs > 1 else "output"})\n'
        yield f"    for name, gradient in backward({', '.join([*given, 'results'])}).items():\n"
        yield '        print(f"gradient of {name}:\\n{gradient}")\n'


def _is_written(row: Op) -> bool:
    """Whether a row of the table is written as it is; any other row is written as its rule."""
    known = row.name in OPERATORS or row.name in CODE or row.name in LISTS or row.name in HELPERS
    return OPS.get(row.name) is row and (known or bool(OF_ONE.fullmatch(row.name) or OF_TWO.fullmatch(row.name)))


HEAD = '''"""A network in NumPy, forwards and backwards.

Columns are examples. A matrix of weights has a row for each neuron.
{lanes}{note}"""

'''
LANES = "\nThe last axis of an array with lanes is for examples: give inputs as arrays, numbers × examples.\n"


def _number(number: float) -> str:
    return repr(float(number))


def _numbers(names: Names, numbers: Sequence[float], inputs: Sequence[float]) -> dict[str, list[float]]:
    """All numbers of leaves, by their kind, in the order of their addresses."""
    plan = names.plan
    parameters, placeholders = [0.0] * len(plan.parameters), [0.0] * len(plan.placeholders)
    for a, number in zip(plan.parameters, numbers, strict=True):
        parameters[a] = float(number)
    for a, number in zip(plan.placeholders, inputs, strict=True):
        placeholders[a] = float(number)
    return {"parameter": parameters, "input": placeholders, "constant": list(map(float, plan.constants))}
