"""The options of layers and optimizers. A number out of its range is refused in one sentence, and so is a name that
other libraries give an option: `lr` is `rate` here.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from numbers import Integral, Real
from typing import Any, ParamSpec

from autograd.language import say
from autograd.language.errors import real, refuse_kind

SEEDS = (int, float, str, bytes, bytearray)
"""What `random.Random` takes."""

RANGES = {
    "more than 0 and finite": lambda x: 0.0 < x < math.inf,
    "at least 0 and finite": lambda x: 0.0 <= x < math.inf,
    "at least 0 and less than 1": lambda x: 0.0 <= x < 1.0,
    "between 0 and 1": lambda x: 0.0 <= x <= 1.0,
}


def count(number: Any, what: str, least: int = 1) -> int:
    """The number, if it is whole and not less than `least`. `what` is the key of a phrase, as in `in_range`.

    >>> count(-1, "the number of outputs of a layer")
    Traceback (most recent call last):
    ValueError: the number of outputs of a layer is a whole number of at least 1, not -1
    """
    if isinstance(number, bool) or not isinstance(number, Integral) or number < least:
        raise ValueError(say("no whole number", what=say(what), least=least, number=number))
    return int(number)


def in_range(number: Any, what: str, within: str, **fields: Any) -> Any:
    """The number, if it is in one of `RANGES`. `what` is the key of a phrase that says what it is for.

    >>> in_range(2.0, "the momentum", "at least 0 and less than 1")
    Traceback (most recent call last):
    ValueError: the momentum is a number at least 0 and less than 1, and 2.0 is not
    """
    if isinstance(number, bool) or not isinstance(number, Real) or not RANGES[within](number):
        raise ValueError(say("out of range", what=say(what, **fields), within=say(within), number=number))
    real(number, what, **fields)  # which an int beyond the largest float is not
    return number


def takes(function: Callable[..., Any], numbers: int) -> bool:
    """Whether a function can be called with so many numbers alone, or does not tell what it takes.

    >>> takes(abs, 1), takes(lambda x: x, 2), takes(min, 2)
    (True, False, True)
    """
    import inspect  # only for functions that are passed: it takes as long to load as all layers

    try:
        inspect.signature(function).bind(*range(numbers))
    except TypeError:
        return False
    except ValueError:
        pass
    return True


def require_seed(seed: object) -> None:
    """Raise `TypeError` for what Python's random numbers cannot begin with."""
    if seed is not None and not isinstance(seed, SEEDS):
        refuse_kind("seed", seed, "kind seed")


OURS = {
    "lr": "rate", "learning_rate": "rate", "learning_rate_init": "rate", "eta": "rate", "eta0": "rate",
    "weight_decay": "decay", "eps": "epsilon", "alpha": "rho", "params": "parameters", "beta1": "beta_1",
    "beta2": "beta_2", "betas": "beta_1, beta_2",
}  # fmt: skip
"""Names in PyTorch, Keras, scikit-learn and JAX, and here."""
CLASSES = {"momentum": "nn.optim.Momentum", "nesterov": "nn.optim.Nesterov"}
"""What is an option elsewhere, and an optimizer of its own here."""

P = ParamSpec("P")


def named_here(init: Callable[P, None]) -> Callable[P, None]:
    """An optimizer's `__init__` that refuses names which it does not have, and says what they are called here."""
    code = init.__code__
    known = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    needed = code.co_varnames[1 : code.co_argcount - len(init.__defaults__ or ())]

    @wraps(init)
    def checked(*arguments: P.args, **options: P.kwargs) -> None:
        for name in options:
            if name not in known:
                raise TypeError(_sentence(type(arguments[0]).__name__, name, known))
        missing = [name for name in needed[len(arguments) - 1 :] if name not in options]
        if missing:
            names = say("between names").join(missing)
            raise TypeError(say("options are missing", optimizer=type(arguments[0]).__name__, names=names))
        init(*arguments, **options)

    return checked


def _sentence(optimizer: str, name: str, known: tuple[str, ...]) -> str:
    ours = OURS.get(name, "")
    if ours and ours.split(", ")[0] in known:
        return say("option by another name", optimizer=optimizer, name=name, ours=ours)
    if name in CLASSES:
        return say("option is an optimizer", optimizer=optimizer, name=name, ours=CLASSES[name])
    return say("no option of an optimizer", optimizer=optimizer, name=name, known=", ".join(known))
