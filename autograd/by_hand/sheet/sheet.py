"""A worksheet: the numbers that a learner is asked for, the question for each, and the given numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from importlib import import_module
from pathlib import Path
from typing import Any, Unpack

from autograd.by_hand.answers.answer import USUAL, Reading
from autograd.by_hand.answers.read import in_short, without_noise
from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.asking.asked import Asked as Asked
from autograd.by_hand.sheet.asking.layers import found_names, layers_of
from autograd.by_hand.sheet.asking.levels import asked_for, positions
from autograd.by_hand.sheet.asking.questions import Questions
from autograd.by_hand.sheet.asking.settings import Options, Settings, settings_of, warn_of_zeros
from autograd.by_hand.sheet.code import DAMAGE, arguments_of, for_code, packed, require_few, unpacked
from autograd.by_hand.sheet.roles import chosen
from autograd.by_hand.sheet.shown.blocks import in_grids, question
from autograd.by_hand.sheet.shown.filled import keyed
from autograd.by_hand.sheet.shown.grids import Grid, arranged, grids_of
from autograd.by_hand.sheet.work import Work
from autograd.by_hand.sheet.work.passes import records_of, together
from autograd.by_hand.sheet.work.update import require_rates, update_of
from autograd.calculus.row import Op
from autograd.graph.operation import Operation
from autograd.graph.value import Value
from autograd.language import say, speaking
from autograd.language.errors import WorksheetError, require_path
from autograd.language.text import counted, excerpt, path_in_a_sentence, printable
from autograd.notation.formulas import text
from autograd.notation.symbols import Symbol


class Sheet:
    """A worksheet: `rows` to be answered, and `given`, the lines that a learner starts from.

    `save(path)` writes it as .pdf, .xlsx, .csv, .md, .json, .xml or .html, blank or with answers. `code` is the whole
    sheet in one word.
    """

    def __init__(self, work: Work, settings: Settings) -> None:
        self.work, self.settings, ask = work, settings, settings.ask
        self.level, self.formulas, self.grids = settings.level, settings.formulas, settings.grids
        self.exercise = settings.exercise
        self.layers = layers_of(work.record, work.parameters, [record.output for record in work.records])
        self._asked = positions(work, settings.level, self.layers) if ask is None else asked_for(work, self.layers, ask)
        asked = self._asked
        if settings.grids:
            asked, self.blocks = arranged(work, asked, self.blocks)
        self.questions = Questions(work, settings, self.layers, asked)
        self.rows = tuple(Asked(i, position, self.questions) for i, position in enumerate(asked, 1))
        self.at = {row.key: row for row in self.rows}
        if not self.rows:
            raise WorksheetError(say("nothing to work out"))

    @cached_property
    def blocks(self) -> list[Grid]:
        """The grids of cells for vectors and matrices. Answers in this form are read whether the sheet shows it or
        not."""
        return grids_of(self.work, self._asked)

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
        settings = self.settings.for_code() | for_code(work)
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

    def foresees(self, asked: Asked) -> tuple[Sequence[files.Foreseen], str]:
        """The wrong numbers that one mistake gives in a row, and how the row is worked out, as marking says them."""
        marking = import_module("autograd.by_hand.marking.foreseen")  # by its name, since marking is built upon sheets
        found: tuple[Sequence[files.Foreseen], str] = marking.foreseen(self, asked)
        return found

    def starts(self, written: Callable[[Symbol], str]) -> list[str]:
        """The given lines, with their names and formulas `written` in a notation."""
        return list(self.questions.starts(written))

    def asks(self, position: int, written: Callable[[Symbol], str] = text) -> str:
        """The question of the row at this position of the work, in the current language: its names and formulas as
        text, or `written` in another notation."""
        return self.questions.asks(position, written)

    def asks_grid(self, grid: Grid, written: Callable[[Symbol], str] = text) -> str:
        """The question of all rows of a grid."""
        return question(self.work, grid, lambda i: self.asks(i, written), written)

    def formula(self, position: int, written: Callable[[Symbol], str] = text) -> str:
        """The formula of the row at this position of the work, in names."""
        return self.questions.formula(position, written)

    def table(
        self, answers: bool = False, grids: bool = True, student: str = "",
        written: Callable[[float], str] = without_noise,
    ) -> files.Table:  # fmt: skip
        """The sheet as a table: the given lines, a row for each question, and the code. Without `grids` each row has
        one answer, also on a sheet with grids. It may be the sheet of a `student`. Answers are as `written` says."""
        rows = [[str(r.number), r.key, r.asks, written(r.answer) if answers else ""] for r in self.rows]
        if self.grids and grids:
            rows = in_grids(self.work, self.blocks, {r.position: row for r, row in zip(self.rows, rows, strict=True)})
        return files.Table(self.title, [say(f) for f in files.HEADERS], rows, self.given, self.code, student)

    def save(
        self, path: str | Path, answers: bool = False, *, lang: str | None = None, overwrite: bool = False,
        student: str = "",
    ) -> Path:  # fmt: skip
        """Write the sheet to `path`. With `answers`, the true numbers are filled in. The name of a `student` stands on
        it, and is read back.

        The ending of `path` says the format: .pdf to be printed, which needs `pip install "ringograd[pdf]"`; .xlsx, in
        which the answers alone can be typed, and which needs `pip install "ringograd[sheets]"`; .csv, .md or .json;
        .xml, for the question bank of Moodle, in which the answers always are; or .html, the page of `viz.page`, which
        walks through the calculation and has no update.

        Raises `WorksheetError` for another ending. Without `overwrite` it also raises one for an existing file, which a
        learner may have filled in.
        """
        require_path(path)
        with speaking(lang):
            return files.save(self, Path(path), answers, overwrite, student)

    def markdown(self, answers: bool = False) -> str:
        """The sheet as a table in Markdown."""
        return files.markdown(self.table(answers))

    def _repr_markdown_(self) -> str:
        headers = [say(header) for header in files.HEADERS]
        rows = excerpt(self.rows, lambda row: [str(row.number), row.key, row.asks, ""])
        given = [line for [line] in excerpt(self.given, lambda line: [line])]
        return files.markdown(files.Table(self.title, headers, rows, given, ""))

    def plain(self, answers: bool = False) -> str:
        """The sheet as a table for a terminal, with short answers; files have all digits."""
        asked = Reading(self.settings.digits or USUAL.digits, decimals=self.settings.decimals)
        return files.plain(self.table(answers, written=lambda number: in_short(number, asked)))

    def __str__(self) -> str:
        return self.plain()

    def __repr__(self) -> str:
        return counted("<worksheet of {n} {n:row|rows}: {level}>", (), {"n": len(self.rows), "level": self.level})

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
            raise WorksheetError(say("no code of a sheet", path=path_in_a_sentence(path)))
        return from_code(found.code, operations)


def worksheet(
    out: Value | Sequence[Value],
    learning_rate: float | Mapping[Any, float] | None = None,
    *,
    parameters: Iterable[Value] | None = None,
    level: str = "everything",
    formulas: bool = False,
    grids: bool = False,
    **options: Unpack[Options],
) -> Sheet:
    """The worksheet of a calculation: every number of its forward pass and its backward pass, in the order of work.

    With a `learning_rate` the sheet goes on to the update of the `parameters`, the loss after the update, and the
    improvement. If no `parameters` are given, they are the leaves with a name. In a network, where some names begin
    with w, leaves named like inputs and targets (x, y, t, i, with or without an index) are no parameters. Groups of
    parameters have their own rates in a mapping from patterns of their names, as in `{"w*": 0.1, "b*": 0.01}`, or from
    the parameters themselves.

    `level` is "everything"; or "nodes", which asks for the sums and activations of layers, for nodes with a name, for
    the deltas of the sums, and for the gradients and new values of the parameters; or "gradients", which gives the
    forward pass and asks for the gradient of each node; or "parameters", which asks for the gradients of the parameters
    alone. Instead of these rows, `ask` names rows by key, by a pattern of keys, or by kind: `["delta", "new w*"]`. With
    `formulas`, the sheet shows the formulas of local gradients. Answers are asked for and marked to so many significant
    `digits`, or `decimals`. With `grids`, the numbers of a vector or a matrix are one question with a grid of cells,
    `h[0]` and `h[1]` of definitions as well as `l1.n2.w3` of a network; each cell is a row, and is marked as one.

    `steps` updates are made, by the `optimizer` "sgd", "momentum", "nesterov", "adagrad", "rmsprop" or "adam", whose
    `constants` are changed as in `{"momentum": 0.8}`. `decay` draws parameters to 0, apart from the gradient; it may
    have groups as the rate has. If `out` is a list of losses, the steps take them in turn: one example after the other.
    The name of a ready `exercise` gives the sheet its title, its aim and its source.

    Warns if numbers that are not 0 are asked for as 0, to so few decimals.
    Raises `WorksheetError` for another level, optimizer or number of digits, for a learning rate that is not more than
    0, and for a parameter that `out` does not depend on. Raises `DomainError` if a local gradient is infinite or the
    loss has no value after the update.

    >>> apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
    >>> sheet = worksheet(apple * count * tax)
    >>> for row in sheet.rows[:4]:
    ...     print(row.number, row.key, "|", row.asks, "|", row.answer)
    1 v1 | v1 = apple * count | 200.0
    2 v2 | v2 = v1 * tax | 220.00000000000003
    3 local v1 from v2 | local gradient ∂v2/∂v1 | 1.1
    4 grad v1 | gradient ∂v2/∂v1 = ∂v2/∂v2 × ∂v2/∂v1 | 1.1
    """
    if learning_rate is not None:
        require_rates(learning_rate, options.get("decay", 0.0))
    sheet = _made(out, learning_rate, parameters, level, formulas, grids, **options)
    warn_of_zeros(sheet)
    return sheet


def _made(
    out: Value | Sequence[Value], learning_rate: Any, parameters: Iterable[Value] | None, level: str,
    formulas: bool = False, grids: bool = False, **options: Unpack[Options],
) -> Sheet:  # fmt: skip
    settings = settings_of(level, formulas, grids, options)
    records = records_of(out)
    outputs = [record.output for record in records]
    whole = together(records)
    trained = chosen(whole, parameters)
    if level == "nodes":
        whole.label.update(found_names(whole, layers_of(whole, trained, outputs)))
    update = None
    if learning_rate is not None:
        steps = {"steps": len(records), **options}
        update = update_of(trained, whole.label, learning_rate, steps)
        require_few(whole.order, max(update.steps, len(records)))
    elif len(records) > 1 or not {*options} <= {*Settings._fields}:
        raise WorksheetError(say("no rate for steps"))
    return Sheet(Work(records, update, trained), settings)


def from_code(code: str, operations: Iterable[Op] = ()) -> Sheet:
    """The sheet of a code. Raises `WorksheetError` for a text that is no code, and if an operation is missing."""
    out, settings, marked = unpacked(code, operations)
    try:
        return _made(**arguments_of(out, settings, marked))
    except DAMAGE as error:  # no worksheet was ever made with these settings
        raise WorksheetError(say("code damaged")) from error
