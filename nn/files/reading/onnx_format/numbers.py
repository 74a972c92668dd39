"""The numbers of a file's tensors, in the file itself or in a file beside it. Sizes are held against what is there."""

from __future__ import annotations

import math
import os
import stat
from pathlib import Path
from typing import Any

from autograd.language import say
from nn.files.tensors import MOST, told

MOST_NUMBERS = 20_000_000
"""The most numbers of a file. Each becomes a Value, which takes some hundred bytes."""

BYTES = {"FLOAT": 4, "DOUBLE": 8, "FLOAT16": 2, "BFLOAT16": 2}
"""The types of weights, and the bytes of a number."""


class Numbers:
    """The tensors of a file, by name. Each is read when it is asked for, and checked.

    Raises `ValueError` for a tensor that is not there, or is not what it says.
    """

    def __init__(self, tensors: dict[str, Any], turned: set[str], folder: Path) -> None:
        self.tensors, self.turned, self.folder = tensors, turned, folder
        self._count = 0

    def __contains__(self, name: str) -> bool:
        return name in self.tensors

    def kind(self, name: str) -> str:
        """The type of the numbers of a tensor, such as "FLOAT"."""
        from onnx import TensorProto

        kind = self._tensor(name).data_type
        return next((str(name) for name, number in TensorProto.DataType.items() if number == kind), f"number {kind}")

    def read(self, name: str) -> Any:
        """The numbers of a tensor of weights, in nested lists."""
        kind = self.kind(name)
        if kind not in BYTES:
            raise ValueError(say("kind of numbers", name=told(name), kind=kind, known=", ".join(BYTES)))
        import numpy as np

        with np.errstate(invalid="ignore"):  # numbers that are none are refused by those who know their place
            array = self._array(name, BYTES[kind]).astype(np.float64)
        return (array.T if name in self.turned else array).tolist()

    def whole(self, name: str) -> list[int]:
        """The whole numbers of a tensor that says a shape."""
        if self.kind(name) != "INT64" or len(self._tensor(name).dims) > 1:
            raise ValueError(say("no whole numbers", name=told(name)))
        return [int(number) for number in self._array(name, 8).reshape(-1).tolist()]

    def truth(self, name: str) -> bool:
        """The truth value that a tensor says."""
        if self.kind(name) != "BOOL":
            raise ValueError(say("no truth value", name=told(name)))
        return bool(self._array(name, 1).any())

    def _tensor(self, name: str) -> Any:
        if name not in self.tensors:
            raise ValueError(say("not constant", name=told(name)))
        return self.tensors[name]

    def _array(self, name: str, size: int) -> Any:
        from onnx import TensorProto, numpy_helper

        tensor = self._tensor(name)
        sizes, count = tuple(tensor.dims), math.prod(tensor.dims)
        if min(sizes, default=1) < 1:
            raise ValueError(say("shape of nothing", name=told(name), sizes=" × ".join(map(str, sizes))))
        self._count += count
        if self._count > MOST_NUMBERS:
            raise ValueError(say("too many numbers", most=MOST_NUMBERS))
        if tensor.data_location == TensorProto.EXTERNAL:
            content = self._beside(tensor, count * size)
            tensor = TensorProto(dims=sizes, data_type=tensor.data_type, raw_data=content)
        try:
            array = numpy_helper.to_array(tensor)
        except (ValueError, TypeError) as error:
            raise ValueError(say("numbers do not fill", name=told(name))) from error
        if array.shape != sizes:
            raise ValueError(say("numbers do not fill", name=told(name)))
        return array

    def _beside(self, tensor: Any, length: int) -> bytes:
        """The bytes of a tensor in a file in the same folder, whose name and places the model's file tells."""
        told_of = {entry.key: entry.value for entry in tensor.external_data}
        name, start = told_of.get("location", ""), told_of.get("offset", "0")
        if not name or name in (".", "..") or any(sign in name for sign in "/\\:\0"):
            raise ValueError(say("numbers elsewhere", name=told(tensor.name), file=told(name)))
        if not (start.isascii() and start.isdigit() and len(start) < 16):
            raise ValueError(say("no place in a file", name=told(tensor.name), start=told(start), file=told(name)))
        file = self.folder / name
        try:
            about = os.lstat(file)
            if not stat.S_ISREG(about.st_mode) or about.st_size > MOST or int(start) + length > about.st_size:
                raise ValueError(say("numbers not there", name=told(tensor.name), file=told(name)))
            with open(file, "rb") as content:
                content.seek(int(start))
                return content.read(length)
        except OSError as error:
            raise ValueError(say("numbers cannot be read", name=told(tensor.name), file=told(name))) from error
