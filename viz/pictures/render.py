"""Pictures from DOT text: SVG, PNG or PDF, as bytes or as a file.

Graphviz is a C library. It prints complaints, shrinks pictures that are too large, and may end the process. Here each
of these is an error or a warning with a sentence. The same text gives the same bytes in every run.
"""

import contextlib
import itertools
import math
import os
import pathlib
import re
import shutil
import subprocess
import warnings
from types import ModuleType

import graphviz

from autograd.language import say
from autograd.language.errors import require_path
from autograd.language.whole import write_whole
from viz.pictures import fonts

FORMATS = ("svg", "png", "pdf", "dot")
PNG_DPI = 144  # Graphviz's own 96 blurs small labels on today's screens
PNG_SIDE = 30_000  # pixels; above 32,767 cairo shrinks the picture by itself
PNG_AREA = 60_000_000  # pixels of 4 bytes; where memory runs out, Graphviz ends the whole process

_not_in_xml = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_empty_first_line = re.compile(r'"(?=\\[nlr]|\n)')


class RenderError(RuntimeError):
    """No picture could be made: the text is not valid DOT, or no Graphviz is installed."""


def _viewport(plain: bytes, notes: list[Warning]) -> str:
    """The attribute that keeps a PNG within bounds, or "". `plain` is the layout, with its size in inches."""
    width, height = (float(inches) * 72 + 8 for inches in plain.split()[2:4])  # points, with a margin of 4
    across, down = (points * PNG_DPI / 72 for points in (width, height))  # pixels
    zoom = min(PNG_SIDE / max(across, down), math.sqrt(PNG_AREA / (across * down)))
    if zoom >= 1:
        return ""
    notes.append(UserWarning(
        say("PNG too large", across=across, down=down, smaller_across=across * zoom, smaller_down=down * zoom)
    ))  # fmt: skip
    return f"{width * zoom},{height * zoom},{zoom}"


def _draw_in_process(pygraphviz: ModuleType, dot: str, format: str, notes: list[Warning]) -> bytes:
    library = pygraphviz.graphviz
    with contextlib.ExitStack() as stack:
        context = library.gvContextWithBuiltins()  # before any text is read, for it sets the default label
        stack.callback(library.gvFreeContext, context)
        graph = pygraphviz.AGraph().from_string(dot)  # AGraph(dot) looks for a `charset` in the labels
        stack.callback(graph.close)

        def drawn(format: str) -> bytes:
            answer = library.gvRenderData(context, graph.handle, format.encode())
            if isinstance(answer, int):  # an error number alone, where [0, picture] is expected
                raise ValueError(say("Graphviz gave no reason"))
            return bytes(answer[1])

        if format == "png":
            graph.graph_attr["dpi"] = str(PNG_DPI)
        library.gvLayout(context, graph.handle, b"dot")  # most of the time goes here, so once for both below
        stack.callback(library.gvFreeLayout, context, graph.handle)
        if format == "png":
            graph.graph_attr["viewport"] = _viewport(drawn("plain"), notes)
        return drawn(format)


def _draw_with_program(dot: str, format: str, notes: list[Warning]) -> bytes:
    if shutil.which("dot") is None:
        raise RenderError(say("Graphviz is not here"))

    def drawn(dot: str, format: str) -> bytes:
        picture = bytes(graphviz.Source(dot).pipe(format))
        if not picture:
            raise ValueError(say("Graphviz gave nothing"))
        return picture

    if format == "png":
        viewport = _viewport(drawn(dot, "plain"), notes)
        start, brace, end = dot.rpartition("}")
        dot = f'{start}\ngraph [dpi={PNG_DPI} viewport="{viewport}"]{brace}{end}'
    return drawn(dot, format)


def _draw(dot: str, format: str, notes: list[Warning]) -> bytes:
    try:
        import pygraphviz  # only now: importing viz stays cheap
    except ImportError:  # it has no wheel for some systems
        return _draw_with_program(dot, format, notes)
    return _draw_in_process(pygraphviz, dot, format, notes)


def render(dot: str, format: str) -> bytes:
    """Draw DOT text in the format "svg", "png" or "pdf". The format "dot" gives the text itself, in UTF-8.

    What Graphviz says about the graph becomes a Python warning. Characters that no font has give a
    `MissingGlyphWarning`, and a PNG that would be too large is drawn smaller, with a warning.

    Raises `ValueError` for another format and `RenderError` if the text cannot be drawn.

    >>> render("digraph { apple -> cost }", "dot")
    b'digraph { apple -> cost }'
    """
    if format not in FORMATS:
        raise ValueError(say("no format of pictures", format=format, formats=", ".join(FORMATS)))
    if refused := _not_in_xml.search(dot):
        raise RenderError(say("character in no picture", character=refused[0]))
    if format == "dot":
        return dot.encode()
    dot = _empty_first_line.sub('" ', dot)  # Graphviz 14.1 may crash when it frees an empty line of a label
    notes: list[Warning] = []
    fonts.fontconfig()  # before Graphviz lists the fonts
    try:
        with fonts.captured_messages() as said:
            picture = _draw(dot, format, notes)
    except (ValueError, subprocess.CalledProcessError) as error:
        raise RenderError(say("Graphviz cannot draw", reason=" ".join(said) or error)) from error
    if format != "svg" and (missing := fonts.missing_glyphs(dot)):  # an SVG is shown with its reader's fonts
        notes.append(fonts.MissingGlyphWarning(missing))
    notes += [UserWarning(say("Graphviz says", line=line)) for line in said]
    with fonts.one_at_a_time:  # or another thread would take the printed warning for one of Graphviz's
        for note in notes:
            warnings.warn(note, stacklevel=2)
    if format == "pdf":  # without the time of its making, the same graph is the same file
        picture = re.sub(rb"(/CreationDate \(D:)\d{14}", rb"\g<1>20000101000000", picture)
    return picture


def inline_svg(dot: str) -> str:
    """Draw DOT text as one `<svg>` element, to stand inside a page or a notebook.

    Raises `RenderError` if the text cannot be drawn.
    """
    text = render(dot, "svg").decode()
    return text[text.index("<svg") :].rstrip()  # what stands before it may only open a file


def _keep(dot: str, path: pathlib.Path) -> pathlib.Path:
    """Write DOT text beside `path`. No file is overwritten, unless it holds this very text."""
    text = dot.encode(errors="backslashreplace")
    others = (path.with_name(f"{path.stem[:60]}-{number}.dot") for number in itertools.count(2))
    for kept in itertools.chain([path.with_suffix(".dot")], others):
        try:
            write_whole(kept, text, overwrite=False)
        except FileExistsError:
            if not (kept.is_file() and kept.read_bytes() == text):
                continue
        break
    return kept


def save(dot: str, path: str | os.PathLike[str]) -> pathlib.Path:
    """Draw DOT text into a file. The suffix (.svg, .png, .pdf, .dot) chooses the format, and missing folders are made.

    The file is written whole or not at all. If the text cannot be drawn, it is kept in a .dot file, and a `RenderError`
    names this file. Raises `ValueError` for another suffix, and `OSError` if the file cannot be written.
    """
    require_path(path)
    path = pathlib.Path(path)
    format = path.suffix.lower().removeprefix(".")
    if format not in FORMATS:
        raise ValueError(say("no suffix of a picture", path=str(path)))
    try:
        picture = render(dot, format)
    except RenderError as error:
        if format == "dot":
            raise
        raise RenderError(say("graph kept as text", error=error, path=_keep(dot, path))) from error
    write_whole(path, picture)
    return path
