"""The reference page of operations, written from the table: `python -m docs.operations` in the project's folder.

It writes docs/operations.md and a picture per row in docs/plots. No name of an operation stands here: what is known of
one, its row says.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from itertools import permutations
from pathlib import Path

from autograd.calculus.ops import TABLE
from autograd.calculus.order import inputs_first
from autograd.calculus.row import MANY, Op, nowhere
from autograd.checking.engines import known
from autograd.graph.functions import FUNCTIONS
from autograd.language.text import number
from autograd.language.whole import write_whole
from autograd.notation.formulas import condition, formula, latex, letters, partials, text
from autograd.notation.symbols import Symbol
from docs.curves import Example, plot

COMMAND = "python -m docs.operations"
HERE = Path(__file__).parent

INTRODUCTION = f"""\
# Operations

<!-- Written by `{COMMAND}` from the table in autograd/calculus/ops.py. Edit the table, not this page. -->

One entry per row of the table in [autograd/calculus/ops.py](../autograd/calculus/ops.py). `{COMMAND}` writes this page
from it.

- `z` is the result. Local gradients are written with it wherever that is shorter: the forward pass has it already.
- The *domain* is where `z` exists. Elsewhere, and where no float can hold the result or a local gradient, you get a
  `DomainError` and never a NaN or an infinity.
- A *kink* is a place in the domain without a derivative. The local gradient there is a convention, and a dot in the
  plot.
- A *constant* is a plain number that is fixed when the node is made. No gradient flows to it.
- *Elsewhere* is what other engines answer at a kink or at an edge of the domain. [The table of engines](engines.md) has
  all their answers.
- In a plot, the line is `z`, the dashed line the first local gradient, the dotted line the second one.
"""

SECTIONS: dict[str, Callable[[Op], bool]] = {
    "Operators": lambda row: bool(row.symbol),
    "Functions without kinks": lambda row: row.arity < MANY and row.kink is nowhere,
    "Functions with kinks": lambda row: row.arity < MANY,
    "Functions of a list": lambda row: True,
}
"""A row belongs to the first section that takes it."""


def files(table: Sequence[Op] = TABLE) -> dict[str, str]:
    """Every file of the page and what it contains, by its path within docs."""
    written = {"operations.md": page(table)}
    for row in table:
        shown = example(row)
        names = [input.name for input in letters(row)[0]][: row.arity if row.arity < MANY else 1]
        written[f"plots/{row.name}.svg"] = plot(shown, list(map(str, names)), kinks(shown))
    return written


def page(table: Sequence[Op] = TABLE) -> str:
    """The page as Markdown, with formulas as GitHub draws them."""
    sections: dict[str, list[Op]] = {title: [] for title in SECTIONS}
    for row in table:
        sections[next(title for title, takes in SECTIONS.items() if takes(row))].append(row)
    contents, parts = "", []
    for title, rows in sections.items():
        if rows:
            contents += f"- {title}: {_list([f'[{row.name}](#{row.name})' for row in rows])}\n"
            parts += [f"## {title}\n", *map(entry, rows)]
    return "\n".join([INTRODUCTION, contents, *parts])


def entry(row: Op) -> str:
    """What the page says of one row."""
    shown = example(row)
    if "j" in row.constants:
        row = shown.row
    names = [f"z/∂{x.name}" for x in letters(row)[0]]
    z, gradients = formula(row), partials(row)
    python = [f"z = {text(z)}" + (f"  # {call(row)}" if row.reads_as else "")]
    python += [f"dz_d{name[3:]} = {text(gradient)}" for name, gradient in zip(names, gradients, strict=True)]
    mathematics = [f"z &= {_github(z)}"] + [
        rf"\frac{{\partial z}}{{\partial {latex(x)}}} &= {_github(gradient)}"
        for x, gradient in zip(letters(row)[0], gradients, strict=True)
    ]
    return "\n".join([
        f"### {row.name}", "",
        *_fenced("math", [r"\begin{aligned}", *[rf"{line} \\[4pt]" for line in mathematics], r"\end{aligned}"]),
        *_fenced("python", python),
        *[f"- {fact}" for fact in facts(row, shown)], "",
        f"![{row.name} and its local gradient](plots/{row.name}.svg)", "",
    ])  # fmt: skip


def call(row: Op) -> str:
    """How the function of a row is called, where that is not how its formula is written."""
    function = FUNCTIONS.get(row.name)
    own = inspect.signature(function).parameters.values() if function else ()
    names = [parameter.name for parameter in own if parameter.kind is parameter.POSITIONAL_OR_KEYWORD]
    return f"{row.name}({', '.join(names or [f'[{_list([x.name for x in letters(row)[0]])}]'])})"


def facts(row: Op, shown: Example) -> Iterator[str]:
    """Sentences on the row: its constants, its domain, its kinks, and what the plot has chosen."""
    if "j" in row.constants:
        yield "There are as many outputs as inputs, counted from 0; this is the first of them."
    else:
        defaults = dict(zip(reversed(row.constants), map(number, reversed(row.defaults)), strict=False))
        for name in row.constants:
            yield f"`{name}` is a constant" + (f", {defaults[name]} unless given." if name in defaults else ".")
    domain, kink = condition(row, "domain"), condition(row, "kink")
    yield f"Domain: {'all numbers.' if isinstance(domain, bool) else f'$`{_github(domain)}`$'}"
    for slot, input in enumerate(letters(row)[0]):
        if missing := [x for x in places(shown) if shown.partial(slot, x) is None and shown.value(x) is not None]:
            which = f"for {input.name} is missing" if row.arity > 1 else "is infinite"
            yield f"The local gradient {which} at {_at(shown, missing)}: a `DomainError` when it is asked for."
            if slot == 0:
                yield from (line for x in missing for line in _elsewhere(shown, x))
    if isinstance(kink, Symbol):
        yield f"Kink: $`{_github(kink)}`$"
        count = len(letters(row)[0])
        for x in kinks(shown):
            conventions = [shown.partial(slot, x) for slot in range(count)]
            gradients = _list([number(local) for local in conventions if local is not None], " and ")
            yield f"Convention: at {_at(shown, [x])}, the local gradient{'s are' if count > 1 else ' is'} {gradients}."
            yield from _elsewhere(shown, x)
    if chosen := _chosen(shown):
        yield f"Plot: {chosen}."


def _elsewhere(shown: Example, x: float) -> Iterator[str]:
    """A line on the other numbers that engines were measured to answer there, for all inputs, and who does; none if all
    answer as here."""
    ours = {slot: shown.partial(slot, x) for slot in range(len(shown.others) + 1)}
    said = []
    for numbers, answers in known.otherwise(shown.row, [x, *shown.others], ours):
        told = _list(["nan" if one is None else number(one) for one in numbers], " and ")
        more = len({answer.title for answer in answers}) - 1
        said.append(f"{told} in {answers[0].title} (`{answers[0].call}`){f' and {more} more' if more else ''}")
    if said:
        yield f"[Elsewhere](engines.md) at {_at(shown, [x])}: {_list(said, '; ')}."


def example(row: Op) -> Example:
    """The row along its first input, with numbers for what else it takes: at which it has a kink, if it ever does."""
    candidates = [Example(bound, others) for bound in _bound(row) for others in _others(row)]
    return next((candidate for candidate in candidates if kinks(candidate)), candidates[0])


def _bound(row: Op) -> list[Op]:
    if row.bound or not row.constants:
        return [row]
    if "j" in row.constants:
        return [row.bind(0.0)]
    count = len(row.constants)
    numbers = (2.0, -1.0, *map(float, range(3, count + 1)))
    given = [(*first, *row.defaults) for first in permutations(numbers, count - len(row.defaults))]
    bound = [row.bind(*constants) for constants in [*given, *permutations(numbers, count)]]
    return [row for row in bound if condition(row, "domain") is not False]


def _others(row: Op) -> list[tuple[float, ...]]:
    if row.index:
        return [(2.0, 0.0)]
    if row.arity == MANY:
        return [(2.0, -1.0), (0.0, 0.0)]
    return [(2.0,), (-2.0,), (0.0,)] if row.arity == 2 else [()]


def places(shown: Example) -> list[float]:
    """Where to look for what is special: whole numbers, and those that the row's conditions speak of."""
    found = {float(x) for x in range(-3, 4)} | {*shown.others, *shown.row.bound.values()}
    for which in ("domain", "kink"):
        asked = condition(shown.row, which)
        nodes = inputs_first([asked]) if isinstance(asked, Symbol) else []
        found |= {float(node.name) for node in nodes if node.op is None and not isinstance(node.name, str)}
    return sorted(found)


def kinks(shown: Example) -> list[float]:
    """The kinks that the plot shows."""
    return [x for x in places(shown) if shown.value(x) is not None and shown.row.kink(x, *shown.others)]


def _github(node: Symbol) -> str:
    """LaTeX without the macro that GitHub does not allow."""
    return latex(node).replace(r"\operatorname{", r"\mathrm{")


def _fenced(language: str, lines: list[str]) -> list[str]:
    return [f"```{language}", *lines, "```", ""]


def _list(names: Sequence[object], between: str = ", ") -> str:
    return between.join(map(str, names))


def _at(shown: Example, xs: list[float]) -> str:
    first, *_ = letters(shown.row)[0]
    at = _list([f"{first.name} = {number(x)}" for x in xs], " and ")
    return _list([at, *([chosen] if (chosen := _chosen(shown)) else [])])


def _chosen(shown: Example) -> str:
    """The numbers that stand for the other inputs and the constants."""
    _, *others = letters(shown.row)[0]
    numbers = dict(zip([x.name for x in others], shown.others, strict=True)) | shown.row.bound
    return _list([f"{name} = {number(x)}" for name, x in numbers.items()])


def main() -> None:
    wanted = files()
    for stale in {*(HERE / "plots").glob("*")} - {HERE / name for name in wanted}:
        stale.unlink()
    for name, content in wanted.items():
        write_whole(HERE / name, content.encode())
    print(f"{HERE / 'operations.md'} and {len(wanted) - 1} plots")


if __name__ == "__main__":
    main()
