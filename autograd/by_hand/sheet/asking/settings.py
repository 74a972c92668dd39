"""What a sheet can be set to: what it asks for, and to how many digits."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple, TypedDict

from autograd.by_hand.answers.answer import Reading, agrees
from autograd.by_hand.answers.pen import MOST_DIGITS
from autograd.by_hand.answers.read import read
from autograd.by_hand.sheet.asking.levels import LEVELS
from autograd.graph.value import Value
from autograd.language import catalogue, language, say
from autograd.language.errors import WorksheetError
from autograd.language.text import printable

MOST_ASKED = 100
"""The most keys, kinds and patterns that can be named."""


class Options(TypedDict, total=False):
    """The options of `worksheet` that many sheets do without."""

    digits: int | None
    decimals: int | None
    ask: Iterable[str] | None
    steps: int
    optimizer: str
    constants: Mapping[str, float]
    decay: float | Mapping[Any, float]
    exercise: str


class Settings(NamedTuple):
    """The `level`, whether the sheet shows `formulas` and `grids` of cells, the significant `digits` or the `decimals`
    that are asked for, the rows that are asked for by key or kind, if they are (`ask`), and the name of a ready
    `exercise`."""

    level: str = "everything"
    formulas: bool = False
    digits: int | None = None
    decimals: int | None = None
    ask: tuple[str, ...] | None = None
    grids: bool = False
    exercise: str = ""

    def for_code(self) -> dict[str, Any]:
        """What is set, by name. What is not set is left out."""
        set_to = {name: each for name, each in self._asdict().items() if each or (each == 0 and each is not False)}
        return {"level": self.level, "formulas": self.formulas} | set_to


def settings_of(level: Any, formulas: bool, grids: bool, options: Options) -> Settings:
    """The settings of a sheet. Raises `WorksheetError` for a level or a number of digits that there is not."""
    if level not in [*LEVELS]:  # a list has no hash, and gets the sentence too
        raise WorksheetError(say("no such level", level=printable(str(level)), levels=", ".join(LEVELS)))
    unknown = next((name for name in options if name not in Options.__annotations__), None)
    if unknown is not None:
        raise TypeError(say("no such option of a worksheet", name=unknown, names=", ".join(Options.__annotations__)))
    digits, decimals = options.get("digits"), options.get("decimals")
    require_digits(digits, decimals)
    name = options.get("exercise", "")
    exercise = name if f"exercise {name}: aim" in catalogue(language()) else ""
    ask = _asked(options.get("ask"))
    return Settings(level, bool(formulas), digits, decimals, ask, bool(grids), exercise)


def require_digits(digits: Any, decimals: Any) -> None:
    """Raise `WorksheetError` unless these are numbers of digits, or None; and not both are given."""
    if digits is not None and decimals is not None:
        raise WorksheetError(say("digits and decimals"))
    for what, number, least in (("digits", digits, 1), ("decimals", decimals, 0)):
        whole = isinstance(number, int) and not isinstance(number, bool)
        if number is not None and not (whole and least <= number <= MOST_DIGITS):
            raise WorksheetError(
                say("no number of digits", what=what, number=printable(str(number)), least=least, most=MOST_DIGITS)
            )


def warn_of_zeros(sheet: Any) -> None:
    """Warn where the decimals of a sheet leave 0 of numbers that are not 0: any 0 is right there, worked out or not.
    The warning is for the caller of the caller."""
    decimals, work = sheet.settings.decimals, sheet.work
    if decimals is None:
        return
    zero, numbers = read("0", Reading(decimals=decimals)), [row.answer for row in sheet.rows]
    noise = [work.noise[row.position] for row in sheet.rows]
    lost = sum(abs(n) > off and agrees(zero, n) for n, off in zip(numbers, noise, strict=True))
    if lost:
        warnings.warn(say("decimals leave 0", n=lost, of=len(numbers), decimals=decimals), stacklevel=3)


def _asked(ask: Any) -> tuple[str, ...] | None:
    if ask is None:
        return None
    if isinstance(ask, str | Value) or not isinstance(ask, Iterable):
        raise TypeError(say("ask is no list", given=f"{ask!r:.50}"))
    named: tuple[Any, ...] = tuple(ask)
    if not all(isinstance(each, str) for each in named):
        raise TypeError(say("ask is no list of texts"))
    if not 0 < len(named) <= MOST_ASKED:
        raise WorksheetError(say("too many asked", n=len(named), most=MOST_ASKED))
    return named
