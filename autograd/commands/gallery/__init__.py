"""`ringo gallery FOLDER`: pictures, pages and worksheets of small graphs, and networks that learn, with an index.

- `graphs`: the formulas and their numbers
- `trained`: the networks that learn
- `index`: the page that shows them
"""

from __future__ import annotations

import argparse
import sys
import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path

from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.sheet import worksheet
from autograd.commands import UserError
from autograd.commands.gallery.graphs import GRAPHS
from autograd.commands.gallery.index import file_of, index, index_of
from autograd.commands.gallery.trained import ENDINGS as OF_TRAINED
from autograd.commands.gallery.trained import TRAINED, Trained, can_be_drawn
from autograd.language import LANGUAGES, language, say, speaking
from autograd.language.text import path_in_a_sentence
from autograd.record.steps import Steps, steps

USAGE = "FOLDER [--overwrite]"
SEE = ("lab", "exercise")
ENDINGS = ("html", "svg", "csv", "md")
ONCE = ("html", "gif")
"""The endings of files that have no words, or those of all languages."""


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default="", metavar="FOLDER", help=say("help folder"))
    parser.add_argument("--overwrite", action="store_true", help=say("help overwrite"))


def run(options: argparse.Namespace) -> None:
    if not options.folder.strip():
        raise UserError(say("no folder"))
    folder = Path(options.folder.strip())
    trained = TRAINED if can_be_drawn() else ()
    for name in _names(trained):  # before the first one is made, which takes long, and so that all are from one run
        files.require_place(folder / name, options.overwrite)
    with warnings.catch_warnings(record=True) as warned:
        warnings.simplefilter("always")
        made = dict(_files(trained))
    for name, content in made.items():
        files.write(content, folder / name, options.overwrite)
    for warning in dict.fromkeys(str(one.message) for one in warned):  # once, and not for each graph
        print(f"ringo: {warning}", file=sys.stderr)
    print(say("gallery saved", count=len(made), path=path_in_a_sentence(folder / index_of(language()))), flush=True)


def _names(trained: Sequence[Trained]) -> Iterator[str]:
    """The names of the files, before there are any."""
    all_endings = [*((graph.name, ENDINGS) for graph in GRAPHS), *((of.name, OF_TRAINED) for of in trained)]
    for name, endings in all_endings:
        for ending in endings:
            yield from (file_of(name, ending, spoken) for spoken in LANGUAGES[: 1 if ending in ONCE else None])
    yield from map(index_of, LANGUAGES)


def _files(trained: Sequence[Trained]) -> Iterator[tuple[str, str | bytes]]:
    """The name and the content of each file; the index comes last, when all that it shows is there."""
    for graph in GRAPHS:
        output = graph.output()
        yield from _drawn(graph.name, steps(output))
        sheet = worksheet(output, graph.rate)
        for spoken in LANGUAGES:
            with speaking(spoken):
                table = sheet.table()
                yield file_of(graph.name, "csv", spoken), files.csv_text(table).encode("utf-8-sig")
                yield file_of(graph.name, "md", spoken), files.markdown(table)
    for of in trained:
        print(say("gallery training", name=say(f"gallery {of.name}")), file=sys.stderr, flush=True)
        yield from ((file_of(of.name, ending, spoken), content) for ending, spoken, content in of.drawn())
    if not can_be_drawn():
        print(say("gallery without plots"), file=sys.stderr)
    for spoken in LANGUAGES:
        with speaking(spoken):
            yield index_of(spoken), index(((graph, ENDINGS) for graph in GRAPHS), trained)


def _drawn(name: str, record: Steps) -> Iterator[tuple[str, str | bytes]]:
    """The picture in each language, and the page, which speaks them all. Its picture is drawn already."""
    pictures = dict[str, str]()
    try:
        import viz  # only here: it needs more than the standard library
        from viz.page.html import html_of

        for spoken in LANGUAGES:
            with speaking(spoken):
                pictures[spoken] = viz.draw(record).svg
        page = html_of(record, picture=pictures[language()])
    except (ImportError, RuntimeError) as error:
        raise UserError(say("picture not saved", file=file_of(name, "svg"), reason=error)) from None
    yield from ((file_of(name, "svg", spoken), picture) for spoken, picture in pictures.items())
    yield file_of(name, "html"), page
