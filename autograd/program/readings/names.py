"""A textbook's names for the numbers of a program: W1 and b1 for the first layer, A1 = W1 X + b1, Z1 = relu(A1), L.

They are found from the names of the parameters, as layers give them. A name is always an identifier of Python, so that
it can stand in code: no other sign of a user's name gets there. `shown` keeps the user's own name for text.
"""

from __future__ import annotations

import keyword
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from math import prod
from typing import Any, NamedTuple

from autograd.program.groups import Group, Operand, Part, Plan
from autograd.program.readings.regrouped import joined, leaf_shape, regrouped, result_shape, without_copies
from autograd.program.words import identifier, said

OTHERS = re.compile(
    "auto|break|case|char|const|default|do|double|enum|extern|float|goto|inline|int|long|register|restrict|return"
    "|short|signed|sizeof|static|struct|switch|typedef|union|unsigned|void|volatile|while|main|exp|log|pow|np|math"
    "|placed|places|sigmoid|softmax|log_softmax|logsumexp|variance|forward|backward|results?|lanes|outputs?|print"
    "|name|gradient|float|e[0-9]+|__debug__"
)
"""Words that mean something else in C, in the code that is written, or in the formulas that are shown."""
OF_GRADIENTS = re.compile(r"d[^\W\d]|at_")
"""How the names of gradients, and of lists of places, begin in code."""
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_]*")
INDEX = re.compile(r"(\[\d+\]|_?\d+)+$")
LAYER = re.compile(r"l(\d+)|layers\[(\d+)\]")
PLACE = re.compile(r"[nfc]\d+|(neurons|filters)\[\d+\]")
OF_LAYER = re.compile(r"(w|b|γ|β)(\d+(_\d+)?|\[\d+\])*")
LETTERS = {"w": "W", "b": "b", "γ": "gamma", "β": "beta"}


class Tensor(NamedTuple):
    """Numbers that have one name: those from address `start` on, the last dimension first. `kind` is parameter, input,
    constant or result, and `layer` the number of its layer, if it has one."""

    name: str
    shown: str
    kind: str
    lanes: bool
    start: int
    shape: tuple[int, ...]
    layer: str = ""

    @property
    def size(self) -> int:
        return prod(self.shape)

    @property
    def otherwise(self) -> str:
        """The user's own name for a comment, where the code has another one."""
        return said(self.shown) if self.shown != self.name else ""


class Names:
    """The tensors of a program. `results` has one for each of its `groups`, which are those of the plan.

    >>> import autograd, nn
    >>> x = [autograd.Value(0.0), autograd.Value(1.0)]
    >>> model = nn.MLP(2, [3, 1])
    >>> program = autograd.compile(model(x), wrt=model.parameters(), inputs=x)
    >>> names = Names(program._plan, [p.name for p in model.parameters()], [None, None])
    >>> [(tensor.name, tensor.shape) for tensor in names.results]
    [('A1', (3,)), ('Z1', (3,)), ('A2', (1,))]
    >>> [(tensor.name, tensor.shape) for tensor in names.tensors if tensor.kind != "result"]
    [('W1', (3, 2)), ('b1', (3,)), ('W2', (1, 3)), ('b2', (1,)), ('X', (2,))]
    """

    def __init__(self, plan: Plan, parameters: Sequence[str | None], placeholders: Sequence[str | None]) -> None:
        self.groups = list(map(regrouped, without_copies(plan.groups)))
        self.plan = plan = plan._replace(groups=self.groups)
        self.taken, self.seen = set[str](), {"lanes"}
        given = {(False, a): name for a, name in zip(plan.parameters, parameters, strict=True)}
        given |= {(True, a): name for a, name in zip(plan.placeholders, placeholders, strict=True)}
        leaves = list(_leaves(plan, given))
        of_layers = sorted(leaves, key=lambda leaf: not leaf[4])
        named = {leaf[:2]: self._leaf(leaf) for leaf in of_layers}
        self.tensors = _by_layer([named[leaf[:2]] for leaf in leaves])
        self._index()
        self.results = list[Tensor]()
        for group in self.groups:
            tensor = self._result(group)
            self.results.append(tensor)
            self.tensors.append(tensor)
            self._index()

    def free(self, name: str) -> str:
        """The name, with a number after it if it is taken already."""
        name = f"v_{name}" if OF_GRADIENTS.match(name) else name
        found, n = name, 1
        while found in self.taken or keyword.iskeyword(found) or OTHERS.fullmatch(found):
            n += 1
            found = f"{name}_{n}"
        self.taken.add(found)
        return found

    def at(self, lanes: bool, address: int) -> Tensor:
        """The tensor with this address."""
        starts, tensors = self._by_start[lanes]
        return tensors[bisect_right(starts, address) - 1]

    def of(self, operand: Operand) -> list[Tensor]:
        """The tensors in which the numbers of an operand stand, in the order of their addresses."""
        if operand.listed is None and (one := self.at(operand.lanes, operand.start)).start + one.size > operand.last():
            return [one] if min(operand.strides, default=0) >= 0 else self._of(operand)
        return self._of(operand)

    def _of(self, operand: Operand) -> list[Tensor]:
        found = {t.start: t for t in {self.at(operand.lanes, a) for a in operand.addresses()}}
        return [found[start] for start in sorted(found)]

    def _index(self) -> None:
        self._by_start = dict[bool, tuple[list[int], list[Tensor]]]()
        for lanes in (False, True):
            tensors = sorted([t for t in self.tensors if t.lanes is lanes], key=lambda t: t.start)
            self._by_start[lanes] = [t.start for t in tensors], tensors

    def _leaf(self, leaf: tuple[bool, int, int, str, str]) -> Tensor:
        lanes, start, size, stem, layer = leaf
        kind = "input" if lanes else "parameter" if start < len(self.plan.parameters) else "constant"
        shape, is_factor = leaf_shape(self.plan, lanes, start, size)
        shape = shape or ((1,) if layer else ())
        if layer:
            shown = name = self.free(stem + layer)
        elif stem:
            shown, name = stem, self.free(identifier(stem) or kind[0])
            if size > 1 and kind == "input" and len(name) == 1 and name.islower():
                shown = name = self.free(name.upper())
        else:
            first = "XTC" if is_factor else "TC"
            letters = "P" if kind == "parameter" else "c" if kind == "constant" and size == 1 else first
            shown = name = next((self.free(c) for c in letters if c not in self.taken), "") or self.free(letters[-1])
        shown = name if shown in self.seen else shown
        self.seen.add(shown)
        return Tensor(name, shown, kind, lanes, start, shape, layer)

    def _result(self, group: Group) -> Tensor:
        whole = self._whole(group)
        shape = result_shape(group, whole.shape if whole else None)
        letter, layer = self._called(group, whole)
        number = layer or self._number(letter)
        if letter == "A" and f"A{number}" in self.taken:
            letter, number = "U", self._number("U")
        name = self.free(letter + number)
        of_layer = number if letter in "AZY" else ""
        return Tensor(name, name, "result", group.out.lanes, group.out.start, shape, of_layer)

    def _number(self, letter: str) -> str:
        return "" if letter == "L" else str(1 + sum(t.name.startswith(letter) for t in self.results))

    def _called(self, group: Group, whole: Tensor | None) -> tuple[str, str]:
        """The letter of a result, and its layer."""
        operands = [x for part in group.parts for x in part.operands] or list(group.operands)
        touched = [t for x in operands for t in self.of(x)[:2]] if len(operands) < 100 else self.of(operands[0])
        outputs = self.plan.outputs
        is_output = len(outputs) == 1 and outputs[0] == (group.out.lanes, group.out.start)
        if group.parts:
            of_layers = [t.layer for t in touched if t.kind == "parameter" and t.layer]
            factors = [part for part in group.parts if len(part.operands) == 2 and self.is_weighted(part)]
            if factors and (of_layers or factors[0].kind == "product"):
                return "A", of_layers[-1] if of_layers else ""
        elif group.op and group.op.index:
            return "E", ""
        elif (
            touched
            and touched[0].layer
            and touched[0].name == f"A{touched[0].layer}"
            and len({t.name for t in touched}) == 1
        ):
            letter = "Y" if group.op and group.op.name == "softmax" else "Z"
            op = group.op
            is_activation = op and (op.arity == 1 or (op.outputs and not op.bound))
            if letter + touched[0].layer not in self.taken and is_activation:
                return letter, touched[0].layer
        return ("L", "") if is_output and group.size == 1 else ("U", "")

    def is_weighted(self, part: Part) -> bool:
        """Whether it has a parameter as the one factor, and something else as the other."""
        kinds = [self.of(x)[0].kind for x in part.operands]
        return "parameter" in kinds and len({*kinds}) > 1

    def _whole(self, group: Group) -> Tensor | None:
        """The tensor that is an operand of the group as it is, number by number."""
        of_parts = [x for part in group.parts if part.kind in ("plus", "times") for x in part.operands]
        for x in of_parts or group.operands:
            tensor = self.at(x.lanes, x.start)
            is_all = tensor.lanes is group.out.lanes and (x.start, prod(x.shape)) == (tensor.start, tensor.size)
            if is_all and len(group.out.shape) == 1 and x.listed is None and (x.strides == (1,) or tensor.size == 1):
                return tensor
        return None


def _by_layer(leaves: Sequence[Tensor]) -> list[Tensor]:
    """The parameters of layers in a textbook's order, W1, b1, W2, b2. All others come after them, as they are."""
    layers = [t.layer for t in leaves]

    def place(t: Tensor) -> tuple[Any, ...]:
        if t.kind != "parameter" or not t.layer:
            return (1,)
        letter = next(i for i, letter in enumerate(LETTERS.values()) if t.name.startswith(letter + t.layer))
        return 0, [int(n) for n in re.findall(r"\d+", t.layer)], layers.index(t.layer), letter

    return sorted(leaves, key=place)


def _stem(name: str | None) -> tuple[str, str]:
    """The letter of a parameter and its layer, or the name without its index.

    >>> _stem("l1.n2.w3"), _stem("layers[0].neurons[3].b"), _stem("w[0][1]"), _stem("l2.f1.c1.w2_3"), _stem(None)
    (('W', '1'), ('b', '1'), ('w', ''), ('W', '2'), ('', ''))
    """
    *places, last = (name or "").split(".")
    layers = [m[1] or str(int(m[2]) + 1) for m in map(LAYER.fullmatch, places) if m]
    others = [p for p in places if not LAYER.fullmatch(p) and not PLACE.fullmatch(p) and PLAIN.fullmatch(p)]
    if places and (found := OF_LAYER.fullmatch(last)) and (layers or others):
        return LETTERS[found[1]], "_".join([*layers[-3:], *[p[:8] for p in others[:1] if not layers]])
    return INDEX.sub("", name or "") or name or "", ""


def _leaves(plan: Plan, given: dict[tuple[bool, int], str | None]) -> Iterator[tuple[bool, int, int, str, str]]:
    """Runs of leaves that belong together: whether they have lanes, their first address and number, stem and layer."""
    together = joined(plan)
    for lanes, addresses in (
        (False, range(len(plan.parameters))),
        (False, range(plan.singles, plan.singles + len(plan.constants))),
        (True, range(len(plan.placeholders))),
    ):
        start, before = 0, ("", "")
        for i, a in enumerate(addresses):
            stem = _stem(given.get((lanes, a)))
            follows = i > 0 and stem == before
            if not (follows and ((lanes, a) in together or (stem[1] and not lanes))):
                if i:
                    yield _run(lanes, addresses[start:i], before, given)
                start, before = i, stem
        if addresses:
            yield _run(lanes, addresses[start:], before, given)


def _run(
    lanes: bool, run: Sequence[int], stem: tuple[str, str], given: dict[tuple[bool, int], str | None]
) -> tuple[bool, int, int, str, str]:
    letter, layer = stem
    own = given.get((lanes, run[0])) or ""
    return lanes, run[0], len(run), letter if layer or len(run) > 1 or own.endswith("]") else own, layer
