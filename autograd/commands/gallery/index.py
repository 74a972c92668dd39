"""The gallery's index: a page of HTML per language, without scripts, that opens from disk.

Its Content-Security-Policy allows the one style by its hash, and pictures that lie beside the page. So nothing that a
name or a formula holds can run, even if it became markup.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from html import escape

from autograd import __version__
from autograd.commands.gallery.graphs import Graph
from autograd.commands.gallery.trained import ENDINGS, OTHERS, Trained
from autograd.language import LANGUAGES, language, say, speaking

STYLE = """
:root { color-scheme: light dark; background: #fff; color: #1a1a1a; }
a { color: #0645ad; }
@media (prefers-color-scheme: dark) {
  :root { background: #16181c; color: #e8e8e8; }
  a { color: #9cc4ff; }
}
body { font: 1rem/1.6 system-ui, sans-serif; max-width: 72rem; margin: 0 auto; padding: 1rem; }
header p:first-child { text-align: end; }
h2 { margin-top: 3rem; }
.picture { overflow-x: auto; background: #fff; border: 1px solid #767676; }
.picture img { display: block; padding: .5rem; }
code, pre { overflow-wrap: anywhere; }
pre { white-space: pre-wrap; padding: .5rem; border: 1px solid #767676; }
ul.files { display: flex; flex-wrap: wrap; gap: .5rem 1.5rem; padding: 0; list-style: none; }
ul.files a, nav a { display: inline-block; padding: .25rem 0; }
article { break-inside: avoid; }
"""
POLICY = "; ".join(
    [
        "default-src 'none'",
        "img-src 'self' file:",  # a page that is opened from disk has no self
        f"style-src 'sha256-{base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]
)


def file_of(name: str, ending: str, spoken: str = LANGUAGES[0]) -> str:
    """The name of a file in a language: `index.html` in the first one, `index.ja.html` in Japanese.

    >>> file_of("apple", "csv"), file_of("apple", "csv", "ja")
    ('apple.csv', 'apple.ja.csv')
    """
    return f"{name}.{ending}" if spoken == LANGUAGES[0] else f"{name}.{spoken}.{ending}"


def index_of(spoken: str) -> str:
    """The name of the index in a language."""
    return file_of("index", "html", spoken)


def index(graphs: Iterable[tuple[Graph, Sequence[str]]], trained: Iterable[Trained] = ()) -> str:
    """The page in the current language, with these graphs, the endings of each one's files, and trained networks."""
    graphs, trained = list(graphs), list(trained)
    entries = "\n".join(f'<li><a href="#{escape(of.name)}">{_said(of.name)}</a></li>' for of in _all(graphs, trained))
    articles = "\n".join(_article(graph, endings) for graph, endings in graphs)
    learned = "\n".join(map(_learned, trained))
    others = "\n".join(f"<li><code>python examples/{name}.py</code>: {_said(name)}</li>" for name in OTHERS)
    return f"""<!DOCTYPE html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Ringograd {__version__}">
<title>{escape(say("gallery title"))}</title>
<style>{STYLE}</style>
</head>
<body>
<header>
<p>{" ".join(_other(spoken) for spoken in LANGUAGES if spoken != language())}</p>
<h1>{escape(say("gallery title"))}</h1>
<p>{escape(say("gallery intro"))}</p>
</header>
<nav aria-label="{escape(say("gallery contents"))}">
<ol>
{entries}
</ol>
</nav>
<main>
{articles}
{learned}
<section aria-labelledby="others">
<h2 id="others">{escape(say("gallery others"))}</h2>
<ul>
{others}
</ul>
</section>
</main>
</body>
</html>
"""


def _all(graphs: Iterable[tuple[Graph, Sequence[str]]], trained: Iterable[Trained]) -> list[Graph | Trained]:
    return [*(graph for graph, _ in graphs), *trained]


def _other(spoken: str) -> str:
    with speaking(spoken):
        name = escape(say("gallery language"))
    return f'<a href="{index_of(spoken)}" lang="{spoken}" hreflang="{spoken}">{name}</a>'


def _said(name: str) -> str:
    return escape(say(f"gallery {name}"))


def _article(graph: Graph, endings: Sequence[str]) -> str:
    name, picture = escape(graph.name), escape(say("gallery picture", formula=graph.formula))
    image = f'<img src="{file_of(name, "svg", language())}" alt="" loading="lazy">'
    return f"""<article id="{name}" aria-labelledby="{name}-title">
{_head(graph.name)}
<div class="picture" role="img" aria-label="{picture}" tabindex="0">{image}</div>
{_files(graph.name, endings)}
<p>{escape(say("gallery example", file=graph.example))}</p>
<pre><code>{escape(graph.command)}</code></pre>
</article>"""


def _learned(of: Trained) -> str:
    """What a network has learned. The moving picture is a link: nothing on a page moves without being asked."""
    name = escape(of.name)
    pictures = "\n".join(
        f'<div class="picture" role="img" aria-label="{escape(say(f"gallery shows {ending}"))}: {_said(of.name)}" '
        f'tabindex="0"><img src="{file_of(name, ending, language())}" alt="" loading="lazy"></div>'
        for ending in ENDINGS
        if ending != "gif"
    )
    return f"""<article id="{name}" aria-labelledby="{name}-title">
{_head(of.name)}
{pictures}
{_files(of.name, ENDINGS)}
<p>{escape(say("gallery learns"))}</p>
<pre><code>python examples/{escape(of.example)}</code></pre>
</article>"""


def _head(name: str) -> str:
    return f"""<h2 id="{escape(name)}-title">{_said(name)}</h2>
<p>{escape(say(f"gallery {name}: why"))}</p>"""


def _files(name: str, endings: Sequence[str]) -> str:
    links = "\n".join(f"<li>{_link(name, ending)}</li>" for ending in endings)
    return f"""<ul class="files">
{links}
</ul>"""


def _link(name: str, ending: str) -> str:
    """A link, whose label tells the graph too for those who hear one link after the other. A page speaks all languages,
    and its link says which; a moving picture has no words."""
    shown = escape(say(f"gallery file {ending}"))
    file = escape(file_of(name, ending, LANGUAGES[0] if ending in ("html", "gif") else language()))
    spoken = f"#lang={language()}" if ending == "html" else ""
    return f'<a href="{file}{spoken}" aria-label="{shown}: {_said(name)}">{shown}</a>'
