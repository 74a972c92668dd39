"""How parameters are updated: the optimizer, its constants, the steps, and each parameter's rate and decay.

Rates and decays are numbers for all parameters, or for groups of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any, NamedTuple

from autograd.by_hand.sheet.work.optimizers import OPTIMIZERS, Constants, Optimizer
from autograd.graph.value import Value
from autograd.language import say
from autograd.language.errors import DomainError, TooLargeError, WorksheetError, real
from autograd.language.text import printable

MOST_STEPS = 1_000
"""The most steps of a sheet."""


class Update(NamedTuple):
    """`steps` steps of an optimizer, called `name`, with these constants; and the learning `rates` and the `decays` of
    the parameters, of which one that is missing stays as it is."""

    rates: Mapping[Value, float]
    decays: Mapping[Value, float] = {}
    name: str = "sgd"
    given: Mapping[str, float] = {}
    steps: int = 1

    @property
    def optimizer(self) -> Optimizer:
        return OPTIMIZERS[self.name]

    @property
    def constants(self) -> dict[str, float]:
        """The constants of the optimizer itself."""
        return {**self.optimizer.constants, **self.given}

    def constants_of(self, parameter: Value, step: int) -> Constants:
        """All constants in the update of a parameter."""
        rate, decay = self.rates[parameter], self.decays.get(parameter, 0.0)
        return Constants(rate=rate, decay=decay, step=step, **self.constants)


def update_of(
    parameters: Iterable[Value],
    label: Mapping[Value, str],
    learning_rate: Any,
    how: Mapping[str, Any],
) -> Update:
    """The update with a `learning_rate`, and `how`: "decay", "optimizer", "constants" and "steps", as in `worksheet`.

    Raises `WorksheetError` for an optimizer or a constant that there is not, for a number out of its range, and for a
    parameter without a learning rate.
    """
    parameters = tuple(parameters)
    name, steps = how.get("optimizer", "sgd"), how.get("steps", 1)
    if not isinstance(name, str) or name not in OPTIMIZERS:
        raise WorksheetError(say("no such optimizer", name=printable(str(name)), names=", ".join(OPTIMIZERS)))
    if not isinstance(steps, int) or isinstance(steps, bool) or not 1 <= steps <= MOST_STEPS:
        raise WorksheetError(say("no steps", steps=printable(str(steps)), most=f"{MOST_STEPS:,}"))
    rates = of_groups(learning_rate, parameters, label, "the learning rate")
    missing = next((p for p in parameters if p not in rates), None)
    if missing is not None:
        raise WorksheetError(say("no rate of", name=printable(label[missing])))
    decays = of_groups(how.get("decay", 0.0), parameters, label, "the decay")
    return Update(rates, decays, name, _constants(name, how.get("constants", {})), steps)


def require_rates(learning_rate: Any, decay: Any = 0.0) -> None:
    """Raise `WorksheetError` unless steps with these go downhill and draw to 0. A group may have the rate 0, by which
    it stays, if another group moves.

    This is asked of a new sheet alone: one that is read back may have been made with any number.
    """
    for given, what, key in (
        (learning_rate, "the learning rate", "no rate of a sheet"),
        (decay, "the decay", "no decay of a sheet"),
    ):
        numbers = [*given.values()] if isinstance(given, Mapping) else [given]
        wrong = [number for number in numbers if not _is_0_or_more(number, what)]
        if what == "the learning rate" and not any(numbers):
            wrong += numbers
        if wrong:
            raise WorksheetError(say(key, number=printable(str(wrong[0]).removesuffix(".0"))))


def _is_0_or_more(number: Any, what: str) -> bool:
    try:
        return not isinstance(number, bool) and real(number, what) >= 0.0
    except TooLargeError:
        raise
    except DomainError:  # it is not finite
        return False


def _constants(name: str, given: Any) -> dict[str, float]:
    known = OPTIMIZERS[name].constants
    if not isinstance(given, Mapping):
        raise TypeError(say("constants are no mapping", kind=type(given).__name__))
    for constant, number in given.items():
        if constant not in known:
            names = ", ".join(known) or "-"
            raise WorksheetError(say("no such constant", optimizer=name, name=printable(str(constant)), names=names))
        share = constant != "epsilon"
        if isinstance(number, bool) or real(number) < 0.0 or (share and real(number) >= 1.0):
            raise WorksheetError(say("no share" if share else "below 0", name=constant, number=printable(str(number))))
    return {str(constant): real(number) for constant, number in given.items()}


def of_groups(given: Any, parameters: Iterable[Value], label: Mapping[Value, str], what: str) -> dict[Value, float]:
    """The number of each parameter: one number for all, or a mapping from parameters or from patterns of their names.

    A pattern such as `w*` fits a whole name, the part behind its last point, or the name of a matrix. The first pattern
    that fits counts.

    >>> W, b = Value(1.0, name="l1.n1.w1"), Value(1.0, name="l1.n1.b")
    >>> of_groups({"w*": 0.1, "*": 0.5}, [W, b], {W: W.name, b: b.name}, "the learning rate") == {W: 0.1, b: 0.5}
    True
    """
    if not isinstance(given, Mapping):
        number = real(given, what)
        return dict.fromkeys(parameters, number)
    parameters = tuple(parameters)
    fits: list[tuple[Callable[[Value], bool], float]] = []
    for pattern, number in given.items():
        known = {p for p in parameters if (p is pattern if isinstance(pattern, Value) else _named(label[p], pattern))}
        if not known:
            shown = pattern.name if isinstance(pattern, Value) else pattern
            raise WorksheetError(say("no such group", name=printable(str(shown))))
        fits.append((known.__contains__, real(number, what)))
    return {p: found for p in parameters if (found := next((x for fit, x in fits if fit(p)), None)) is not None}


def _named(name: str, pattern: Any) -> bool:
    if not isinstance(pattern, str):
        raise TypeError(say("group is no pattern", kind=type(pattern).__name__))
    plain = pattern.replace("[", "[[]")  # which stands in the names of the numbers of a matrix
    return any(fnmatchcase(part, plain) for part in (name, name.rpartition(".")[2], name.partition("[")[0]))
