"""The digits that the lab brings along: `python -m docs.digits` in the project's folder.

It takes the first digits that scikit-learn has, and writes them as text into a module of the lab.
"""

from __future__ import annotations

import base64
import bz2
import textwrap
from pathlib import Path

import nn
from autograd.language.whole import write_whole

COUNT = 200
FILE = Path(__file__).parent.parent / "viz" / "lab" / "inside" / "networks" / "digits.py"
START, END = 'PACKED = """\\\n', '"""\n'


def packed() -> str:
    """The digits, each its class and its 64 levels of grey, compressed and written as letters."""
    data = nn.data.digits()[:COUNT]
    numbers = [[y, *(round(16 * level) for level in x)] for x, y in data]
    plain = bytes(number for row in numbers for number in row)
    letters = base64.b85encode(bz2.compress(plain))  # none of them ends a text, nor a line of it
    return "\n".join(textwrap.wrap(letters.decode(), 118)) + "\n"


def main() -> None:
    before, _, rest = FILE.read_text("utf-8").partition(START)
    after = rest.partition(END)[2]
    write_whole(FILE, f"{before}{START}{packed()}{END}{after}".encode())
    print(FILE)


if __name__ == "__main__":
    main()
