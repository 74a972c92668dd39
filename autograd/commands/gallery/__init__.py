"""`ringo gallery FOLDER`: pictures and worksheets of small graphs, with an index.

- `graphs`: the formulas and their numbers
- `index`: the page that shows them
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path

from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.sheet import worksheet
from autograd.commands import UserError
from autograd.commands.gallery.graphs import GRAPHS, Graph
from autograd.commands.gallery.index import file_of, index
from autograd.language import LANGUAGES, say, speaking
from autograd.language.text import path_in_a_sentence
from autograd.record.steps import steps

ENDINGS = ("svg", "csv", "md")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.description, parser.epilog = say("gallery does"), say("gallery examples")
    parser.add_argument("folder", nargs="?", default="", metavar="FOLDER", help=say("help folder"))
    parser.add_argument("--overwrite", action="store_true", help=say("help overwrite"))


def run(options: argparse.Namespace) -> None:
    if not options.folder.strip():
        raise UserError(say("no folder"))
    folder = Path(options.folder.strip())
    made = dict(_files())
    if not options.overwrite:  # before the first one is written, so that all of them are from one run
        for name in made:
            if os.path.lexists(folder / name):
                raise UserError(say("file exists", path=path_in_a_sentence(folder / name)))
    for name, content in made.items():
        files.write(content, folder / name, options.overwrite)
    print(say("gallery saved", count=len(made), path=path_in_a_sentence(folder / file_of("index", "html"))), flush=True)


def _files() -> Iterator[tuple[str, str | bytes]]:
    """The name and the content of each file; the index comes last, when all that it shows is there."""
    for graph in GRAPHS:
        yield from _of(graph)
    for spoken in LANGUAGES:
        with speaking(spoken):
            yield file_of("index", "html", spoken), index((graph, ENDINGS) for graph in GRAPHS)


def _of(graph: Graph) -> Iterator[tuple[str, str | bytes]]:
    output = graph.output()
    yield file_of(graph.name, "svg"), _picture(graph)
    sheet = worksheet(output, graph.rate)
    for spoken in LANGUAGES:
        with speaking(spoken):
            table = sheet.table()
            yield file_of(graph.name, "csv", spoken), files.csv_text(table).encode("utf-8-sig")
            yield file_of(graph.name, "md", spoken), files.markdown(table)


def _picture(graph: Graph) -> str:
    try:
        import viz  # only here: it needs more than the standard library

        return viz.draw(steps(graph.output())).svg
    except (ImportError, RuntimeError) as error:
        raise UserError(say("picture not saved", file=file_of(graph.name, "svg"), reason=error)) from None
