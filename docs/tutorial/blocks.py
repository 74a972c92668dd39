"""The code of the tutorial, run as a reader types it: `python -m docs.tutorial.blocks` writes what it prints today.

A chapter has two kinds of code. A block ```` ```python ```` is a whole program, and the block ```` ```text ```` after
it is what it prints. A block ```` ```console ```` has commands, each after `$`, and below each what it prints. A line
`…` stands for any lines, and `…` in a line for any words. The commands of a chapter share a folder.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from autograd.__main__ import main as ringo
from autograd.language import speaking
from autograd.language.whole import write_whole

COMMAND = "python -m docs.tutorial.blocks"
HERE = Path(__file__).parent
NAMES = ("1-graphs", "2-chain-rule", "3-layers", "4-networks", "5-convolution", "6-check-it-yourself")
CHAPTERS = tuple(f"{lang}/{name}.md" for lang in ("en", "ja") for name in ("index", *NAMES))
CODE = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$|^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANY = "…"


class Block(NamedTuple):
    """A program or a command, what the chapter says that it prints, and where the chapter says this."""

    code: str
    printed: str
    start: int
    end: int
    is_command: bool


def blocks(text: str) -> Iterator[Block]:
    """The programs and the commands of a chapter, in their order."""
    for match in CODE.finditer(text):
        if match[3] is None:
            yield Block(match[1], match[2], match.start(2), match.end(2), is_command=False)
            continue
        for command in re.finditer(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", match[3], re.MULTILINE):
            start, end = (match.start(3) + place for place in command.span(2))
            yield Block(command[1], command[2], start, end, is_command=True)


def run(block: Block) -> str:
    """What the block prints in the current folder. Raises `RuntimeError` if a command says that it was mistyped."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        if not block.is_command:
            exec(compile(block.code, "<a block of the tutorial>", "exec"), {"__name__": "__main__"})
        else:
            program, *words = shlex.split(block.code)
            if program != "ringo":
                raise RuntimeError(f"the tutorial has a command that is not ringo: {block.code}")
            with contextlib.redirect_stderr(out):
                status = ringo(words)
            if status not in (0, 1):
                raise RuntimeError(f"ringo refuses {block.code}: {out.getvalue()}")
    return re.sub(r"[ \t]+$", "", out.getvalue(), flags=re.MULTILINE).rstrip("\n") + "\n"


def agrees(said: str, printed: str) -> bool:
    """Whether the chapter says what is printed, where a line `…` stands for any lines, and `…` in a line for any words.

    >>> agrees("first\\n…\\nlast of … lines\\n", "first\\nsecond\\nlast of 3 lines\\n")
    True
    """
    pattern = re.escape(said)
    pattern = re.sub(rf"^{ANY}\n", lambda _: r"(?:.*\n)*", pattern.replace("\\\n", "\n"), flags=re.MULTILINE)
    return re.fullmatch(pattern.replace(ANY, ".*"), printed) is not None


@contextlib.contextmanager
def at_a_desk(lang: str) -> Iterator[None]:
    """An empty folder, in which the chosen language is spoken."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, speaking(lang):
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)


def rewritten(text: str, lang: str) -> str:
    """The chapter with what its code prints today; what agrees stays as it is, with its lines `…`."""
    written, end = "", 0
    with at_a_desk(lang):
        for block in blocks(text):
            printed = run(block)
            written += text[end : block.start] + (block.printed if agrees(block.printed, printed) else printed)
            end = block.end
    return written + text[end:]


def main() -> None:
    for name in CHAPTERS:
        path = HERE / name
        if path.exists():
            write_whole(path, rewritten(path.read_text("utf-8"), name[:2]).encode())
            print(path, file=sys.stderr)


if __name__ == "__main__":
    main()
