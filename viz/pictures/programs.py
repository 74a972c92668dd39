"""A compiled program as a picture: a box for each formula, with its shape and the gradient that comes back to it."""

from __future__ import annotations

from autograd.language import say
from autograd.notation.formulas import text
from autograd.program.readings.explanation import Explanation, shape_of
from autograd.program.readings.names import Tensor
from autograd.program.readings.regrouped import operands
from autograd.program.running.program import Program
from viz.pictures.shapes import Drawing, Shape, drawn

MOST = 200
"""The most formulas of a picture."""
LONGEST = 60
"""The most characters of a formula; a longer one is shown by its name alone."""


def draw_program(program: Program | Explanation, prefix: str = "") -> Drawing:
    """The formulas of a program from left to right, from its inputs and parameters to its outputs.

    Raises `ValueError` for a program of more than 200 formulas.

    >>> import autograd
    >>> w = autograd.Value(2.0, name="w")
    >>> "∂L/∂w = w + w" in draw_program(autograd.compile(w * w, wrt=[w])).dot
    True
    """
    explained = program.explain() if isinstance(program, Program) else program
    if len(explained.forwards) > MOST:
        raise ValueError(say("too many groups", count=len(explained.forwards), most=MOST))
    names = explained.names
    backwards = {one.tensor: one for one in explained.backwards}
    outputs = {names.at(*output) for output in names.plan.outputs}
    shapes, box = list[Shape](), dict[Tensor, str]()

    def add(tensor: Tensor, kind: str, formula: str) -> None:
        box[tensor] = f"t{len(box)}"
        back = backwards.get(tensor)
        lines = [formula, shape_of(tensor)]
        if back:
            lines.append(_short(text(back.left.shown), text(back.right.shown)))
        shapes.append(Shape((box[tensor],), kind, tuple(lines), formula))

    edges = list[Shape]()
    for one in explained.forwards:
        every = [t for x in operands([names.groups[one.group]]) for t in names.of(x)]
        used = [t for t in every if explained.is_shown(t)]
        for tensor in dict.fromkeys(used):
            if tensor not in box:
                add(tensor, "leaf", tensor.shown)
        add(
            one.tensor,
            "output" if one.tensor in outputs else "formula",
            _short(one.tensor.shown, text(one.right.shown)),
        )
        edges += [Shape((box[t], box[one.tensor]), "edge", ("",), t.shown) for t in dict.fromkeys(used)]
    return drawn([*shapes, *edges], prefix)


def _short(left: str, right: str) -> str:
    return f"{left} = {right if len(right) <= LONGEST else '…'}"
