"""A step of the character transformer of `examples/gpt.py`, Adam included, against the same code eagerly.

It is 16 wide, with 4 heads, one layer and 7 tokens.
"""

from __future__ import annotations

from collections.abc import Iterator

import nn
from examples.gpt import GPT, compiled, loss, numbered, step
from tests.bench.turns import Missing, Row, in_turns

ALPHABET, TOKENS = "abcdefghijklmnopqrstuvwxyz", 7
NAMES = ["emma", "olivia", "ava", "isabella", "sophia", "mia", "charlotte", "amelia"]


def eager_step(model: GPT, optimizer: nn.optim.Optimizer, examples: list[list[float]]) -> None:
    model.zero_grad()
    for line in examples:
        (loss(model, line[:TOKENS], line[TOKENS : 2 * TOKENS], line[2 * TOKENS :]) / len(examples)).backward()
    optimizer.step()


def rows(quick: bool) -> Iterator[Row | Missing]:
    model = GPT(len(ALPHABET) + 1, TOKENS, seed=0)
    program = compiled(model, TOKENS)
    ours, theirs = nn.optim.Adam([program.parameters], 1e-3), nn.optim.Adam(model.parameters(), 1e-3)
    for batch in (1,) if quick else (1, 32):
        examples = [numbered(name, ALPHABET, TOKENS) for name in (NAMES * 4)[:batch]]
        medians = in_turns(
            {
                "ours": lambda examples=examples: step(program, ours, examples),  # type: ignore[misc]
                "theirs": lambda examples=examples: eager_step(model, theirs, examples),  # type: ignore[misc]
            },
            rounds=1 if quick else 3,
        )
        yield Row(
            f"transformer's step, {batch} name{'s' * (batch > 1)}",
            "the same code eagerly",
            1000.0,
            medians["ours"],
            medians["theirs"],
        )
