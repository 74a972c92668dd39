"""The conventions of engines at kinks: what answers to some questions tell of the answer to a question like them.

An engine that shares a tie of two and of three numbers in equal parts shares one of five. So a learner's own numbers
need not be those of the table. Where an engine's answers follow no convention of this module, nothing is told.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Mapping, Sequence

from autograd.checking.engines.questions.question import Question

Flags = Sequence[bool]

TOP: dict[str, Callable[[Sequence[float]], float]] = {
    "max": max, "maximum": max, "max_pool": max, "min": min, "minimum": min,
}  # fmt: skip
"""Which number wins, in the functions that have ties."""

TIES: dict[str, Callable[[Flags], list[float]]] = {
    "all to the first": lambda tied: [float(slot == tied.index(True)) for slot in range(len(tied))],
    "all to the last": lambda tied: [
        float(slot == len(tied) - 1 - tied[::-1].index(True)) for slot in range(len(tied))
    ],
    "shared": lambda tied: [one / sum(tied) for one in tied],
    "to all of them": lambda tied: [float(one) for one in tied],
    "to none of them": lambda tied: [0.0 for _ in tied],
}
"""The ways in which the gradient of a maximum or a minimum goes to numbers that tie."""

BY_CONSTANT = {"leaky_relu": "slope", "elu": "alpha"}
"""Functions whose kink lies at 0, whatever their constant; the derivative from the left is the constant."""

Known = Sequence[tuple[Question, tuple[float, ...]]]
"""Questions about one function, with the numbers that one call of one engine gives."""


def kind(question: Question) -> object:
    """Which kink it is, so that questions of one kind may be answered from each other; None if it is none."""
    xs, constants = question.xs, question.constants
    if question.op in TOP:
        return "tie" if sum(tied(question.op, xs)) > 1 else None
    if question.op in BY_CONSTANT:
        return "at 0" if xs == (0.0,) else None
    if question.op == "clamp":
        ends = [end for end in ("low", "high") if xs == (constants[end],)]
        return ends[0] if len(ends) == 1 else None
    return None


def follows(known: Known, asked: Question) -> tuple[float, ...] | None:
    """The numbers for `asked`, if the known ones, of its kind, follow a convention."""
    if asked.op in TOP:
        flags = tied(asked.op, asked.xs)
        same = {numbers for question, numbers in known if tied(question.op, question.xs) == flags}
        if len(same) == 1:
            return same.pop()
        ways = [way for way in TIES.values() if all(way(tied(q.op, q.xs)) == [*numbers] for q, numbers in known)]
        told = {tuple(way(flags)) for way in ways}
        return told.pop() if len(told) == 1 and not same else None
    if asked.op in BY_CONSTANT:
        return _by_constant(known, asked.constants)
    same = {numbers for _, numbers in known}
    return same.pop() if len(same) == 1 else None


def tied(op: str, xs: Sequence[float]) -> list[bool]:
    """Which inputs of a maximum or a minimum win; empty for other functions."""
    return [x == TOP[op](xs) for x in xs] if op in TOP else []


def _by_constant(known: Known, constants: Mapping[str, float]) -> tuple[float, ...] | None:
    """The constant itself, also in single precision, its mean with the 1 of the right side, or one number whatever the
    constant is."""
    (constant,) = constants.values()
    pairs = [(*question.constants.values(), *numbers) for question, numbers in known]
    ways: list[Callable[[float], float]] = [
        lambda c: c, lambda c: ctypes.c_float(c).value, lambda c: (1.0 + c) / 2.0, lambda c: 0.0, lambda c: 1.0,
    ]  # fmt: skip
    told = {way(constant) for way in ways if len(pairs) > 2 and all(way(c) == number for c, number in pairs)}
    return (told.pop(),) if len(told) == 1 else None
