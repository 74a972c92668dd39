"""The requests that the lab's front end makes of a link: its fields are texts that anybody may have written."""

import json
from typing import Any

from autograd import ExpressionError
from tests.fuzz.readers.texts import WORDS
from tests.fuzz.target import Target, fields_of, lines
from viz.lab.inside.calls import answer
from viz.lab.inside.networks.settings import CHOICES, LIMITS, chosen

CALLS = ("calculate", "mark", "move", "export")


def _request(content: bytes) -> None:
    which, text, values, rate, more = fields_of(content, 5)
    call = CALLS[len(which) % len(CALLS)]
    asked: dict[str, Any] = {"call": call, "text": text, "values": values, "eta": rate, "form": "worksheet"}
    asked |= {"language": "ja" if "j" in which else "en", "answers": more.split("\n"), "leaves": _leaves(more)}
    found = json.loads(answer(json.dumps(asked)))
    assert {*found} in ({"answer"}, {"mistake"})


def _leaves(typed: str) -> list[float | None]:
    """Moved inputs as the front end reads them, `1=2.5`: numbers at their places."""
    leaves: list[float | None] = [None] * 8
    for word in typed.split():
        place, _, number = word.partition("=")
        if place.isdecimal() and place.isascii() and len(place) < 3 and int(place) < len(leaves):
            try:
                leaves[int(place)] = float(number)
            except ValueError:
                continue
    return leaves


def lab() -> Target:
    seeds = [
        "\nsigmoid(w*x)\nw=0.5 x=2\n0.1\n", "a\nw*x + b\nw=1 x=2 b=3\n\n2\n5\n", "ab\nx**2 + y\nx=3 y=1\n\n0=2.5 1=4",
        "abc\nh = x*y; h + x\nx=3 y=1\n0.1\n", "j\nsum(W @ x)\nW=[[1, 2], [3, 4]], x=[1, 2]\n\n", "\n2 +* x\nx=1\n\n",
    ]  # fmt: skip
    return Target("lab", _request, (), lines(seeds), WORDS, 512)


def settings() -> Target:
    keys = [*CHOICES, *LIMITS, "hidden"]

    def read(content: bytes) -> None:
        chosen(dict(zip(keys, fields_of(content, len(keys)), strict=True)))

    seeds = [
        "moons\nrelu\nAdam\ncross-entropy\n100\n0.1\n0\n0.03\n8 8",
        "sine\ntanh\nSGD\nsquared error\n4\n1\n9\n10\n1",
    ]
    words = [word for each in CHOICES.values() for word in each]
    return Target("settings", read, (ExpressionError,), lines(seeds), words, 256)


TARGETS = {"lab": lab, "settings": settings}
