"""A page that is one file: the data, the picture, the style and the script stand in it, and it asks no server for
anything.

Its Content-Security-Policy names the one script and the one style that may be used, by their hashes. So nothing that is
typed or named can run, even if it became markup.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import os
import warnings
from pathlib import Path
from typing import Any

from autograd import __version__
from autograd.graph.value import Value
from autograd.language import LANGUAGES, language, say
from autograd.language.errors import require_path
from autograd.language.text import printable
from autograd.language.whole import write_whole
from autograd.record.steps import Steps
from viz.networks.graphed import graphed
from viz.networks.unfolding import unfolding
from viz.page.data.answers import answers, short_sheet
from viz.page.data.formulas import is_drawn
from viz.page.data.model import model
from viz.page.data.templates import templates
from viz.page.linked import asset, linked
from viz.page.live import NO_RULES, Live, NotLiveError, Tape, live
from viz.page.words import words
from viz.pictures.draw import boxes, draw, recorded

MOST = 100_000
"""The most nodes and edges of a page: a file of some 20 MB, which browsers still open."""


STYLES = "page.css", "watch/network/network.css", "try/try.css", "live/sliders.css"


def page(output: Value | Steps, path: str | os.PathLike[str], model: Any = None) -> Path:
    """Write a page that walks through the calculation of `output` and through the chain rule, step by step.

    The file needs no network and opens from disk. It speaks English and Japanese, the current language first. An
    existing file is replaced. Large graphs are folded as in `viz.draw`; each node has its step all the same. Formulas
    are drawn with the package latex2mathml, and written as text without it. Where layers of neurons are found in the
    graph, their drawing stands beside it: those of `model`, as for `viz.network`, or weights with names such as
    `l1.n2.w3` and `W1[0][1]`. Returns the path.

    Raises `ValueError` for a file that does not end in .html, for more than 100,000 nodes and edges, and for a model
    without a layer of neurons in the graph, `TypeError` if this is no model,
    `ChangedDataError` if some `.data` was changed after use, `DomainError` where a local gradient is infinite, and
    `OSError` if the file cannot be written.

    >>> import tempfile
    >>> apple, count = Value(100, name="apple"), Value(2, name="count")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     "Content-Security-Policy" in page(apple * count, f"{folder}/apple.html").read_text("utf-8")
    True
    """
    require_path(path)
    path = Path(path)
    if path.suffix.lower() != ".html":
        raise ValueError(say("page without .html", path=str(path)))
    write_whole(path, html_of(output, model).encode())
    return path


def html_of(output: Value | Steps, model: Any = None, picture: str = "") -> str:
    """The text of the page, as `page` writes it, with the `picture` of the graph, if it is drawn already."""
    record = recorded(output, "viz.page")
    if (count := len(record.order) + len(record.backward)) > MOST:
        raise ValueError(say("too large for a page", count=f"{count:,}", most=f"{MOST:,}"))
    network = unfolding(record, graphed(record, model))
    if model is not None and network is None:
        raise ValueError(say("no network in the graph", kind=printable(type(model).__name__)))
    if not is_drawn():
        warnings.warn(say("formulas as text"), stacklevel=2)
    try:
        parts = live(record)
    except NotLiveError as error:
        written = data(record) | {"fixed": error.args[0].unbound.name}
        rules = NO_RULES
    else:
        written, rules = data(record, parts), parts.script
    pictures = [picture or draw(record).svg]
    if network:
        written["network"] = network.data
        pictures.append(network.svg)
    return whole(written, "\n".join(pictures), rules)


def data(record: Steps, parts: Live | None = None) -> dict[str, Any]:
    """What the front end needs: the calculation, and the words of each language. If the graph is `live`, also its tape
    and the templates of its formulas, and its worksheet, if it is short."""
    found = model(record, boxes(record)) | {"language": language(), "words": {lang: words(lang) for lang in LANGUAGES}}
    if parts is None:
        return found
    sheet = short_sheet(record)
    return found | anew(record, parts) | ({"answers": answers(sheet)} if sheet else {})


def anew(record: Steps, parts: Live | Tape) -> dict[str, Any]:
    """What the front end needs to calculate and to write the graph for other inputs: of each leaf also its number, and
    whether it has a name."""
    leaves = [(i, value, bool(record.order[i].name)) for i, value in parts.leaves]
    return {
        "tape": {"nodes": parts.nodes, "edges": parts.edges, "leaves": leaves},
        "templates": templates(parts.kinds),
    }


def whole(data: dict[str, Any], svg: str, rules: str = NO_RULES) -> str:
    """The text of the file. The data's texts are given to the script as JSON, in which no sign can end its element.
    `rules` is the module with the rules of the operations."""
    script = f"\n{linked('main.js', {'live/kinds.js': rules})}\n"
    style = "\n".join(["", *map(asset, STYLES)])
    policy = "; ".join(
        [
            "default-src 'none'",
            f"script-src '{_hash(script)}'",
            f"style-src '{_hash(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html",
        ]
    )
    said = data["words"][data["language"]]
    label, value = (data["nodes"][column][data["output"]] for column in ("label", "value"))
    passed = json.dumps(data, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    return f"""<!DOCTYPE html>
<html lang="{data["language"]}">
<!-- Ringograd, whose front end this page contains:

{asset("LICENSE")}
lit-html, which it contains too:

{asset("vendor/lit-html.LICENSE")}-->
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Ringograd {__version__}">
<title>{html.escape(f"{label} = {value}")}</title>
<style>{style}</style>
</head>
<body>
<div id="page">
<noscript><p>{html.escape(said["no script"])}</p></noscript>
{svg}
</div>
<script type="application/json" id="data">{passed}</script>
<script type="module">{script}</script>
</body>
</html>
"""


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
