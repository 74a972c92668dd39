"""Calls that write into their input, such as `relu(x, inplace=True)` and `x += y`.

A model here never does. It would differ where a network uses the old numbers again, so such networks are refused.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from autograd.language import say

KEEP = ("Identity", "Flatten", "Dropout")
"""Modules whose output may lie in the memory of their input."""


class Effect(NamedTuple):
    """Whether a call writes into its first input, and whether its output lies in the same memory."""

    writes: bool
    keeps: bool


def effect_of_layer(module: Any) -> Effect:
    """The effect of a module of PyTorch itself."""
    writes = bool(getattr(module, "inplace", False))
    return Effect(writes, writes or type(module).__name__ in KEEP)


def effect_of_row(effects: list[Effect]) -> Effect:
    """The effect of modules one after the other.

    >>> effect_of_row([Effect(False, True), Effect(True, True), Effect(False, False), Effect(False, True)])
    Effect(writes=True, keeps=False)
    """
    first = next((i for i, effect in enumerate(effects) if not effect.keeps), len(effects))
    return Effect(any(effect.writes for effect in effects[: first + 1]), first == len(effects))


def effect_of_calls(calls: list[Any], effect: Callable[[Any], Effect | None]) -> Effect:
    """The effect of the calls of a `forward`, as PyTorch's `fx` lists them: the input first, the output last.

    `effect` gives the effect of one call, or None for a call without a tensor. Raises `ValueError` if a call uses
    numbers that another one has written over.
    """
    home, since = {calls[0].name: calls[0].name}, {calls[0].name: 0}
    written: dict[str, tuple[int, str]] = {}
    for i, call in enumerate(calls[1:], 1):
        names = [x.name for x in call.all_input_nodes if x.name in home]
        found = effect(call) if call.op != "output" else Effect(False, True)
        if found is None or not names:
            continue
        for name in names:
            when, who = written.get(home[name], (0, ""))
            if when > since[name]:
                raise ValueError(say("works in place", name=who))
        home[call.name], since[call.name] = home[names[0]] if found.keeps else call.name, i
        if found.writes:
            written[home[names[0]]] = (i, call.name)
    return Effect(calls[0].name in written, home.get(calls[-1].name) == calls[0].name)
