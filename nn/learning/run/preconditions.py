"""What a run needs before its first step: each part of the right kind, and examples without a missing number."""

from __future__ import annotations

import math
from typing import Any

from autograd import Value
from nn.files.tensors import require_path
from nn.layers.losses import cross_entropy, cross_entropy_from_logits
from nn.learning.optim import Optimizer
from nn.learning.run.settings import Settings
from nn.module import Module
from nn.nested import flat, is_list


def require(settings: Settings) -> None:
    """Raise `TypeError` or `ValueError` unless all that `train` was given makes sense."""
    _require_kinds(settings)
    _require_sense(settings)
    for what, examples in {"data": settings.data, "validation": settings.validation}.items():
        if examples is not None:
            _require_examples(what, examples, settings.arrays)
    if settings.checkpoint is not None:
        require_path(settings.checkpoint)


def _require_kinds(settings: Any) -> None:
    """Raise `TypeError` unless each argument of `train` is what its name says."""
    called = "train(model, data, loss, optimizer, epochs)"
    model, loss, optimizer = settings.model, settings.loss, settings.optimizer
    if not isinstance(model, Module):
        raise TypeError(f"{called}: the model is an nn.Module, not {_kind(model)}")
    for what, examples in {"data": settings.data, "validation": settings.validation}.items():
        if not (what == "validation" and examples is None) and not all(
            is_list(getattr(examples, name, None)) for name in ("xs", "ys")
        ):
            raise TypeError(
                f"{what} has lists .xs and .ys, like nn.data.Dataset(xs, ys), and {_kind(examples)} has not"
            )
    if isinstance(loss, (Optimizer, type)) or not callable(loss):
        raise TypeError(
            f"{called}: the loss is a function of an output and its target, such as"
            f" nn.losses.mean_squared_error, not {_kind(loss)}"
        )
    if not isinstance(optimizer, Optimizer):
        raise TypeError(
            f"{called}: the optimizer is one such as nn.optim.SGD(model.parameters(), rate=0.1), not {_kind(optimizer)}"
        )


def _require_sense(settings: Settings) -> None:
    """Raise `ValueError` for options without a meaning."""
    clip = settings.clip
    counts = {"epochs": settings.epochs, "batch_size": settings.batch_size}
    if settings.patience is not None:
        counts["patience"] = settings.patience
    for name, number in counts.items():
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise ValueError(f"{name} is a whole number of at least 1, and {number!r} is not")
    if clip is not None and (isinstance(clip, bool) or not isinstance(clip, (int, float)) or not clip > 0.0):
        raise ValueError(f"clip is the largest length of a gradient, more than 0, and {clip!r} is not")
    if settings.patience is not None and settings.validation is None:
        raise ValueError("patience waits for a lower validation loss: pass validation=examples that are set apart")
    if not any(settings.compiled is known for known in (None, True, False)):
        raise ValueError(f"compiled is True, False or None, and {settings.compiled!r} is not")
    if not {*map(id, settings.optimizer.parameters)} <= {*map(id, settings.model.parameters())}:
        raise ValueError("the optimizer has parameters of another model: make it with model.parameters() of this one")


def _require_examples(what: str, examples: Any, arrays: dict[str, Any]) -> None:
    """Raise `ValueError` unless there are as many inputs as targets, and some, and no number of them is missing."""
    if not len(examples.xs) == len(examples.ys) > 0:
        raise ValueError(
            f"{what} has {len(examples.xs)} inputs and {len(examples.ys)} targets; it needs as many, and some"
        )
    for name, parts in {"xs": examples.xs, "ys": examples.ys}.items():
        if _are_finite(f"{what}.{name}", parts, arrays):
            continue
        for i, part in enumerate(parts):
            for place, number in enumerate(flat(part)):
                if number is None or (isinstance(number, float) and not math.isfinite(number)):
                    where = f"{what}.{name}[{i}] has no number" + (f" at {place}" if is_list(part) else "")
                    raise ValueError(f"{where}, but {number}: put a number there, or leave this example out")


def _are_finite(name: str, parts: Any, arrays: dict[str, Any]) -> bool:
    """Whether NumPy finds nothing but finite numbers here; False if it cannot tell at once. It keeps the array."""
    try:
        import numpy

        numbers = numpy.asarray(parts if type(parts) in (list, tuple, numpy.ndarray) else None)
    except (ImportError, ValueError):  # no NumPy, or parts of several shapes
        return False
    if numbers.dtype.kind not in "fiu" or not numpy.isfinite(numbers).all():
        return False
    arrays[name] = numbers
    return True


def require_outputs(loss: Any, outputs: list[Any]) -> None:
    """Raise `ValueError` where a cross-entropy of several classes was given one output."""
    if loss in (cross_entropy, cross_entropy_from_logits):
        for output in outputs:
            if not is_list(output):
                raise ValueError(
                    f"{loss.__name__} takes an output for each class, and the model has one: give it as many outputs"
                    f" as there are classes, or take binary_{loss.__name__}"
                )


def require_gradient(mean_loss: Any, losses: list[Any], optimizer: Optimizer) -> None:
    """Raise an error where a loss could never teach anything, since no parameter is in its graph."""
    parameters, seen, todo = {*map(id, optimizer.parameters)}, set[int](), [mean_loss]
    while todo:
        node = todo.pop()
        if id(node) in parameters:
            return
        if id(node) not in seen:
            seen.add(id(node))
            todo += node.inputs
    if not any(isinstance(loss, Value) for loss in losses):
        raise TypeError(
            f"the loss is {_kind(losses[0])}, not a Value, so nothing can be learned from it: model and loss are to"
            " calculate with Values, without .data and float()"
        )
    raise ValueError(
        "the loss depends on none of the optimizer's parameters, so nothing can be learned from it: the model may put"
        " out .data or float() instead of Values, or the loss may not use the output"
    )


def larger_batches(examples: int, batch_size: int) -> str:
    """What to do where a batch of one example cannot be normalised."""
    if examples == 1:
        return "batch normalisation compares the examples of a batch, and there is one example: train with more"
    better = next(size for size in range(batch_size + 1, examples + 1) if examples % size != 1)
    return (
        f"with batch_size={batch_size} the last batch of {examples} examples has 1, and batch normalisation compares"
        f" the examples of a batch: take another size, such as batch_size={better}"
    )


def _kind(x: Any) -> str:
    """What was given instead, in a word or two."""
    if isinstance(x, type):
        return f"the class {x.__name__} (it is to be called)"
    return "None" if x is None else f"{type(x).__name__} {x!r}" if isinstance(x, str) else f"a {type(x).__name__}"
