"""What a model is made of, found by its structure: parts, what runs after what, and which tensors are rows of neurons.

So a layer of your own is drawn like those of `nn`: a matrix with a bias for each of its rows is a layer of neurons.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from autograd import Value
from autograd.language import say
from autograd.language.text import printable
from nn.layers.blocks import Residual
from nn.module import Module
from nn.nested import each, flat, is_list, plain, shape

LONGEST = 48
"""The most characters of a part's own description; a longer one is shown by the part's class."""


@dataclass
class Stage:
    """A part of a model. `inside` are its own parts: `in_order` says whether they run one after another, and `is_added`
    whether the input is added to their output."""

    title: str
    activation: str = ""
    tensors: Mapping[str, Any] = field(default_factory=dict)
    rows: list[list[float]] | None = None
    biases: list[float] = field(default_factory=list)
    inside: list[Stage] = field(default_factory=list)
    in_order: bool = True
    is_added: bool = False

    @property
    def numbers(self) -> list[float]:
        """Its parameters, or their gradients."""
        return [float(x) for tensor in self.tensors.values() for x in flat(tensor)]


def stages(model: Any, by: str) -> list[Stage]:
    """The parts of a model that run one after another. Their numbers are parameters, or with "gradient" gradients. With
    "node" they are the parameters themselves, as Values.

    >>> from nn import MLP
    >>> [(stage.title, shape(stage.rows)) for stage in stages(MLP(2, [3, 1]), "weight")]
    [('l1 Layer', (3, 2)), ('l2 Layer', (1, 3))]
    """
    if hasattr(model, "model_"):  # an estimator that has learned
        model = model.model_
    found = list(_stages("", model, by, ()))
    if not found:
        raise ValueError(say("model without parts", kind=type(model).__name__))
    return found


def _stages(name: str, part: Any, by: str, above: tuple[int, ...]) -> Iterator[Stage]:
    """`above` are the parts that this one is in. A part that is inside itself is a box."""
    if id(part) in above:
        yield Stage(_class(name, part))
        return
    above = (*above, id(part))
    prefix = f"{name}." if name else ""
    if (row := _row(part)) is not None:
        for key, inner in row.items():
            yield from _stages(f"{prefix}{key}", inner, by, above)
    elif isinstance(part, Residual):
        yield Stage(_class(name, part), inside=list(_stages(name, part.inner, by, above)), is_added=True)
    elif isinstance(part, Module) and (parts := part.parts()):
        inside = [stage for key, inner in parts.items() for stage in _stages(f"{prefix}{key}", inner, by, above)]
        own = _tensors(part, by)
        yield Stage(_class(name, part), inside=[Stage(name, tensors=own)] * bool(own) + inside, in_order=False)
    elif isinstance(part, Module) or _is_box(part) or (above[1:] and callable(part)):
        yield _leaf(name, part, by)
    else:
        raise TypeError(say("no model to draw", given=printable(repr(part))))


def _row(part: Any) -> Mapping[str, Any] | None:
    """The parts that run one after another, by name: a list, a dict, or the `layers` of a module that has no more."""
    row = getattr(part, "layers", None) if isinstance(part, Module) else part
    if isinstance(row, Mapping):
        return {str(key): inner for key, inner in row.items()}
    if not is_list(row):
        return None
    if isinstance(part, Module) and (part.tensors() or len(part.parts()) != sum(isinstance(x, Module) for x in row)):
        return None
    return {f"l{i}": inner for i, inner in enumerate(row, 1)}


def _leaf(name: str, part: Any, by: str) -> Stage:
    tensors = _tensors(part, by)
    rows, biases = _neurons(tensors, inputs_first=not isinstance(part, Module))
    activated = (x.activation for x in (part, *getattr(part, "neurons", ())) if hasattr(x, "activation"))
    activation = next(activated, None)
    title = _class(name, part) if rows else _title(name, part)
    return Stage(title, called(activation) if activation else "", tensors, rows, biases)


def _tensors(part: Any, by: str) -> dict[str, Any]:
    """The parameters in numbers, by name. A box of a textbook has the gradients of its W in dW."""
    if isinstance(part, Module):
        return {
            name: each(lambda p: p if by == "node" else float(p.grad if by == "gradient" else p.data), tensor)
            for name, tensor in part.tensors().items()
        }
    own = vars(part) if _is_box(part) else {}
    tensors = {name: each(_number, plain(x)) for name, x in own.items() if f"d{name}" in own}
    if by == "gradient":
        return {
            name: each(lambda _: 0.0, x) if own[f"d{name}"] is None else each(_number, plain(own[f"d{name}"]))
            for name, x in tensors.items()
        }
    return tensors


def _number(x: Any) -> float:
    return float(x.data if isinstance(x, Value) else x)


def _neurons(tensors: Mapping[str, Any], inputs_first: bool) -> tuple[list[list[float]] | None, list[float]]:
    """The weights of each neuron and the biases, if the tensors are a matrix with a bias for each row, or one row with
    one bias."""
    if len(tensors) != 2:
        return None, []
    weight, bias = tensors.values()
    if len(shape(weight)) == 1 and not is_list(bias):
        return [list(weight)], [bias]
    if len(shape(weight)) != 2 or len(shape(bias)) != 1:
        return None, []
    rows = [list(row) for row in (zip(*weight, strict=True) if inputs_first else weight)]
    return (rows, list(bias)) if len(rows) == len(bias) else (None, [])


def called(function: Callable[..., Any]) -> str:
    """The name of a function.

    >>> called(max), called(lambda x: x)
    ('max', 'function')
    """
    name = getattr(function, "__name__", type(function).__name__)
    return printable("function" if name == "<lambda>" else name)


def _is_box(part: Any) -> bool:
    return callable(getattr(part, "forward", None)) and not isinstance(part, type)


def _class(name: str, part: Any) -> str:
    return printable(f"{name} {type(part).__name__}".strip())


def _title(name: str, part: Any) -> str:
    if not isinstance(part, Module) and not _is_box(part):
        return printable(f"{name} {called(part)}".strip())
    said = repr(part)
    return _class(name, part) if said.startswith("<") or len(said) > LONGEST else printable(f"{name} {said}".strip())
