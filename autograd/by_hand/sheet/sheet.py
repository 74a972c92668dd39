"""A worksheet: the numbers that a learner is asked for, the question for each, and the given numbers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Unpack

from autograd.by_hand.sheet import files
from autograd.by_hand.sheet.asking.layers import found_names, layers_of
from autograd.by_hand.sheet.asking.levels import asked_for, kind_of, positions
from autograd.by_hand.sheet.asking.questions import Questions
from autograd.by_hand.sheet.asking.settings import Options, Settings, settings_of
from autograd.by_hand.sheet.code import GROUPED, for_code, packed, require_few, unpacked
from autograd.by_hand.sheet.roles import chosen
from autograd.by_hand.sheet.work import Work
from autograd.by_hand.sheet.work.passes import records_of, together
from autograd.by_hand.sheet.work.update import update_of
from autograd.calculus.row import Op
from autograd.graph.operation import Operation
from autograd.graph.value import Value
from autograd.language import say, speaking
from autograd.language.errors import WorksheetError, require_path
from autograd.language.text import excerpt, path_in_a_sentence, printable


class Asked:
    """One row of a sheet: its `number` in it, counted from 1, its `key`, what it `asks`, and the true `answer`.

    `kind` is that of its row of the work; but "gradient" for the whole gradient of a node, and "delta" for that of a
    layer's sum.
    """

    def __init__(self, number: int, position: int, sheet: Sheet) -> None:
        self.number, self.position, self._sheet = number, position, sheet
        row = sheet.work.rows[position]
        self.key, self.kind = row.key, kind_of(sheet.work, sheet.layers, position)
        self.answer: float = sheet.work.numbers[position]

    @property
    def asks(self) -> str:
        """The question, in the current language."""
        return self._sheet.asks(self.position)

    def __repr__(self) -> str:
        return f"<row {self.number}: {self.key}>"


class Sheet:
    """A worksheet: `rows` to be answered, and `given`, the lines that a learner starts from.

    `save(path)` writes it as .xlsx, .csv, .md or .json, blank or with answers. `code` is the whole sheet in one word.
    """

    def __init__(self, work: Work, settings: Settings) -> None:
        self.work, self.settings, ask = work, settings, settings.ask
        self.layers = layers_of(work.record, work.parameters, [record.output for record in work.records])
        asked = positions(work, settings.level, self.layers) if ask is None else asked_for(work, self.layers, ask)
        self.questions = Questions(work, settings, self.layers, asked)
        self.rows = tuple(Asked(i, position, self) for i, position in enumerate(asked, 1))
        self.at = {row.key: row for row in self.rows}
        if not self.rows:
            raise WorksheetError(say("nothing to work out"))

    @property
    def level(self) -> str:
        return self.settings.level

    @property
    def formulas(self) -> bool:
        return self.settings.formulas

    @cached_property
    def told(self) -> frozenset[int]:
        """The positions of the rows whose numbers stand on the sheet."""
        values = self.work.value.values() if self.level == "gradients" else ()
        return self.work.given.union(values)

    @cached_property
    def code(self) -> str:
        """The whole sheet in one word, by which a file of answers tells its worksheet."""
        work = self.work
        settings = self.settings.for_code() | for_code(work.update, work.parameters)
        if len(work.records) > 1:
            settings["losses"] = [work.record.order.index(record.output) for record in work.records]
        return packed(work.record.order, settings, work.parameters)

    @cached_property
    def operations(self) -> tuple[Op, ...]:
        """The operations of one's own that the calculation has."""
        rows = [node.op.unbound for node in self.work.record.order if node.op]
        return tuple(dict.fromkeys(row for row in rows if isinstance(row, Operation)))

    @property
    def title(self) -> str:
        """The title of the sheet, in the current language."""
        return say("sheet title", output=printable(self.work.record.label[self.work.record.output]))

    @property
    def given(self) -> list[str]:
        """The lines that a learner starts from: the given numbers, and the formulas of all that is not asked for."""
        return list(self.questions.given())

    def asks(self, position: int) -> str:
        """The question of the row at this position of the work, in the current language."""
        return self.questions.asks(position)

    def formula(self, position: int) -> str:
        """The formula of the row at this position of the work, in names."""
        return self.questions.formula(position)

    def table(self, answers: bool = False) -> files.Table:
        """The sheet as a table: the given lines, a row for each question, and the code."""
        rows = [[str(r.number), r.key, r.asks, repr(r.answer) if answers else ""] for r in self.rows]
        return files.Table(self.title, [say(f) for f in files.HEADERS], rows, self.given, self.code)

    def save(
        self, path: str | Path, answers: bool = False, *, lang: str | None = None, overwrite: bool = False
    ) -> Path:
        """Write the sheet to `path`, which ends in .xlsx, .csv, .md or .json. With `answers`, the true numbers
        are filled in. In .xlsx the cells for answers are the only ones that are not locked, and all cells are text;
        this needs XlsxWriter: `pip install "ringograd[sheets]"`.

        Raises `WorksheetError` for another ending. Without `overwrite` it also raises one for an existing file, which a
        learner may have filled in.
        """
        require_path(path)
        with speaking(lang):
            return files.save(self.table(answers), Path(path), overwrite)

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
    out: Value | Sequence[Value],
    learning_rate: float | Mapping[Any, float] | None = None,
    *,
    parameters: Iterable[Value] | None = None,
    level: str = "everything",
    formulas: bool = False,
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
    `formulas`, the sheet shows the formulas of local gradients. `digits` are the significant digits, or `decimals` the
    decimals, to which answers are asked for and marked.

    `steps` updates are made, by the `optimizer` "sgd", "momentum", "nesterov", "adagrad", "rmsprop" or "adam", whose
    `constants` are changed as in `{"momentum": 0.8}`. `decay` draws parameters to 0, apart from the gradient; it may
    have groups as the rate has. If `out` is a list of losses, the steps take them in turn: one example after the other.

    Raises `WorksheetError` for another level, optimizer or number of digits, and for a parameter that `out` does not
    depend on. Raises `DomainError` if a local gradient is infinite or the loss has no value after the update.

    >>> apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
    >>> sheet = worksheet(apple * count * tax)
    >>> for row in sheet.rows[:4]:
    ...     print(row.number, row.key, "|", row.asks, "|", row.answer)
    1 v1 | v1 = apple * count | 200.0
    2 v2 | v2 = v1 * tax | 220.00000000000003
    3 local v1 from v2 | local gradient ∂v2/∂v1 | 1.1
    4 grad v1 | gradient ∂v2/∂v1 = ∂v2/∂v2 × ∂v2/∂v1 | 1.1
    """
    outputs = [out] if isinstance(out, Value) else list(out) if isinstance(out, Sequence) else []
    wrong = next((each for each in outputs if not isinstance(each, Value)), None if outputs else out)
    if wrong is not None:
        raise TypeError(f"worksheet takes the Value that was calculated, not {type(wrong).__name__}")
    settings = settings_of(level, formulas, options)
    records = records_of(outputs)
    whole = together(records)
    trained = chosen(whole, parameters)
    if level == "nodes":
        whole.label.update(found_names(whole, layers_of(whole, trained, outputs)))
    update = None
    if learning_rate is not None:
        steps = {"steps": len(outputs), **options}
        update = update_of(trained, whole.label, learning_rate, steps)
        require_few(whole.order, update.steps)
    elif len(outputs) > 1 or not {*options} <= {*Settings._fields}:
        raise WorksheetError(say("no rate for steps"))
    return Sheet(Work(records, update, trained), settings)


def from_code(code: str, operations: Iterable[Op] = ()) -> Sheet:
    """The sheet of a code. Raises `WorksheetError` for a text that is no code, and if an operation is missing."""
    out, settings, marked = unpacked(code, operations)
    known = {"level", "formulas", "rate", "losses", *Options.__annotations__}
    try:
        if not {*settings} <= known:
            raise ValueError("it has other settings")
        grouped = {k: x for k, x in settings.items() if k in GROUPED and isinstance(x, list)}
        of_each = {k: dict(zip(marked, x, strict=True)) for k, x in grouped.items()}
        options: Any = {k: x for k, x in (settings | of_each).items() if k in Options.__annotations__}
        return worksheet(
            settings.get("losses", out), of_each.get("rate", settings.get("rate")), parameters=marked,
            level=str(settings.get("level")), formulas=bool(settings.get("formulas")), **options,
        )  # fmt: skip
    except (TypeError, ValueError, ArithmeticError) as error:  # no worksheet was ever made with these settings
        raise WorksheetError(say("code damaged")) from error
