"""The errors, and the sentences that all rooms need for them.

Every error is one sentence to a learner: what happened, where, with which numbers, and what to do.
"""

from __future__ import annotations

import errno
import math
import numbers
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn, Protocol

from autograd.language import language, say
from autograd.language.text import number as shown
from autograd.language.text import printable


class Node(Protocol):
    """The parts of a Value that an error names."""

    @property
    def name(self) -> str | None: ...
    @property
    def data(self) -> float: ...


class DomainError(ValueError, ArithmeticError):
    """A number that calculus cannot use: `log(-1)`, `1/0`, an overflow, an infinite local gradient, NaN.

    It is a `ValueError` and an `ArithmeticError`, so code that guards float arithmetic catches it too.
    """


class TooLargeError(DomainError, OverflowError):
    """A result beyond the largest float."""


class ChangedDataError(RuntimeError):
    """`.data` was changed after use, so the numbers of the graph no longer belong to one calculation."""


class GradientError(AssertionError):
    """A derivative of the engine disagrees with independent numbers; see `autograd.check_grad`."""


class WorksheetError(ValueError):
    """A worksheet or a file of answers that cannot be used, said in one sentence."""


class FileIsThereError(WorksheetError):
    """The file named by `args[0]` is there already and is kept."""

    def __init__(self, path: str, *said: str) -> None:
        keys = ("file exists", "file exists, in a shell")
        super().__init__(path, *(said or [say(key, path=path) for key in keys]))  # in the language of the moment

    def __str__(self) -> str:
        return str(self.args[1])

    def in_a_shell(self) -> str:
        """The sentence for those who type a command."""
        return str(self.args[2])


class ExpressionError(ValueError):
    """An expression that cannot be read. `str()` shows the text with a caret under `column`.

    `message` is the sentence alone, `text` the expression, and `column` the character at fault, counted from 0.
    `missing` is the name without a value, if that is the mistake.
    """

    def __init__(self, message: str, text: str = "", column: int = 0, picture: str = "", missing: str = "") -> None:
        super().__init__(f"{message}\n{picture}" if picture else message)
        self.message, self.text, self.column, self.missing = message, text, column, missing


WHAT_TO_PASS = {
    "str": "convert a text",
    "bytes": "convert a text",
    "complex": "pass the real part",
    "bool": "convert a truth",
    "NoneType": "return was forgotten",
    "list": "pass one number at a time",
    "tuple": "pass one number at a time",
    "ndarray": "pass numbers of an array",
    "Tensor": "pass a number of a tensor",
    "Value": "a Value already",
}
"""The keys of what to do with a thing that is no real number."""


def real(number: object, what: str = "a Value", **fields: str) -> float:
    """`number` as a float. `what` is the key of a phrase that says in an error what the number was meant for.

    Takes any real number: int, bool, float, Fraction, Decimal, NumPy scalar.

    Raises `TypeError` for anything else, and `DomainError` for NaN, infinity and numbers beyond the largest float.

    >>> from fractions import Fraction
    >>> real(Fraction(1, 4))
    0.25
    >>> real("3")
    Traceback (most recent call last):
    TypeError: a Value holds one real number, not str ('3'): convert it first, for example float(text)
    """
    if not isinstance(number, numbers.Number) or (
        isinstance(number, numbers.Complex) and not isinstance(number, numbers.Real)
    ):
        kind = type(number).__name__
        family = kind.rstrip("0123456789")  # of complex128
        advice = say(WHAT_TO_PASS.get(family, "pass an int or a float"))
        who = say(what, **fields)
        raise TypeError(say("no real number", who=who, kind=kind, given=cut(repr(number)), advice=advice))
    try:
        value = float(number)  # type: ignore[arg-type]  # a Real or a Decimal: both have __float__
    except OverflowError:
        kind = type(number).__name__
        raise TooLargeError(say("beyond floats", what=say(what, **fields), kind=kind)) from None
    except ValueError:  # Decimal's signalling NaN
        value = math.nan
    if value - value:  # NaN for NaN and for infinity, 0.0 for every other number
        raise DomainError(say("not finite", what=say(what, **fields), number=value))
    return value


def between(low: float, number: Any, high: float) -> bool:
    """Whether this is a number, of whatever kind, and between the two.

    >>> between(0.0, 0.5, 1.0), between(0.0, 1.0, 1.0), between(0.0, "0.5", 1.0)
    (True, False, False)
    """
    try:
        return not isinstance(number, str | bytes) and low < float(number) < high
    except (TypeError, ValueError, OverflowError):
        return False


def refuse_kind(argument: str, given: object, what: str) -> NoReturn:
    """Raise `TypeError` for what was given as this argument. `what` is the key of a phrase that says what it takes.

    >>> refuse_kind("f", 3, "kind function")
    Traceback (most recent call last):
    TypeError: f is a function, and not 3
    """
    raise TypeError(say("argument of another kind", argument=argument, what=say(what), given=cut(repr(given))))


def require_path(path: object) -> None:
    """Raise `TypeError` unless this names a file, and `ValueError` for a name that no file can have."""
    if not isinstance(path, str | os.PathLike) or not isinstance(os.fspath(path), str):
        raise TypeError(say("no path of a file", given=cut(repr(path))))
    try:
        possible = b"\0" not in os.fsencode(path)
    except UnicodeEncodeError:  # half of a character
        possible = False
    if not possible:
        raise ValueError(say("no name of a file", given=cut(repr(os.fspath(path)), 100)))


PLACE_OF_SYNTAX = re.compile(r"(?: \(at|:) line ([0-9]+),? column ([0-9]+)")
"""How Python's readers of TOML and JSON say where they stopped."""
OF_THE_SYSTEM = {
    errno.ENOENT: "no such file",
    errno.EACCES: "not allowed",
    errno.EISDIR: "a folder instead",
    errno.ENOTDIR: "no folder on the way",
    errno.ENOSPC: "disk is full",
    errno.EROFS: "disk is read-only",
    errno.ENAMETOOLONG: "name too long",
}
"""The keys of what the system says of a file most often, and in English only."""


def reason_of(error: Exception) -> str:
    """Why a file was not read or written, without its name.

    >>> reason_of(FileNotFoundError(errno.ENOENT, "no file of this name", "a.csv")), reason_of(ValueError("no path"))
    ('No such file or directory', 'no path')
    """
    number = getattr(error, "errno", None)
    if number in OF_THE_SYSTEM:
        return say(OF_THE_SYSTEM[number])
    return getattr(error, "strerror", None) or str(error)


def broken(format: str, error: Exception) -> str:
    """Where a text breaks the rules of its format, such as TOML. What Python's reader says of it is in English, and is
    told in English alone.

    >>> broken("TOML", ValueError("Invalid value (at line 1, column 5)"))
    'TOML: line 1, column 5: Invalid value'
    """
    words = str(error)
    at = PLACE_OF_SYNTAX.search(words)
    told = say("no syntax here", format=format, line=at[1], column=at[2]) if at else say("no syntax", format=format)
    return told if language() == "ja" else f"{told}: {words[: at.start()] if at else words}"


def about_a_file(error: OSError, path: str | os.PathLike[str], key: str) -> OSError:
    """An error of the system as one of this file, of the same class. The sentence with this key says what failed.

    >>> raise about_a_file(PermissionError(errno.EACCES, "no"), "a.svg", "file not written")
    Traceback (most recent call last):
    PermissionError: [Errno 13] this file could not be written: Permission denied: 'a.svg'
    """
    return OSError(error.errno, say(key, reason=reason_of(error)), os.fspath(path))


@contextmanager
def reading(path: str | os.PathLike[str]) -> Iterator[None]:
    """Errors of the system within this context say that the file could not be read, in the current language."""
    try:
        yield
    except OSError as error:
        raise about_a_file(error, path, "file not read") from error


def changed_data(node: Node) -> str:
    """The sentence for a node whose `.data` was set after something had been calculated from it."""
    who = say("a name", name=printable(node.name)) if node.name else say("no name")
    return say("changed data", who=who, number=shown(node.data))


def cut(text: str, width: int = 40) -> str:
    """The text, with an ellipsis where it is too long for a sentence."""
    return text if len(text) <= width else text[:width] + "…"


for _error in (ChangedDataError, DomainError, ExpressionError, GradientError, TooLargeError, WorksheetError):
    _error.__module__ = "autograd"  # where users find it; a traceback says so
