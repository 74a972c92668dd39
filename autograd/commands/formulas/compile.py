"""`ringo compile EXPRESSION NAME=NUMBER …`: a formula as a compiled program, explained or written as code."""

from __future__ import annotations

import argparse
from itertools import chain
from pathlib import Path
from typing import Any

from autograd.by_hand.sheet import files, roles
from autograd.by_hand.sheet.shown.places import leaves_named, typed_names
from autograd.calculus.order import inputs_first
from autograd.commands import UserError
from autograd.commands.steps import add_expression, calculated
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.text import path_in_a_sentence, printable
from autograd.record.record import Record

USAGE = "EXPRESSION [NAME=NUMBER ...] [OPTION ...]"
SEE = ("steps", "claim")
FORMATS = ("text", "markdown", "latex", "svg")
ENDINGS = {
    "text": (), "markdown": (".md", ".markdown"), "latex": (".tex",), "svg": (".svg",),
    "numpy": (".py",), "c": (".c", ".h", ".cpp"),
}  # fmt: skip
"""What a file of each ends in."""
OTHERS = (".csv", ".htm", ".html", ".jpg", ".js", ".json", ".pdf", ".png", ".xlsx")
"""Endings of what is never written. Any further ending promises nothing."""


def add_options(parser: argparse.ArgumentParser) -> None:
    add_expression(parser)
    parser.add_argument("--parameters", metavar="NAMES", help=say("help compiled parameters"))
    parser.add_argument("--format", metavar="FORMAT", help=say("help explanation format", formats=", ".join(FORMATS)))
    parser.add_argument("--source", metavar="LANGUAGE", help=say("help source"))
    parser.add_argument("--output", metavar="FILE", help=say("help output"))
    parser.add_argument("--overwrite", action="store_true", help=say("help overwrite"))


def run(options: argparse.Namespace) -> None:
    if options.source is not None and options.format is not None:
        raise UserError(say("source or format"))
    if options.format is not None and options.format not in FORMATS:
        raise UserError(say("no such format here", formats=", ".join(FORMATS), format=printable(options.format)))
    if options.output is not None and not options.output.strip():
        raise UserError(say("no file to write to"))
    if options.output is not None:
        _require_ending(options)
        files.require_place(Path(options.output), options.overwrite)
    shown = _shown(_program(options), options).rstrip("\n") + "\n"
    if options.output is None:
        print(shown, end="", flush=True)
        return
    files.write(shown, Path(options.output), options.overwrite, "utf-8")
    print(say("saved", path=options.output))


def _require_ending(options: argparse.Namespace) -> None:
    """Refuse a file whose ending says that it holds something else than is written."""
    written = options.source or options.format or "text"
    fitting = (*ENDINGS.get(written, ()), ".txt")
    ending = Path(options.output).suffix.lower()
    if written in ENDINGS and ending not in fitting and ending in (*chain(*ENDINGS.values()), *OTHERS):
        path = path_in_a_sentence(options.output)
        named = say("either", first=", ".join(fitting[:-1]), second=".txt") if fitting[1:] else ".txt"
        raise UserError(say("another ending", path=path, what=written, fitting=named))


def _program(options: argparse.Namespace) -> Any:
    """The typed formula as a program. What is no parameter is an input."""
    from autograd.program import compile as compiled  # only here: other commands need no program

    out = calculated(options)
    parameters = _parameters(out, options.parameters)
    leaves = [node for node in inputs_first([out]) if node.op is None and roles.has_own_name(node)]
    inputs = [leaf for leaf in leaves if not any(leaf is parameter for parameter in parameters)]
    try:
        return compiled(out, parameters, inputs)
    except (ModuleNotFoundError, ValueError, TypeError) as error:
        raise UserError(str(error)) from None


def _parameters(out: Value, names: str | None) -> list[Value]:
    """The leaves of these names; a vector's name stands for all of its numbers. If no names are given, those of the
    leaves tell."""
    if names is None:
        return [leaf for leaf in roles.parameters(Record(out)) if leaf.name]
    return leaves_named(out, typed_names(names))


def _shown(program: Any, options: argparse.Namespace) -> str:
    try:
        if options.source is not None:
            return str(program.source(options.source))
        explained = program.explain()
        if options.format == "svg":
            import viz  # only when a picture is asked for: it needs more than the standard library

            return viz.draw(explained).svg
    except (ImportError, ValueError, RuntimeError) as error:
        raise UserError(str(error)) from None
    forms = {"markdown": explained.markdown, "latex": explained.latex}
    return str(forms.get(options.format, explained.__str__)())
