"""What `train` was asked for, as one object that every part of the run reads."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any

from nn.files.tensors import Path
from nn.learning.optim import Optimizer
from nn.learning.run.measure import Examples, Loss
from nn.module import Module


@dataclass(frozen=True)
class Settings:
    """The arguments of `train`, which says what each of them means."""

    model: Module
    data: Examples
    loss: Loss
    optimizer: Optimizer
    epochs: int
    batch_size: int
    validation: Examples | None
    patience: int | None
    clip: float | None
    seed: int
    checkpoint: Path | None
    progress: bool
    compiled: bool | None
    arrays: dict[str, Any] = field(default_factory=dict)
    """What NumPy made of examples, by their names, such as `data.xs`; for those that are plain numbers in lists."""

    @property
    def batches(self) -> int:
        """How many batches an epoch has; the last one may be smaller."""
        return math.ceil(len(self.data.xs) / self.batch_size)
