"""An engine of others: what it is called, and how each operation is typed in it.

Each engine has one file in the room `spelled`. It is read in two places. Here it says what one types. In the engine's
own process, which may be another Python without this package, it asks the engine for derivatives. So it imports nothing
of this package, and the engine itself only inside its functions.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from autograd.language import say

SPELLED = Path(__file__).parent / "spelled"


def typed(number: float) -> str:
    """A constant as one types it: 2 and not 2.0, which is no index."""
    return repr(int(number)) if float(number).is_integer() and abs(number) < 1e15 else repr(number)


@dataclass(frozen=True)
class Engine:
    """What a file of `spelled` says.

    `distribution` is the name under which the engine's version is known, `needs` is what pip installs for it, or npm
    where it begins with "@", and `python` the command of the Python that it needs, if it is a certain one. `imports` is
    what one types first. `leaves` says how inputs are made in double precision; most engines have one way, and the
    first way counts where several answer alike. `first` and `second` say how one asks for derivatives of a `{call}`;
    an engine without second derivatives has "". `listed` makes numbers into what the engine takes as a list.

    >>> torch = engine("torch")
    >>> torch.title, torch.calls("abs"), torch.calls("elu", {"alpha": 2.0}, x="v1")
    ('PyTorch', ['torch.abs(x)'], ['F.elu(v1, alpha=2)'])
    """

    name: str
    file: Path
    title: str
    distribution: str
    needs: tuple[str, ...]
    python: str
    imports: str
    leaves: tuple[str, ...]
    first: str
    second: str
    listed: str
    spellings: Mapping[str, tuple[str, ...]]

    def calls(self, op: str, constants: Mapping[str, float] | None = None, **names: str) -> list[str]:
        """The calls of an operation, as one types them; none if the engine has no such operation.

        `names` are the inputs' names, as in `x="v1"`; they are x and y, and xs and ys for lists, unless given.
        """
        inputs = {"x": "x", "y": "y", "xs": "xs", "ys": "ys"} | names
        filled = {name: typed(number) for name, number in (constants or {}).items()}
        return [template.format(**inputs, **filled) for template in self.spellings.get(op, ())]

    @property
    def shown(self) -> str:
        """The title in the reader's language."""
        return in_words(self.title)

    @property
    def is_of_npm(self) -> bool:
        """Whether it is a package of JavaScript."""
        return self.needs[0].startswith("@")

    @property
    def installed_by(self) -> str:
        """The command that installs it: of pip, or of npm for a package of JavaScript.

        >>> engine("jax").installed_by.partition("==")[0], engine("tfjs").installed_by.partition("@4")[0]
        ('pip install jax', 'npm install @tensorflow/tfjs')
        """
        return f"{'npm' if self.is_of_npm else 'pip'} install {' '.join(self.needs)}"

    def gathered(self, names: Sequence[str]) -> str:
        """What makes numbers into a list of the engine's own."""
        return self.listed.format(xs=", ".join(names))


def in_words(title: str) -> str:
    """A title in the reader's language, with its version or without. An engine's own name is the same in all.

    >>> in_words("JAX 0.10.2"), in_words("TensorFlow.js in single precision 4.22.0")
    ('JAX 0.10.2', 'TensorFlow.js in single precision 4.22.0')
    """
    name, single, version = title.partition(" in single precision")
    return say("engine in single precision", name=name) + version if single else title


@cache
def places() -> dict[str, str]:
    """The module of each engine, by its name."""
    found: dict[str, str] = {}
    for room in sorted(pkgutil.iter_modules([str(SPELLED)]), key=lambda room: room.name):
        for module in pkgutil.iter_modules([str(SPELLED / room.name)]):
            found[module.name] = f"{__package__}.spelled.{room.name}.{module.name}"
    return found


@cache
def engine(name: str) -> Engine:
    """The engine of this name. Raises `LookupError` for one that no file tells of."""
    if name not in places():
        raise LookupError(f"there is no engine {name!r}; there are {', '.join(places())}")
    said: Any = importlib.import_module(places()[name])
    spellings = {op: (calls,) if isinstance(calls, str) else tuple(calls) for op, calls in said.SPELLINGS.items()}
    return Engine(
        name, Path(said.__file__), said.TITLE, said.DISTRIBUTION, tuple(said.NEEDS), getattr(said, "PYTHON", ""),
        said.IMPORTS,
        tuple(said.LEAVES), said.FIRST, said.SECOND, said.LISTED, spellings,
    )  # fmt: skip
