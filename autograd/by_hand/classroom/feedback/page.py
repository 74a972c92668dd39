"""A document as a page of HTML that is one file without a script, and as Markdown.

Every text is escaped, and the policy of the page lets nothing load and nothing run but its own style.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from html import escape
from typing import Any

from autograd import __version__
from autograd.by_hand.classroom.collect.own import GENERATOR
from autograd.by_hand.sheet.files.paper import Document, Part
from autograd.language import language
from autograd.language.text import escaped, markdown_table

STYLE = """
:root { color-scheme: light dark; --line: #8886; --good: #1a7f37; --bad: #b3261e; --soft: #8882; --bar: #4a7fc1;
  --paper: #fff; --ink: #1b1b1b }
@media (prefers-color-scheme: dark) { :root { --good: #5dd07d; --bad: #ff8f85; --paper: #161616; --ink: #eee } }
html { background: var(--paper); color: var(--ink) }
body { font: 1rem/1.5 system-ui, "Noto Sans JP", "Hiragino Sans", "Yu Gothic", sans-serif; max-width: 62rem;
  margin: 1.5rem auto; padding: 0 1rem; overflow-wrap: anywhere }
h1 { font-size: 1.35rem } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem }
p { margin: .3rem 0 }
table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: left; vertical-align: top }
td { min-width: 5em } td:first-child { min-width: 2em } thead th { white-space: nowrap }
th { background: var(--soft) }
tr.wrong > :nth-child(4), tr.unreadable > :nth-child(4) { color: var(--bad); font-weight: 600 }
tr.right > :nth-child(4), tr.carried > :nth-child(4) { color: var(--good) }
svg { display: block; width: 100%; min-width: 4rem; height: .9rem } rect { fill: var(--bar) }
.bars th { min-width: 6em } .bars td { min-width: 2em }
.bars td:last-child { width: 55% } .bars td:nth-child(2) { white-space: nowrap; text-align: right }
@media (max-width: 40rem) {
  table:not(.bars) thead { display: none } table:not(.bars) :is(tbody, tr, td) { display: block; border: 0 }
  table:not(.bars) tr { border: 1px solid var(--line); margin: 0 0 .6rem; padding: .3rem .5rem }
  table:not(.bars) td { padding: .1rem 0 } table:not(.bars) td:empty { display: none }
  table:not(.bars) td::before { content: attr(data-of) ": "; opacity: .75 }
}
@media print {
  :root { --paper: #fff; --ink: #000; --good: #1a7f37; --bad: #b3261e }
  @page { size: A4; margin: 16mm } body { font-size: 10pt; max-width: none; margin: 0; padding: 0 }
  tr { break-inside: avoid } thead { display: table-header-group } h2 { break-after: avoid }
  rect, th { print-color-adjust: exact }
}
"""


def html_page(document: Document) -> str:
    """The document as HTML, in the language of the moment."""
    policy = f"default-src 'none'; style-src 'sha256-{_hash(STYLE)}'; base-uri 'none'; form-action 'none'"
    title, body = escape(document.title), "\n".join(line for part in document.parts for line in _part(part))
    return f"""<!DOCTYPE html>
<html lang="{language()}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="{GENERATOR.format(version=__version__)}">
<title>{title}</title>
<style>{STYLE}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
"""


def _part(part: Part) -> Iterator[str]:
    match part["kind"]:
        case "heading":
            yield f"<h2>{escape(part['text'])}</h2>"
        case "lines":
            yield from (f"<p>{escape(''.join(line))}</p>" for line in part["lines"])
        case "bars":
            yield from _bars(part["bars"])
        case "table":
            yield from _table(part)


def _table(part: Part) -> Iterator[str]:
    headers = part["headers"]
    yield "<table><thead><tr>" + "".join(f'<th scope="col">{escape(name)}</th>' for name in headers) + "</tr></thead>"
    yield "<tbody>"
    for row, name in zip(part["rows"], part.get("classes") or [""] * len(part["rows"]), strict=True):
        cells = [
            f'<td data-of="{escape(header)}">{escape("".join(cell))}</td>'
            for header, cell in zip(headers, row, strict=True)
        ]
        yield (f'<tr class="{escape(name)}">' if name else "<tr>") + "".join(cells) + "</tr>"
    yield "</tbody></table>"


def _bars(bars: Sequence[tuple[str, float]]) -> Iterator[str]:
    """A line for each number, as long as the number is large beside the largest."""
    most = max((size for _, size in bars), default=0) or 1
    yield '<table class="bars"><tbody>'
    for name, size in bars:
        rect = f'<rect width="{100 * size / most:.4g}" height="10"/>'
        svg = f'<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">{rect}</svg>'
        yield f'<tr><th scope="row">{escape(name)}</th><td>{size:g}</td><td>{svg}</td></tr>'
    yield "</tbody></table>"


def _hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def markdown_page(document: Document) -> str:
    """The document as Markdown."""
    return "\n\n".join([f"# {escaped(document.title)}", *map(_markdown, document.parts)]) + "\n"


def _markdown(part: Part) -> str:
    match part["kind"]:
        case "heading":
            return f"## {escaped(part['text'])}"
        case "lines":
            return "\n\n".join(escaped("".join(line)) for line in part["lines"])
        case "bars":
            return markdown_table(["", ""], [[name, f"{size:g}"] for name, size in part["bars"]], right=[1])
        case _:
            cells: list[list[Any]] = [["".join(cell) for cell in row] for row in part["rows"]]
            return markdown_table(part["headers"], cells)
