"""Groups that are alike but for their addresses: they share one piece of C, which reads where their numbers start.

So the code of a chain of a thousand equal links is that of one link.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from autograd.calculus.row import MANY
from autograd.program.groups import Group, Operand

Starts = list["int | array[int]"]
Kind = tuple[Group, tuple[bool, ...]]


class Kinds(NamedTuple):
    """The kinds of groups: `of` has the number of each group's kind, `examples` a group of each kind.

    `starts` has for each group where its operands start, or their addresses where these follow no rule; nothing, if no
    other group is of its kind. The operands of their example start at 0, 1, 2, …: at their places in this list.
    """

    of: list[int]
    examples: list[Group]
    starts: list[Starts]


def kinds(groups: Sequence[Group]) -> Kinds:
    """The kinds of these groups, in the order in which they come."""
    numbered = [_numbered(group) for group in groups]
    counts = Counter([kind for kind, _ in numbered if kind])
    of, examples, all_starts, known = list[int](), list[Group](), list[Starts](), dict[Kind, int]()
    for group, (kind, starts) in zip(groups, numbered, strict=True):
        is_shared = kind is not None and counts[kind] > 1
        if kind is None or not is_shared:
            of.append(len(examples))
            examples.append(group)
        else:
            of.append(known.setdefault(kind, len(examples)))
            if of[-1] == len(examples):
                examples.append(kind[0])
        all_starts.append(starts if is_shared else [])
    return Kinds(of, examples, all_starts)


def _numbered(group: Group) -> tuple[Kind | None, Starts]:
    """The kind of a group: its example, and which operands follow a rule; and where they start. None for a group that
    shares no code: one of a row of a list, whose code joins its operands to one."""
    starts: Starts = []

    def numbered(x: Operand) -> Operand:
        starts.append(x.start if x.listed is None else x.listed)
        strides = x.strides if x.listed is None else (0,) * len(x.shape)
        return Operand(x.lanes, x.needs, x.shape, len(starts) - 1, strides)

    if group.op and group.op.arity == MANY:
        return None, starts
    if any(part.coefs == 0.0 or (isinstance(part.coefs, tuple) and 0.0 in part.coefs) for part in group.parts):
        return None, starts  # 0.0 is equal to -0.0
    out, xs = numbered(group.out), tuple([numbered(x) for x in group.operands])
    parts = tuple([part._replace(operands=tuple([numbered(x) for x in part.operands])) for part in group.parts])
    return (Group(out, group.op, xs, parts), tuple([isinstance(x, int) for x in starts])), starts
