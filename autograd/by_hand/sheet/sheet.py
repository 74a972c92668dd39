"""A worksheet: the numbers that a learner is asked for, the question for each, and the given numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar

from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.code import packed, unpacked
from autograd.by_hand.sheet.roles import chosen
from autograd.by_hand.sheet.shown.blocks import given_arrays, in_grids, question
from autograd.by_hand.sheet.shown.filled import keyed
from autograd.by_hand.sheet.shown.grids import Grid, arranged, grids_of
from autograd.by_hand.sheet.shown.names import derivative_of, operand
from autograd.by_hand.sheet.work import Row, Work
from autograd.calculus.row import Op
from autograd.graph.operation import Operation
from autograd.graph.value import Value
from autograd.language import catalogue, language, say, speaking
from autograd.language.errors import WorksheetError, real, require_path
from autograd.language.text import excerpt, number, path_in_a_sentence, printable
from autograd.notation.formulas import applied, text
from autograd.notation.symbols import Symbol
from autograd.record.record import Record

LEVELS: dict[str, tuple[str, ...]] = {
    "everything": ("value", "local", "contribution", "gradient", "updated", "improvement"),
    "gradients": ("updated", "improvement"),
    "parameters": ("updated", "improvement"),
}
"""The kinds of row that a level asks for. Each level also asks for gradients, of all nodes or of the parameters, and
for the loss after the update."""


class Asked:
    """One row of a sheet: its `number` in it, counted from 1, its `key`, what it `asks`, and the true `answer`."""

    def __init__(self, number: int, position: int, sheet: Sheet) -> None:
        self.number, self.position, self._sheet = number, position, sheet
        row = sheet.work.rows[position]
        self.key, self.kind = row.key, row.kind
        self.answer: float = sheet.work.numbers[position]

    @property
    def asks(self) -> str:
        """The question, in the current language."""
        return self._sheet.asks(self.position)

    def __repr__(self) -> str:
        return f"<row {self.number}: {self.key}>"


class Sheet:
    """A worksheet: `rows` to be answered, and `given`, the lines that a learner starts from.

    `save(path)` writes it as .pdf, .xlsx, .csv, .md, .json, .xml or .html, blank or with answers. `code` is the whole
    sheet in one word.
    """

    foresees: ClassVar[Callable[..., tuple[Sequence[files.Foreseen], str]]]
    """The wrong numbers that one mistake gives in a row. Marking lends this, for it knows the mistakes."""

    def __init__(self, work: Work, level: str, formulas: bool, grids: bool = False, exercise: str = "") -> None:
        self.work, self.level, self.formulas, self.grids = work, level, formulas, grids
        self.exercise = exercise if f"exercise {exercise}: aim" in catalogue(language()) else ""
        self._formulas: dict[int, str] = {}
        positions = self._positions()
        if grids:
            positions, self.blocks = arranged(work, positions, self.blocks)
        self.rows = tuple(Asked(i, position, self) for i, position in enumerate(positions, 1))
        self.at = {row.key: row for row in self.rows}
        if not self.rows:
            raise WorksheetError(say("nothing to work out"))

    def _positions(self) -> list[int]:
        work = self.work
        kinds = LEVELS[self.level]
        nodes: Iterable[Value] = work.parameters if self.level == "parameters" else work.gradient
        wanted = {work.gradient[node] for node in nodes if node in work.gradient}
        if work.rate is not None:
            wanted.add(work.after)
        return [i for i, row in enumerate(work.rows) if row.kind != "given" and (row.kind in kinds or i in wanted)]

    @cached_property
    def blocks(self) -> list[Grid]:
        """The grids of cells for vectors and matrices. Answers in this form are read whether the sheet shows it or
        not."""
        return grids_of(self.work, self._positions())

    @cached_property
    def lines(self) -> dict[str, tuple[Grid, int]]:
        """The grids by the keys by which their answers are told, with the number of the line."""
        return keyed(self.blocks)

    @cached_property
    def told(self) -> frozenset[int]:
        """The positions of the rows whose numbers stand on the sheet."""
        values = self.work.value.values() if self.level == "gradients" else ()
        return self.work.given.union(values)

    @cached_property
    def code(self) -> str:
        """The whole sheet in one word, by which a file of answers tells its worksheet."""
        work = self.work
        settings = {"level": self.level, "formulas": self.formulas, "rate": work.rate}
        settings |= ({"grids": True} if self.grids else {}) | ({"exercise": self.exercise} if self.exercise else {})
        return packed(work.record.order, settings, work.parameters)

    @cached_property
    def operations(self) -> tuple[Op, ...]:
        """The operations of one's own that the calculation has."""
        rows = [node.op.unbound for node in self.work.record.order if node.op]
        return tuple(dict.fromkeys(row for row in rows if isinstance(row, Operation)))

    @property
    def title(self) -> str:
        """The title of the sheet, or of its exercise, in the current language."""
        if self.exercise:
            return say(f"exercise {self.exercise}")
        return say("sheet title", output=printable(self.work.record.label[self.work.record.output]))

    @property
    def given(self) -> list[str]:
        """The lines that a learner starts from: the given numbers, and the formulas of all that is not asked for."""
        return self.starts(text)

    def starts(self, written: Callable[[Symbol], str]) -> list[str]:
        """The given lines, with their names and formulas `written` in a notation."""
        numbers, formulas, asked = dict[int, str](), dict[int, str](), {row.position for row in self.rows}
        for step, node in zip(self.work.record.forward, self.work.record.order, strict=True):
            i = self.work.value[node]
            if node.op is None:
                value = repr(step.value).removesuffix(".0")  # marked against the whole number
                if step.label != value:
                    numbers[i] = f"{written(Symbol(step.label))} = {value}"
            elif i not in asked:
                known = f" = {step.value:.12g}" if self.level == "gradients" else ""
                formulas[i] = f"{written(Symbol(step.label))} = {written(self.symbol(i))}{known}"
        if self.grids:
            numbers = given_arrays(self.work, numbers, written)
        lines = []
        for about in ("aim", "source") if self.exercise else ():
            lines.append(say(f"exercise {about}", **{about: say(f"exercise {self.exercise}: {about}")}))
        lines += [line for _, line in sorted((numbers | formulas).items())]
        if self.work.rate is not None:
            lines.append(say("given learning rate", rate=repr(self.work.rate).removesuffix(".0")))
        return lines

    def asks(self, position: int, written: Callable[[Symbol], str] = text) -> str:
        """The question of the row at this position of the work, in the current language: its names and formulas as
        text, or `written` in another notation."""
        work, row = self.work, self.work.rows[position]
        node, to, loss = (Symbol(work.record.label[x]) for x in (row.node, row.to, work.record.output))
        name = written(node)
        match row.kind:
            case "value":
                return say("asks value", node=name, formula=self.formula(position, written))
            case "local":
                shown = f" = {self.formula(position, written)}" if self.formulas else ""
                local = written(derivative_of(node, to))
                return say("asks local", derivative=local, formula=shown) + operand(row, "as operand")
            case "contribution":
                key = "asks only contribution" if work.gradient[row.to] == position else "asks contribution"
                product = f"{written(derivative_of(loss, node))} × {written(derivative_of(node, to))}"
                gradient = written(derivative_of(loss, to))
                return say(key, derivative=gradient, product=product, node=name) + operand(row, "as operand")
            case "gradient":
                return say("asks gradient", derivative=written(derivative_of(loss, node)), n=len(row.takes))
            case "updated":
                step = f"{name} - {number(row.rate)} × {written(derivative_of(loss, node))}"
                return say("asks updated", node=name, step=step)
            case "after":
                return say("asks after", node=name)
            case _:
                return say("asks improvement", node=written(loss))

    def asks_grid(self, grid: Grid, written: Callable[[Symbol], str] = text) -> str:
        """The question of all rows of a grid."""
        return question(self.work, grid, lambda i: self.asks(i, written), written)

    def formula(self, position: int, written: Callable[[Symbol], str] = text) -> str:
        """The formula of the forward value or local gradient at this position of the work, in names."""
        if written is not text:
            return written(self.symbol(position))
        if position not in self._formulas:
            self._formulas[position] = text(self.symbol(position))
        return self._formulas[position]

    def symbol(self, position: int) -> Symbol:
        """The forward value or local gradient at this position of the work, in names."""
        row, label = self.work.rows[position], self.work.record.label
        if row.kind == "local":
            return derivative(self.work, row)
        return applied(row.op, [label[x] for x in row.node.inputs])

    def table(self, answers: bool = False, grids: bool = True) -> files.Table:
        """The sheet as a table: the given lines, a row for each question, and the code. Without `grids` each row has
        one answer, also on a sheet with grids."""
        rows = [[str(r.number), r.key, r.asks, repr(r.answer) if answers else ""] for r in self.rows]
        if self.grids and grids:
            rows = in_grids(self.work, self.blocks, {r.position: row for r, row in zip(self.rows, rows, strict=True)})
        return files.Table(self.title, [say(f) for f in files.HEADERS], rows, self.given, self.code)

    def save(
        self, path: str | Path, answers: bool = False, *, lang: str | None = None, overwrite: bool = False
    ) -> Path:
        """Write the sheet to `path`. With `answers`, the true numbers are filled in.

        The ending of `path` says the format: .pdf to be printed, which needs `pip install "ringograd[pdf]"`; .xlsx, in
        which the answers alone can be typed, and which needs `pip install "ringograd[sheets]"`; .csv, .md or .json;
        .xml, for the question bank of Moodle, in which the answers always are; or .html, the page of `viz.page`, which
        walks through the calculation and has no update.

        Raises `WorksheetError` for another ending. Without `overwrite` it also raises one for an existing file, which a
        learner may have filled in.
        """
        require_path(path)
        with speaking(lang):
            return files.save(self, Path(path), answers, overwrite)

    def markdown(self, answers: bool = False) -> str:
        """The sheet as a table in Markdown."""
        return files.markdown(self.table(answers))

    def _repr_markdown_(self) -> str:
        headers = [say(header) for header in files.HEADERS]
        rows = excerpt(self.rows, lambda row: [str(row.number), row.key, row.asks, ""])
        given = [line for [line] in excerpt(self.given, lambda line: [line])]
        return files.markdown(files.Table(self.title, headers, rows, given, ""))

    def plain(self, answers: bool = False) -> str:
        """The sheet as a table for a terminal."""
        return files.plain(self.table(answers))

    def __str__(self) -> str:
        return self.plain()

    def __repr__(self) -> str:
        return f"<worksheet of {len(self.rows)} rows: {self.level}>"

    def __reduce__(self) -> Any:
        return from_code, (self.code, self.operations)

    @staticmethod
    def load(path: str | Path, *, operations: Iterable[Op] = ()) -> Sheet:
        """The sheet in the file at `path`, or the sheet to which the answers in this file belong.

        A sheet with operations of your own is given them again, for a file holds their names alone.

        Raises `WorksheetError` for a file without a sheet, and if an operation is missing.
        """
        require_path(path)
        found = files.load(Path(path))
        if not found.code:
            raise WorksheetError(say("no code", path=path_in_a_sentence(path)))
        return from_code(found.code, operations)


def worksheet(
    out: Value,
    learning_rate: float | None = None,
    *,
    parameters: Iterable[Value] | None = None,
    level: str = "everything",
    formulas: bool = False,
    grids: bool = False,
    exercise: str = "",
) -> Sheet:
    """The worksheet of a calculation: every number of its forward pass and its backward pass, in the order of work.

    With a `learning_rate` the sheet goes on to the update of the `parameters`, the loss after the update, and the
    improvement. If no `parameters` are given, they are the leaves with a name. In a network, where some names begin
    with w, leaves named like inputs and targets (x, y, t, i, with or without an index) are no parameters.

    `level` is "everything"; or "gradients", which gives the forward pass and asks for the gradient of each node; or
    "parameters", which asks for the gradients of the parameters alone. With `formulas`, the sheet shows the formulas of
    local gradients. With `grids`, the numbers of a vector or a matrix are one question with a grid of cells, `h[0]` and
    `h[1]` of definitions as well as `l1.n2.w3` of a network. The cells are rows as before, and are marked one by one.
    The name of a ready `exercise` gives the sheet its title, its aim and its source.

    Raises `WorksheetError` for another level, and for a parameter that `out` does not depend on. Raises `DomainError`
    if a local gradient is infinite or the loss has no value after the update.

    >>> apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
    >>> sheet = worksheet(apple * count * tax)
    >>> for row in sheet.rows[:4]:
    ...     print(row.number, row.key, "|", row.asks, "|", row.answer)
    1 v1 | v1 = apple * count | 200.0
    2 v2 | v2 = v1 * tax | 220.00000000000003
    3 local v1 from v2 | local gradient ∂v2/∂v1 | 1.1
    4 grad v1 | gradient ∂v2/∂v1 = ∂v2/∂v2 × ∂v2/∂v1 | 1.1
    """
    if not isinstance(out, Value):
        raise TypeError(f"worksheet takes the Value that was calculated, not {type(out).__name__}")
    if level not in [*LEVELS]:  # a list has no hash, and gets the sentence too
        raise WorksheetError(say("no such level", level=printable(str(level)), levels=", ".join(LEVELS)))
    record = Record(out)
    rate = None if learning_rate is None else real(learning_rate, "the learning rate")
    return Sheet(Work(record, rate, chosen(record, parameters)), level, formulas, grids, exercise)


def from_code(code: str, operations: Iterable[Op] = ()) -> Sheet:
    """The sheet of a code. Raises `WorksheetError` for a text that is no code, and if an operation is missing."""
    out, settings, marked = unpacked(code, operations)
    try:
        return worksheet(
            out, settings.get("rate"), parameters=marked, level=str(settings.get("level")),
            formulas=bool(settings.get("formulas")), grids=bool(settings.get("grids")),
            exercise=str(settings.get("exercise", "")),
        )  # fmt: skip
    except (TypeError, ValueError, ArithmeticError) as error:  # no worksheet was ever made with these settings
        raise WorksheetError(say("code damaged")) from error


def derivative(work: Work, row: Row) -> Symbol:
    """The formula of a local gradient, in names."""
    label = work.record.label
    z, *xs = (Symbol(label[x]) for x in (row.node, *row.node.inputs))
    partials: Sequence[Any] = row.op.partials(z, *xs)
    return Symbol.lift(partials[row.slot])
