"""Numbers, names and tables as a reader sees them: rounded, cut and aligned.

Names come from users, so they may be long or Japanese, or hold control characters and markup. Text for readers is cut
and cleaned here, once. The record keeps the originals.
"""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from string import Formatter
from typing import Any, NamedTuple, TypeVar

Item = TypeVar("Item")

NAME_WIDTH, CELL_WIDTH, PATH_WIDTH = 40, 160, 200
"""The most columns of a name, of a cell and of a path, which are cut beyond. A longer name would push the numbers off
the screen, in every row of its table."""

UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories that show nothing, or change the line or its direction. A replacement mark is shown instead."""


def number(value: float) -> str:
    """A number rounded for reading to 6 significant digits; never used to calculate.

    >>> number(220.00000000000003), number(2.0), number(1 / 3), number(1e-9)
    ('220', '2', '0.333333', '1e-09')
    """
    return f"{value:.6g}" if value else "0"  # no "-0": its sign tells a reader nothing


def width(text: str) -> int:
    """The columns that `text` takes in a terminal. A wide character, such as a Japanese one, takes two, and an accent
    none.

    >>> width("apple"), width("りんご"), width("e\u0301")
    (5, 6, 1)
    """
    if text.isascii():
        return len(text)
    return sum(
        0 if unicodedata.category(c) in ("Mn", "Me") else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def printable(name: str, limit: int = NAME_WIDTH) -> str:
    """A user's name on one line, without control characters, at most `limit` columns wide.

    >>> printable("りんご"), printable("a\\nb"), printable("x" * 10_000, limit=8)
    ('りんご', 'a�b', 'xxxxxxx…')
    """
    if len(name) <= limit and name.isascii() and name.isprintable():
        return name
    start = name[: limit + 1]  # enough to know whether it fits, however long the name is
    clean = "".join("\ufffd" if unicodedata.category(c) in UNSEEN else c for c in start)
    if start == name and width(clean) <= limit:
        return clean
    while width(clean) >= limit:
        clean = clean[:-1]
    return clean + "…"


def path_in_a_sentence(path: object) -> str:
    """A path on one line, at most `PATH_WIDTH` columns wide.

    >>> path_in_a_sentence("folder/sheet.csv")
    'folder/sheet.csv'
    """
    return printable(str(path), PATH_WIDTH)


def pointed_at(text: str, column: int, around: int = 60) -> str:
    """The text on one line, cut around character number `column`, and below it a caret that points at this character.

    >>> print(pointed_at("りんご * ?", 6))
      りんご * ?
               ^
    """
    line = "".join(" " if c.isspace() else c for c in text[max(0, column - around) : column + around])
    before, after = line[: min(column, around)], line[min(column, around) :]
    before, after = (printable(part, limit=2 * around) for part in (before, after))
    return f"  {before}{after}".rstrip() + f"\n  {' ' * width(before)}^"


def filled(sentence: str, fields: Mapping[str, Any]) -> str:
    """The sentence with its fields, and with a space where a letter or a digit of a field meets Japanese.

    The sentence cannot have this space itself, for a field may begin with a number or be a Japanese word.

    >>> filled("入力は{given}です", {"given": "2 個の数"}), filled("入力は{given}です", {"given": "数のリスト"})
    ('入力は 2 個の数です', '入力は数のリストです')
    """
    text, before = "", ""
    for words, field in _pieces(sentence):
        for piece, quotes in (words, ""), (field.format(**fields), "'\""):  # those of the sentence stand around a field
            if piece:
                apart = {before, _script(piece[0], quotes)} == {"Japanese", "Latin"}
                text += " " * apart + piece
                before = _script(piece.rstrip(")]")[-1:], quotes)  # a bracket belongs to what stands in it
    return text


class _Counting(Formatter):
    """`{n:node|nodes}` is the first word where n is 1, and the second one elsewhere."""

    def format_field(self, value: Any, format_spec: str) -> str:
        one, bar, more = format_spec.partition("|")
        if not bar:
            return format(value, format_spec)
        return one if str(value) == "1" else more


counted = _Counting().vformat
"""A sentence of English with its fields.

>>> [counted("{n} {n:node is|nodes are} left", (), {"n": n}) for n in (0, 1, 2)]
['0 nodes are left', '1 node is left', '2 nodes are left']
"""


@lru_cache
def _pieces(sentence: str) -> list[tuple[str, str]]:
    """Words as they stand, each with the field after them, in braces as `format` reads it."""
    found = []
    for words, name, kind, conversion in Formatter().parse(sentence):
        how = (f"!{conversion}" if conversion else "") + (f":{kind}" if kind else "")
        found.append((words, "" if name is None else f"{{{name}{how}}}"))
    return found


def _script(character: str, quotes: str) -> str:
    """Of a letter or a digit, and of one of these quotation marks around code; nothing of another sign."""
    if character.isascii():
        return "Latin" if character.isalnum() or character in set(quotes) else ""
    return "Japanese" if "ぁ" <= character <= "鿿" else ""


def table(headers: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """An aligned plain-text table. The columns in `right` are aligned to the right.

    No cell is wider than `CELL_WIDTH`: a longer one is cut.

    >>> print(table(["name", "value"], [["りんご", "100"], ["tax", "1.1"]], right=[1]))
    name    value
    ------  -----
    りんご    100
    tax       1.1
    """
    lines = [[printable(cell, CELL_WIDTH) for cell in line] for line in (headers, *rows)]
    widths = [max(map(width, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * columns for columns in widths])
    rightward = frozenset(right)

    def padded(cell: str, column: int) -> str:
        space = " " * (widths[column] - width(cell))
        return space + cell if column in rightward else cell + space

    return "\n".join("  ".join(padded(c, i) for i, c in enumerate(line)).rstrip(" ") for line in lines)


def markdown_table(headers: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """The table as Markdown. Characters of a cell that Markdown or HTML obeys are escaped.

    >>> print(markdown_table(["name", "value"], [["<b>a|b</b>", "2"]], right=[1]))
    | name | value |
    | --- | ---: |
    | &lt;b&gt;a\\|b&lt;/b&gt; | 2 |
    """
    rightward = frozenset(right)
    rule = ["---:" if column in rightward else "---" for column in range(len(headers))]
    cells = [list(map(escaped, headers)), rule, *(list(map(escaped, row)) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in cells)


class Table(NamedTuple):
    """A table that prints as text, and that a notebook shows as one.

    >>> print(Table(["name", "value"], [["tax", "1.1"]], right=[1]))
    name  value
    ----  -----
    tax     1.1
    """

    headers: Sequence[str]
    rows: Sequence[Sequence[str]]
    right: Sequence[int] = ()

    def __str__(self) -> str:
        return table(self.headers, self.rows, self.right)

    def _repr_markdown_(self) -> str:
        return markdown_table(self.headers, excerpt(self.rows, list), self.right)


def excerpt(items: Sequence[Item], row: Callable[[Item], Sequence[str]], most: int = 200) -> list[Sequence[str]]:
    """The row of each item; of more than `most` items those of the first and the last ones, with a row of … between.

    A notebook shows a table without being asked, so that must not be slow.

    >>> excerpt(range(1000), lambda i: [str(i)], most=4)
    [['0'], ['1'], ['…'], ['998'], ['999']]
    """
    if len(items) <= most:
        return list(map(row, items))
    first, last = list(map(row, items[: most // 2])), list(map(row, items[-(most // 2) :]))
    return [*first, ["…"] * len(first[0]), *last]


def escaped(cell: str) -> str:
    """The text with every sign escaped that Markdown or HTML obeys, so that they show it as it is."""
    return "".join(_MARKDOWN.get(character, character) for character in cell)


# \ and $ as entities, for a notebook looks for formulas before it reads Markdown's own escapes
_MARKDOWN = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\\": "&#92;", "$": "&#36;"} | {c: "\\" + c for c in "|`*_[]#!~"}
