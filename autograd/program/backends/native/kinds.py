"""Groups that are alike but for their addresses: they share one piece of C, which reads where their numbers start.

So the code of a chain of a thousand equal links is that of one link.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from autograd.calculus.row import MANY
from autograd.program.groups import Group, Operand


class Kinds(NamedTuple):
    """The kinds of groups: `of` has the number of each group's kind, `examples` a group of each kind.

    `starts` has for each group where its operands start, if others are of its kind. Their example's operands start at
    0, 1, 2, …: at their places in this list.
    """

    of: list[int]
    examples: list[Group]
    starts: list[list[int]]


def kinds(groups: Sequence[Group]) -> Kinds:
    """The kinds of these groups, in the order in which they come."""
    numbered = [_numbered(group) for group in groups]
    counts = Counter([example for example, _ in numbered if example])
    of, examples, all_starts, known = list[int](), list[Group](), list[list[int]](), dict[Group, int]()
    for group, (example, starts) in zip(groups, numbered, strict=True):
        is_shared = example is not None and counts[example] > 1
        if example is None or not is_shared:
            of.append(len(examples))
            examples.append(group)
        else:
            of.append(known.setdefault(example, len(examples)))
            if of[-1] == len(examples):
                examples.append(example)
        all_starts.append(starts if is_shared else [])
    return Kinds(of, examples, all_starts)


def _numbered(group: Group) -> tuple[Group | None, list[int]]:
    """The group with operands that start at 0, 1, 2, …, and where they start. None for a group that shares no code:
    one with lists of addresses, or of a row of a list, whose code joins its operands to one."""
    starts = list[int]()

    def numbered(x: Operand) -> Operand:
        starts.append(x.start)
        return Operand(x.lanes, x.needs, x.shape, len(starts) - 1, x.strides)

    operands = [group.out, *group.operands, *[x for part in group.parts for x in part.operands]]
    if any(x.listed is not None for x in operands) or (group.op and group.op.arity == MANY):
        return None, starts
    if any(part.coefs == 0.0 or (isinstance(part.coefs, tuple) and 0.0 in part.coefs) for part in group.parts):
        return None, starts  # 0.0 is equal to -0.0
    out, xs = numbered(group.out), tuple([numbered(x) for x in group.operands])
    parts = tuple([part._replace(operands=tuple([numbered(x) for x in part.operands])) for part in group.parts])
    return Group(out, group.op, xs, parts), starts
