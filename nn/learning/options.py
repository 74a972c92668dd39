"""Options by the names of other libraries are refused in a sentence that has ours: `lr` is `rate` here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from autograd.language import say

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

    @wraps(init)
    def checked(*arguments: P.args, **options: P.kwargs) -> None:
        for name in options:
            if name not in known:
                raise TypeError(_sentence(type(arguments[0]).__name__, name, known))
        init(*arguments, **options)

    return checked


def _sentence(optimizer: str, name: str, known: tuple[str, ...]) -> str:
    ours = OURS.get(name, "")
    if ours and ours.split(", ")[0] in known:
        return say("option by another name", optimizer=optimizer, name=name, ours=ours)
    if name in CLASSES:
        return say("option is an optimizer", optimizer=optimizer, name=name, ours=CLASSES[name])
    return say("no option of an optimizer", optimizer=optimizer, name=name, known=", ".join(known))
