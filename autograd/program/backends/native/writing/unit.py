"""The C of a program: a function for each kind of groups, forwards and backwards, and a switch over them.

Numbers of lanes, addresses without a rule and coefficients are data, so that programs of one form share one library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import accumulate

from autograd.program.backends.native.kinds import kinds
from autograd.program.backends.native.preamble.lists import LISTS, SIGMOID
from autograd.program.backends.native.preamble.products import PRODUCTS
from autograd.program.backends.native.preamble.running import MEMORY, RUNNING
from autograd.program.backends.native.writing.expressions import NotInCError
from autograd.program.backends.native.writing.lists import Choice, ListRow
from autograd.program.backends.native.writing.places import Data, Lines, Namer
from autograd.program.backends.native.writing.rows import Row
from autograd.program.backends.native.writing.sums import Sums
from autograd.program.groups import Group, Plan

LITERAL = re.compile(r"(?<![\w.])(\d+\.\d*(?:e[+-]?\d+)?|\d+e[+-]?\d+)(?![\w.])")

HEAD = """\
#include <float.h>
#include <{functions}.h>

typedef {number} number;
"""
FRAME = r"""
#define VECTORS _Pragma("omp simd")
#define SUM_OF_T _Pragma("omp simd reduction(+:t)")
"""
SWITCH = r"""
int forward(const struct memory *m, long from, long to)
{
    int outside = 0;
    for (long group = from; group < to; group++) {
        const int *starts = m->starts + m->firsts[group];
        switch (m->forwards[group]) {
FORWARD
        }
    }
    return outside;
}

void backward(const struct memory *m, long from, long to)
{
    for (long group = to - 1; group >= from; group--) {
        const int *starts = m->starts + m->firsts[group];
        switch (m->backwards[group]) {
BACKWARD
        }
    }
}
"""
POINTERS = {
    **{name: f"number *restrict {name} = m->{name};" for name in ("s", "a", "ds", "da", "ws", "wa", "dws", "dwa")},
    "at": "const int *at = m->at;",
    "c": "const number *c = m->c;",
    "n": "const long n = m->n;",
}

Code = Row | ListRow | Choice | Sums


class Unit:
    """A program in C: `codes` of its groups, None for those that C cannot calculate, and the `data` that they read.
    `sets` tells which of them may set a gradient instead of adding to it, and `in_lines` which of their parts read
    inputs from a caller's lines. With a `namer`, people read the code."""

    def __init__(self, plan: Plan, namer: Namer | None = None) -> None:
        self.data = Data(namer, plan.placeholders)
        self.groups = plan.groups
        if namer:
            self.codes = [_code(group, self.data, plain=True) for group in plan.groups]
        else:
            self._share()
        self.sets = [isinstance(code, Row | Sums) for code in self.codes]
        self.in_lines = [code.in_lines() if isinstance(code, Sums) else set[int]() for code in self.codes]

    def _share(self) -> None:
        """Write code for each kind of groups, and note where the operands of each group start."""
        found = kinds(self.groups)
        starts_of = dict(zip(found.of, found.starts, strict=True))
        codes = [_code(group, self.data.of_kind(starts_of[k]), plain=False) for k, group in enumerate(found.examples)]
        self.codes = [codes[kind] for kind in found.of]
        self.forwards = [-1 if codes[kind] is None else kind for kind in found.of]
        self.starts = [
            start if isinstance(start, int) else self.data.add_addresses(start)
            for starts in found.starts
            for start in starts
        ]
        self.firsts = [0, *accumulate(map(len, found.starts))][:-1]

    def backward_of(self, g: int, assigns: Sequence[Sequence[bool]]) -> Lines:
        """The code of group g backwards."""
        code = self.codes[g]
        if code is None or not self.groups[g].out.needs:
            return []
        if isinstance(code, Sums):
            return [line for part, one in zip(code.parts(), assigns, strict=True) for line in part.backward(one)]
        return code.backward(assigns[0])

    def preamble(self, lines: Iterable[str]) -> str:
        """The functions that these lines call."""
        text = "\n".join(lines)
        lists = [function for name, function in LISTS.items() if re.search(rf"\b{name}(_back)?\(", text)]
        return SIGMOID * ("sigmoid(" in text) + "".join(dict.fromkeys(lists))

    def library(self, assigns: Sequence[Sequence[Sequence[bool]]], dtype: str) -> str:
        """The source of the program's library. Groups of one kind may differ in which gradients they set."""
        functions, forward, backward = Lines(), Lines(), Lines()
        known, self.backwards = dict[str, int](), list[int]()
        for g, (code, kind) in enumerate(zip(self.codes, self.forwards, strict=True)):
            if code is not None and f"forward {kind}" not in known:
                known[f"forward {kind}"] = kind
                functions += _function(f"int forward_{kind}", code.forward(), has_value=True)
                forward.append(f"        case {kind}: outside |= forward_{kind}(m, starts); break;")
            key = f"{kind} {assigns[g]}"
            if key not in known:
                lines = self.backward_of(g, assigns[g])
                known[key] = len(backward) if lines else -1
                if lines:
                    functions += _function(f"void backward_{known[key]}", lines)
                    backward.append(f"        case {known[key]}: backward_{known[key]}(m, starts); break;")
            self.backwards.append(known[key])
        switch = SWITCH.replace("FORWARD", "\n".join(forward)).replace("BACKWARD", "\n".join(backward))
        return in_numbers(MEMORY + FRAME + self.preamble(functions) + "\n".join(functions) + "\n" + switch, dtype)


def running(dtype: str) -> str:
    """The source of the library that all programs share."""
    return in_numbers(MEMORY + PRODUCTS + RUNNING, dtype)


def in_numbers(text: str, dtype: str) -> str:
    """The code for numbers of this type, with what it includes."""
    if dtype == "float32":
        return HEAD.format(functions="tgmath", number="float") + LITERAL.sub(r"\1f", text)
    return HEAD.format(functions="math", number="double") + text


def _code(group: Group, data: Data, *, plain: bool) -> Code | None:
    try:
        if group.parts:
            return Sums(group, data, plain=plain)
        if group.op and group.op.index:
            return Choice(group, data)
        try:
            return Row(group, data)
        except NotInCError:
            return ListRow(group, data) if group.op else None
    except NotInCError:
        return None


def _function(name: str, lines: Lines, *, has_value: bool = False) -> Lines:
    text = "\n".join(lines)
    own = [pointer for word, pointer in POINTERS.items() if re.search(rf"(?<![\w>.]){word}\b", text)]
    first, last = (["int outside = 0;"], ["return outside;"]) if has_value else ([], [])
    body = [f"    {line}" for line in [*own, *first, *lines, *last]]
    return ["", f"static {name}(const struct memory *m, const int *starts)", "{", *body, "}"]
