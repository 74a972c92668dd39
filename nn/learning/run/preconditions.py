"""What a run needs before its first step: each part of the right kind, and examples without a missing number."""

from __future__ import annotations

import math
from typing import Any

from autograd import Value
from autograd.language import say
from nn.files.tensors import require_path
from nn.layers.losses import cross_entropy, cross_entropy_from_logits
from nn.layers.ranges import require_seed
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
    require_seed(settings.seed)
    model, loss, optimizer = settings.model, settings.loss, settings.optimizer
    if not isinstance(model, Module):
        raise TypeError(say("no model to train", called=called, given=_kind(model)))
    for what, examples in {"data": settings.data, "validation": settings.validation}.items():
        if not (what == "validation" and examples is None) and not all(
            is_list(getattr(examples, name, None)) for name in ("xs", "ys")
        ):
            raise TypeError(say("no examples", what=what, given=_kind(examples)))
    if isinstance(loss, (Optimizer, type)) or not callable(loss):
        raise TypeError(say("no loss", called=called, given=_kind(loss)))
    if not isinstance(optimizer, Optimizer):
        raise TypeError(say("no optimizer", called=called, given=_kind(optimizer)))


def _require_sense(settings: Settings) -> None:
    """Raise `ValueError` for options without a meaning."""
    clip = settings.clip
    counts = {"epochs": settings.epochs, "batch_size": settings.batch_size}
    if settings.patience is not None:
        counts["patience"] = settings.patience
    for name, number in counts.items():
        if not isinstance(number, int) or isinstance(number, bool) or number < 1:
            raise ValueError(say("option is no whole number", name=name, number=number))
    if clip is not None and (isinstance(clip, bool) or not isinstance(clip, (int, float)) or not clip > 0.0):
        raise ValueError(say("no clip", clip=clip))
    if settings.patience is not None and settings.validation is None:
        raise ValueError(say("patience without validation"))
    if not any(settings.compiled is known for known in (None, True, False)):
        raise ValueError(say("compiled is no truth", given=settings.compiled))
    if not {*map(id, settings.optimizer.parameters)} <= {*map(id, settings.model.parameters())}:
        raise ValueError(say("parameters of another model"))


def _require_examples(what: str, examples: Any, arrays: dict[str, Any]) -> None:
    """Raise `ValueError` unless there are as many inputs as targets, and some, and no number of them is missing."""
    if not len(examples.xs) == len(examples.ys) > 0:
        raise ValueError(say("as many targets", what=what, inputs=len(examples.xs), targets=len(examples.ys)))
    for name, parts in {"xs": examples.xs, "ys": examples.ys}.items():
        if _are_finite(f"{what}.{name}", parts, arrays):
            continue
        for i, part in enumerate(parts):
            for place, number in enumerate(flat(part)):
                if number is None or (isinstance(number, float) and not math.isfinite(number)):
                    where = f"{what}.{name}[{i}]"
                    if is_list(part):
                        raise ValueError(say("no number at a place", where=where, place=place, number=number))
                    raise ValueError(say("no number of an example", where=where, number=number))


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
                raise ValueError(say("one output for several classes", name=loss.__name__))


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
        raise TypeError(say("loss is no Value", given=_kind(losses[0])))
    raise ValueError(say("loss of no parameter"))


def larger_batches(examples: int, batch_size: int) -> str:
    """What to do where a batch of one example cannot be normalised."""
    if examples == 1:
        return say("batch normalisation of the only example")
    better = next(size for size in range(batch_size + 1, examples + 1) if examples % size != 1)
    return say("last batch of one example", batch_size=batch_size, examples=examples, better=better)


def _kind(x: Any) -> str:
    """What was given instead, in a word or two."""
    if isinstance(x, type):
        return say("a class instead", name=x.__name__)
    if isinstance(x, str):
        return say("a text", kind=type(x).__name__, text=x)
    return say("a None") if x is None else say("a thing of a type", kind=type(x).__name__)
