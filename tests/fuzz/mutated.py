"""Inputs made by changing others: bits, numbers, words put in, parts cut out, doubled, or taken from another input.

They need no package, and the same seed makes the same inputs. So every run of the tests tries some.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence

EXTREME = (b"0", b"-1", b"1e400", b"1e-400", b"NaN", b"inf", b"9" * 40, b"4294967296", b"18446744073709551615", b"\xff")
CHANGES = (1, 1, 1, 2, 4)
"""How many changes make one input of another."""
GOES_ON, MOST_KEPT = 0.01, 200
"""The share of inputs that are changed further, and how many of them are kept at a time."""
NUMBER = re.compile(rb"[0-9]+")


def inputs(seeds: Sequence[bytes], words: Sequence[str], longest: int, seed: int) -> Iterator[bytes]:
    """The seeds, and then changes of them and of one another, for ever."""
    draw = random.Random(seed)
    pool = list(seeds) or [b""]
    tokens = [*(word.encode("utf-8", "surrogateescape") for word in words), *EXTREME]
    yield from pool
    while True:
        content = draw.choice(pool)
        for _ in range(draw.choice(CHANGES)):
            content = _changed(content, pool, tokens, draw)[:longest]
        yield content
        if draw.random() < GOES_ON:
            pool = [*pool[: len(seeds)], *pool[len(seeds) :][-MOST_KEPT:], content]


def _changed(content: bytes, pool: Sequence[bytes], tokens: Sequence[bytes], draw: random.Random) -> bytes:
    start = draw.randint(0, len(content))
    end = min(len(content), start + draw.choice((0, 1, 2, 8, 40)))
    before, part, after = content[:start], content[start:end], content[end:]
    how = draw.randrange(7)
    if how == 0 and content:
        place = draw.randrange(len(content))
        return content[:place] + bytes([content[place] ^ 1 << draw.randrange(8)]) + content[place + 1 :]
    if how == 1:
        return before + draw.choice(tokens) + after
    if how == 2:
        return before + after
    if how == 3:
        return before + part * draw.choice((2, 3, 50)) + after
    if how == 4:
        other = draw.choice(pool)
        place = draw.randint(0, len(other))
        return before + other[place : place + draw.choice((1, 8, 100))] + after
    if how == 5 and (found := list(NUMBER.finditer(content))):
        number = draw.choice(found)
        return content[: number.start()] + draw.choice(EXTREME) + content[number.end() :]
    return before + bytes(draw.randrange(256) for _ in range(draw.randint(1, 4))) + after
